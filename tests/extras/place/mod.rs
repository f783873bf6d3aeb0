//! The small library of `tests/extras/library`, built once into a folder that goes with the test.
//! In: nothing. Out: where its roots stand. Never: the clock; its day is in its settings.

use gameplan::model::date::Date;
use gameplan::pipeline::{self, BuildOptions, BuildReport, Library, Silent};
use std::path::{Path, PathBuf};

/// A built library.
pub(crate) struct Built {
    /// Goes with the value.
    folder: tempfile::TempDir,
    /// What was built.
    #[allow(dead_code, reason = "not every test looks at it")]
    pub(crate) report: BuildReport,
}

impl Built {
    /// A file of a root.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The text of a file of a root.
    #[allow(dead_code, reason = "not every test looks at it")]
    pub(crate) fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }
}

/// Builds the library for all its audiences.
pub(crate) fn build() -> Built {
    build_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extras/library"))
}

/// Builds a library for all its audiences.
pub(crate) fn build_of(root: &Path) -> Built {
    let folder = tempfile::tempdir().expect("a folder");
    let options = BuildOptions {
        library: Library { root: root.to_path_buf(), as_of: None, today: Date::constant(2031, 1, 1) },
        out: Some(folder.path().to_path_buf()),
        audiences: Vec::new(),
        only: Vec::new(),
        customers: Vec::new(),
        jobs: None,
        strict: false,
        keep_going: false,
    };
    let report = pipeline::build(&options, &Silent).expect("the library builds");
    Built { folder, report }
}

/// The paths of all files below a folder.
#[allow(dead_code, reason = "not every test looks at it")]
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry")) {
        let name = entry.file_name().into_string().expect("a name of text");
        match entry.path().is_dir() {
            true => found.extend(files(&entry.path()).into_iter().map(|below| format!("{name}/{below}"))),
            false => found.push(name),
        }
    }
    found
}
