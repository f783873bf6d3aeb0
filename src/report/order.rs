//! The order of findings and what counts as equal. In: findings. Out: sorted references, shapes.
//! Never: drops one.

use super::Report;
use crate::diagnostic::Diagnostic;
use crate::source::SourceMap;
use std::cmp::Reverse;
use std::collections::HashMap;

/// By path, position, code and message: the same in every format and on every machine.
pub(super) fn sorted<'a>(report: &Report<'a>) -> Vec<&'a Diagnostic> {
    let mut findings: Vec<&Diagnostic> = report.findings.iter().collect();
    findings.sort_by(|a, b| key(report.sources, a).cmp(&key(report.sources, b)));
    findings
}

fn key<'a>(sources: &'a SourceMap, d: &'a Diagnostic) -> (&'a str, u32, u32, &'static str, &'a str) {
    (path(sources, d), d.span.start, d.span.end, d.code.id, &d.message)
}

/// A finding, and which of its shape it is (from 0), of how many.
pub(super) struct Ranked<'a> {
    pub(super) finding: &'a Diagnostic,
    pub(super) nth: usize,
    pub(super) of: usize,
}

/// The worst first; of one severity the first of each shape before the second of any: where only some can be shown,
/// those are many problems and not one problem many times.
pub(super) fn worst_first<'a>(findings: &[&'a Diagnostic]) -> Vec<Ranked<'a>> {
    let mut counts: HashMap<(&str, String), usize> = HashMap::new();
    let mut out: Vec<Ranked<'a>> = Vec::with_capacity(findings.len());
    for finding in findings {
        let count = counts.entry(shape(finding)).or_default();
        out.push(Ranked { finding, nth: *count, of: 0 });
        *count += 1;
    }
    for ranked in &mut out {
        ranked.of = counts.get(&shape(ranked.finding)).copied().unwrap_or_default();
    }
    out.sort_by_key(|r| (Reverse(r.finding.severity), r.nth));
    out
}

/// The file of a finding; empty if it is not in the map.
pub(super) fn path<'a>(sources: &'a SourceMap, d: &Diagnostic) -> &'a str {
    sources.get(d.span.source).map_or("", |file| file.path.as_str())
}

/// Code and message without its values and numbers: findings of one shape are one problem in many places.
pub(super) fn shape(d: &Diagnostic) -> (&'static str, String) {
    let mut out = String::new();
    for (idx, piece) in d.message.split('`').enumerate() {
        let text = if idx % 2 == 0 { piece } else { "`…`" };
        for c in text.chars() {
            match c {
                '0'..='9' if out.ends_with('N') => {}
                '0'..='9' => out.push('N'),
                c => out.push(c),
            }
        }
    }
    (d.code.id, out)
}
