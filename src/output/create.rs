//! New files for people to edit. In: a folder, paths and texts. Out: the files, all of them or none.
//! Never: overwrites.

use super::replace::{Replacement, replace};
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
    }
    let made = files::make_folder(folder)?;
    let changes: Vec<Replacement> = texts
        .iter()
        .map(|(path, text)| Replacement { path: path.clone(), old: None, new: text.clone().into_bytes() })
        .collect();
    let done = replace(folder, &changes);
    if done.is_err() {
        made.iter().rev().for_each(|folder| drop(std::fs::remove_dir(folder)));
    }
    done
}
