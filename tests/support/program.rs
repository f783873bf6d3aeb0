//! The program from outside. In: arguments, a folder. Out: what it said.
//! Never: looks into the program.
#![allow(dead_code, reason = "not every test target needs all of it")]

use std::fmt::Write as _;
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

/// What a run said: its answer, its talk behind `! `, its exit code if that is not 0.
pub(crate) fn told(program: &mut Command) -> String {
    let output = program.output().expect("the program runs");
    let mut seen = String::from_utf8(output.stdout).expect("UTF-8");
    for line in String::from_utf8(output.stderr).expect("UTF-8").lines() {
        let _ = writeln!(seen, "{}", format!("! {line}").trim_end());
    }
    match output.status.code().expect("no signal ends the program") {
        0 => {}
        code => _ = writeln!(seen, "exit {code}"),
    }
    seen
}

/// Words between blanks; double quotes hold blanks.
pub(crate) fn words(line: &str) -> Vec<String> {
    let split = |(idx, piece): (usize, &str)| match idx % 2 {
        0 => piece.split_whitespace().map(String::from).collect::<Vec<_>>(),
        _ => vec![piece.to_string()],
    };
    line.split('"').enumerate().flat_map(split).collect()
}
