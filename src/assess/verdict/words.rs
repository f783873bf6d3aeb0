//! Names compared without case. In: names. Out: yes or no. Never: an allocation.

use crate::model::prose::is_zero_width;

/// True if two names differ in case, white space and zero-width signs at most.
pub(in crate::assess) fn same_name(a: &str, b: &str) -> bool {
    a == b || letters(a).eq(letters(b))
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.split_whitespace().flat_map(|word| {
        let shown = word.chars().filter(|c| !is_zero_width(*c));
        std::iter::once(' ').chain(shown.flat_map(char::to_lowercase))
    })
}
