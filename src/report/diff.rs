//! A file before and after as a unified diff. In: path, both texts. Out: text that `git apply` and `patch -p1` take.
//! Never: colours; a line that is not in one of the texts.

use similar::TextDiff;

/// Lines shown around a change.
const AROUND: usize = 3;

/// The diff of one file; empty if the texts are equal.
pub fn diff(path: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(AROUND)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}
