//! Separated text into cells that know where they stand. In: text, a sign. Out: [`Row`]s.
//! Never: copies a cell; blank lines give no row.

use super::sheet::{Cell, Row, Written};
use crate::source::SourceFile;

/// Signs that separate cells, the likeliest first.
const SIGNS: [u8; 4] = [b';', b'\t', b',', b'|'];

/// Lines that are looked at to find the sign.
const LOOKED_AT: usize = 30;

/// The rows of a file from byte `from` on. A quote that never closes reaches to the end of the file: its
/// place is the second part of the answer.
pub(super) fn rows(file: &SourceFile, from: usize, sign: u8) -> (Vec<Row>, Option<u32>) {
    let bytes = file.text.as_bytes();
    let (mut rows, mut cells, mut open) = (Vec::new(), Vec::new(), None);
    let (mut at, mut line_start) = (from, from);
    while at < bytes.len() {
        let cell = cell(bytes, at, sign, &mut open);
        at = cell.1;
        cells.push(cell.0);
        if bytes.get(at) == Some(&sign) {
            at += 1;
            // A sign at the very end of the file has an empty cell behind it.
            if at < bytes.len() {
                continue;
            }
        }
        at += usize::from(bytes.get(at) == Some(&b'\r'));
        at += usize::from(bytes.get(at) == Some(&b'\n'));
        let row = Row { line: file.line(line_start as u32), cells: std::mem::take(&mut cells) };
        if row.cells.iter().any(|c| !file.text[c.start as usize..c.end as usize].trim().is_empty()) {
            rows.push(row);
        }
        line_start = at;
    }
    (rows, open)
}

/// One cell from `at`, and where it ends (at a sign, a line end, or the end).
fn cell(bytes: &[u8], at: usize, sign: u8, open: &mut Option<u32>) -> (Cell, usize) {
    let plain_end = |from: usize| {
        let ends = |b: &u8| *b == sign || *b == b'\n' || *b == b'\r';
        bytes[from..].iter().position(ends).map_or(bytes.len(), |n| from + n)
    };
    let quoted = bytes.get(at) == Some(&b'"');
    if !quoted {
        let end = plain_end(at);
        return (Cell { start: at as u32, end: end as u32, written: Written::Plain }, end);
    }
    let mut end = at + 1;
    loop {
        match bytes[end..].iter().position(|b| *b == b'"').map(|n| end + n) {
            Some(quote) if bytes.get(quote + 1) == Some(&b'"') => end = quote + 2,
            Some(quote) => {
                let inner = Cell { start: at as u32 + 1, end: quote as u32, written: Written::Quoted };
                return (inner, plain_end(quote + 1));
            }
            None => {
                open.get_or_insert(at as u32);
                let inner = Cell { start: at as u32 + 1, end: bytes.len() as u32, written: Written::Quoted };
                return (inner, bytes.len());
            }
        }
    }
}

/// The sign that separates cells: the one that stands most often equally often on a line. A first line
/// `sep=;` says it; `from` moves behind that line.
pub(super) fn sign(text: &str, from: &mut usize) -> u8 {
    let first = text[*from..].lines().next().unwrap_or("");
    if let [sign] = first.strip_prefix("sep=").unwrap_or("").as_bytes() {
        *from += text[*from..].find('\n').map_or(first.len(), |n| n + 1);
        return *sign;
    }
    let lines: Vec<&str> = text[*from..].lines().filter(|l| !l.trim().is_empty()).take(LOOKED_AT).collect();
    let weight = |sign: u8| {
        let counts: Vec<usize> = lines.iter().map(|l| outside_quotes(l, sign)).collect();
        let alike = |n: &usize| counts.iter().filter(|c| *c == n).count() * n;
        counts.iter().map(alike).max().unwrap_or(0)
    };
    let best = SIGNS.iter().rev().max_by_key(|s| weight(**s));
    best.copied().unwrap_or(SIGNS[0])
}

fn outside_quotes(line: &str, sign: u8) -> usize {
    let mut inside = false;
    let counts = line.bytes().filter(|b| {
        inside ^= *b == b'"';
        *b == sign && !inside
    });
    counts.count()
}
