//! Ticks that come back. Each `tests/collect/cases/NAME.txt` is a session on a copy of `tests/collect/library`: files
//! (`=== path`, `=== crlf path`), then commands (`=== run`), then what they say (`=== expected`). Commands: those of the
//! program, `cat FILE`, and `lines ID` (the lines of a customer's checklist, and what was done earlier).
//! `BLESS=1` writes what was seen; read the diff.

#[path = "support/driver.rs"]
mod driver;
#[path = "support/folders.rs"]
mod folders;
#[path = "support/golden.rs"]
mod golden;
#[path = "support/program.rs"]
mod program;

mod collect {
    pub(crate) mod browser;
    pub(crate) mod edits;
    pub(crate) mod laws;
    pub(crate) mod session;
}

use collect::session::Session;

#[test]
fn cases() {
    golden::play("tests/collect/cases", "=== expected", |given| Session::new().play(given));
}
