//! The threshold cell of a KPI. In: plain text, the colours' words. Out: a band by colour, and what is unread.
//! Never: drops a text without saying so; `N/A` and empty cells are nothing.

use super::word::{begins_word, word_at};
use super::{BandFault, read};
use crate::model::band::{Band, Unit};
use crate::model::registry::spelling;
use crate::source::Span;
use std::ops::Range;

/// What a threshold cell says.
#[derive(Clone, Debug, Default)]
pub struct Thresholds {
    /// Green, yellow, red; units as written.
    pub bands: [Option<Band>; 3],
    /// What could not be read, in the order of the cell.
    pub unread: Vec<Unread>,
}

/// A part of a threshold cell that is no band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// 0 green, 1 yellow, 2 red; none: it stands before the first colour.
    pub colour: Option<usize>,
    /// As written, trimmed.
    pub text: String,
    /// Why it is none.
    pub why: BandFault,
    /// The cell.
    pub span: Span,
}

/// A colour word of the cell.
struct Mark {
    colour: usize,
    range: Range<usize>,
}

/// Reads `Green: > 70%; Yellow: 40%-70%; Red <40%` in any order of colours (`colours` holds the words of
/// green, yellow, red). The colour words part the cell, so commas and slashes inside a band are safe. A cell
/// without a colour word is green; colours behind their bands (`> 70% (green)`) are read too.
pub fn thresholds(text: &str, span: Span, colours: &[Vec<String>; 3]) -> Thresholds {
    let mut out = Thresholds::default();
    for (colour, part) in sections(text, &marks(text, colours)) {
        let part = trimmed(part);
        if is_nothing(part) {
            continue;
        }
        let (slot, repeated) = match colour {
            Some(idx) => (Some(idx), out.bands[idx].is_some()),
            None => (None, false),
        };
        let fault = match (slot, read(part, span, Unit::Unsaid)) {
            (Some(_), Ok(_)) if repeated => BandFault::Repeated,
            (Some(idx), Ok(band)) => {
                out.bands[idx] = Some(band);
                continue;
            }
            (None, Ok(_)) => BandFault::Unreadable,
            (_, Err(fault)) => fault,
        };
        out.unread.push(Unread { colour, text: part.to_string(), why: fault, span });
    }
    out
}

/// The cell's parts with their colours.
fn sections<'t>(text: &'t str, marks: &[Mark]) -> Vec<(Option<usize>, &'t str)> {
    let Some(first) = marks.first() else { return vec![(Some(0), text)] };
    let before = &text[..first.range.start];
    let trailing = colours_follow(text, before, marks);
    let mut out = Vec::new();
    if !trailing {
        out.push((None, before));
    }
    for (idx, mark) in marks.iter().enumerate() {
        let part = if trailing {
            let start = if idx == 0 { 0 } else { marks[idx - 1].range.end };
            &text[start..mark.range.start]
        } else {
            let end = marks.get(idx + 1).map_or(text.len(), |next| next.range.start);
            &text[mark.range.end..end]
        };
        out.push((Some(mark.colour), part));
    }
    out
}

/// True for `> 70% (green), < 40% (red)`: a number before the first colour, nothing behind the last, no colon.
fn colours_follow(text: &str, before: &str, marks: &[Mark]) -> bool {
    let behind = |mark: &Mark| text[mark.range.end..].trim_start();
    let colon = marks.iter().any(|m| behind(m).starts_with([':', '：']));
    let ends = marks.last().is_some_and(|m| trimmed(behind(m)).is_empty());
    before.contains(|c: char| c.is_ascii_digit()) && ends && !colon
}

/// Colour words in the order of the cell, as whole words, the longest at each place.
fn marks(text: &str, colours: &[Vec<String>; 3]) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::new();
    for (start, _) in text.char_indices() {
        let inside = out.last().is_some_and(|m| start < m.range.end);
        if inside || !begins_word(text, start) {
            continue;
        }
        let found = colours.iter().enumerate().flat_map(|(idx, words)| words.iter().map(move |w| (idx, w)));
        let longest = found.filter_map(|(idx, w)| word_at(text, start, w).map(|end| (end, idx))).max();
        out.extend(longest.map(|(end, colour)| Mark { colour, range: start..end }));
    }
    out
}

/// Without the separators and brackets of a list of colours.
fn trimmed(part: &str) -> &str {
    let separator =
        |c: char| c.is_whitespace() || matches!(c, ';' | ',' | '/' | '|' | '.' | '、' | '；' | '，');
    let part =
        part.trim_start_matches(|c: char| separator(c) || matches!(c, ':' | '：' | '-' | '–' | '—' | ')'));
    let part = part.trim_end_matches(|c| separator(c) || c == '\\');
    match part.strip_suffix('(') {
        Some(rest) => rest.trim_end_matches(separator),
        None => part,
    }
}

fn is_nothing(part: &str) -> bool {
    let text = spelling(part);
    let signs = text.chars().all(|c| matches!(c, '-' | '–' | '—' | '.' | ' ' | '/'));
    signs || matches!(text.as_str(), "n/a" | "na" | "none")
}
