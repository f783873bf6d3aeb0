//! Measures of the customer's calendar (DOMAIN.md 6): the age of the status note, the renewal.
//! In: dates of the record and the day. Out: whole days. Never: the clock.

use super::{Subject, days_text};
use crate::assess::{Known, Unknown};
use crate::model::band::Quantity;
use crate::model::customer::Colour;
use crate::model::date::{Date, days_between};

/// Days after which a note is late, by health: amber from the first, red from the second.
const STRICT: (i64, i64) = (14, 21);
/// The same for green and blue customers: a quarter.
const CALM: i64 = 92;

/// How late a status note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "colours")]
pub enum NoteState {
    Fresh,
    Amber,
    Red,
}

/// The 14/21/92 rule: red, yellow or no health: amber after 14 days, red after 21; green or blue: red after 92.
pub fn note_state(days: i64, health: Option<Colour>) -> NoteState {
    let (amber, red) = limits(health);
    match days {
        _ if days > red => NoteState::Red,
        _ if days > amber => NoteState::Amber,
        _ => NoteState::Fresh,
    }
}

fn limits(health: Option<Colour>) -> (i64, i64) {
    match health {
        Some(Colour::Green | Colour::Blue) => (CALM, CALM),
        _ => STRICT,
    }
}

/// Days since the last status note that exists.
pub(super) fn note_age(s: &Subject<'_>) -> Result<Known, Unknown> {
    let on = s.customer.status_note.as_ref().and_then(|n| s.existing(&n.on)).ok_or_else(|| Unknown {
        because: format!("no status note on {}", s.as_of),
        needs: "status_note.on of the record".to_string(),
    })?;
    let days = i64::from(days_between(on, s.as_of));
    let health = s.customer.health.as_ref().and_then(|h| h.overall);
    Ok(Known { remark: Some(note_remark(days, health)), ..dated(days, on) })
}

fn note_remark(days: i64, health: Option<Colour>) -> String {
    let (amber, red) = limits(health);
    let state = match note_state(days, health) {
        NoteState::Red => format!("red: older than {red} days"),
        NoteState::Amber => format!("amber: older than {amber} days"),
        NoteState::Fresh => format!("fresh: within {amber} days"),
    };
    match health {
        Some(colour) => format!("{state} (health {})", colour.as_str()),
        None => format!("{state} (no health is given: the stricter rule)"),
    }
}

/// Days until renewal; negative once it has passed.
pub(super) fn days_to_renewal(s: &Subject<'_>) -> Result<Known, Unknown> {
    let renewal = s.customer.renewal.as_ref().map(|r| r.value).ok_or_else(|| Unknown {
        because: "no renewal date".to_string(),
        needs: "renewal of the record".to_string(),
    })?;
    let days = i64::from(days_between(s.as_of, renewal));
    Ok(Known { remark: (days < 0).then(|| "passed".to_string()), ..dated(days, renewal) })
}

fn dated(days: i64, on: Date) -> Known {
    Known {
        quantity: Quantity::whole(days),
        text: days_text(days),
        as_of: Some(on.to_string()),
        stale: false,
        remark: None,
        open_ended: false,
        of_unknown: false,
    }
}
