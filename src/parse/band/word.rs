//! Whole words without case. In: a text and a place. Out: where a word that begins there ends.
//! Never: a word inside another.

/// Where a word that begins at `start` ends, without case; none if another stands there or it goes on.
pub(in crate::parse) fn word_at(text: &str, start: usize, word: &str) -> Option<usize> {
    let mut rest = text.get(start..)?.char_indices();
    let mut end = start;
    let mut last = None;
    for wanted in word.chars() {
        let (at, c) = rest.next()?;
        if !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        (end, last) = (start + at + c.len_utf8(), Some(c));
    }
    let glued = last.is_some_and(is_spaced) && text[end..].starts_with(is_spaced);
    (end > start && !glued).then_some(end)
}

/// True if a word can begin at `start`: none goes on there.
pub(in crate::parse) fn begins_word(text: &str, start: usize) -> bool {
    let glued = text[..start].chars().next_back().is_some_and(is_spaced);
    !(glued && text[start..].starts_with(is_spaced))
}

/// Letters and digits of scripts that put blanks between words.
fn is_spaced(c: char) -> bool {
    c.is_alphanumeric() && (c as u32) < 0x2e80
}
