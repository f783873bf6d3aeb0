//! Words of reasons: numbers, lists, comparison without case. In: values. Out: text.
//! Never: rounds.

use crate::model::prose::is_zero_width;

/// `12400` → `12,400`.
pub(in crate::assess) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `A`, `A or B`, `A, B or C`.
pub(in crate::assess) fn either<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    listed(names, " or ")
}

/// `A`, `A and B`, `A, B and C`.
pub(super) fn both<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
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

fn listed<S: AsRef<str>>(names: impl IntoIterator<Item = S>, last: &str) -> String {
    let names: Vec<S> = names.into_iter().collect();
    let mut out = String::new();
    for (idx, name) in names.iter().enumerate() {
        if idx > 0 {
            out.push_str(if idx + 1 == names.len() { last } else { ", " });
        }
        out.push_str(name.as_ref());
    }
    out
}
