//! SARIF 2.1.0, for code scanning and editors. In: findings, the pages of their rules. Out: one run.
//! Never: a finding that a comment or the baseline lets through: GitHub would open it again.

use super::{Options, Report, WORST_FIRST, json, order, plural};
use crate::diagnostic::{
    CODES, Code, Diagnostic, Edit, Fingerprint, Fix, Label, Safety, Severity, fingerprints,
};
use crate::source::Span;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Results that GitHub takes in one file; it refuses a longer one whole.
const RESULTS: usize = 25_000;

/// The name under which the fingerprint stands; the number changes with the way it is made.
const FINGERPRINT: &str = "gameplan/v1";

/// One run with the rules that found something.
pub(super) fn sarif(report: &Report<'_>, _: Options) -> String {
    let sorted = order::sorted(report);
    let prints = fingerprints(report.sources, &sorted);
    let kept = kept(&sorted);
    let rules = rules(&sorted, &kept);
    let results: Vec<Value> =
        kept.iter().map(|at| result(report, &rules, sorted[*at], prints[*at])).collect();
    let run = json!({
        "tool": {"driver": {
            "name": "gameplan",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.iter().map(|code| rule(report, code)).collect::<Vec<_>>(),
        }},
        "invocations": [{
            "executionSuccessful": true,
            "toolExecutionNotifications": left_out(sorted.len() - kept.len()),
        }],
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "the top of the repository"}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    json::text(&log)
}

/// Places of the results in the sorted list, in its order: all, or as many as are taken, the worst of them.
fn kept(sorted: &[&Diagnostic]) -> Vec<usize> {
    let of = |severity| (0..sorted.len()).filter(move |at| sorted[*at].severity == severity);
    let mut out: Vec<usize> = WORST_FIRST.into_iter().flat_map(of).take(RESULTS).collect();
    out.sort_unstable();
    out
}

/// The rules that found something: the program's in the order of its catalogue, then the team's.
fn rules(sorted: &[&Diagnostic], kept: &[usize]) -> Vec<&'static Code> {
    let found: BTreeMap<&str, &'static Code> =
        kept.iter().map(|at| (sorted[*at].code.id, sorted[*at].code)).collect();
    let own = CODES.iter().copied().filter(|code| found.contains_key(code.id));
    let team = found.values().copied().filter(|code| CODES.iter().all(|own| own.id != code.id));
    own.chain(team).collect()
}

fn left_out(count: usize) -> Vec<Value> {
    let text =
        format!("left out, the least first: {} (GitHub takes {RESULTS} results)", plural(count, "finding"));
    let note = json!({"level": "warning", "message": {"text": text}});
    if count > 0 { vec![note] } else { Vec::new() }
}

fn rule(report: &Report<'_>, code: &Code) -> Value {
    let told = format!("`gameplan explain {}` says why it matters and how to mend it.", code.id);
    let mut help = json!({"text": told});
    if let Some(page) = (report.explain)(code) {
        help["markdown"] = Value::from(page);
    }
    json!({
        "id": code.id,
        "name": code.name,
        "shortDescription": {"text": code.summary},
        "help": help,
        "defaultConfiguration": {"level": level(code.severity)},
        "properties": {"problem.severity": problem(code.severity), "tags": ["documentation"]},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Suggestion => "note",
    }
}

fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Suggestion => "recommendation",
        other => other.as_str(),
    }
}

fn result(report: &Report<'_>, rules: &[&Code], finding: &Diagnostic, fingerprint: Fingerprint) -> Value {
    let mut out = json!({
        "ruleId": finding.code.id,
        "ruleIndex": rules.iter().position(|code| code.id == finding.code.id),
        "level": level(finding.severity),
        "message": {"text": message(finding)},
        "locations": [{"physicalLocation": place(report, finding.span)}],
        "partialFingerprints": {FINGERPRINT: fingerprint.to_string()},
    });
    let related = |(idx, label): (usize, &Label)| {
        let place = place(report, label.span);
        json!({"id": idx + 1, "physicalLocation": place, "message": {"text": label.text}})
    };
    if !finding.labels.is_empty() {
        out["relatedLocations"] = finding.labels.iter().enumerate().map(related).collect();
    }
    if let Some(mend) = &finding.fix {
        out["fixes"] = json!([fix(report, finding, mend)]);
    }
    if let Some(owner) = &finding.owner {
        out["properties"] = json!({"owner": owner});
    }
    out
}

/// The message, a link to each other place, the mend: viewers show a related place where the text links to it.
fn message(finding: &Diagnostic) -> String {
    let mut out = finding.message.clone();
    for (idx, label) in finding.labels.iter().enumerate() {
        let text = label.text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
        out.push_str(&format!("; [{text}]({})", idx + 1));
    }
    if let Some(help) = &finding.help {
        out.push_str(&format!(" ({help})"));
    }
    out
}

fn place(report: &Report<'_>, span: Span) -> Value {
    let mut out = json!({"artifactLocation": artifact(report, span)});
    if report.sources.get(span.source).is_some() {
        out["region"] = region(report, span);
    }
    out
}

fn artifact(report: &Report<'_>, span: Span) -> Value {
    json!({"uri": uri(&report.repository_path(span)), "uriBaseId": "%SRCROOT%"})
}

fn region(report: &Report<'_>, span: Span) -> Value {
    let Some(file) = report.sources.get(span.source) else { return json!({"startLine": 1}) };
    let (start, end) = (file.position(span.start), file.position(span.end));
    let mut out = Map::new();
    for (key, number) in [
        ("startLine", start.line),
        ("startColumn", start.column),
        ("endLine", end.line),
        ("endColumn", end.column),
    ] {
        out.insert(key.to_string(), Value::from(number));
    }
    Value::Object(out)
}

fn fix(report: &Report<'_>, finding: &Diagnostic, fix: &Fix) -> Value {
    let replaced = |edit: &Edit| json!({"deletedRegion": region(report, edit.span), "insertedContent": {"text": edit.text}});
    let of_file = |edits: &[Edit]| {
        let replacements: Vec<Value> = edits.iter().map(replaced).collect();
        json!({"artifactLocation": artifact(report, edits[0].span), "replacements": replacements})
    };
    let files = fix.edits.chunk_by(|a, b| a.span.source == b.span.source);
    let words = finding.help.as_deref().unwrap_or("mend it");
    let said = if fix.safety == Safety::Unsafe { " (may change the meaning)" } else { "" };
    json!({
        "description": {"text": format!("{words}{said}")},
        "artifactChanges": files.map(of_file).collect::<Vec<_>>(),
    })
}

/// A path as a relative reference: every byte outside the plain ones is written as `%20`.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
