//! Names in values of labels and cells (DOMAIN.md 2, "separators in values").
//! In: a value as written, the registry, the vocabulary. Out: services, roles, plain values, in order, each once.
//! Never: splits a name that the registry holds; drops a name that it does not hold.

use crate::model::Name;
use crate::model::playbook::{NameRef, ServiceScope};
use crate::model::registry::Registry;
use crate::model::vocabulary::{Vocabulary, narrow};
use std::ops::Range;

/// Signs that separate values.
const SIGNS: [char; 4] = ['/', ',', ';', '&'];

/// Words that separate values, longest first; they stand between blanks.
const WORDS: [&str; 8] = ["and/or", "und/oder", "y/o", "e/ou", "and", "und", "y", "e"];

/// The same in scripts that set no blanks between words.
const UNSPACED: [&str; 3] = ["および", "以及", "和"];

/// The services that a value names. `Core Onboarding` and nothing: once a customer; `All Services`: all;
/// groups stand for their services; a bracketed list of services is the list, other brackets are text.
pub fn services(text: &str, registry: &Registry, vocabulary: &Vocabulary) -> ServiceScope {
    let text = clean(text);
    if vocabulary.is_nothing(&text) {
        return ServiceScope::Customer;
    }
    let mut found = Vec::new();
    let mut all = false;
    for part in parts(&text, &|t| holds_service(t, registry, vocabulary)) {
        let known = known_services(part.name, registry);
        let inner = part.bracket.map(|b| listed(b, registry, vocabulary)).unwrap_or_default();
        if inner.len() > 1 || (known.is_empty() && !inner.is_empty()) {
            inner.into_iter().for_each(|name| push(&mut found, name, true));
        } else if vocabulary.is_all(part.name) {
            all = true;
        } else if known.is_empty() && !is_no_name(part.name, vocabulary) {
            push(&mut found, Name::from(part.name), false);
        } else {
            known.into_iter().for_each(|name| push(&mut found, name, true));
        }
    }
    match (all, found.is_empty()) {
        (true, _) => ServiceScope::All,
        (false, true) => ServiceScope::Customer,
        (false, false) => ServiceScope::Named(found),
    }
}

/// The roles that a value names, by registry name where the registry holds them.
pub fn roles(text: &str, registry: &Registry, vocabulary: &Vocabulary) -> Vec<NameRef> {
    let text = clean(text);
    let mut found = Vec::new();
    if vocabulary.is_nothing(&text) {
        return found;
    }
    let holds = |t: &str| registry.roles.find(t).is_some() || vocabulary.is_nothing(t);
    for part in parts(&text, &holds) {
        match registry.roles.find(part.name) {
            Some(name) => push(&mut found, name.clone(), true),
            None if vocabulary.is_nothing(part.name) => {}
            None => push(&mut found, Name::from(part.name), false),
        }
    }
    found
}

/// The values of a label whose values are in no registry (phases, motions, people), brackets kept.
/// Dashes and `N/A` give nothing.
pub fn values(text: &str) -> Vec<String> {
    let text = clean(text);
    let nothing = |t: &str| t.eq_ignore_ascii_case("n/a") || Vocabulary::default().is_nothing(t);
    let mut found: Vec<String> = Vec::new();
    for part in parts(&text, &nothing) {
        if !nothing(part.whole) && !found.iter().any(|f| f == part.whole) {
            found.push(part.whole.to_string());
        }
    }
    found
}

/// One value of a list.
struct Part<'t> {
    whole: &'t str,
    name: &'t str,
    bracket: Option<&'t str>,
}

/// Cuts a cleaned value at its separators, except where `holds` knows the uncut text.
fn parts<'t>(text: &'t str, holds: &dyn Fn(&str) -> bool) -> Vec<Part<'t>> {
    let atoms = atoms(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let joined = |to: usize| text[atoms[at].start..atoms[to].end].trim();
        let last = (at + 1..atoms.len()).rev().find(|to| holds(joined(*to))).unwrap_or(at);
        let whole = joined(last);
        if !whole.is_empty() {
            let plain = !whole.contains('(') || holds(whole);
            let (name, bracket) = if plain { (whole, None) } else { unbracket(whole) };
            found.push(Part { whole, name, bracket });
        }
        at = last + 1;
    }
    found
}

