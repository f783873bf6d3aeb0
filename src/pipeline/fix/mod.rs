//! `check --fix`: mends made in rounds until none is left. In: a library, which fixes. Out: [`FixReport`], and the files
//! where that is asked. Never: a fix that changes what it does not name, brings a new finding, or stands in a file with
//! an unfinished merge; half of what was planned on the disk.
//!
//! A round picks fixes that do not collide, makes them in memory, reads the library again and compares. What does not
//! hold is refused and said; the others are picked again. So a second run finds nothing to do.

mod judge;
mod pick;
mod rounds;
mod step;

use super::check::{self, CheckOptions, CheckReport};
use super::load::{self, Loaded};
use super::narrow::Codes;
use super::{Progress, Silent};
use crate::diagnostic::{Code, Safety};
use crate::error::Result;
use crate::output::{self, Replacement};
use rounds::{Refused, Run};
use std::collections::BTreeMap;
use step::State;

/// How often the library is read, at most. What is left then stays a finding.
const ROUNDS: usize = 200;

/// Which fixes to make.
#[derive(Clone, Debug)]
pub struct FixOptions {
    /// [`Safety::Unsafe`]: both kinds.
    pub safety: Safety,
    /// Of these codes.
    pub codes: Codes,
    /// Write the files.
    pub write: bool,
}

/// What was mended.
#[derive(Debug, Default)]
pub struct FixReport {
    /// Files that change, by path.
    pub files: Vec<FixedFile>,
    /// Fixes that were not made.
    pub refused: Vec<RefusedFix>,
    /// What is found afterwards.
    pub remaining: CheckReport,
}

/// One file that changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FixedFile {
    /// Path below the library.
    pub path: String,
    /// As it was.
    pub old: String,
    /// As it is to be.
    pub new: String,
    /// Fixes by code.
    pub codes: BTreeMap<&'static str, usize>,
}

/// One fix that was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedFix {
    /// `playbook/a.md:12:3`.
    pub place: String,
    /// Code and name of its finding.
    pub code: &'static Code,
    /// Why.
    pub why: String,
}

/// Mends what the check finds, and checks again.
///
/// # Errors
/// The library cannot be read, nothing matches the paths, or a file changed while it was mended; nothing is written
/// then.
pub fn fix(options: &CheckOptions, which: &FixOptions, progress: &dyn Progress) -> Result<FixReport> {
    let state = State::of(load::load(&options.library.root, None)?, options);
    let mut run = Run::new(options, which, state);
    let remaining = check::of_loaded(&run.state.loaded, options, &Silent)?;
    progress.begin("fixes", 0);
    for _ in 0..ROUNDS {
        if !run.round()? {
            break;
        }
        progress.step();
    }
    progress.end();
    let files = run.files();
    let remaining =
        if files.is_empty() { remaining } else { check::of_loaded(&run.state.loaded, options, progress)? };
    if which.write {
        let replacement = |file: &FixedFile| Replacement {
            path: file.path.clone(),
            old: Some(file.old.clone().into_bytes()),
            new: file.new.clone().into_bytes(),
        };
        output::replace(&options.library.root, &files.iter().map(replacement).collect::<Vec<_>>())?;
    }
    Ok(FixReport { files, refused: run.told(), remaining })
}

impl Run<'_> {
    /// The files that changed, from first to last round.
    fn files(&self) -> Vec<FixedFile> {
        let first = |path: &str| {
            let max = self.state.loaded.catalog.settings.max_file_bytes;
            crate::source::read::text(&self.options.library.root, path, max).ok()
        };
        let of_file = |(path, new): (&String, &String)| {
            let old = first(path)?;
            let codes = self.made.get(path).cloned().unwrap_or_default();
            Some(FixedFile { path: path.clone(), old, new: new.clone(), codes })
        };
        self.state.loaded.drafts.0.iter().filter_map(of_file).filter(|f| f.old != f.new).collect()
    }

    fn told(self) -> Vec<RefusedFix> {
        let place = |r: &Refused| match self.state.sources.get(r.source) {
            Some(file) => {
                let at = file.position(r.start as u32);
                format!("{}:{}:{}", r.path, at.line, at.column)
            }
            None => r.path.clone(),
        };
        let mut refused: Vec<(&String, usize, RefusedFix)> = self
            .refused
            .iter()
            .map(|r| (&r.path, r.start, RefusedFix { place: place(r), code: r.code, why: r.why.clone() }))
            .collect();
        refused.sort_by(|a, b| (a.0, a.1, a.2.code.id).cmp(&(b.0, b.1, b.2.code.id)));
        refused.into_iter().map(|(_, _, told)| told).collect()
    }
}
