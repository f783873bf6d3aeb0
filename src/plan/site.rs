//! Languages as sets: a source page, its translations, and how far a translation lies behind.
//! In: the catalog, what is resolved. Out: [`Languages`]. Never: a date; what is behind is told by structure.

use super::nav::Navigation;
use crate::model::catalog::Catalog;
use crate::model::page::Page;
use crate::resolve::Resolved;
use std::collections::{BTreeMap, BTreeSet};

/// What the pages of one root are composed from, beside the library.
#[derive(Clone, Debug)]
pub struct SitePlan<'a> {
    /// Pages, routes, media.
    pub resolved: &'a Resolved,
    /// The tables of contents as one.
    pub navigation: Navigation,
    /// Which pages say the same in other words.
    pub languages: Languages,
    /// True if the root has `customers/index.html`.
    pub lists_customers: bool,
}

impl<'a> SitePlan<'a> {
    /// Plans a root.
    pub fn new(catalog: &Catalog, resolved: &'a Resolved, lists_customers: bool) -> Self {
        Self {
            resolved,
            navigation: Navigation::new(catalog, resolved),
            languages: Languages::new(catalog, resolved),
            lists_customers,
        }
    }
}

/// The language of what no language's folder holds.
pub const SOURCE_LANGUAGE: &str = "en";

/// The translations of one root.
#[derive(Clone, Debug, Default)]
pub struct Languages {
    /// By source page: its translations by language.
    sets: BTreeMap<usize, BTreeMap<String, usize>>,
    /// By the source's folder: the languages that it is translated into.
    folders: BTreeMap<String, BTreeSet<String>>,
}

/// A page of a set, or its absence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// `de`.
    pub language: String,
    /// The page; none: not translated.
    pub page: Option<usize>,
}

impl Languages {
    /// The sets of a root: only kept pages count.
    pub fn new(catalog: &Catalog, resolved: &Resolved) -> Self {
        let mut out = Self::default();
        for idx in &resolved.kept {
            let page = &catalog.pages[*idx];
            let (Some(of), Some(language)) = (page.translation_of, &page.language) else { continue };
            if !resolved.routes.contains_key(&of) {
                continue;
            }
            out.sets.entry(of).or_default().insert(language.clone(), *idx);
            let folder = folder(&catalog.pages[of].path).to_string();
            out.folders.entry(folder).or_default().insert(language.clone());
        }
        out
    }

    /// The set of a page: the source first, then each language of its folder; empty without translations.
    pub fn members(&self, catalog: &Catalog, page: usize) -> Vec<Member> {
        let source = catalog.pages[page].translation_of.unwrap_or(page);
        let Some(languages) = self.folders.get(folder(&catalog.pages[source].path)) else {
            return Vec::new();
        };
        if source == page && catalog.pages[page].language.is_some() {
            return Vec::new();
        }
        let set = self.sets.get(&source);
        let first = Member { language: SOURCE_LANGUAGE.into(), page: Some(source) };
        let others = languages.iter().map(|language| Member {
            language: language.clone(),
            page: set.and_then(|s| s.get(language)).copied(),
        });
        std::iter::once(first).chain(others).collect()
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// In what a translation differs from its source; nothing: it is level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// Rows of the change log that the source has and the translation lacks.
    pub log_rows: usize,
    /// Tasks of the source that the translation does not name.
    pub tasks: usize,
    /// Headings of the source that the translation lacks, by level.
    pub headings: usize,
}

impl Drift {
    /// True if nothing is missing.
    pub fn is_level(self) -> bool {
        self == Self::default()
    }
}

/// How far a translation lies behind its source.
pub fn drift(source: &Page, translation: &Page) -> Drift {
    let (from, to) = (&source.playbook, &translation.playbook);
    let known: BTreeSet<&str> = to.tasks.iter().map(|t| t.id.as_str()).collect();
    let tasks: BTreeSet<&str> = from.tasks.iter().map(|t| t.id.as_str()).collect();
    let count = |page: &Page, level| page.playbook.sections.iter().filter(|s| s.level == level).count();
    Drift {
        log_rows: from.refresh.len().saturating_sub(to.refresh.len()),
        tasks: tasks.difference(&known).count(),
        headings: (1..=6).map(|level| count(source, level).saturating_sub(count(translation, level))).sum(),
    }
}
