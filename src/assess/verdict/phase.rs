//! Phases: of a service or a customer, and where a page's phase lies seen from there (DOMAIN.md 3).
//! In: states, the registry's order. Out: [`Answer`], [`Lane`]. Never: orders a phase that the registry lacks.

use super::answer::Answer;
use super::asked::Asked;
use super::words::same_name;
use crate::assess::ServiceState;
use crate::model::Name;
use crate::model::audience::AudienceId;
use crate::model::registry::Names;
use crate::model::sentence::either;

/// The phase that a scenario is asked at.
pub(super) struct Present<'a> {
    /// Name.
    pub(super) name: &'a Name,
    /// `phase is Migrate`, with the reason if it was inferred.
    pub(super) words: String,
    /// Who may know.
    pub(super) audience: AudienceId,
}

/// Where a page's phases lie, seen from the present one.
pub(super) enum Lane {
    /// One of them is the present one.
    Same(Answer),
    /// All, or some beside later ones, are over.
    Earlier(Answer),
    /// All are to come.
    Later(Answer),
    /// No phase of the page gives lines.
    NoLines(Answer),
    /// The record does not say its phase.
    Unknown(Answer),
}

/// The phase of the service asked; of a whole customer the earliest in scope, because what opens an
/// engagement stays due until its last service has left that phase. Services without a phase are left out.
pub(super) fn of<'a>(asked: &Asked<'a>) -> Option<Present<'a>> {
    let phases = &asked.catalog.registry.phases;
    let found = asked
        .subjects()
        .filter_map(|(_, state)| Some((state, state.phase.as_ref()?)))
        .min_by_key(|(_, (name, _))| order(phases, name).unwrap_or(usize::MAX))?;
    let (state, (name, inferred)) = found;
    let words = words(asked, state, name, inferred.as_deref());
    Some(Present { name, words, audience: state.phase_audience })
}

/// `phase Migrate or Enable`.
pub(super) fn is(asked: &Asked<'_>, values: &[Name]) -> Answer {
    let Some(present) = of(asked) else {
        return absent(asked);
    };
    let audience = present.audience;
    let phases = &asked.catalog.registry.phases;
    if values.iter().any(|value| same_phase(phases, value, present.name)) {
        return Answer::known(true, present.words, audience);
    }
    Answer::known(false, format!("{}, not {}", present.words, either(values)), audience)
}

/// Where the phases of a label lie. `values` is not empty.
pub(super) fn lane(asked: &Asked<'_>, values: &[String]) -> Lane {
    let phases = &asked.catalog.registry.phases;
    let places: Vec<usize> = values.iter().filter_map(|value| order(phases, value)).collect();
    if places.is_empty() {
        let fact = format!("phase {} gives no lines", either(values));
        return Lane::NoLines(Answer::known(false, fact, AudienceId(0)));
    }
    let Some(present) = of(asked) else {
        return Lane::Unknown(absent(asked));
    };
    let Some(now) = order(phases, present.name) else {
        let needs = format!("phase {} in the registry", present.name);
        return Lane::Unknown(Answer::unknown(present.words, needs, present.audience));
    };
    let known = |fact| Answer::known(true, fact, present.audience);
    if places.contains(&now) {
        Lane::Same(known(present.words))
    } else if places.iter().all(|place| *place > now) {
        Lane::Later(known(format!("{}, {} is to come", present.words, either(values))))
    } else {
        let over = values.iter().filter(|v| order(phases, v).is_some_and(|place| place < now));
        Lane::Earlier(known(format!("{}, {} is over", present.words, either(over))))
    }
}

fn absent(asked: &Asked<'_>) -> Answer {
    let of_whom = asked.subjects().next().map(|(_, state)| &state.name);
    let needs = of_whom.map_or_else(|| "phase".to_string(), |name| format!("phase of {name}"));
    Answer::unknown("the record says no phase", needs, asked.label("phase"))
}

fn words(asked: &Asked<'_>, state: &ServiceState, name: &Name, inferred: Option<&str>) -> String {
    let several = asked.service.is_none() && asked.states.len() > 1;
    let of_service = several.then_some(state.name.as_str());
    let more: Vec<&str> = [of_service, inferred].into_iter().flatten().collect();
    let word = if several { "earliest phase" } else { "phase" };
    if more.is_empty() {
        format!("{word} is {name}")
    } else {
        format!("{word} is {name} ({})", more.join(", "))
    }
}

fn same_phase(phases: &Names, a: &str, b: &str) -> bool {
    same_name(a, b) || order(phases, a).is_some_and(|place| order(phases, b) == Some(place))
}

/// Place of a phase; canonical names are found without building their spelling.
fn order(phases: &Names, name: &str) -> Option<usize> {
    phases.iter().position(|phase| phase.as_str() == name).or_else(|| phases.position(name))
}
