//! Keys of the front matter: FM003 key-missing, FM008 key-unknown.
//! In: headers. Out: one finding a page for what is missing, one for each unknown key.
//! Never: a word about a header that is no YAML; FM009 says that.

use super::{Library, Rule, places, sample};
use crate::diagnostic::{Diagnostic, Findings, Safety, Severity, codes};
use crate::model::nearest::{bare, nearest};
use crate::model::page::Page;
use crate::model::scalar;
use crate::model::sentence::{both, ticked};
use crate::source::Span;
use crate::source::glob::Globs;
use std::collections::HashSet;

/// FM003.
pub(super) static KEY_MISSING: Rule = Rule {
    code: &codes::KEY_MISSING,
    why: "A page without an owner, a date or an audience can be neither filtered nor asked about, and without \
          `ft.audience` only the narrowest audience sees it.",
    fix: "Write the key with a value; the fix writes the line, with the value that holds without it where one does. \
          Which keys a page needs is the library's to say: `rules: {require: {\"playbook/**\": [title, ms.date]}}` in \
          gameplan.yml (every glob that takes the page counts), and `require_for_topic: {playbook: [ft.owner]}` for \
          pages of an `ms.topic`.",
    check: Some(missing),
    sample: sample!("FM003", "page.md"),
};

/// FM008.
pub(super) static KEY_UNKNOWN: Rule = Rule {
    code: &codes::KEY_UNKNOWN,
    why: "A misspelt key is ignored without a word: the page looks owned or dated, and is not.",
    fix: "Write the key as it is known. A key of your own is quiet unless `rules: {keys: [...]}` in gameplan.yml \
          lists what is allowed; add it there.",
    check: Some(unknown),
    sample: sample!("FM008", "page.md"),
};

/// What pages need unless settings say otherwise.
const REQUIRED: [&str; 3] = ["title", "description", "ft.audience"];

/// What a page with Learn's keys should have, unless settings say what it needs.
const WANTED: [&str; 6] = ["ms.author", "manager", "ms.date", "ms.topic", "ms.prod", "ft.owner"];

/// Keys that docfx, Learn or this program read.
const KNOWN: [&str; 40] = [
    "title",
    "titleSuffix",
    "description",
    "author",
    "manager",
    "keywords",
    "audience",
    "robots",
    "layout",
    "uid",
    "services",
    "ms.author",
    "ms.date",
    "ms.topic",
    "ms.prod",
    "ms.custom",
    "ms.service",
    "ms.subservice",
    "ms.technology",
    "ms.collection",
    "ms.assetid",
    "ms.reviewer",
    "ms.localizationpriority",
    "ms.devlang",
    "ms.workload",
    "ms.suite",
    "ms.translationtype",
    "ms.contentlocale",
    "ms.sitesec",
    "ms.pagetype",
    "ms.mktglfcycl",
    "localization_priority",
    "search.appverid",
    "f1.keywords",
    "feedback_system",
    "hide_comments",
    "zone_pivot_groups",
    "monikerRange",
    "ft.audience",
    "ft.owner",
];

fn missing(library: &Library<'_>, findings: &mut Findings) {
    let require = &library.catalog.settings.checks.require;
    let globs: Vec<Globs> = require.iter().map(|(glob, _)| Globs::new(std::slice::from_ref(glob))).collect();
    for page in library.pages().filter(|p| !p.front.unreadable) {
        let mut needed: Vec<&str> = Vec::new();
        for (_, keys) in
            globs.iter().zip(require).filter(|(g, _)| g.matches(&page.path).is_some()).map(|(g, r)| (g, &r.1))
        {
            needed
                .extend(keys.iter().map(String::as_str).filter(|k| !needed.contains(k)).collect::<Vec<_>>());
        }
        let topic = page.front.text("ms.topic").unwrap_or("");
        let of_topic = library.catalog.settings.checks.require_for_topic.get(topic);
        needed.extend(of_topic.into_iter().flatten().map(String::as_str));
        let learns = page.front.entries.iter().any(|e| e.key.value.starts_with("ms."));
        let wanted: &[&str] = if require.is_empty() && learns { &WANTED } else { &[] };
        if require.is_empty() {
            needed.extend(REQUIRED);
        }
        findings.extend(lacking(library, page, &needed, wanted));
    }
}

