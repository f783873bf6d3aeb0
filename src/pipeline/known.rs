//! What one reading of a library leaves to the next: a save walks, reads and parses what it changed, not the library.
//! In: the paths that may have changed, a file, a page. Out: files, pages and playbooks, read now or before.
//! Never: something read under other settings; an answer from memory for a path that may have changed.

use super::load::Loaded;
use crate::diagnostic::Findings;
use crate::error::Result;
use crate::model::settings::Settings;
use crate::model::vocabulary::Vocabulary;
use crate::parse::library::{Playbooks, ReadPlaybook};
use crate::parse::page::{self, ParsedPage};
use crate::source::walk::{self, Skip, Walked};
use crate::source::{SourceFile, SourceId, SourceMap};
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a preview remembers from one reading of the library to the next.
#[derive(Debug, Default)]
pub(super) struct Known(Mutex<Memory>);

#[derive(Debug, Default)]
struct Memory {
    /// Files that may be other than they were; none: any.
    changed: Option<BTreeSet<String>>,
    /// The last walk.
    walked: Option<Walked>,
    /// Paths and texts of the settings' files.
    settings: Vec<(String, String)>,
    /// Looked up only; never iterated.
    pages: HashMap<String, Arc<Remembered>>,
    /// By number. Looked up only.
    playbooks: HashMap<usize, Arc<ReadPlaybook>>,
}

#[derive(Debug)]
struct Remembered {
    file: Arc<SourceFile>,
    page: Arc<ParsedPage>,
    findings: Findings,
}

impl Known {
    /// What the next reading has to look at. Nothing else is asked of the disk.
    pub(super) fn expect(&self, changed: Option<BTreeSet<String>>) {
        self.memory().changed = changed;
    }

    /// The files of the library: those of the last walk where no file came or went.
    ///
    /// # Errors
    /// As for [`walk::walk`].
    pub(super) fn walk(&self, root: &Path, skip: &Skip) -> Result<Walked> {
        let mut memory = self.memory();
        let again = memory.changed.as_ref().zip(memory.walked.clone());
        let again = again.and_then(|(changed, walked)| renewed(root, walked, changed));
        let walked = again.map_or_else(|| walk::walk(root, skip), Ok)?;
        memory.walked = Some(walked.clone());
        Ok(walked)
    }

    /// Forgets a page that has no text any more.
    pub(super) fn lost(&self, path: &str) {
        self.memory().pages.remove(path);
    }

    /// Forgets everything: a reading that failed may have seen half of what changed.
    pub(super) fn forget(&self) {
        *self.memory() = Memory::default();
    }

    /// The file of a page as it was read before, if nothing can have changed it.
    pub(super) fn unchanged(&self, path: &str) -> Option<Arc<SourceFile>> {
        let memory = self.memory();
        let same = memory.changed.as_ref().is_some_and(|changed| !changed.contains(path));
        memory.pages.get(path).filter(|_| same).map(|r| Arc::clone(&r.file))
    }

    /// Forgets everything if the settings are others than before. `sources` holds what was read so far.
    pub(super) fn begin(&self, sources: &SourceMap) {
        let settings = sources.files().filter(|f| Loaded::is_settings(&f.path));
        let settings: Vec<(String, String)> = settings.map(|f| (f.path.clone(), f.text.clone())).collect();
        let mut memory = self.memory();
        if memory.settings != settings {
            let walked = memory.walked.take();
            *memory = Memory { settings, walked, ..Memory::default() };
        }
    }

    /// The file of a path under its id, with what was worked out of its text.
    pub(super) fn file(&self, id: SourceId, path: &str, text: &str) -> Option<Arc<SourceFile>> {
        let before = self.memory().pages.get(path).map(|r| Arc::clone(&r.file));
        before.filter(|file| file.id == id && file.text == text)
    }

    /// The playbook of a page.
    pub(super) fn playbook(&self, all: &Playbooks<'_>, number: usize) -> Arc<ReadPlaybook> {
        let before = self.memory().playbooks.get(&number).map(Arc::clone);
        before.filter(|read| all.is_current(number, read)).unwrap_or_else(|| {
            let new = Arc::new(all.read(number));
            self.memory().playbooks.insert(number, Arc::clone(&new));
            new
        })
    }

    /// The page of a file. Spans hold the file's id: under another one it is parsed again.
    pub(super) fn read(
        &self,
        file: &Arc<SourceFile>,
        settings: &Settings,
        vocabulary: &Vocabulary,
    ) -> (Arc<ParsedPage>, Findings) {
        let before = self.memory().pages.get(&file.path).map(Arc::clone);
        let same = |r: &Arc<Remembered>| Arc::ptr_eq(&r.file, file);
        let found = before.filter(same).unwrap_or_else(|| {
            let mut findings = Findings::default();
            let page = Arc::new(page::read(file, settings, vocabulary, &mut findings));
            let new = Arc::new(Remembered { file: Arc::clone(file), page, findings });
            self.memory().pages.insert(file.path.clone(), Arc::clone(&new));
            new
        });
        (Arc::clone(&found.page), found.findings.clone())
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The walk with the sizes of today; none if a file came or went, or something that is no file may have.
fn renewed(root: &Path, mut walked: Walked, changed: &BTreeSet<String>) -> Option<Walked> {
    for path in changed {
        let known = walked.files.binary_search_by(|file| file.path.as_str().cmp(path));
        match (known, std::fs::symlink_metadata(root.join(path))) {
            (Ok(at), Ok(now)) if now.is_file() => walked.files[at].bytes = now.len(),
            // What an editor makes for a moment.
            (Err(at), Err(_)) if !walked.files.get(at).is_some_and(|next| next.path.starts_with(path)) => {}
            _ => return None,
        }
    }
    Some(walked)
}
