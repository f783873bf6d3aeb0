//! The one step in which a root changes. In: the staged folder, the root. Out: the new root in place.
//! Never: a moment without a complete root where the system can exchange two names; elsewhere two renames, with
//! the first taken back when the second fails, and by [`restore`] after a crash between them.

use super::files;
use crate::error::{Error, Result};
use std::fs;
use std::path::Path;

/// Puts `staged` in the place of `root`; its old content lies at `old` or at `staged` then, for the caller to remove.
pub(super) fn swap(staged: &Path, root: &Path, old: &Path) -> Result<()> {
    if !root.exists() {
        return fs::rename(staged, root).map_err(|e| failed(root, e));
    }
    if exchange(staged, root) {
        return Ok(());
    }
    two_renames(staged, root, old)
}

fn two_renames(staged: &Path, root: &Path, old: &Path) -> Result<()> {
    files::remove_folder(old)?;
    fs::rename(root, old).map_err(|e| failed(root, e))?;
    if let Err(fault) = fs::rename(staged, root) {
        fs::rename(old, root).map_err(|e| failed(root, e))?;
        return Err(failed(root, fault));
    }
    Ok(())
}

fn failed(root: &Path, fault: std::io::Error) -> Error {
    Error::new("put the new root in place").at(root).because(fault)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_renames_do_where_nothing_can_be_exchanged() {
        let dir = tempfile::tempdir().expect("temp");
        let [staged, root, old] = ["staged", "root", "old"].map(|name| dir.path().join(name));
        for folder in [&staged, &root, &old] {
            fs::create_dir(folder).expect("folder");
            fs::write(folder.join("name"), folder.to_string_lossy().as_bytes()).expect("file");
        }
        let name = |folder: &Path| fs::read_to_string(folder.join("name")).expect("name");
        two_renames(&staged, &root, &old).expect("swapped");
        assert!(name(&root).ends_with("staged") && name(&old).ends_with("root") && !staged.exists());
        // The second rename fails: the first is taken back.
        assert!(two_renames(&staged, &root, &old).is_err());
        assert!(name(&root).ends_with("staged") && !old.exists());
    }
}
