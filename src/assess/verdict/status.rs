//! Clauses on consumption status rows: `status`, `l2`, `l3`. In: rows with their seats. Out: [`Answer`].
//! Never: counts a row without a seat, nor Duplicate/Invalid against `only`; a service without rows taken for a no.

use super::answer::Answer;
use super::asked::Asked;
use super::words::same_name;
use crate::assess::measures::{L1, seats_given};
use crate::assess::{RowState, ServiceState};
use crate::model::Name;
use crate::model::audience::AudienceId;
use crate::model::band::thousands;
use crate::model::condition::{Field, Mode};
use crate::model::customer::{ServiceRecord, StatusRow};
use crate::model::date::Date;
use crate::model::sentence::{both, either};

/// `status Blocked`, `l2 not Migration`, `status only No Intent`. Of a whole customer: the rows of all
/// services, in scope or not.
pub(super) fn judge(asked: &Asked<'_>, field: Field, mode: Mode, values: &[Name]) -> Answer {
    let seats = seats(asked);
    match mode {
        Mode::Is => has(asked, &seats, field, values),
        Mode::Not => {
            let answer = has(asked, &seats, field, values);
            Answer { truth: !answer.truth, ..answer }
        }
        Mode::Only => has_only(asked, &seats, field, values),
    }
}

/// Any row is given (`status known`), or any row gives a reason (`l2 known`, `l3 known`).
pub(super) fn known(asked: &Asked<'_>, field: Field) -> Answer {
    let seats = seats(asked);
    let given: Vec<&Seats<'_>> =
        seats.iter().filter(|s| s.value(field).is_some() && s.row.is_some()).collect();
    match given.first() {
        Some(_) => Answer::known(true, facts(given.iter().copied()), label(asked, given.iter().copied())),
        None => Answer::known(false, format!("no {} is given", level(field)), label(asked, &seats)),
    }
}

/// Why a service is out of scope, in words.
pub(super) fn out_of_scope(asked: &Asked<'_>) -> Answer {
    let seats = seats(asked);
    let name = asked.state().map_or("the customer", |s| s.name.as_str());
    let intent = seats.iter().any(|s| s.is(L1::NoIntent));
    let fact = if intent || seats.is_empty() {
        format!("no seat of {name} has intent")
    } else {
        format!("every seat of {name} is Duplicate/Invalid")
    };
    Answer::known(false, fact, label(asked, &seats))
}

/// The seats of one row, or of a service that has none.
struct Seats<'a> {
    /// The service's name.
    of: &'a Name,
    /// None: nothing is said of them, and nobody counted them.
    l1: Option<&'a Name>,
    /// None: the record has no entitlements, so the rest is not counted.
    count: Option<i64>,
    row: Option<&'a StatusRow>,
    /// The service has no row at all: nothing is said about its status.
    silent: bool,
    /// Since when, if that day has come.
    since: Option<Date>,
}

impl<'a> Seats<'a> {
    fn value(&self, field: Field) -> Option<&'a Name> {
        match field {
            Field::L2 => self.row?.l2.as_ref().map(|v| &v.value),
            Field::L3 => self.row?.l3.as_ref().map(|v| &v.value),
            _ => self.l1,
        }
    }

    fn is(&self, l1: L1) -> bool {
        self.l1.is_some_and(|own| L1::of(own) == l1)
    }

    /// `Blocked`; what no row speaks of has no word.
    fn word(&self) -> &'a str {
        self.l1.map_or("", Name::as_str)
    }
}

/// Rows that hold at least one seat, and services without a row that may have some.
fn seats<'a>(asked: &Asked<'a>) -> Vec<Seats<'a>> {
    let as_of = asked.as_of;
    asked.services().flat_map(|(record, state)| seats_of(record, state, as_of)).collect()
}

fn seats_of<'a>(
    record: &'a ServiceRecord,
    state: &'a ServiceState,
    as_of: Date,
) -> impl Iterator<Item = Seats<'a>> {
    let (of, silent) = (&state.name, record.status.is_empty());
    let uncounted = seats_given(record).is_none();
    let nothing_said = (state.rows.is_empty() && uncounted).then_some(Seats {
        of,
        l1: None,
        count: None,
        row: None,
        silent: true,
        since: None,
    });
    let rows = state.rows.iter().filter_map(move |RowState { row, l1, seats }| {
        let row = row.and_then(|idx| record.status.get(idx));
        let rest_of_unknown = uncounted && row.is_some_and(|r| r.seats.is_none());
        let since = row.and_then(|r| r.since).filter(|day| *day <= as_of);
        let count = (*seats > 0).then_some(*seats);
        (count.is_some() || rest_of_unknown).then_some(Seats { of, l1: Some(l1), count, row, silent, since })
    });
    rows.chain(nothing_said)
}

