//! Whether a round holds. In: the library before and after, and what was changed between. Out: faults, each with the
//! fix or the file that is to blame. Never: a fault of a fix that was not in the round.

use super::FixOptions;
use super::step::{State, Trial};
use crate::diagnostic::{Diagnostic, Safety};
use crate::edit::fix;
use crate::model::page::Page;
use crate::source::{SourceId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What is to blame.
pub(super) enum Blamed {
    /// The fix of this finding.
    Finding(Box<Diagnostic>),
    /// Some fix in this file.
    File(SourceId),
}

impl Blamed {
    /// The file of the fix.
    pub(super) fn source(&self) -> SourceId {
        match self {
            Self::Finding(finding) => finding.span.source,
            Self::File(source) => *source,
        }
    }
}

/// What does not hold.
pub(super) struct Fault {
    pub(super) blamed: Blamed,
    pub(super) why: String,
    /// The finding that was not there before.
    pub(super) brought: Option<Diagnostic>,
}

/// True if no code stands in a file more often after than before.
pub(super) fn brings_nothing(before: &State, after: &State) -> bool {
    let (old, new) = (counted(before), counted(after));
    new.iter().all(|(key, found)| found.len() <= old.get(key).map_or(0, Vec::len))
}

/// Looks for what does not hold.
pub(super) fn faults(before: &State, trial: &Trial, which: &FixOptions) -> Vec<Fault> {
    let judge = Judge { before, trial, which };
    let mut faults = Vec::new();
    if !before.loaded.broken_settings {
        judge.meanings(&mut faults);
        judge.findings(&mut faults);
    }
    judge.gone(&mut faults);
    faults
}

struct Judge<'a> {
    before: &'a State,
    trial: &'a Trial,
    which: &'a FixOptions,
}

/// Findings of a state by code and path.
type Counted<'a> = BTreeMap<(&'static str, &'a str), Vec<&'a Diagnostic>>;

