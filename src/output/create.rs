//! New files for people to edit. In: a folder, paths and texts, what changes with them. Out: the files, all of them or
//! none. Never: overwrites a file for a new one.

use super::replace::{Replacement, replace};
use super::{files, path};
use crate::error::{Error, Result};
use std::path::Path;

/// Writes `texts` (path below `folder` with `/`, text), and makes the changes that name them.
///
/// # Errors
/// One of the files exists, a path is not safe, or the system refuses.
pub fn create(folder: &Path, texts: &[(String, String)], changes: Vec<Replacement>) -> Result<()> {
    for (below, _) in texts {
        if let Some(why) = path::unsafe_because(below) {
            return Err(Error::new(format!("create `{below}`: {why}")));
        }
    }
    let made = files::make_folder(folder)?;
    let new = |(path, text): &(String, String)| Replacement {
        path: path.clone(),
        old: None,
        new: text.clone().into_bytes(),
    };
    let all: Vec<Replacement> = texts.iter().map(new).chain(changes).collect();
    let done = replace(folder, &all);
    if done.is_err() {
        made.iter().rev().for_each(|folder| drop(std::fs::remove_dir(folder)));
    }
    done
}
