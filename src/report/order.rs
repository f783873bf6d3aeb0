//! The order of findings and what counts as equal. In: findings. Out: sorted references, shapes, fingerprints.
//! Never: drops one.

use super::Report;
use crate::diagnostic::Diagnostic;
use crate::source::SourceMap;
use std::collections::HashMap;

/// Bytes of a line that make a fingerprint.
const LINE: usize = 1000;

/// By path, position, code and message: the same in every format and on every machine.
pub(super) fn sorted<'a>(report: &Report<'a>) -> Vec<&'a Diagnostic> {
    let mut findings: Vec<&Diagnostic> = report.findings.iter().collect();
    findings.sort_by(|a, b| key(report.sources, a).cmp(&key(report.sources, b)));
    findings
}

fn key<'a>(sources: &'a SourceMap, d: &'a Diagnostic) -> (&'a str, u32, u32, &'static str, &'a str) {
    (path(sources, d), d.span.start, d.span.end, d.code.id, &d.message)
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

/// What of a line counts: a line of a megabyte with a finding at every word is not read once a finding.
fn begin(line: &str) -> &str {
    &line[..line.floor_char_boundary(LINE)]
}

/// 16 hexadecimal digits that stay when lines above change: from code, path, the line's text, the text in question
/// and how many equal ones stand before it.
pub(super) fn fingerprints(sources: &SourceMap, findings: &[&Diagnostic]) -> Vec<String> {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let identity = |d: &Diagnostic| {
        let line = sources.get(d.span.source).map_or("", |f| &f.text[f.line_range(f.line(d.span.start))]);
        let parts = [d.code.id, path(sources, d), begin(line.trim()), sources.text(d.span), &shape(d).1];
        parts.join("\u{1f}")
    };
    let mut out = Vec::with_capacity(findings.len());
    for finding in findings {
        let identity = identity(finding);
        let nth = seen.entry(xxhash_rust::xxh3::xxh3_64(identity.as_bytes())).or_default();
        let hashed = xxhash_rust::xxh3::xxh3_64(format!("{identity}\u{1f}{nth}").as_bytes());
        out.push(format!("{hashed:016x}"));
        *nth += 1;
    }
    out
}
