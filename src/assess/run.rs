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

/// The settings' focus areas for one service, each once. Who is in focus is for the narrowest audience unless
/// settings share `focus`.
fn focus(asked: &Asked<'_>) -> Vec<FocusVerdict> {
    let label = asked.label("focus");
    asked
        .catalog
        .settings
        .focus
        .chunk_by(|a, b| a.name.value == b.name.value)
        .map(|same| {
            let judged = same.iter().map(|area| judge_when(&area.when, asked)).collect();
            let mut judgement = focus::any_of(judged);
            judgement.audience = judgement.audience.max(label);
            let area = same[0].name.value.clone();
            if judgement.verdict == Verdict::Applies
                && let Some(state) = asked.state()
            {
                focus::add_evidence(&mut judgement.because.fact, &focus::evidence(state, &area));
            }
            FocusVerdict { area, judgement }
        })
        .collect()
}
