//! Ticks of a customer: `progress/<id>.yml`. In: the file. Out: [`Progress`].
//! Never: positions; a tick is known by its key.

use super::date::Date;
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;

/// All ticks of a customer, by key (`Exchange/ask-intended`).
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// The file, if there is one.
    pub source: Option<SourceId>,
    /// By key.
    pub ticks: BTreeMap<String, Tick>,
}

/// One tick.
#[derive(Clone, Debug)]
pub struct Tick {
    /// State.
    pub state: State,
    /// By whom.
    pub by: Option<String>,
    /// On which day.
    pub on: Option<Date>,
    /// Evidence.
    pub evidence: Option<String>,
    /// The line's text when it was ticked.
    pub text: Option<String>,
    /// Why it is not required, and until when.
    pub reason: Option<String>,
    /// Expiry of *not required*.
    pub until: Option<Date>,
    /// Where.
    pub span: Span,
}

/// The states of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the portal's own")]
pub enum State {
    #[default]
    Open,
    Doing,
    Done,
    Waiting,
    Deferred,
    Blocked,
    NotRequired,
    Cancelled,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Open,
        Self::Doing,
        Self::Done,
        Self::Waiting,
        Self::Deferred,
        Self::Blocked,
        Self::NotRequired,
        Self::Cancelled,
    ];

    /// `not required` …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Doing => "doing",
            Self::Done => "done",
            Self::Waiting => "waiting",
            Self::Deferred => "deferred",
            Self::Blocked => "blocked",
            Self::NotRequired => "not required",
            Self::Cancelled => "cancelled",
        }
    }

    /// True if nothing is left to do.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Done | Self::NotRequired | Self::Cancelled)
    }
}
