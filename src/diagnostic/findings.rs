//! A list of findings. In: findings in any order. Out: sorted, each once, counted.
//! Never: drops a finding that is not an exact repeat.

use super::{Diagnostic, Severity};

/// Findings of one run or one file.
#[derive(Clone, Debug, Default)]
pub struct Findings(pub Vec<Diagnostic>);

impl Findings {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds many.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(other);
    }

    /// Sorts by file id, position and code, and removes exact repeats.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| {
            (a.span, a.code.id, &a.message, &a.labels).cmp(&(b.span, b.code.id, &b.message, &b.labels))
        });
        self.0.dedup_by(|a, b| {
            a.span == b.span && a.code.id == b.code.id && a.message == b.message && a.labels == b.labels
        });
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    /// True if at least one is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}
