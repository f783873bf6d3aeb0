//! The header of a page, dirty as it is. In: a file. Out: `FrontMatter` and where the body begins. Never: fails.

use super::yaml::{self, Node, NodeKind};
use crate::diagnostic::{Diagnostic, Edit, Findings, Fix, Safety, Severity, codes};
use crate::model::front_matter::{Entry, FrontMatter};
use crate::source::{SourceFile, Span, Spanned};
use std::collections::HashMap;
use std::ops::Range;

/// Reads the header of a page, and gives the offset at which its body begins.
///
/// A header begins on the very first line with `---` and ends with the next such line; without the
/// second there is none. Of a repeated key the last stands. A header that is not YAML gives what its
/// `key: value` lines say, so that the page keeps its title and its audience.
pub fn read(file: &SourceFile, findings: &mut Findings) -> (FrontMatter, usize) {
    let Some(lines) = delimiters(file) else {
        report_open(file, findings);
        return (FrontMatter::default(), file.body_start());
    };
    report_noise(file, &lines, findings);
    let inner = lines.open.next..lines.close.start;
    let mut faults = Findings::default();
    let node = yaml::parse(file, inner.clone(), &mut faults, &codes::HEADER_UNREADABLE);
    let entries = match &node {
        Some(node) if matches!(node.kind, NodeKind::Map(_) | NodeKind::Null) => from_node(file, node),
        _ => from_lines(file, inner.clone()),
    };
    if node.is_some_and(|n| !matches!(n.kind, NodeKind::Map(_) | NodeKind::Null)) && faults.0.is_empty() {
        let span = Span::new(file.id, inner.start..inner.start + file.text[inner].trim_end().len());
        let fault = Diagnostic::new(&codes::HEADER_UNREADABLE, span, "the front matter holds no keys");
        faults.push(fault.help("write `key: value` lines"));
    }
    let unreadable = !faults.0.is_empty();
    findings.extend(faults.0);
    let span = Some(Span::new(file.id, lines.open.start..lines.close.end));
    let entries = last_of_each(file, entries, findings);
    let mut front = FrontMatter { entries, span, unreadable, date: None };
    front.date = front.text("ms.date").map(super::date::page_date);
    (front, lines.close.next)
}

/// One `---` line: its text without blanks behind, their end, and the next line's start.
struct Line {
    start: usize,
    end: usize,
    blanks: Range<usize>,
    next: usize,
}

struct Delimiters {
    open: Line,
    close: Line,
}

fn delimiters(file: &SourceFile) -> Option<Delimiters> {
    let open = Some(line_at(file, file.body_start())).filter(|l| is_delimiter(file, l))?;
    let mut next = open.next;
    while next < file.text.len() {
        let line = line_at(file, next);
        if is_delimiter(file, &line) {
            return Some(Delimiters { open, close: line });
        }
        next = line.next;
    }
    None
}

fn line_at(file: &SourceFile, start: usize) -> Line {
    let next = file.text[start..].find('\n').map_or(file.text.len(), |n| start + n + 1);
    let line = file.text[start..next].trim_end_matches(['\n', '\r']);
    let end = start + line.trim_end().len();
    Line { start, end, blanks: end..start + line.len(), next }
}

fn is_delimiter(file: &SourceFile, line: &Line) -> bool {
    &file.text[line.start..line.end] == "---"
}

/// `---` and a `key: value` line, but no second `---`: the keys are lost, and stand on the page as text.
fn report_open(file: &SourceFile, findings: &mut Findings) {
    let open = line_at(file, file.body_start());
    let first = line_at(file, open.next);
    let is_key = file.text[first.start..first.end].split_once(':').is_some_and(|(key, value)| {
        let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        !key.is_empty() && key.chars().all(word) && (value.is_empty() || value.starts_with(' '))
    });
    if is_delimiter(file, &open) && is_key {
        let span = Span::new(file.id, open.start..open.end);
        let message = "the front matter is not closed: none of its keys counts";
        let fault = Diagnostic::new(&codes::HEADER_UNREADABLE, span, message);
        findings.push(fault.help("write `---` on a line of its own behind the last key"));
    }
}

