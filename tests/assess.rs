//! What follows for one customer: each file of `tests/assess/cases` is a library and its customers, and the
//! tables that must come out. `BLESS=1` writes them anew; read the diff.

mod assess {
    pub(crate) mod build;
    pub(crate) mod due;
    pub(crate) mod fixture;
    pub(crate) mod laws;
    pub(crate) mod record;
    pub(crate) mod tables;
}

use assess::{fixture::Fixture, tables};
use std::fs;
use std::path::{Path, PathBuf};

const MARK: &str = "=== expected ===\n";

#[test]
fn cases() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    let files = files();
    assert!(files.len() > 10, "cases are missing");
    for path in files {
        let text = fs::read_to_string(&path).expect("a case can be read");
        let (input, expected) = text.split_once(MARK).unwrap_or((&text, ""));
        let found = tables::all(&Fixture::read(input));
        if bless {
            fs::write(&path, format!("{input}{MARK}{found}")).expect("a case can be written");
        } else if found != expected {
            wrong.push(format!("{}\n{}", path.display(), difference(expected, &found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assess/cases");
    let entries = fs::read_dir(folder).expect("the cases are there");
    let mut files: Vec<PathBuf> = entries.map(|e| e.expect("an entry can be read").path()).collect();
    files.sort();
    files
}

fn difference(expected: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let gone = old.iter().filter(|l| !new.contains(l)).map(|l| format!("- {l}"));
    let come = new.iter().filter(|l| !old.contains(l)).map(|l| format!("+ {l}"));
    let mut lines: Vec<String> = gone.chain(come).collect();
    if lines.is_empty() {
        lines.push("the order of lines differs".to_string());
    }
    lines.join("\n")
}
