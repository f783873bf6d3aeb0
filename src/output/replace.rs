//! Many files of a library replaced, all of them or none. In: paths, the bytes that are expected there, new bytes.
//! Out: the files. Never: writes over a file that changed meanwhile.
//!
//! Every new file is staged beside its place, and a journal names them all. Its renaming is the one step that
//! decides: before it nothing has happened, after it [`settle`] finishes what a crash left undone.

use super::{files, lock, path};
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

/// The journal while files are staged, and once they are to be put in place.
const STAGING: &str = ".gameplan-staging.json";
const DECIDED: &str = ".gameplan-decided.json";
const LOCK: &str = ".gameplan-replace.lock";

/// One file to replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// Its path from the root, with `/`.
    pub path: String,
    /// What must stand there; none: no file.
    pub old: Option<Vec<u8>>,
    /// What will.
    pub new: Vec<u8>,
}

/// Replaces files below `root` (or where the settings say that they lie).
///
/// # Errors
/// A file is not as it was when the change was planned, another run is writing, or the system refuses;
/// nothing has changed then.
pub fn replace(root: &Path, changes: &[Replacement]) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let _lock = lock::Lock::take(&root.join(LOCK))?;
    settle(root)?;
    for change in changes {
        let name = change.path.rsplit('/').next().unwrap_or(&change.path);
        if let Some(why) = path::unsafe_because(name) {
            return Err(Error::new(format!("write `{}`: {why}", change.path)));
        }
    }
    let paths: Vec<&str> = changes.iter().map(|c| c.path.as_str()).collect();
    let journal = serde_json::Value::from(paths).to_string();
    files::write_next(&root.join(STAGING), journal.as_bytes())?;
    let staged = changes.iter().try_for_each(|change| stage(root, change));
    let staged = staged.and_then(|()| changes.iter().try_for_each(|change| unchanged(root, change)));
    if let Err(error) = staged {
        discard(root, changes.iter().map(|c| c.path.as_str()));
        return Err(error);
    }
    files::rename(&root.join(STAGING), &root.join(DECIDED))?;
    settle(root)
}

/// Finishes or undoes what a run that was killed left behind; cheap where there is nothing.
///
/// # Errors
/// The system refuses.
pub fn settle(root: &Path) -> Result<()> {
    let decided = root.join(DECIDED);
    if let Some(paths) = journal(&decided) {
        for path in &paths {
            let place = root.join(path);
            let next = staged(&place);
            if next.symlink_metadata().is_ok() {
                files::rename(&next, &place)?;
            }
        }
        return remove(&decided);
    }
    let staging = root.join(STAGING);
    if staging.symlink_metadata().is_ok() {
        let paths = journal(&staging).unwrap_or_default();
        discard(root, paths.iter().map(String::as_str));
    }
    Ok(())
}

/// Writes one file that the user named: staged beside it, then renamed. Its folder is made if it is not there.
///
/// # Errors
/// The system refuses.
pub fn write_file(file: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent().filter(|f| !f.as_os_str().is_empty()) {
        files::make_folder(folder)?;
    }
    let next = staged(file);
    files::write_next(&next, bytes)?;
    files::rename(&next, file)
}

/// The paths of a journal, if it is there and whole.
fn journal(file: &Path) -> Option<Vec<String>> {
    serde_json::from_slice(&std::fs::read(file).ok()?).ok()
}

fn stage(root: &Path, change: &Replacement) -> Result<()> {
    let place = root.join(&change.path);
    files::make_folder(place.parent().unwrap_or(root))?;
    let next = staged(&place);
    files::write_next(&next, &change.new)?;
    // Who may read the page stays as it was.
    if let Ok(old) = std::fs::metadata(&place) {
        std::fs::set_permissions(&next, old.permissions())
            .map_err(|e| Error::new("give the new file the old one's permissions").at(&next).because(e))?;
    }
    Ok(())
}

fn unchanged(root: &Path, change: &Replacement) -> Result<()> {
    let place = root.join(&change.path);
    let same = match &change.old {
        Some(old) => files::holds(&place, old),
        None => place.symlink_metadata().is_err(),
    };
    match same {
        true => Ok(()),
        false => {
            Err(Error::new("write a file that changed since the plan was made (nothing was written)")
                .at(&place))
        }
    }
}

fn discard<'a>(root: &Path, paths: impl Iterator<Item = &'a str>) {
    for path in paths {
        // What cannot be removed is written over by the next run.
        let _ = std::fs::remove_file(staged(&root.join(path)));
    }
    let _ = std::fs::remove_file(root.join(STAGING));
}

fn remove(file: &Path) -> Result<()> {
    std::fs::remove_file(file).map_err(|e| Error::new("remove the journal").at(file).because(e))
}

/// `usage/.fjordlys.csv.next` for `usage/fjordlys.csv`.
fn staged(place: &Path) -> PathBuf {
    let name = place.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    place.with_file_name(format!(".{name}.next"))
}
