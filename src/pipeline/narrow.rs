//! Which findings of a check are reported: codes, and those that the baseline does not know. In: a report, what is
//! asked for. Out: the report with fewer findings, what became of the rest. Never: a finding dropped and not counted,
//! except one whose code was not asked for.

use super::chosen::Paths;
use super::{CheckReport, pairs};
use crate::diagnostic::{CODES, Code, find};
use crate::edit::baseline::{self, Entry};
use crate::error::{Error, Result};
use crate::output;
use crate::source::read;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Bytes of a baseline, at most: half a million entries.
const MAX_BASELINE: u64 = 64 << 20;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Narrowing {
    /// Only these codes, by id, name or alias; none: all.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
    /// Findings that the library lives with.
    pub baseline: Option<BaselineFile>,
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// Entries of the baseline whose finding is gone. They are no longer in the file if it was updated.
    pub stale: usize,
    /// Entries that an update added.
    pub added: usize,
}

/// Takes out of `report` what is not asked for. `root` is the library's folder.
///
/// # Errors
/// A code that there is not, or a baseline that cannot be read or written.
pub fn narrow(report: &mut CheckReport, root: &Path, asked: &Narrowing) -> Result<Narrowed> {
    let codes = Codes { select: codes(&asked.select)?, ignore: codes(&asked.ignore)? };
    report.findings.retain(|d| codes.take(d.code));
    report.rules.retain(|code| codes.take(code));
    let Some(file) = &asked.baseline else { return Ok(Narrowed::default()) };
    if report.broken_settings {
        // Defaults hold then: neither what is new nor what is gone can be told.
        return Ok(Narrowed::default());
    }
    let known = known(file)?;
    let scope = Scope { codes, paths: report.paths.clone() };
    against(report, root, file, known, &scope)
}

/// Takes out what the baseline knows; writes it anew if that is asked for.
fn against(
    report: &mut CheckReport,
    root: &Path,
    file: &BaselineFile,
    known: BTreeSet<Entry>,
    scope: &Scope,
) -> Result<Narrowed> {
    let (inside, mut kept): (Vec<Entry>, Vec<Entry>) = known.iter().cloned().partition(|e| scope.takes(e));
    let found = pairs::entries(&report.findings, &report.sources);
    let here: BTreeSet<&str> = report.sources.files().map(|f| f.path.as_str()).collect();
    let is_gone = |path: &str| !here.contains(path) && !root.join(path).exists();
    let pairs = pairs::pair(&inside, &found, &is_gone);
    let mut is_known = vec![false; found.len()];
    let mut narrowed = Narrowed::default();
    for (entry, at) in inside.into_iter().zip(pairs) {
        match at {
            Some(at) => {
                is_known[at] = true;
                kept.push(renewed(entry, &found[at]));
            }
            None => narrowed.stale += 1,
        }
    }
    if file.update {
        let new = found.iter().zip(&mut is_known).filter(|(_, known)| !**known);
        for (entry, known) in new {
            *known = true;
            narrowed.added += 1;
            kept.push(entry.clone());
        }
        write(file, &baseline::write(&kept))?;
    }
    let mut known = is_known.iter();
    report.findings.retain(|_| !known.next().is_some_and(|known| *known));
    report.baselined = is_known.iter().filter(|known| **known).count();
    Ok(narrowed)
}

/// The entry as it should stand now: its own words while the file's name is the same, so that nothing changes in it
/// for a number in a message.
fn renewed(old: Entry, found: &Entry) -> Entry {
    let same = old.path == found.path && old.fingerprint == found.fingerprint;
    if same { old } else { found.clone() }
}

/// The entries of the file; none where an update makes it.
fn known(file: &BaselineFile) -> Result<BTreeSet<Entry>> {
    if file.update && !file.path.exists() {
        return Ok(BTreeSet::new());
    }
    let mend = "; `--update-baseline` writes it";
    let text = read::text(Path::new(""), &file.path.to_string_lossy(), MAX_BASELINE).map_err(|fault| {
        let mend = if file.path.exists() { "" } else { mend };
        Error::new(format!("read the baseline `{}`: {fault}{mend}", file.path.display()))
    })?;
    baseline::read(&text).map_err(|(line, why)| {
        Error::new(format!("read the baseline `{}`, line {line}: {why}", file.path.display()))
    })
}

fn write(file: &BaselineFile, text: &str) -> Result<()> {
    let old = read::text(Path::new(""), &file.path.to_string_lossy(), MAX_BASELINE);
    if old.is_ok_and(|old| old == text) { Ok(()) } else { output::write_file(&file.path, text.as_bytes()) }
}

/// What a run looks at: of everything else it cannot tell whether it still occurs.
struct Scope {
    codes: Codes,
    paths: Paths,
}

impl Scope {
    fn takes(&self, entry: &Entry) -> bool {
        self.paths.takes(&entry.path) && find(&entry.code).is_none_or(|code| self.codes.take(code))
    }
}

struct Codes {
    select: Vec<&'static Code>,
    ignore: Vec<&'static Code>,
}

impl Codes {
    fn take(&self, code: &'static Code) -> bool {
        (self.select.is_empty() || self.select.contains(&code)) && !self.ignore.contains(&code)
    }
}

fn codes(names: &[String]) -> Result<Vec<&'static Code>> {
    names.iter().map(|name| code(name.trim())).collect()
}

fn code(name: &str) -> Result<&'static Code> {
    let lower = name.to_lowercase();
    if let Some(code) = find(&lower) {
        return Ok(code);
    }
    let words = CODES.iter().flat_map(|c| [c.id, c.name]);
    let near = words.min_by_key(|word| strsim::osa_distance(&lower, &word.to_lowercase()));
    Err(Error::not_found(format!("no rule is called `{name}`; the nearest is `{}`", near.unwrap_or("none"))))
}
