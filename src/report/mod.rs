//! Diagnostics to text. In: findings and their sources. Out: one text per format.
//! Never: prints, reads the disk, changes a finding. A new format is a file here and a row in [`FORMATS`].

mod annotate;
mod azure;
mod by;
mod github;
mod gitlab;
mod diff;
mod human;
mod json;
mod junit;
mod markdown;
mod order;
mod sarif;
mod short;
mod statistics;
mod tally;
mod window;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{SourceMap, Span};
use azure::azure;
pub use by::{By, KEYS};
pub use diff::diff;
use github::github;
use gitlab::gitlab;
pub use human::human;
pub use json::{json, json_findings};
use junit::junit;
use markdown::markdown;
use sarif::sarif;
pub use short::short;

/// Everything that one run found.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// Findings in any order; each format sorts them by path, position and code.
    pub findings: &'a [Diagnostic],
    /// The files that the findings point into.
    pub sources: &'a SourceMap,
    /// How many files were read.
    pub files: usize,
    /// Findings that comments in the files took out.
    pub suppressed: usize,
    /// Findings that the baseline knows.
    pub baselined: usize,
    /// How many rules looked at them; 0 where that is not said.
    pub rules: usize,
    /// The folder of the library within its repository, with a `/` behind it: CI names files from there.
    pub below: &'a str,
    /// The least severity that fails the run.
    pub fails_at: Severity,
    /// The command that found them, to be typed again.
    pub command: &'a str,
    /// What findings are put together by, where that is asked for.
    pub by: Option<&'a By>,
    /// The page of a rule, in Markdown.
    pub explain: fn(&Code) -> Option<String>,
}

/// How a text for people looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// ANSI colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { color: false, width: 120 }
    }
}

/// One way to write findings down.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// Writes the whole text, with a line end behind the last line.
    pub write: Write,
    /// Writes counts instead of findings. Formats that machines fix have none, and know no groups.
    pub count: Option<Write>,
}

/// One way to write a report.
pub type Write = fn(&Report<'_>, Options) -> String;

/// The formats, the default first.
pub const FORMATS: &[Format] = &[
    Format { name: "human", write: human, count: Some(statistics::table) },
    Format { name: "short", write: short, count: None },
    Format { name: "json", write: json, count: Some(statistics::rows) },
    Format { name: "sarif", write: sarif, count: None },
    Format { name: "github", write: github, count: None },
    Format { name: "gitlab", write: gitlab, count: None },
    Format { name: "azure", write: azure, count: None },
    Format { name: "junit", write: junit, count: None },
    Format { name: "markdown", write: markdown, count: Some(markdown::counts) },
];

/// Severities, the worst first.
const WORST_FIRST: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Suggestion];

impl<'a> Report<'a> {
    /// Findings of which no more is known.
    pub fn new(findings: &'a [Diagnostic], sources: &'a SourceMap) -> Self {
        Self {
            findings,
            sources,
            files: 0,
            suppressed: 0,
            baselined: 0,
            rules: 0,
            below: "",
            fails_at: Severity::Error,
            command: "gameplan check",
            by: None,
            explain: |_| None,
        }
    }

    /// The file of a span, from the top of the repository; `.` for one that is not known.
    fn repository_path(&self, span: Span) -> String {
        match self.sources.get(span.source) {
            Some(file) => format!("{}{}", self.below, file.path),
            None => ".".to_string(),
        }
    }

    /// `path:line:column` of a span, from the top of the repository.
    fn repository_place(&self, span: Span) -> String {
        let path = self.repository_path(span);
        match self.sources.get(span.source).map(|file| file.position(span.start)) {
            Some(at) => format!("{path}:{}:{}", at.line, at.column),
            None => path,
        }
    }

    /// How many findings there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|d| d.severity == severity).count()
    }

    /// How many findings carry a mend in bytes.
    pub fn fixable(&self) -> usize {
        self.findings.iter().filter(|d| d.fix.is_some()).count()
    }

    /// `2 errors and 1 warning in 17 files`.
    pub fn summary(&self) -> String {
        let mut out = format!(
            "{} in {}",
            counted(WORST_FIRST.map(|severity| self.count(severity))),
            plural(self.files, "file")
        );
        if self.rules > 0 {
            out.push_str(&format!(", {} run", plural(self.rules, "rule")));
        }
        for (n, what) in [
            (self.suppressed, "suppressed"),
            (self.baselined, "known to the baseline"),
            (self.fixable(), "fixable"),
        ] {
            if n > 0 {
                out.push_str(&format!(", {n} {what}"));
            }
        }
        out
    }
}

/// Errors, warnings and suggestions in words: `2 errors and 1 warning`; `nothing found`.
pub fn counted(counts: [usize; 3]) -> String {
    let words = WORST_FIRST.map(Severity::as_str);
    let some = counts.into_iter().zip(words).filter(|(n, _)| *n > 0);
    let parts: Vec<String> = some.map(|(n, word)| plural(n, word)).collect();
    match parts.as_slice() {
        [] => "nothing found".to_string(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `1 error`, `1,200 errors`.
fn plural(n: usize, word: &str) -> String {
    let digits = n.to_string();
    let mut number = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            number.push(',');
        }
        number.push(digit);
    }
    format!("{number} {word}{}", if n == 1 { "" } else { "s" })
}
