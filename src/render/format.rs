//! How text that people wrote enters HTML and Markdown. In: plain text. Out: the same text, harmless.
//! Never: markup of its own, except what [`marked`] puts around `[missing: …]` and code spans.

use std::io::{Result, Write};

/// Escapes for HTML text and double-quoted attributes; a percent sign keeps to its number.
pub fn escape_html(text: &str, out: &mut dyn Write) -> Result<()> {
    // Most of what documents print has nothing to escape.
    match text.bytes().any(|b| b == b'%' || entity(b).is_some()) {
        true => out.write_all(html(text).as_bytes()),
        false => out.write_all(text.as_bytes()),
    }
}

/// See [`escape_html`].
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    replace(
        text,
        |b, next| if (b, next) == (b' ', Some(b'%')) { Some("\u{a0}") } else { entity(b) },
        &mut out,
    );
    out
}

/// Escapes prose for HTML content and attributes: every blank stays as it was written.
pub(super) fn escape(text: &str, out: &mut String) {
    replace(text, |b, _| entity(b), out);
}

/// What stands for a sign of HTML.
fn entity(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    }
}

/// Copies a text with other words for some of its ASCII signs; each is asked for with its neighbour.
fn replace(text: &str, words: impl Fn(u8, Option<u8>) -> Option<&'static str>, out: &mut String) {
    let (bytes, mut from) = (text.as_bytes(), 0);
    for (at, byte) in bytes.iter().enumerate() {
        if let Some(word) = words(*byte, bytes.get(at + 1).copied()) {
            out.push_str(&text[from..at]);
            out.push_str(word);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
}

/// Escapes for Markdown text inside a paragraph, a list item or a table cell: one line, no markup.
pub fn escape_markdown(text: &str, out: &mut dyn Write) -> Result<()> {
    out.write_all(markdown(text).as_bytes())
}

/// See [`escape_markdown`].
pub fn markdown(text: &str) -> String {
    let chars: Vec<char> = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut out = String::with_capacity(text.len() + 8);
    let leader = leader(&chars);
    for (i, c) in chars.iter().enumerate() {
        let rest = &chars[i + 1..];
        let before = i.checked_sub(1).map(|b| chars[b]);
        if Some(i) == leader || is_markup(*c, before, rest) {
            out.push('\\');
        }
        out.push(*c);
    }
    out
}

/// The sign at the start of a text that would begin a block: `# `, `- `, `> `, the stop of `1. `.
fn leader(chars: &[char]) -> Option<usize> {
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    let blank = |at: usize| chars.get(at).is_none_or(|c| *c == ' ');
    match chars.get(digits)? {
        '.' | ')' if digits > 0 && blank(digits + 1) => Some(digits),
        '#' if digits == 0 => Some(0),
        // `> 50 %` is a threshold; at worst it is read as a quote.
        '>' if digits == 0 && !chars.get(2).is_some_and(char::is_ascii_digit) => Some(0),
        '-' | '+' | '=' if digits == 0 && (blank(1) || chars.iter().all(|c| *c == chars[0])) => Some(0),
        _ => None,
    }
}

fn is_markup(c: char, before: Option<char>, rest: &[char]) -> bool {
    let next = rest.first().copied();
    match c {
        '\\' | '`' | '*' | '[' | ']' | '|' | '~' => true,
        '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
        '<' => next.is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
        '&' => is_entity(rest),
        _ => false,
    }
}

fn is_entity(rest: &[char]) -> bool {
    let name = rest.iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '#').count();
    name > 0 && rest.get(name) == Some(&';')
}

/// A code span of HTML that can be copied: every blank stays as it was written.
pub fn html_code(text: &str) -> String {
    let mut out = String::from("<code>");
    escape(text, &mut out);
    out + "</code>"
}

/// A code span of Markdown on one line, in more backticks than stand together in it.
pub fn markdown_code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // A reader takes one blank off both sides of a text with blanks on both.
    let padded = text.starts_with('`')
        || text.ends_with('`')
        || text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty();
    let blank = if padded { " " } else { "" };
    format!("{fence}{blank}{text}{blank}{fence}")
}

