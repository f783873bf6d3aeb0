//! What follows for one customer: each file of `tests/assess/cases` is a library and its customers, and the
//! tables that must come out. `BLESS=1` writes them anew; read the diff.

#[path = "support/golden.rs"]
mod golden;

mod assess {
    pub(crate) mod build;
    pub(crate) mod due;
    pub(crate) mod fixture;
    pub(crate) mod laws;
    pub(crate) mod record;
    pub(crate) mod tables;
}

use assess::{fixture::Fixture, tables};

#[test]
fn cases() {
    golden::play("tests/assess/cases", "=== expected ===", |given| tables::all(&Fixture::read(given)));
}
