//! The baseline of a check: findings that the library lives with. In: a report, the file. Out: the report without what the
//! file knows, what came and went. Never: the file written unless an update is asked for.

use super::narrow::{BaselineFile, Narrowed, Scope};
use super::{CheckReport, pairs};
use crate::edit::baseline::{self, Entry};
use crate::error::{Error, Result};
use crate::output;
use crate::source::read;
use std::collections::BTreeSet;
use std::path::Path;

/// Bytes of a baseline, at most: half a million entries.
const MAX_BASELINE: u64 = 64 << 20;

/// Takes out what the baseline knows; writes it anew if that is asked for.
///
/// # Errors
/// The file cannot be read, or not be written.
pub(super) fn apply(
    report: &mut CheckReport,
    root: &Path,
    file: &BaselineFile,
    scope: &Scope,
) -> Result<Narrowed> {
    let (inside, mut kept): (Vec<Entry>, Vec<Entry>) = known(file)?.into_iter().partition(|e| scope.takes(e));
    let found = pairs::entries(&report.findings, &report.sources);
    let pairs = pairs::pair(&inside, &found, &|path| report.has_lost(root, path));
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
