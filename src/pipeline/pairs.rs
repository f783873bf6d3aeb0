//! Which finding is which: findings of an earlier day against those of today. In: entries, findings with their
//! fingerprints. Out: for each entry the finding that it is. Never: one finding for two entries.

use crate::diagnostic::{Diagnostic, fingerprints};
use crate::edit::baseline::Entry;
use crate::source::SourceMap;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Findings as entries, in their order.
pub(super) fn entries(findings: &[Diagnostic], sources: &SourceMap) -> Vec<Entry> {
    let each: Vec<&Diagnostic> = findings.iter().collect();
    let path = |d: &Diagnostic| sources.get(d.span.source).map_or("", |f| f.path.as_str());
    let prints = fingerprints(sources, &each);
    each.into_iter().zip(prints).map(|(d, print)| Entry::new(d, print, path(d))).collect()
}

/// For each of `old` the place in `new` of the same finding. In the same file a finding is the same by what is wrong;
/// under another path only if the old path is gone, and the file's title is still its own.
pub(super) fn pair(old: &[Entry], new: &[Entry], is_gone: &dyn Fn(&str) -> bool) -> Vec<Option<usize>> {
    let mut pairs = Pairs { old, new, of_old: vec![None; old.len()], taken: vec![false; new.len()] };
    pairs.round(|e| Some((e.path.as_str(), e.fingerprint)), |e| Some((e.path.as_str(), e.fingerprint)));
    pairs.round(
        |e| Some((e.path.as_str(), e.fingerprint.what)),
        |e| Some((e.path.as_str(), e.fingerprint.what)),
    );
    let left: BTreeSet<&str> = pairs.left().map(|at| old[at].path.as_str()).collect();
    let gone: BTreeSet<&str> = left.into_iter().filter(|path| is_gone(path)).collect();
    let moved = |e: &Entry| gone.contains(e.path.as_str()).then_some(e.fingerprint);
    pairs.round(moved, |e| Some(e.fingerprint));
    let renamed = pairs.renamed(&gone);
    pairs.round(
        |e| renamed.get(e.path.as_str()).map(|to| (*to, e.fingerprint.what)),
        |e| Some((e.path.as_str(), e.fingerprint.what)),
    );
    pairs.of_old
}

struct Pairs<'e> {
    old: &'e [Entry],
    new: &'e [Entry],
    of_old: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl<'e> Pairs<'e> {
    /// Entries without a finding.
    fn left(&self) -> impl Iterator<Item = usize> {
        (0..self.old.len()).filter(|at| self.of_old[*at].is_none())
    }

    /// Pairs what is left of both by a key, the first with the first.
    fn round<K: std::hash::Hash + Eq>(
        &mut self,
        old_key: impl Fn(&'e Entry) -> Option<K>,
        new_key: impl Fn(&'e Entry) -> Option<K>,
    ) {
        let mut free: HashMap<K, Vec<usize>> = HashMap::new();
        for at in (0..self.new.len()).rev().filter(|at| !self.taken[*at]) {
            if let Some(key) = new_key(&self.new[at]) {
                free.entry(key).or_default().push(at);
            }
        }
        for at in self.left().collect::<Vec<_>>() {
            let found = old_key(&self.old[at]).and_then(|key| free.get_mut(&key)?.pop());
            if let Some(found) = found {
                self.of_old[at] = Some(found);
                self.taken[found] = true;
            }
        }
    }

    /// Where the findings of files that are gone were found again: old path, new path.
    fn renamed(&self, gone: &BTreeSet<&str>) -> BTreeMap<&'e str, &'e str> {
        let found = self.old.iter().zip(&self.of_old).filter(|(e, _)| gone.contains(e.path.as_str()));
        found.filter_map(|(e, at)| Some((e.path.as_str(), self.new[(*at)?].path.as_str()))).collect()
    }
}
