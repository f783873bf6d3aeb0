//! What an edit of a library changes for its customers. In: two catalogs, one customer assessed in both.
//! Out: [`Edit`]s of the library, [`Change`]s of a customer with their [`Cause`]s. Never: a cause by guess; what
//! is not the same is assessed once more with that one thing exchanged, and the rule that decides names its place.

mod cause;
mod edits;
mod facts;
mod lines;
mod pairs;
mod seen;
mod traits;

pub use cause::{Worlds, changes};
pub use edits::{Located, edits};
pub use facts::{Fact, fact_edits};
pub use pairs::Pairs;
pub use seen::{Seen, Snapshot, snapshot};

use crate::model::date::Date;

/// Path and line of a rule.
pub type Place = (String, u32);

/// What may differ between two runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Factor {
    /// Pages and cohorts.
    Library,
    /// `gameplan.yml`, `docfx.json`.
    Settings,
    /// A customer's own files.
    Record,
    /// The day in force.
    Day,
}

/// Edits that are read together: the conditions of a page meet at one edge, the lines of a step are one list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Steps of a page: which there are, and when they apply.
    Conditions(String),
    /// Lines of one step; of the page, where there is no step.
    Lines(String, String),
    /// Rows of a page's tables: KPIs, required data.
    Rows(String),
    /// A cohort file.
    Cohorts(String),
    /// The settings.
    Settings,
    /// The files of a customer, by id.
    Record(String),
}

/// What an edit is about, in the words of the new library.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A page by path.
    Page(String),
    /// A step by page and id.
    Step(String, String),
    /// A line by id.
    Line(String),
    /// A KPI or a required field, by page and name.
    Row(String, String),
    /// Something of a service: a measure, a focus area.
    Of(String),
}

/// One edit of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Which edits it is read with.
    pub group: Group,
    /// What it is about.
    pub subject: Subject,
    /// Where it stands now; where it stood, if it is gone.
    pub place: Place,
    /// Where it stood.
    pub was: Place,
    /// Heading, text or name of the subject.
    pub name: String,
    /// `when`, `wording`, `new step` …
    pub what: &'static str,
    /// Before; none if there was nothing.
    pub from: Option<String>,
    /// After; none if there is nothing any more.
    pub to: Option<String>,
}

/// Kinds of change, in the order in which they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The band scenario that a measure lies in.
    Band,
    /// Whether a step applies.
    Step,
    /// The lane of a line.
    Line,
    /// Text of a line that stays.
    Wording,
    /// M, O or unsaid.
    Need,
    /// Who does it.
    Role,
    /// Its day.
    Due,
    /// Open, done …
    State,
    /// A tick that has no line.
    Tick,
    /// The colour of a KPI.
    Kpi,
    /// A focus area.
    Focus,
    /// Required data that is missing.
    Missing,
}

impl Kind {
    /// `band`, `step`, `line` …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Band => "band",
            Self::Step => "step",
            Self::Line => "line",
            Self::Wording => "wording",
            Self::Need => "need",
            Self::Role => "role",
            Self::Due => "due",
            Self::State => "state",
            Self::Tick => "tick",
            Self::Kpi => "kpi",
            Self::Focus => "focus",
            Self::Missing => "missing",
        }
    }
}

/// One thing of a customer that can be another tomorrow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Aspect {
    /// Which kind.
    pub kind: Kind,
    /// The service; empty: the whole customer.
    pub service: String,
    /// What of it.
    pub subject: Subject,
}

/// Why something changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// These edits.
    Edits(Group),
    /// The library, at a place that no edit names.
    Library,
    /// Another day is in force.
    Day,
}

/// One change of a customer.
#[derive(Clone, Debug)]
pub struct Change {
    /// What changed.
    pub aspect: Aspect,
    /// Heading, text or name.
    pub title: String,
    /// Before; none: it was not there.
    pub from: Option<String>,
    /// After; none: it is not there.
    pub to: Option<String>,
    /// The reason now; empty where it is not there any more.
    pub because: String,
    /// Why it changed.
    pub causes: Vec<Cause>,
    /// Several causes: true if none of them would have done it alone.
    pub together: bool,
}

/// What became of one customer.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Nothing that documents rest on changed; its files may differ.
    Same(Vec<Edit>),
    /// Something did; the edits are those of its own files.
    Changed(Vec<Change>, Vec<Edit>),
    /// It has a record now, with this many lines to do.
    New(usize),
    /// It has no record any more; this many lines were to do.
    Gone(usize),
    /// One of its records cannot be used: true for the old one, and why.
    Refused(bool, String),
}

/// Two libraries, compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What the old one was called on the command line.
    pub base: String,
    /// The days in force.
    pub days: (Date, Date),
    /// Edits of pages, settings and cohorts.
    pub edits: Vec<Edit>,
    /// By id.
    pub customers: Vec<(String, Outcome)>,
    /// What has to be said about the comparison itself.
    pub notes: Vec<String>,
}
