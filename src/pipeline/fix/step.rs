//! One step from a library to the same with fixes in it, in memory. In: a state, the fixes of each file.
//! Out: the new state, what became of the places, what a file did not take. Never: a file written.

use super::Run;
use super::pick::Picked;
use crate::diagnostic::{Diagnostic, Safety};
use crate::edit::fix::{self, Words};
use crate::edit::splice::Changes;
use crate::error::Result;
use crate::pipeline::check::{self, CheckOptions, CheckReport};
use crate::pipeline::chosen::Chosen;
use crate::pipeline::load::{self, Again, Loaded};
use crate::pipeline::{Silent, show};
use crate::source::SourceMap;

/// The library at one moment, and everything that is wrong with it.
pub(super) struct State {
    pub(super) loaded: Loaded,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) sources: SourceMap,
}

impl State {
    pub(super) fn of(loaded: Loaded, options: &CheckOptions) -> Self {
        // Everything, and excluded pages that are named: a fix may be felt in a file that was not asked for.
        let all: Vec<String> = options.paths.iter().cloned().chain([String::new()]).collect();
        let chosen = Chosen::new(&loaded, &all);
        let as_of = show::as_of(&options.library, &loaded);
        let CheckReport { findings, sources, .. } = check::everything(&loaded, &chosen, as_of, &Silent);
        Self { loaded, findings, sources }
    }
}

/// Fixes of a round that each file took, and what became of its places.
pub(super) struct Trial {
    pub(super) state: State,
    pub(super) picked: Picked,
    pub(super) changes: Changes,
}

/// What came of a step.
pub(super) struct Step {
    pub(super) trial: Option<Trial>,
    /// Fixes that their file does not take, and why.
    pub(super) refused: Vec<(Diagnostic, String)>,
}

impl Run<'_> {
    /// A library with fixes in it (none if no file takes any).
    pub(super) fn step(&self, from: &State, picked: Picked) -> Result<Step> {
        let mut drafts = from.loaded.drafts.clone();
        let (mut changes, mut taken, mut refused) = (Changes::default(), Picked::new(), Vec::new());
        let words =
            Words { settings: &from.loaded.catalog.settings, vocabulary: &from.loaded.catalog.vocabulary };
        for (source, found) in picked {
            let Some(file) = from.sources.get(source) else { continue };
            let fixes = found.iter().filter_map(|d| d.fix.as_ref()).map(|f| f.edits.as_slice());
            let safety = kind_of(&found);
            let fixed = fix::fix(file, &fixes.collect::<Vec<_>>(), safety, words);
            refused.extend(fixed.refused.into_iter().map(|(n, why)| (found[n].clone(), why)));
            if fixed.made.is_empty() {
                continue;
            }
            drafts.0.insert(file.path.clone(), fixed.text);
            changes.0.insert(source, fixed.changes);
            taken.insert(source, fixed.made.iter().map(|n| found[*n].clone()).collect());
        }
        if taken.is_empty() {
            return Ok(Step { trial: None, refused });
        }
        let again = Again { known: Some(&self.known), drafts, settings: None };
        let loaded = load::load_again(&self.options.library.root, None, &again)?;
        let state = State::of(loaded, self.options);
        Ok(Step { trial: Some(Trial { state, picked: taken, changes }), refused })
    }
}

/// Safe, if all fixes are.
fn kind_of(found: &[Diagnostic]) -> Safety {
    let is_unsafe = |d: &Diagnostic| d.fix.as_ref().is_some_and(|f| f.safety == Safety::Unsafe);
    if found.iter().any(is_unsafe) { Safety::Unsafe } else { Safety::Safe }
}