/// All keys that a page lacks, in one finding; a near miss of a key is FM008's.
fn lacking(library: &Library<'_>, page: &Page, needed: &[&str], wanted: &[&str]) -> Option<Diagnostic> {
    let lacks = |key: &&&str| page.front.get(key).is_none() && meant(page, key).is_none();
    let mut needed: Vec<&str> = needed.iter().filter(lacks).copied().collect();
    let mut seen = HashSet::new();
    needed.retain(|key| seen.insert(*key));
    let wanted: Vec<&str> = wanted.iter().filter(lacks).copied().collect();
    let severity = if needed.is_empty() { Severity::Suggestion } else { codes::KEY_MISSING.severity };
    let keys: Vec<&str> = needed.into_iter().chain(wanted).collect();
    if keys.is_empty() {
        return None;
    }
    let found = match page.front.span {
        Some(header) => without_keys(library, page, header, &keys),
        None => without_header(library, page, &keys),
    };
    Some(found.severity(severity))
}

/// The fix writes a whole header.
fn without_header(library: &Library<'_>, page: &Page, keys: &[&str]) -> Diagnostic {
    let message = format!("the page has no front matter: it lacks {}", both(ticked(keys)));
    let header = format!("---\n{}---\n\n", lines(library, page, keys));
    let place = places::first_line(library.sources, page.source).at_start();
    Diagnostic::new(&codes::KEY_MISSING, places::header(page, library.sources), message)
        .help("begin the page with `---`, the keys one a line, and `---`")
        .fix(Safety::Unsafe, place, header)
}

/// The fix adds lines at the header's end; a key without a value has its line already.
fn without_keys(library: &Library<'_>, page: &Page, header: Span, keys: &[&str]) -> Diagnostic {
    let verb = if keys.len() == 1 { "is" } else { "are" };
    let message = format!("{} {verb} missing from the front matter", both(ticked(keys)));
    let found = Diagnostic::new(&codes::KEY_MISSING, places::header(page, library.sources), message)
        .help("add a line for each: `key: value`");
    let empty = page.front.entries.iter().filter(|e| keys.contains(&e.key.value.as_str()));
    let found = empty.fold(found, |found, entry| found.label(entry.key.span, "this one has no value"));
    let absent = |key: &&str| !page.front.entries.iter().any(|e| e.key.value == *key);
    let absent: Vec<&str> = keys.iter().copied().filter(absent).collect();
    if absent.is_empty() {
        return found;
    }
    let close = places::part(header, header.range().len() - 3, 0);
    found.fix(Safety::Unsafe, close, lines(library, page, &absent))
}

/// A line for each key, with the value that holds without it where one does; else for people to fill in.
fn lines(library: &Library<'_>, page: &Page, keys: &[&str]) -> String {
    let audiences = &library.catalog.settings.audiences;
    let value = |key: &str| match key {
        "title" => Some(scalar::on_a_line(&page.title)),
        "ft.audience" => Some(scalar::on_a_line(audiences.name(audiences.narrowest()))),
        "ms.date" => page.playbook.changed.map(|day| day.strftime("%m/%d/%Y").to_string()),
        _ => None,
    };
    keys.iter()
        .map(|key| format!("{key}:{}\n", value(key).map_or_else(String::new, |v| format!(" {v}"))))
        .collect()
}

/// The misspelt key that stands for a missing one.
fn meant<'p>(page: &'p Page, key: &str) -> Option<&'p str> {
    let keys = page.front.entries.iter().map(|e| e.key.value.as_str());
    keys.filter(|k| !is_known(k, &[])).find(|k| near(k, &[]) == Some(key))
}

fn unknown(library: &Library<'_>, findings: &mut Findings) {
    let listed = library.catalog.settings.checks.keys.as_deref();
    let own = listed.unwrap_or(&[]);
    for entry in library.pages().filter(|p| !p.front.unreadable).flat_map(|p| &p.front.entries) {
        let key = entry.key.value.as_str();
        if is_known(key, own) {
            continue;
        }
        let near = near(key, own);
        if near.is_none() && listed.is_none() {
            continue;
        }
        let found = Diagnostic::new(
            &codes::KEY_UNKNOWN,
            entry.key.span,
            format!("`{key}` is a key that nothing reads"),
        );
        findings.push(match near {
            Some(near) => {
                found.help(format!("did you mean `{near}`?")).fix(Safety::Unsafe, entry.key.span, near)
            }
            None => found.help("take it out, or add it to `rules: {keys: [...]}` in gameplan.yml"),
        });
    }
}

fn is_known(key: &str, own: &[String]) -> bool {
    KNOWN.contains(&key) || own.iter().any(|k| k == key)
}

/// The known key that a key is a slip of; short keys are near to too many.
fn near<'k>(key: &str, own: &'k [String]) -> Option<&'k str> {
    if bare(key).chars().count() < 5 {
        return None;
    }
    nearest(key, own.iter().map(String::as_str).chain(KNOWN))
}
