//! Plateau and loss (DOMAIN.md 6). In: usage points, the target. Out: the run that ends now, the fall over 3 months.
//! Never: compares ratios; users count, purchases do not.

use super::rows::{L1, seats_of};
use super::target::meets;
use super::usage::{is_stale, no_usage};
use super::{Subject, days_text, thousands};
use crate::assess::{Known, TrendPoint, Unknown};
use crate::model::band::{Interval, Quantity};
use crate::model::date::{Month, days_between};

/// A run lies within this many percent of its first active count.
const WITHIN_PERCENT: i128 = 5;
/// Steps of a month from which a run spans more than 3 months.
const STEPS: i32 = 4;
/// Fewer active users than this are no plateau.
const FEWEST_USERS: i64 = 50;
/// Months over which losses count.
const LOSS_MONTHS: i32 = 3;

/// The longest run that ends at the newest point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// First month.
    pub from: Month,
    /// Newest month.
    pub to: Month,
    /// Active users of the first month.
    pub first: i64,
    /// Active users of the newest month.
    pub last: i64,
    /// The one inner month without a point, if any: then a plateau is only likely.
    pub gap: Option<Month>,
    /// Seats changed by more than 5 % inside the run.
    pub seats_moved: bool,
}

impl Run {
    /// Months from the first to the newest.
    pub fn steps(&self) -> i32 {
        self.to.index() - self.from.index()
    }

    /// Days from the first month's end to the newest one's.
    pub fn days(&self) -> i32 {
        days_between(self.from.end(), self.to.end())
    }
}

/// The longest run ending at the newest point in which every month is within ±5 % of the run's first
/// active count; one inner month may be missing. None without points.
pub fn longest_run(trend: &[TrendPoint]) -> Option<Run> {
    let last = trend.last()?;
    let starts = trend.iter().enumerate();
    starts.filter(|(at, _)| holds(&trend[*at..])).map(|(at, first)| as_run(&trend[at..], first, last)).next()
}

fn holds(points: &[TrendPoint]) -> bool {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return false };
    let span = last.month.index() - first.month.index();
    let missing = span + 1 - points.len() as i32;
    missing <= 1 && points.iter().all(|p| within(p.active, first.active))
}

fn within(value: i64, base: i64) -> bool {
    (i128::from(value) - i128::from(base)).abs() * 100 <= i128::from(base) * WITHIN_PERCENT
}

fn as_run(points: &[TrendPoint], first: &TrendPoint, last: &TrendPoint) -> Run {
    let gap = points.windows(2).find(|w| w[1].month.index() - w[0].month.index() > 1);
    Run {
        from: first.month,
        to: last.month,
        first: first.active,
        last: last.active,
        gap: gap.map(|w| w[0].month.plus(1)),
        seats_moved: points.iter().any(|p| !within(p.seats, first.seats)),
    }
}

/// What rules a plateau out however long the run is.
fn ruled_out(newest: &TrendPoint, target: Interval) -> Option<String> {
    if newest.active < FEWEST_USERS {
        return Some(format!("fewer than {FEWEST_USERS} users"));
    }
    meets(newest.active, newest.seats, target).then(|| "above target".to_string())
}

/// Days of the run that ends now; 0 where users or target rule a plateau out.
pub(super) fn plateau(s: &Subject<'_>) -> Result<Known, Unknown> {
    let (Some(run), Some(newest)) = (longest_run(&s.trend), s.trend.last()) else { return Err(no_usage(s)) };
    let ruled_out = ruled_out(newest, s.target.interval);
    let days = if ruled_out.is_some() { 0 } else { i64::from(run.days()) };
    Ok(Known {
        quantity: Quantity::whole(days),
        text: days_text(days),
        as_of: Some(run.to.to_string()),
        stale: is_stale(run.to, s.as_of),
        remark: Some(remark(s, &run, ruled_out)),
        open_ended: false,
        of_unknown: false,
    })
}

fn remark(s: &Subject<'_>, run: &Run, ruled_out: Option<String>) -> String {
    let is_plateau = ruled_out.is_none() && run.steps() >= STEPS;
    let months = if run.steps() == 1 { "month" } else { "months" };
    let mut parts = vec![format!("{} {months}, {} to {}", run.steps(), run.from, run.to)];
    parts.extend(ruled_out.map(|why| format!("no plateau: {why}")));
    if let (true, Some(gap)) = (is_plateau, run.gap) {
        parts.push(format!("likely: {gap} is missing"));
    }
    if run.seats_moved {
        parts.push("seats moved by more than 5 %".to_string());
    }
    if is_plateau && all_in_use(s) {
        parts.push("all seats with intent are in use".to_string());
    }
    parts.join("; ")
}

/// True if at least as many users are active as seats are in progress.
pub(super) fn all_in_use(s: &Subject<'_>) -> bool {
    let in_progress = seats_of(&s.rows, L1::InProgress);
    in_progress > 0 && s.trend.last().is_some_and(|p| p.active >= in_progress)
}

/// Fall in active users over 3 months, both end months needed; negative for a rise.
pub(super) fn loss(s: &Subject<'_>) -> Result<Known, Unknown> {
    let newest = s.trend.last().ok_or_else(|| no_usage(s))?;
    let then = newest.month.plus(-LOSS_MONTHS);
    let Some(before) = s.trend.iter().find(|p| p.month == then) else {
        let because = format!("no usage for {then}, 3 months before {}", newest.month);
        return Err(Unknown { because, needs: format!("usage of {} for {then}", s.name()) });
    };
    let fall = before.active.saturating_sub(newest.active);
    Ok(Known {
        quantity: Quantity::whole(fall),
        text: thousands(fall),
        as_of: Some(newest.month.to_string()),
        stale: is_stale(newest.month, s.as_of),
        remark: Some(format!(
            "{} in {then}, {} in {}",
            thousands(before.active),
            thousands(newest.active),
            newest.month
        )),
        open_ended: false,
        of_unknown: false,
    })
}
