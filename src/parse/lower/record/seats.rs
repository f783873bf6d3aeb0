//! The sum of status rows against the entitled seats. In: one service. Out: findings.
//! Never: fills rows up; `assess` counts what is missing.

use crate::diagnostic::{Diagnostic, Safety, codes};
use crate::model::customer::{ServiceRecord, StatusRow};
use crate::parse::lower::lookup::Lowering;
use crate::parse::schema::reader::MapReader;
use crate::parse::yaml::{Node, NodeKind};
use crate::source::{SourceFile, Span};

const REST: &str = "{l1: Status Unknown, l2: New Subscription or Workload}";

/// One service, as lowered and as written.
pub(super) struct Seats<'a> {
    pub file: &'a SourceFile,
    pub service: &'a ServiceRecord,
    pub reader: &'a MapReader<'a>,
}

impl Lowering<'_> {
    /// Rows add up to `override`, else `entitled`; at most one leaves its seats out.
    pub(super) fn check_seats(&mut self, seats: &Seats<'_>) {
        if !is_readable(seats) {
            return;
        }
        let rows = &seats.service.status;
        let rest: Vec<&StatusRow> = rows.iter().filter(|r| r.seats.is_none()).collect();
        for row in rest.iter().skip(1) {
            let message = "more than one status row leaves out its seats";
            let found = Diagnostic::new(&codes::SEATS_UNBALANCED, row.l1.span, message);
            let found = found.help("write `seats:` in all rows but one").label(rest[0].l1.span, "first here");
            self.cx.findings.push(found);
        }
        let service = seats.service;
        let Some(total) = service.overridden.as_ref().or(service.entitled.as_ref()) else { return };
        let sum: u128 = rows.iter().filter_map(|r| r.seats.as_ref()).map(|s| u128::from(s.value)).sum();
        let due = u128::from(total.value);
        if sum > due {
            let name = &service.name.value;
            let message = format!(
                "status rows of `{name}` hold {sum} seats, {} more than the {due} entitled",
                sum - due
            );
            let last = rows.iter().rev().find_map(|r| r.seats.as_ref()).map_or(total.span, |s| s.span);
            let found = Diagnostic::new(&codes::SEATS_UNBALANCED, last, message);
            self.cx
                .findings
                .push(found.help("mend the rows, or the entitled seats").label(total.span, "entitled here"));
        } else if sum < due && rest.is_empty() {
            self.cx.findings.push(seats.missing(due - sum, total.span));
        }
    }
}

/// False where rows were left out, or seats could not be read: those have findings of their own.
fn is_readable(seats: &Seats<'_>) -> bool {
    let Some(node) = seats.reader.get("status") else { return true };
    let rows = &seats.service.status;
    let as_written =
        |(item, row): (&Node, &StatusRow)| item.get("seats").is_none_or(Node::is_null) || row.seats.is_some();
    match node.kind {
        NodeKind::List(_) => {
            node.items().len() == rows.len() && node.items().iter().zip(rows).all(as_written)
        }
        _ => node.as_text().is_some(),
    }
}

impl Seats<'_> {
    fn missing(&self, count: u128, total: Span) -> Diagnostic {
        let name = &self.service.name.value;
        let message = format!("status rows of `{name}` leave out {count} seats");
        let last = self.service.status.last().map_or(total, |row| row.l1.span);
        let found = Diagnostic::new(&codes::SEATS_MISSING, last, message)
            .help(format!("add the row `{REST}`: the missing seats are counted so"));
        match self.rest_row() {
            Some((at, text)) => found.fix(Safety::Safe, at, text),
            None => found,
        }
    }

    /// Where the rest row goes, and its text.
    fn rest_row(&self) -> Option<(Span, String)> {
        let Some(node) = self.reader.get("status") else {
            return self.status_key();
        };
        let last = node.items().last()?.span;
        let text = &self.file.text;
        if text.get(node.span.range())?.starts_with('[') {
            return Some((Span { start: last.end, ..last }, format!(", {REST}")));
        }
        let at = self.line_end(last);
        let (line, indent) = self.line_of(node.span.start)?;
        text[line..]
            .trim_start()
            .starts_with("- ")
            .then(|| (at, format!("{}{indent}- {REST}", self.newline())))
    }

    /// A `status:` key below the last line of the entitled seats.
    fn status_key(&self) -> Option<(Span, String)> {
        if self.reader.key("status").is_some() {
            return None;
        }
        let key = self.reader.key("override").or_else(|| self.reader.key("entitled"))?;
        let value = self.reader.get(&key.value)?.span;
        let (line, indent) = self.line_of(key.span.start)?;
        let alone = line + indent.len() == key.span.start as usize;
        let at = self.line_end(value);
        alone.then(|| (at, format!("{}{indent}status: [{REST}]", self.newline())))
    }

    /// The end of the line on which `last` ends: behind a comment of the author's.
    fn line_end(&self, last: Span) -> Span {
        let line = self.file.text.get(last.end as usize..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let kept = line.trim_start().starts_with('#');
        let end = if kept { last.end + line.trim_end().len() as u32 } else { last.end };
        Span { start: end, end, ..last }
    }

    /// Start of a line and its leading blanks.
    fn line_of(&self, byte: u32) -> Option<(usize, &str)> {
        let text = &self.file.text;
        let start = text.get(..byte as usize)?.rfind('\n').map_or(0, |n| n + 1);
        let rest = &text[start..];
        Some((start, &rest[..rest.len() - rest.trim_start_matches(' ').len()]))
    }

    fn newline(&self) -> &'static str {
        if self.file.text.contains("\r\n") { "\r\n" } else { "\n" }
    }
}
