//! Words of reasons: lists of names, comparison without case. In: names. Out: text.
//! Never: a choice of names.

use crate::model::prose::is_zero_width;
use std::fmt::{Display, Write as _};

/// `A`, `A or B`, `A, B or C`.
pub(super) fn either<S: Display>(names: impl IntoIterator<Item = S>) -> String {
    listed(names, " or ")
}

/// `A`, `A and B`, `A, B and C`.
pub(super) fn both<S: Display>(names: impl IntoIterator<Item = S>) -> String {
    listed(names, " and ")
}

/// True if two names differ in case, white space and zero-width signs at most. Allocates nothing.
pub(in crate::assess) fn same_name(a: &str, b: &str) -> bool {
    a == b || letters(a).eq(letters(b))
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.split_whitespace().flat_map(|word| {
        let shown = word.chars().filter(|c| !is_zero_width(*c));
        std::iter::once(' ').chain(shown.flat_map(char::to_lowercase))
    })
}

fn listed<S: Display>(names: impl IntoIterator<Item = S>, last: &str) -> String {
    let names: Vec<S> = names.into_iter().collect();
    let mut out = String::new();
    for (idx, name) in names.iter().enumerate() {
        if idx > 0 {
            out.push_str(if idx + 1 == names.len() { last } else { ", " });
        }
        let _ = write!(out, "{name}");
    }
    out
}
