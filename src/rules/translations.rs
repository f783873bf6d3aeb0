//! Translations against their source pages: FR002 translation-behind, FR005 translation-missing.
//! In: pages paired by the settings' languages. Out: one finding a page. Never: dates of headers; translators copy them.

use super::{Library, Rule, places, sample};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::page::Page;
use crate::model::playbook::{Refresh, SectionKind};
use crate::model::sentence::{both, count, ticked};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// FR002.
pub(super) static TRANSLATION_BEHIND: Rule = Rule {
    code: &codes::TRANSLATION_BEHIND,
    why: "Readers of the translation work by steps that the source page has changed since. Headers do not show it: their \
          date is copied; the change log, the headings and the tasks do.",
    fix: "Carry the changes over, and the rows of the log with them.",
    check: Some(behind),
    sample: sample!("FR002", "english/page.md"),
};

/// FR005.
pub(super) static TRANSLATION_MISSING: Rule = Rule {
    code: &codes::TRANSLATION_MISSING,
    why: "The page has no counterpart where its neighbours have one: readers of that language find a gap, or a page whose \
          source is gone.",
    fix: "Translate it, or take out the translation that is left over. Languages are `languages:` in gameplan.yml.",
    check: Some(missing),
    sample: sample!("FR005", "english/second.md"),
};

/// Ids that are named, at most.
const NAMED: usize = 3;

fn behind(library: &Library<'_>, findings: &mut Findings) {
    for page in library.pages() {
        let Some(source) = page.translation_of.map(|idx| &library.catalog.pages[idx]) else { continue };
        let (mut said, mut label) = (Vec::new(), None);
        let rows = later_rows(page, source);
        if let Some(row) = rows.last() {
            said.push(format!("{} of its log, the newest of {}", count(rows.len(), "row"), row.date.text));
            label = Some((row.span, "this row is not in the translation"));
        }
        tasks(page, source, &mut said, &mut label);
        sections(page, source, &mut said, &mut label);
        let Some((span, text)) = label else { continue };
        let message = format!("`{}` has what this translation lacks: {}", source.path, both(&said));
        let found = Diagnostic::new(&codes::TRANSLATION_BEHIND, place(page, library), message);
        findings
            .push(found.label(span, text).help("carry the changes over, and the rows of the log with them"));
    }
}

/// Where the translation's log begins, or its title.
fn place(page: &Page, library: &Library<'_>) -> Span {
    let log = page
        .playbook
        .sections
        .iter()
        .find(|s| s.kind == SectionKind::RefreshSummary && s.span.source == page.source);
    log.map_or_else(|| places::title(page, library.sources), |s| s.span)
}

/// Dated rows of the source's log beyond those of the translation, the newest last. Each row of the translation
/// stands for one of the source, the oldest first, since translators carry rows over in order.
fn later_rows<'a>(page: &Page, source: &'a Page) -> Vec<&'a Refresh> {
    let dated = |p: &'a Page| -> Vec<&'a Refresh> {
        let mut rows: Vec<&Refresh> = p.playbook.refresh.iter().filter(|r| r.date.date.is_some()).collect();
        rows.sort_by_key(|r| r.date.date);
        rows
    };
    let own =
        page.playbook.refresh.iter().filter(|r| r.date.date.is_some() || !r.date.text.is_empty()).count();
    let theirs = dated(source);
    if own == 0 { Vec::new() } else { theirs.into_iter().skip(own).collect() }
}

fn tasks(page: &Page, source: &Page, said: &mut Vec<String>, label: &mut Option<(Span, &'static str)>) {
    let own: BTreeSet<&str> = page.playbook.tasks.iter().map(|t| t.id.as_str()).collect();
    let lacking: Vec<_> = source.playbook.tasks.iter().filter(|t| !own.contains(t.id.as_str())).collect();
    let Some(first) = lacking.first() else { return };
    let ids: Vec<&str> = lacking.iter().take(NAMED).map(|t| t.id.as_str()).collect();
    let more =
        if lacking.len() > NAMED { format!(" and {} more", lacking.len() - NAMED) } else { String::new() };
    let word = if lacking.len() == 1 { "task" } else { "tasks" };
    said.push(format!("{word} {}{more}", ids.join(", ")));
    label.get_or_insert((first.span, "this task is not in the translation"));
}

/// Known sections that the source has and the translation has not.
fn sections(page: &Page, source: &Page, said: &mut Vec<String>, label: &mut Option<(Span, &'static str)>) {
    let own: BTreeSet<SectionKind> = page.playbook.sections.iter().map(|s| s.kind).collect();
    let lacks = |kind: SectionKind| SectionKind::KNOWN.contains(&kind) && !own.contains(&kind);
    let lacking: Vec<_> = source.playbook.sections.iter().filter(|s| lacks(s.kind)).collect();
    let Some(first) = lacking.first() else { return };
    let names: Vec<&str> = lacking.iter().map(|s| s.heading.as_str()).collect();
    said.push(format!(
        "the {} {}",
        if names.len() == 1 { "section" } else { "sections" },
        both(ticked(&names))
    ));
    label.get_or_insert((first.span, "this section is not in the translation"));
}

fn missing(library: &Library<'_>, findings: &mut Findings) {
    let mut translated: BTreeMap<(&str, &str), BTreeSet<usize>> = BTreeMap::new();
    for page in library.live() {
        let Some(language) = page.language.as_deref() else { continue };
        match page.translation_of {
            Some(source) => {
                let folder = folder(&library.catalog.pages[source].path);
                translated.entry((folder, language)).or_default().insert(source);
            }
            None => findings.push(orphan(library, page)),
        }
    }
    for (idx, page) in library.catalog.pages.iter().enumerate() {
        if library.is_translated(page) || !page.routed || super::is_put_away(&page.path) {
            continue;
        }
        let lacking: Vec<&str> = translated
            .iter()
            .filter(|((of, language), pages)| {
                *of == folder(&page.path) && !pages.contains(&idx) && !has_namesake(library, page, language)
            })
            .map(|((_, language), _)| *language)
            .collect();
        if !lacking.is_empty() {
            let message = format!(
                "the page is not translated into {}, as others of its folder are",
                both(ticked(&lacking))
            );
            let span = places::title(page, library.sources);
            findings.push(Diagnostic::new(&codes::TRANSLATION_MISSING, span, message).help("translate it"));
        }
    }
}

/// True for a page of the same name in the language's folder, without its suffix.
fn has_namesake(library: &Library<'_>, page: &Page, language: &str) -> bool {
    let Some(language) = library.catalog.settings.languages.get(language) else { return false };
    let (parent, name) = (folder(folder(&page.path)), page.path.rsplit('/').next().unwrap_or(&page.path));
    let slash = if parent.is_empty() { "" } else { "/" };
    library.catalog.page(&format!("{parent}{slash}{}/{name}", language.folder)).is_some()
}

fn orphan(library: &Library<'_>, page: &Page) -> Diagnostic {
    let language = page.language.as_deref().unwrap_or("");
    let message = format!("no page of the source language is this `{language}` page's source");
    let found = Diagnostic::new(&codes::TRANSLATION_MISSING, places::title(page, library.sources), message);
    found.help("name it after its source page, or take it out")
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
