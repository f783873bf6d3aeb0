//! The system calls of this room, with the path in every error. In: paths. Out: files.
//! Never: overwrites in place; a file that two roots share by a hard link would change in both.
//!
//! In unit tests a process may die after any number of these steps: see [`death`].

use crate::error::{Error, Result};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Writes a new file whose folder exists.
pub(super) fn write_new(file: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |e| Error::new("write").at(file).because(e);
    let mut out = fs::File::create_new(file).map_err(failed)?;
    out.write_all(bytes).map_err(failed)
}

/// Writes a file that is put in place later by [`rename`]; an older one of that name goes.
pub(super) fn write_next(file: &Path, bytes: &[u8]) -> Result<()> {
    let written = step().and_then(|()| fs::File::create(file)).and_then(|mut out| {
        // A process may die with half of it written.
        let (half, rest) = bytes.split_at(bytes.len() / 2);
        out.write_all(half).and_then(|()| step()).and_then(|()| out.write_all(rest))
    });
    written.map_err(|e| Error::new("write").at(file).because(e))
}

/// Puts `from` in the place of `to` in one step: readers see the old file or the new one.
pub(super) fn rename(from: &Path, to: &Path) -> Result<()> {
    let done = step().and_then(|()| fs::rename(from, to));
    done.map_err(|e| Error::new("put in place").at(to).because(e))
}

/// Removes a file; nothing there is fine.
pub(super) fn remove_file(file: &Path) -> Result<()> {
    match step().and_then(|()| fs::remove_file(file)) {
        Err(fault) if fault.kind() != ErrorKind::NotFound => {
            Err(Error::new("remove").at(file).because(fault))
        }
        _ => Ok(()),
    }
}

/// Gives a new file the permissions of the one that it takes the place of, if there is one.
pub(super) fn permit_as(old: &Path, new: &Path) -> Result<()> {
    let Ok(old) = fs::metadata(old) else { return Ok(()) };
    let done = step().and_then(|()| fs::set_permissions(new, old.permissions()));
    done.map_err(|e| Error::new("give the new file the old one's permissions").at(new).because(e))
}

/// `file` with something behind its whole name.
pub(super) fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}

/// True if `file` holds exactly `bytes`.
pub(super) fn holds(file: &Path, bytes: &[u8]) -> bool {
    let same_size = fs::symlink_metadata(file).is_ok_and(|m| m.is_file() && m.len() == bytes.len() as u64);
    same_size && fs::read(file).is_ok_and(|old| old == bytes)
}

/// Takes a file over into another folder: hard-linked, or copied where links are not to be had.
pub(super) fn take_over(old: &Path, new: &Path) -> Result<()> {
    if fs::hard_link(old, new).is_ok() {
        return Ok(());
    }
    fs::copy(old, new).map(drop).map_err(|e| Error::new("carry over").at(old).because(e))
}

/// Makes a folder and those above it; gives the ones that were not there, the outermost first.
pub(super) fn make_folder(folder: &Path) -> Result<Vec<PathBuf>> {
    let missing = |f: &&Path| !f.as_os_str().is_empty() && f.symlink_metadata().is_err();
    let mut made: Vec<PathBuf> = folder.ancestors().take_while(missing).map(Path::to_path_buf).collect();
    made.reverse();
    let done = step().and_then(|()| fs::create_dir_all(folder));
    done.map_err(|e| Error::new("make the folder").at(folder).because(e))?;
    Ok(made)
}

/// Removes a folder and all below it; nothing there is fine.
pub(super) fn remove_folder(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(fault) if fault.kind() != ErrorKind::NotFound => {
            Err(Error::new("remove the folder").at(folder).because(fault))
        }
        _ => Ok(()),
    }
}

/// Every file below `folder` by its path with `/`, sorted; links count as files and are not followed.
pub(super) fn list(folder: &Path) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    if folder.exists() {
        list_into(folder, "", &mut paths)?;
        paths.sort();
    }
    Ok(paths)
}

/// Adds the files of one folder, whose own path is `below` with a `/` at its end.
fn list_into(folder: &Path, below: &str, paths: &mut Vec<String>) -> Result<()> {
    let failed = |e| Error::new("list the root").at(folder).because(e);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let attempted = "carry over a file whose name is not UTF-8 (rename it)";
        let name = name.to_str().ok_or_else(|| Error::new(attempted).at(&entry.path()))?;
        match entry.file_type().map_err(failed)?.is_dir() {
            true => list_into(&entry.path(), &format!("{below}{name}/"), paths)?,
            false => paths.push(format!("{below}{name}")),
        }
    }
    Ok(())
}

#[cfg(not(test))]
fn step() -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
use death::step;

/// A process that is killed: after the steps that it is given, nothing that it attempts happens.
#[cfg(test)]
pub(super) mod death {
    use std::cell::Cell;
    use std::io;

    thread_local! {
        static LEFT: Cell<usize> = const { Cell::new(usize::MAX) };
    }

    pub(super) fn step() -> io::Result<()> {
        LEFT.with(|left| match left.get() {
            0 => Err(io::Error::other("killed")),
            n => {
                left.set(n - 1);
                Ok(())
            }
        })
    }

    /// Runs `what` as a process that dies after `steps`.
    pub(in crate::output) fn after<T>(steps: usize, what: impl FnOnce() -> T) -> T {
        LEFT.with(|left| left.set(steps));
        let out = what();
        LEFT.with(|left| left.set(usize::MAX));
        out
    }
}
