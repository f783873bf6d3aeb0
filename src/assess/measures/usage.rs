//! Usage by month and active usage (DOMAIN.md 6).
//! In: the months of a record. Out: the points that exist on the day, the newest one as a measure.
//! Never: carries a value forward, caps it, calls a missing month zero.

use super::rows::{seats_given, whole};
use super::{Subject, thousands};
use crate::assess::{Known, TrendPoint, Unknown};
use crate::model::band::Quantity;
use crate::model::customer::{FormerUsage, ServiceRecord, UsagePoint};
use crate::model::date::{Date, Month, days_between};
use crate::model::measure::Measure;

/// Days after a month's end from which its usage is stale.
const FRESH_DAYS: i32 = 45;

/// A month of usage with the seats it is measured against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub(super) month: Month,
    pub(super) active: i64,
    /// QE of the month; none if no seats are known.
    pub(super) seats: Option<i64>,
    pub(super) from: SeatsFrom,
    /// What the month said before it was restated.
    pub(super) was: Option<FormerUsage>,
}

/// Where a month's seats come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SeatsFrom {
    Given,
    Earlier(Month),
    Today,
}

/// The points that exist on the day, oldest first: months that ended on or before it.
///
/// QE of a month is its entitled seats less the Duplicate/Invalid seats. Neither rows nor `override` carry a
/// date: today's Duplicate/Invalid seats are taken off every month alike, and a month that gives the very
/// count that `override` corrects is corrected with it. The newest month then agrees with QE. A month that is
/// restated later says what it said on the day.
pub(super) fn points(service: &ServiceRecord, duplicates: i64, as_of: Date) -> Vec<Point> {
    let mut earlier = None;
    let mut out = Vec::new();
    for (month, usage) in service.usage.iter().filter(|(m, _)| m.end() <= as_of) {
        let usage = on_the_day(usage, as_of);
        let (entitled, from) = match (usage.entitled, earlier) {
            (Some(given), _) => {
                earlier = Some((*month, given));
                (Some(corrected(service, given)), SeatsFrom::Given)
            }
            (None, Some((when, given))) => (Some(corrected(service, given)), SeatsFrom::Earlier(when)),
            (None, None) => (seats_given(service), SeatsFrom::Today),
        };
        let seats = entitled.map(|e| e.saturating_sub(duplicates).max(0));
        out.push(Point { month: *month, active: whole(usage.active), seats, from, was: usage.was });
    }
    out
}

fn on_the_day(usage: &UsagePoint, as_of: Date) -> UsagePoint {
    match usage.was {
        Some(was) if was.until.is_some_and(|day| day > as_of) => UsagePoint {
            active: was.active,
            entitled: was.entitled.or(usage.entitled),
            was: None,
            span: usage.span,
        },
        _ => usage.clone(),
    }
}

fn corrected(service: &ServiceRecord, given: u64) -> i64 {
    let same = service.entitled.as_ref().is_some_and(|e| e.value == given);
    let corrected = service.overridden.as_ref().filter(|_| same).map_or(given, |o| o.value);
    whole(corrected)
}

/// The points as documents show them; months without known seats have 0.
pub(super) fn trend(points: &[Point]) -> Vec<TrendPoint> {
    let shown = |p: &Point| TrendPoint {
        month: p.month,
        active: p.active,
        seats: p.seats.unwrap_or(0),
        at_other_seats: p.from != SeatsFrom::Given,
        was: p.was,
    };
    points.iter().map(shown).collect()
}

/// Months without a point between the first and the newest.
pub(super) fn gaps(points: &[Point]) -> Vec<Month> {
    let pairs = points.windows(2);
    pairs.flat_map(|w| (1..w[1].month.index() - w[0].month.index()).map(|n| w[0].month.plus(n))).collect()
}

/// True if a month's usage is too old on the day: more than 45 days after its end.
pub fn is_stale(month: Month, as_of: Date) -> bool {
    days_between(month.end(), as_of) > FRESH_DAYS
}

/// active / QE of the newest month.
pub(super) fn active_usage(s: &Subject<'_>) -> Result<Known, Unknown> {
    if s.is_new {
        return Ok(not_enabled(s.qe));
    }
    let point = s.points.last().ok_or_else(|| no_usage(s))?;
    let Some(seats) = point.seats.filter(|q| *q > 0) else {
        return Err(no_seats(s, Some(point.month)));
    };
    let quantity = Quantity { numerator: point.active, denominator: seats };
    let mut remarks = Vec::new();
    match point.from {
        SeatsFrom::Given => {}
        SeatsFrom::Earlier(month) => remarks.push(format!("at the seats of {month}")),
        SeatsFrom::Today => remarks.push("at today's seats".to_string()),
    }
    if point.active > seats {
        remarks.push("above 100 %".to_string());
    }
    Ok(Known {
        text: s.percent(Measure::ActiveUsage, quantity),
        quantity,
        as_of: Some(point.month.to_string()),
        stale: is_stale(point.month, s.as_of),
        remark: (!remarks.is_empty()).then(|| remarks.join(", ")),
        open_ended: false,
        of_unknown: false,
    })
}

/// Active users of the newest month.
pub(super) fn active_users(s: &Subject<'_>) -> Result<Known, Unknown> {
    if s.is_new {
        return Ok(Known { text: "0".to_string(), ..not_enabled(Some(1)) });
    }
    let point = s.points.last().ok_or_else(|| no_usage(s))?;
    Ok(Known {
        quantity: Quantity::whole(point.active),
        text: thousands(point.active),
        as_of: Some(point.month.to_string()),
        stale: is_stale(point.month, s.as_of),
        remark: None,
        open_ended: false,
        of_unknown: false,
    })
}

/// Nobody is active because nobody could be: counts as 0 in bands, has no month, so it is no measured 0 %.
/// Where no seats are given it is a share of an unknown number.
fn not_enabled(seats: Option<i64>) -> Known {
    let seats = seats.filter(|q| *q > 0);
    Known {
        text: "0 %".to_string(),
        quantity: Quantity { numerator: 0, denominator: seats.unwrap_or(1) },
        as_of: None,
        stale: false,
        remark: Some("not enabled yet".to_string()),
        open_ended: false,
        of_unknown: seats.is_none(),
    }
}

pub(super) fn no_usage(s: &Subject<'_>) -> Unknown {
    let since = s.existing(&s.service.dates.enabled);
    let because = match since {
        Some(day) => format!("no usage after enablement on {day}"),
        None => "no usage".to_string(),
    };
    Unknown { because, needs: format!("usage of {} for {}", s.name(), Month::ended(s.as_of)) }
}

/// Why a ratio over seats is not known: nothing is given, or nothing is left.
pub(super) fn no_seats(s: &Subject<'_>, month: Option<Month>) -> Unknown {
    let when = month.map_or_else(String::new, |m| format!(" in {m}"));
    let because = match seats_given(s.service) {
        None => format!("no entitled seats are given{when}"),
        Some(given) if given > 0 && s.duplicates >= given => {
            format!("all {} entitled seats are Duplicate/Invalid", thousands(given))
        }
        Some(_) => format!("there are 0 entitled seats{when}"),
    };
    Unknown { because, needs: format!("entitled of {}", s.name()) }
}
