//! The parts that bands are written with. In: plain text. Out: parts with their places.
//! Never: decides what they mean together.

use crate::model::band::{Decimal, Unit};
use std::ops::Range;

/// One part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A number with its unit.
    Value(Value),
    /// A comparison sign.
    Sign(Sign),
    /// `-`, `–`, `to`.
    Dash,
    /// `+` behind a number.
    Plus,
    /// `and`, `&`.
    And,
    /// Words, one or several.
    Name,
    /// `(`, `[`.
    Open,
    /// `)`, `]`.
    Close,
    /// `,`, `;`: between two ends they mean *and*.
    Comma,
    /// `/`, `.`, `:`, `|`.
    Separator,
    /// Anything else, a number of too many digits too.
    Other,
}

/// A number and the unit written behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) at: Decimal,
    pub(super) unit: Unit,
}

/// Comparison signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Below,
    AtMost,
    Above,
    AtLeast,
    Equal,
}

impl Sign {
    /// The sign seen from the other side: `20 < x` is `x > 20`.
    pub(super) fn mirrored(self) -> Self {
        match self {
            Self::Below => Self::Above,
            Self::AtMost => Self::AtLeast,
            Self::Above => Self::Below,
            Self::AtLeast => Self::AtMost,
            Self::Equal => Self::Equal,
        }
    }

    /// True if one looks up and the other down.
    pub(super) fn opposes(self, other: Self) -> bool {
        let up = |s| matches!(s, Self::Above | Self::AtLeast);
        let down = |s| matches!(s, Self::Below | Self::AtMost);
        (up(self) && down(other)) || (down(self) && up(other))
    }
}

/// A part and the bytes it was read from.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) part: Part,
    pub(super) range: Range<usize>,
}

/// All parts of a text, blanks and backslash escapes left out, words beside words joined.
pub(super) fn parts(text: &str) -> Vec<Placed> {
    let mut reader = Reader { chars: chars(text), at: 0, end: text.len(), out: Vec::new() };
    while reader.at < reader.chars.len() {
        reader.step();
    }
    reader.out
}

/// Characters with their places; full-width forms as their narrow ones, escapes without the backslash.
fn chars(text: &str) -> Vec<(usize, char)> {
    let mut out: Vec<(usize, char)> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c.is_ascii_punctuation() && out.last().is_some_and(|(_, last)| *last == '\\') {
            out.pop();
        }
        out.push((at, narrow(c)));
    }
    out
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5d}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '～' | '〜' | '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '≦' | '⩽' => '≤',
        '≧' | '⩾' => '≥',
        _ => c,
    }
}

struct Reader {
    chars: Vec<(usize, char)>,
    at: usize,
    end: usize,
    out: Vec<Placed>,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).map(|(_, c)| *c)
    }

    fn step(&mut self) {
        let start = self.at;
        let Some(c) = self.peek(0) else { return };
        self.at += 1;
        let part = match c {
            _ if c.is_whitespace() => return,
            '0'..='9' => self.number(start),
            '<' | '>' | '=' | '≤' | '≥' => self.sign(c),
            '%' => return self.percent(start),
            '-' => Part::Dash,
            '+' => Part::Plus,
            '&' => Part::And,
            '(' | '[' => Part::Open,
            ')' | ']' => Part::Close,
            ';' | ',' | '、' => Part::Comma,
            '/' | '.' | ':' | '|' | '。' => Part::Separator,
            _ if c.is_alphabetic() => return self.word(start),
            _ => Part::Other,
        };
        self.push(part, start);
    }

    fn push(&mut self, part: Part, start: usize) {
        let range = self.place(start)..self.place(self.at);
        self.out.push(Placed { part, range });
    }

    fn place(&self, idx: usize) -> usize {
        self.chars.get(idx).map_or(self.end, |(at, _)| *at)
    }

    /// Digits, with a point or comma only before another digit.
    fn number(&mut self, start: usize) -> Part {
        while let Some(c) = self.peek(0) {
            let inner = matches!(c, '.' | ',') && self.peek(1).is_some_and(|c| c.is_ascii_digit());
            if !c.is_ascii_digit() && !inner {
                break;
            }
            self.at += 1;
        }
        let digits: String = self.chars[start..self.at].iter().map(|(_, c)| *c).collect();
        Decimal::parse(&digits).map_or(Part::Other, |at| Part::Value(Value { at, unit: Unit::Unsaid }))
    }

    fn sign(&mut self, first: char) -> Part {
        let pair = self.peek(0).filter(|c| matches!(c, '<' | '>' | '='));
        let sign = match (first, pair) {
            ('<', Some('=')) | ('=', Some('<')) => Sign::AtMost,
            ('>', Some('=')) | ('=', Some('>')) => Sign::AtLeast,
            ('<' | '>' | '=', Some(_)) => {
                self.at += 1;
                return Part::Other;
            }
            ('<', None) => return Part::Sign(Sign::Below),
            ('>', None) => return Part::Sign(Sign::Above),
            ('=', None) => return Part::Sign(Sign::Equal),
            ('≤', _) => return Part::Sign(Sign::AtMost),
            _ => return Part::Sign(Sign::AtLeast),
        };
        self.at += 1;
        Part::Sign(sign)
    }

    /// `%` belongs to the number before it, also in `51+ %`.
    fn percent(&mut self, start: usize) {
        self.unit(Unit::Percent, start);
    }

    fn unit(&mut self, unit: Unit, start: usize) {
        let end = self.place(self.at);
        let plus = usize::from(self.out.last().is_some_and(|p| p.part == Part::Plus));
        let idx = self.out.len().checked_sub(1 + plus);
        match idx.map(|idx| &mut self.out[idx]) {
            Some(Placed { part: Part::Value(value), range }) if value.unit == Unit::Unsaid => {
                value.unit = unit;
                range.end = range.end.max(if plus == 0 { end } else { range.end });
            }
            _ if unit == Unit::Percent => self.push(Part::Other, start),
            _ => self.name(start),
        }
    }

    /// A word: letters and digits; some mean something here.
    fn word(&mut self, start: usize) {
        while self.peek(0).is_some_and(|c| c.is_alphanumeric() || c == '\'' || c == '’') {
            self.at += 1;
        }
        let word: String = self.chars[start..self.at].iter().flat_map(|(_, c)| c.to_lowercase()).collect();
        match word.as_str() {
            "and" => self.push(Part::And, start),
            "to" => self.push(Part::Dash, start),
            "percent" => self.unit(Unit::Percent, start),
            "seat" | "seats" | "user" | "users" | "device" | "devices" => self.unit(Unit::Seats, start),
            "d" | "day" | "days" => self.unit(Unit::Days, start),
            _ => self.name(start),
        }
    }

    fn name(&mut self, start: usize) {
        let end = self.place(self.at);
        match self.out.last_mut() {
            Some(last) if last.part == Part::Name => last.range.end = end,
            _ => self.push(Part::Name, start),
        }
    }
}
