//! The rounds: pick, try, judge, accept or refuse. In: a library. Out: the library with every fix in it that holds, and
//! the others with the reason. Never: more than one cause of refusal for a fix.

use super::pick::Picked;
use super::step::{State, Step, Trial};
use super::{FixOptions, judge};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Result;
use crate::pipeline::check::CheckOptions;
use crate::pipeline::known::Known;
use crate::source::SourceId;
use std::collections::{BTreeMap, BTreeSet};

/// A fix that stays unmade.
pub(super) struct Refused {
    pub(super) source: SourceId,
    pub(super) path: String,
    /// Where its finding begins; moves with the text.
    pub(super) start: usize,
    pub(super) code: &'static Code,
    pub(super) why: String,
}

/// What is under way.
pub(super) struct Run<'a> {
    pub(super) options: &'a CheckOptions,
    pub(super) which: &'a FixOptions,
    pub(super) known: Known,
    pub(super) state: State,
    pub(super) refused: Vec<Refused>,
    /// How many fixes of a file to try at once, while one that does not hold is looked for.
    pub(super) limits: BTreeMap<SourceId, usize>,
    /// Files to be mended by themselves before all others.
    pub(super) alone: Vec<SourceId>,
    /// True if a fix was made since those that were refused were tried.
    moved: bool,
    /// Fixes made, by path and code.
    pub(super) made: BTreeMap<String, BTreeMap<&'static str, usize>>,
}

impl<'a> Run<'a> {
    pub(super) fn new(options: &'a CheckOptions, which: &'a FixOptions, state: State) -> Self {
        Self {
            options,
            which,
            known: Known::default(),
            state,
            refused: Vec::new(),
            limits: BTreeMap::new(),
            alone: Vec::new(),
            moved: false,
            made: BTreeMap::new(),
        }
    }

    /// False if nothing is left to do.
    pub(super) fn round(&mut self) -> Result<bool> {
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
        let Step { trial, refused } = self.step(&self.state, picked)?;
        for (finding, why) in refused {
            self.refuse(&finding, why);
        }
        let Some(trial) = trial else { return Ok(true) };
        let faults = judge::faults(&self.state, &trial, self.which);
        if faults.is_empty() {
            self.accept(trial);
            return Ok(true);
        }
        // What a fix brings may be mended too; as long as other things do not hold, that is not to be seen.
        let mendable = |fault: &judge::Fault| fault.brought.as_ref().is_some_and(|d| self.wants(d));
        let (brought, faults): (Vec<_>, Vec<_>) = faults.into_iter().partition(mendable);
        if !faults.is_empty() {
            faults.into_iter().for_each(|fault| self.blame(&trial.picked, fault));
        } else if let Some(second) = self.mended_too(&trial, &brought)? {
            self.accept(trial);
            self.accept(second);
        } else if trial.picked.len() > 1 {
            let files: BTreeSet<SourceId> = brought.iter().map(|fault| fault.blamed.source()).collect();
            self.alone.extend(files);
        } else {
            brought.into_iter().for_each(|fault| self.blame(&trial.picked, fault));
        }
        Ok(true)
    }

    /// A second step that takes away all that the first brought, if there is one.
    fn mended_too(&self, first: &Trial, faults: &[judge::Fault]) -> Result<Option<Trial>> {
        let mut brought: Vec<&Diagnostic> = faults.iter().filter_map(|f| f.brought.as_ref()).collect();
        brought.dedup_by_key(|d| (d.span, d.code.id));
        let mut picked = Picked::new();
        for finding in brought {
            picked.entry(finding.span.source).or_default().push(finding.clone());
        }
        let Step { trial: second, refused } = self.step(&first.state, picked)?;
        let holds = |second: &Trial| {
            refused.is_empty()
                && judge::faults(&first.state, second, self.which).is_empty()
                && judge::brings_nothing(&self.state, &second.state)
        };
        Ok(second.filter(holds))
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
    fn blame(&mut self, picked: &Picked, judge::Fault { blamed, why, .. }: judge::Fault) {
        match blamed {
            judge::Blamed::Finding(finding) => self.refuse(&finding, why),
            judge::Blamed::File(source) => match picked.get(&source).map(Vec::as_slice) {
                Some([one]) => self.refuse(one, why),
                Some(many) => drop(self.limits.insert(source, many.len() / 2)),
                None => {}
            },
        }
    }

    pub(super) fn refuse(&mut self, finding: &Diagnostic, why: String) {
        let source = finding.span.source;
        if self.is_refused(finding) {
            return;
        }
        let path = self.state.sources.get(source).map_or_else(String::new, |f| f.path.clone());
        self.limits.remove(&source);
        let start = finding.span.start as usize;
        self.refused.push(Refused { source, path, start, code: finding.code, why });
    }

    pub(super) fn is_refused(&self, finding: &Diagnostic) -> bool {
        let same = |r: &Refused| {
            r.source == finding.span.source
                && r.code.id == finding.code.id
                && r.start == finding.span.start as usize
        };
        self.refused.iter().any(same)
    }
}
