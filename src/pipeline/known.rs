//! Pages that were parsed before, by content: a save parses one page, not the library.
//! In: a file. Out: its page and findings, parsed now or before. Never: a page parsed under other settings.

use super::load::Loaded;
use crate::diagnostic::Findings;
use crate::model::settings::Settings;
use crate::model::vocabulary::Vocabulary;
use crate::parse::page::{self, ParsedPage};
use crate::source::{SourceFile, SourceMap};
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
}

#[derive(Debug)]
struct Remembered {
    file: Arc<SourceFile>,
    page: ParsedPage,
    findings: Findings,
}

impl Known {
    /// Forgets everything if the settings are others than before. `sources` holds what was read so far.
    pub(super) fn begin(&self, sources: &SourceMap) {
        let settings = sources.files().filter(|f| Loaded::is_settings(&f.path));
        let settings: Vec<(String, String)> = settings.map(|f| (f.path.clone(), f.text.clone())).collect();
        let mut memory = self.memory();
        if memory.settings != settings {
            *memory = Memory { settings, pages: HashMap::new() };
        }
    }

    /// The page of a file. Spans hold the file's id: under another one it is parsed again.
    pub(super) fn read(
        &self,
        file: &Arc<SourceFile>,
        settings: &Settings,
        vocabulary: &Vocabulary,
    ) -> (ParsedPage, Findings) {
        let before = self.memory().pages.get(&file.path).map(Arc::clone);
        let same = |r: &Arc<Remembered>| r.file.id == file.id && r.file.text == file.text;
        let found = before.filter(same).unwrap_or_else(|| {
            let mut findings = Findings::default();
            let page = page::read(file, settings, vocabulary, &mut findings);
            let new = Arc::new(Remembered { file: Arc::clone(file), page, findings });
            self.memory().pages.insert(file.path.clone(), Arc::clone(&new));
            new
        });
        (found.page.clone(), found.findings.clone())
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
