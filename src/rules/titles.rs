//! What search results show: FM002 description-thin, FM004 title-repeated.
//! In: headers. Out: findings. Never: a page that is put away against a live one.

use super::{Library, Rule, places, sample};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::nearest::bare;
use crate::model::page::Page;
use crate::model::registry::spelling;
use crate::source::Spanned;
use std::collections::BTreeMap;

/// FM002.
pub(super) static DESCRIPTION_THIN: Rule = Rule {
    code: &codes::DESCRIPTION_THIN,
    why: "Cards and search results print the description under the title; one that repeats the title, or says \
          nothing more, leaves the reader to open every page.",
    fix: "Say in one or two sentences, of 50 to 300 signs, what the page lets its reader do.",
    check: Some(thin),
    sample: sample!("FM002", "page.md"),
};

/// FM004.
pub(super) static TITLE_REPEATED: Rule = Rule {
    code: &codes::TITLE_REPEATED,
    why: "Two pages of one folder with one title cannot be told apart in navigation and search.",
    fix: "Name in each title what only that page is about. Pages for different audiences may share a title.",
    check: Some(repeated),
    sample: sample!("FM004", "b.md"),
};

/// Signs of a description that says something, a wide letter counted as two.
const ENOUGH: usize = 50;

/// Signs that no result prints any more.
const TOO_MANY: usize = 300;

fn thin(library: &Library<'_>, findings: &mut Findings) {
    let mut seen: BTreeMap<(&str, String), Vec<&Page>> = BTreeMap::new();
    for page in library.pages() {
        let Some(said) = page.front.get("description") else { continue };
        let length = width(&said.value);
        let message = if bare(&said.value) == bare(&page.title) {
            "the description repeats the title".to_string()
        } else if length < ENOUGH {
            format!("the description has {length} signs, too few to say what the page is for")
        } else if length > TOO_MANY {
            format!("the description has {length} signs, more than search results show")
        } else {
            findings.extend(same_description(page, said, &mut seen));
            continue;
        };
        let help = format!("say in {ENOUGH} to {TOO_MANY} signs what the page lets its reader do");
        findings.push(Diagnostic::new(&codes::DESCRIPTION_THIN, said.span, message).help(help));
    }
}

/// A description that another page of the folder has, under another title.
fn same_description<'a>(
    page: &'a Page,
    said: &Spanned<String>,
    seen: &mut BTreeMap<(&'a str, String), Vec<&'a Page>>,
) -> Option<Diagnostic> {
    let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let twins = seen.entry((folder, bare(&said.value))).or_default();
    let other = |twin: &&&Page| {
        !twin.audiences.and(page.audiences).is_empty() && spelling(&twin.title) != spelling(&page.title)
    };
    let found = twins.iter().find(other).map(|twin| {
        let message = format!("`{}` has the same description", twin.path);
        let place = twin.front.get("description").map_or(said.span, |d| d.span);
        Diagnostic::new(&codes::DESCRIPTION_THIN, said.span, message)
            .label(place, "the same words")
            .help("say what only this page is for")
    });
    twins.push(page);
    found
}

/// Signs; letters of scripts that say a word in one or two of them count twice.
fn width(text: &str) -> usize {
    text.chars()
        .map(|c| if ('\u{1100}'..='\u{ffdc}').contains(&c) && c.is_alphabetic() { 2 } else { 1 })
        .sum()
}

fn repeated(library: &Library<'_>, findings: &mut Findings) {
    let mut seen: BTreeMap<(&str, String), Vec<&Page>> = BTreeMap::new();
    for page in library.live() {
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let twins = seen.entry((folder, spelling(&page.title))).or_default();
        let twin = twins.iter().find(|p| !p.audiences.and(page.audiences).is_empty());
        if let Some(twin) = twin {
            let message = format!("`{}` is titled `{}` too", twin.path, page.title);
            let span = places::title(page, library.sources);
            let found = Diagnostic::new(&codes::TITLE_REPEATED, span, message);
            let found = found.label(places::title(twin, library.sources), "the same title");
            findings.push(found.help("name in the title what only this page is about"));
        }
        twins.push(page);
    }
}
