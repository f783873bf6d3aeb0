//! Intended, committed, ceiling (DOMAIN.md 6): how much of the seats is meant to be used.
//! In: the record's intent and its status rows. Out: seats over QE, tags. Never: guesses intent from usage.

use super::rows::{L1, seats_of, whole};
use super::target::latest_target;
use super::usage::no_seats;
use super::{Subject, thousands};
use crate::assess::{Known, Unknown};
use crate::model::band::{Decimal, Edge, Interval, Quantity};
use crate::model::customer::ServiceRecord;
use crate::model::measure::Measure;
use crate::model::registry::spelling;

/// Half of the seats: the tags' edge.
const HALF: Decimal = Decimal(50_000_000);

/// QE: (override, else entitled) − Duplicate/Invalid.
pub(super) fn entitled(s: &Subject<'_>) -> Result<Known, Unknown> {
    let qe = s.qe.ok_or_else(|| no_seats(s, None))?;
    let mut known = seats(qe);
    let mut remarks = Vec::new();
    if s.service.overridden.is_some() {
        remarks.push("overridden".to_string());
    }
    if s.duplicates > 0 {
        remarks.push(format!("without {} Duplicate/Invalid", thousands(s.duplicates)));
    }
    known.remark = (!remarks.is_empty()).then(|| remarks.join(", "));
    Ok(known)
}

/// Seats expected in use at the end.
pub(super) fn intended(s: &Subject<'_>) -> Result<Known, Unknown> {
    let given = s.service.intended.as_ref().ok_or_else(|| not_intended(s))?;
    Ok(seats(whole(given.value)))
}

/// intended / QE.
pub(super) fn intended_usage(s: &Subject<'_>) -> Result<Known, Unknown> {
    let given = s.service.intended.as_ref().ok_or_else(|| not_intended(s))?;
    share(s, Measure::IntendedUsage, whole(given.value))
}

/// In Progress seats / QE, dated with their latest target.
pub(super) fn committed(s: &Subject<'_>) -> Result<Known, Unknown> {
    with_rows(s)?;
    let mut known = share(s, Measure::Committed, seats_of(&s.rows, L1::InProgress))?;
    known.as_of = latest_target(s).map(|d| d.to_string());
    if known.as_of.is_none() && known.quantity.numerator > 0 {
        known.remark.get_or_insert_with(|| "no target date".to_string());
    }
    Ok(known)
}

/// (QE − No Intent) / QE.
pub(super) fn ceiling(s: &Subject<'_>) -> Result<Known, Unknown> {
    with_rows(s)?;
    let qe = s.qe.unwrap_or(0);
    share(s, Measure::Ceiling, qe.saturating_sub(seats_of(&s.rows, L1::NoIntent)))
}

fn with_rows(s: &Subject<'_>) -> Result<(), Unknown> {
    if s.service.status.is_empty() {
        let because = "no consumption status is given".to_string();
        return Err(Unknown { because, needs: format!("status of {}", s.name()) });
    }
    Ok(())
}

fn seats(count: i64) -> Known {
    Known {
        quantity: Quantity::whole(count),
        text: thousands(count),
        as_of: None,
        stale: false,
        remark: None,
        open_ended: false,
        of_unknown: false,
    }
}

fn share(s: &Subject<'_>, measure: Measure, count: i64) -> Result<Known, Unknown> {
    let qe = s.qe.filter(|q| *q > 0).ok_or_else(|| no_seats(s, None))?;
    let quantity = Quantity { numerator: count, denominator: qe };
    let remark = (count > qe).then(|| "above 100 %".to_string());
    Ok(Known { quantity, text: s.percent(measure, quantity), remark, ..seats(count) })
}

fn not_intended(s: &Subject<'_>) -> Unknown {
    let because = match tagged(s.service) {
        Some((tag, _)) => format!("no intended seats are given, only the tag {tag}"),
        None => "no intended seats are given".to_string(),
    };
    Unknown { because, needs: format!("intended of {}", s.name()) }
}

/// The tag that intended seats give: below half `Expecting<50`, above `Expecting>50`, exactly half neither.
pub fn expecting(intended: i64, qe: i64) -> Option<&'static str> {
    if qe <= 0 {
        return None;
    }
    match (i128::from(intended) * 2).cmp(&i128::from(qe)) {
        std::cmp::Ordering::Less => Some("Expecting<50"),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some("Expecting>50"),
    }
}

/// Where intended usage lies by the service's tag, as written and as a percent interval. Without
/// `intended` the tag decides; both tags at once decide nothing.
pub fn tagged(service: &ServiceRecord) -> Option<(&str, Interval)> {
    let edge = Some(Edge { at: HALF, closed: false });
    let mut found = service.tags.iter().filter_map(|t| match spelling(&t.value).replace(' ', "").as_str() {
        "expecting<50" => Some((t.value.as_str(), Interval { low: None, high: edge })),
        "expecting>50" => Some((t.value.as_str(), Interval { low: edge, high: None })),
        _ => None,
    });
    let first = found.next()?;
    found.all(|other| other.1 == first.1).then_some(first)
}
