//! Days between the dates of an engagement, and when usage crossed a line (DOMAIN.md 6).
//! In: dates and usage points that exist on the day. Out: whole days, intervals of days.
//! Never: a day of crossing that monthly data cannot know.

use super::{Subject, days_text};
use crate::assess::{Known, TrendPoint, Unknown};
use crate::model::Spanned;
use crate::model::band::Quantity;
use crate::model::customer::Dates;
use crate::model::date::{Date, Month, days_between};

/// Active users at which a service counts as enabled.
const ENABLED_USERS: i64 = 100;
/// Below this many seats a tenth of them is enough.
const SMALL_SEATS: i64 = 1_000;

/// kickoff − intake.
pub(super) fn days_to_kickoff(s: &Subject<'_>) -> Result<Known, Unknown> {
    between(s, ("intake", |d| &d.intake), ("kickoff", |d| &d.kickoff))
}

/// kickoff − engaged.
pub(super) fn engaged_to_kickoff(s: &Subject<'_>) -> Result<Known, Unknown> {
    between(s, ("engaged", |d| &d.engaged), ("kickoff", |d| &d.kickoff))
}

/// enabled − kickoff.
pub(super) fn kickoff_to_enabled(s: &Subject<'_>) -> Result<Known, Unknown> {
    between(s, ("kickoff", |d| &d.kickoff), ("enabled", |d| &d.enabled))
}

type DateOf = (&'static str, fn(&Dates) -> &Option<Spanned<Date>>);

fn between(s: &Subject<'_>, (from, start): DateOf, (to, end): DateOf) -> Result<Known, Unknown> {
    let Some(start) = s.existing(start(&s.service.dates)) else {
        let because = format!("no {from} date on {}", s.as_of);
        return Err(Unknown { because, needs: format!("dates.{from} of {}", s.name()) });
    };
    let end = s.existing(end(&s.service.dates));
    let days = i64::from(days_between(start, end.unwrap_or(s.as_of)));
    let text = days_text(days);
    Ok(Known {
        quantity: Quantity::whole(days),
        text: if end.is_some() { text } else { format!("at least {text}") },
        as_of: Some(end.unwrap_or(s.as_of).to_string()),
        stale: false,
        remark: end.is_none().then(|| format!("open: {from} on {start}, no {to} yet")),
        open_ended: end.is_none(),
        of_unknown: false,
    })
}

/// The first month end with 100 active users, or with 10 % of the seats below 1,000 seats (at exactly
/// 1,000 both are 100). Months without known seats need 100 users.
pub fn measured_enablement(trend: &[TrendPoint]) -> Option<Month> {
    let counts = |p: &&TrendPoint| {
        let small = p.seats > 0 && p.seats < SMALL_SEATS;
        if small { p.active.saturating_mul(10) >= p.seats } else { p.active >= ENABLED_USERS }
    };
    trend.iter().find(counts).map(|p| p.month)
}

/// When usage first reached a share of the seats after enablement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// First month end at or above.
    pub month: Month,
    /// Fewest and most days after enablement: monthly data knows no more.
    pub days: (i32, i32),
    /// Why a later month lies below again, if one does.
    pub fell_back: Option<Fall>,
}

/// Why a ratio fell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fall {
    /// Users were lost.
    Users,
    /// No user was lost: seats were bought.
    SeatsBought,
}

impl Crossing {
    /// `7–37 d`, `31 d`.
    pub fn text(&self) -> String {
        let (low, high) = self.days;
        if low == high { format!("{high} d") } else { format!("{low}–{high} d") }
    }
}

/// The first month end after enablement with at least `percent` of that month's own seats in use.
pub fn crossing(trend: &[TrendPoint], enabled: Date, percent: u8) -> Option<Crossing> {
    let above = |p: &TrendPoint| p.seats > 0 && at_least(p, percent);
    let at = trend.iter().position(|p| p.month.end() >= enabled && above(p))?;
    let days_to = |p: &TrendPoint| days_between(enabled, p.month.end()).max(0);
    let low = at.checked_sub(1).map_or(0, |before| days_to(&trend[before]));
    let mut later = trend[at..].windows(2);
    let fall = later.find(|w| w[1].seats > 0 && !at_least(&w[1], percent));
    let why = |w: &[TrendPoint]| if w[1].active < w[0].active { Fall::Users } else { Fall::SeatsBought };
    Some(Crossing { month: trend[at].month, days: (low, days_to(&trend[at])), fell_back: fall.map(why) })
}

fn at_least(point: &TrendPoint, percent: u8) -> bool {
    i128::from(point.active) * 100 >= i128::from(point.seats) * i128::from(percent)
}
