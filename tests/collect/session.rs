//! One library in a folder of its own, and the program run on it. In: a case. Out: what was said.

use crate::folders::{self, copied};
use crate::program::{told, words};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

pub(crate) struct Session {
    folder: tempfile::TempDir,
}

impl Session {
    /// A copy of `tests/collect/library`.
    pub(crate) fn new() -> Self {
        Self { folder: copied("tests/collect/library") }
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    pub(crate) fn read(&self, below: &str) -> String {
        std::fs::read_to_string(self.path(below)).unwrap_or_else(|e| panic!("{below}: {e}"))
    }

    pub(crate) fn write(&self, below: &str, text: &str) {
        folders::write(&self.path(below), text);
    }

    /// Files, then commands.
    pub(crate) fn play(&self, input: &str) -> String {
        let mut seen = String::new();
        for part in input.split("=== ").skip(1) {
            let (name, text) = part.split_once('\n').expect("a name and a text");
            match name.strip_prefix("crlf ") {
                Some(path) => self.write(path, &text.replace('\n', "\r\n")),
                None if name == "run" => text.lines().for_each(|line| self.step(line, &mut seen)),
                None => self.write(name, text),
            }
        }
        seen
    }

    fn step(&self, line: &str, seen: &mut String) {
        let _ = writeln!(seen, "$ {line}");
        let words = words(line);
        match words[0].as_str() {
            "cat" => seen.push_str(&self.read(&words[1]).replace('\r', "<CR>")),
            "lines" => seen.push_str(&lines(&self.checklist(&words[1]))),
            _ => seen.push_str(&self.gameplan(&words)),
        }
    }

    /// What the program says: its answer, its talk behind `! `, its exit code if that is not 0.
    pub(crate) fn gameplan(&self, words: &[String]) -> String {
        let mut program = Command::new(env!("CARGO_BIN_EXE_gameplan"));
        program.args(words).current_dir(self.folder.path()).env("COLUMNS", "200");
        program.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CEILING_DIRECTORIES", self.folder.path());
        told(program.stdin(std::process::Stdio::null()))
    }

    /// The customer's checklist for insiders, in Markdown.
    pub(crate) fn checklist(&self, id: &str) -> String {
        self.build();
        self.read(&format!("out/internal/customers/{id}/checklist.md"))
    }

    pub(crate) fn build(&self) {
        let said = self.gameplan(&["build", "--out", "out", "-q"].map(String::from));
        assert!(!said.contains("exit"), "{said}");
    }
}

/// The lines with ids and the section *Done earlier*.
fn lines(checklist: &str) -> String {
    let earlier = checklist.split_once("## Done earlier\n").map_or("", |(_, rest)| rest);
    let earlier = earlier.lines().take_while(|l| !l.starts_with('#')).filter(|l| l.starts_with("- "));
    let own = checklist.lines().filter(|l| l.contains("<!-- gp "));
    let said = own.map(str::to_string).chain(earlier.map(|l| format!("earlier: {l}")));
    said.map(|line| line + "\n").collect()
}
