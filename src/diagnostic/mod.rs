//! One finding: where, what, how bad, and the mend.
//! In: spans and words from the rooms that read. Out: [`Diagnostic`], [`Findings`], [`Fingerprint`]s.
//! Never: prints, reads files, knows a format.

mod catalogue;
mod findings;
mod fingerprint;

pub use catalogue::{CODES, Code, SETS, aliases, codes, find, team_code, words};
pub use findings::Findings;
pub use fingerprint::{Fingerprint, fingerprints, title};

use crate::source::Span;

/// How much it matters to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Could be better.
    Suggestion,
    /// Likely wrong.
    Warning,
    /// Output is wrong, lost, or leaks.
    Error,
}

impl Severity {
    /// `error`, `warning`, `suggestion`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suggestion => "suggestion",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One problem: the smallest span to edit, labels at the cause, the mend.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Code and name.
    pub code: &'static Code,
    /// How much it matters here; by default the code's own.
    pub severity: Severity,
    /// Lower case, no final stop, values in backticks.
    pub message: String,
    /// Where to edit.
    pub span: Span,
    /// Other places that explain it, in any file.
    pub labels: Vec<Label>,
    /// The edit to make, in words.
    pub help: Option<String>,
    /// The edit to make, in bytes.
    pub fix: Option<Fix>,
    /// `ft.owner` of the page, where known.
    pub owner: Option<String>,
}

/// A second place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub text: String,
}

/// A mend in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether it may be applied unread.
    pub safety: Safety,
    /// Replacements; they do not overlap.
    pub edits: Vec<Edit>,
}

/// Whether a fix may be applied unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Keeps the meaning.
    Safe,
    /// May change the meaning.
    Unsafe,
}

/// Replace the bytes of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

impl Diagnostic {
    /// A finding with the code's default severity.
    pub fn new(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            span,
            labels: Vec::new(),
            help: None,
            fix: None,
            owner: None,
        }
    }

    /// Sets the severity of this one finding.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Adds the mend in words.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Says which word was likely meant, and offers to write it where the finding is.
    #[must_use]
    pub fn meant(self, safety: Safety, word: &str) -> Self {
        let span = self.span;
        self.help(format!("did you mean `{word}`?")).fix(safety, span, word)
    }

    /// Adds the mend in bytes: one replacement.
    #[must_use]
    pub fn fix(mut self, safety: Safety, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { safety, edits: vec![Edit { span, text: text.into() }] });
        self
    }
}
