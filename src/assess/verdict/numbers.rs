//! Clauses on measures: a value in a band, a value that is known.
//! In: states of services. Out: [`Answer`]. Never: rounds; a stale value decides nothing.

use super::answer::{Answer, Truth};
use super::asked::Asked;
use crate::assess::measures::tagged;
use crate::assess::{Known, MeasureState, ServiceState};
use crate::model::audience::AudienceId;
use crate::model::band::{Band, Edge, Interval, Quantity, Unit, thousands};
use crate::model::customer::ServiceRecord;
use crate::model::date::Month;
use crate::model::measure::Measure;
use std::cmp::Ordering;

/// A measure lies in a band. Of a whole customer: one service in scope is enough.
pub(super) fn in_band(asked: &Asked<'_>, measure: Measure, band: &Band) -> Answer {
    each_subject(asked, measure, |record, state| {
        let answer = in_band_of(asked, state, measure, band);
        let by_tag = measure == Measure::IntendedUsage && answer.truth == Truth::Unknown;
        by_tag.then(|| by_tag_of(asked, record, band)).flatten().unwrap_or(answer)
    })
}

/// A measure is known: absent is no, stale is unknown. Of a whole customer: one service is enough.
pub(super) fn is_known(asked: &Asked<'_>, measure: Measure) -> Answer {
    each_subject(asked, measure, |_, state| is_known_of(asked, state, measure))
}

/// Where a value lies, seen from an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Below,
    Inside,
    Above,
}

/// Compares exactly: `numerator / denominator` (percents as a ratio of 1) with the edges.
pub(super) fn place(value: Quantity, unit: Unit, interval: &Interval) -> Place {
    let outside = |edge: Edge, beyond: Ordering| match value.compare(edge.at, unit) {
        Ordering::Equal => !edge.closed,
        order => order == beyond,
    };
    if interval.low.is_some_and(|edge| outside(edge, Ordering::Less)) {
        Place::Below
    } else if interval.high.is_some_and(|edge| outside(edge, Ordering::Greater)) {
        Place::Above
    } else {
        Place::Inside
    }
}

/// Active users of a service that is not enabled yet are 0 in every band, and said so.
pub(super) fn counts_as_zero(state: &ServiceState, measure: Measure) -> bool {
    state.is_new && matches!(measure, Measure::ActiveUsage | Measure::ActiveUsers)
}

/// What cannot stand still or fall before it is enabled: nothing is missing that would decide it.
fn makes_no_sense(state: &ServiceState, measure: Measure) -> bool {
    state.is_new && matches!(measure, Measure::Plateau | Measure::Loss) && find(state, measure).is_none()
}

fn each_subject(
    asked: &Asked<'_>,
    measure: Measure,
    answer: impl Fn(&ServiceRecord, &ServiceState) -> Answer,
) -> Answer {
    let of_customer = matches!(measure, Measure::NoteAge | Measure::DaysToRenewal);
    let named = asked.service.is_none() && !of_customer && asked.states.len() > 1;
    let answers = asked.subjects().take(if of_customer { 1 } else { usize::MAX }).map(|(record, state)| {
        let mut one = answer(record, state);
        if named {
            one.fact = format!("{}: {}", state.name, one.fact);
        }
        one
    });
    Answer::any(answers).unwrap_or_else(|| {
        Answer::unknown(
            format!("{} is not known: the record has no service", measure.name()),
            "a service in the record",
            AudienceId(0),
        )
    })
}

fn in_band_of(asked: &Asked<'_>, state: &ServiceState, measure: Measure, band: &Band) -> Answer {
    let (unit, interval) = (measure.unit(), &band.interval);
    if counts_as_zero(state, measure) {
        let inside = place(Quantity::whole(0), unit, interval) == Place::Inside;
        let fact = format!("active users are 0 because {} is not enabled yet", state.name);
        return Answer::known(inside, format!("{fact}, {}", relation(inside, band)), AudienceId(0));
    }
    if makes_no_sense(state, measure) {
        let fact = format!("{} makes no sense: {} is not enabled yet", measure.name(), state.name);
        return Answer::known(false, fact, AudienceId(0));
    }
    let (known, audience) = match fresh(asked, state, measure) {
        Ok(found) => found,
        Err(unknown) => return unknown,
    };
    let place = place(known.quantity, unit, interval);
    let fact = format!("{} is {}", measure.name(), value(known, unit));
    match truth(place, known.open_ended, interval) {
        Truth::Unknown => {
            let fact = format!("{fact}, still open: {} is not decided", band.canonical());
            Answer::unknown(fact, end_of(measure, state), audience)
        }
        truth => {
            let inside = truth == Truth::True;
            Answer::known(inside, format!("{fact}, {}", relation(inside, band)), audience)
        }
    }
}

