//! Lines for the portal, so that nobody types figures by hand: the status note, one intent line a service.
//! In: an assessment. Out: plain text within the portal's lengths. Never: a number that is not the record's.

use super::super::{Scope, wording};
use crate::assess::measures::{L1, seats_of};
use crate::assess::{Assessment, ServiceState};
use crate::model::customer::{Customer, StatusRow};
use crate::model::measure::Measure;
use serde::Serialize;

/// Characters of the status note's field.
const STATUS_NOTE: usize = 512;
/// Characters of a service-intent note.
const INTENT: usize = 500;

/// What is pasted.
#[derive(Clone, Debug, Serialize)]
pub struct Paste {
    /// `8 Sep 2026: Yellow. Exchange: In Progress 2,902/12,400 …`.
    pub status_note: String,
    /// Its length and the field's: `143 of 512 characters`.
    pub status_length: String,
    /// One a service.
    pub intents: Vec<Intent>,
}

/// The intent line of a service.
#[derive(Clone, Debug, Serialize)]
pub struct Intent {
    /// Service.
    pub service: String,
    /// Line.
    pub text: String,
    /// `143 of 500 characters`.
    pub length: String,
}

/// Composes both for one customer.
pub fn paste(scope: &Scope, assessment: &Assessment) -> Paste {
    let status_note = fitted(&status_note(scope, assessment), STATUS_NOTE);
    let intents = assessment.services.iter().map(|s| {
        let text = fitted(&intent(assessment, s), INTENT);
        Intent { service: s.name.to_string(), length: length(&text, INTENT), text }
    });
    Paste { status_length: length(&status_note, STATUS_NOTE), intents: intents.collect(), status_note }
}

fn length(text: &str, most: usize) -> String {
    format!("{} of {most} characters", text.chars().count())
}

/// The text up to the last whole sentence or word that fits; what was cut is said by `…`.
fn fitted(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let head: String = text.chars().take(most - 1).collect();
    let end = head.rfind(' ').unwrap_or(head.len());
    format!("{}…", head[..end].trim_end_matches([',', ';', '.', ' ']))
}

fn status_note(scope: &Scope, assessment: &Assessment) -> String {
    let customer = assessment.customer;
    let overall = customer.health.as_ref().and_then(|h| h.overall);
    let colour = overall.map_or_else(|| wording::missing("health.overall"), |c| c.as_str().to_string());
    let services: Vec<String> = assessment.services.iter().map(usage_and_status).collect();
    let mut out = format!("{}: {colour}. {}.", wording::day(scope.as_of).text, services.join("; "));
    for blocker in blockers(customer) {
        out.push_str(&format!(" {blocker}."));
    }
    if let Some(ask) = &customer.ask {
        let of = ask.of.as_ref().map(|o| format!(" of {o}")).unwrap_or_default();
        out.push_str(&format!(" Ask{of}: {}.", ask.text.trim_end_matches('.')));
    }
    out
}

/// `Exchange: 2,902/12,400 (23.4 %, Aug 2026), In Progress 5,600, Blocked 3,000, No Intent 3,800`.
fn usage_and_status(state: &ServiceState) -> String {
    let usage = state.measures.iter().find(|m| m.measure == Measure::ActiveUsage);
    let usage = match usage.map(|m| &m.value) {
        Some(Ok(known)) => {
            let month =
                known.as_of.as_deref().map(|m| format!(", {}", wording::dated(m))).unwrap_or_default();
            let active = wording::count(known.quantity.numerator);
            match (known.of(), &known.remark) {
                (Some(seats), _) => format!("{active}/{} ({}{month})", wording::count(seats), known.text),
                (None, Some(remark)) => format!("{} ({remark})", known.text),
                (None, None) => known.text.clone(),
            }
        }
        Some(Err(unknown)) => wording::missing(&unknown.needs),
        None => wording::missing(&format!("usage of {}", state.name)),
    };
    let rows = state.rows.iter().map(|r| format!(", {} {}", r.l1, wording::count(r.seats)));
    format!("{}: {usage}{}", state.name, rows.collect::<String>())
}

/// `Blocked, Network: 3,000 until 30 Oct 2026, next 10 Sep 2026 carrier date`.
fn blockers(customer: &Customer) -> impl Iterator<Item = String> {
    let rows = customer.services.iter().flat_map(|s| &s.status);
    rows.filter(|r| L1::of(&r.l1.value) == L1::Blocked).map(|row| {
        let mut parts = vec![format!("Blocked by {}", reason(row))];
        parts.extend(row.target.map(|d| format!("until {}", wording::day(d).text)));
        let next = row.next.as_ref().map(|n| {
            let day = n.on.map(|d| format!(" on {}", wording::day(d).text)).unwrap_or_default();
            format!("next{day}: {}", n.text.as_deref().unwrap_or("action").trim_end_matches('.'))
        });
        parts.extend(next);
        parts.join(", ")
    })
}

fn reason(row: &StatusRow) -> String {
    let l3 = row.l3.as_ref().map(|n| n.value.to_string());
    let l2 = row.l2.as_ref().map(|n| n.value.to_string());
    l3.or(l2).unwrap_or_else(|| wording::missing("status.l2"))
}

/// Two sentences: how many seats are meant to be in use, and why not the others.
fn intent(assessment: &Assessment, state: &ServiceState) -> String {
    let record = assessment.customer.services.iter().find(|r| r.name.value == state.name);
    let intended = record.and_then(|r| r.intended.as_ref()).map(|n| n.value as i64);
    let entitled = state.measures.iter().find(|m| m.measure == Measure::Entitled);
    let seats = entitled.and_then(|m| m.value.as_ref().ok()).map(|k| k.quantity.numerator);
    let dibs = record.and_then(|r| r.dibs.as_ref());
    let by = dibs.and_then(|d| d.due.as_ref()).map(|d| format!(" by {}", wording::day(d.value).text));
    let count = |n: Option<i64>, field: &str| {
        n.map_or_else(|| wording::missing(&format!("{field} of {}", state.name)), wording::count)
    };
    let why = dibs.and_then(|d| d.reason.as_deref()).map(|why| why.trim_end_matches('.').to_string());
    let why = why.unwrap_or_else(|| wording::missing(&format!("dibs.reason of {}", state.name)));
    let mut out = format!(
        "{}: {} of {} seats are meant to be in use{}, because of: {why}.",
        state.name,
        count(intended, "intended"),
        count(seats, "entitled"),
        by.unwrap_or_default(),
    );
    let others = record.iter().flat_map(|r| r.status.iter().enumerate());
    for (at, row) in others.filter(|(_, r)| matches!(L1::of(&r.l1.value), L1::Blocked | L1::NoIntent)) {
        let seats = state.rows.iter().find(|r| r.row == Some(at)).map_or(0, |r| r.seats);
        let note = row.note.as_deref().map(|n| format!(": {}", n.trim_end_matches('.'))).unwrap_or_default();
        out.push_str(&format!(" {} {} ({}){note}.", wording::count(seats), row.l1.value, reason(row)));
    }
    match seats_of(&state.rows, L1::StatusUnknown) {
        ..=0 => {}
        1 => out.push_str(" 1 seat has no status yet."),
        n => out.push_str(&format!(" {} seats have no status yet.", wording::count(n))),
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_note_ends_at_a_word() {
        assert_eq!(fitted("one two three", 13), "one two three");
        assert_eq!(fitted("one two, three", 10), "one two…");
        assert!(fitted(&"word ".repeat(200), STATUS_NOTE).chars().count() <= STATUS_NOTE);
    }
}
