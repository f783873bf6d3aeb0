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
pub mod service;
pub mod standing;
pub mod state;
pub mod verdict;

pub use service::{
    BandState, Known, MeasureState, Rating, Reach, RowState, ServiceState, Standing, TrendPoint, Unknown,
};

use crate::model::Name;
use crate::model::Span;
use crate::model::audience::{AudienceId, AudienceSet};
use crate::model::customer::Customer;
use crate::model::date::Date;
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

/// Whether a focus area holds.
#[derive(Clone, Debug)]
pub struct FocusVerdict {
    /// Its name.
    pub area: String,
    /// Applies, does-not or unknown.
    pub judgement: Judgement,
}

/// Required data that is not there.
#[derive(Clone, Debug)]
pub struct Missing {
    /// The field as the playbook names it.
    pub name: String,
    /// The same with the part of it: `DIBS: success owner`.
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
