//! Inlines → Markdown. In: inlines and the place they stand in. Out: one or more lines.
//! Never: a sign of the text that the parser would take for markup.

use super::Context;
use super::raw_html::{self, Shown};
use crate::model::prose::{Inline, InlineKind};
use crate::render::format::markdown_code;

/// What the text stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A paragraph.
    Line,
    /// Behind `#`: no line ends.
    Heading,
    /// Above a line of `=` or `-`.
    Underlined,
    /// A table cell: no line ends, no pipes.
    Cell,
}

/// Writes inlines.
pub(super) struct Inlines<'a, 'c> {
    context: &'a Context<'c>,
    place: Place,
    out: String,
}

impl<'a, 'c> Inlines<'a, 'c> {
    pub(super) fn new(context: &'a Context<'c>, place: Place) -> Self {
        Self { context, place, out: String::new() }
    }

    /// The inlines as Markdown.
    pub(super) fn write(mut self, inlines: &[Inline]) -> String {
        self.inlines(inlines);
        trim_end(&mut self.out);
        while let Some(line) = self.out.strip_suffix('\n') {
            self.out.truncate(line.strip_suffix('\\').unwrap_or(line).len());
        }
        self.out
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        let mut raw = raw_html::among_inlines(inlines);
        for (at, inline) in inlines.iter().enumerate() {
            match &inline.kind {
                InlineKind::Html(_) => self.raw(&raw.next().unwrap_or_default()),
                InlineKind::Emphasis(c) => self.marked(c, 1, inlines.get(at + 1)),
                InlineKind::Strong(c) => self.marked(c, 2, inlines.get(at + 1)),
                _ => self.inline(inline),
            }
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(text) => push_text(text, self.place, &mut self.out),
            InlineKind::Code(text) => self.code(text),
            InlineKind::Strike(content) => self.between("~~", content),
            InlineKind::Link { target, title, content } => {
                match self.context.destination(inline.span, target) {
                    Some(address) => self.link(&address, title, content),
                    None => self.inlines(content),
                }
            }
            InlineKind::Image { target, title, alt } => match self.context.destination(inline.span, target) {
                Some(address) => {
                    self.out.push_str("![");
                    push_text(alt, self.place, &mut self.out);
                    self.destination(&address, title);
                }
                None => push_text(alt, self.place, &mut self.out),
            },
            InlineKind::SoftBreak => self.line_end(""),
            InlineKind::HardBreak => self.line_end("\\"),
            InlineKind::FootnoteRef(_) if !self.context.has_places() => {}
            InlineKind::FootnoteRef(label) => self.out.push_str(&format!("[^{label}]")),
            InlineKind::Emphasis(_) | InlineKind::Strong(_) | InlineKind::Html(_) => {}
        }
    }

    fn line_end(&mut self, mark: &str) {
        match self.place {
            Place::Heading | Place::Cell => self.out.push(' '),
            Place::Line | Place::Underlined => {
                trim_end(&mut self.out);
                if mark.is_empty() && is_lone_tag(&self.out) {
                    self.out.push(' ');
                } else if !mark.is_empty() || !self.out.is_empty() && !self.out.ends_with('\n') {
                    self.out.push_str(mark);
                    self.out.push('\n');
                }
            }
        }
    }

    /// Emphasis takes `*`; `_` where a star stands right before or inside, if no letter touches it.
    fn marked(&mut self, content: &[Inline], count: usize, next: Option<&Inline>) {
        let nested = [content.first(), content.last()].into_iter().flatten().any(is_marked);
        let touches = self.out.ends_with('*') && !self.out.ends_with("\\*");
        let letter_before = self.out.chars().next_back().is_some_and(char::is_alphanumeric);
        let letter_after = match next.map(|n| &n.kind) {
            Some(InlineKind::Text(text)) => text.starts_with(char::is_alphanumeric),
            _ => false,
        };
        let inner = nested && count == 2 && !matches!(content, [only] if !is_marked(only));
        let sign = if (touches || inner) && !letter_before && !letter_after { "_" } else { "*" };
        match content {
            [Inline { kind: InlineKind::Strong(strong), .. }] if count == 1 && sign == "*" => {
                self.between("***", strong);
            }
            _ => self.between(&sign.repeat(count), content),
        }
    }

