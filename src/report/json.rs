//! Findings for programs (DESIGN.md, JSON). In: findings. Out: one JSON document.
//! Never: a key more or less than the contract's, unless `--by` asks for the group of each.

use super::{Options, Report, order};
use crate::diagnostic::{Diagnostic, Fingerprint, Fix, Safety, Severity, fingerprints};
use crate::source::{SourceMap, Span};
use serde_json::{Value, json};

/// `{"version":1,"findings":[…],"summary":{…}}`.
pub fn json(report: &Report<'_>, _: Options) -> String {
    let mut findings = json_findings(report);
    if let Some(by) = report.by {
        for (value, finding) in findings.iter_mut().zip(order::sorted(report)) {
            value["group"] = Value::from(by.value(report, finding));
        }
    }
    text(&json!({"version": 1, "findings": findings, "summary": summary(report)}))
}

/// A document, with a line end behind it.
pub(super) fn text(document: &Value) -> String {
    serde_json::to_string_pretty(document).expect("values always have a JSON form") + "\n"
}

/// What the contract calls `summary`.
pub(super) fn summary(report: &Report<'_>) -> Value {
    json!({
        "files": report.files,
        "error": report.count(Severity::Error),
        "warning": report.count(Severity::Warning),
        "suggestion": report.count(Severity::Suggestion),
        "suppressed": report.suppressed,
        "baselined": report.baselined,
        "fixable": report.fixable(),
    })
}

/// The findings alone, each in the contract's form, sorted by path, position and code.
pub fn json_findings(report: &Report<'_>) -> Vec<Value> {
    let sorted = order::sorted(report);
    let prints = fingerprints(report.sources, &sorted);
    sorted.iter().zip(prints).map(|(d, print)| finding(report.sources, d, print)).collect()
}

fn finding(sources: &SourceMap, d: &Diagnostic, print: Fingerprint) -> Value {
    let (path, start, end) = place(sources, d.span);
    let labels: Vec<Value> = d
        .labels
        .iter()
        .map(|label| {
            let (path, start, end) = place(sources, label.span);
            json!({"path": path, "start": start, "end": end, "text": label.text})
        })
        .collect();
    json!({
        "code": d.code.id,
        "name": d.code.name,
        "severity": d.severity.as_str(),
        "path": path,
        "start": start,
        "end": end,
        "message": d.message,
        "labels": labels,
        "help": d.help,
        "fix": d.fix.as_ref().map(|f| fix(sources, f)),
        "fingerprint": print.to_string(),
        "owner": d.owner,
    })
}

fn fix(sources: &SourceMap, fix: &Fix) -> Value {
    let safety = match fix.safety {
        Safety::Safe => "safe",
        Safety::Unsafe => "unsafe",
    };
    let edit = |edit: &crate::diagnostic::Edit| {
        let (path, start, end) = place(sources, edit.span);
        json!({"path": path, "start": start, "end": end, "text": edit.text})
    };
    json!({"safety": safety, "edits": fix.edits.iter().map(edit).collect::<Vec<_>>()})
}

/// Path, start and end of a span; null for a file that is not in the map.
fn place(sources: &SourceMap, span: Span) -> (Value, Value, Value) {
    let Some(file) = sources.get(span.source) else { return (Value::Null, Value::Null, Value::Null) };
    let at = |byte| {
        let at = file.position(byte);
        json!({"line": at.line, "column": at.column, "byte": at.byte})
    };
    (Value::from(file.path.as_str()), at(span.start), at(span.end))
}
