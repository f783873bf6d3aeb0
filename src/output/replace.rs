//! Edited files in the place of the old ones. In: paths, the bytes that were read, the new bytes. Out: all of the
//! files new, or all of them old. Never: over a change that was made since the file was read.

use super::files;
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

/// What is put behind a file's name while its next bytes are written.
const NEXT: &str = ".next";

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The file; its folder is made.
    pub file: PathBuf,
    /// The bytes that the edit started from; none: there was no file.
    pub was: Option<Vec<u8>>,
    /// The bytes that come.
    pub now: Vec<u8>,
}

/// Writes all of them beside their places first, then puts one after the other in place; if one cannot be, those
/// before it get their old bytes back.
///
/// # Errors
/// A file changed since it was read, or the system refuses. Nothing has changed then.
pub fn replace(edits: &[Replacement]) -> Result<()> {
    if let Some(edit) = edits.iter().find(|edit| !stands(edit)) {
        let attempted = "write: the file changed since it was read (nothing was written; run it again)";
        return Err(Error::new(attempted).at(&edit.file));
    }
    let staged = edits.iter().try_for_each(|edit| {
        files::make_folder(edit.file.parent().unwrap_or(Path::new(".")))?;
        files::write_next(&next(edit), &edit.now)
    });
    let done = staged.and_then(|()| put_all(edits));
    if done.is_err() {
        edits.iter().for_each(|edit| drop(std::fs::remove_file(next(edit))));
    }
    done
}

fn put_all(edits: &[Replacement]) -> Result<()> {
    for (idx, edit) in edits.iter().enumerate() {
        if let Err(fault) = files::rename(&next(edit), &edit.file) {
            edits[..idx].iter().for_each(take_back);
            return Err(fault);
        }
    }
    Ok(())
}

/// As far as the system lets it: the error that led here is the one that is told.
fn take_back(edit: &Replacement) {
    let _ = match &edit.was {
        Some(was) => {
            files::write_next(&next(edit), was).and_then(|()| files::rename(&next(edit), &edit.file))
        }
        None => std::fs::remove_file(&edit.file).map_err(|e| Error::new("remove").at(&edit.file).because(e)),
    };
}

fn stands(edit: &Replacement) -> bool {
    match &edit.was {
        Some(was) => files::holds(&edit.file, was),
        None => !edit.file.exists(),
    }
}

fn next(edit: &Replacement) -> PathBuf {
    files::with_ending(&edit.file, NEXT)
}
