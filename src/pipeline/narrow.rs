//! Which findings of a check are reported: codes, those that a change is answerable for, those that the baseline does
//! not know. In: a report, what is asked for. Out: the report with fewer findings, what became of the rest.
//! Never: a finding dropped and not counted, except one whose code was not asked for.

use super::chosen::Paths;
use super::{CheckOptions, CheckReport, baseline, since};
use crate::diagnostic::{Code, find, words};
use crate::edit::baseline::Entry;
use crate::error::{Error, Result};
use crate::model::nearest::closest;
use std::path::PathBuf;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Narrowing {
    /// Only these codes, by id, name or alias; none: all.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
    /// Findings that the library lives with.
    pub baseline: Option<BaselineFile>,
    /// Only what changed since HEAD parted from a revision of the repository, and what that change broke.
    pub since: Option<String>,
}

/// A file of known findings.
#[derive(Clone, Debug)]
pub struct BaselineFile {
    /// The file.
    pub path: PathBuf,
    /// True: what was found becomes what is known, and what no longer occurs goes.
    pub update: bool,
}

/// What became of the findings that are not reported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// Entries of the baseline whose finding is gone. They are no longer in the file if it was updated.
    pub stale: usize,
    /// Entries that an update added.
    pub added: usize,
    /// What the change since a revision is answerable for.
    pub change: Option<Change>,
}

/// Findings since a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What was compared with, in words.
    pub from: String,
    /// Files that changed.
    pub files: usize,
    /// Findings that were not there.
    pub new: usize,
    /// Findings in changed files that were there before.
    pub before: usize,
    /// Findings in other files that were there before: not reported.
    pub elsewhere: usize,
}

/// Takes out of `report` what is not asked for.
///
/// # Errors
/// A code that there is not, a baseline that cannot be read or written, a revision that cannot be laid out.
pub fn narrow(report: &mut CheckReport, options: &CheckOptions, asked: &Narrowing) -> Result<Narrowed> {
    let codes = Codes::new(&asked.select, &asked.ignore).resolved(&report.team)?;
    report.findings.retain(|d| codes.take(d.code));
    report.rules.retain(|code| codes.take(code));
    if report.broken_settings {
        // Defaults hold then: neither what is new nor what is gone can be told.
        return Ok(Narrowed::default());
    }
    let root = &options.library.root;
    let mut narrowed = Narrowed::default();
    if let Some(file) = &asked.baseline {
        narrowed = baseline::apply(report, root, file, &Scope { codes, paths: report.paths.clone() })?;
    }
    if let Some(revision) = &asked.since {
        narrowed.change = Some(since::apply(report, options, revision)?);
    }
    Ok(narrowed)
}

/// What a run looks at: of everything else it cannot tell whether it still occurs.
pub(super) struct Scope {
    codes: Codes,
    paths: Paths,
}

impl Scope {
    pub(super) fn takes(&self, entry: &Entry) -> bool {
        self.paths.takes(&entry.path) && self.codes.take_id(&entry.code)
    }
}

/// Rules that are asked for; by default all of them. A name that this program does not know may be a team's.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Codes {
    /// Only those of `select` (none: all), and not those of `ignore`; by id, name or alias.
    pub fn new(select: &[String], ignore: &[String]) -> Self {
        let id = |name: &String| {
            let name = name.trim();
            find(name).map_or(name, |code| code.id).to_string()
        };
        Self { select: select.iter().map(id).collect(), ignore: ignore.iter().map(id).collect() }
    }

    /// True if findings of this code are asked for.
    pub fn take(&self, code: &Code) -> bool {
        let is = |name: &String| is_called(code, name);
        (self.select.is_empty() || self.select.iter().any(is)) && !self.ignore.iter().any(is)
    }

    fn take_id(&self, id: &str) -> bool {
        let is = |own: &String| own == id;
        (self.select.is_empty() || self.select.iter().any(is)) && !self.ignore.iter().any(is)
    }

    /// By ids alone, with the rules of a team.
    fn resolved(self, team: &[&'static Code]) -> Result<Self> {
        let each = |names: Vec<String>| names.iter().map(|name| id(name, team)).collect::<Result<Vec<_>>>();
        Ok(Self { select: each(self.select)?, ignore: each(self.ignore)? })
    }
}

fn is_called(code: &Code, name: &str) -> bool {
    code.id.eq_ignore_ascii_case(name) || code.name == name
}

fn id(name: &str, team: &[&'static Code]) -> Result<String> {
    let of_team = || team.iter().copied().find(|code| is_called(code, name));
    Ok(find(name).or_else(of_team).ok_or_else(|| unknown(name, team))?.id.to_string())
}

/// The name of no rule, with the nearest. Exit 3.
pub(super) fn unknown(name: &str, team: &[&'static Code]) -> Error {
    let near = closest(name, words(team)).unwrap_or_default();
    Error::not_found(format!("no rule is called `{name}`; the nearest is `{near}`"))
}
