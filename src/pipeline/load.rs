//! The library, read whole: settings, pages, cohorts; the customers' files only listed.
//! In: a folder. Out: [`Loaded`]. Never: stops at a fault of a page; every fault is a finding.

use super::kinds::{COHORTS, REVIEWS};
use super::known::Known;
use super::reading::Reading;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::error::{Error, Result};
use crate::model::catalog::Catalog;
use crate::parse::{library, lower};
use crate::source::read::Drafts;
use crate::source::{SourceId, SourceMap};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Files that settings are read from.
pub(super) const SETTINGS: [&str; 2] = ["gameplan.yml", "docfx.json"];

/// How many ids a customer's files take: record, usage, progress, and one to spare.
pub(super) const FILES_PER_CUSTOMER: u32 = 4;

/// A library that stays in memory while customers pass by.
#[derive(Debug)]
pub struct Loaded {
    /// Its folder.
    pub root: PathBuf,
    /// Everything read.
    pub catalog: Catalog,
    /// Its texts.
    pub sources: SourceMap,
    /// Faults of settings, pages, tables of contents, cohorts.
    pub findings: Findings,
    /// Records in order of their ids.
    pub records: Vec<RecordFile>,
    /// Templates of the library's own: name below `templates/`, text.
    pub templates: Vec<(String, String)>,
    /// Sizes of the catalog's media, in the same order.
    pub media_bytes: Vec<u64>,
    /// The ids of customers' files begin here.
    pub first_record: SourceId,
    /// True if the settings could not be read at all.
    pub broken_settings: bool,
    /// Texts that stood in for files, the customers' too.
    pub drafts: Drafts,
    /// Seconds that reading and parsing took.
    pub seconds: (f64, f64),
}

impl Loaded {
    /// True for a file that settings are read from.
    pub(super) fn is_settings(path: &str) -> bool {
        SETTINGS.contains(&path)
    }

    /// True if a cohort cannot be trusted, or a customer has two records: that stops a build as an error in a
    /// record does.
    pub(super) fn has_record_errors(&self) -> bool {
        let below = |path: &str| {
            let folders = [self.catalog.settings.customers_dir.as_str(), COHORTS, REVIEWS];
            folders.iter().any(|dir| path.strip_prefix(dir).is_some_and(|rest| rest.starts_with('/')))
        };
        let of_record = |d: &Diagnostic| self.sources.get(d.span.source).is_some_and(|f| below(&f.path));
        self.findings.0.iter().any(|d| d.severity == Severity::Error && of_record(d))
    }

    /// Refuses a folder that is no library: a new user stands in the wrong one.
    ///
    /// # Errors
    /// No page, record, cohort or settings file.
    pub(super) fn holds_something(&self) -> Result<()> {
        let catalog = &self.catalog;
        let settings = self.sources.files().any(|f| Self::is_settings(&f.path));
        if settings || !(catalog.pages.is_empty() && catalog.cohorts.is_empty() && self.records.is_empty()) {
            return Ok(());
        }
        Err(Error::not_found(format!(
            "no page, record or settings file in `{}`; `gameplan new library NAME` begins a library, `-L DIR` says \
             where yours is",
            self.root.display()
        )))
    }

    /// Refuses settings that could not be read: what follows from defaults would be a wrong answer.
    ///
    /// # Errors
    /// The first fault of the settings, with its place.
    pub(super) fn usable(self) -> Result<Self> {
        if !self.broken_settings {
            return Ok(self);
        }
        let of_settings = |d: &&Diagnostic| {
            let file = self.sources.get(d.span.source);
            d.severity == Severity::Error && file.is_some_and(|f| Self::is_settings(&f.path))
        };
        let first = self.findings.0.iter().find(of_settings);
        let fault =
            first.map_or_else(String::new, |d| format!(": {}: {}", self.sources.place(d.span), d.message));
        Err(Error::new(format!("use the settings{fault}")))
    }
}

/// One customer's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFile {
    /// The stem.
    pub id: String,
    /// Path below the library's root.
    pub path: String,
}

/// Reads a library. `out` is the output folder, which the walk never enters.
///
/// # Errors
/// When the folder itself cannot be walked.
pub fn load(root: &Path, out: Option<&Path>) -> Result<Loaded> {
    // An import that was killed after its decision is finished before anything is read.
    crate::output::settle(root)?;
    load_again(root, out, &Again::default())
}

/// What a further reading of a library goes by.
#[derive(Clone, Debug, Default)]
pub(super) struct Again<'a> {
    /// Pages that it remembers are not parsed.
    pub known: Option<&'a Known>,
    /// Read in the place of files.
    pub drafts: Drafts,
    /// The folder whose settings hold, if it is another one: what do the pages alone change?
    pub settings: Option<&'a Path>,
}

/// Reads a library again. Settles nothing.
///
/// # Errors
/// When the folder itself cannot be walked.
pub(super) fn load_again(root: &Path, out: Option<&Path>, again: &Again<'_>) -> Result<Loaded> {
    let started = Instant::now();
    let mut reading = Reading::new(root, again);
    let base = reading.settings(again.settings.unwrap_or(root));
    let broken_settings = reading.findings.has_errors();
    let kinds = reading.walk(out, &base.settings)?;
    let pages = reading.pages(&kinds.pages, &base.settings, &base.vocabulary);
    let read = reading.playbooks(&base, &pages);
    let mut catalog = library::bind(base, read, &mut reading.findings);
    reading.beside_pages(&kinds, &mut catalog);
    let templates = reading.templates(&kinds.templates, catalog.settings.max_file_bytes);
    let records = reading.records(&catalog.settings);
    let ids: Vec<&str> = records.iter().map(|r| r.id.as_str()).collect();
    lower::cohort::check_all(&catalog.cohorts, &ids, &mut reading.findings);
    let (media, media_bytes) = kinds.media.into_iter().unzip();
    catalog.media = media;
    let first_record = reading.sources.next_id();
    reading.findings.sort();
    Ok(Loaded {
        root: root.to_path_buf(),
        catalog,
        sources: reading.sources,
        findings: reading.findings,
        records,
        templates,
        media_bytes,
        first_record,
        broken_settings,
        drafts: again.drafts.clone(),
        seconds: (reading.seconds, started.elapsed().as_secs_f64() - reading.seconds),
    })
}
