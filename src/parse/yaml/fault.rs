//! What a syntax error means to its author. In: the parser's error. Out: words, a place, a mend.
//! Never: the parser's own jargon where a plain cause is known.

use super::tree::{MAX_DEPTH, Place};
use crate::diagnostic::{Diagnostic, Safety};
use crate::model::scalar::quoted;
use granit_parser::{ErrorKind, ScanError};
use std::ops::Range;

/// One syntax error, explained.
pub(super) struct Fault {
    /// Where, in the text.
    range: Range<usize>,
    message: String,
    help: String,
    /// A value that only lacks quotes: its range, which is also `range`.
    pub mend: Option<Range<usize>>,
    /// True if quotes around that range are the whole mend: the value ends on its line.
    whole: bool,
}

impl Fault {
    fn at(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { range, message: message.into(), help: help.into(), mend: None, whole: false }
    }

    /// A value that needs quotes, and why.
    fn unquoted(text: &str, range: Range<usize>, why: &str) -> Self {
        let value = &text[range.clone()];
        let help = format!("quote it: `{}`", quoted(value));
        let whole = !continues(text, range.clone());
        Self { whole, mend: Some(range.clone()), ..Self::at(range, format!("`{value}` {why}"), help) }
    }

    /// The finding, with a fix where quotes are all that is missing.
    pub(super) fn diagnostic(&self, place: &Place<'_>) -> Diagnostic {
        let span = place.span(self.range.clone());
        let found = Diagnostic::new(place.code, span, self.message.clone()).help(self.help.clone());
        match &self.mend {
            Some(mend) if self.whole => {
                found.fix(Safety::Unsafe, span, quoted(&place.original[mend.clone()]))
            }
            _ => found,
        }
    }
}

/// Explains an error in `text`.
pub(super) fn explain(error: &ScanError, text: &str) -> Fault {
    use ErrorKind as K;
    let at = boundary(text, error.marker().byte_offset().unwrap_or(0));
    let line = |message: &str, help: &str| Fault::at(rest(text, at), message, help);
    match error.kind() {
        K::MappingValueNotAllowed => stray_colon(text, at),
        K::InvalidBlockScalarHeader if text[at..].starts_with(['>', '|']) => sign(text, at),
        K::InvalidBlockScalarHeader => sign(text, before(text, at)),
        K::UnexpectedCharacter { .. } => sign(text, at),
        K::ExpectedFlowMappingSeparator | K::ExpectedFlowSequenceSeparator => flow(text, at),
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => trailing(text, at),
        K::TabInBlockIndentation | K::TabInIndentation | K::TabNotAllowed => {
            Fault::at(at..at, "a tab stands in the indentation", "indent with blanks")
        }
        K::UnclosedQuotedScalar => {
            line("a quote is never closed", "close it, or double a quote inside the text")
        }
        K::SimpleKeyExpected => no_key(rest(text, at), text),
        K::RecursionLimitExceeded => {
            let message = format!("lists and mappings are nested deeper than {MAX_DEPTH} levels");
            Fault::at(at..at, message, "nest less deeply")
        }
        K::ExpectedBlockMappingKey | K::ExpectedDocumentStart | K::ExpectedBlockSequenceEntry => {
            line("this line does not stand below the lines above", "indent it as its neighbours")
        }
        K::BlockSequenceEntryNotAllowed => {
            line("a list begins on the line of its key", "put each `- ` on a line of its own")
        }
        K::MisplacedFlowCollectionEnd => closes_nothing(text, at),
        K::MismatchedFlowCollectionEnd { open, close } => {
            let end = if *open == '[' { ']' } else { '}' };
            let length = usize::from(text[at..].starts_with([*open, *close]));
            let message = format!("`{open}` is closed by `{close}`");
            Fault::at(at..at + length, message, format!("write `{end}`"))
        }
        K::InvalidColonPlacement => never_closed(text, at),
        K::UnclosedFlowCollection { .. }
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping => never_closed(text, text.len()),
        kind => Fault::at(at..at, format!("this is no YAML: {kind}"), "quote values that hold signs"),
    }
}

/// A closing bracket without an opening one.
fn closes_nothing(text: &str, at: usize) -> Fault {
    let sign = &text[rest(text, at)];
    let sign = sign.get(..1).unwrap_or(sign);
    let message = format!("`{sign}` closes nothing");
    Fault::at(at..at + sign.len(), message, "remove it, or quote the value that holds it")
}

/// A list or mapping in brackets that goes on into the next lines.
fn never_closed(text: &str, at: usize) -> Fault {
    let mut open = Vec::new();
    for (place, sign) in text[..at].char_indices() {
        match sign {
            '[' | '{' => open.push(place),
            ']' | '}' => drop(open.pop()),
            _ => {}
        }
    }
    let Some(first) = open.first() else {
        return Fault::at(at..at, "a key stands where none may", "quote values that hold signs");
    };
    let sign = &text[*first..=*first];
    Fault::at(*first..first + 1, format!("`{sign}` is never closed"), "add the closing bracket")
}

/// A line that is neither a key nor a part of the value above.
fn no_key(range: Range<usize>, text: &str) -> Fault {
    let line = &text[range.clone()];
    if lacks_blank(line) {
        return blank_missing(range, line);
    }
    let help = "write `key: value`, or indent the line to continue the value above";
    Fault::at(range, format!("`{line}` has no colon"), help)
}

