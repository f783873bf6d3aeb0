//! The baseline: findings that a library lives with for now, one a line. In: its text, or entries. Out: entries; sorted
//! text. Never: a place in a file, a day; a line that two branches must both change.

use crate::diagnostic::{Diagnostic, Fingerprint};
use std::collections::BTreeSet;

/// The first line of the file.
const HEAD: &str = "# gameplan baseline 1: fingerprint, code, path, message; `check --baseline FILE --update-baseline` \
                    writes it, sorted";

/// Characters of a message that are kept.
const MESSAGE: usize = 100;

/// One finding that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// What makes it the same one.
    pub fingerprint: Fingerprint,
    /// The code.
    pub code: String,
    /// The file that it was found in.
    pub path: String,
    /// What was said, for people who read the file.
    pub message: String,
}

impl Entry {
    /// The entry of a finding.
    pub fn new(finding: &Diagnostic, fingerprint: Fingerprint, path: &str) -> Self {
        let short: String = finding.message.chars().take(MESSAGE).collect();
        Self { fingerprint, code: finding.code.id.to_string(), path: plain(path), message: plain(&short) }
    }
}

/// Text of one field: no tab and no line end.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The entries of a file; lines that begin with `#` are remarks.
///
/// # Errors
/// A line that is no entry: its number, and what is wrong with it.
pub fn read(text: &str) -> Result<BTreeSet<Entry>, (usize, String)> {
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let entries = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    entries.map(|(idx, line)| entry(line).map_err(|why| (idx + 1, why))).collect()
}

fn entry(line: &str) -> Result<Entry, String> {
    if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
        return Err("a merge that was not finished; keep the lines of both sides".into());
    }
    let mut fields = line.splitn(4, '\t');
    let mut next = |what: &str| fields.next().ok_or(format!("the line has no {what}"));
    let print = next("fingerprint")?;
    let fingerprint = print.parse().map_err(|_| format!("`{print}` is no fingerprint of 16 digits"))?;
    let (code, path) = (next("code")?, next("path")?);
    let message = next("message").unwrap_or_default();
    Ok(Entry { fingerprint, code: code.into(), path: path.into(), message: message.into() })
}

/// The whole file.
pub fn write<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> String {
    let sorted: BTreeSet<&Entry> = entries.into_iter().collect();
    let line = |e: &&Entry| format!("{}\t{}\t{}\t{}\n", e.fingerprint, e.code, e.path, e.message);
    std::iter::once(format!("{HEAD}\n")).chain(sorted.iter().map(line)).collect()
}
