//! What a page means (DOMAIN.md 2): sections, scenarios, lines, tables.
//! In: what `parse/playbook` read. Out: [`Playbook`].
//! Never: a customer; nothing here depends on a record.

use super::Name;
use super::audience::AudienceSet;
use super::band::Band;
use super::condition::When;
use super::front_matter::PageDate;
use super::prose::FragmentId;
use crate::source::{Span, Spanned};

/// Everything a page says beyond its prose.
#[derive(Clone, Debug, Default)]
pub struct Playbook {
    /// Labels bound to the page.
    pub labels: Labels,
    /// Every heading, in order.
    pub sections: Vec<Section>,
    /// In page order.
    pub scenarios: Vec<Scenario>,
    /// Rows of task tables, in page order.
    pub tasks: Vec<Task>,
    /// KPI rows.
    pub kpis: Vec<Kpi>,
    /// Fields a record must hold.
    pub data_fields: Vec<DataField>,
    /// Ring updates.
    pub ring_updates: Vec<RingUpdate>,
    /// The page's own change log.
    pub refresh: Vec<Refresh>,
    /// Includes of the page, in order, nested ones too.
    pub includes: Vec<Include>,
    /// Every service that an `Applies To` label of the page names, in order of appearance.
    pub applies_to: Vec<Name>,
    /// True if the page has an Approach section or a task table.
    pub has_lines: bool,
}

/// What a heading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the playbooks' own")]
pub enum SectionKind {
    Overview,
    Objectives,
    Approach,
    KeyInputs,
    KeyOutputs,
    NextSteps,
    DataCollected,
    SuccessMeasurements,
    RingUpdates,
    RefreshSummary,
    FtopTasks,
    Scenario,
    Other,
}

impl SectionKind {
    /// The known sections.
    pub const KNOWN: [Self; 11] = [
        Self::Overview,
        Self::Objectives,
        Self::Approach,
        Self::KeyInputs,
        Self::KeyOutputs,
        Self::NextSteps,
        Self::DataCollected,
        Self::SuccessMeasurements,
        Self::RingUpdates,
        Self::RefreshSummary,
        Self::FtopTasks,
    ];

    /// `key_inputs` …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Objectives => "objectives",
            Self::Approach => "approach",
            Self::KeyInputs => "key_inputs",
            Self::KeyOutputs => "key_outputs",
            Self::NextSteps => "next_steps",
            Self::DataCollected => "data_collected",
            Self::SuccessMeasurements => "success_measurements",
            Self::RingUpdates => "ring_updates",
            Self::RefreshSummary => "refresh_summary",
            Self::FtopTasks => "ftop_tasks",
            Self::Scenario => "scenario",
            Self::Other => "other",
        }
    }
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// What it is.
    pub kind: SectionKind,
    /// Its plain text.
    pub heading: String,
    /// 1 to 6.
    pub level: u8,
    /// The heading.
    pub span: Span,
    /// Anchor: docfx's heading id, unique on the page.
    pub anchor: String,
    /// True if nothing but blanks, `N/A` or `-` stands below it.
    pub empty: bool,
}

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

/// A name that a page gives and the registry may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameRef {
    /// The registry's name, or what the page wrote.
    pub name: Name,
    /// True if the registry holds it.
    pub known: bool,
}

/// Which services a scenario or task is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ServiceScope {
    /// Core Onboarding, or no service at all: once a customer.
    #[default]
    Customer,
    /// All Services: each service in scope.
    All,
    /// These, each in scope; unknown ones make the line unknown.
    Named(Vec<NameRef>),
}

/// Mandatory or optional.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// M.
    Mandatory,
    /// O.
    Optional,
}

impl Need {
    /// `mandatory`, `optional`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mandatory => "mandatory",
            Self::Optional => "optional",
        }
    }
}

/// A unit that applies to a customer, or does not.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// `<page slug>.<scenario slug>`, or the explicit id.
    pub id: String,
    /// Heading, plain.
    pub heading: String,
    /// The heading (of Approach, if that is the scenario).
    pub span: Span,
    /// 1 to 6.
    pub level: u8,
    /// Anchor of the heading.
    pub anchor: String,
    /// Its labels, what it lacks taken from the nearest heading above, up to the page.
    pub labels: Labels,
    /// Primary roles.
    pub roles: Vec<NameRef>,
    /// Secondary roles.
    pub secondary_roles: Vec<NameRef>,
    /// Services.
    pub services: ServiceScope,
    /// Its condition.
    pub when: When,
    /// True with `Overlay: yes`.
    pub overlay: bool,
    /// `Includes`: scenarios whose lines belong to this one too, as written.
    pub includes: Vec<Spanned<String>>,
    /// Recurrence of all its lines.
    pub recurrence: Option<Recurrence>,
    /// `Recurring Activity: Mandatory` gives M.
    pub need: Option<Need>,
    /// Lines, without its tasks.
    pub items: Vec<Item>,
    /// Its tasks, as indices into the playbook's.
    pub tasks: Vec<usize>,
    /// Who may read it: the page's audiences, narrowed or widened by zones and includes.
    pub audience: AudienceSet,
}

