//! New files for people to edit. In: a folder, paths and texts. Out: the files, all of them or none.
//! Never: overwrites.

use super::{files, path};
use crate::error::{Error, Result};
use std::path::Path;

/// Writes `texts` (path below `folder` with `/`, text).
///
/// # Errors
/// One of the files exists, a path is not safe, or the system refuses.
pub fn create(folder: &Path, texts: &[(String, String)]) -> Result<()> {
    for (below, _) in texts {
        if let Some(why) = path::unsafe_because(below) {
            return Err(Error::new(format!("create `{below}`: {why}")));
        }
        let file = folder.join(below);
        if file.symlink_metadata().is_ok() {
            return Err(Error::new("create a file that exists already (nothing was written)").at(&file));
        }
    }
    for (below, text) in texts {
        let file = folder.join(below);
        files::make_folder(file.parent().unwrap_or(folder))?;
        files::write_new(&file, text.as_bytes())?;
    }
    Ok(())
}
