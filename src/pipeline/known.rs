//! Pages that were parsed and read before, by content: a save parses and reads one page, not the library.
//! In: a file, a page. Out: what it holds, read now or before. Never: something read under other settings.

use super::load::Loaded;
use crate::diagnostic::Findings;
use crate::model::settings::Settings;
use crate::model::vocabulary::Vocabulary;
use crate::parse::library::{Playbooks, ReadPlaybook};
use crate::parse::page::{self, ParsedPage};
use crate::source::{SourceFile, SourceId, SourceMap};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a preview remembers from one reading of the library to the next.
#[derive(Debug, Default)]
pub(super) struct Known(Mutex<Memory>);

#[derive(Debug, Default)]
struct Memory {
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
    /// Forgets everything if the settings are others than before. `sources` holds what was read so far.
    pub(super) fn begin(&self, sources: &SourceMap) {
        let settings = sources.files().filter(|f| Loaded::is_settings(&f.path));
        let settings: Vec<(String, String)> = settings.map(|f| (f.path.clone(), f.text.clone())).collect();
        let mut memory = self.memory();
        if memory.settings != settings {
            *memory = Memory { settings, ..Memory::default() };
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
