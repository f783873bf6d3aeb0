//! Task states of an export in a progress file. In: the file, states by key. Out: the file's new text.
//! Never: touches another tick's bytes; what people wrote beside a state stays.

use crate::diagnostic::{Findings, codes};
use crate::model::date::Date;
use crate::model::progress::State;
use crate::parse::schema::progress;
use crate::parse::yaml::{self, Node, NodeKind};
use crate::source::{SourceFile, SourceId};
use std::fmt::Write as _;

/// A state that an export gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewState {
    /// `Exchange/task:3616`.
    pub key: String,
    /// The state.
    pub state: State,
    /// By whom.
    pub by: Option<String>,
    /// On which day.
    pub on: Option<Date>,
}

/// Sets states: of a tick that is there the values of `state`, `by` and `on`, else a new tick at the end.
///
/// # Errors
/// Why the file cannot be changed so; nothing is changed then.
pub fn set(file: &SourceFile, states: &[NewState]) -> Result<String, String> {
    let mut text = file.text.clone();
    if text.trim_matches(['\u{feff}', ' ', '\n', '\r']).is_empty() {
        text.push_str("ticks:\n");
    }
    for new in states {
        text = set_one(text, new)?;
    }
    let mut findings = Findings::default();
    let changed = SourceFile::new(SourceId(0), file.path.clone(), text);
    let read = progress::read(&changed, &mut findings);
    let before = progress::read(file, &mut Findings::default());
    let holds = |new: &NewState| read.ticks.get(&new.key).is_some_and(|t| t.state == new.state);
    let others = before.ticks.iter().filter(|(key, _)| !states.iter().any(|s| s.key == **key));
    let kept = |(key, tick): (&String, &crate::model::progress::Tick)| {
        read.ticks
            .get(key)
            .is_some_and(|t| (t.state, &t.by, t.on, &t.text) == (tick.state, &tick.by, tick.on, &tick.text))
    };
    match findings.has_errors() || !states.iter().all(holds) || !others.into_iter().all(kept) {
        true => Err("the file would not be read back as it was meant; mend its shape first".to_string()),
        false => Ok(changed.text),
    }
}

fn set_one(text: String, new: &NewState) -> Result<String, String> {
    let file = SourceFile::new(SourceId(0), String::new(), text);
    let mut findings = Findings::default();
    let range = file.body_start()..file.text.len();
    let node = yaml::parse(&file, range, &mut findings, &codes::RECORD_SHAPE);
    let node = node.filter(|_| !findings.has_errors()).ok_or("the file is no YAML")?;
    let ticks = node.get("ticks").ok_or("the file has no `ticks:`")?;
    match ticks.get(&new.key) {
        Some(tick) => changed(&file, tick, new),
        None => added(&file, ticks, new),
    }
}

/// The values of a tick that is there, spliced in.
fn changed(file: &SourceFile, tick: &Node, new: &NewState) -> Result<String, String> {
    let mut values = vec![("state", new.state.as_str().to_string())];
    values.extend(new.by.as_ref().map(|by| ("by", quoted(by))));
    values.extend(new.on.map(|on| ("on", on.to_string())));
    let mut text = file.text.clone();
    let state = tick.get("state").ok_or("a tick without a state")?;
    let mut missing = String::new();
    let mut splices = Vec::new();
    for (key, value) in values {
        match tick.get(key) {
            Some(node) if matches!(node.kind, NodeKind::Scalar(..)) => {
                splices.push((node.span.range(), value));
            }
            Some(_) => return Err(format!("`{key}` of `{}` is no plain value", new.key)),
            None => {
                let _ = write!(missing, "{}{key}: {value}", between(file, tick));
            }
        }
    }
    splices.push((state.span.range().end..state.span.range().end, missing));
    splices.sort_by_key(|(range, _)| std::cmp::Reverse((range.start, range.end)));
    for (range, value) in splices {
        text.replace_range(range, &value);
    }
    Ok(text)
}

/// What stands between two keys of a mapping: `, ` in braces, a line end and the indent else.
fn between(file: &SourceFile, map: &Node) -> String {
    let Some((key, _)) = map.entries().first() else { return ", ".to_string() };
    let before = &file.text[..key.span.start as usize];
    let line = before.rfind('\n').map_or(0, |n| n + 1);
    let indent = &before[line..];
    match indent.trim().is_empty() && !file.text[map.span.range()].starts_with('{') {
        true => format!("{}{indent}", line_end(&file.text)),
        false => ", ".to_string(),
    }
}

fn added(file: &SourceFile, ticks: &Node, new: &NewState) -> Result<String, String> {
    let mut tick = format!("{}: {{state: {}", quoted(&new.key), new.state.as_str());
    if let Some(by) = &new.by {
        let _ = write!(tick, ", by: {}", quoted(by));
    }
    if let Some(on) = new.on {
        let _ = write!(tick, ", on: {on}");
    }
    tick.push('}');
    let mut text = file.text.clone();
    let flow = file.text[ticks.span.range()].starts_with('{');
    match ticks.entries().last() {
        _ if flow => {
            let close = ticks.span.range().end - 1;
            let lead = if ticks.entries().is_empty() { "" } else { ", " };
            let at = file.text[..close].trim_end().len();
            text.insert_str(at, &format!("{lead}{tick}"));
        }
        None => {
            let at = text.find("ticks:").ok_or("the file has no `ticks:`")? + "ticks:".len();
            text.insert_str(at, &format!("{}  {tick}", line_end(&file.text)));
        }
        Some((_, last)) => {
            // Behind the line on which the last tick ends, a remark on it included.
            let end = last.span.range().end;
            let at = file.text[end..].find('\n').map_or(file.text.len(), |n| end + n + 1);
            let at = if file.text[..end].ends_with('\n') { end } else { at };
            let lead = between(file, ticks);
            let (end, indent) = if lead.starts_with("\r\n") { lead.split_at(2) } else { lead.split_at(1) };
            let gap = if file.text[..at].ends_with('\n') { "" } else { end };
            text.insert_str(at, &format!("{gap}{indent}{tick}{end}"));
        }
    }
    Ok(text)
}

fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// In double quotes, as JSON writes it: YAML reads it the same.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
