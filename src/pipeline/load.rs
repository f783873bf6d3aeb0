//! The library, read whole: settings, pages, cohorts; the customers' files only listed.
//! In: a folder. Out: [`Loaded`]. Never: stops at a fault of a page; every fault is a finding.

use super::kinds::{COHORTS, Kinds, REVIEWS};
use super::known::Known;
use crate::diagnostic::{Diagnostic, Findings, Severity, codes};
use crate::error::{Error, Result};
use crate::model::catalog::Catalog;
use crate::model::settings::Settings;
use crate::model::vocabulary::Vocabulary;
use crate::parse::library::{self, Base, Playbooks, ReadPlaybook};
use crate::parse::page::ParsedPage;
use crate::parse::schema::review_outcome;
use crate::parse::{lower, page, toc};
use crate::source::read::{Drafts, ReadFault};
use crate::source::walk::{self, Skip};
use crate::source::{SourceFile, SourceId, SourceMap, Span};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// Files that settings are read from.
const SETTINGS: [&str; 2] = ["gameplan.yml", "docfx.json"];

/// Bytes of the settings file, at most; everything else has the settings' own limit.
const MAX_SETTINGS: u64 = 1 << 20;

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
    let Again { known, drafts, settings } = again;
    let mut reading = Reading {
        seconds: 0.0,
        root: settings.unwrap_or(root),
        known: *known,
        drafts,
        sources: SourceMap::default(),
        findings: Findings::default(),
    };
    let base = reading.settings();
    reading.root = root;
    let broken_settings = reading.findings.has_errors();
    let skip = Skip { folders: out.map(Path::to_path_buf).into_iter().collect() };
    let walking = Instant::now();
    let walked = known.map_or_else(|| walk::walk(root, &skip), |known| known.walk(root, &skip))?;
    reading.seconds += walking.elapsed().as_secs_f64();
    let mut paths = Kinds::default();
    for entry in walked.files {
        paths.sort_in(entry.path, entry.bytes, &base.settings);
    }
    for passed in walked.passed {
        let span = reading.no_file(&passed.path);
        reading
            .findings
            .push(Diagnostic::new(&codes::UNREADABLE, span, passed.why).help("rename or move it"));
    }
    let pages = reading.pages(&paths.pages, &base.settings, &base.vocabulary);
    let max = base.settings.max_file_bytes;
    let read = reading.playbooks(&base, &pages);
    let mut catalog = library::bind(base, read, &mut reading.findings);
    for path in &paths.tocs {
        if let Some(file) = reading.file(path, max) {
            catalog.tocs.push(toc::read(&file, &mut reading.findings));
        }
    }
    for path in &paths.cohorts {
        if let Some(file) = reading.file(path, max) {
            catalog.cohorts.extend(lower::cohort::read(&file, &catalog, &mut reading.findings));
        }
    }
    for path in &paths.reviews {
        if let Some(file) = reading.file(path, max) {
            let narrowest = catalog.settings.audiences.narrowest();
            let outcome = review_outcome::read(&file, &catalog.registry, narrowest, &mut reading.findings);
            catalog.reviews.extend(outcome);
        }
    }
    let (media, media_bytes) = paths.media.into_iter().unzip();
    catalog.media = media;
    let templates = paths.templates.iter().filter_map(|p| {
        let text = drafts.text(root, p, max).ok()?;
        Some((p.strip_prefix("templates/").unwrap_or(p).to_string(), text))
    });
    let templates = templates.collect();
    let records = reading.records(&catalog.settings);
    let ids: Vec<&str> = records.iter().map(|r| r.id.as_str()).collect();
    lower::cohort::check_all(&catalog.cohorts, &ids, &mut reading.findings);
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
        drafts: drafts.clone(),
        seconds: (reading.seconds, started.elapsed().as_secs_f64() - reading.seconds),
    })
}

/// The text of a page: read now, or kept from the reading before.
enum Text {
    Read(String),
    Kept(Arc<SourceFile>),
}

struct Reading<'a> {
    /// Spent on walking and reading.
    seconds: f64,
    root: &'a Path,
    known: Option<&'a Known>,
    drafts: &'a Drafts,
    sources: SourceMap,
    findings: Findings,
}

