//! Diagnostics to text. In: findings and their sources. Out: one text per format.
//! Never: prints, reads the disk, changes a finding. A new format is a file here and a row in [`FORMATS`].

mod human;
mod json;
mod order;
mod short;
mod window;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::SourceMap;
pub use human::human;
pub use json::{json, json_findings};
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
    pub write: fn(&Report<'_>, Options) -> String,
}

/// The formats, the default first.
pub const FORMATS: &[Format] = &[
    Format { name: "human", write: human },
    Format { name: "short", write: short },
    Format { name: "json", write: json },
];

impl Report<'_> {
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
        let worst_first = [Severity::Error, Severity::Warning, Severity::Suggestion];
        let found = counted(worst_first.map(|s| self.count(s)));
        let mut out = format!("{found} in {}", plural(self.files, "file"));
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
    let words = [Severity::Error, Severity::Warning, Severity::Suggestion].map(Severity::as_str);
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
