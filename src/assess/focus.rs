//! What speaks for or against a focus area of the review (DOMAIN.md 1 and 6).
//! In: a service's measures, the area's name. Out: evidence as text: series, span, what is missing.
//! Never: judges; the condition of an area is judged like every other.

use super::measures::{longest_run, sentence};
use super::{Judgement, Reason, ServiceState, TrendPoint, Verdict};
use crate::model::audience::AudienceId;
use crate::model::band::thousands;
use crate::model::date::Month;
use crate::model::measure::Measure;

/// Months of a series that are printed.
const SERIES: i32 = 6;

/// Measures by words of an area's name, in lower case; the first that fits decides.
const BY_NAME: [(&[&str], &[Measure]); 4] = [
    (&["plateau", "stuck"], &[Measure::Plateau]),
    (&["loser", "loss", "losing"], &[Measure::Loss]),
    (&["velocity", "kickoff"], &[Measure::DaysToKickoff, Measure::KickoffToEnabled]),
    (&["intent", "intended"], &[Measure::IntendedUsage]),
];

/// The evidence of an area by its name: `Plateau` gives the series and its run, `Biggest losers` the fall,
/// `Velocity` the days; any other area gives entitled seats and active usage.
pub fn evidence(state: &ServiceState, area: &str) -> String {
    let area = area.to_lowercase();
    let found = BY_NAME.iter().find(|(words, _)| words.iter().any(|w| area.contains(w)));
    evidence_of(state, found.map_or(&[Measure::Entitled, Measure::ActiveUsage], |(_, measures)| *measures))
}

/// An area with several conditions holds where one of them does; unknown, if one may still hold. The reasons are
/// those of the conditions that decide. Kept: the narrowest label, the first datum that would decide.
pub fn any_of(mut judged: Vec<Judgement>) -> Judgement {
    let rank = |v: Verdict| match v {
        Verdict::Applies => 0,
        Verdict::Unknown => 1,
        Verdict::OnDemand => 2,
        _ => 3,
    };
    let audience = judged.iter().map(|j| j.audience).max().unwrap_or(AudienceId(0));
    let best = judged.iter().map(|j| rank(j.verdict)).min().unwrap_or(3);
    judged.retain(|j| rank(j.verdict) == best);
    let facts: Vec<&str> = judged.iter().map(|j| j.because.fact.as_str()).collect();
    let fact = facts.join("; ");
    let Some(first) = judged.into_iter().next() else {
        return Judgement { verdict: Verdict::DoesNot, because: Reason::default(), needs: None, audience };
    };
    Judgement { because: Reason { fact, ..first.because }, audience, ..first }
}

/// Adds the parts of the evidence that the reason does not say already.
pub fn add_evidence(fact: &mut String, evidence: &str) {
    for part in evidence.split("; ") {
        if !fact.contains(part) {
            fact.push_str("; ");
            fact.push_str(part);
        }
    }
}

/// The evidence of some measures, in their order.
pub fn evidence_of(state: &ServiceState, measures: &[Measure]) -> String {
    let parts: Vec<String> = measures.iter().map(|m| of_measure(state, *m)).collect();
    parts.join("; ")
}

fn of_measure(state: &ServiceState, measure: Measure) -> String {
    let Some(found) = state.measures.iter().find(|m| m.measure == measure) else {
        return format!("{} makes no sense: not enabled yet", measure.name());
    };
    match (measure, longest_run(&state.trend)) {
        (Measure::Plateau, Some(run)) if found.value.is_ok() => {
            let series = series(&state.trend, run.from);
            format!("{series}; within ±5 % of {}; {}", thousands(run.first), sentence(found))
        }
        (Measure::Loss, _) if !state.trend.is_empty() => {
            let newest = state.trend[state.trend.len() - 1].month;
            format!("{}; {}", series(&state.trend, newest.plus(-3)), sentence(found))
        }
        _ => sentence(found),
    }
}

/// `2026-05 to 2026-08: 2,811, –, 2,880, 2,902`: a dash where a month is missing; of a long series the
/// newest months.
fn series(trend: &[TrendPoint], from: Month) -> String {
    let Some(newest) = trend.last().map(|p| p.month) else { return String::new() };
    let from = from.max(newest.plus(-(SERIES - 1)));
    let months = (0..=newest.index() - from.index()).map(|n| from.plus(n));
    let shown = |month: Month| match trend.iter().find(|p| p.month == month) {
        Some(point) => thousands(point.active),
        None => "–".to_string(),
    };
    let shown: Vec<String> = months.map(shown).collect();
    format!("{from} to {newest}: {}", shown.join(", "))
}
