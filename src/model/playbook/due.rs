//! When a line is due and how often it comes back. In: what `parse/due` read. Out: [`DueRule`], [`Recurrence`].
//! Never: a day of the calendar; `assess` works that out.

use crate::source::Span;

/// `Due: 14 days after engaged`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRule {
    /// As written.
    pub text: String,
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: DueUnit,
    /// Before the anchor.
    pub before: bool,
    /// From which date.
    pub anchor: DueAnchor,
    /// The label.
    pub span: Span,
}

/// What a due rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum DueUnit {
    Days,
    WorkingDays,
    Weeks,
}

/// The dates a due rule can count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the record's own")]
pub enum DueAnchor {
    Intake,
    Engaged,
    Kickoff,
    Enabled,
    Renewal,
    /// The day the scenario began to apply; the record does not say it, so such a line has no date.
    Applies,
}

/// How often a line comes back, in days: amber from the shorter, red from the longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// Shorter interval.
    pub from: u32,
    /// Longer interval.
    pub to: u32,
}
