//! Findings at a wrong word. In: the word and the right ones. Out: the nearest as help, with a fix where no other is as
//! near. Never: a far guess.

use crate::diagnostic::{Diagnostic, Safety};
use crate::model::nearest::{near, nearest};

/// A finding at a wrong word, with the right one if one is near: with a fix if no other is as near. Else with
/// `otherwise` as its help.
pub fn told<W: AsRef<str>>(
    found: Diagnostic,
    word: &str,
    right: impl IntoIterator<Item = W>,
    otherwise: impl FnOnce() -> String,
) -> Diagnostic {
    match near(word, right) {
        Some(near) if near.alone => found.meant(Safety::Unsafe, near.word.as_ref()),
        Some(near) => found.help(format!("did you mean `{}`?", near.word.as_ref())),
        None => found.help(otherwise()),
    }
}

/// `did you mean …?`, if a right word is near.
pub fn did_you_mean<W: AsRef<str>>(word: &str, right: impl IntoIterator<Item = W>) -> Option<String> {
    nearest(word, right).map(|right| format!("did you mean `{}`?", right.as_ref()))
}