fn report_noise(file: &SourceFile, lines: &Delimiters, findings: &mut Findings) {
    let bom = 0..file.body_start();
    let noise: Vec<Span> = [bom, lines.open.blanks.clone(), lines.close.blanks.clone()]
        .into_iter()
        .filter(|r| !r.is_empty())
        .map(|r| Span::new(file.id, r))
        .collect();
    let Some(first) = noise.first() else { return };
    let message = match (file.has_bom(), noise.len()) {
        (true, 1) => "the file begins with a byte order mark",
        (true, _) => "the file begins with a byte order mark, and blanks stand behind `---`",
        (false, _) => "blanks stand behind `---`",
    };
    let mut finding = Diagnostic::new(&codes::HEADER_NOISE, *first, message).help("remove them");
    let edits = noise.iter().map(|span| Edit { span: *span, text: String::new() }).collect();
    finding.fix = Some(Fix { safety: Safety::Safe, edits });
    findings.push(finding);
}

fn from_node(file: &SourceFile, node: &Node) -> Vec<Entry> {
    node.entries().iter().map(|(key, value)| entry(file, key, value)).collect()
}

fn entry(file: &SourceFile, key: &Spanned<String>, node: &Node) -> Entry {
    let list: Option<Vec<_>> = match &node.kind {
        NodeKind::List(items) => {
            Some(items.iter().map(|item| Spanned::new(plain(file, item), item.span)).collect())
        }
        _ => None,
    };
    let text = match &list {
        Some(members) => joined(members),
        None => plain(file, node),
    };
    Entry { key: key.clone(), value: Spanned::new(text, node.span), list }
}

fn joined(members: &[Spanned<String>]) -> String {
    members.iter().map(|m| m.value.as_str()).collect::<Vec<_>>().join(", ")
}

/// A scalar's text; what is nested deeper stands as it was written.
fn plain(file: &SourceFile, node: &Node) -> String {
    match &node.kind {
        NodeKind::Null => String::new(),
        NodeKind::Scalar(text, _) => text.trim().to_string(),
        _ => file.text.get(node.span.range()).unwrap_or("").trim().to_string(),
    }
}

/// Every `key: value` line of a header that is no YAML.
fn from_lines(file: &SourceFile, range: Range<usize>) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut start = range.start;
    while start < range.end {
        let line = line_at(file, start);
        entries.extend(salvaged(file, line.start..line.end));
        start = line.next;
    }
    entries
}

fn salvaged(file: &SourceFile, line: Range<usize>) -> Option<Entry> {
    let text = &file.text[line.clone()];
    let colon = text.find(':')?;
    let key = &text[..colon];
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'));
    if !is_key {
        return None;
    }
    let rest = &text[colon + 1..];
    let rest = rest.find(" #").map_or(rest, |n| &rest[..n]);
    let value = rest.trim();
    let start = line.start + colon + 1 + (rest.len() - rest.trim_start().len());
    let span = |from: usize, len: usize| Span::new(file.id, from..from + len);
    Some(Entry {
        key: Spanned::new(key.to_string(), span(line.start, colon)),
        value: Spanned::new(value.trim_matches(['"', '\'']).to_string(), span(start, value.len())),
        list: None,
    })
}

/// Keeps the last entry of each key, at its own place; the others are findings.
fn last_of_each(file: &SourceFile, entries: Vec<Entry>, findings: &mut Findings) -> Vec<Entry> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries {
        let at = *places.entry(entry.key.value.clone()).or_insert(kept.len());
        if at == kept.len() {
            kept.push(entry);
        } else {
            findings.push(repeated(file, &kept[at], &entry));
            kept[at] = entry;
        }
    }
    kept
}

fn repeated(file: &SourceFile, first: &Entry, second: &Entry) -> Diagnostic {
    let key = &second.key.value;
    let finding = |message: String| Diagnostic::new(&codes::KEY_REPEATED, second.key.span, message);
    if first.value.value != second.value.value {
        let (old, new) = (&first.value.value, &second.value.value);
        return finding(format!("`{key}` stands twice with different values: `{old}`, then `{new}`"))
            .severity(Severity::Error)
            .help("keep the right one; until then the last one counts")
            .label(first.key.span, "first here");
    }
    let found = finding(format!("`{key}` stands twice with the same value"))
        .help("remove one of them")
        .label(first.key.span, "first here");
    match own_line(file, second) {
        Some(line) => found.fix(Safety::Safe, line, ""),
        None => found,
    }
}

/// The whole line of an entry with its line end, if the entry is all that stands on it.
fn own_line(file: &SourceFile, entry: &Entry) -> Option<Span> {
    let line = line_at(file, file.text[..entry.key.span.start as usize].rfind('\n')? + 1);
    let inside = (entry.value.span.end as usize) <= line.end && entry.list.is_none();
    (inside && line.start == entry.key.span.start as usize).then(|| Span::new(file.id, line.start..line.next))
}
