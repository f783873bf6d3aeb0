//! Lines with one key are one line. In: lines in page order. Out: each key once for each reader, sorted by
//! service. Never: shows a reader what only another reader's page says.

use crate::assess::{Line, Verdict};
use crate::model::audience::AudienceSet;
use crate::model::playbook::Need;
use std::collections::HashMap;

/// Lines in the order of their first mention.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    lines: Vec<(Option<usize>, Line)>,
    /// Places of a key's lines; looked up only, never iterated.
    by_key: HashMap<String, Vec<usize>>,
}

impl Ledger {
    /// Adds a line, or merges it into those with its key: for readers of both, the first mention keeps text
    /// and place, the stronger verdict and the stricter need win, all places are named.
    pub(super) fn add(&mut self, service: Option<usize>, mut line: Line) {
        let known: Vec<usize> = self.by_key.get(&line.key).cloned().unwrap_or_default();
        for idx in &known {
            let held = self.lines[*idx].1.readers;
            let shared = held.and(line.readers);
            if shared.is_empty() {
                continue;
            }
            let others = without(held, shared);
            if !others.is_empty() {
                let mut split = self.lines[*idx].1.clone();
                split.readers = others;
                self.push(service, split);
            }
            let first = &mut self.lines[*idx].1;
            first.readers = shared;
            merge(first, &line);
            line.readers = without(line.readers, shared);
        }
        if known.is_empty() || !line.readers.is_empty() {
            self.push(service, line);
        }
    }

    /// Customer-wide lines first, then services in record order; within, as added.
    pub(super) fn into_lines(mut self) -> Vec<Line> {
        self.lines.sort_by_key(|(service, _)| *service);
        self.lines.into_iter().map(|(_, line)| line).collect()
    }

    fn push(&mut self, service: Option<usize>, line: Line) {
        self.by_key.entry(line.key.clone()).or_default().push(self.lines.len());
        self.lines.push((service, line));
    }
}

fn without(set: AudienceSet, taken: AudienceSet) -> AudienceSet {
    AudienceSet(set.0 & !taken.0)
}

fn merge(first: &mut Line, other: &Line) {
    if rank(other.judgement.verdict) < rank(first.judgement.verdict) {
        first.judgement = other.judgement.clone();
        first.items.clone_from(&other.items);
    }
    first.need = strictest(first.need, other.need);
    for place in &other.places {
        if !first.places.contains(place) {
            first.places.push(place.clone());
        }
    }
    if first.due_text.is_none() {
        first.due = other.due;
        first.due_text.clone_from(&other.due_text);
    }
    if first.one_of.is_none() {
        first.one_of.clone_from(&other.one_of);
    }
}

/// Which verdict a line with several hosts has.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Applies => 0,
        Verdict::Earlier => 1,
        Verdict::Later => 2,
        Verdict::Unknown => 3,
        Verdict::OnDemand => 4,
        Verdict::DoesNot => 5,
    }
}

fn strictest(a: Option<Need>, b: Option<Need>) -> Option<Need> {
    match (a, b) {
        (Some(Need::Mandatory), _) | (_, Some(Need::Mandatory)) => Some(Need::Mandatory),
        (a, b) => a.or(b),
    }
}
