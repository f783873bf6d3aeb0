//! Labels of a page: `Primary Role: **…**` and its kin. In: what `parse/playbook` read. Out: [`Labels`].
//! Never: where a label binds; that is settled when it stands here.

use crate::source::Span;

/// The kinds of label a playbook can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the playbooks' own")]
pub enum LabelKind {
    ProgramManager,
    Phase,
    Motions,
    PrimaryRole,
    SecondaryRole,
    AppliesTo,
    Cadence,
    RecurringActivity,
    Purpose,
    Audience,
    Output,
    Prerequisites,
    When,
    Due,
    OneOf,
    DoneWhen,
    Includes,
    Overlay,
}

impl LabelKind {
    /// All of them, in the order of the documents.
    pub const ALL: [Self; 18] = [
        Self::ProgramManager,
        Self::Phase,
        Self::Motions,
        Self::PrimaryRole,
        Self::SecondaryRole,
        Self::AppliesTo,
        Self::Cadence,
        Self::RecurringActivity,
        Self::Purpose,
        Self::Audience,
        Self::Output,
        Self::Prerequisites,
        Self::When,
        Self::Due,
        Self::OneOf,
        Self::DoneWhen,
        Self::Includes,
        Self::Overlay,
    ];

    /// The key in JSON and in the vocabulary: `primary_role`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ProgramManager => "program_manager",
            Self::Phase => "phase",
            Self::Motions => "motions",
            Self::PrimaryRole => "primary_role",
            Self::SecondaryRole => "secondary_role",
            Self::AppliesTo => "applies_to",
            Self::Cadence => "cadence",
            Self::RecurringActivity => "recurring_activity",
            Self::Purpose => "purpose",
            Self::Audience => "audience",
            Self::Output => "output",
            Self::Prerequisites => "prerequisites",
            Self::When => "when",
            Self::Due => "due",
            Self::OneOf => "one_of",
            Self::DoneWhen => "done_when",
            Self::Includes => "includes",
            Self::Overlay => "overlay",
        }
    }
}

/// One label and its values.
#[derive(Clone, Debug)]
pub struct Label {
    /// Which.
    pub kind: LabelKind,
    /// The values, separated as DOMAIN.md 2 says; roles and services by registry name where known.
    pub values: Vec<String>,
    /// The value as written.
    pub text: String,
    /// The label and its value.
    pub span: Span,
}

/// Labels of one place, at most one a kind (a repeated one: the last wins).
#[derive(Clone, Debug, Default)]
pub struct Labels(pub Vec<Label>);

impl Labels {
    /// By kind.
    pub fn get(&self, kind: LabelKind) -> Option<&Label> {
        self.0.iter().rev().find(|l| l.kind == kind)
    }

    /// The values of a kind; none without the label.
    pub fn values(&self, kind: LabelKind) -> &[String] {
        self.get(kind).map_or(&[], |l| &l.values)
    }
}
