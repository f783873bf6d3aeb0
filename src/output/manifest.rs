//! What stands in a root: `<folder>.build.json` beside it. In: entries. Out: the file, one line a path, sorted.
//! Never: a time or a machine; equal roots have equal manifests.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// One file of a root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// XXH3 of the content, 16 hexadecimal digits.
    pub hash: String,
    /// The audience's folder.
    pub label: String,
    /// The files it was made from, below the library's root, sorted.
    pub sources: Vec<String>,
}

/// The files of a root by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// By path below the root.
    pub files: BTreeMap<String, Entry>,
}

/// The content's hash as it stands in a manifest.
pub(super) fn hash(bytes: &[u8]) -> String {
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(bytes))
}

impl Manifest {
    /// Reads a manifest; none if there is no such file.
    ///
    /// # Errors
    /// It cannot be read, or is no manifest of ours.
    pub fn read(file: &Path) -> Result<Option<Self>> {
        let text = match std::fs::read(file) {
            Ok(text) => text,
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(fault) => return Err(Error::new("read the manifest").at(file).because(fault)),
        };
        let files = serde_json::from_slice(&text)
            .map_err(|e| Error::new("read the manifest (remove it to start anew)").at(file).because(e))?;
        Ok(Some(Self { files }))
    }

    /// The file's text: one line a path, so that two manifests compare line by line.
    pub fn text(&self) -> String {
        let mut out = String::from("{");
        let mut between = "\n";
        for (path, entry) in &self.files {
            let key = serde_json::Value::from(path.as_str());
            let value = serde_json::to_string(entry).expect("strings always have a JSON form");
            let _ = write!(out, "{between}{key}: {value}");
            between = ",\n";
        }
        out.push_str("\n}\n");
        out
    }
}
