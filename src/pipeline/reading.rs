//! The files of a library, read: one step each for settings, pages, what stands beside them, records.
//! In: a folder, and what a reading before left. Out: texts, pages, findings. Never: stops at a fault of a file; the
//! order of the ids follows the order of the steps and of the paths.

use super::kinds::Kinds;
use super::known::Known;
use super::load::{Again, RecordFile, SETTINGS};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::error::Result;
use crate::model::catalog::Catalog;
use crate::model::settings::Settings;
use crate::model::vocabulary::Vocabulary;
use crate::parse::library::{Base, Playbooks, ReadPlaybook};
use crate::parse::page::ParsedPage;
use crate::parse::schema::review_outcome;
use crate::parse::{lower, page, toc};
use crate::source::read::{Drafts, ReadFault};
use crate::source::walk::{self, Skip};
use crate::source::{SourceFile, SourceMap, Span};
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// Bytes of the settings file, at most; everything else has the settings' own limit.
const MAX_SETTINGS: u64 = 1 << 20;

/// The text of a page: read now, or kept from the reading before.
enum Text {
    Read(String),
    Kept(Arc<SourceFile>),
}

/// A reading as far as it went.
pub(super) struct Reading<'a> {
    /// Spent on walking and reading.
    pub(super) seconds: f64,
    root: &'a Path,
    known: Option<&'a Known>,
    drafts: &'a Drafts,
    /// The texts so far.
    pub(super) sources: SourceMap,
    /// The faults so far.
    pub(super) findings: Findings,
}

impl<'a> Reading<'a> {
    /// Nothing is read yet.
    pub(super) fn new(root: &'a Path, again: &'a Again<'a>) -> Self {
        Self {
            seconds: 0.0,
            root,
            known: again.known,
            drafts: &again.drafts,
            sources: SourceMap::default(),
            findings: Findings::default(),
        }
    }

    /// The settings of a folder, mostly the library's own.
    pub(super) fn settings(&mut self, root: &Path) -> Base {
        let own = self.optional(root, SETTINGS[0]);
        let docfx = self.optional(root, SETTINGS[1]);
        let (settings, registry, vocabulary) =
            lower::settings::read(own.as_deref(), docfx.as_deref(), &mut self.findings);
        Base { settings, registry, vocabulary }
    }

    fn optional(&mut self, root: &Path, path: &str) -> Option<Arc<SourceFile>> {
        root.join(path).exists().then(|| self.file_in(root, path, MAX_SETTINGS)).flatten()
    }

    fn file(&mut self, path: &str, max: u64) -> Option<Arc<SourceFile>> {
        self.file_in(self.root, path, max)
    }

    fn file_in(&mut self, root: &Path, path: &str, max: u64) -> Option<Arc<SourceFile>> {
        match self.drafts.text(root, path, max) {
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

    /// The files of the library by what they are; `out` is never entered. A path that cannot be taken is a finding.
    ///
    /// # Errors
    /// When the folder itself cannot be walked.
    pub(super) fn walk(&mut self, out: Option<&Path>, settings: &Settings) -> Result<Kinds> {
        let started = Instant::now();
        let skip = Skip { folders: out.map(Path::to_path_buf).into_iter().collect() };
        let walked = match self.known {
            Some(known) => known.walk(self.root, &skip)?,
            None => walk::walk(self.root, &skip)?,
        };
        self.seconds += started.elapsed().as_secs_f64();
        for passed in walked.passed {
            let span = self.no_file(&passed.path);
            let finding = Diagnostic::new(&codes::UNREADABLE, span, passed.why).help("rename or move it");
            self.findings.push(finding);
        }
        let mut kinds = Kinds::default();
        for entry in walked.files {
            kinds.sort_in(entry.path, entry.bytes, settings);
        }
        Ok(kinds)
    }

    /// Reads tables of contents, cohorts and held reviews into the catalog.
    pub(super) fn beside_pages(&mut self, kinds: &Kinds, catalog: &mut Catalog) {
        let max = catalog.settings.max_file_bytes;
        for path in &kinds.tocs {
            if let Some(file) = self.file(path, max) {
                catalog.tocs.push(toc::read(&file, &mut self.findings));
            }
        }
        for path in &kinds.cohorts {
            if let Some(file) = self.file(path, max) {
                catalog.cohorts.extend(lower::cohort::read(&file, catalog, &mut self.findings));
            }
        }
        for path in &kinds.reviews {
            if let Some(file) = self.file(path, max) {
                let narrowest = catalog.settings.audiences.narrowest();
                let outcome = review_outcome::read(&file, &catalog.registry, narrowest, &mut self.findings);
                catalog.reviews.extend(outcome);
            }
        }
    }

    /// Templates of the library's own: name below `templates/`, text.
    pub(super) fn templates(&mut self, paths: &[String], max: u64) -> Vec<(String, String)> {
        let mut templates = Vec::with_capacity(paths.len());
        for path in paths {
            match self.drafts.text(self.root, path, max) {
                Ok(text) => {
                    let name = path.strip_prefix("templates/").unwrap_or(path);
                    templates.push((name.to_string(), text));
                }
                Err(fault) => self.fault(path, &fault),
            }
        }
        templates
    }

    /// Reads and parses pages in parallel; ids follow the order of the paths.
    pub(super) fn pages(
        &mut self,
        paths: &[String],
        settings: &Settings,
        vocabulary: &Vocabulary,
    ) -> Vec<Arc<ParsedPage>> {
        let files = self.page_files(paths, settings.max_file_bytes);
        let read = |file: &Arc<SourceFile>| match self.known {
            Some(known) => known.read(file, settings, vocabulary),
            None => {
                let mut findings = Findings::default();
                (Arc::new(page::read(file, settings, vocabulary, &mut findings)), findings)
            }
        };
        let read: Vec<(Arc<ParsedPage>, Findings)> = files.par_iter().map(read).collect();
        let (pages, findings): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        findings.into_iter().for_each(|of_page| self.findings.extend(of_page.0));
        pages
    }

    /// The files of pages that could be read; the texts are read in parallel.
    fn page_files(&mut self, paths: &[String], max: u64) -> Vec<Arc<SourceFile>> {
        let (root, known, drafts) = (self.root, self.known, self.drafts);
        if let Some(known) = known {
            known.begin(&self.sources);
        }
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
        files
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
    pub(super) fn playbooks(&self, base: &Base, pages: &[Arc<ParsedPage>]) -> Vec<Arc<ReadPlaybook>> {
        let all = Playbooks::new(base, pages);
        let read = |number| match self.known {
            Some(known) => known.playbook(&all, number),
            None => Arc::new(all.read(number)),
        };
        (0..pages.len()).into_par_iter().map(read).collect()
    }

    /// The records of the customers' folder: `<id>.yml` or `.yaml`, in order of ids.
    pub(super) fn records(&mut self, settings: &Settings) -> Vec<RecordFile> {
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
