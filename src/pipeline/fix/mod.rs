//! `check --fix`: mends made in rounds until none is left. In: a library, which fixes. Out: [`FixReport`], and the files
//! where that is asked. Never: a fix that changes what it does not name, brings a new finding, or stands in a file with
//! an unfinished merge; half of what was planned on the disk.
//!
//! A round picks fixes that do not collide, makes them in memory, reads the library again and compares. What does not
//! hold is refused and said; the others are picked again. So a second run finds nothing to do.

mod judge;
mod pick;

use super::check::{self, CheckOptions, CheckReport};
use super::chosen::Chosen;
use super::known::Known;
use super::load::{self, Again, Loaded};
use super::narrow::Codes;
use super::{Progress, Silent, show};
use crate::diagnostic::{Code, Diagnostic, Safety};
use crate::edit::fix::{self, Words};
use crate::edit::splice::{Change, Changes};
use crate::error::Result;
use crate::output::{self, Replacement};
use crate::source::{SourceId, SourceMap};
use pick::Picked;
use std::collections::BTreeMap;

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
    let mut run = Run {
        options,
        which,
        known: Known::default(),
        state: State::of(load::load(&options.library.root, None)?, options),
        refused: Vec::new(),
        limits: BTreeMap::new(),
        moved: false,
        made: BTreeMap::new(),
    };
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

/// The library at one moment, and everything that is wrong with it.
struct State {
    loaded: Loaded,
    findings: Vec<Diagnostic>,
    sources: SourceMap,
}

impl State {
    fn of(loaded: Loaded, options: &CheckOptions) -> Self {
        // Everything, and excluded pages that are named: a fix may be felt in a file that was not asked for.
        let all: Vec<String> = options.paths.iter().cloned().chain([String::new()]).collect();
        let chosen = Chosen::new(&loaded, &all);
        let as_of = show::as_of(&options.library, &loaded);
        let CheckReport { findings, sources, .. } = check::everything(&loaded, &chosen, as_of, &Silent);
        Self { loaded, findings, sources }
    }
}

/// A fix that stays unmade.
struct Refused {
    source: SourceId,
    path: String,
    /// Where its finding begins; moves with the text.
    start: usize,
    code: &'static Code,
    why: String,
}

struct Run<'a> {
    options: &'a CheckOptions,
    which: &'a FixOptions,
    known: Known,
    state: State,
    refused: Vec<Refused>,
    /// How many fixes of a file to try at once, while one that does not hold is looked for.
    limits: BTreeMap<SourceId, usize>,
    /// True if a fix was made since those that were refused were tried.
    moved: bool,
    /// Fixes made, by path and code.
    made: BTreeMap<String, BTreeMap<&'static str, usize>>,
}

/// Fixes of a round that each file took, and what became of its places.
struct Trial {
    state: State,
    picked: Picked,
    changes: Changes,
}

impl Run<'_> {
    /// False if nothing is left to do.
    fn round(&mut self) -> Result<bool> {
        let picked = self.pick();
        let asked: usize = picked.values().map(Vec::len).sum();
        if asked == 0 {
            // What was refused may hold now that others were made; with nothing made since, all is said.
            let again = std::mem::take(&mut self.moved);
            if again {
                self.refused.clear();
            }
            return Ok(again);
        }
        let Some(trial) = self.tried(picked)? else { return Ok(true) };
        let faults = judge::faults(&self.state, &trial, self.which);
        if faults.is_empty() {
            self.accept(trial);
            return Ok(true);
        }
        for (blamed, why) in faults {
            self.blame(&trial.picked, blamed, why);
        }
        Ok(true)
    }

    /// The library with the fixes of a round in it. None if no file takes any.
    fn tried(&mut self, picked: Picked) -> Result<Option<Trial>> {
        let mut drafts = self.state.loaded.drafts.clone();
        let mut changes = Changes::default();
        let mut taken = Picked::new();
        for (source, found) in picked {
            let Some((text, changed, made)) = self.in_file(source, found) else { continue };
            let path = self.state.sources.get(source).map_or_else(String::new, |f| f.path.clone());
            drafts.0.insert(path, text);
            changes.0.insert(source, changed);
            taken.insert(source, made);
        }
        if taken.is_empty() {
            return Ok(None);
        }
        let again = Again { known: Some(&self.known), drafts, settings: None };
        let loaded = load::load_again(&self.options.library.root, None, &again)?;
        let state = State::of(loaded, self.options);
        Ok(Some(Trial { state, picked: taken, changes }))
    }

    /// The new text of one file; what it does not take is refused.
    fn in_file(
        &mut self,
        source: SourceId,
        found: Vec<Diagnostic>,
    ) -> Option<(String, Vec<Change>, Vec<Diagnostic>)> {
        let file = self.state.sources.get(source)?;
        let catalog = &self.state.loaded.catalog;
        let words = Words { settings: &catalog.settings, vocabulary: &catalog.vocabulary };
        let fixes: Vec<_> = found.iter().filter_map(|d| d.fix.as_ref()).map(|f| f.edits.as_slice()).collect();
        let fixed = fix::fix(file, &fixes, words);
        for (n, why) in fixed.refused {
            self.refuse(&found[n], why);
        }
        let made: Vec<Diagnostic> = fixed.made.iter().map(|n| found[*n].clone()).collect();
        (!made.is_empty()).then_some((fixed.text, fixed.changes, made))
    }

    fn accept(&mut self, trial: Trial) {
        for (source, found) in &trial.picked {
            let path = self.state.sources.get(*source).map_or_else(String::new, |f| f.path.clone());
            let of_file = self.made.entry(path).or_default();
            for finding in found {
                *of_file.entry(finding.code.id).or_default() += 1;
            }
        }
        for refused in &mut self.refused {
            // A fix whose place went with another one is not asked for again.
            refused.start = trial.changes.target(refused.source, refused.start).unwrap_or(refused.start);
        }
        self.limits.clear();
        self.moved = true;
        self.state = trial.state;
    }

    /// Refuses what is known to be at fault, or looks for it in a smaller part of its file.
    fn blame(&mut self, picked: &Picked, blamed: judge::Blamed, why: String) {
        match blamed {
            judge::Blamed::Finding(finding) => self.refuse(&finding, why),
            judge::Blamed::File(source) => match picked.get(&source).map(Vec::as_slice) {
                Some([one]) => self.refuse(one, why),
                Some(many) => drop(self.limits.insert(source, many.len() / 2)),
                None => {}
            },
        }
    }

    fn refuse(&mut self, finding: &Diagnostic, why: String) {
        let source = finding.span.source;
        if self.is_refused(finding) {
            return;
        }
        let path = self.state.sources.get(source).map_or_else(String::new, |f| f.path.clone());
        self.limits.remove(&source);
        let start = finding.span.start as usize;
        self.refused.push(Refused { source, path, start, code: finding.code, why });
    }

    fn is_refused(&self, finding: &Diagnostic) -> bool {
        let same = |r: &Refused| {
            r.source == finding.span.source
                && r.code.id == finding.code.id
                && r.start == finding.span.start as usize
        };
        self.refused.iter().any(same)
    }

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
