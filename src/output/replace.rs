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
    for change in changes {
        let name = change.path.rsplit('/').next().unwrap_or(&change.path);
        if let Some(why) = path::unsafe_because(name) {
            return Err(Error::new(format!("write `{}`: {why}", change.path)));
        }
    }
    let _lock = lock::Lock::take(&root.join(LOCK))?;
    recover(root)?;
    let mut made = Vec::new();
    if let Err(error) = decide(root, changes, &mut made) {
        discard(root, changes.iter().map(|c| c.path.as_str()));
        // Folders that hold something by now stay.
        made.iter().rev().for_each(|folder| drop(std::fs::remove_dir(folder)));
        return Err(error);
    }
    recover(root)
}

/// Stages every file, and takes the one step that decides; gives the folders that were made for it.
fn decide(root: &Path, changes: &[Replacement], made: &mut Vec<PathBuf>) -> Result<()> {
    let paths: Vec<&str> = changes.iter().map(|c| c.path.as_str()).collect();
    let journal = serde_json::Value::from(paths).to_string();
    files::write_next(&root.join(STAGING), journal.as_bytes())?;
    for change in changes {
        let place = root.join(&change.path);
        made.extend(files::make_folder(place.parent().unwrap_or(root))?);
        let next = staged(&place);
        files::write_next(&next, &change.new)?;
        files::permit_as(&place, &next)?;
    }
    changes.iter().try_for_each(|change| unchanged(root, change))?;
    files::rename(&root.join(STAGING), &root.join(DECIDED))
}

/// Finishes or undoes what a run that was killed left behind; cheap where there is nothing. A run that is
/// writing just now is left alone.
///
/// # Errors
/// The system refuses, or the files are being put in place just now: a reader would see half of them.
pub fn settle(root: &Path) -> Result<()> {
    let left_over = |name: &str| root.join(name).symlink_metadata().is_ok();
    if !left_over(STAGING) && !left_over(DECIDED) {
        return Ok(());
    }
    match lock::Lock::take(&root.join(LOCK)) {
        Ok(_lock) => recover(root),
        Err(busy) if left_over(DECIDED) => Err(busy),
        Err(_) => Ok(()),
    }
}

/// What [`settle`] does, by the holder of the lock.
fn recover(root: &Path) -> Result<()> {
    let decided = root.join(DECIDED);
    if let Some(paths) = journal(&decided) {
        for path in &paths {
            let place = root.join(path);
            let next = staged(&place);
            if next.symlink_metadata().is_ok() {
                files::rename(&next, &place)?;
            }
        }
        return files::remove_file(&decided);
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
    if file.is_dir() {
        return Err(Error::new("write a file where a folder is").at(file));
    }
    let next = staged(file);
    let written = files::write_next(&next, bytes).and_then(|()| files::rename(&next, file));
    if written.is_err() {
        // Nobody looks for it.
        let _ = files::remove_file(&next);
    }
    written
}

/// The paths of a journal, if it is there and whole.
fn journal(file: &Path) -> Option<Vec<String>> {
    serde_json::from_slice(&std::fs::read(file).ok()?).ok()
}

fn unchanged(root: &Path, change: &Replacement) -> Result<()> {
    let place = root.join(&change.path);
    let same = match &change.old {
        Some(old) => files::holds(&place, old),
        None => place.symlink_metadata().is_err(),
    };
    let said = match change.old {
        _ if same => return Ok(()),
        Some(_) => "write a file that changed since it was read (nothing was written)",
        None => "create a file that exists already (nothing was written)",
    };
    Err(Error::new(said).at(&place))
}

fn discard<'a>(root: &Path, paths: impl Iterator<Item = &'a str>) {
    // What cannot be removed is written over by the next run; the journal goes last, for it names the others.
    for path in paths {
        let _ = files::remove_file(&staged(&root.join(path)));
    }
    let _ = files::remove_file(&root.join(STAGING));
}

