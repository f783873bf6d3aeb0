//! Findings for programs (DESIGN.md, JSON). In: findings. Out: one JSON document.
//! Never: a key more or less than the contract's, unless `--by` asks for the group of each.

use super::{Options, Report, order};
use crate::diagnostic::{Diagnostic, Edit, Fingerprint, Fix, Label, Safety, Severity, fingerprints};
use crate::source::{SourceFile, SourceMap, Span};
use serde::Serialize;
use serde_json::{Value, json};

/// `{"version":1,"findings":[…],"summary":{…}}`.
pub fn json(report: &Report<'_>, _: Options) -> String {
    let sorted = order::sorted(report);
    let mut findings = written(report, &sorted);
    if let Some(by) = report.by {
        for (written, finding) in findings.iter_mut().zip(&sorted) {
            written.group = Some(by.value(report, finding));
        }
    }
    text(&Document { version: 1, findings, summary: summary(report) })
}

/// A document, with a line end behind it.
pub(super) fn text(document: &impl Serialize) -> String {
    serde_json::to_string_pretty(document).expect("the document always has a JSON form") + "\n"
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
    let written = written(report, &order::sorted(report));
    let form = |one| serde_json::to_value(one).expect("a finding always has a JSON form");
    written.into_iter().map(form).collect()
}

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    findings: Vec<WrittenFinding<'a>>,
    summary: Value,
}

#[derive(Serialize)]
struct WrittenFinding<'a> {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    place: Place<'a>,
    message: &'a str,
    labels: Vec<Noted<'a>>,
    help: Option<&'a str>,
    fix: Option<WrittenFix<'a>>,
    fingerprint: String,
    owner: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<Option<String>>,
}

/// An edit, or a label, at its place.
#[derive(Serialize)]
struct Noted<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    text: &'a str,
}

#[derive(Serialize)]
struct WrittenFix<'a> {
    safety: &'static str,
    edits: Vec<Noted<'a>>,
}

/// Of a file that is not in the map: nulls.
#[derive(Serialize)]
struct Place<'a> {
    path: Option<&'a str>,
    start: Option<At>,
    end: Option<At>,
}

#[derive(Serialize)]
struct At {
    line: u32,
    column: u32,
    byte: u32,
}

fn written<'a>(report: &Report<'a>, sorted: &[&'a Diagnostic]) -> Vec<WrittenFinding<'a>> {
    let prints = fingerprints(report.sources, sorted);
    sorted.iter().zip(prints).map(|(d, print)| WrittenFinding::new(report.sources, d, print)).collect()
}

impl<'a> WrittenFinding<'a> {
    fn new(sources: &'a SourceMap, d: &'a Diagnostic, print: Fingerprint) -> Self {
        let label = |label: &'a Label| Noted::new(sources, label.span, &label.text);
        Self {
            code: d.code.id,
            name: d.code.name,
            severity: d.severity.as_str(),
            place: Place::new(sources, d.span),
            message: &d.message,
            labels: d.labels.iter().map(label).collect(),
            help: d.help.as_deref(),
            fix: d.fix.as_ref().map(|fix| WrittenFix::new(sources, fix)),
            fingerprint: print.to_string(),
            owner: d.owner.as_deref(),
            group: None,
        }
    }
}

impl<'a> WrittenFix<'a> {
    fn new(sources: &'a SourceMap, fix: &'a Fix) -> Self {
        let safety = match fix.safety {
            Safety::Safe => "safe",
            Safety::Unsafe => "unsafe",
        };
        let edit = |edit: &'a Edit| Noted::new(sources, edit.span, &edit.text);
        Self { safety, edits: fix.edits.iter().map(edit).collect() }
    }
}

impl<'a> Noted<'a> {
    fn new(sources: &'a SourceMap, span: Span, text: &'a str) -> Self {
        Self { place: Place::new(sources, span), text }
    }
}

impl<'a> Place<'a> {
    fn new(sources: &'a SourceMap, span: Span) -> Self {
        let file = sources.get(span.source);
        let at = |byte| file.map(|file| At::new(file, byte));
        Self { path: file.map(|file| file.path.as_str()), start: at(span.start), end: at(span.end) }
    }
}

impl At {
    fn new(file: &SourceFile, byte: u32) -> Self {
        let at = file.position(byte);
        Self { line: at.line, column: at.column, byte: at.byte }
    }
}
