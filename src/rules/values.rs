//! Values of the front matter: FM005 person-unfit, FM006 value-unlisted.
//! In: headers, and the lists of the settings where there are any. Out: findings with the nearest right value.
//! Never: a rare value called wrong for being rare; only a slip of a common one is.

use super::{Library, Rule, sample};
use crate::diagnostic::{Diagnostic, Findings, Safety, codes};
use crate::model::nearest::{apart, nearest};
use crate::model::sentence::{both, ticked};
use crate::source::Spanned;
use std::collections::BTreeMap;

/// FM005.
pub(super) static PERSON_UNFIT: Rule = Rule {
    code: &codes::PERSON_UNFIT,
    why: "Work lists and questions go to the person in the header; a display name, two people in one value or a \
          slip of an alias reaches nobody.",
    fix: "Write one alias. `rules: {people: [...]}` in gameplan.yml lists the aliases that there are; without it only \
          values that are no alias, and slips of aliases used far more often, are found.",
    check: Some(people),
    sample: sample!("FM005", "page.md"),
};

/// FM006.
pub(super) static VALUE_UNLISTED: Rule = Rule {
    code: &codes::VALUE_UNLISTED,
    why: "A misspelt topic or audience splits every report and filter that groups by it.",
    fix: "Write a listed value. The lists are the library's: `audiences:`, and `rules: {values: {ms.topic: [...]}}` in \
          gameplan.yml; for a key without a list only slips of a value used far more often are found.",
    check: Some(listed),
    sample: sample!("FM006", "page.md"),
};

/// Keys that name one person.
pub(super) const PEOPLE: [&str; 3] = ["ms.author", "manager", "ft.owner"];

/// Keys with a vocabulary.
const VALUES: [&str; 3] = ["ms.topic", "ms.prod", "ms.custom"];

/// How many times more often the right value stands than its slip.
const FAR_MORE: usize = 20;

/// How often each value of a key stands in the library.
type Uses<'a> = BTreeMap<&'a str, usize>;

fn uses<'a>(library: &Library<'a>, key: &str) -> Uses<'a> {
    let mut uses = Uses::new();
    for page in library.pages() {
        if let Some(value) = page.front.text(key) {
            *uses.entry(value).or_default() += 1;
        }
    }
    uses
}

fn people(library: &Library<'_>, findings: &mut Findings) {
    let known = library.catalog.settings.checks.people.as_deref();
    let by_name = aliases_of_authors(library);
    for key in PEOPLE {
        let uses = uses(library, key);
        for page in library.pages() {
            let Some(said) = page.front.get(key) else { continue };
            let author = page.front.text("author");
            let fault = match known {
                Some(known) if !known.contains(&said.value) => {
                    let near = nearest(&said.value, known.iter().map(String::as_str));
                    Some((format!("`{}` is none of the library's people", said.value), near))
                }
                Some(_) => None,
                None => unfit(library, key, said, author, &uses, &by_name),
            };
            if let Some((message, near)) = fault {
                let found = Diagnostic::new(&codes::PERSON_UNFIT, said.span, message);
                findings.push(match near {
                    Some(near) => found.meant(Safety::Unsafe, near),
                    None => found.help(format!("write one alias as `{key}`")),
                });
            }
        }
    }
}

/// What is wrong with a person where no list says who there is, and who was likely meant.
fn unfit<'a>(
    library: &Library<'_>,
    key: &str,
    said: &Spanned<String>,
    author: Option<&str>,
    uses: &Uses<'a>,
    by_name: &BTreeMap<&str, &'a str>,
) -> Option<(String, Option<&'a str>)> {
    let value = said.value.as_str();
    if library.catalog.settings.audiences.find(value).is_some() {
        return Some((format!("`{value}` is an audience, not a person"), None));
    }
    if !is_alias(value) {
        let near = by_name
            .get(value)
            .or_else(|| author.and_then(|name| by_name.get(name)).filter(|_| key == "ms.author"));
        return Some((format!("`{value}` is no alias"), near.copied()));
    }
    let near = slip_of(value, uses)?;
    let message = format!("`{value}` stands {}, `{near}` {}", times(uses[value]), times(uses[near]));
    Some((message, Some(near)))
}

fn times(n: usize) -> String {
    if n == 1 { "once".to_string() } else { format!("{n} times") }
}

/// One word of letters, digits, `-`, `.` and `_`.
fn is_alias(value: &str) -> bool {
    value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'))
}

/// The alias that stands most often beside each author's name, at least three times.
fn aliases_of_authors<'a>(library: &Library<'a>) -> BTreeMap<&'a str, &'a str> {
    let mut pairs: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for page in library.pages() {
        if let (Some(name), Some(alias)) = (page.front.text("author"), page.front.text("ms.author"))
            && is_alias(alias)
        {
            *pairs.entry(name).or_default().entry(alias).or_default() += 1;
        }
    }
    let most = |uses: &BTreeMap<&'a str, usize>| {
        uses.iter().filter(|(_, n)| **n > 2).max_by_key(|(_, n)| **n).map(|(alias, _)| *alias)
    };
    pairs.iter().filter_map(|(name, uses)| Some((*name, most(uses)?))).collect()
}

/// The value used far more often that one slip of the pen makes this one.
fn slip_of<'a>(value: &str, uses: &Uses<'a>) -> Option<&'a str> {
    let own = uses.get(value).copied().unwrap_or(0);
    let likely = |(other, n): &(&&'a str, &usize)| {
        **n >= own.max(1) * FAR_MORE
            && value.len() > 4
            && value.len().abs_diff(other.len()) <= 4
            && apart(value, other) == 1
    };
    uses.iter().filter(likely).max_by_key(|(_, n)| **n).map(|(other, _)| *other)
}

fn listed(library: &Library<'_>, findings: &mut Findings) {
    let lists = &library.catalog.settings.checks.values;
    let keys: Vec<&str> = lists
        .keys()
        .map(String::as_str)
        .chain(VALUES.into_iter().filter(|k| !lists.contains_key(*k)))
        .collect();
    for key in keys {
        let uses = uses(library, key);
        for page in library.pages() {
            let Some(said) = page.front.get(key) else { continue };
            findings.extend(match lists.get(key) {
                Some(list) => off_list(key, said, list),
                None => slip_of(&said.value, &uses).map(|near| {
                    let message = format!(
                        "`{}` stands {}, `{near}` {}",
                        said.value,
                        times(uses[said.value.as_str()]),
                        times(uses[near])
                    );
                    Diagnostic::new(&codes::VALUE_UNLISTED, said.span, message).meant(Safety::Unsafe, near)
                }),
            });
        }
    }
}

/// A value, or a member of a list of values, that the settings do not list.
fn off_list(key: &str, said: &Spanned<String>, list: &[String]) -> Option<Diagnostic> {
    let parts = said.value.split(',').map(str::trim).filter(|p| !p.is_empty());
    let wrong = parts.into_iter().find(|p| !list.iter().any(|l| l == p))?;
    let message = format!("`{wrong}` is no `{key}` of this library; {} are", both(ticked(list)));
    let place = said.place_of(wrong);
    let found = Diagnostic::new(&codes::VALUE_UNLISTED, place.unwrap_or(said.span), message);
    Some(match nearest(wrong, list.iter().map(String::as_str)) {
        Some(near) if place.is_some() => found.meant(Safety::Unsafe, near),
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help(format!(
            "name one of these, or add it to `rules: {{values: {{{key}: [...]}}}}` in gameplan.yml"
        )),
    })
}
