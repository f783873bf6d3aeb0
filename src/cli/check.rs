//! `gameplan check`. In: its options. Out: findings in a format, exit 1 at or above `--fail-on`.
//! Never: green when nothing was looked at.

use super::fix::Fix;
use super::terminal::Terminal;
use super::{Outcome, again};
use crate::diagnostic::Severity;
use crate::error::{Error, Result};
use crate::model::sentence::count;
use crate::pipeline::{
    self, BaselineFile, CheckOptions, CheckReport, Codes, Library, Narrowed, Narrowing, SinceChange,
};
use crate::report::{FORMATS, Report, Write};
use crate::rules;
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Files, folders or globs below the library; everything without one.
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
    /// A file of findings that the library lives with for now: they are counted, not reported.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the baseline: what is found now is known, what is gone leaves the file.
    #[arg(long, requires = "baseline")]
    update_baseline: bool,
    /// Only files that changed since HEAD parted from a revision (as `git diff REV...`), and what that broke elsewhere.
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// Count by rule instead of showing each finding; with --by, count by that.
    #[arg(long)]
    statistics: bool,
    /// Put findings together by a key of the front matter (ft.owner), or by severity, code, path or folder.
    #[arg(long, value_name = "KEY")]
    by: Option<String>,
    /// Try the samples of the rules that the settings declare, and nothing else.
    #[arg(long, conflicts_with_all = ["paths", "select", "ignore", "baseline", "since", "fix", "unsafe_fixes", "diff"])]
    test_rules: bool,
    #[command(flatten)]
    fix: Fix,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Suggestion,
}

impl FailOn {
    fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Suggestion => Severity::Suggestion,
        }
    }
}

impl Check {
    pub(super) fn run(self, library: Library, terminal: &Terminal) -> Result<Outcome> {
        let write = self.write()?;
        let command = again::check(&library, &self.paths);
        let options = CheckOptions { library, paths: self.paths };
        let baseline = self.baseline.map(|path| BaselineFile { path, update: self.update_baseline });
        let asked = Narrowing { select: self.select, ignore: self.ignore, baseline, since: self.since };
        let mut checked = match (self.test_rules, self.fix.is_asked()) {
            (true, _) => tested(&options.library, terminal)?,
            (_, true) => self.fix.run(&options, Codes::new(&asked.select, &asked.ignore), terminal)?,
            (_, false) => pipeline::check(&options, terminal)?,
        };
        let by = self.by.as_deref().map(|key| pipeline::by(&checked, key)).transpose()?;
        let narrowed = pipeline::narrow(&mut checked, &options, &asked)?;
        let of_baseline = asked.baseline.as_ref().and_then(|file| told(file, &narrowed));
        let of_change = narrowed.change.as_ref().map(since);
        of_baseline.into_iter().chain(of_change).for_each(|said| terminal.say(&said));
        let least = self.fail_on.severity();
        let report = Report {
            files: checked.files,
            suppressed: checked.suppressed,
            baselined: checked.baselined,
            rules: checked.rules.len(),
            below: &checked.below,
            fails_at: least,
            command: &command,
            by: by.as_ref(),
            explain: rules::explain_code,
            ..Report::new(&checked.findings, &checked.sources)
        };
        if !self.fix.diff {
            terminal.answer(&write(&report, terminal.options()));
        }
        Ok(if checked.broken_settings {
            Outcome::BrokenSettings
        } else if checked.findings.iter().any(|d| d.severity >= least) {
            Outcome::Findings
        } else {
            Outcome::Done
        })
    }

    /// How the report is written: not every format can count, or put together.
    fn write(&self) -> Result<Write> {
        let format = FORMATS.iter().find(|f| f.name == self.format).unwrap_or(&FORMATS[0]);
        let asked = [("--statistics", self.statistics), ("--by", self.by.is_some())];
        match (asked.iter().find(|(_, asked)| *asked), format.count) {
            (Some(_), Some(count)) if self.statistics => Ok(count),
            (Some((option, _)), None) => {
                let able = FORMATS.iter().filter(|f| f.count.is_some()).map(|f| f.name);
                let (able, own) = (able.collect::<Vec<_>>().join(", "), format.name);
                Err(Error::new(format!("use `{option}` with `--format {own}`; it goes with {able}")))
            }
            _ => Ok(format.write),
        }
    }
}

/// The samples of the team's rules.
fn tested(library: &Library, terminal: &Terminal) -> Result<CheckReport> {
    let tested = pipeline::test_rules(library)?;
    let (rules, samples) = (tested.report.team.len(), tested.samples);
    let as_said = samples - tested.report.findings.len();
    terminal.say(&format!("rules of the team: {rules}; samples: {samples}, as said: {as_said}"));
    Ok(tested.report)
}

/// What is to be said of a baseline: what came and went, or what could go.
fn told(file: &BaselineFile, Narrowed { stale, added, .. }: &Narrowed) -> Option<String> {
    let path = file.path.display();
    match (file.update, stale) {
        (true, _) => Some(format!("{path}: {added} added, {stale} gone")),
        (false, 0) => None,
        (false, 1) => Some(format!("{path}: 1 entry no longer occurs; `--update-baseline` takes it out")),
        (false, _) => {
            Some(format!("{path}: {stale} entries no longer occur; `--update-baseline` takes them out"))
        }
    }
}

/// What a change is answerable for, in numbers, and where it begins.
fn since(SinceChange { from, files, new, before, elsewhere }: &SinceChange) -> String {
    let files = count(*files, "file");
    format!(
        "since {from}: {files} changed; findings: {new} new, {before} there before in those files, {elsewhere} \
         elsewhere that are not of this change"
    )
}
