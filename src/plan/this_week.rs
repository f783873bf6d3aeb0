//! *This week*: what the checklist opens with. In: lines that apply, the as-of date.
//! Out: at most [`LIMIT`] of them, the most pressing first, the rest counted. Never: a closed line.

use crate::assess::Line;
use crate::model::date::{Date, days_between};
use crate::model::playbook::Need;

/// Most lines that *This week* shows.
pub const LIMIT: usize = 12;
/// Days from the as-of date that count as this week.
const WEEK: i32 = 7;

/// Why a line is pressing, the most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Due before the as-of date.
    Overdue,
    /// Due on it or within 7 days.
    Due,
    /// Mandatory, and no date says when.
    Undated,
}

/// The lines of this week.
#[derive(Debug, Default)]
pub struct ThisWeek<'a> {
    /// Shown, by urgency, then date, then document order.
    pub lines: Vec<(&'a Line, Urgency)>,
    /// Not shown: overdue, due, undated.
    pub more: [usize; 3],
}

/// Chooses from lines and their sub-items.
pub fn this_week<'a>(lines: impl Iterator<Item = &'a Line>, as_of: Date) -> ThisWeek<'a> {
    let mut chosen: Vec<_> = lines.filter_map(|l| Some((l, urgency(l, as_of)?))).collect();
    chosen.sort_by_key(|(line, urgency)| (*urgency, line.due));
    let mut week = ThisWeek::default();
    for (_, urgency) in chosen.iter().skip(LIMIT) {
        week.more[*urgency as usize] += 1;
    }
    chosen.truncate(LIMIT);
    week.lines = chosen;
    week
}

fn urgency(line: &Line, as_of: Date) -> Option<Urgency> {
    if line.state.is_closed() {
        return None;
    }
    match line.due.map(|due| days_between(as_of, due)) {
        Some(days) if days < 0 => Some(Urgency::Overdue),
        Some(days) => (days <= WEEK).then_some(Urgency::Due),
        None => (line.need == Some(Need::Mandatory)).then_some(Urgency::Undated),
    }
}
