//! Lettered lines: `a.` and `b.` at the start of the lines of one paragraph, which Markdown knows no list for.
//! In: the paragraph's inlines. Out: where its lines begin. Never: a letter in the middle of a line.

use super::prose::{Inline, InlineKind};

/// The inlines at which a lettered line begins: the first line with any letter, further ones in the order of
/// the alphabet from there, or from `a`.
pub fn starts(content: &[Inline]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut next = 'a';
    let mut line_start = true;
    for (at, inline) in content.iter().enumerate() {
        let letter = line_start.then(|| letter_of(std::slice::from_ref(inline))).flatten();
        if let Some(letter) = letter.filter(|l| *l == next || at == 0) {
            next = char::from(letter as u8 + 1);
            found.push(at);
        }
        line_start = is_break(inline);
    }
    found
}

/// The letter of `a.` or `b)` followed by a blank at the start of inlines.
pub fn letter_of(content: &[Inline]) -> Option<char> {
    let InlineKind::Text(text) = &content.first()?.kind else { return None };
    let mut chars = text.trim_start().chars();
    let letter = chars.next().filter(char::is_ascii_lowercase)?;
    (matches!(chars.next(), Some('.' | ')')) && chars.next().is_none_or(char::is_whitespace))
        .then_some(letter)
}

/// The text of a lettered line without its letter.
pub fn without(text: &str) -> &str {
    text.trim_start().get(2..).unwrap_or("").trim_start()
}

/// A line's inlines without the breaks that end it.
pub fn line(content: &[Inline]) -> &[Inline] {
    let end = content.iter().rposition(|i| !is_break(i)).map_or(0, |at| at + 1);
    &content[..end]
}

fn is_break(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak)
}
