//! The library, read whole: settings, registry, words, pages, cohorts.
//! In: what `parse` lowered. Out: [`Catalog`], shared by all customers.
//! Never: a customer; those are streamed.

use super::cohort::Cohort;
use super::page::Page;
use super::prose::Fragment;
use super::registry::Registry;
use super::review::ReviewOutcome;
use super::settings::Settings;
use super::vocabulary::Vocabulary;
use std::collections::HashMap;
use std::sync::Arc;

/// Everything that stays in memory while customers pass by.
#[derive(Debug, Default)]
pub struct Catalog {
    /// Settings.
    pub settings: Settings,
    /// Names.
    pub registry: Registry,
    /// Words.
    pub vocabulary: Vocabulary,
    /// Pages sorted by path, includes and excluded pages too.
    pub pages: Vec<Page>,
    /// Index of a page by path.
    pub by_path: HashMap<String, usize>,
    /// Indices of the pages that give lines, in order of precedence.
    pub playbooks: Vec<usize>,
    /// Prose that documents print, by page.
    pub fragments: Vec<Arc<[Fragment]>>,
    /// Cohorts by month, oldest first.
    pub cohorts: Vec<Cohort>,
    /// Reviews that were held, by path.
    pub reviews: Vec<ReviewOutcome>,
    /// Tables of contents.
    pub tocs: Vec<Toc>,
    /// Every other file (media), path below the root, sorted.
    pub media: Vec<String>,
}

impl Catalog {
    /// A page by its path.
    pub fn page(&self, path: &str) -> Option<&Page> {
        self.by_path.get(path).map(|idx| &self.pages[*idx])
    }
}

/// A `toc.yml`.
#[derive(Clone, Debug)]
pub struct Toc {
    /// Path below the root.
    pub path: String,
    /// Entries.
    pub entries: Vec<TocEntry>,
}

/// One entry of a table of contents.
#[derive(Clone, Debug)]
pub struct TocEntry {
    /// Name.
    pub name: String,
    /// Target as written.
    pub href: Option<crate::source::Spanned<String>>,
    /// Children.
    pub entries: Vec<Self>,
}
