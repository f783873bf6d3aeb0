//! The lines around a span, as a terminal can show them. In: a file and a span. Out: [`Window`].
//! Never: more than three lines; signs that no one sees are written as `U+200B`.

use crate::source::{SourceFile, Span};
use std::ops::Range;

/// A few lines of a file.
#[derive(Debug)]
pub(super) struct Window<'a> {
    file: &'a SourceFile,
    /// The bytes of the file that are shown.
    bytes: Range<usize>,
}

const MAX_LINES: u32 = 3;

impl<'a> Window<'a> {
    /// The lines of `span`, at most three.
    pub(super) fn new(file: &'a SourceFile, span: Span) -> Self {
        let first = file.line(span.start);
        let last = file.line(span.end.max(span.start + 1) - 1).clamp(first, first + MAX_LINES - 1);
        let mut bytes = file.line_range(first).start..file.line_range(last).end;
        if bytes.start == 0 {
            bytes.start = file.body_start().min(bytes.end);
        }
        Self { file, bytes }
    }

    /// True if `span` begins in one of the lines.
    pub(super) fn shows(&self, span: Span) -> bool {
        let start = span.start as usize;
        span.source == self.file.id && self.bytes.start <= start && start <= self.bytes.end
    }

    /// Number of the first line, from 1.
    pub(super) fn line(&self) -> usize {
        self.file.line(self.bytes.start as u32) as usize
    }

    /// The lines as they are shown.
    pub(super) fn text(&self) -> String {
        shown(self.piece(self.bytes.clone()))
    }

    /// Where `span` stands in [`Window::text`], cut at its ends.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let start = span.range().start.clamp(self.bytes.start, self.bytes.end);
        let end = span.range().end.clamp(start, self.bytes.end);
        let from = shown(self.piece(self.bytes.start..start)).len();
        from..from + shown(self.piece(start..end)).len()
    }

    fn piece(&self, bytes: Range<usize>) -> &'a str {
        self.file.text.get(bytes).unwrap_or("")
    }
}

/// The text with the signs that take no room or turn the direction written out.
pub(super) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => out.push_str(&format!("U+{:04X}", c as u32)),
            c if c.is_control() && !matches!(c, '\n' | '\r' | '\t') => {
                out.push_str(&format!("U+{:04X}", c as u32));
            }
            c => out.push(c),
        }
    }
    out
}
