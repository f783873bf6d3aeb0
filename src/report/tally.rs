//! Findings counted by rule. In: findings. Out: rows, the worst first. Never: a rule without a finding.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::SourceId;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The findings of one rule and one severity.
pub(super) struct Row<'a> {
    pub(super) code: &'static Code,
    pub(super) severity: Severity,
    /// In the order they came.
    pub(super) found: Vec<&'a Diagnostic>,
}

/// How many findings carry a mend in bytes.
pub(super) fn fixable(found: &[&Diagnostic]) -> usize {
    found.iter().filter(|d| d.fix.is_some()).count()
}

/// How many files findings stand in.
pub(super) fn files(found: &[&Diagnostic]) -> usize {
    found.iter().map(|d| d.span.source).collect::<BTreeSet<SourceId>>().len()
}

/// The worst first, of one weight the most frequent, then by code.
pub(super) fn by_code<'a>(findings: &[&'a Diagnostic]) -> Vec<Row<'a>> {
    let mut rows: BTreeMap<(&str, Severity), Row<'a>> = BTreeMap::new();
    for finding in findings {
        let (code, severity) = (finding.code, finding.severity);
        let row =
            rows.entry((code.id, severity)).or_insert_with(|| Row { code, severity, found: Vec::new() });
        row.found.push(finding);
    }
    let mut rows: Vec<Row<'a>> = rows.into_values().collect();
    rows.sort_by_key(|row| (Reverse(row.severity), Reverse(row.found.len())));
    rows
}
