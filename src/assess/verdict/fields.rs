//! Clauses on fields of the record: region, segment, motion, tags, people and the like.
//! In: the record. Out: [`Answer`]. Never: compares by position or case.

use super::answer::Answer;
use super::asked::Asked;
use super::words::same_name;
use super::{cohort, phase, status};
use crate::assess::ServiceState;
use crate::model::Name;
use crate::model::audience::AudienceId;
use crate::model::band::thousands;
use crate::model::condition::{Field, Mode};
use crate::model::customer::ServiceRecord;
use crate::model::measure::Measure;
use crate::model::sentence::{both, either};

/// The role that a service's `migration_velocity_manager: true` fills.
const VELOCITY_MANAGER: &str = "Migration Velocity Manager";
/// Tags that follow from the intended usage.
const EXPECTING: [&str; 2] = ["Expecting<50", "Expecting>50"];

/// `region EMEA`, `managed no`, `has Teams`, `tag not Expecting<50`.
pub(super) fn judge(asked: &Asked<'_>, field: Field, mode: Mode, values: &[Name]) -> Answer {
    if matches!(field, Field::Status | Field::L2 | Field::L3) {
        return status::judge(asked, field, mode, values);
    }
    let answer = is(asked, field, values);
    if mode == Mode::Not { Answer { truth: !answer.truth, ..answer } } else { answer }
}

/// `phase known`, `region known`.
pub(super) fn known(asked: &Asked<'_>, field: Field) -> Answer {
    match field {
        Field::Status | Field::L2 | Field::L3 => status::known(asked, field),
        Field::Phase => match phase::of(asked) {
            Some(present) => Answer::known(true, present.words, present.audience),
            None => given(None, "phase", asked.label("phase")),
        },
        Field::Motion => {
            let motions = both(asked.customer.motions.iter().map(|m| m.value.as_str()));
            given(Some(motions).filter(|m| !m.is_empty()), "motion", asked.label("motion"))
        }
        Field::Region | Field::Segment | Field::Managed => {
            let (value, word) = plain(asked, field);
            given(value.map(|v| format!("{word} is {v}")), word, asked.label(word))
        }
        Field::Tag => is(asked, field, &[]),
        Field::Partner | Field::Cohort | Field::New => is(asked, field, &[Name::from("yes")]),
        Field::HasService => Answer::known(!asked.states.is_empty(), "services of the record", AudienceId(0)),
        Field::HasRole => {
            Answer::known(!asked.customer.people.is_empty(), "people of the record", asked.label("people"))
        }
    }
}

fn given(fact: Option<String>, word: &str, audience: AudienceId) -> Answer {
    match fact {
        Some(fact) => Answer::known(true, fact, audience),
        None => Answer::known(false, format!("{word} is not given"), audience),
    }
}

fn is(asked: &Asked<'_>, field: Field, values: &[Name]) -> Answer {
    let wanted = |text: &str| values.iter().any(|v| same_name(v, text));
    match field {
        Field::Phase => phase::is(asked, values),
        Field::Motion => motion(asked, values),
        Field::Partner => partner(asked, values),
        Field::Cohort => cohort::judge(asked, |text| wanted(text) || (text == "yes" && values.is_empty())),
        Field::New => new(asked, wanted("no")),
        Field::Tag => tag(asked, values),
        Field::HasService => has_service(asked, values),
        Field::HasRole => has_role(asked, values),
        _ => {
            let (value, word) = plain(asked, field);
            let audience = asked.label(word);
            match value {
                None => Answer::unknown(format!("{word} is not given"), word, audience),
                Some(value) if wanted(value) => Answer::known(true, format!("{word} is {value}"), audience),
                Some(value) => {
                    Answer::known(false, format!("{word} is {value}, not {}", either(values)), audience)
                }
            }
        }
    }
}

/// The fields that hold one value.
fn plain<'a>(asked: &Asked<'a>, field: Field) -> (Option<&'a str>, &'static str) {
    let customer = asked.customer;
    let value = match field {
        Field::Region => customer.region.as_ref().map(|r| r.value.as_str()),
        Field::Segment => customer.segment.as_ref().map(|s| s.value.as_str()),
        _ => customer.managed.as_ref().map(|m| if m.value { "yes" } else { "no" }),
    };
    (value, field.as_str())
}

fn motion(asked: &Asked<'_>, values: &[Name]) -> Answer {
    super::motion::among(asked, values.iter().map(Name::as_str))
}

/// The fact names a partner only where the condition does: what one partner reads says nothing of the others.
fn partner(asked: &Asked<'_>, values: &[Name]) -> Answer {
    let wanted = |text: &str| values.iter().any(|v| same_name(v, text));
    let partners = &asked.customer.partners;
    let audience = asked.label("partners");
    let named: Vec<&str> = partners.iter().map(|p| p.value.as_str()).filter(|p| wanted(p)).collect();
    let fact = match (partners.len(), named.len()) {
        (0, _) => "the record names no partner".to_string(),
        (_, 0) if wanted("yes") || wanted("no") => "the record names a partner".to_string(),
        (_, 0) => format!("no partner is {}", either(values)),
        (_, 1) => format!("partner is {}", named[0]),
        _ => format!("partners are {}", both(&named)),
    };
    let holds = if partners.is_empty() { wanted("no") } else { !named.is_empty() || wanted("yes") };
    Answer::known(holds, fact, audience)
}

