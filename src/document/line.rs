//! One line of a checklist as it is printed. In: a line, scope. Out: [`LineView`].
//! Never: a person's name, a place or a sub-item that the viewer may not see.

use super::Scope;
use super::wording::{self, Day};
use crate::assess::{Line, Reason};
use crate::model::playbook::Need;
use crate::model::progress::{State, key_in_comment, text_hash};
use crate::plan::share;
use serde::Serialize;

/// Words of guidance above which it is folded.
const FOLD_ABOVE: usize = 80;

/// A line.
#[derive(Clone, Debug, Serialize)]
pub struct LineView {
    /// `Exchange/ask-intended`.
    pub key: String,
    /// The key as it stands in a comment.
    pub comment_key: String,
    /// First 8 hex of the text's hash.
    pub hash: String,
    /// State as recorded, one word: `open`, `not-required`.
    pub token: &'static str,
    /// What stands in the brackets of its Markdown line: blank, `x`, `~`, `-`.
    pub mark: char,
    /// Plain text.
    pub text: String,
    /// The text with its markup.
    pub fragment: Option<u64>,
    /// Printed above.
    pub lead: Option<u64>,
    /// Printed below.
    pub detail: Option<u64>,
    /// The detail is long: folded, with its number of words.
    pub detail_folded: Option<String>,
    /// `Task 3616`.
    pub number: Option<String>,
    /// The service; none: whole customer.
    pub service: Option<String>,
    /// `M`, `O`.
    pub need: Option<&'static str>,
    /// `Mandatory`, `Optional`.
    pub need_word: Option<&'static str>,
    /// Ticked.
    pub done: bool,
    /// Done, not required or cancelled.
    pub closed: bool,
    /// What else there is to say of the state: `waiting`, `not required until 1 Dec 2026: …`.
    pub state: Option<String>,
    /// Due.
    pub due: Option<Due>,
    /// The due rule, where no date follows from it yet.
    pub due_text: Option<String>,
    /// `every 14 days`, `every 7 to 14 days`.
    pub recurs: Option<String>,
    /// Why the line stands here.
    pub because: String,
    /// The reason is its Step's, already printed above.
    pub as_step: bool,
    /// `playbook/exo.md:70`, where the viewer's root holds the page.
    pub place: Option<String>,
    /// The other places that state a task on several pages.
    pub also: Vec<String>,
    /// `one of 3155, 3156`.
    pub one_of: Option<String>,
    /// Sub-items in the same lane.
    pub items: Vec<Self>,
}

/// When a line is due.
#[derive(Clone, Debug, Serialize)]
pub struct Due {
    /// The day.
    pub day: Day,
    /// `overdue 7 days`, `due in 4 days`.
    pub text: String,
    /// `overdue`, `soon`, `later`, `closed`.
    pub urgency: &'static str,
    /// The line comes back: the day is its next one.
    pub next: bool,
}

/// Composes a line. `step` is the reason that stands above it, if any.
pub fn line(scope: &Scope, line: &Line, step: Option<&Reason>) -> LineView {
    let because = line.judgement.because.fact.clone();
    let as_step = step.is_some_and(|s| s.fact == because);
    let children = line.items.iter().filter(|i| belongs(scope, line, i));
    LineView {
        key: line.key.clone(),
        comment_key: key_in_comment(&line.key),
        hash: text_hash(&line.text),
        token: line.state.token(),
        mark: line.state.mark(),
        text: line.text.clone(),
        fragment: line.fragment.map(|f| f.0),
        lead: line.lead.map(|f| f.0),
        detail: line.detail.map(|f| f.0),
        detail_folded: (line.detail_words > FOLD_ABOVE)
            .then(|| wording::counted(line.detail_words, "word", "words")),
        number: line.id.strip_prefix("task:").map(|n| format!("Task {n}")),
        service: line.service.as_ref().map(ToString::to_string),
        need: line.need.map(|n| if n == Need::Mandatory { "M" } else { "O" }),
        need_word: line.need.map(|n| if n == Need::Mandatory { "Mandatory" } else { "Optional" }),
        done: line.state == State::Done,
        closed: line.state.is_closed(),
        state: state(scope, line),
        due: due(scope, line),
        due_text: line.due_text.clone().filter(|_| line.due.is_none() && !line.state.is_closed()),
        recurs: line.recurs.map(recurs),
        because,
        as_step,
        place: places(scope, line).into_iter().next(),
        also: places(scope, line).into_iter().skip(1).collect(),
        one_of: line.one_of.as_ref().map(|keys| one_of(keys)),
        items: children.map(|i| self::line(scope, i, Some(&line.judgement.because))).collect(),
    }
}

fn belongs(scope: &Scope, parent: &Line, item: &Line) -> bool {
    item.judgement.verdict == parent.judgement.verdict && share::shows(item, scope.viewer)
}

/// What there is to say beyond ticked or not. Names, evidence and the record's own facts stay inside.
fn state(scope: &Scope, line: &Line) -> Option<String> {
    let tick = line.tick.as_ref();
    let mut said = Vec::new();
    match line.state {
        State::Open => {}
        State::Done => said.extend(tick.and_then(|t| t.on).map(|d| format!("done {}", wording::day(d).text))),
        State::NotRequired => {
            let until = tick.and_then(|t| t.until).map(|d| format!(" until {}", wording::day(d).text));
            said.push(format!("not required{}", until.unwrap_or_default()));
        }
        other => said.push(other.as_str().to_string()),
    }
    if scope.is_inside() {
        said.extend(tick.and_then(|t| t.by.clone()).filter(|_| line.state != State::Open));
        said.extend(tick.and_then(|t| t.reason.clone()).filter(|_| line.state != State::Open));
        said.extend(tick.and_then(|t| t.evidence.clone()));
        said.extend(line.state_because.clone());
    }
    if line.reworded {
        let done = line.state == State::Done;
        said.push(if done { "done at an older wording" } else { "the wording has changed since" }.into());
    }
    (!said.is_empty()).then(|| said.join(", "))
}

fn due(scope: &Scope, line: &Line) -> Option<Due> {
    let date = line.due?;
    let days = crate::model::date::days_between(scope.as_of, date);
    let text = if line.state.is_closed() && line.recurs.is_none() {
        return None;
    } else {
        wording::due(date, scope.as_of)
    };
    let urgency = match days {
        ..0 => "overdue",
        0..=7 => "soon",
        _ => "later",
    };
    let urgency = if line.state.is_closed() { "closed" } else { urgency };
    Some(Due { day: wording::day(date), text, urgency, next: line.recurs.is_some() })
}

fn recurs((from, to): (u32, u32)) -> String {
    if from == to {
        format!("every {}", wording::counted(from as usize, "day", "days"))
    } else {
        format!("every {from} to {}", wording::counted(to as usize, "day", "days"))
    }
}

/// `path:line` of every place that the viewer's root holds, the line's own first.
fn places(scope: &Scope, line: &Line) -> Vec<String> {
    let held = line.places.iter().filter(|p| scope.holds(p.page));
    held.map(|p| format!("{}:{}", p.path, p.line)).collect()
}

fn one_of(keys: &[String]) -> String {
    let names: Vec<&str> = keys.iter().map(|k| bare(k)).collect();
    format!("one of {}", names.join(", "))
}

/// `Exchange/task:3155` → `3155`.
fn bare(key: &str) -> &str {
    let id = key.split_once('/').map_or(key, |(_, id)| id);
    id.strip_prefix("task:").unwrap_or(id)
}
