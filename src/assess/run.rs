//! One customer, assessed. In: Catalog, record, ticks, the day. Out: [`Assessment`].
//! Never: another customer, the clock.

use super::verdict::{Asked, judge_when, scenarios, settle_bands};
use super::{Assessment, FocusVerdict, Locate, Verdict};
use super::{data, drift, focus, lines, measures, standing, state};
use crate::model::catalog::Catalog;
use crate::model::customer::Customer;
use crate::model::date::Date;
use crate::model::progress::Progress;

/// Everything that follows from one record on one day. Nothing dated later exists.
pub fn assess<'a>(
    catalog: &'a Catalog,
    customer: &'a Customer,
    progress: &Progress,
    as_of: Date,
    locate: &Locate<'_>,
) -> Assessment<'a> {
    let mut services = measures::service_states(catalog, customer, as_of);
    let scenarios = scenarios(&Asked::new(catalog, customer, &services, as_of), locate);
    settle_bands(catalog, &mut services, &scenarios);
    let areas: Vec<Vec<FocusVerdict>> = (0..services.len())
        .map(|idx| focus(&Asked::new(catalog, customer, &services, as_of).of(idx)))
        .collect();
    for (state, areas) in services.iter_mut().zip(areas) {
        state.focus = areas;
        state.kpis = standing::all(catalog, customer, state, locate);
    }
    let asked = Asked::new(catalog, customer, &services, as_of);
    let mut lines = lines::lines(&asked, &scenarios, progress, locate);
    let mut done_earlier = state::done_earlier(&lines, progress, as_of);
    let followed = drift::followed(catalog, &lines, progress, &done_earlier);
    if !followed.is_empty() {
        let renamed = drift::renamed(progress, &followed);
        lines = lines::lines(&asked, &scenarios, &renamed, locate);
        drift::say(&mut lines, &followed);
        done_earlier = state::done_earlier(&lines, &renamed, as_of);
    }
    let missing = data::missing(catalog, customer, &services, as_of, locate);
    Assessment { customer, as_of, services, scenarios, lines, missing, done_earlier }
}

/// The settings' focus areas for one service. Who is in focus is for the narrowest audience unless settings
/// share `focus`.
fn focus(asked: &Asked<'_>) -> Vec<FocusVerdict> {
    let areas = asked.catalog.settings.focus.iter();
    let judged = areas.map(|area| {
        let mut judgement = judge_when(&area.when, asked);
        judgement.audience = judgement.audience.max(asked.label("focus"));
        if judgement.verdict == Verdict::Applies
            && let Some(state) = asked.state()
        {
            add_evidence(&mut judgement.because.fact, &focus::evidence(state, &area.name.value));
        }
        FocusVerdict { area: area.name.value.clone(), judgement }
    });
    judged.collect()
}

/// Adds the parts of the evidence that the reason does not say already.
fn add_evidence(fact: &mut String, evidence: &str) {
    for part in evidence.split("; ") {
        if !fact.contains(part) {
            fact.push_str("; ");
            fact.push_str(part);
        }
    }
}
