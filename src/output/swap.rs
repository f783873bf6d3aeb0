//! The one step in which a root changes. In: the staged folder, the root. Out: the new root in place.
//! Never: a moment without a complete root where the system can exchange two names; elsewhere two renames, with
//! the first taken back when the second fails, and by [`restore`] after a crash between them.

use super::files;
use crate::error::{Error, Result};
use std::fs;
use std::path::Path;

/// Puts `staged` in the place of `root`, whose old content goes to `old` (or to `staged`); both are then removed.
pub(super) fn swap(staged: &Path, root: &Path, old: &Path) -> Result<()> {
    let failed = |e: std::io::Error| Error::new("put the new root in place").at(root).because(e);
    if !root.exists() {
        return fs::rename(staged, root).map_err(failed);
    }
    if exchange(staged, root) {
        return files::remove_folder(staged);
    }
    files::remove_folder(old)?;
    fs::rename(root, old).map_err(failed)?;
    if let Err(fault) = fs::rename(staged, root) {
        fs::rename(old, root).map_err(failed)?;
        return Err(failed(fault));
    }
    files::remove_folder(old)
}

/// Brings back the old root after a crash between two renames.
pub(super) fn restore(root: &Path, old: &Path) -> Result<()> {
    if !root.exists() && old.exists() {
        return fs::rename(old, root)
            .map_err(|e| Error::new("bring back the root of an interrupted build").at(old).because(e));
    }
    files::remove_folder(old)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(staged: &Path, root: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, staged, CWD, root, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}
