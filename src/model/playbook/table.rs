//! Rows of the tables that mean something. In: what `parse/playbook` read. Out: [`Task`], [`Kpi`] and the rest.
//! Never: a value from `N/A` or an empty cell.

use super::{DueRule, NameRef, Need, ServiceScope};
use crate::model::audience::AudienceSet;
use crate::model::band::Band;
use crate::model::condition::When;
use crate::model::front_matter::PageDate;
use crate::model::prose::FragmentId;
use crate::source::Span;

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
    /// Its own roles, else those of its scenario or page.
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
