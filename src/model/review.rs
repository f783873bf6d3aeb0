//! What a review meeting came to: `reviews/<YYYY-MM>/<region>-<date>.yml`, written by `review close`, completed by
//! people. In: the file. Out: [`ReviewOutcome`]. Never: arithmetic; the next pack compares.

use super::Name;
use super::customer::Action;
use super::date::{Date, Month};
use crate::source::SourceId;

/// One meeting that was held.
#[derive(Clone, Debug)]
pub struct ReviewOutcome {
    /// Region by registry name.
    pub region: Name,
    /// The day of the meeting.
    pub on: Date,
    /// The day that its figures speak of.
    pub as_of: Date,
    /// Its file.
    pub source: SourceId,
    /// Figures of the members, in the order of the meeting.
    pub members: Vec<MemberFigures>,
    /// Ids of customers that the meeting did not come to; they come first in the next one.
    pub carried_over: Vec<String>,
    /// What was decided.
    pub decisions: Vec<MeetingDecision>,
    /// Actions that the meeting gave out.
    pub actions: Vec<MeetingAction>,
}

/// Where a member stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberFigures {
    /// Customer id.
    pub customer: String,
    /// Actions not closed.
    pub open_actions: u64,
    /// Checklist lines with nothing left to do, of those that apply.
    pub done_lines: u64,
    /// Services in the record's order.
    pub services: Vec<ServiceFigures>,
}

/// Where a service stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceFigures {
    /// Service.
    pub name: String,
    /// Month of the usage; none without usage.
    pub month: Option<Month>,
    /// Active users.
    pub active: Option<u64>,
    /// QE of that month.
    pub seats: Option<u64>,
    /// The band of active usage: `10 %–40 %`.
    pub band: Option<String>,
    /// Blocked seats.
    pub blocked: u64,
    /// Latest target date of the blocked rows.
    pub target: Option<Date>,
    /// Focus areas that applied.
    pub focus: Vec<String>,
}

/// A decision of the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the keys are the file's own")]
pub struct MeetingDecision {
    pub text: String,
    pub by: Option<String>,
    pub customer: Option<String>,
}

/// An action that the meeting gave out.
#[derive(Clone, Debug)]
pub struct MeetingAction {
    /// Customer id; none: the region's.
    pub customer: Option<String>,
    /// The action.
    pub action: Action,
}

/// The newest outcome of a region before a meeting that existed on the day.
pub fn last_before<'a>(
    outcomes: &'a [ReviewOutcome],
    region: &str,
    meeting: Date,
    as_of: Date,
) -> Option<&'a ReviewOutcome> {
    let held = outcomes.iter().filter(|o| *o.region == *region && o.on < meeting && o.as_of <= as_of);
    held.max_by_key(|o| o.on)
}
