//! Logging commands for Azure Pipelines. In: findings. Out: `##vso[task.logissue type=error;…]message`, a log.
//! Never: a value that ends its command early.

use super::annotate::{Pipeline, annotated};
use super::{Options, Report};
use crate::diagnostic::{Diagnostic, Severity};
use std::fmt::Write as _;

/// An issue is an error or a warning: suggestions stand in the log.
const AZURE: Pipeline = Pipeline { note, least: Severity::Warning, open: "##[group]", close: "##[endgroup]" };

/// Ten errors and ten warnings become issues of the run.
pub(super) fn azure(report: &Report<'_>, options: Options) -> String {
    annotated(report, options, &AZURE)
}

fn note(report: &Report<'_>, finding: &Diagnostic, words: &str) -> String {
    let kind = if finding.severity == Severity::Error { "error" } else { "warning" };
    let path = property(&report.repository_path(finding.span));
    let mut out = format!("##vso[task.logissue type={kind};sourcepath={path};");
    if let Some(file) = report.sources.get(finding.span.source) {
        let at = file.position(finding.span.start);
        let _ = write!(out, "linenumber={};columnnumber={};", at.line, at.column);
    }
    let title = format!("{} {}", finding.code.id, finding.code.name);
    let _ = write!(out, "code={};]{}: {}", property(finding.code.id), message(&title), message(words));
    out
}

fn message(text: &str) -> String {
    text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(';', "%3B").replace(']', "%5D")
}