/// How a text with `[missing: …]` parts and code spans is written in one format.
pub struct Marks {
    /// Escapes plain text.
    pub escape: fn(&str) -> String,
    /// Writes a missing part from its escaped text without brackets.
    pub missing: fn(&str) -> String,
    /// Writes a code span from its plain text.
    pub code: fn(&str) -> String,
}

/// Splits a text at its code spans and `[missing: …]` parts and escapes every piece.
pub fn marked(text: &str, marks: &Marks) -> String {
    let pieces: Vec<&str> = text.split('`').collect();
    let last = pieces.len() - 1;
    let mut out = String::new();
    for (i, piece) in pieces.iter().enumerate() {
        match i % 2 {
            1 if i < last && !piece.is_empty() => out.push_str(&(marks.code)(piece)),
            // A sign without its partner, or two in a row, is itself.
            1 if i < last => out.push_str(&(marks.escape)("``")),
            1 => out.push_str(&(marks.escape)(&format!("`{piece}"))),
            _ => out.push_str(&mark_missing(piece, marks)),
        }
    }
    out
}

fn mark_missing(text: &str, marks: &Marks) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("[missing: ") {
        let Some(len) = rest[start..].find(']') else { break };
        let (inner, after) = (&rest[start + 1..start + len], &rest[start + len + 1..]);
        out.push_str(&(marks.escape)(&rest[..start]));
        // What follows could make a link of the brackets.
        if after.starts_with(['(', '[', ':']) {
            out.push_str(&(marks.escape)(&rest[start..=start + len]));
        } else {
            out.push_str(&(marks.missing)(&(marks.escape)(inner)));
        }
        rest = after;
    }
    out + &(marks.escape)(rest)
}

/// A Markdown document with single blank lines outside of fenced code, no blanks at line ends, one line
/// end at its end: templates need not count theirs.
pub fn tidied(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut fenced, mut blank) = (false, true);
    for line in text.lines().map(str::trim_end) {
        fenced ^= line.trim_start().starts_with("```");
        if fenced || !line.is_empty() || !blank {
            out.push_str(line);
            out.push('\n');
        }
        blank = line.is_empty();
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_text_stays_text() {
        let cases = [
            ("a|b <i> *c*", "a\\|b \\<i> \\*c\\*"),
            ("< 10 % and > 40 %", "< 10 % and > 40 %"),
            ("> 50 %", "> 50 %"),
            ("> a quote", "\\> a quote"),
            ("# no heading", "\\# no heading"),
            ("1. no list", "1\\. no list"),
            ("10.5 users", "10.5 users"),
            ("- no list", "\\- no list"),
            ("snake_case _x_", "snake_case \\_x\\_"),
            ("R&D &lt;b&gt;", "R&D \\&lt;b\\&gt;"),
            ("two\nlines", "two lines"),
        ];
        for (text, expected) in cases {
            assert_eq!(markdown(text), expected);
        }
    }

    #[test]
    fn missing_parts_and_code_keep_their_signs_and_make_no_link() {
        let marks = Marks { escape: markdown, missing: |s| format!("[{s}]"), code: |s| format!("`{s}`") };
        let cases = [
            ("is [missing: a_b], *x*", "is [missing: a_b], \\*x\\*"),
            ("[missing: a](b)", "\\[missing: a\\](b)"),
            ("gives `51+/`, *no* red", "gives `51+/`, \\*no\\* red"),
            ("one ` alone", "one \\` alone"),
        ];
        for (text, expected) in cases {
            assert_eq!(marked(text, &marks), expected);
        }
    }

    #[test]
    fn a_code_span_ends_where_its_text_does() {
        let cases = [
            ("a b", "`a b`"),
            ("a`b", "``a`b``"),
            ("``", "``` `` ```"),
            ("a\nb", "`a b`"),
            (" a ", "`  a  `"),
            (" a", "` a`"),
        ];
        for (text, expected) in cases {
            assert_eq!(markdown_code(text), expected);
        }
    }

    #[test]
    fn blank_lines_are_single_but_in_code() {
        assert_eq!(tidied("\n\na \n\n\nb\n```\n\n\nc\n```\n\n"), "a\n\nb\n```\n\n\nc\n```\n");
    }

    #[test]
    fn percent_signs_keep_to_their_number_in_html() {
        assert_eq!(html("23.4 % <b>"), "23.4\u{a0}% &lt;b&gt;");
    }
}
