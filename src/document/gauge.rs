//! The band gauge of one service: where active usage stands among the bands, how far it is to the target.
//! In: a service's measures, the playbook's bands. Out: positions in permille of the scale, and words.
//! Never: a row's number that the viewer may not see; nothing is drawn that is not also said.

use super::Scope;
use crate::assess::{BandState, MeasureState, ServiceState};
use crate::model::band::{Band, Quantity};
use crate::model::condition::{Rule, Test};
use crate::model::measure::Measure;
use crate::model::playbook::{Scenario, ServiceScope};
use serde::Serialize;
use std::borrow::Cow;

/// A gauge from 0 to 100 %; all positions in permille, 0 to 1000.
#[derive(Clone, Debug, Serialize)]
pub struct Gauge {
    /// End of the solid bar.
    pub value: i64,
    /// The value is older than 45 days: drawn hollow.
    pub stale: bool,
    /// Inner edges of the bands.
    pub edges: Vec<Mark>,
    /// The present band; none if no band takes the value.
    pub band: Option<Stretch>,
    /// The target.
    pub target: Option<Mark>,
    /// End of the committed seats, if they reach beyond the value.
    pub committed: Option<Mark>,
    /// End of the seats with intent, if they reach beyond the value.
    pub ceiling: Option<Mark>,
    /// Text alternative: all of it in one sentence.
    pub words: String,
    /// The bar in text, 40 places wide: `█` active, `▒` committed, `░` ceiling, `·` the rest, `|` target.
    pub bar: String,
}

/// A place on the scale and its text.
#[derive(Clone, Debug, Serialize)]
pub struct Mark {
    /// Permille.
    pub at: i64,
    /// `40 %`.
    pub text: String,
}

/// A part of the scale.
#[derive(Clone, Debug, Serialize)]
pub struct Stretch {
    /// Permille.
    pub at: i64,
    /// Permille.
    pub width: i64,
    /// `10 %–40 %`.
    pub text: String,
}

/// The gauge of a service; none without a known active usage.
pub fn gauge(scope: &Scope, service: &ServiceState) -> Option<Gauge> {
    let usage = seen(scope, service, Measure::ActiveUsage)?;
    let known = usage.value.as_ref().ok()?;
    let value = permille(known.quantity);
    let mut gauge = Gauge {
        value,
        stale: known.stale,
        edges: edges(&table(scope, service, &usage)),
        band: usage.band.as_ref().and_then(|b| present(scope, b)),
        target: mark_of(&service.target),
        committed: beyond(scope, service, Measure::Committed, value),
        ceiling: beyond(scope, service, Measure::Ceiling, value),
        words: String::new(),
        bar: String::new(),
    };
    gauge.words = words(&gauge, service, &known.text);
    gauge.bar = bar(&gauge);
    Some(gauge)
}

/// A measure of a service, if the viewer may know it. Its band is the playbook's: who may not read that Step
/// sees the value without band and distance.
pub fn seen<'a>(scope: &Scope, service: &'a ServiceState, measure: Measure) -> Option<Cow<'a, MeasureState>> {
    let found = service.measures.iter().find(|m| m.measure == measure)?;
    if !scope.viewer.may_see(found.audience) {
        return None;
    }
    let readable = found.band.as_ref().is_none_or(|b| scope.reads_step(b.place));
    Some(match readable {
        true => Cow::Borrowed(found),
        false => {
            Cow::Owned(MeasureState { band: None, seats_to_next: None, next_edge: None, ..found.clone() })
        }
    })
}

fn permille(quantity: Quantity) -> i64 {
    (quantity.numerator * 1000 / quantity.denominator.max(1)).clamp(0, 1000)
}

fn beyond(scope: &Scope, service: &ServiceState, measure: Measure, value: i64) -> Option<Mark> {
    let state = seen(scope, service, measure)?;
    let known = state.value.as_ref().ok()?;
    let mark = Mark { at: permille(known.quantity), text: known.text.clone() };
    (mark.at > value).then_some(mark)
}