fn has(asked: &Asked<'_>, seats: &[Seats<'_>], field: Field, values: &[Name]) -> Answer {
    let hits: Vec<&Seats<'_>> = seats.iter().filter(|s| is_one_of(s.value(field), values)).collect();
    if !hits.is_empty() {
        return Answer::known(true, facts(hits.iter().copied()), label(asked, hits.iter().copied()));
    }
    let audience = label(asked, seats);
    if let Some(open) = seats.iter().find(|s| may_be(asked, s, field, values)) {
        return undecided(asked, open, field, audience);
    }
    let fact = format!("no seat{} is {}", of_whom(asked), either(values));
    Answer::known(false, fact, audience)
}

fn has_only(asked: &Asked<'_>, seats: &[Seats<'_>], field: Field, values: &[Name]) -> Answer {
    let audience = label(asked, seats);
    let counted: Vec<&Seats<'_>> = seats.iter().filter(|s| !s.is(L1::DuplicateInvalid)).collect();
    if counted.is_empty() {
        return Answer::known(false, format!("no seat{} is {}", of_whom(asked), either(values)), audience);
    }
    let other =
        counted.iter().find(|s| !is_one_of(s.value(field), values) && !may_be(asked, s, field, values));
    if let Some(other) = other {
        return Answer::known(false, fact(other), audience);
    }
    match counted.iter().find(|s| !is_one_of(s.value(field), values)) {
        Some(open) => undecided(asked, open, field, audience),
        None => {
            let fact = format!("every seat{} is {}", of_whom(asked), either(values));
            Answer::known(true, fact, audience)
        }
    }
}

/// True if a seat's value is not given and the registry does not rule the values out. Seats that no row
/// names count as Status Unknown beside rows of their service; without any row nothing is said about them.
fn may_be(asked: &Asked<'_>, seats: &Seats<'_>, field: Field, values: &[Name]) -> bool {
    if seats.silent {
        return true;
    }
    if field == Field::Status || seats.value(field).is_some() {
        return false;
    }
    let registry = &asked.catalog.registry;
    let fits = |parent: &Name| seats.l1.is_some_and(|l1| same_name(parent, l1));
    values.iter().any(|value| match (field, seats.value(Field::L2)) {
        (Field::L3, Some(l2)) => {
            may_stand_under(&registry.engineering_reasons, value, |parent| same_name(parent, l2))
        }
        (Field::L3, None) => may_stand_under(&registry.engineering_reasons, value, |l2| {
            may_stand_under(&registry.reasons, l2, fits)
        }),
        _ => may_stand_under(&registry.reasons, value, fits),
    })
}

/// True if a parent of the value fits, or the registry lists none.
fn may_stand_under(listed: &[(Name, Name)], value: &Name, fits: impl Fn(&Name) -> bool) -> bool {
    let mut parents = listed.iter().filter(|(_, child)| same_name(child, value)).map(|(p, _)| p).peekable();
    parents.peek().is_none() || parents.any(fits)
}

fn undecided(asked: &Asked<'_>, seats: &Seats<'_>, field: Field, audience: AudienceId) -> Answer {
    if seats.row.is_none() {
        let fact = format!("the record says no status of {}", seats.of);
        return Answer::unknown(fact, format!("status of {}", seats.of), audience);
    }
    let of_whom = of_whom(asked);
    let level = level(field);
    let fact = format!("the {} seats{of_whom} have no {level}", seats.word());
    Answer::unknown(fact, format!("{level} of the {} seats{of_whom}", seats.word()), audience)
}

fn level(field: Field) -> &'static str {
    match field {
        Field::L2 => "L2",
        Field::L3 => "L3",
        _ => "status",
    }
}

fn is_one_of(value: Option<&Name>, values: &[Name]) -> bool {
    value.is_some_and(|value| values.iter().any(|v| same_name(v, value)))
}

/// `Blocked: 3,000 seats (Network, since 2026-05-04)`.
fn fact(seats: &Seats<'_>) -> String {
    let count = match seats.count {
        Some(1) => "1 seat".to_string(),
        Some(count) => format!("{} seats", thousands(count)),
        None => "seats that are not counted".to_string(),
    };
    let reason = seats.value(Field::L3).or_else(|| seats.value(Field::L2)).map(|n| n.to_string());
    let since = seats.since.map(|day| format!("since {day}"));
    let more: Vec<String> = [reason, since].into_iter().flatten().collect();
    match more.is_empty() {
        true => format!("{}: {count}", seats.word()),
        false => format!("{}: {count} ({})", seats.word(), more.join(", ")),
    }
}

fn facts<'a>(seats: impl IntoIterator<Item = &'a Seats<'a>>) -> String {
    both(seats.into_iter().map(fact))
}

fn of_whom(asked: &Asked<'_>) -> String {
    asked.state().map_or_else(String::new, |s| format!(" of {}", s.name))
}

/// The narrowest label of rows; without any, of a row.
fn label<'a>(asked: &Asked<'_>, seats: impl IntoIterator<Item = &'a Seats<'a>>) -> AudienceId {
    let rows = seats.into_iter().map(|s| s.row.map_or_else(|| asked.label("status"), |r| r.audience));
    rows.max().unwrap_or_else(|| asked.label("status"))
}
