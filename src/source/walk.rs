//! The walk of a library: every file below the root, in one order on every machine.
//! In: the root, folders to leave out. Out: [`Walked`]. Never: reads a file, follows a link out of the root,
//! enters dot folders, `target`, `node_modules`, or a root that this program published.

use crate::error::{Error, Result};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// What the walk leaves out beside the fixed names.
#[derive(Clone, Debug, Default)]
pub struct Skip {
    /// Folders, absolute or relative to the working directory (the `--out` folder).
    pub folders: Vec<PathBuf>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Path below the root, with `/`.
    pub path: String,
    /// Size.
    pub bytes: u64,
}

/// A file or folder that the walk passed by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passed {
    /// Path below the root, with `/`; what is not UTF-8 is replaced by U+FFFD.
    pub path: String,
    /// Why, for people.
    pub why: String,
}

/// What stands below a root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// Files in byte order of their paths.
    pub files: Vec<Entry>,
    /// What could not be taken, in byte order of the paths.
    pub passed: Vec<Passed>,
}

/// Walks `root`.
///
/// # Errors
/// The root itself is not a folder that can be read.
pub fn walk(root: &Path, skip: &Skip) -> Result<Walked> {
    let real = root.canonicalize().map_err(|e| Error::new("read the library").at(root).because(e))?;
    if !real.is_dir() {
        return Err(Error::new("read the library, which is no folder").at(root));
    }
    let skipped: Vec<PathBuf> = skip.folders.iter().filter_map(|f| f.canonicalize().ok()).collect();
    let mut walked = Walked::default();
    let entries = WalkDir::new(&real).min_depth(1).into_iter();
    for entry in entries.filter_entry(|e| !e.file_type().is_dir() || enters(e, &skipped)) {
        match entry {
            Ok(entry) => take(&entry, &real, &mut walked),
            Err(fault) => walked.passed.push(refused(&fault, &real)),
        }
    }
    walked.files.sort();
    walked.passed.sort();
    Ok(walked)
}

/// True for folders whose content belongs to the library.
fn enters(folder: &DirEntry, skipped: &[PathBuf]) -> bool {
    if folder.depth() == 0 {
        return true;
    }
    let name = folder.file_name().to_string_lossy();
    let generated = name.starts_with('.') || name == "target" || name == "node_modules";
    !generated && !skipped.iter().any(|s| s == folder.path()) && !is_published(folder.path())
}

/// A folder with a manifest of ours beside it is a published root, whatever it is called.
fn is_published(folder: &Path) -> bool {
    let mut manifest = folder.as_os_str().to_os_string();
    manifest.push(".build.json");
    Path::new(&manifest).is_file()
}

fn take(entry: &DirEntry, root: &Path, walked: &mut Walked) {
    if entry.file_type().is_dir() {
        return;
    }
    let (path, utf8) = below(entry.path(), root);
    let mut pass = |why: &str| walked.passed.push(Passed { path: path.clone(), why: why.to_string() });
    if !utf8 {
        return pass("the file's name is not UTF-8");
    }
    if entry.file_type().is_symlink() {
        match entry.path().canonicalize() {
            Ok(target) if !target.starts_with(root) => return pass("the link leads out of the library"),
            Ok(target) if target.is_dir() => {
                return pass("the link leads to a folder, which is not followed");
            }
            Ok(_) => {}
            Err(_) => return pass("the link leads nowhere"),
        }
    }
    match std::fs::metadata(entry.path()) {
        Ok(meta) if meta.is_file() => walked.files.push(Entry { path, bytes: meta.len() }),
        Ok(_) => pass("neither a file nor a folder"),
        Err(fault) => pass(&fault.to_string()),
    }
}

fn refused(fault: &walkdir::Error, root: &Path) -> Passed {
    let path = fault.path().map_or_else(String::new, |p| below(p, root).0);
    let why = fault.io_error().map_or_else(|| fault.to_string(), ToString::to_string);
    Passed { path, why }
}

/// The path below the root with `/`, and whether every part of it is UTF-8.
fn below(path: &Path, root: &Path) -> (String, bool) {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts = relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
    (parts, relative.to_str().is_some())
}
