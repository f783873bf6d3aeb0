//! What only the assessed record shows (DOMAIN.md 5, 6): missing data, usage of months to come, tags against
//! seats, notes overdue, enablement that usage does not bear out.
//! In: an Assessment. Out: findings in the record. Never: a fault that reading the record has told already.

use crate::assess::measures::{self, L1, NoteState};
use crate::assess::{Assessment, ServiceState};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::model::Span;
use crate::model::band::thousands;
use crate::model::customer::{Customer, ServiceRecord};
use crate::model::date::days_between;

/// Days that a declared enablement may lie from the measured one.
const APART: i32 = 31;

/// Findings of one customer on the day of the assessment; `vague` are the vocabulary's words.
pub fn findings(assessment: &Assessment<'_>, vague: &[String]) -> Vec<Diagnostic> {
    let customer = assessment.customer;
    let mut out: Vec<Diagnostic> = missing(assessment).collect();
    out.extend(note_overdue(assessment));
    out.extend(super::promises::findings(assessment, vague));
    for (service, state) in customer.services.iter().zip(&assessment.services) {
        out.extend(early_usage(service, assessment));
        out.extend(tag_against_seats(service, state));
        out.extend(intent_against_rows(service, state));
        out.extend(enablement(customer, service, state));
    }
    out
}

/// A field that a playbook requires; the label stands at the playbook's row.
fn missing<'a>(assessment: &'a Assessment<'_>) -> impl Iterator<Item = Diagnostic> + 'a {
    assessment.missing.iter().map(|m| {
        let of = m.service.as_ref().map(|s| format!(" of {s}")).unwrap_or_default();
        Diagnostic::new(&codes::DATA_MISSING, m.record_span, format!("`{}`{of} is missing", m.field))
            .label(m.span, "required here")
            .help(format!("write `{}`", m.help))
    })
}

fn early_usage<'a>(
    service: &'a ServiceRecord,
    assessment: &'a Assessment<'_>,
) -> impl Iterator<Item = Diagnostic> + 'a {
    let as_of = assessment.as_of;
    service.usage.iter().filter(move |(month, _)| month.end() > as_of).map(move |(month, point)| {
        let message = format!("usage of {month}, which has not ended on {as_of}, is not used");
        Diagnostic::new(&codes::USAGE_EARLY, point.span, message)
            .help(format!("take it in after {}", month.end()))
    })
}

fn note_overdue(assessment: &Assessment<'_>) -> Option<Diagnostic> {
    let note = assessment.customer.status_note.as_ref()?.on.as_ref()?;
    let health = assessment.customer.health.as_ref().and_then(|h| h.overall);
    let days = days_between(note.value, assessment.as_of);
    if measures::note_state(i64::from(days), health) != NoteState::Red {
        return None;
    }
    let colour = health.map_or("no health is given".to_string(), |c| format!("health is {}", c.as_str()));
    let message = format!("the status note is {days} days old; {colour}");
    Some(Diagnostic::new(&codes::NOTE_OVERDUE, note.span, message).help("write a new status note"))
}

/// A tag that the intended seats contradict.
fn tag_against_seats(service: &ServiceRecord, state: &ServiceState) -> Option<Diagnostic> {
    let intended = service.intended.as_ref()?;
    let qe = entitled(state)?;
    let right = measures::expecting(i64::try_from(intended.value).ok()?, qe);
    let wrong = service.tags.iter().find(|t| {
        let tag = t.value.replace(' ', "").to_lowercase();
        tag.strip_prefix("expecting").is_some_and(|rest| rest.starts_with(['<', '>']))
            && right.is_none_or(|r| !tag.eq_ignore_ascii_case(r))
    })?;
    let means = right.map_or("exactly half, which has no tag".to_string(), |r| format!("`{r}`"));
    let (seats, of) = (thousands(i64::try_from(intended.value).ok()?), thousands(qe));
    let message = format!("`{}` contradicts {seats} intended of {of} seats: {means}", wrong.value);
    Some(
        Diagnostic::new(&codes::FACTS_CONTRADICT, wrong.span, message)
            .label(intended.span, "intended seats stand here")
            .help("correct the tag or the intended seats"),
    )
}

/// More intended seats than rows with intent hold, or fewer than are in progress.
fn intent_against_rows(service: &ServiceRecord, state: &ServiceState) -> Option<Diagnostic> {
    let intended = service.intended.as_ref()?;
    if state.rows.is_empty() {
        return None;
    }
    let seats = i64::try_from(intended.value).ok()?;
    let of = |l1| measures::seats_of(&state.rows, l1);
    let in_progress = of(L1::InProgress);
    let possible = in_progress + of(L1::Blocked) + of(L1::StatusUnknown);
    let at = |severity, message: String, help| {
        Diagnostic::new(&codes::FACTS_CONTRADICT, intended.span, message)
            .severity(severity)
            .label(row_span(service), "the consumption status rows")
            .help(help)
    };
    if seats > possible {
        let (seats, possible) = (thousands(seats), thousands(possible));
        let message = format!(
            "{seats} seats are intended, but only {possible} are In Progress, Blocked or Status Unknown"
        );
        return Some(at(Severity::Warning, message, "correct `intended`, or the rows without intent"));
    }
    (seats < in_progress).then(|| {
        let (seats, in_progress) = (thousands(seats), thousands(in_progress));
        let message = format!("{seats} seats are intended, but {in_progress} are In Progress");
        at(
            Severity::Suggestion,
            message,
            "say which seats in progress will not be used, or correct `intended`",
        )
    })
}

fn row_span(service: &ServiceRecord) -> Span {
    service.status.first().map_or(service.span, |r| r.span)
}

/// A declared enablement far from the month that usage shows.
fn enablement(customer: &Customer, service: &ServiceRecord, state: &ServiceState) -> Option<Diagnostic> {
    let declared = service.dates.enabled.as_ref()?;
    let month = measures::measured_enablement(&state.trend)?;
    // The first point of a series may be long after the first user: only a later month says anything.
    if state.trend.first().is_some_and(|p| p.month == month) {
        return None;
    }
    let apart = days_between(declared.value, month.end());
    (apart.abs() > APART).then(|| {
        let message = format!(
            "{} of `{}` is declared enabled on {}, but reaches its first 100 users (10 % below 1,000 seats) in {month}",
            service.name.value, customer.id, declared.value
        );
        Diagnostic::new(&codes::FACTS_CONTRADICT, declared.span, message)
            .help("correct the date, or the usage of the months before")
    })
}

fn entitled(state: &ServiceState) -> Option<i64> {
    let measure = state.measures.iter().find(|m| m.measure == crate::model::measure::Measure::Entitled)?;
    measure.value.as_ref().ok().map(|k| k.quantity.numerator)
}
