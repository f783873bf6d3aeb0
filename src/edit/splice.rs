//! Edits put into a text. In: a text, edits that do not overlap. Out: the new text, and what became of each place.
//! Never: another byte changed.

use crate::diagnostic::Edit;
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// One place of a file, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What went.
    pub before: Range<usize>,
    /// What came.
    pub after: Range<usize>,
}

/// The text with the edits in it. None if an edit names a place that the text has not, or two name the same.
pub fn spliced(text: &str, edits: &[&Edit]) -> Option<(String, Vec<Change>)> {
    let mut sorted = edits.to_vec();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let (mut new, mut changes, mut at) = (String::with_capacity(text.len()), Vec::new(), 0);
    for edit in sorted {
        let before = edit.span.range();
        text.get(before.clone())?;
        new.push_str(text.get(at..before.start)?);
        at = before.end;
        let start = new.len();
        // A file keeps the line ends that it has.
        new.push_str(&edit.text.replace("\r\n", "\n").replace('\n', line_end));
        changes.push(Change { before, after: start..new.len() });
    }
    new.push_str(&text[at..]);
    Some((new, changes))
}

/// True if two edits cannot be made at once: they share bytes, or one is put in where the other begins or ends.
pub fn collide(a: Span, b: Span) -> bool {
    let insertion = a.start == a.end || b.start == b.end;
    let (apart, before) = match insertion {
        true => (a.end < b.start, b.end < a.start),
        false => (a.end <= b.start, b.end <= a.start),
    };
    a.source == b.source && !apart && !before
}

/// What changed in each file of a step, in the order of its text.
#[derive(Clone, Debug, Default)]
pub struct Changes(pub BTreeMap<SourceId, Vec<Change>>);

/// The text before a step, or after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Side {
    Before,
    After,
}

impl Changes {
    /// True if a change of the step lies in a span or at its ends.
    pub fn touch(&self, span: Span, side: Side) -> bool {
        self.0.get(&span.source).is_some_and(|of_file| touched(of_file, &span.range(), side))
    }

    /// True if a span is part of what the step put in or took out.
    pub fn cover(&self, span: Span, side: Side) -> bool {
        self.0.get(&span.source).is_some_and(|of_file| covered(of_file, &span.range(), side))
    }

    /// Where a place of the text after the step stood before it; none if it is new.
    pub fn origin(&self, source: SourceId, at: usize) -> Option<usize> {
        moved(self.0.get(&source)?, at, Side::After)
    }

    /// Where a place of the text before the step stands after it; none if it is gone.
    pub fn target(&self, source: SourceId, at: usize) -> Option<usize> {
        self.0.get(&source).map_or(Some(at), |of_file| moved(of_file, at, Side::Before))
    }
}

/// True if a change lies in a range or at its ends.
pub(super) fn touched(changes: &[Change], range: &Range<usize>, side: Side) -> bool {
    reaching(changes, range.start, side).next().is_some_and(|c| c.start <= range.end)
}

/// True if a range is part of a change.
pub(super) fn covered(changes: &[Change], range: &Range<usize>, side: Side) -> bool {
    let mut begun = reaching(changes, range.end, side).take_while(|c| c.start <= range.start);
    begun.any(|c| !c.is_empty())
}

/// The changes that end at a place or behind it. They stand in the order of the text and share no bytes.
fn reaching(changes: &[Change], at: usize, side: Side) -> impl Iterator<Item = &Range<usize>> {
    let first = changes.partition_point(|c| on(c, side).end < at);
    changes[first..].iter().map(move |c| on(c, side))
}

fn on(change: &Change, side: Side) -> &Range<usize> {
    match side {
        Side::Before => &change.before,
        Side::After => &change.after,
    }
}

/// The same place on the other side; what begins where a change begins is taken for what begins there afterwards.
fn moved(changes: &[Change], at: usize, from: Side) -> Option<usize> {
    let to = if from == Side::Before { Side::After } else { Side::Before };
    let begun = changes.partition_point(|c| on(c, from).start <= at);
    match begun.checked_sub(1).map(|last| &changes[last]) {
        Some(change) if at < on(change, from).end => {
            (at == on(change, from).start && !on(change, to).is_empty()).then(|| on(change, to).start)
        }
        Some(change) => Some(at - on(change, from).end + on(change, to).end),
        None => Some(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { span: Span::new(SourceId(0), start..end), text: text.into() }
    }

    proptest! {
        /// What is searched for is what looking at every change would find.
        #[test]
        fn a_search_finds_what_a_look_at_all_finds(
            gaps in prop::collection::vec((0_usize..4, 0_usize..3, 0_usize..3), 0..8),
            place in (0_usize..40, 0_usize..6),
        ) {
            let mut at = 0;
            let edits: Vec<Edit> = gaps.iter().map(|(gap, gone, new)| {
                let start = at + gap;
                at = start + gone;
                edit(start, at, &"xy"[..*new])
            }).collect();
            let (_, changes) = spliced(&"-".repeat(60), &edits.iter().collect::<Vec<_>>()).expect("apart");
            let range = place.0..place.0 + place.1;
            for side in [Side::Before, Side::After] {
                let ranges = || changes.iter().map(|c| on(c, side));
                let meets = ranges().any(|c| c.start <= range.end && range.start <= c.end);
                prop_assert_eq!(touched(&changes, &range, side), meets);
                let holds = |c: &Range<usize>| !c.is_empty() && c.start <= range.start && range.end <= c.end;
                prop_assert_eq!(covered(&changes, &range, side), ranges().any(holds));
            }
        }
    }
}