/// Of a whole customer: every service is new.
fn new(asked: &Asked<'_>, wants_no: bool) -> Answer {
    let mut services = asked.subjects().peekable();
    if services.peek().is_none() {
        return Answer::unknown("the record has no service", "a service in the record", AudienceId(0));
    }
    let old = services.find(|(_, state)| !state.is_new);
    let fact = match (old, asked.state()) {
        (Some((_, state)), _) => format!("{} has usage or is enabled", state.name),
        (None, Some(state)) => format!("{} has no usage and is not enabled yet", state.name),
        (None, None) => "no service has usage or is enabled".to_string(),
    };
    Answer::known(old.is_none() != wants_no, fact, AudienceId(0))
}

/// Of a whole customer: any service has the tag. Without values: any tag at all.
fn tag(asked: &Asked<'_>, values: &[Name]) -> Answer {
    let audience = asked.label("tags");
    let tags = || asked.subjects().flat_map(|(record, _)| record.tags.iter().map(|t| t.value.as_str()));
    if values.is_empty() {
        let all: Vec<&str> = tags().collect();
        return given((!all.is_empty()).then(|| format!("tags are {}", both(&all))), "a tag", audience);
    }
    let answers = asked
        .subjects()
        .flat_map(|(record, state)| values.iter().map(move |value| one_tag(record, state, value, audience)));
    Answer::any(answers)
        .unwrap_or_else(|| Answer::known(false, format!("no tag {}", either(values)), audience))
}

fn one_tag(record: &ServiceRecord, state: &ServiceState, value: &Name, audience: AudienceId) -> Answer {
    let has = |tag: &str| record.tags.iter().any(|t| same_name(&t.value, tag));
    if let Some(expecting) = EXPECTING.iter().position(|e| same_name(e, value)) {
        if let Some(answer) = intended(state, expecting, audience) {
            return answer;
        }
        if !has(value) && !has(EXPECTING[1 - expecting]) {
            let fact = format!("neither intended seats nor a tag {value} are given");
            return Answer::unknown(fact, format!("intended of {}", state.name), audience);
        }
    }
    match has(value) {
        true => Answer::known(true, format!("{} has the tag {value}", state.name), audience),
        false => Answer::known(false, format!("{} has no tag {value}", state.name), audience),
    }
}

/// What the intended usage says of `Expecting<50` (0) or `Expecting>50` (1); exactly 50 % is neither.
fn intended(state: &ServiceState, expecting: usize, audience: AudienceId) -> Option<Answer> {
    let found = state.measures.iter().find(|m| m.measure == Measure::IntendedUsage)?;
    let known = found.value.as_ref().ok().filter(|known| !known.stale)?;
    let (n, d) = (i128::from(known.quantity.numerator) * 2, i128::from(known.quantity.denominator));
    let holds = if expecting == 0 { n < d } else { n > d };
    let seats = (thousands(known.quantity.numerator), thousands(known.quantity.denominator));
    let fact = format!("intended usage is {} ({}/{})", known.text, seats.0, seats.1);
    Some(Answer::known(holds, fact, found.audience.max(audience)))
}

/// A group counts with any of its services.
fn has_service(asked: &Asked<'_>, values: &[Name]) -> Answer {
    let groups = &asked.catalog.registry.groups;
    let found = asked.states.iter().find(|state| {
        values.iter().any(|value| {
            same_name(value, &state.name)
                || groups.get(value.as_str()).is_some_and(|g| g.iter().any(|m| same_name(m, &state.name)))
        })
    });
    match found {
        Some(state) => Answer::known(true, format!("{} is in the record", state.name), AudienceId(0)),
        None => Answer::known(false, format!("no {} in the record", either(values)), AudienceId(0)),
    }
}

fn has_role(asked: &Asked<'_>, values: &[Name]) -> Answer {
    let is = |role: &str| values.iter().any(|v| same_name(v, role));
    if let Some(person) = asked.customer.people.iter().find(|p| is(&p.role.value)) {
        return Answer::known(true, format!("{} is assigned", person.role.value), person.audience);
    }
    let mut velocity = asked.subjects().map(|(record, _)| record.migration_velocity_manager == Some(true));
    if is(VELOCITY_MANAGER) && velocity.any(|assigned| assigned) {
        return Answer::known(true, format!("a {VELOCITY_MANAGER} is assigned"), asked.label("people"));
    }
    Answer::known(false, format!("no {} is assigned", either(values)), asked.label("people"))
}
