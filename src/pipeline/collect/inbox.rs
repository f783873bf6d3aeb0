//! Texts that came back. In: names of files and folders, `-`. Out: the parts below each header, with their place.
//! Never: a file that is no text taken for an empty one, unless a folder holds it.

use crate::error::{Error, Result};
use crate::parse::ticks::{self, Sheet};
use crate::source::read::{self, ReadFault};
use crate::source::walk::{self, Skip};
use std::path::Path;

/// One header and what stands below it.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The file as it was named.
    pub file: String,
    /// What it holds.
    pub sheet: Sheet,
}

impl Part {
    /// `mail.txt:12`.
    pub(super) fn place(&self, line: u32) -> String {
        format!("{}:{line}", self.file)
    }
}

/// Reads all of them, folders in the order of their paths. Also the texts in which nothing stands.
///
/// # Errors
/// A file that is named cannot be read.
pub(super) fn read(names: &[String], max: u64) -> Result<(Vec<Part>, Vec<String>)> {
    let mut parts = Vec::new();
    let mut empty = Vec::new();
    for name in names {
        for (file, text) in texts(name, max)? {
            let sheets = ticks::read(&text);
            if sheets.is_empty() {
                empty.push(file.clone());
            }
            parts.extend(sheets.into_iter().map(|sheet| Part { file: file.clone(), sheet }));
        }
    }
    Ok((parts, empty))
}

fn texts(name: &str, max: u64) -> Result<Vec<(String, String)>> {
    let path = Path::new(name);
    if name == "-" {
        let text = read::standard_input(max).map_err(|fault| failed(Path::new("standard input"), &fault))?;
        return Ok(vec![("-".to_string(), text)]);
    }
    if !path.is_dir() {
        let text = read::text(Path::new(""), name, max).map_err(|fault| failed(path, &fault))?;
        return Ok(vec![(name.to_string(), text)]);
    }
    let mut found = Vec::new();
    for entry in walk::walk(path, &Skip::default())?.files {
        // Pictures and the like lie about in folders.
        if let Ok(text) = read::text(path, &entry.path, max) {
            found.push((format!("{}/{}", name.trim_end_matches('/'), entry.path), text));
        }
    }
    Ok(found)
}

fn failed(path: &Path, fault: &ReadFault) -> Error {
    Error::new(format!("collect from a file ({fault})")).at(path)
}
