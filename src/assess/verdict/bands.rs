//! Band scenarios: exactly one of a playbook applies to a service; which band it lies in, and how far to
//! the next. In: verdicts. Out: bands of measures, contradictions. Never: picks one of two.

use crate::assess::measures::{seats_to_leave, seats_to_reach};
use crate::assess::{BandState, MeasureState, ScenarioVerdict, ServiceState, Verdict};
use crate::model::band::{Band, Edge, Unit, thousands};
use crate::model::catalog::Catalog;
use crate::model::condition::{Rule, Test};
use crate::model::measure::Measure;
use crate::model::page::Page;
use crate::model::playbook::Scenario;

/// Makes all of them unknown where two band scenarios of one playbook apply to one service by the same
/// measure: the page contradicts itself, and none is said.
pub(super) fn forbid_two(verdicts: &mut [ScenarioVerdict], page: &Page) {
    let scenario = |verdict: &ScenarioVerdict| &page.playbook.scenarios[verdict.scenario];
    for idx in 0..verdicts.len() {
        let Some((measure, _)) = applying_band(&verdicts[idx], scenario(&verdicts[idx])) else { continue };
        let same = |other: &ScenarioVerdict| {
            other.service == verdicts[idx].service
                && applying_band(other, scenario(other)).is_some_and(|(m, _)| m == measure)
        };
        let rivals: Vec<usize> = (idx..verdicts.len()).filter(|at| same(&verdicts[*at])).collect();
        if rivals.len() < 2 {
            continue;
        }
        let headings: Vec<String> =
            rivals.iter().map(|at| format!("\"{}\"", scenario(&verdicts[*at]).heading)).collect();
        let fact = format!("two bands of {} hold at once: {}", measure.name(), headings.join(" and "));
        for at in rivals {
            let judgement = &mut verdicts[at].judgement;
            judgement.verdict = Verdict::Unknown;
            judgement.because.fact = format!("{fact}; {}", judgement.because.fact);
            judgement.needs = Some(format!("one band of {} in the playbook", measure.name()));
        }
    }
}

/// Notes on every percentage measure the band that it lies in, by the first playbook that has one, and for
/// active usage the fewest more active users that leave it upwards.
pub(in crate::assess) fn settle_bands(
    catalog: &Catalog,
    states: &mut [ServiceState],
    verdicts: &[ScenarioVerdict],
) {
    for verdict in verdicts.iter().filter(|v| v.judgement.verdict == Verdict::Applies) {
        let scenario = &catalog.pages[verdict.page].playbook.scenarios[verdict.scenario];
        let Some((measure, band)) = applying_band(verdict, scenario) else { continue };
        let state = states.iter_mut().find(|s| Some(&s.name) == verdict.service.as_ref());
        let Some(state) = state else { continue };
        let seats = active_and_seats(state);
        let Some(found) = state.measures.iter_mut().find(|m| m.measure == measure) else { continue };
        if found.band.is_some() {
            continue;
        }
        let place = (verdict.page, verdict.scenario);
        found.band = Some(BandState { text: band.canonical(), scenario: scenario.id.clone(), place });
        if let Some((active, seats)) = seats.filter(|_| measure == Measure::ActiveUsage) {
            settle_next(found, band, active, seats);
        }
    }
}

/// `2,059 more leave 10 %–40 % (2,058 reach exactly 40 %, still in it)`.
fn settle_next(state: &mut MeasureState, band: &Band, active: i64, seats: i64) {
    let Some(more) = seats_to_leave(active, seats, band.interval) else { return };
    let text = band.canonical();
    let edge = band.interval.high.and_then(|high| on_edge(high, active, seats, more));
    state.next_edge = Some(match edge {
        Some(edge) => format!("{} more leave {text} ({edge}, still in it)", thousands(more)),
        None => format!("{} more leave {text}", thousands(more)),
    });
    state.seats_to_next = Some(more);
}

/// Active users and QE; of a service that is not enabled yet 0 of today's QE.
fn active_and_seats(state: &ServiceState) -> Option<(i64, i64)> {
    let measure = if state.is_new { Measure::Entitled } else { Measure::ActiveUsage };
    let found = state.measures.iter().find(|m| m.measure == measure)?;
    let quantity = found.value.as_ref().ok()?.quantity;
    Some(if state.is_new { (0, quantity.numerator) } else { (quantity.numerator, quantity.denominator) })
}

/// `2,058 reach exactly 40 %`, where a whole number of seats does and the edge belongs to the band.
fn on_edge(high: Edge, active: i64, seats: i64, more: i64) -> Option<String> {
    let reach = seats_to_reach(active, seats, high.at);
    (high.closed && reach > 0 && reach < more)
        .then(|| format!("{} reach exactly {} %", thousands(reach), high.at))
}

/// The band of a band scenario that applies: its first on a percentage, unless it is an overlay.
fn applying_band<'a>(verdict: &ScenarioVerdict, scenario: &'a Scenario) -> Option<(Measure, &'a Band)> {
    if verdict.judgement.verdict != Verdict::Applies || scenario.overlay {
        return None;
    }
    let Rule::All(clauses) = &scenario.when.rule else { return None };
    clauses.iter().find_map(|clause| match &clause.test {
        Test::Band { measure, band } if measure.unit() == Unit::Percent => Some((*measure, band)),
        _ => None,
    })
}
