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

/// One tick; the default is open and says nothing.
#[derive(Clone, Debug, Default)]
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

impl State {
    /// One word for machine-read lines: `not-required` …
    pub fn token(self) -> &'static str {
        if self == Self::NotRequired { "not-required" } else { self.as_str() }
    }

    /// The state of such a word; also of `not required`.
    pub fn from_token(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.token() == word || s.as_str() == word)
    }

    /// What stands in the brackets of a Markdown line: blank open, `x` done, `~` on its way, `-` given up.
    pub fn mark(self) -> char {
        match self {
            Self::Open => ' ',
            Self::Done => 'x',
            Self::Doing | Self::Waiting | Self::Deferred | Self::Blocked => '~',
            Self::NotRequired | Self::Cancelled => '-',
        }
    }
}

/// The first 8 hex digits of a line's plain text (xxh3, 64 bits): a tick remembers the wording it was made at.
pub fn text_hash(text: &str) -> String {
    let mut hex = format!("{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()));
    hex.truncate(8);
    hex
}

/// A key as it may stand inside an HTML comment: `%`, `>` and the second of two hyphens percent-encoded,
/// so that the comment can neither end early nor be malformed.
pub fn key_in_comment(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for c in key.chars() {
        match c {
            '%' => out.push_str("%25"),
            '>' => out.push_str("%3e"),
            '-' if out.ends_with('-') => out.push_str("%2d"),
            _ => out.push(c),
        }
    }
    out
}

/// The key that [`key_in_comment`] wrote down; other signs behind a `%` stay as they are.
pub fn key_from_comment(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let (meant, taken) = match rest.get(at..at + 3).map(str::to_ascii_lowercase).as_deref() {
            Some("%25") => ('%', 3),
            Some("%3e") => ('>', 3),
            Some("%2d") => ('-', 3),
            _ => ('%', 1),
        };
        out.push(meant);
        rest = &rest[at + taken..];
    }
    out + rest
}
