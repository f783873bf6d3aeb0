//! Where a member of a cohort stands, in numbers that one meeting hands to the next. In: an assessment.
//! Out: [`MemberFigures`], and what changed between two of them, in words. Never: a text of the record.

use super::super::{Scope, trend, wording};
use crate::assess::measures::{L1, seats_of};
use crate::assess::{Assessment, ServiceState, TrendPoint, Verdict};
use crate::model::date::Date;
use crate::model::measure::Measure;
use crate::model::review::{MemberFigures, ServiceFigures};
use crate::plan::share;

/// The figures of one customer on the day.
pub fn figures(scope: &Scope, assessment: &Assessment) -> MemberFigures {
    let as_of = assessment.as_of;
    let exists = |on: Option<Date>| on.is_none_or(|d| d <= as_of);
    let actions = assessment.customer.actions.iter().filter(|a| exists(a.opened));
    let open = actions.filter(|a| a.closed.is_none_or(|d| d > as_of)).count();
    let lines = assessment.lines.iter().filter(|l| share::shows(l, scope.viewer));
    let done = lines.filter(|l| l.judgement.verdict == Verdict::Applies && l.state.is_closed()).count();
    MemberFigures {
        customer: assessment.customer.id.clone(),
        open_actions: open as u64,
        done_lines: done as u64,
        services: assessment.services.iter().map(|s| service(assessment, s)).collect(),
    }
}

fn service(assessment: &Assessment, state: &ServiceState) -> ServiceFigures {
    let newest = state.trend.last();
    let whole = |n: i64| u64::try_from(n).unwrap_or_default();
    let usage = state.measures.iter().find(|m| m.measure == Measure::ActiveUsage);
    let record = assessment.customer.services.iter().find(|r| r.name.value == state.name);
    let blocked_rows = record.iter().flat_map(|r| &r.status).filter(|r| L1::of(&r.l1.value) == L1::Blocked);
    let applies = state.focus.iter().filter(|f| f.judgement.verdict == Verdict::Applies);
    ServiceFigures {
        name: state.name.to_string(),
        month: newest.map(|p| p.month),
        active: newest.map(|p| whole(p.active)),
        seats: newest.map(|p| whole(p.seats)),
        band: usage.and_then(|m| m.band.as_ref()).map(|b| b.text.clone()),
        blocked: whole(seats_of(&state.rows, L1::Blocked)),
        target: blocked_rows.filter_map(|r| r.target).max(),
        focus: applies.map(|f| f.area.clone()).collect(),
    }
}

/// What changed, one line each; empty if nothing did.
pub fn changes(then: &MemberFigures, now: &MemberFigures) -> Vec<String> {
    let mut said = Vec::new();
    for service in &now.services {
        match then.services.iter().find(|s| s.name == service.name) {
            Some(before) => said.extend(service_changes(before, service)),
            None => said.push(format!("{}: new in the record", service.name)),
        }
    }
    let steps = now.done_lines as i64 - then.done_lines as i64;
    let items = |n: i64| wording::counted(n.unsigned_abs() as usize, "item", "items");
    match steps {
        0 => {}
        1.. => said.push(format!("{} more done", items(steps))),
        // What comes back every week counts as done until it is due again.
        _ => said.push(format!("{} that counted as done open again, or not asked any more", items(steps))),
    }
    let actions = now.open_actions as i64 - then.open_actions as i64;
    if actions != 0 {
        said.push(format!("open actions: {}", wording::change(actions)));
    }
    said
}

fn service_changes(then: &ServiceFigures, now: &ServiceFigures) -> Vec<String> {
    let mut said = Vec::new();
    if let (Some(before), Some(after)) = (then.active, now.active)
        && (then.month != now.month || before != after)
    {
        let change = wording::change(after as i64 - before as i64);
        let months = then.month.zip(now.month).map(|(a, b)| (wording::month(a), wording::month(b)));
        said.push(match months {
            Some((from, to)) if from == to => format!("active {change}, {to} restated"),
            Some((from, to)) => format!("active {change}, {from} to {to}"),
            None => format!("active {change}"),
        });
    }
    if then.seats != now.seats
        && let (Some(before), Some(after)) = (then.seats, now.seats)
    {
        said.push(format!("seats {}", wording::change(after as i64 - before as i64)));
    }
    if then.band != now.band {
        let word = |b: &Option<String>| b.clone().unwrap_or_else(|| "no band".into());
        said.push(format!("band moved from {} to {}", word(&then.band), word(&now.band)));
    }
    if then.blocked != now.blocked {
        said.push(format!("blocked seats {}", wording::change(now.blocked as i64 - then.blocked as i64)));
    }
    if then.target != now.target {
        let word = |d: Option<Date>| d.map_or_else(|| "none".to_string(), |d| wording::day(d).text);
        said.push(format!("blocker target moved from {} to {}", word(then.target), word(now.target)));
    }
    let only = |a: &ServiceFigures, b: &ServiceFigures| {
        a.focus.iter().filter(|f| !b.focus.contains(f)).cloned().collect::<Vec<_>>().join(", ")
    };
    for (areas, word) in [(only(now, then), "came into focus"), (only(then, now), "left the focus")] {
        if !areas.is_empty() {
            said.push(format!("{word}: {areas}"));
        }
    }
    said.into_iter().map(|s| format!("{}: {s}", now.name)).collect()
}

/// Months that were restated since a meeting that was closed on figures of the day `then`: its pack says otherwise.
pub fn restated_since(then: Date, assessment: &Assessment) -> Vec<String> {
    let since = |p: &&TrendPoint| p.was.and_then(|w| w.until).is_some_and(|day| day > then);
    let of = |s: &ServiceState| {
        let said: Vec<String> = s.trend.iter().filter(since).filter_map(trend::restated).collect();
        (!said.is_empty()).then(|| format!("{}: restated, {}", s.name, said.join("; ")))
    };
    assessment.services.iter().filter_map(of).collect()
}

/// True if a service's band is another one than then.
pub fn moved_band(then: &MemberFigures, now: &MemberFigures) -> bool {
    now.services.iter().any(|s| then.services.iter().any(|b| b.name == s.name && b.band != s.band))
}