/// The bands of the table in which the value stands: band scenarios of one playbook for this service.
fn table<'a>(scope: &Scope<'a>, service: &ServiceState, usage: &MeasureState) -> Vec<&'a Band> {
    let Some((page, _)) = usage.band.as_ref().map(|b| b.place) else { return Vec::new() };
    let Some(page) = scope.catalog.pages.get(page) else { return Vec::new() };
    let serves = |scope: &ServiceScope| match scope {
        ServiceScope::Named(names) => names.iter().any(|n| n.name == service.name),
        ServiceScope::All | ServiceScope::Customer => true,
    };
    let scenarios = page.playbook.scenarios.iter();
    scenarios.filter(|s| !s.overlay && serves(&s.services)).flat_map(usage_bands).collect()
}

/// The bands that a scenario's condition puts on active usage.
fn usage_bands(scenario: &Scenario) -> impl Iterator<Item = &Band> {
    let clauses = match &scenario.when.rule {
        Rule::All(clauses) => clauses.as_slice(),
        _ => &[],
    };
    clauses.iter().filter_map(|clause| match &clause.test {
        Test::Band { measure: Measure::ActiveUsage, band } => Some(band),
        _ => None,
    })
}

fn place(millionths: i64) -> i64 {
    (millionths / 100_000).clamp(0, 1000)
}

fn edges(bands: &[&Band]) -> Vec<Mark> {
    let ends = bands.iter().flat_map(|b| [b.interval.low, b.interval.high]).flatten();
    let mut at: Vec<i64> = ends.map(|e| e.at.0).filter(|at| (1..100_000_000).contains(at)).collect();
    at.sort_unstable();
    at.dedup();
    at.into_iter().map(|at| Mark { at: place(at), text: percent(at) }).collect()
}

/// The band that holds the value, as a part of the scale.
fn present(scope: &Scope, state: &BandState) -> Option<Stretch> {
    let (page, scenario) = state.place;
    let scenario = scope.catalog.pages.get(page)?.playbook.scenarios.get(scenario)?;
    let interval = usage_bands(scenario).next()?.interval;
    let at = interval.low.map_or(0, |e| place(e.at.0));
    let end = interval.high.map_or(1000, |e| place(e.at.0));
    Some(Stretch { at, width: end - at, text: state.text.clone() })
}

fn mark_of(target: &Band) -> Option<Mark> {
    let edge = target.interval.low?;
    Some(Mark { at: place(edge.at.0), text: target.canonical() })
}

/// `40 %`, `12.5 %`: an edge exactly as it is.
fn percent(millionths: i64) -> String {
    let whole = millionths / 1_000_000;
    let rest = format!("{:06}", millionths % 1_000_000);
    match rest.trim_end_matches('0') {
        "" => format!("{whole} %"),
        rest => format!("{whole}.{rest} %"),
    }
}

fn words(gauge: &Gauge, service: &ServiceState, value: &str) -> String {
    let mut said = vec![format!("Active usage of {} is {value}", service.name)];
    if let Some(band) = &gauge.band {
        said.push(format!("in the band {}", band.text));
    }
    if let Some(committed) = &gauge.committed {
        said.push(format!("committed {}", committed.text));
    }
    if let Some(ceiling) = &gauge.ceiling {
        said.push(format!("ceiling {}", ceiling.text));
    }
    if let Some(target) = &gauge.target {
        said.push(format!("target {}", target.text));
    }
    if gauge.stale {
        said.push("the value is older than 45 days".into());
    }
    said.join(", ") + "."
}

const PLACES: i64 = 40;

fn bar(gauge: &Gauge) -> String {
    let target = gauge.target.as_ref().map(|t| t.at * PLACES / 1000);
    let end = |mark: &Option<Mark>| mark.as_ref().map_or(0, |m| m.at);
    let mut out = String::new();
    for cell in 0..PLACES {
        if target == Some(cell) {
            out.push('|');
        }
        let middle = (cell * 2 + 1) * 1000 / (PLACES * 2);
        out.push(match () {
            () if middle < gauge.value => '█',
            () if middle < end(&gauge.committed) => '▒',
            () if middle < end(&gauge.ceiling) => '░',
            () => '·',
        });
    }
    out
}
