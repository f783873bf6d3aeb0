//! A code quality report for GitLab's merge requests. In: findings. Out: a JSON array, one object a finding.
//! Never: a fingerprint twice: GitLab keeps only the first.

use super::{Options, Report, json, order};
use crate::diagnostic::{Diagnostic, Fingerprint, Severity, fingerprints};
use serde_json::{Value, json};

/// What `artifacts: reports: codequality:` takes.
pub(super) fn gitlab(report: &Report<'_>, _: Options) -> String {
    let sorted = order::sorted(report);
    let prints = fingerprints(report.sources, &sorted);
    let issues: Vec<Value> = sorted.iter().zip(prints).map(|(d, print)| issue(report, d, print)).collect();
    json::text(&Value::from(issues))
}

fn issue(report: &Report<'_>, finding: &Diagnostic, fingerprint: Fingerprint) -> Value {
    let severity = match finding.severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Suggestion => "info",
    };
    let help = finding.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    let line = |byte| report.sources.get(finding.span.source).map_or(1, |file| file.line(byte));
    json!({
        "type": "issue",
        "check_name": format!("{} {}", finding.code.id, finding.code.name),
        "description": format!("{}{help}", finding.message),
        "categories": ["Style"],
        "severity": severity,
        "fingerprint": fingerprint.to_string(),
        "location": {
            "path": report.repository_path(finding.span),
            "lines": {"begin": line(finding.span.start), "end": line(finding.span.end)},
        },
    })
}