fn blank_missing(range: Range<usize>, line: &str) -> Fault {
    let help = format!("write `{}`", line.replacen(':', ": ", 1));
    Fault::at(range, format!("`{line}` has no blank behind its colon"), help)
}

/// A colon where no key may stand: in a value without quotes, or on a line that is indented too far.
fn stray_colon(text: &str, at: usize) -> Fault {
    let line = line_start(text, at)..line_end(text, at);
    if let Some(value) = block_value(text, line.clone()).filter(|v| v.start < at) {
        return Fault::unquoted(text, value, "holds a colon and a blank, which YAML reads as a key");
    }
    let key = line.start + indent(&text[line.clone()])..at;
    if let Some(above) = line_above(text, line.start).filter(|r| lacks_blank(&text[r.clone()])) {
        let line = &text[above.clone()];
        return blank_missing(above, line);
    }
    let message = format!(
        "`{}` is indented deeper than the value above, which it seems to continue",
        &text[key.clone()]
    );
    Fault::at(key, message, "indent it as the keys above, or quote the text above")
}

fn lacks_blank(line: &str) -> bool {
    !line.starts_with(['#', '-']) && line.contains(':') && !line.contains(": ") && !line.ends_with(':')
}

/// A value that begins with a sign of YAML's own.
fn sign(text: &str, at: usize) -> Fault {
    let range = scalar_rest(text, at);
    let range = match text[range.clone()].find(": ") {
        Some(colon) if text[line_start(text, at)..at].trim().is_empty() => at..at + colon,
        _ => range,
    };
    if range.is_empty() {
        return Fault::at(at..at, "this is no YAML value", "quote values that hold signs");
    }
    let first = &text[at..at + text[at..].chars().next().map_or(0, char::len_utf8)];
    let why = match first {
        ">" | "|" => format!("begins with `{first}`, which opens a block of text"),
        "`" => "begins with a backtick, which YAML keeps for itself".to_string(),
        _ => format!("begins with `{first}`, which YAML keeps for itself"),
    };
    Fault::unquoted(text, range, &why)
}

/// Within `{}` or `[]`: a colon in a value, or a comma that is missing.
fn flow(text: &str, at: usize) -> Fault {
    let line = line_start(text, at);
    let start = text[line..at].rfind(": ").map(|n| line + n + 2).filter(|_| text[at..].starts_with(':'));
    match start.map(|s| trimmed(text, s..flow_end(text, at))) {
        Some(range) if range.start < at && !text[range.clone()].contains(['{', '[', '"', '\'']) => {
            Fault::unquoted(text, range, "holds a colon and a blank, which YAML reads as a key")
        }
        _ => Fault::at(
            at..at,
            "a comma or a closing bracket is missing before this",
            "add it, or quote the value",
        ),
    }
}

/// Text behind a closing quote.
fn trailing(text: &str, at: usize) -> Fault {
    let line = line_start(text, at)..line_end(text, at);
    match block_value(text, line).filter(|v| v.start < at && text[v.clone()].starts_with(['"', '\''])) {
        Some(value) => Fault::unquoted(text, value, "goes on behind its closing quote"),
        None => Fault::at(at..at, "text stands behind a closing quote", "quote the whole value"),
    }
}

/// The value behind the first `key: ` of a block line, without a comment.
fn block_value(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let colon = text[line.clone()].find(": ")?;
    let value = trimmed(text, line.start + colon + 2..line.end);
    let bare = !text[value.clone()].starts_with(['{', '[']);
    (bare && !value.is_empty()).then_some(value)
}

/// From `at` to the end of a value: the line's end, a comment, or a closing sign inside brackets.
fn scalar_rest(text: &str, at: usize) -> Range<usize> {
    let line = line_start(text, at);
    let depth =
        text[line..at].matches(['{', '[']).count().saturating_sub(text[line..at].matches(['}', ']']).count());
    let end = if depth > 0 { flow_end(text, at) } else { line_end(text, at) };
    trimmed(text, at..end)
}

fn flow_end(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    text[at..end].find([',', '}', ']']).map_or(end, |n| at + n)
}

fn rest(text: &str, at: usize) -> Range<usize> {
    trimmed(text, at..line_end(text, at))
}

/// Without outer blanks and without a comment behind.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let part = part.find(" #").map_or(part, |n| &part[..n]);
    let start = range.start + indent(part);
    start..start + part.trim().len()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// True if the next line is indented deeper than the one that a value ends on.
fn continues(text: &str, value: Range<usize>) -> bool {
    let end = line_end(text, value.end);
    let next = text[end..].trim_start_matches(['\n', '\r']);
    let own = &text[line_start(text, value.start)..end];
    let key = own.len() - own.trim_start_matches([' ', '-']).len();
    trimmed(text, value.end..end).is_empty() && !next.trim_start().is_empty() && indent(next) > key
}

fn line_above(text: &str, start: usize) -> Option<Range<usize>> {
    let end = text[..start].trim_end().len();
    (end > 0).then(|| trimmed(text, line_start(text, end)..end))
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |n| n + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find(['\n', '\r']).map_or(text.len(), |n| at + n)
}

fn before(text: &str, at: usize) -> usize {
    text[..at].char_indices().next_back().map_or(0, |(n, _)| n)
}

/// The nearest character boundary at or before an offset.
fn boundary(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}