impl Reading<'_> {
    fn settings(&mut self) -> Base {
        let own = self.optional(SETTINGS[0]);
        let docfx = self.optional(SETTINGS[1]);
        let (settings, registry, vocabulary) =
            lower::settings::read(own.as_deref(), docfx.as_deref(), &mut self.findings);
        Base { settings, registry, vocabulary }
    }

    fn optional(&mut self, path: &str) -> Option<Arc<SourceFile>> {
        self.root.join(path).exists().then(|| self.file(path, MAX_SETTINGS)).flatten()
    }

    fn file(&mut self, path: &str, max: u64) -> Option<Arc<SourceFile>> {
        match self.drafts.text(self.root, path, max) {
            Ok(text) => Some(self.sources.add(path.to_string(), text)),
            Err(fault) => {
                self.fault(path, &fault);
                None
            }
        }
    }

    fn fault(&mut self, path: &str, fault: &ReadFault) {
        let id = self.sources.next_id();
        self.findings.push(super::fault::finding(&mut self.sources, id, path, fault));
    }

    /// A span at the start of a file whose text is not there.
    fn no_file(&mut self, path: &str) -> Span {
        let file = self.sources.add(path.to_string(), String::new());
        Span::new(file.id, 0..0)
    }

    /// Reads and parses pages in parallel; ids follow the order of the paths.
    fn pages(
        &mut self,
        paths: &[String],
        settings: &Settings,
        vocabulary: &Vocabulary,
    ) -> Vec<Arc<ParsedPage>> {
        let (root, known, drafts) = (self.root, self.known, self.drafts);
        if let Some(known) = known {
            known.begin(&self.sources);
        }
        let max = settings.max_file_bytes;
        let started = Instant::now();
        let text = |path: &String| match known.and_then(|known| known.unchanged(path)) {
            Some(file) => Ok(Text::Kept(file)),
            None => drafts.text(root, path, max).map(Text::Read),
        };
        let texts: Vec<_> = paths.par_iter().map(text).collect();
        self.seconds += started.elapsed().as_secs_f64();
        let mut files = Vec::with_capacity(paths.len());
        for (path, text) in paths.iter().zip(texts) {
            match text {
                Ok(text) => files.push(self.page_file(path, text)),
                Err(fault) => {
                    known.iter().for_each(|known| known.lost(path));
                    self.fault(path, &fault);
                }
            }
        }
        let read: Vec<(Arc<ParsedPage>, Findings)> = files
            .par_iter()
            .map(|file| match known {
                Some(known) => known.read(file, settings, vocabulary),
                None => {
                    let mut findings = Findings::default();
                    (Arc::new(page::read(file, settings, vocabulary, &mut findings)), findings)
                }
            })
            .collect();
        let mut pages = Vec::with_capacity(read.len());
        for (page, findings) in read {
            self.findings.extend(findings.0);
            pages.push(page);
        }
        pages
    }

    /// The file of a page: the one that is remembered, where the text is the same. Spans hold its id.
    fn page_file(&mut self, path: &str, text: Text) -> Arc<SourceFile> {
        let id = self.sources.next_id();
        let text = match text {
            Text::Kept(file) if file.id == id => return self.sources.keep(file),
            Text::Kept(file) => file.text.clone(),
            Text::Read(text) => text,
        };
        match self.known.and_then(|known| known.file(id, path, &text)) {
            Some(file) => self.sources.keep(file),
            None => self.sources.add(path.to_string(), text),
        }
    }

    /// Reads the playbooks of pages in parallel, but for those that are remembered.
    fn playbooks(&self, base: &Base, pages: &[Arc<ParsedPage>]) -> Vec<Arc<ReadPlaybook>> {
        let all = Playbooks::new(base, pages);
        let read = |number| match self.known {
            Some(known) => known.playbook(&all, number),
            None => Arc::new(all.read(number)),
        };
        (0..pages.len()).into_par_iter().map(read).collect()
    }

    /// The records of the customers' folder: `<id>.yml` or `.yaml`, in order of ids.
    fn records(&mut self, settings: &Settings) -> Vec<RecordFile> {
        let folder = self.root.join(&settings.customers_dir);
        let Ok(walked) = walk::walk(&folder, &Skip::default()) else { return Vec::new() };
        let mut records: Vec<RecordFile> = walked
            .files
            .iter()
            .filter(|e| !e.path.contains('/'))
            .filter_map(|e| {
                let id = e.path.strip_suffix(".yml").or_else(|| e.path.strip_suffix(".yaml"))?;
                Some(RecordFile {
                    id: id.to_string(),
                    path: format!("{}/{}", settings.customers_dir, e.path),
                })
            })
            .collect();
        records.sort_by(|a, b| (&a.id, &a.path).cmp(&(&b.id, &b.path)));
        for twin in records.windows(2).filter(|w| w[0].id == w[1].id) {
            let span = self.no_file(&twin[1].path);
            let message = format!("`{}` is the record of `{}` already", twin[0].path, twin[1].id);
            self.findings
                .push(Diagnostic::new(&codes::RECORD_SHAPE, span, message).help("keep one of the two"));
        }
        records.dedup_by(|b, a| a.id == b.id);
        records
    }
}