/// Byte ranges between separators outside brackets; a bracket that never closes reaches to the end.
fn atoms(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut at, mut depth) = (0, 0, 0u32);
    while let Some(c) = text[at..].chars().next() {
        let separator = if depth == 0 { separator_len(text, at, c) } else { 0 };
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if separator > 0 {
            found.push(start..at);
            at += separator;
            start = at;
        } else {
            at += c.len_utf8();
        }
    }
    found.push(start..text.len());
    found
}

/// How many bytes of a separator stand at `at`; 0 for none.
fn separator_len(text: &str, at: usize, c: char) -> usize {
    let before = text[..at].chars().next_back();
    let spaced = |len: usize| {
        before.is_none_or(|b| b == ' ' || SIGNS.contains(&b))
            && matches!(text[at + len..].chars().next(), None | Some(' '))
    };
    // `和` inside a word of its own script is a letter, not a joint.
    let loose = |len: usize| {
        let after = text[at + len..].chars().next();
        [before, after].into_iter().flatten().any(|n| n == ' ' || n.is_ascii() || SIGNS.contains(&n))
    };
    let begins = |word: &&&str| text[at..].starts_with(**word);
    let word = match c.is_ascii() {
        true => WORDS.iter().find(|word| begins(word) && spaced(word.len())),
        false => UNSPACED.iter().find(|word| begins(word) && loose(word.len())),
    };
    let sign = if SIGNS.contains(&c) { c.len_utf8() } else { 0 };
    word.map_or(sign, |word| word.len())
}

/// `Get Modern (Windows & Intune)` as its name and what the bracket holds.
fn unbracket(text: &str) -> (&str, Option<&str>) {
    match text.find('(') {
        Some(open) if open > 0 => {
            let inner = &text[open + 1..];
            let close = inner.rfind(')').unwrap_or(inner.len());
            (text[..open].trim(), Some(inner[..close].trim()))
        }
        _ => (text, None),
    }
}

/// The services of a bracket, if it holds nothing else.
fn listed(text: &str, registry: &Registry, vocabulary: &Vocabulary) -> Vec<Name> {
    let mut found = Vec::new();
    for part in parts(text, &|t| holds_service(t, registry, vocabulary)) {
        let known = known_services(part.name, registry);
        if known.is_empty() {
            return Vec::new();
        }
        found.extend(known);
    }
    found
}

/// The service of this name, or the services of the group of this name.
fn known_services(text: &str, registry: &Registry) -> Vec<Name> {
    let tight = text.replace(" /", "/").replace("/ ", "/");
    match registry.services.find(text).or_else(|| registry.services.find(&tight)) {
        Some(name) => vec![name.clone()],
        None => registry.group(text).map(<[Name]>::to_vec).unwrap_or_default(),
    }
}

fn holds_service(text: &str, registry: &Registry, vocabulary: &Vocabulary) -> bool {
    is_no_name(text, vocabulary) || vocabulary.is_all(text) || !known_services(text, registry).is_empty()
}

fn is_no_name(text: &str, vocabulary: &Vocabulary) -> bool {
    vocabulary.is_core(text) || vocabulary.is_nothing(text)
}

fn push(found: &mut Vec<NameRef>, name: Name, known: bool) {
    if !found.iter().any(|f| f.name == name) {
        found.push(NameRef { name, known });
    }
}

/// Emphasis and escapes out, white space folded, letters and signs of double width as single ones.
fn clean(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !matches!(c, '*' | '`' | '\\')).map(comma).collect();
    crate::model::prose::fold(&plain)
}

fn comma(c: char) -> char {
    if c == '、' { ',' } else { narrow(c) }
}