    /// Marks hold only next to text: blanks within go outside, and nothing has no marks.
    fn between(&mut self, mark: &str, content: &[Inline]) {
        let before = self.out.len();
        self.out.push_str(mark);
        self.inlines(content);
        let inner = self.out.split_off(before + mark.len());
        self.out.truncate(before);
        let text = inner.trim_matches([' ', '\t', '\n']);
        let (head, tail) = inner.split_at(inner.find(text).unwrap_or(0));
        self.out.push_str(head);
        if !text.is_empty() {
            self.out.push_str(mark);
            self.out.push_str(text);
            self.out.push_str(mark);
        }
        self.out.push_str(&tail[text.len()..]);
    }

    fn code(&mut self, text: &str) {
        self.out.push_str(&match self.place {
            Place::Cell => markdown_code(&text.replace('|', "\\|")),
            _ => markdown_code(text),
        });
    }

    fn link(&mut self, address: &str, title: &str, content: &[Inline]) {
        self.out.push('[');
        self.inlines(content);
        self.destination(address, title);
    }

    /// Closes the text of a link and writes where it leads.
    fn destination(&mut self, address: &str, title: &str) {
        self.out.push_str("](");
        let pointed = address.is_empty() || address.contains(['(', ')']);
        self.out.push_str(if pointed { "<" } else { "" });
        for (at, c) in address.char_indices() {
            match c {
                '&' if raw_html::reference(&address[at..]) > 0 => self.out.push_str("\\&"),
                '*' => self.out.push_str("%2A"),
                c => self.out.push(c),
            }
        }
        self.out.push_str(if pointed { ">" } else { "" });
        if !title.is_empty() {
            self.out.push_str(" \"");
            let line: Vec<&str> = title.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
            for c in line.join(" ").chars() {
                if c.is_ascii_punctuation() && matches!(c, '"' | '\\' | '&' | '|' | '<' | '`' | '*') {
                    self.out.push('\\');
                }
                self.out.push(c);
            }
            self.out.push('"');
        }
        self.out.push(')');
    }

    fn raw(&mut self, pieces: &[Shown<'_>]) {
        for piece in pieces {
            match piece {
                Shown::Tag(name, form) => self.out.push_str(&raw_html::tag(name, *form)),
                Shown::Text(text) | Shown::Escaped(text) => push_text(text, self.place, &mut self.out),
            }
        }
    }
}

fn is_marked(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Emphasis(_) | InlineKind::Strong(_))
}

/// Writes text so that it reads as text.
pub(super) fn push_text(text: &str, place: Place, out: &mut String) {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let rest = &text[at..];
        let next = chars.peek().map(|(_, n)| *n);
        let starts = out.is_empty() || out.ends_with('\n');
        match c {
            ' ' | '\t' if starts => {}
            '\n' | '\r' => out.push_str(if c == '\n' { "&#10;" } else { "&#13;" }),
            c if needs_escape(c, next, rest, starts, place, out) => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
}

fn needs_escape(c: char, next: Option<char>, rest: &str, starts: bool, place: Place, out: &str) -> bool {
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|' => true,
        '_' => !(ends_in_word(out) && next.is_some_and(char::is_alphanumeric)),
        '&' => raw_html::reference(rest) > 0,
        '!' => next.is_none(),
        '{' | '}' => matches!(place, Place::Heading | Place::Underlined),
        '#' => starts || place == Place::Heading && rest.trim_matches('#').is_empty(),
        '>' | '-' | '+' | '=' => starts,
        ':' if out.ends_with(']') && !out.ends_with("\\]") => true,
        ':' => starts && rest.starts_with([':', '-']) && rest[1..].starts_with([':', '-']),
        '.' | ')' => ends_in_number(out),
        _ => false,
    }
}

fn ends_in_word(out: &str) -> bool {
    out.chars().next_back().is_some_and(char::is_alphanumeric)
}

/// True behind a line's first digits, which a sign would make the number of an item. Looks no further back than such
/// a number is long.
fn ends_in_number(out: &str) -> bool {
    let digits = out.bytes().rev().take(10).take_while(u8::is_ascii_digit).count();
    (1..=9).contains(&digits) && matches!(out.as_bytes()[..out.len() - digits].last(), None | Some(b'\n'))
}

/// A tag alone on a first line would begin a block of raw HTML.
pub(super) fn is_lone_tag(line: &str) -> bool {
    line.starts_with('<') && line.find('>') == Some(line.len() - 1)
}

/// Blanks at the end of a line would go, or break the line.
fn trim_end(out: &mut String) {
    out.truncate(out.trim_end_matches([' ', '\t']).len());
}
