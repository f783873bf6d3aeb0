//! What a room said of a fixture, as text. In: findings, spans. Out: text to compare. Never: a finding left out.

use gameplan::diagnostic::{Diagnostic, Findings};
use gameplan::source::{SourceMap, Span};

/// Findings as text: severity, code, place, message, help, labels, fix.
pub(crate) fn findings(findings: &Findings, map: &SourceMap) -> String {
    findings.0.iter().map(|d| finding_text(d, map)).collect()
}

fn finding_text(d: &Diagnostic, map: &SourceMap) -> String {
    let mut out = format!("{} {} {} {}\n", d.severity.as_str(), d.code.id, place(d.span, map), d.message);
    for label in &d.labels {
        out += &format!("  {}: {}\n", place(label.span, map), label.text);
    }
    if let Some(help) = &d.help {
        out += &format!("  help: {help}\n");
    }
    for edit in d.fix.iter().flat_map(|f| &f.edits) {
        out += &format!("  fix: {} {:?} -> {:?}\n", place(edit.span, map), map.text(edit.span), edit.text);
    }
    out
}

/// `line:column-line:column` of a span, with the file where it is not the first.
pub(crate) fn place(span: Span, map: &SourceMap) -> String {
    let file = map.get(span.source).expect("file of a span");
    let (start, end) = (file.position(span.start), file.position(span.end));
    let at = match start.line == end.line {
        true => format!("{}:{}-{}", start.line, start.column, end.column),
        false => format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column),
    };
    if span.source.0 == 0 { at } else { format!("{}:{at}", file.path) }
}

/// A text with the edits of one finding applied.
#[allow(dead_code, reason = "not every test target mends")]
pub(crate) fn mended(text: &str, d: &Diagnostic) -> Option<String> {
    let mut edits = d.fix.as_ref()?.edits.clone();
    edits.sort_by_key(|e| std::cmp::Reverse(e.span));
    let mut out = text.to_string();
    for edit in edits {
        out.replace_range(edit.span.range(), &edit.text);
    }
    Some(out)
}
