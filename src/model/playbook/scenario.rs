//! Scenarios and their lines. In: what `parse/playbook` read. Out: [`Scenario`], [`Item`].
//! Never: a customer.

use super::{DueRule, Labels, Recurrence};
use crate::model::Name;
use crate::model::audience::AudienceSet;
use crate::model::condition::When;
use crate::model::prose::FragmentId;
use crate::source::{Span, Spanned};

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
    /// Which of the two.
    pub id_source: IdSource,
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
