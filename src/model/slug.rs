//! Names for headings and lines. In: plain text. Out: docfx's heading ids, unique ids of a page, id words.
//! Never: two equal ids from one [`Slugger`], an empty id.

use super::prose::is_zero_width;
use std::collections::HashSet;

/// The id docfx gives a heading: letters, digits, `-` and `_` kept in lower case, blanks made `-`, all else
/// dropped, nothing joined or trimmed; `section` if nothing is left. Letters beyond U+FFFF are dropped.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' => out.push('-'),
            '-' | '_' => out.push(c),
            c if is_letter_or_digit(c) => out.extend(c.to_lowercase().filter(|l| l.is_alphanumeric())),
            _ => {}
        }
    }
    if out.is_empty() { "section".to_string() } else { out }
}

/// The rule docfx's runtime has: letters and decimal digits of the basic plane; no fractions, superscripts,
/// circled or Roman numbers.
fn is_letter_or_digit(c: char) -> bool {
    let other_number = matches!(c,
        '²' | '³' | '¹' | '¼'..='¾' | '\u{2070}'..='\u{209f}' | '\u{2150}'..='\u{218b}'
        | '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3192}'..='\u{3195}' | '\u{3220}'..='\u{325f}' | '\u{3280}'..='\u{32bf}');
    c <= '\u{ffff}' && c.is_alphanumeric() && !other_number
}

/// Ids of one page.
#[derive(Clone, Debug, Default)]
pub struct Slugger {
    taken: HashSet<String>,
}

impl Slugger {
    /// The id of a heading with this text: its slug, then `-1`, `-2` for repeats.
    pub fn heading(&mut self, text: &str) -> String {
        self.unique(&slug(text))
    }

    /// `id` itself if it is free, else with `-1`, `-2` …
    pub fn unique(&mut self, id: &str) -> String {
        let mut found = id.to_string();
        let mut count = 0usize;
        while !self.taken.insert(found.clone()) {
            count += 1;
            found = format!("{id}-{count}");
        }
        found
    }
}

/// A slug for ids: lower case, runs of letters and digits joined by `-`, a number at the start left out
/// (`2.1 `, `3. `, `4) `), `section` if nothing is left.
pub fn words(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !is_zero_width(*c)).collect();
    let mut out = String::with_capacity(clean.len());
    for word in unnumbered(clean.trim()).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push('-');
        }
        out.extend(word.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()));
    }
    if out.is_empty() { "section".to_string() } else { out }
}

/// Text behind its own number. A number alone (`10 seats`, `10% usage`) is no numbering.
fn unnumbered(text: &str) -> &str {
    let number = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let (head, tail) = text.split_at(number);
    let (mark, rest) = match tail.strip_prefix([')', ':']) {
        Some(rest) => (true, rest),
        None => (head.contains('.'), tail),
    };
    let counts = mark && head.starts_with(|c: char| c.is_ascii_digit());
    match counts && (rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        true => rest.trim_start(),
        false => text,
    }
}
