//! Conditions: the label `When` (DOMAIN.md 3). In: what `parse/when` read. Out: [`When`], [`Clause`].
//! Never: evaluates; `assess` does, with a record.

use super::Name;
use super::band::Band;
use super::measure::Measure;
use crate::source::Span;

/// The condition of a scenario, an item or a focus area.
#[derive(Clone, Debug, Default)]
pub struct When {
    /// Canonical text (`active usage < 10 %`, `status Blocked or No Intent`, `on demand`); none without a condition.
    pub text: Option<String>,
    /// Where it was read.
    pub source: WhenSource,
    /// What it says.
    pub rule: Rule,
    /// Label or heading.
    pub span: Span,
}

/// Where a condition came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenSource {
    /// Written as a label.
    Label,
    /// Inferred from the heading.
    Heading,
    /// There is none.
    #[default]
    None,
}

impl WhenSource {
    /// `label`, `heading`, `none`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Heading => "heading",
            Self::None => "none",
        }
    }
}

/// What a condition says.
#[derive(Clone, Debug, Default)]
pub enum Rule {
    /// Nothing: it applies, because it has no condition.
    #[default]
    Always,
    /// On demand: under *If you need it*, uncounted.
    OnDemand,
    /// All of these.
    All(Vec<Clause>),
    /// Written, but not readable: unknown, with the reason.
    Unreadable(String),
}

/// One clause of a condition.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Canonical text.
    pub text: String,
    /// What it tests.
    pub test: Test,
}

/// What a clause tests.
#[derive(Clone, Debug)]
pub enum Test {
    /// A measure lies in a band.
    Band {
        /// The measure.
        measure: Measure,
        /// The band.
        band: Band,
    },
    /// A field has, has not, or has only one of these values.
    Field {
        /// The field.
        field: Field,
        /// Is, not, only.
        mode: Mode,
        /// Values by registry name where the registry holds them; lower case `yes`/`no` for flags.
        values: Vec<Name>,
    },
    /// A measure is known.
    MeasureKnown(Measure),
    /// A field is known.
    FieldKnown(Field),
}

/// `status X`, `status not X`, `status only X`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// At least one of the values.
    Is,
    /// None of the values.
    Not,
    /// Nothing but the values (status, l2, l3).
    Only,
}

/// The fields of the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the grammar's own")]
pub enum Field {
    Status,
    L2,
    L3,
    Phase,
    Motion,
    Region,
    Segment,
    Managed,
    Partner,
    Cohort,
    New,
    Tag,
    HasService,
    HasRole,
}

impl Field {
    /// All of them with their word in the grammar.
    pub const ALL: [(Self, &'static str); 14] = [
        (Self::Status, "status"),
        (Self::L2, "l2"),
        (Self::L3, "l3"),
        (Self::Phase, "phase"),
        (Self::Motion, "motion"),
        (Self::Region, "region"),
        (Self::Segment, "segment"),
        (Self::Managed, "managed"),
        (Self::Partner, "partner"),
        (Self::Cohort, "cohort"),
        (Self::New, "new"),
        (Self::Tag, "tag"),
        (Self::HasService, "has"),
        (Self::HasRole, "has"),
    ];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(f, _)| *f == self).map_or("", |(_, w)| w)
    }
}
