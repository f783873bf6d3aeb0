//! Replacements in the text of a progress file. In: nodes with their places, ticks. Out: the new text.
//! Never: a value that YAML could read as something else; texts are quoted, whatever they hold.

use crate::model::progress::Tick;
use crate::model::scalar::quoted;
use crate::parse::yaml::{Node, NodeKind};
use crate::source::Spanned;
use std::ops::Range;

/// Fields of a tick in the order they are written in.
const FIELDS: [&str; 7] = ["state", "by", "on", "evidence", "text", "reason", "until"];

/// Changes that wait to be made.
pub(super) struct Pieces<'a> {
    text: &'a str,
    /// The file's own line end.
    newline: &'static str,
    edits: Vec<(Range<usize>, String)>,
    /// New ticks: key, value in flow style.
    new: Vec<(String, String)>,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Self { text, newline, edits: Vec::new(), new: Vec::new() }
    }

    /// A tick that has no place yet.
    pub(super) fn add(&mut self, key: &str, tick: &Tick) {
        self.new.push((key.to_string(), flow(tick)));
    }

    /// A tick that gets another key.
    pub(super) fn rename(&mut self, old: &Spanned<String>, new: &str) {
        self.edits.push((old.span.range(), quoted(new)));
    }

    /// A tick that takes the place of another: only the fields that differ are touched.
    pub(super) fn change(&mut self, old: &Node, tick: &Tick) {
        let (whole, entries, fields) = (old.span.range(), old.entries(), fields(tick));
        let is_flow = self.text[whole.clone()].starts_with('{');
        let given = |key: &Spanned<String>| fields.iter().any(|(name, _)| *name == key.value);
        let removes = entries.iter().any(|(key, _)| !given(key));
        if entries.is_empty() || (is_flow && removes) || has_repeated(entries) || self.has_block_text(old) {
            let replaced = if whole.is_empty() { format!(" {}", flow(tick)) } else { flow(tick) };
            return self.edits.push((whole, replaced));
        }
        for (key, value) in entries {
            match fields.iter().find(|(name, _)| *name == key.value) {
                Some((_, new)) if value.as_text() != Some(new.1.as_str()) => {
                    let blank = if value.span.range().is_empty() { " " } else { "" };
                    self.edits.push((value.span.range(), format!("{blank}{}", new.0)));
                }
                Some(_) => {}
                None => self.remove(key, value),
            }
        }
        let Some((first, last)) = entries.first().zip(entries.last()) else { return };
        let separator = match is_flow {
            true => ", ".to_string(),
            false => format!("{}{}", self.newline, " ".repeat(self.column(first.0.span.start as usize))),
        };
        let missing = fields.iter().filter(|(name, _)| !entries.iter().any(|(key, _)| key.value == *name));
        let added: String = missing.map(|(name, value)| format!("{separator}{name}: {}", value.0)).collect();
        let end = last.1.span.end as usize;
        let end = if is_flow { end } else { self.line_end(end) };
        if !added.is_empty() {
            self.edits.push((end..end, added));
        }
    }

    /// Takes a field out of a block, with the line end before it.
    fn remove(&mut self, key: &Spanned<String>, value: &Node) {
        let start = self.text[..key.span.start as usize].rfind('\n').map_or(0, |n| self.before(n));
        self.edits.push((start..self.line_end(value.span.end as usize), String::new()));
    }

    /// The new text. `root` is the whole file.
    pub(super) fn finish(mut self, root: &Node) -> String {
        self.place_new(root);
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(self.text.len());
        let mut from = 0;
        for (range, new) in &self.edits {
            out.push_str(&self.text[from..range.start.max(from)]);
            out.push_str(new);
            from = range.end.max(from);
        }
        out + &self.text[from..]
    }

    fn place_new(&mut self, root: &Node) {
        if self.new.is_empty() {
            return;
        }
        let new = std::mem::take(&mut self.new);
        let line = |(key, value): &(String, String)| format!("  {}: {value}", quoted(key));
        let block = new.iter().map(line).collect::<Vec<_>>().join(self.newline);
        let Some(ticks) = root.get("ticks") else {
            let gap = if self.text.is_empty() || self.text.ends_with('\n') { "" } else { self.newline };
            let end = self.text.len();
            return self.edits.push((end..end, format!("{gap}ticks:{0}{block}{0}", self.newline)));
        };
        let whole = ticks.span.range();
        match &ticks.kind {
            NodeKind::Map(entries) if self.text[whole.clone()].starts_with('{') && !entries.is_empty() => {
                let end = entries.last().map_or(whole.end, |(_, value)| value.span.end as usize);
                let added: String =
                    new.iter().map(|(key, value)| format!(", {}: {value}", quoted(key))).collect();
                self.edits.push((end..end, added));
            }
            NodeKind::Map(entries) if !entries.is_empty() => self.in_order(entries, new),
            _ => self.edits.push((whole, format!("{}{block}", self.newline))),
        }
    }

    /// Each new tick before the first one whose key is greater, where the file is in order; else behind the last.
    fn in_order(&mut self, entries: &[(Spanned<String>, Node)], new: Vec<(String, String)>) {
        let sorted = entries.is_sorted_by(|(a, _), (b, _)| a.value <= b.value);
        let column = entries.first().map_or(2, |(key, _)| self.column(key.span.start as usize));
        let indent = " ".repeat(column);
        for (key, value) in new {
            let line = format!("{}: {value}", quoted(&key));
            let next = entries.iter().find(|(other, _)| sorted && other.value > key);
            let edit = match (next, entries.last()) {
                (Some((next, _)), _) => {
                    let at = next.span.start as usize;
                    (at..at, format!("{line}{}{indent}", self.newline))
                }
                (None, Some((_, last))) => {
                    let at = self.line_end(last.span.end as usize);
                    (at..at, format!("{}{indent}{line}", self.newline))
                }
                (None, None) => continue,
            };
            self.edits.push(edit);
        }
    }

    fn has_block_text(&self, node: &Node) -> bool {
        node.entries().iter().any(|(_, value)| self.text[value.span.range()].contains('\n'))
    }

    /// Columns before an offset on its line.
    fn column(&self, at: usize) -> usize {
        let start = self.text[..at].rfind('\n').map_or(0, |n| n + 1);
        self.text[start..at].chars().filter(|c| *c != '\u{feff}').count()
    }

    /// The end of the line that holds an offset, a comment at its end included.
    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |n| self.before(at + n))
    }

    /// The offset before a line end whose `\n` stands at `at`.
    fn before(&self, at: usize) -> usize {
        if self.text[..at].ends_with('\r') { at - 1 } else { at }
    }
}

fn has_repeated(entries: &[(Spanned<String>, Node)]) -> bool {
    let repeats = |idx: usize| entries[..idx].iter().any(|(key, _)| key.value == entries[idx].0.value);
    (0..entries.len()).any(repeats)
}

/// Fields of a tick that hold something: name, then as written and as read.
fn fields(tick: &Tick) -> Vec<(&'static str, (String, String))> {
    let text = |value: &Option<String>| value.as_ref().map(|v| (quoted(v), v.clone()));
    let bare = |value: String| (value.clone(), value);
    let values = [
        Some(bare(tick.state.as_str().to_string())),
        text(&tick.by),
        tick.on.map(|day| bare(day.to_string())),
        text(&tick.evidence),
        text(&tick.text),
        text(&tick.reason),
        tick.until.map(|day| bare(day.to_string())),
    ];
    FIELDS.into_iter().zip(values).filter_map(|(name, value)| Some((name, value?))).collect()
}

fn flow(tick: &Tick) -> String {
    let fields: Vec<String> =
        fields(tick).iter().map(|(name, value)| format!("{name}: {}", value.0)).collect();
    format!("{{{}}}", fields.join(", "))
}
