//! How an index is written. In: numbers, texts. Out: JSON for scripts, numbers as letters and digits.
//! Never: a sign that could end a script or a line; a list of numbers that reads as a word of its own.

use serde::Serialize;

/// The digits: none of them is `0`, which begins every list.
const DIGITS: &[u8; 60] = b"123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY";
/// Half of the digits end a number, the other half say that it goes on.
const HALF: u32 = 30;

/// JSON that may stand in a script, even one inside of HTML.
pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> String {
    let text = serde_json::to_string(value).expect("texts and lists are always JSON");
    text.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// Appends a number: its lowest digit last.
pub(super) fn number(value: u32, out: &mut String) {
    let mut high = value / HALF;
    let mut digits = vec![value % HALF];
    while high > 0 {
        digits.push(high % HALF + HALF);
        high /= HALF;
    }
    out.extend(digits.iter().rev().map(|d| char::from(DIGITS[*d as usize])));
}

/// One digit, at most 59.
pub(super) fn digit(value: u32, out: &mut String) {
    out.push(char::from(DIGITS[value.min(59) as usize]));
}

/// A list that grows, as the steps between its numbers; it begins with `0`.
pub(super) fn steps(sorted: impl IntoIterator<Item = u32>) -> String {
    let mut out = String::from("0");
    let mut last = 0;
    for value in sorted {
        number(value - last, &mut out);
        last = value;
    }
    out
}
