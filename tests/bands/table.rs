//! Tables of cases: `input ⇒ output`, one a line; `#` begins a comment line.
//! In: a file and a function. Out: a failure that shows every line that differs; with `BLESS=1` the file is rewritten.
//! Never: an empty table.

use crate::golden;
use std::path::Path;

/// Runs every case of a table below `tests/`.
pub(crate) fn check(path: &str, run: impl Fn(&str) -> String) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path);
    let text = std::fs::read_to_string(&file).expect("a table");
    let mut cases = 0;
    let mut now = String::new();
    for line in text.lines() {
        if line.starts_with('#') || line.trim().is_empty() {
            now.push_str(line);
        } else {
            let input = line.split('⇒').next().expect("split gives one").trim_end();
            cases += 1;
            now.push_str(format!("{input} ⇒ {}", run(input)).trim_end());
        }
        now.push('\n');
    }
    assert!(cases > 0, "{path} has no case");
    golden::same(&file, &now);
}
