//! Expected output in files. In: what a test saw, the file. Out: a failed test that shows every difference.
//! Never: writes, unless `BLESS=1`; read the diff.
#![allow(dead_code, reason = "not every test target needs all of it")]

use similar::TextDiff;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of a folder with this ending, sorted; there is at least one.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{folder}: {e}"));
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    all.retain(|path| path.extension().is_some_and(|own| own == ending));
    all.sort();
    assert!(!all.is_empty(), "no case in {folder}");
    all
}

/// Plays every `.txt` of a folder: above the line `mark` stands what is given, below it what comes out.
pub(crate) fn play(folder: &str, mark: &str, play: impl Fn(&str) -> String) {
    let one = |file: PathBuf| {
        let text = text(&file);
        let given = text.split_once(&format!("{mark}\n")).map_or(text.as_str(), |(given, _)| given);
        differs(&file, &format!("{given}{mark}\n{}", play(given)))
    };
    none(files(folder, "txt").into_iter().map(one));
}

/// The text of a file.
pub(crate) fn text(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}

/// Fails if anything differs.
pub(crate) fn none(differences: impl IntoIterator<Item = Option<String>>) {
    let all: Vec<String> = differences.into_iter().flatten().collect();
    assert!(all.is_empty(), "differ (BLESS=1 accepts what was seen):\n{}", all.join("\n"));
}

/// Fails if a file holds something else.
pub(crate) fn same(file: impl AsRef<Path>, seen: &str) {
    none([differs(file.as_ref(), seen)]);
}

/// Lines in which a file differs from what was seen; with `BLESS=1` it is written, and nothing differs.
pub(crate) fn differs(file: &Path, seen: &str) -> Option<String> {
    let expected = fs::read_to_string(file).unwrap_or_default();
    if expected == seen && file.exists() {
        return None;
    }
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(file.parent().expect("a file in a folder")).expect("a folder");
        fs::write(file, seen).expect("written");
        return None;
    }
    let diff = TextDiff::from_lines(expected.as_str(), seen);
    let name = file.display().to_string();
    Some(diff.unified_diff().context_radius(2).header(&name, "what was seen").to_string())
}
