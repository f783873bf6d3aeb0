//! The target and what it takes (DOMAIN.md 6): fewest users, seats to an edge, whether intent allows it.
//! In: whole seats and exact edges. Out: whole users. Never: a rounded percentage in a comparison.

use super::rows::{L1, seats_of};
use super::{Subject, thousands};
use crate::assess::{Reach, RowState};
use crate::model::Span;
use crate::model::band::{Band, Decimal, Edge, Interval, Quantity, Unit};
use crate::model::date::Date;
use crate::model::measure::Measure;
use crate::model::settings::Settings;

/// Millionths of a percent in a whole: edges of percent bands count in these.
const WHOLE: i128 = 100_000_000;

/// The stated target of a measure; for active usage `> 50 %` unless settings say otherwise.
pub fn stated_target(settings: &Settings, measure: Measure) -> Option<Band> {
    let stated = settings.targets.iter().find(|(m, _)| *m == measure).map(|(_, band)| band.clone());
    stated.or_else(|| (measure == Measure::ActiveUsage).then(default_target))
}

fn default_target() -> Band {
    let low = Edge { at: Decimal(50_000_000), closed: false };
    let interval = Interval { low: Some(low), high: None };
    Band { interval, unit: Unit::Percent, text: "> 50 %".to_string(), span: Span::default() }
}

/// True if `active` of `seats` lies in a percent interval; never with 0 seats.
pub(super) fn meets(active: i64, seats: i64, interval: Interval) -> bool {
    seats > 0 && interval.contains(Quantity { numerator: active, denominator: seats }, Unit::Percent)
}

/// Fewest active users at or beyond a percent edge: `open` beyond it, else at it.
fn fewest(seats: i64, edge: Decimal, open: bool) -> i64 {
    let product = i128::from(seats.max(0)) * i128::from(edge.0.max(0));
    let users = if open { product / WHOLE + 1 } else { (product + WHOLE - 1) / WHOLE };
    i64::try_from(users).unwrap_or(i64::MAX)
}

/// Fewest more active users that leave a percent interval upwards; none if it has no upper end, 0 if they
/// are beyond it already: `2902, 12400, 10 %–40 %` → 2,059.
pub fn seats_to_leave(active: i64, seats: i64, interval: Interval) -> Option<i64> {
    let high = interval.high?;
    Some(fewest(seats, high.at, high.closed).saturating_sub(active).max(0))
}

/// Fewest more active users that reach a percent edge exactly or beyond: `2902, 12400, 40` → 2,058.
pub fn seats_to_reach(active: i64, seats: i64, edge: Decimal) -> i64 {
    fewest(seats, edge, false).saturating_sub(active).max(0)
}

/// Fewest active users that enter a percent interval from below; 0 without a lower end.
pub fn fewest_in(seats: i64, interval: Interval) -> i64 {
    interval.low.map_or(0, |low| fewest(seats, low.at, !low.closed))
}

/// Active users missing to a target; 0 when it is met.
pub fn seats_to_target(active: i64, seats: i64, target: Interval) -> i64 {
    fewest_in(seats, target).saturating_sub(active).max(0)
}

/// Whether the target can be reached within In Progress seats and within intent; none without status
/// rows, entitled seats or a lower edge of the target.
pub(super) fn reach(s: &Subject<'_>) -> Option<Reach> {
    let qe = s.qe.filter(|q| *q > 0)?;
    if s.service.status.is_empty() {
        return None;
    }
    s.target.interval.low?;
    let needed = fewest_in(qe, s.target.interval);
    let committed = seats_of(&s.rows, L1::InProgress);
    let ceiling = qe.saturating_sub(seats_of(&s.rows, L1::NoIntent));
    let by = latest_target(s);
    let says = says(s, needed, committed, ceiling, by);
    Some(Reach { needed, committed, by, ceiling, says, audience: s.rows_audience })
}

/// The latest target date of the In Progress rows.
pub(super) fn latest_target(s: &Subject<'_>) -> Option<Date> {
    let rows = s.service.status.iter().filter(|r| L1::of(&r.l1.value) == L1::InProgress);
    rows.filter_map(|r| r.target).max()
}

fn says(s: &Subject<'_>, needed: i64, committed: i64, ceiling: i64, by: Option<Date>) -> String {
    let newest = s.trend.last().filter(|p| meets(p.active, p.seats, s.target.interval));
    if let Some(point) = newest {
        return format!("met: {} active users in {}", thousands(point.active), point.month);
    }
    if committed >= needed {
        let by = by.map_or_else(|| ", no target date".to_string(), |d| format!(" by {d}"));
        return format!("within the seats in progress ({}{by})", thousands(committed));
    }
    if ceiling < needed {
        let more = needed - ceiling;
        let seats = if more == 1 { "seat" } else { "seats" };
        return format!("needs a change of intent: {} {seats} more than intent allows", thousands(more));
    }
    format!("needs {}", price(&s.rows, needed - committed))
}

/// Names the seats that have to come beside the In Progress ones: blocked first, then unknown, then others.
fn price(rows: &[RowState], mut missing: i64) -> String {
    let mut parts = Vec::new();
    for (l1, of) in [
        (L1::Blocked, "of the blocked seats"),
        (L1::StatusUnknown, "of the seats with Status Unknown"),
        (L1::Other, "of the other seats"),
    ] {
        let taken = seats_of(rows, l1).min(missing);
        if taken > 0 {
            parts.push(format!("{} {of}", thousands(taken)));
            missing -= taken;
        }
    }
    // Rows that add up to less than QE (surplus Duplicate/Invalid seats, say) leave a rest without a name.
    if missing > 0 {
        parts.push(format!("{} seats that no row names", thousands(missing)));
    }
    parts.join(" and ")
}