/// Without intended seats the tag `Expecting<50` or `Expecting>50` decides, as far as it goes.
fn by_tag_of(asked: &Asked<'_>, record: &ServiceRecord, band: &Band) -> Option<Answer> {
    let (tag, interval) = tagged(record)?;
    let shared = interval.intersect(band.interval);
    if shared.is_some() && shared != Some(interval) {
        return None;
    }
    let inside = shared.is_some();
    let fact = format!("intended usage by the tag {tag}, {}", relation(inside, band));
    let audience = asked.label("tags").max(asked.label("intended"));
    Some(Answer::known(inside, fact, audience))
}

/// The datum that closes an open-ended measure.
fn end_of(measure: Measure, state: &ServiceState) -> String {
    match measure {
        Measure::DaysToKickoff | Measure::EngagedToKickoff => format!("dates.kickoff of {}", state.name),
        Measure::KickoffToEnabled => format!("dates.enabled of {}", state.name),
        _ => format!("the end of {} of {}", measure.name(), state.name),
    }
}

/// An end that has not happened can only move the value up.
fn truth(place: Place, open_ended: bool, interval: &Interval) -> Truth {
    match place {
        Place::Above => Truth::False,
        Place::Inside if !open_ended || interval.high.is_none() => Truth::True,
        Place::Below if !open_ended => Truth::False,
        _ => Truth::Unknown,
    }
}

fn is_known_of(asked: &Asked<'_>, state: &ServiceState, measure: Measure) -> Answer {
    if counts_as_zero(state, measure) {
        let fact = format!("{} is not known: {} is not enabled yet", measure.name(), state.name);
        return Answer::known(false, fact, AudienceId(0));
    }
    match fresh(asked, state, measure) {
        Ok((known, audience)) => {
            let fact = format!("{} is {}", measure.name(), value(known, measure.unit()));
            Answer::known(true, fact, audience)
        }
        Err(unknown) if find(state, measure).is_some_and(|m| m.value.is_ok()) => unknown,
        Err(absent) => Answer::known(false, absent.fact, absent.audience),
    }
}

/// A value that may decide, or the answer that there is none.
fn fresh<'a>(
    asked: &Asked<'_>,
    state: &'a ServiceState,
    measure: Measure,
) -> Result<(&'a Known, AudienceId), Answer> {
    let name = measure.name();
    let Some(found) = find(state, measure) else {
        let fact = format!("{name} of {} is not known", state.name);
        return Err(Answer::unknown(fact, format!("{name} of {}", state.name), asked.narrowest()));
    };
    match &found.value {
        Ok(known) if known.stale => {
            let fact = format!("{name} is stale: {}", value(known, measure.unit()));
            let needs = format!("usage of {} for {}", state.name, Month::ended(asked.as_of));
            Err(Answer::unknown(fact, needs, found.audience))
        }
        Ok(known) => Ok((known, found.audience)),
        Err(unknown) => {
            let fact = format!("{name} is not known: {}", unknown.because);
            Err(Answer::unknown(fact, unknown.needs.as_str(), found.audience))
        }
    }
}

fn find(state: &ServiceState, measure: Measure) -> Option<&MeasureState> {
    state.measures.iter().find(|m| m.measure == measure)
}

/// `23.4 % (2,902/12,400, 2026-08)`.
fn value(known: &Known, unit: Unit) -> String {
    let ratio = (unit == Unit::Percent).then(|| {
        format!("{}/{}", thousands(known.quantity.numerator), thousands(known.quantity.denominator))
    });
    let parts: Vec<&str> =
        [ratio.as_deref(), known.as_of.as_deref(), known.remark.as_deref()].into_iter().flatten().collect();
    if parts.is_empty() { known.text.clone() } else { format!("{} ({})", known.text, parts.join(", ")) }
}

/// `in 10 %–40 %`, `< 10 %`, `not < 10 %`, `not in 10 %–40 %`.
fn relation(inside: bool, band: &Band) -> String {
    let text = band.canonical();
    let range = text.starts_with(|c: char| c.is_ascii_digit());
    let preposition = if range { "in " } else { "" };
    format!("{}{preposition}{text}", if inside { "" } else { "not " })
}
