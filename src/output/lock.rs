//! One writer at a time for a folder. In: the lock file's path. Out: [`Lock`], held until dropped.
//! Never: waits; a crash gives the lock back, because the system holds it for the process.

use crate::error::{Error, Result};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// A held lock; its file is removed when it is given back.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Takes the lock.
    ///
    /// # Errors
    /// Another run holds it, or the file cannot be made.
    pub(super) fn take(path: &Path) -> Result<Self> {
        let failed = |e: std::io::Error| Error::new("lock the folder").at(path).because(e);
        // A file that its holder removed between our opening and our locking it guards nothing: try again.
        for _ in 0..16 {
            let file = File::create(path).map_err(failed)?;
            match file.try_lock() {
                Ok(()) if is_at(&file, path) => return Ok(Self { path: path.to_path_buf(), file }),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => break,
                Err(TryLockError::Error(fault)) => return Err(failed(fault)),
            }
        }
        Err(Error::new("start: another run is writing this folder (wait for it)").at(path))
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(held), Ok(there)) = (file.metadata(), path.metadata()) else { return false };
    (held.dev(), held.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true // An open file cannot be removed there.
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still held, so that nobody locks a file that is about to go.
        let _ = std::fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}
