//! The fixes of a round. In: findings. Out: for each file those that can be made at once.
//! Never: two that collide; the later one waits for the next round.

use super::Run;
use crate::diagnostic::{Diagnostic, Safety};
use crate::edit::{fix, splice};
use crate::pipeline::chosen::Chosen;
use crate::source::SourceId;
use std::collections::BTreeMap;

/// Findings whose fixes are to be made, by file, in order of their places.
pub(super) type Picked = BTreeMap<SourceId, Vec<Diagnostic>>;

impl Run<'_> {
    pub(super) fn pick(&mut self) -> Picked {
        let mut offered = self.offered();
        while let Some(source) = self.alone.last() {
            match offered.remove(source) {
                Some(found) => {
                    offered = Picked::from([(*source, found)]);
                    break;
                }
                None => drop(self.alone.pop()),
            }
        }
        let mut picked = Picked::new();
        for (source, mut found) in offered {
            // Safe ones first and by themselves: they are held to more.
            let is_safe = |d: &Diagnostic| d.fix.as_ref().is_some_and(|f| f.safety == Safety::Safe);
            if found.iter().any(is_safe) {
                found.retain(is_safe);
            }
            let Some(file) = self.state.sources.get(source).cloned() else { continue };
            if let Some(line) = fix::conflict(&file) {
                let why = format!("the file holds a merge that was not finished, on line {line}");
                found.iter().for_each(|finding| self.refuse(finding, why.clone()));
                continue;
            }
            let limit = self.limits.get(&source).copied().unwrap_or(usize::MAX);
            let apart = apart(found, limit);
            picked.insert(source, apart);
        }
        picked
    }

    /// Findings with a fix that was asked for and is not refused.
    fn offered(&self) -> Picked {
        let chosen = Chosen::new(&self.state.loaded, &self.options.paths);
        let broken = self.state.loaded.broken_settings;
        let mut offered = Picked::new();
        for finding in &self.state.findings {
            let Some(file) = self.state.sources.get(finding.span.source) else { continue };
            // Under settings that cannot be read nothing means what it should: they come first, and alone.
            let in_turn = !broken || super::Loaded::is_settings(&file.path);
            if in_turn && chosen.takes_file(&file.path) && self.wants(finding) && !self.is_refused(finding) {
                offered.entry(file.id).or_default().push(finding.clone());
            }
        }
        offered
    }

    pub(super) fn wants(&self, finding: &Diagnostic) -> bool {
        let of_kind = |safety| safety == Safety::Safe || self.which.safety == Safety::Unsafe;
        finding.fix.as_ref().is_some_and(|fix| of_kind(fix.safety)) && self.which.codes.take(finding.code)
    }
}

/// The first `limit` findings whose edits do not collide with an earlier one's.
fn apart(found: Vec<Diagnostic>, limit: usize) -> Vec<Diagnostic> {
    let mut taken: Vec<crate::source::Span> = Vec::new();
    let mut apart = Vec::new();
    for finding in found {
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        let spans: Vec<_> = edits.map(|edit| edit.span).collect();
        if spans.iter().any(|span| taken.iter().any(|other| splice::collide(*span, *other))) {
            continue;
        }
        taken.extend(spans);
        apart.push(finding);
        if apart.len() == limit {
            break;
        }
    }
    apart
}
