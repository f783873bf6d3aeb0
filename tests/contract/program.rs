//! The program from outside, and folders before and after. In: arguments, folders. Out: [`Ran`], trees of bytes.
//! Never: looks into the program.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The small library that these tests share.
pub(crate) const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/contract/library");

/// One run.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gameplan"));
    program.args(arguments).current_dir(folder).env("COLUMNS", "100").env_remove("NO_COLOR");
    let output = program.output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let code = output.status.code().expect("no signal ends the program");
    let ran = Ran { code, out: text(output.stdout), err: text(output.stderr) };
    assert!(code != 101 && !ran.err.contains("panicked"), "{arguments:?}: {}", ran.err);
    ran
}

/// Every file below a folder with its bytes; nothing if there is no folder.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    entries
        .filter(|e| e.file_type().is_file())
        .map(|e| {
            let path = e.path().strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
            (path, std::fs::read(e.path()).expect("bytes"))
        })
        .collect()
}

/// Writes a tree, the last path first if `backwards`.
pub(crate) fn plant(files: &BTreeMap<String, Vec<u8>>, folder: &Path, backwards: bool) {
    let mut paths: Vec<&String> = files.keys().collect();
    if backwards {
        paths.reverse();
    }
    for path in paths {
        let to = folder.join(path);
        std::fs::create_dir_all(to.parent().expect("a folder")).expect("folder");
        std::fs::write(to, &files[path]).expect("written");
    }
}
