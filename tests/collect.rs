//! Ticks that come back. Each `tests/collect/cases/NAME.txt` is a session on a copy of `tests/collect/library`: files
//! (`=== path`, `=== crlf path`), then commands (`=== run`), then what they say (`=== expected`). Commands: those of the
//! program, `cat FILE`, and `lines ID` (the lines of a customer's checklist, and what was done earlier).
//! `BLESS=1` writes what was seen; read the diff.

mod collect {
    pub(crate) mod browser;
    pub(crate) mod edits;
    pub(crate) mod laws;
    pub(crate) mod session;
}

use collect::session::Session;
use std::path::Path;

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/collect/cases");
    let entries = std::fs::read_dir(folder).expect("the cases are there");
    let mut files: Vec<_> = entries.map(|e| e.expect("an entry can be read").path()).collect();
    files.sort();
    assert!(files.len() > 5, "cases are missing");
    let mut wrong = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a case can be read");
        let (input, expected) = text.split_once("=== expected\n").unwrap_or((&text, ""));
        let found = Session::new().play(input);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, format!("{input}=== expected\n{found}")).expect("a case can be written");
        } else if found != expected {
            wrong.push(format!("{}\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
