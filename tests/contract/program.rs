//! The program from outside. In: arguments, a folder. Out: [`Ran`].
//! Never: looks into the program.

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
