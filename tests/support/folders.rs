//! Folders before and after. In: paths. Out: trees of bytes, copies. Never: a link followed.
#![allow(dead_code, reason = "not every test target needs all of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every file below a folder with its bytes; nothing if there is no folder.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let read = |entry: walkdir::DirEntry| {
        let below = entry.path().strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
        (below, fs::read(entry.path()).expect("bytes"))
    };
    entries.filter(|entry| entry.file_type().is_file()).map(read).collect()
}

/// As [`tree`], with texts.
pub(crate) fn texts(folder: &Path) -> BTreeMap<String, String> {
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    tree(folder).into_iter().map(|(path, bytes)| (path, text(bytes))).collect()
}

/// Writes a tree, the last path first if `backwards`.
pub(crate) fn plant(files: &BTreeMap<String, Vec<u8>>, folder: &Path, backwards: bool) {
    let mut paths: Vec<&String> = files.keys().collect();
    if backwards {
        paths.reverse();
    }
    paths.into_iter().for_each(|path| write(&folder.join(path), &files[path]));
}

/// Writes a file; its folder need not be there.
pub(crate) fn write(file: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(file.parent().expect("a file in a folder")).expect("a folder");
    fs::write(file, bytes).expect("written");
}

/// A copy in a folder of its own.
pub(crate) fn copied(folder: impl AsRef<Path>) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder");
    plant(&tree(folder.as_ref()), copy.path(), false);
    copy
}
