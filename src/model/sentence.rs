//! Names and numbers in a sentence. In: names, counts. Out: `a, b or c`, `3 rows`. Never: a choice of names.

use std::fmt::{Display, Write as _};

/// `A`, `A or B`, `A, B or C`.
pub fn either<S: Display>(names: impl IntoIterator<Item = S>) -> String {
    joined(names, " or ")
}

/// `A`, `A and B`, `A, B and C`.
pub fn both<S: Display>(names: impl IntoIterator<Item = S>) -> String {
    joined(names, " and ")
}

/// `A, B, C`.
pub fn listed<S: Display>(names: impl IntoIterator<Item = S>) -> String {
    joined(names, ", ")
}

/// Each name between backticks.
pub fn ticked<S: Display>(names: impl IntoIterator<Item = S>) -> impl Iterator<Item = String> {
    names.into_iter().map(|name| format!("`{name}`"))
}

/// `1 row`, `3 rows`.
pub fn count(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

fn joined<S: Display>(names: impl IntoIterator<Item = S>, last: &str) -> String {
    let mut names = names.into_iter().peekable();
    let mut out = String::new();
    while let Some(name) = names.next() {
        if !out.is_empty() {
            out.push_str(if names.peek().is_some() { ", " } else { last });
        }
        let _ = write!(out, "{name}");
    }
    out
}
