//! Rows and cells of pipe tables. In: closed frames. Out: the table grows; cells beyond the header, which the
//! parser cuts off, have a finding, and so has a row with too few. Never: keeps what the header has no column for.

use super::frame::{Body, Frame};
use crate::diagnostic::{Diagnostic, Findings, Safety, Severity, codes};
use crate::model::prose::{Cell, Row};
use crate::source::{SourceFile, Span};
use std::ops::Range;

/// Hands a closed cell, head or row to the frame around it.
pub(super) fn close(
    frame: Frame,
    span: Span,
    file: &SourceFile,
    parent: &mut Frame,
    findings: &mut Findings,
) {
    match (frame.body, &mut parent.body) {
        (Body::Cell, _) => {
            parent.cells.push(Cell { span: without_blanks(file, span), content: frame.inlines });
        }
        (Body::Head, Body::Table(table)) => table.head = frame.cells,
        (Body::Row, Body::Table(table)) => {
            let span = Span { end: line_end(file, span), ..span };
            table.rows.push(Row { span, cells: frame.cells });
            report_lost(file, span, table.head.len(), findings);
            report_short(file, span, table.head.len(), findings);
        }
        _ => {}
    }
}

fn line_end(file: &SourceFile, span: Span) -> u32 {
    let rest = file.text.get(span.start as usize..).unwrap_or("");
    let line = rest.split('\n').next().unwrap_or("");
    span.start + line.trim_end().len() as u32
}

fn without_blanks(file: &SourceFile, span: Span) -> Span {
    let text = file.text.get(span.range()).unwrap_or("").trim_end_matches('|');
    let start = span.start + (text.len() - text.trim_start().len()) as u32;
    Span { start, end: start + text.trim().len() as u32, ..span }
}

/// Every pipe that is not escaped parts cells, in code too: that is how tables are read.
fn report_lost(file: &SourceFile, row: Span, columns: usize, findings: &mut Findings) {
    let line = file.text.get(row.range()).unwrap_or("");
    let ends = cell_ends(line);
    let Some(kept) = columns.checked_sub(1).and_then(|last| ends.get(last)) else { return };
    let rest = line[*kept..].trim_start_matches('|');
    let text = rest.trim().trim_end_matches('|').trim();
    if text.replace('|', "").trim().is_empty() {
        return;
    }
    let start = row.start as usize + line.len() - rest.trim_start().len();
    let span = Span::new(file.id, start..start + text.len());
    let message = format!("row has {} cells, its header {columns}: `{text}` is lost", ends.len());
    let found = Diagnostic::new(&codes::CELLS_LOST, span, message).help(help(line, text));
    findings.push(match split(line, &ends, columns) {
        Some((range, right)) => {
            let start = row.start as usize;
            let place = Span::new(file.id, start + range.start..start + range.end);
            found.fix(Safety::Unsafe, place, right)
        }
        None => found,
    });
}

/// What most likely happened to a row with too many cells.
fn help(line: &str, lost: &str) -> &'static str {
    let first = lost.split('|').next().unwrap_or("").trim();
    if line.trim_start().starts_with("||") {
        "the row begins with two pipes: take one out"
    } else if lost.contains('|') && !first.is_empty() && first.bytes().all(|b| b.is_ascii_digit()) {
        "two rows share this line: begin the second on a line of its own"
    } else {
        "write `\\|` for a pipe that is text, or give the header another column"
    }
}

/// A row that ends before its header does: its last cells stand under the wrong columns, or are forgotten.
fn report_short(file: &SourceFile, row: Span, columns: usize, findings: &mut Findings) {
    let line = file.text.get(row.range()).unwrap_or("");
    let cells = cell_ends(line).len();
    if cells >= columns || line.replace('|', "").trim().is_empty() {
        return;
    }
    let message = format!("row has {cells} cells, its header {columns}");
    let found = Diagnostic::new(&codes::CELLS_LOST, row, message).severity(Severity::Warning);
    findings.push(found.help("write the cell that is missing; an empty one is a pipe too"));
}

/// A line with an empty cell too many at its front, or with two rows: what goes, and what comes.
fn split(line: &str, ends: &[usize], columns: usize) -> Option<(Range<usize>, String)> {
    let cell = |n: usize| {
        let start = n.checked_sub(1).map_or(0, |before| ends[before]);
        line[start..ends[n]].trim_start_matches('|').trim()
    };
    if ends.len() == columns + 1 && cell(0).is_empty() {
        let first = usize::from(line.starts_with('|'));
        return Some((0..line.len(), format!("{}{}", &line[..first], &line[ends[0] + 1..])));
    }
    let kept = *ends.get(columns - 1)?;
    let second = (columns..ends.len()).find(|n| !cell(*n).is_empty())?;
    let filled = (second..ends.len()).filter(|n| !cell(*n).is_empty()).count();
    (ends.len() - second == columns && filled * 2 > columns).then(|| {
        let row = line[ends[second - 1] + 1..].trim_end();
        let close = if row.ends_with('|') { "" } else { " |" };
        (kept..line.len(), format!("|\n|{row}{close}"))
    })
}

/// Where each cell of a line ends: before its closing pipe, or at the line's end.
fn cell_ends(line: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut escaped = false;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'|' if at > 0 => ends.push(at),
            _ => {}
        }
    }
    if !line.ends_with('|') || escaped_end(line) {
        ends.push(line.len());
    }
    ends
}

fn escaped_end(line: &str) -> bool {
    let before = line.strip_suffix('|').unwrap_or(line);
    before.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1
}