/// `usage/.fjordlys.csv.next` for `usage/fjordlys.csv`.
fn staged(place: &Path) -> PathBuf {
    let name = place.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    place.with_file_name(format!(".{name}.next"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::fs;

    const CHANGED: usize = 3;

    /// A library whose files say `old`, and the changes that make them say `new`: two are there, one is new.
    fn library() -> (tempfile::TempDir, Vec<Replacement>) {
        let dir = tempfile::tempdir().expect("temp");
        fs::create_dir(dir.path().join("usage")).expect("folder");
        let change = |path: &str, old: Option<&[u8]>| {
            if let Some(old) = old {
                fs::write(dir.path().join(path), old).expect("written");
            }
            Replacement { path: path.to_string(), old: old.map(<[u8]>::to_vec), new: b"new".to_vec() }
        };
        let changes = vec![
            change("usage/a.csv", Some(b"old")),
            change("b.yml", Some(b"old")),
            change("progress/c.yml", None),
        ];
        (dir, changes)
    }

    fn contents(root: &Path) -> BTreeMap<String, String> {
        let files = files::list(root).expect("listed").into_iter();
        files.map(|f| (f.clone(), fs::read_to_string(root.join(&f)).expect("text"))).collect()
    }

    /// Killed after every number of steps there is: what comes next finds all of the old files, or all of the
    /// new ones, and nothing else; and both happen.
    #[test]
    fn a_run_that_is_killed_at_any_step_has_changed_all_or_nothing() {
        let (mut undone, mut finished) = (0, 0);
        for steps in 0.. {
            let (dir, changes) = library();
            let before = contents(dir.path());
            let outcome = files::death::after(steps, || replace(dir.path(), &changes));
            if outcome.is_ok() {
                break;
            }
            settle(dir.path()).expect("settled");
            let after = contents(dir.path());
            if after == before {
                undone += 1;
            } else {
                assert_eq!(after.len(), CHANGED, "{steps}: {after:?}");
                assert!(after.values().all(|text| text == "new"), "{steps}: {after:?}");
                finished += 1;
            }
        }
        assert!(undone > 2 * CHANGED && finished > CHANGED, "{undone} undone, {finished} finished");
    }

    /// Killed while it tidies up after another that was killed: the third run still has all or nothing.
    #[test]
    fn recovery_may_be_killed_too() {
        for (first, second) in (0..40).flat_map(|first| (0..8).map(move |second| (first, second))) {
            let (dir, changes) = library();
            let before = contents(dir.path());
            let _ = files::death::after(first, || replace(dir.path(), &changes));
            let _ = files::death::after(second, || settle(dir.path()));
            settle(dir.path()).expect("settled");
            let after = contents(dir.path());
            assert!(after == before || after.values().all(|t| t == "new"), "{first} {second}: {after:?}");
        }
    }

    /// A reader that comes by while a run is staging its files leaves them alone; while they are put in place
    /// it does not read.
    #[test]
    fn a_run_that_is_writing_is_left_alone() {
        let (dir, changes) = library();
        let at = |name: &str| dir.path().join(name);
        let _held = lock::Lock::take(&at(LOCK)).expect("free");
        let mut made = Vec::new();
        files::death::after(11, || decide(dir.path(), &changes, &mut made)).expect_err("not decided yet");
        settle(dir.path()).expect("nothing to wait for");
        assert!(at(STAGING).exists() && at("usage/.a.csv.next").exists());
        fs::rename(at(STAGING), at(DECIDED)).expect("decided");
        assert!(settle(dir.path()).is_err() && at("usage/.a.csv.next").exists());
    }

    #[test]
    fn a_refused_change_leaves_no_folder_behind() {
        let (dir, mut changes) = library();
        changes.push(Replacement { path: "b.yml/d".into(), old: None, new: Vec::new() });
        let before = contents(dir.path());
        replace(dir.path(), &changes).expect_err("`b.yml` is a file");
        assert_eq!(contents(dir.path()), before);
        assert!(!dir.path().join("progress").exists());
    }
}
