//! What GitHub and Azure have in common: a pipeline's log in which some lines become notes beside the code.
//! In: findings, the command of one note. Out: notes, the other findings as plain lines, folded, the summary.
//! Never: a plain line that the pipeline takes for a command; more notes than the pipeline shows.

use super::window::shown;
use super::{Options, Report, WORST_FIRST, order};
use crate::diagnostic::{Diagnostic, Severity};
use std::fmt::Write as _;

/// Notes of one severity that a step shows; both pipelines drop the rest.
const SHOWN: usize = 10;

/// How a pipeline writes things.
pub(super) struct Pipeline {
    /// One note: the finding and what is to be read there.
    pub(super) note: fn(&Report<'_>, &Diagnostic, &str) -> String,
    /// The least severity that can be a note.
    pub(super) least: Severity,
    /// Opens a folded part of the log.
    pub(super) open: &'static str,
    /// Closes it.
    pub(super) close: &'static str,
}

/// Notes for the worst, the rest as lines of the log, what was left out, and the summary.
pub(super) fn annotated(report: &Report<'_>, _: Options, pipeline: &Pipeline) -> String {
    let (mut notes, mut rest, mut noted) = (String::new(), String::new(), [0; 3]);
    for ranked in order::worst_first(&order::sorted(report)) {
        let finding = ranked.finding;
        let kind = WORST_FIRST.iter().position(|s| *s == finding.severity).unwrap_or(0);
        if finding.severity >= pipeline.least && noted[kind] < SHOWN {
            noted[kind] += 1;
            let more = if ranked.nth == 0 { ranked.of - 1 } else { 0 };
            let _ = writeln!(notes, "{}", (pipeline.note)(report, finding, &words(report, finding, more)));
        } else {
            let _ = writeln!(rest, "{}", line(report, finding));
        }
    }
    let left = report.findings.len() - noted.iter().sum::<usize>();
    let mut out = notes;
    if left > 0 {
        let _ = writeln!(out, "{}{left} more in the log only\n{rest}{}", pipeline.open, pipeline.close);
    }
    let _ = writeln!(out, "{}", harmless(&report.summary()));
    out
}

/// What a note says: the message, the other places, the mend, how many more there are.
fn words(report: &Report<'_>, finding: &Diagnostic, more: usize) -> String {
    let mut out = shown(&finding.message);
    for label in &finding.labels {
        let _ = write!(out, "\n{}: {}", report.repository_place(label.span), shown(&label.text));
    }
    if let Some(help) = &finding.help {
        let _ = write!(out, "\nhelp: {}", shown(help));
    }
    if more > 0 {
        let _ = write!(out, "\n{more} more like it in this run");
    }
    out
}

fn line(report: &Report<'_>, finding: &Diagnostic) -> String {
    let place = report.repository_place(finding.span);
    let (severity, code) = (finding.severity.as_str(), finding.code);
    harmless(&format!("{severity} {} {}: {place}: {}", code.id, code.name, finding.message))
}

/// One line that begins no command: both pipelines look for `##[` anywhere, Azure for `##vso[` too.
fn harmless(line: &str) -> String {
    shown(&line.replace(['\n', '\r'], " ")).replace("##[", "## [").replace("##vso[", "## vso[")
}
