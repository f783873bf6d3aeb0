//! A page in other languages, and what a translation lacks. In: the sets of a root. Out: the switcher and
//! notices. Never: a link to a translation that is not in this root.

use super::wording;
use crate::model::catalog::Catalog;
use crate::model::links;
use crate::plan::site::{Drift, SOURCE_LANGUAGE, SitePlan, drift};
use serde::Serialize;

/// One language of the switcher.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// `de`.
    pub code: String,
    /// `Deutsch`; the code where the name is not known.
    pub name: String,
    /// The page in this language; none: not translated.
    pub href: Option<String>,
    /// This page.
    pub current: bool,
}

/// Languages by code, as they call themselves.
const NAMES: [(&str, &str); 18] = [
    ("ar", "العربية"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
    ("zh", "中文"),
];

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 4] = ["ar", "fa", "he", "ur"];

/// `rtl` or `ltr`.
pub fn direction(language: &str) -> &'static str {
    let base = language.split('-').next().unwrap_or(language);
    if RIGHT_TO_LEFT.contains(&base) { "rtl" } else { "ltr" }
}

/// The languages of a page's set; empty where there is only one.
pub fn choices(catalog: &Catalog, site: &SitePlan, page: usize, route: &str) -> Vec<Choice> {
    let members = site.languages.members(catalog, page);
    let choice = |member: crate::plan::site::Member| {
        let target = member.page.and_then(|p| site.resolved.routes.get(&p));
        Choice {
            name: name(&member.language).to_string(),
            href: target.map(|r| links::address(route, r)),
            current: member.page == Some(page),
            code: member.language,
        }
    };
    members.into_iter().map(choice).collect()
}

/// A language as it calls itself; its code where that is not known.
pub(super) fn name(code: &str) -> &str {
    NAMES.iter().find(|(c, _)| *c == code).map_or(code, |(_, name)| name)
}

/// What a reader of this page must know about its set: what the translation lacks, or which are missing.
pub fn notice(catalog: &Catalog, page: usize, choices: &[Choice]) -> Option<Notice> {
    let own = &catalog.pages[page];
    if let Some(source) = own.translation_of {
        let source_link = choices.iter().find(|c| c.code == SOURCE_LANGUAGE)?.href.clone()?;
        let drift = drift(&catalog.pages[source], own);
        let text = format!("This translation lacks what its source has: {}.", lacks(drift));
        return (!drift.is_level()).then_some(Notice { text, source: Some(source_link) });
    }
    let missing: Vec<&str> = choices.iter().filter(|c| c.href.is_none()).map(|c| c.name.as_str()).collect();
    let text = format!("Not translated yet: {}.", missing.join(", "));
    (!missing.is_empty()).then_some(Notice { text, source: None })
}

/// A notice about translations.
#[derive(Clone, Debug, Serialize)]
pub struct Notice {
    /// One sentence.
    pub text: String,
    /// The page to read instead, in the source language.
    pub source: Option<String>,
}

fn lacks(drift: Drift) -> String {
    let parts = [
        (drift.headings, "heading", "headings"),
        (drift.tasks, "task", "tasks"),
        (drift.log_rows, "row of its change log", "rows of its change log"),
    ];
    let said: Vec<String> =
        parts.into_iter().filter(|p| p.0 > 0).map(|(n, one, many)| wording::counted(n, one, many)).collect();
    wording::listed(&said.iter().map(String::as_str).collect::<Vec<_>>())
}
