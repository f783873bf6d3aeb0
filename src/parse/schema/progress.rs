//! Ticks as the tool writes them and people mend them: `progress/<id>.yml`.
//! In: the file. Out: [`Progress`]. Never: asks whether a line still exists.

use super::field::{Field, Kind};
use super::reader::{Cx, MapReader};
use crate::diagnostic::{Findings, codes};
use crate::model::progress::{Progress, State, Tick};
use crate::parse::yaml::{self, Node};
use crate::source::{SourceFile, Spanned};

const STATES: &[&str] =
    &["open", "doing", "done", "waiting", "deferred", "blocked", "not required", "cancelled"];

/// The whole file.
pub static PROGRESS: &[Field] = &[Field::required(
    "ticks",
    Kind::Table(&Kind::Map(TICK)),
    "ticks by key, such as `Exchange/ask-intended`",
)];

/// One tick.
pub static TICK: &[Field] = &[
    Field::required("state", Kind::OneOf(STATES), "state of the line"),
    Field::optional("by", Kind::Text, "by whom"),
    Field::optional("on", Kind::Date, "on which day"),
    Field::optional("evidence", Kind::Text, "evidence"),
    Field::optional("text", Kind::Text, "the line's text when it was ticked"),
    Field::optional("reason", Kind::Text, "why it is not required"),
    Field::optional("until", Kind::Date, "not required until when"),
];

/// Reads a progress file. Ticks with a fault in their key or state are findings and left out.
pub fn read(file: &SourceFile, findings: &mut Findings) -> Progress {
    let mut progress = Progress { source: Some(file.id), ..Progress::default() };
    let range = file.body_start()..file.text.len();
    let Some(node) = yaml::parse(file, range, findings, &codes::RECORD_SHAPE) else { return progress };
    if node.is_null() {
        return progress;
    }
    let mut cx = Cx::new(findings, &codes::RECORD_SHAPE);
    let reader = MapReader::new(&node, PROGRESS, "the progress file", &mut cx);
    for (key, node) in reader.table("ticks", &mut cx) {
        if let Some(tick) = tick(key, node, &mut cx) {
            progress.ticks.insert(key.value.clone(), tick);
        }
    }
    progress
}

fn tick(key: &Spanned<String>, node: &Node, cx: &mut Cx<'_>) -> Option<Tick> {
    let reader = MapReader::new(node, TICK, &format!("the tick `{}`", key.value), cx);
    let state = reader.one_of("state", cx);
    let state = State::ALL.into_iter().find(|s| state.as_ref().is_some_and(|f| f.value == s.as_str()));
    let tick = Tick {
        state: state.unwrap_or_default(),
        by: reader.text("by", cx).map(|v| v.value),
        on: reader.date("on", cx).map(|v| v.value),
        evidence: reader.text("evidence", cx).map(|v| v.value),
        text: reader.text("text", cx).map(|v| v.value),
        reason: reader.text("reason", cx).map(|v| v.value),
        until: reader.date("until", cx).map(|v| v.value),
        span: key.span,
    };
    if key.value.split_once('/').is_some_and(|(owner, id)| !owner.is_empty() && !id.is_empty()) {
        return state.map(|_| tick);
    }
    let help = "write `<service>/<id>` or `customer/<id>`";
    cx.fault(key.span, format!("`{}` is no key of a line", key.value), help);
    None
}
