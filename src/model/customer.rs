//! A customer record (DOMAIN.md 5). In: what `parse/lower/record` checked. Out: [`Customer`].
//! Never: serde, arithmetic; `assess` computes.

mod facts;

pub use facts::{Action, Ask, Decision, Milestone, Note, Risk};

use super::Name;
use super::audience::AudienceId;
use super::date::{Date, Month};
use crate::source::{SourceId, Span, Spanned};
use std::collections::BTreeMap;

/// One customer.
#[derive(Clone, Debug)]
pub struct Customer {
    /// The file's stem.
    pub id: String,
    /// The record's file.
    pub source: SourceId,
    /// The whole record (its first key), for findings about what is absent.
    pub span: Span,
    /// Name inside.
    pub name: String,
    /// Name outside; none: `name` was one string and is used everywhere.
    pub external_name: Option<String>,
    /// The portal's number.
    pub tpid: Option<String>,
    /// Tenants.
    pub tenants: Vec<Tenant>,
    /// Region by registry name.
    pub region: Option<Spanned<Name>>,
    /// Segment.
    pub segment: Option<Spanned<String>>,
    /// An account team exists.
    pub managed: Option<Spanned<bool>>,
    /// Motions.
    pub motions: Vec<Spanned<Name>>,
    /// People.
    pub people: Vec<Person>,
    /// Partners by id.
    pub partners: Vec<Spanned<String>>,
    /// Renewal.
    pub renewal: Option<Spanned<Date>>,
    /// Health.
    pub health: Option<Health>,
    /// The portal's status note.
    pub status_note: Option<StatusNote>,
    /// Fields that playbooks ask for.
    pub data: BTreeMap<String, Spanned<String>>,
    /// Services in file order.
    pub services: Vec<ServiceRecord>,
    /// Actions.
    pub actions: Vec<Action>,
    /// Decisions.
    pub decisions: Vec<Decision>,
    /// Risks.
    pub risks: Vec<Risk>,
    /// Milestones.
    pub milestones: Vec<Milestone>,
    /// What is asked of whom.
    pub ask: Option<Ask>,
    /// Notes.
    pub notes: Vec<Note>,
    /// `playbooks:`: only these (path or file stem), if given.
    pub playbooks: Option<Vec<Spanned<String>>>,
}

/// A tenant.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// Its id.
    pub id: Spanned<String>,
    /// The reference ("winner") tenant.
    pub reference: bool,
}

/// A person.
#[derive(Clone, Debug)]
pub struct Person {
    /// Role by registry name, or as written.
    pub role: Spanned<Name>,
    /// Name.
    pub name: String,
    /// Primary of the role.
    pub primary: bool,
    /// Who may know.
    pub audience: AudienceId,
}

/// The colours of health and status notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "colours")]
pub enum Colour {
    Red,
    Yellow,
    Green,
    Blue,
}

impl Colour {
    /// `Red` …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Red => "Red",
            Self::Yellow => "Yellow",
            Self::Green => "Green",
            Self::Blue => "Blue",
        }
    }
}

/// Health of a customer.
#[derive(Clone, Debug)]
pub struct Health {
    /// Overall.
    pub overall: Option<Colour>,
    /// The groups' colours in order.
    pub groups: Vec<Colour>,
    /// Forecast.
    pub forecast: Option<Forecast>,
    /// Where it stands.
    pub span: Span,
}

/// `{overall: Yellow, by: 2026-12}`.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the keys are the record's own")]
pub struct Forecast {
    pub overall: Option<Colour>,
    pub by: Option<Month>,
}

/// The portal's status note.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the keys are the record's own")]
pub struct StatusNote {
    pub on: Option<Spanned<Date>>,
    pub colour: Option<Colour>,
    pub next: Option<Date>,
    pub text: Option<String>,
    pub span: Span,
}

/// One service of a customer.
#[derive(Clone, Debug)]
pub struct ServiceRecord {
    /// By registry name, or as written.
    pub name: Spanned<Name>,
    /// True if the registry holds it.
    pub known: bool,
    /// Entitlements.
    pub entitled: Option<Spanned<u64>>,
    /// Wins over `entitled` where set.
    pub overridden: Option<Spanned<u64>>,
    /// The portal's Service Status, its own or the customer's; by vocabulary name.
    pub phase: Option<Spanned<Name>>,
    /// `FTC Led` …
    pub engagement: Option<String>,
    /// Seats expected in use at the end.
    pub intended: Option<Spanned<u64>>,
    /// Date, intent, business reason, success owner.
    pub dibs: Option<Dibs>,
    /// Consumption status rows.
    pub status: Vec<StatusRow>,
    /// Dates, its own or the customer's.
    pub dates: Dates,
    /// A migration velocity manager is assigned.
    pub migration_velocity_manager: Option<bool>,
    /// Usage, by month, from record and CSV.
    pub usage: BTreeMap<Month, UsagePoint>,
    /// Tags.
    pub tags: Vec<Spanned<String>>,
    /// Next action date and note of the service itself, and other fields: `data:` of a service.
    pub data: BTreeMap<String, Spanned<String>>,
    /// The service's entry.
    pub span: Span,
}

/// DIBS.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the keys are the record's own")]
pub struct Dibs {
    pub due: Option<Spanned<Date>>,
    pub intent: Option<String>,
    pub reason: Option<String>,
    pub owner: Option<String>,
    pub span: Span,
}

/// A consumption status row.
#[derive(Clone, Debug)]
pub struct StatusRow {
    /// L1 by registry name, or as written.
    pub l1: Spanned<Name>,
    /// L2 (Reason).
    pub l2: Option<Spanned<Name>>,
    /// L3 (Engineering reason).
    pub l3: Option<Spanned<Name>>,
    /// Seats; none: the rest.
    pub seats: Option<Spanned<u64>>,
    /// Since when.
    pub since: Option<Date>,
    /// Target date.
    pub target: Option<Date>,
    /// Owner.
    pub owner: Option<String>,
    /// Next action.
    pub next: Option<NextAction>,
    /// Why.
    pub note: Option<String>,
    /// Who may know.
    pub audience: AudienceId,
    /// The row.
    pub span: Span,
}

/// `{on: 2026-09-10, text: …}`.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the keys are the record's own")]
pub struct NextAction {
    pub on: Option<Date>,
    pub text: Option<String>,
}

/// Dates of an engagement.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "the keys are the record's own")]
pub struct Dates {
    pub intake: Option<Spanned<Date>>,
    pub engaged: Option<Spanned<Date>>,
    pub kickoff: Option<Spanned<Date>>,
    pub enabled: Option<Spanned<Date>>,
}

/// Usage at the end of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsagePoint {
    /// Active users.
    pub active: u64,
    /// Entitled at that time; none: a bare count.
    pub entitled: Option<u64>,
    /// What it was before, for a restated month.
    pub was: Option<FormerUsage>,
    /// Where.
    pub span: Span,
}

/// The figure of a month before it was restated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormerUsage {
    /// Active users.
    pub active: u64,
    /// Entitled at that time; none: as now.
    pub entitled: Option<u64>,
    /// The day on which the present figure took its place; none: it is not known.
    pub until: Option<Date>,
}