impl Judge<'_> {
    /// Pages that say something else, though no edit touches it: their own edits, or those of what they include.
    fn meanings(&self, faults: &mut Vec<Fault>) {
        let changed: BTreeSet<&str> = self.trial.picked.keys().map(|id| path(self.before, *id)).collect();
        for page in &self.before.loaded.catalog.pages {
            let parts = page.playbook.includes.iter().filter_map(|i| i.path.as_deref());
            let of_page: Vec<&str> =
                parts.chain([page.path.as_str()]).filter(|part| changed.contains(part)).collect();
            if of_page.is_empty() {
                continue;
            }
            let Some(why) = self.meaning(page) else { continue };
            let sources = of_page.iter().filter_map(|path| self.before.loaded.catalog.page(path));
            faults.extend(sources.map(|part| Fault {
                blamed: Blamed::File(part.source),
                why: why.clone(),
                brought: None,
            }));
        }
    }

    fn meaning(&self, page: &Page) -> Option<String> {
        let Some(after) = self.trial.state.loaded.catalog.page(&page.path) else {
            return Some(format!("{} would be no page", page.path));
        };
        let (what, span) = fix::meaning(page, after, &self.trial.changes)?;
        let place = self.before.sources.place(span);
        let place = if place.is_empty() { &page.path } else { &place };
        Some(format!("{what} at {place} would change"))
    }

    /// Codes that a file has more often than before.
    fn findings(&self, faults: &mut Vec<Fault>) {
        let (old, new) = (counted(self.before), counted(&self.trial.state));
        let none = Vec::new();
        for (key, after) in &new {
            let before = old.get(key).unwrap_or(&none);
            if after.len() <= before.len() || self.was_silent(key.1) {
                continue;
            }
            let is_new = |d: &&&Diagnostic| {
                let origin = self.trial.changes.origin(d.span.source, d.span.start as usize);
                let at = match self.trial.changes.0.contains_key(&d.span.source) {
                    true => origin,
                    false => Some(d.span.start as usize),
                };
                !before.iter().any(|b| Some(b.span.start as usize) == at)
            };
            let first = after.iter().find(is_new).or(after.last());
            faults.extend(first.into_iter().flat_map(|d| self.brought(d)));
        }
    }

    /// True for a page whose header could not be read: most rules had nothing to say of it.
    fn was_silent(&self, path: &str) -> bool {
        self.before.loaded.catalog.page(path).is_some_and(|page| page.front.unreadable)
    }

    /// Who brought a finding: fixes at its own places, else the files that it names, else every file of the round.
    fn brought(&self, finding: &Diagnostic) -> Vec<Fault> {
        let file = self.trial.state.sources.get(finding.span.source);
        let place = file.map_or_else(String::new, |f| {
            let at = f.position(finding.span.start);
            format!("{}:{}:{}", f.path, at.line, at.column)
        });
        let why = format!(
            "it would bring {} {} ({place}: {})",
            finding.code.id, finding.code.name, finding.message
        );
        let fault = |blamed| Fault { blamed, why: why.clone(), brought: Some(finding.clone()) };
        let places: Vec<Span> = finding.labels.iter().map(|label| label.span).chain([finding.span]).collect();
        let at: Vec<&Diagnostic> = places.iter().filter_map(|span| self.made_at(*span)).collect();
        if !at.is_empty() {
            let blamed = at.into_iter().map(|d| Blamed::Finding(Box::new(d.clone())));
            return blamed.map(fault).collect();
        }
        let named: BTreeSet<SourceId> =
            places.iter().map(|span| span.source).filter(|id| self.trial.picked.contains_key(id)).collect();
        let all = || self.trial.picked.keys().copied().collect();
        let files: BTreeSet<SourceId> = if named.is_empty() { all() } else { named };
        files.into_iter().map(|id| fault(Blamed::File(id))).collect()
    }

    /// The finding whose fix wrote at a place of the new text.
    fn made_at(&self, span: Span) -> Option<&Diagnostic> {
        let changes = self.trial.changes.0.get(&span.source)?;
        let hit = changes.iter().find(|c| {
            let range = span.range();
            !c.after.is_empty() && c.after.start < range.end && range.start < c.after.end
        })?;
        let wrote =
            |d: &&Diagnostic| d.fix.iter().flat_map(|f| &f.edits).any(|edit| edit.span.range() == hit.before);
        self.trial.picked.get(&span.source)?.iter().find(wrote)
    }

    /// Each fix must take its own finding away: of a code and file as many go as fixes were made.
    fn gone(&self, faults: &mut Vec<Fault>) {
        let fixable = |state: &State, code: &str, id: SourceId| {
            let of_kind = |safety| safety == Safety::Safe || self.which.safety == Safety::Unsafe;
            let own = state.findings.iter().filter(|d| d.code.id == code && d.span.source == id);
            own.filter(|d| d.fix.as_ref().is_some_and(|f| of_kind(f.safety))).count()
        };
        for (source, found) in &self.trial.picked {
            let mut codes: BTreeMap<&'static str, usize> = BTreeMap::new();
            found.iter().for_each(|d| *codes.entry(d.code.id).or_default() += 1);
            for (code, made) in codes {
                let before = fixable(self.before, code, *source);
                if fixable(&self.trial.state, code, *source) + made > before {
                    let why = format!("it would not take its own {code} away");
                    faults.push(Fault { blamed: Blamed::File(*source), why, brought: None });
                }
            }
        }
    }
}

fn counted(state: &State) -> Counted<'_> {
    let mut counted = Counted::new();
    for finding in &state.findings {
        counted.entry((finding.code.id, path(state, finding.span.source))).or_default().push(finding);
    }
    counted
}

fn path(state: &State, source: SourceId) -> &str {
    state.sources.get(source).map_or("", |file| file.path.as_str())
}