/// How an id came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdSource {
    /// Written in the page.
    Explicit,
    /// From page, scenario and words.
    Derived,
    /// The scenario's id: the line is its heading.
    Heading,
}

impl IdSource {
    /// `explicit`, `derived`, `heading`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Explicit => "explicit",
            Self::Derived => "derived",
            Self::Heading => "heading",
        }
    }
}

/// A checklist line of a scenario.
#[derive(Clone, Debug)]
pub struct Item {
    /// Unique in the library if explicit.
    pub id: String,
    /// How the id came about.
    pub id_source: IdSource,
    /// Where it stands.
    pub span: Span,
    /// Plain text, folded, without need, label and id.
    pub text: String,
    /// The text with its markup.
    pub fragment: FragmentId,
    /// What stands below it; of a line that is its heading, the scenario's body.
    pub detail: Option<FragmentId>,
    /// Words of the detail; documents fold long ones.
    pub detail_words: usize,
    /// The paragraph that leads the list in, printed above the first line.
    pub lead: Option<FragmentId>,
    /// `[M]`, `[O]`.
    pub need: Option<Need>,
    /// Its own condition.
    pub when: Option<When>,
    /// When it is due.
    pub due: Option<DueRule>,
    /// `Done when`: done by the record itself.
    pub done_when: Option<When>,
    /// Roles that differ from the scenario's (label blocks between lists).
    pub roles: Option<Vec<NameRef>>,
    /// Services that differ from the scenario's.
    pub services: Option<ServiceScope>,
    /// Sub-items.
    pub items: Vec<Self>,
    /// Who may read it.
    pub audience: AudienceSet,
}

/// A row of a task table.
#[derive(Clone, Debug)]
pub struct Task {
    /// The number, as written.
    pub id: String,
    /// Name.
    pub name: String,
    /// Name with its markup.
    pub fragment: FragmentId,
    /// M or O; none if unreadable.
    pub need: Option<Need>,
    /// Its own roles; empty: the scenario's.
    pub roles: Vec<NameRef>,
    /// Its own services; without a Services column the inherited ones.
    pub services: ServiceScope,
    /// The same as documents and JSON show them: registry names, `All Services`, `Core Onboarding`.
    pub service_names: Vec<String>,
    /// The row.
    pub span: Span,
    /// The scenario it belongs to; none: the page.
    pub scenario: Option<usize>,
    /// Who may read it.
    pub audience: AudienceSet,
    /// Due rule of the scenario's `Due`.
    pub due: Option<DueRule>,
    /// Name of the `One of` group, if a label names this task: all its ids.
    pub one_of: Option<Vec<String>>,
}

/// A KPI row.
#[derive(Clone, Debug)]
pub struct Kpi {
    /// Name.
    pub name: String,
    /// Definition, plain.
    pub definition: String,
    /// Green, yellow, red.
    pub bands: [Option<Band>; 3],
    /// Colours whose text could not be read.
    pub unread: Vec<String>,
    /// The threshold cell as written.
    pub text: String,
    /// True if a colour was read and none failed.
    pub rated: bool,
    /// The row.
    pub span: Span,
    /// The threshold cell.
    pub threshold_span: Span,
    /// Who may read it.
    pub audience: AudienceSet,
}

/// A field that a record must hold.
#[derive(Clone, Debug)]
pub struct DataField {
    /// Name.
    pub name: String,
    /// Whether.
    pub required: Required,
    /// `First Entered into FTOP`, as written.
    pub first_entered: String,
    /// The row.
    pub span: Span,
    /// Who may read it.
    pub audience: AudienceSet,
}

/// Whether a data field is required.
#[derive(Clone, Debug)]
pub enum Required {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Under a condition, with its text.
    If(String, Box<When>),
    /// Empty or unreadable.
    Unsaid,
}

/// A row of Ring Updates.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the columns are the table's own")]
pub struct RingUpdate {
    pub id: String,
    pub name: String,
    pub link: String,
    pub span: Span,
}

/// A row of the change log.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the columns are the table's own")]
pub struct Refresh {
    pub date: PageDate,
    pub who: String,
    pub what: String,
    pub span: Span,
    /// The date's cell.
    pub date_span: Span,
}

/// An include directive.
#[derive(Clone, Debug)]
pub struct Include {
    /// As written.
    pub target: String,
    /// Path below the root, if the file exists.
    pub path: Option<String>,
    /// The directive.
    pub span: Span,
}

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
