//! Workflow commands for GitHub Actions. In: findings. Out: `::error file=…,line=…,title=…::message`, a log.
//! Never: a value that ends its command early.

use super::annotate::{Pipeline, annotated};
use super::{Options, Report};
use crate::diagnostic::{Diagnostic, Severity};
use std::fmt::Write as _;

const GITHUB: Pipeline =
    Pipeline { note, least: Severity::Suggestion, open: "::group::", close: "::endgroup::" };

/// Ten errors, ten warnings and ten notices become notes beside the code.
pub(super) fn github(report: &Report<'_>, options: Options) -> String {
    annotated(report, options, &GITHUB)
}

fn note(report: &Report<'_>, finding: &Diagnostic, words: &str) -> String {
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Suggestion => "notice",
    };
    let mut out = format!("::{kind} file={}", property(&report.repository_path(finding.span)));
    if let Some(file) = report.sources.get(finding.span.source) {
        let (start, end) = (file.position(finding.span.start), file.position(finding.span.end));
        let _ = write!(out, ",line={},endLine={}", start.line, end.line);
        // Columns are for one line; a note over several is about whole lines.
        if start.line == end.line {
            let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
        }
    }
    let title = format!("{} {}", finding.code.id, finding.code.name);
    let _ = write!(out, ",title={}::{}", property(&title), message(words));
    out
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
