//! `gameplan check`. In: its options. Out: findings in a format, exit 1 at or above `--fail-on`.
//! Never: green when nothing was looked at.

use super::Outcome;
use super::terminal::Terminal;
use crate::diagnostic::{CODES, Code, Severity};
use crate::error::{Error, Result};
use crate::pipeline::{self, CheckOptions, Library};
use crate::report::{FORMATS, Report};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

/// `check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Files or folders below the library; everything without one.
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// How to write findings down.
    #[arg(long, default_value = FORMATS[0].name, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|f| f.name)))]
    format: String,
    /// The least severity that makes the exit code 1.
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Only these codes or names.
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these codes or names.
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    ignore: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Suggestion,
}

impl Check {
    pub(super) fn run(self, library: Library, terminal: &Terminal) -> Result<Outcome> {
        let (select, ignore) = (codes(&self.select)?, codes(&self.ignore)?);
        let mut checked = pipeline::check(&CheckOptions { library, paths: self.paths }, terminal)?;
        let wanted =
            |code: &&'static Code| (select.is_empty() || select.contains(code)) && !ignore.contains(code);
        checked.findings.retain(|d| wanted(&d.code));
        let report = Report {
            findings: &checked.findings,
            sources: &checked.sources,
            files: checked.files,
            suppressed: checked.suppressed,
            baselined: checked.baselined,
        };
        if let Some(format) = FORMATS.iter().find(|f| f.name == self.format) {
            terminal.answer(&(format.write)(&report, terminal.options()));
        }
        let least = match self.fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Suggestion => Severity::Suggestion,
        };
        Ok(if checked.broken_settings {
            Outcome::BrokenSettings
        } else if checked.findings.iter().any(|d| d.severity >= least) {
            Outcome::Findings
        } else {
            Outcome::Done
        })
    }
}

/// Codes by id or name, without case.
fn codes(names: &[String]) -> Result<Vec<&'static Code>> {
    names.iter().map(|name| code(name.trim())).collect()
}

fn code(name: &str) -> Result<&'static Code> {
    let same =
        |code: &&&'static Code| code.id.eq_ignore_ascii_case(name) || code.name.eq_ignore_ascii_case(name);
    if let Some(code) = CODES.iter().find(same) {
        return Ok(code);
    }
    let lower = name.to_lowercase();
    let words = CODES.iter().flat_map(|c| [c.id, c.name]);
    let near = words.min_by_key(|word| strsim::osa_distance(&lower, &word.to_lowercase()));
    Err(Error::not_found(format!("no code `{name}`; the nearest is `{}`", near.unwrap_or("none"))))
}
