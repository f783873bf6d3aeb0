//! What follows for one customer: measures, verdicts, standings, lines, each with its reason.
//! In: Catalog, one Customer with its Progress, the as-of date. Out: [`Assessment`].
//! Never: text layout, the clock, another customer.

pub mod data;
pub mod drift;
pub mod due;
pub mod focus;
pub mod lines;
pub mod measures;
pub mod run;
pub mod standing;
pub mod state;
pub mod verdict;

use crate::model::Name;
use crate::model::Span;
use crate::model::audience::{AudienceId, AudienceSet};
use crate::model::band::Quantity;
use crate::model::customer::{Customer, FormerUsage};
use crate::model::date::{Date, Month};
use crate::model::measure::Measure;
use crate::model::playbook::{IdSource, Need};
use crate::model::progress::{State, Tick};
use crate::model::prose::FragmentId;

/// Finds the file (path below the root) and line (from 1) of a span in a page; the caller owns the texts.
pub type Locate<'a> = dyn Fn(Span) -> (String, u32) + Sync + 'a;

/// Everything that follows for one customer on one day.
#[derive(Debug)]
pub struct Assessment<'a> {
    /// The record.
    pub customer: &'a Customer,
    /// The day; nothing dated later exists.
    pub as_of: Date,
    /// One per service of the record, in its order.
    pub services: Vec<ServiceState>,
    /// One per scenario and service asked, in playbook order.
    pub scenarios: Vec<ScenarioVerdict>,
    /// Lines in document order: those that apply in some lane (earlier, later, unknown, on demand too), and those
    /// that do not apply but carry a tick. A key stands once for each reader: filter by `readers` first.
    pub lines: Vec<Line>,
    /// Required data that the record does not hold.
    pub missing: Vec<Missing>,
    /// Ticks whose line no longer exists, by key.
    pub done_earlier: Vec<(String, Tick)>,
}

/// A reason: the fact, its number and date, and the rule with its place.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Reason {
    /// `active usage is 23.4 % (2,902/12,400, 2026-08), in 10 %–40 %`.
    pub fact: String,
    /// Where the rule stands: shown only to readers of that page.
    pub rule: Option<RulePlace>,
}

/// A place in a playbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulePlace {
    /// The page, as an index into the catalog.
    pub page: usize,
    /// The file that holds the rule (the page's, or an include's).
    pub path: String,
    /// Line from 1.
    pub line: u32,
}

/// Whether a scenario or line applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Now.
    Applies,
    /// Belongs to a phase that is over.
    Earlier,
    /// Belongs to a phase to come.
    Later,
    /// Its condition is not met.
    DoesNot,
    /// If you need it.
    OnDemand,
    /// A datum is missing or stale.
    Unknown,
}

impl Verdict {
    /// `applies`, `earlier`, `later`, `does-not`, `on-demand`, `unknown`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Applies => "applies",
            Self::Earlier => "earlier",
            Self::Later => "later",
            Self::DoesNot => "does-not",
            Self::OnDemand => "on-demand",
            Self::Unknown => "unknown",
        }
    }
}

/// A verdict and why.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Whether.
    pub verdict: Verdict,
    /// Why.
    pub because: Reason,
    /// The one datum that would decide an unknown.
    pub needs: Option<String>,
    /// The widest audience that may know: the narrowest of the inputs' labels.
    pub audience: AudienceId,
}

/// A scenario, asked of one service or of the customer.
#[derive(Clone, Debug)]
pub struct ScenarioVerdict {
    /// Page index.
    pub page: usize,
    /// Scenario index.
    pub scenario: usize,
    /// The service; none: once a customer.
    pub service: Option<Name>,
    /// Verdict.
    pub judgement: Judgement,
}

/// One tick of a checklist.
#[derive(Clone, Debug)]
pub struct Line {
    /// `Exchange/ask-intended`, `customer/task:3616`.
    pub key: String,
    /// `ask-intended`, `task:3616`.
    pub id: String,
    /// How the id came about; tasks count as explicit.
    pub id_source: IdSource,
    /// The service; none: whole customer.
    pub service: Option<Name>,
    /// Plain text.
    pub text: String,
    /// The text with its markup; none: plain text is all (headings).
    pub fragment: Option<FragmentId>,
    /// Printed below the line.
    pub detail: Option<FragmentId>,
    /// Words of the detail, for folding guidance.
    pub detail_words: usize,
    /// Printed above the line.
    pub lead: Option<FragmentId>,
    /// Roles by name.
    pub roles: Vec<Name>,
    /// M, O or unsaid.
    pub need: Option<Need>,
    /// Lane.
    pub judgement: Judgement,
    /// The page, index; of a task on several pages the first by precedence.
    pub page: usize,
    /// Its scenario; none: the page.
    pub scenario: Option<usize>,
    /// Every place that states it: page index, path, line; the first is the line's own.
    pub places: Vec<RulePlace>,
    /// Sub-items.
    pub items: Vec<Self>,
    /// When it is due.
    pub due: Option<Date>,
    /// Due rule as written, and why there is no date yet.
    pub due_text: Option<String>,
    /// Days between two occurrences: amber from, red from.
    pub recurs: Option<(u32, u32)>,
    /// The tick as recorded, if any.
    pub tick: Option<Tick>,
    /// State on the day: the tick's, reopened when recurring or expired, or done by the record itself.
    pub state: State,
    /// Why the state is not the tick's: `reopened: weekly, last done 2026-08-27`, `done by the record: …`.
    pub state_because: Option<String>,
    /// The tick was made at an older wording.
    pub reworded: bool,
    /// Alternatives: `One of` keys, this line's too; all are done when one is.
    pub one_of: Option<Vec<String>>,
    /// Who may read the text.
    pub readers: AudienceSet,
}

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
    pub target: crate::model::band::Band,
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

/// Whether a focus area holds.
#[derive(Clone, Debug)]
pub struct FocusVerdict {
    /// Its name.
    pub area: String,
    /// Applies, does-not or unknown.
    pub judgement: Judgement,
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

/// Required data that is not there.
#[derive(Clone, Debug)]
pub struct Missing {
    /// The field as the playbook names it, with its part: `DIBS: success owner`.
    pub field: String,
    /// The service, where it is a service's.
    pub service: Option<Name>,
    /// Who asks for it.
    pub rule: RulePlace,
    /// The row of the playbook.
    pub span: Span,
    /// Where in the record it belongs.
    pub record_span: Span,
    /// What to write: `services.Exchange.dibs.owner`.
    pub help: String,
    /// Who may know.
    pub audience: AudienceId,
}
