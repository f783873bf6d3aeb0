//! JUnit XML, for the test view of any CI. In: findings. Out: a suite per file, a case per finding.
//! Never: a suite without a case: some readers take that for an error.

use super::window::shown;
use super::{Options, Report, order, plural};
use crate::diagnostic::Diagnostic;
use std::fmt::Write as _;

/// What fails the run is a failure; what does not is skipped, with its message.
pub(super) fn junit(report: &Report<'_>, _: Options) -> String {
    let sorted = order::sorted(report);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(out, "<testsuites name=\"gameplan\"{}>", counts(report, &sorted));
    for suite in sorted.chunk_by(|a, b| a.span.source == b.span.source) {
        let path = escaped(&report.repository_path(suite[0].span));
        let _ = writeln!(out, "  <testsuite name=\"{path}\"{}>", counts(report, suite));
        for finding in suite {
            case(&mut out, report, &path, finding);
        }
        out.push_str("  </testsuite>\n");
    }
    if sorted.is_empty() {
        let files = plural(report.files, "file");
        let _ = writeln!(
            out,
            "  <testsuite name=\"gameplan\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">"
        );
        let _ = writeln!(out, "    <testcase name=\"{files}\" classname=\"gameplan\"/>\n  </testsuite>");
    }
    out.push_str("</testsuites>\n");
    out
}

fn counts(report: &Report<'_>, findings: &[&Diagnostic]) -> String {
    let failures = findings.iter().filter(|d| d.severity >= report.fails_at).count();
    let (tests, skipped) = (findings.len().max(1), findings.len() - failures);
    format!(" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"")
}

fn case(out: &mut String, report: &Report<'_>, path: &str, finding: &Diagnostic) {
    let code = finding.code;
    let at = report.sources.get(finding.span.source).map(|file| file.position(finding.span.start));
    let (line, column) = at.map_or((1, 1), |at| (at.line, at.column));
    let name = format!("{} {} ({line}:{column})", code.id, code.name);
    let _ = writeln!(
        out,
        "    <testcase name=\"{}\" classname=\"{path}\" file=\"{path}\" line=\"{line}\">",
        escaped(&name)
    );
    let message = escaped(&finding.message);
    if finding.severity < report.fails_at {
        let _ = writeln!(out, "      <skipped message=\"{}: {message}\"/>", finding.severity.as_str());
    } else {
        let mut text = format!("{}: {}", report.repository_place(finding.span), finding.message);
        for label in &finding.labels {
            let _ = write!(text, "\n{}: {}", report.repository_place(label.span), label.text);
        }
        text.extend(finding.help.iter().map(|help| format!("\nhelp: {help}")));
        let (kind, text) = (finding.severity.as_str(), escaped_text(&text));
        let _ = writeln!(out, "      <failure type=\"{kind}\" message=\"{message}\">{text}</failure>");
    }
    out.push_str("    </testcase>\n");
}

/// Text of an element. XML 1.0 has no sign for most control characters: they are written out.
fn escaped_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in shown(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// The value of an attribute: a reader makes blanks of line ends that are not written as references.
fn escaped(text: &str) -> String {
    escaped_text(text).replace('\n', "&#10;").replace('\t', "&#9;")
}
