//! What a record says beside its services: actions, decisions, risks, milestones, an ask, notes. In: what
//! `parse/lower/facts` checked. Out: facts, each with who may know it. Never: a state worked out from days.

use crate::model::Name;
use crate::model::audience::AudienceId;
use crate::model::date::Date;
use crate::source::Span;

/// An action.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the keys are the record's own")]
pub struct Action {
    pub id: String,
    pub text: String,
    pub service: Option<Name>,
    pub owner: Option<String>,
    pub opened: Option<Date>,
    pub due: Option<Date>,
    pub closed: Option<Date>,
    pub audience: AudienceId,
    pub span: Span,
}

/// A decision.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the keys are the record's own")]
pub struct Decision {
    pub on: Option<Date>,
    pub text: String,
    pub by: Option<String>,
    /// `made` or `needed`.
    pub made: bool,
    pub audience: AudienceId,
    pub span: Span,
}

/// A risk.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the keys are the record's own")]
pub struct Risk {
    pub text: String,
    pub owner: Option<String>,
    pub due: Option<Date>,
    pub audience: AudienceId,
    pub span: Span,
}

/// A milestone.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the keys are the record's own")]
pub struct Milestone {
    pub name: String,
    pub due: Option<Date>,
    pub done: Option<Date>,
    pub audience: AudienceId,
    pub span: Span,
}

/// What is asked, of whom, by when.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the keys are the record's own")]
pub struct Ask {
    pub text: String,
    pub of: Option<String>,
    pub by: Option<Date>,
    pub audience: AudienceId,
}

/// A note.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the keys are the record's own")]
pub struct Note {
    pub on: Option<Date>,
    pub by: Option<String>,
    pub service: Option<Name>,
    pub kind: Option<String>,
    pub text: String,
    pub audience: AudienceId,
    pub span: Span,
}
