//! The state of a line on the day: its tick, reopened or done by the record. In: ticks, recurrence, `Done when`.
//! Out: states with the reason where they differ from the tick. Never: a tick of a later day.

use super::verdict::{Asked, judge_when};
use super::{Line, Verdict};
use crate::model::condition::When;
use crate::model::date::Date;
use crate::model::progress::{Progress, State, Tick};
use crate::model::prose::fold;
use jiff::ToSpan;
use std::collections::{HashMap, HashSet};

/// Takes the tick over. A recurring line that was done is open again after its (shorter) interval, *not
/// required* after its `until`. Where a due rule dates such a line, its first day is over with the first time
/// that it is done: the next one is the end of the interval.
pub(super) fn settle(line: &mut Line, progress: &Progress, as_of: Date) {
    let Some(tick) = progress.ticks.get(&line.key).filter(|tick| exists(tick, as_of)) else { return };
    line.reworded = tick.text.as_deref().is_some_and(|text| fold(text) != fold(&line.text));
    let reopened = match tick.state {
        State::Done => line.recurs.and_then(|recurs| due_again(tick, recurs, as_of)),
        State::NotRequired => expired(tick, as_of),
        _ => None,
    };
    let done = tick.on.filter(|_| tick.state == State::Done && line.due_text.is_some());
    if let (Some(done), Some((_, to))) = (done, line.recurs) {
        line.due = done.checked_add(i64::from(to).days()).ok();
    }
    line.state = if reopened.is_some() { State::Open } else { tick.state };
    line.state_because = reopened;
    line.tick = Some(tick.clone());
}

/// `Done when` holds: done, whatever the tick says, unless it closed the line already.
pub(super) fn settle_by_record(line: &mut Line, done_when: &When, asked: &Asked<'_>) {
    if line.state.is_closed() {
        return;
    }
    let judgement = judge_when(done_when, asked);
    if judgement.verdict == Verdict::Applies && done_when.text.is_some() {
        line.state = State::Done;
        line.state_because = Some(format!("done by the record: {}", judgement.because.fact));
        line.judgement.audience = line.judgement.audience.max(judgement.audience);
    }
}

/// `One of`: the others are done when one is, whether or not that one is a line of this customer.
pub(super) fn settle_alternatives(lines: &mut [Line], progress: &Progress, as_of: Date) {
    if lines.iter().all(|line| line.one_of.is_none()) {
        return;
    }
    let states: HashMap<String, State> = lines.iter().map(|line| (line.key.clone(), line.state)).collect();
    let is_done = |key: &String| match states.get(key) {
        Some(state) => *state == State::Done,
        None => progress.ticks.get(key).is_some_and(|t| t.state == State::Done && exists(t, as_of)),
    };
    for line in lines.iter_mut().filter(|line| !line.state.is_closed()) {
        let done = line.one_of.iter().flatten().find(|key| is_done(key));
        if let Some(done) = done {
            line.state_because = Some(format!("one of several: {} is done", id_of(done)));
            line.state = State::Done;
        }
    }
}

/// Ticks of the day whose key no line and no sub-item has, by key.
pub(super) fn done_earlier(lines: &[Line], progress: &Progress, as_of: Date) -> Vec<(String, Tick)> {
    let mut keys = HashSet::new();
    lines.iter().for_each(|line| collect_keys(line, &mut keys));
    let ticks =
        progress.ticks.iter().filter(|(key, tick)| exists(tick, as_of) && !keys.contains(key.as_str()));
    ticks.map(|(key, tick)| (key.clone(), tick.clone())).collect()
}

fn collect_keys<'a>(line: &'a Line, keys: &mut HashSet<&'a str>) {
    keys.insert(&line.key);
    line.items.iter().for_each(|item| collect_keys(item, keys));
}

fn exists(tick: &Tick, as_of: Date) -> bool {
    tick.on.is_none_or(|day| day <= as_of)
}

/// Why a recurring line that was done is open again; none while it is not.
fn due_again(tick: &Tick, (from, to): (u32, u32), as_of: Date) -> Option<String> {
    let cadence = cadence(from, to);
    let Some(done) = tick.on else {
        return Some(format!("{cadence}: done on a day that was not recorded"));
    };
    let amber = done.checked_add(i64::from(from).days()).ok()?;
    let red = done.checked_add(i64::from(to).days()).ok()?;
    (as_of >= amber).then(|| format!("{cadence}: last done {done}, amber from {amber}, red from {red}"))
}

fn expired(tick: &Tick, as_of: Date) -> Option<String> {
    let until = tick.until.filter(|until| *until < as_of)?;
    Some(match &tick.reason {
        Some(reason) => format!("not required until {until}: {reason}"),
        None => format!("not required until {until}"),
    })
}

/// `weekly`, `every 2–4 weeks`, `every 10 days`.
fn cadence(from: u32, to: u32) -> String {
    match (from, to) {
        (1, 1) => "daily".to_string(),
        (7, 7) => "weekly".to_string(),
        (28..=31, 28..=31) => "monthly".to_string(),
        (89..=92, 89..=92) => "quarterly".to_string(),
        _ if from.is_multiple_of(7) && to.is_multiple_of(7) => every(from / 7, to / 7, "weeks"),
        _ => every(from, to, "days"),
    }
}

fn every(from: u32, to: u32, unit: &str) -> String {
    if from == to { format!("every {from} {unit}") } else { format!("every {from}–{to} {unit}") }
}

fn id_of(key: &str) -> &str {
    key.split_once('/').map_or(key, |(_, id)| id)
}
