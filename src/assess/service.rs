//! What is known of one service on the day: seats, usage, measures, bands, standings. In: what the formulas find.
//! Out: the types that they fill. Never: a condition, a line of a checklist.

use super::{FocusVerdict, Reason};
use crate::model::Name;
use crate::model::audience::AudienceId;
use crate::model::band::{Band, Quantity};
use crate::model::customer::FormerUsage;
use crate::model::date::{Date, Month};
use crate::model::measure::Measure;

/// One service.
#[derive(Clone, Debug)]
pub struct ServiceState {
    /// Name.
    pub name: Name,
    /// Users or devices.
    pub unit: String,
    /// In scope: a seat that is neither No Intent nor Duplicate/Invalid.
    pub in_scope: bool,
    /// New: no usage and not enabled yet.
    pub is_new: bool,
    /// Phase, and why if it was inferred.
    pub phase: Option<(Name, Option<String>)>,
    /// Who may know the phase.
    pub phase_audience: AudienceId,
    /// Consumption status rows with every row's seats worked out.
    pub rows: Vec<RowState>,
    /// Seats of the rows against entitled: missing (> 0) or surplus (< 0).
    pub seats_missing: i64,
    /// Measures in the order of [`Measure::ALL`]; those that make no sense here are left out.
    pub measures: Vec<MeasureState>,
    /// Usage points that exist on the day, oldest first.
    pub trend: Vec<TrendPoint>,
    /// Months without a point between the first and the newest.
    pub gaps: Vec<Month>,
    /// Standing on every KPI that is this service's.
    pub kpis: Vec<Standing>,
    /// Focus areas.
    pub focus: Vec<FocusVerdict>,
    /// The target of active usage (default > 50 %), as a band.
    pub target: Band,
    /// Whether the target can be reached within In Progress seats and within intent, in words with its price.
    pub reach: Option<Reach>,
}

/// A consumption status row with its seats.
#[derive(Clone, Debug)]
pub struct RowState {
    /// Index into the record's rows; none: seats that no row names.
    pub row: Option<usize>,
    /// L1.
    pub l1: Name,
    /// Seats.
    pub seats: i64,
}

/// One usage point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrendPoint {
    /// Month.
    pub month: Month,
    /// Active.
    pub active: i64,
    /// QE of that month.
    pub seats: i64,
    /// Entitled was not given: the nearest earlier month's, or today's.
    pub at_other_seats: bool,
    /// What the month said before it was restated.
    pub was: Option<FormerUsage>,
}

/// A measure's value on the day.
#[derive(Clone, Debug)]
pub struct MeasureState {
    /// Which.
    pub measure: Measure,
    /// The value, or why there is none.
    pub value: Result<Known, Unknown>,
    /// The band of a playbook's table that it lies in, for percentages.
    pub band: Option<BandState>,
    /// The fewest more active users that leave the present band upwards: 2,059.
    pub seats_to_next: Option<i64>,
    /// What leaving means: `2,059 more leave 10 %–40 % (2,058 reach exactly 40 %, still in it)`.
    pub next_edge: Option<String>,
    /// Active users missing to the target; 0 when met.
    pub seats_to_target: Option<i64>,
    /// Who may know.
    pub audience: AudienceId,
}

/// A known value.
#[derive(Clone, Debug)]
pub struct Known {
    /// Exact.
    pub quantity: Quantity,
    /// As displayed, never on the wrong side of an edge: `23.4 %`, `12,400`.
    pub text: String,
    /// Its month or day, as text: `2026-08`.
    pub as_of: Option<String>,
    /// Older than 45 days: shown hollow, conditions on it are unknown.
    pub stale: bool,
    /// What to say beside it: `not enabled yet`, `above 100 %`, `at today's seats`, `open, at least`.
    pub remark: Option<String>,
    /// An end that has not happened: compared as at least this.
    pub open_ended: bool,
    /// A share of seats that are not given: it is 0 whatever they are, and the denominator counts nothing.
    pub of_unknown: bool,
}

impl Known {
    /// What the value is a share of, where that was counted.
    pub fn of(&self) -> Option<i64> {
        (!self.of_unknown).then_some(self.quantity.denominator)
    }
}

/// No value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Why: `no usage after enablement on 2026-03-10`.
    pub because: String,
    /// The one datum: `usage of Exchange for 2026-08`.
    pub needs: String,
}

/// The band that a value lies in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandState {
    /// `10 %–40 %`.
    pub text: String,
    /// Scenario id.
    pub scenario: String,
    /// Page index and scenario index.
    pub place: (usize, usize),
}

/// The colours of a standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "colours")]
pub enum Rating {
    Green,
    Yellow,
    Red,
    /// Known, but no band of the playbook takes it.
    Unrated,
    /// Not known.
    Unknown,
}

impl Rating {
    /// True for a colour.
    pub fn is_colour(self) -> bool {
        matches!(self, Self::Green | Self::Yellow | Self::Red)
    }

    /// `green` …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
            Self::Unrated => "unrated",
            Self::Unknown => "unknown",
        }
    }
}

/// The standing on one KPI row.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Page index and KPI index.
    pub place: (usize, usize),
    /// The row's name.
    pub name: String,
    /// What it measures; none if no name says it.
    pub measure: Option<Measure>,
    /// As displayed; none if unknown.
    pub value: Option<String>,
    /// Colour.
    pub rating: Rating,
    /// Why, the value with it.
    pub because: Reason,
    /// The band that takes the value (`40 %–50 %`), or why none does.
    pub why: String,
    /// More active users to the next better colour.
    pub seats_to_next: Option<i64>,
    /// The colour that those reach.
    pub next: Option<Rating>,
    /// Who may know.
    pub audience: AudienceId,
}

/// Whether the target can be reached.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Active users that meet the target.
    pub needed: i64,
    /// In Progress seats.
    pub committed: i64,
    /// Latest target date of the In Progress rows.
    pub by: Option<Date>,
    /// QE − No Intent.
    pub ceiling: i64,
    /// `within the seats in progress`, `needs 601 of the blocked seats`, `needs a change of intent`.
    pub says: String,
    /// Who may know (rows are internal by default).
    pub audience: AudienceId,
}
