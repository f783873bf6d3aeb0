//! Which review packs a build writes, and how the meeting's minutes are spent. In: cohorts, the day, settings.
//! Out: [`Meeting`]s with routes, [`Budget`]. Never: a customer's numbers; a meeting of the past.

use super::routes;
use crate::model::cohort::{Cohort, CohortRegion};
use crate::model::date::{Date, Month};
use crate::model::review::{ReviewOutcome, last_before};
use jiff::ToSpan;

/// Minutes for completed actions, for open ones, for one customer, for the close.
const DONE: u32 = 5;
const OPEN: u32 = 10;
const CUSTOMER: u32 = 5;
const CLOSE: u32 = 5;

/// Days that are looked through for the next meeting: two weeks, so that a month's last days find the next month's.
const AHEAD: i32 = 14;

/// One region's meeting.
#[derive(Clone, Debug)]
pub struct Meeting<'a> {
    /// The month's cohort.
    pub cohort: &'a Cohort,
    /// The region's part of it.
    pub region: &'a CohortRegion,
    /// The day.
    pub on: Date,
    /// `reviews/2026-09/northern-2026-09-08`, without an ending.
    pub stem: String,
    /// Ids of the members on that day: those carried over from the last meeting first, then in file order.
    pub members: Vec<&'a str>,
    /// The last meeting that was closed.
    pub last: Option<&'a ReviewOutcome>,
}

/// The next meeting of every region: the first day on or after `as_of` that is its month's meeting weekday.
pub fn next<'a>(cohorts: &'a [Cohort], outcomes: &'a [ReviewOutcome], as_of: Date) -> Vec<Meeting<'a>> {
    let mut found: Vec<Meeting<'a>> = Vec::new();
    for day in (0..AHEAD).filter_map(|n| as_of.checked_add(n.days()).ok()) {
        for meeting in on(cohorts, outcomes, day, as_of) {
            if !found.iter().any(|m| m.region.region == meeting.region.region) {
                found.push(meeting);
            }
        }
    }
    found
}

/// The meetings of one day, in the order of the cohort's file; none if the month's cohort meets on another weekday.
pub fn on<'a>(
    cohorts: &'a [Cohort],
    outcomes: &'a [ReviewOutcome],
    day: Date,
    as_of: Date,
) -> Vec<Meeting<'a>> {
    let Some(cohort) = cohorts.iter().find(|c| c.month == Month::of(day)) else { return Vec::new() };
    if cohort.meeting.as_deref() != Some(weekday(day)) {
        return Vec::new();
    }
    let names: Vec<&str> = cohort.regions.iter().map(|r| r.region.as_str()).collect();
    let meetings = cohort.regions.iter().zip(slugs(&names)).map(|(region, slug)| {
        let last = last_before(outcomes, &region.region, day, as_of);
        let stem = format!("reviews/{}/{slug}-{day}", cohort.month);
        Meeting { cohort, region, on: day, stem, members: members(region, day, as_of, last), last }
    });
    meetings.collect()
}

fn members<'a>(
    region: &'a CohortRegion,
    day: Date,
    as_of: Date,
    last: Option<&ReviewOutcome>,
) -> Vec<&'a str> {
    let mut members = region.members_on(day, as_of);
    members.sort_by_key(|id| !last.is_some_and(|l| l.carried_over.iter().any(|c| c == id)));
    members
}

/// File names of regions, each its own.
fn slugs(names: &[&str]) -> Vec<String> {
    let mut taken: Vec<String> = Vec::new();
    for name in names {
        let stem = routes::slug(name);
        let tried = (2..).map(|n| format!("{stem}-{n}"));
        let free = std::iter::once(stem.clone()).chain(tried).find(|s| !taken.contains(s));
        taken.extend(free);
    }
    taken
}

/// `Tuesday`.
pub fn weekday(day: Date) -> &'static str {
    use jiff::civil::Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    match day.weekday() {
        Monday => "Monday",
        Tuesday => "Tuesday",
        Wednesday => "Wednesday",
        Thursday => "Thursday",
        Friday => "Friday",
        Saturday => "Saturday",
        Sunday => "Sunday",
    }
}

/// The day of a pack's meeting, if a path is that of a pack: `reviews/<YYYY-MM>/<region>-<YYYY-MM-DD>.{html,md}`.
/// Everything else below `reviews/` is a page of the library.
pub fn day_of(path: &str) -> Option<Date> {
    let (month, file) = path.strip_prefix("reviews/")?.split_once('/')?;
    let stem = file.strip_suffix(".html").or_else(|| file.strip_suffix(".md"))?;
    let (region, day) = stem.split_at_checked(stem.len().checked_sub("-2026-09-08".len())?)?;
    let day: Date = day.strip_prefix('-')?.parse().ok()?;
    let is_pack = is_month(month) && !region.is_empty() && !region.contains('/');
    is_pack.then_some(day)
}

/// `2026-09`.
fn is_month(text: &str) -> bool {
    text.len() == "2026-09".len() && format!("{text}-01").parse::<Date>().is_ok()
}

/// How the minutes of a meeting are spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Completed actions.
    pub done: u32,
    /// Open actions.
    pub open: u32,
    /// Each customer.
    pub customer: u32,
    /// The close.
    pub close: u32,
    /// Customers that fit.
    pub fit: usize,
    /// Minutes of the meeting.
    pub minutes: u32,
}

/// Five minutes for completed actions, ten for open ones, five for each customer that fits, five for the close.
pub fn budget(minutes: u32, customers: usize) -> Budget {
    let left = minutes.saturating_sub(DONE + OPEN + CLOSE);
    let fit = customers.min((left / CUSTOMER) as usize);
    Budget { done: DONE, open: OPEN, customer: CUSTOMER, close: CLOSE, fit, minutes }
}

impl Budget {
    /// Minutes that the plan takes.
    pub fn total(&self) -> u32 {
        self.done + self.open + self.close + self.customer * self.fit as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_decide_who_fits() {
        let cases = [(45, 3, 3, 35), (45, 5, 5, 45), (45, 6, 5, 45), (60, 9, 8, 60), (10, 2, 0, 20)];
        for (minutes, customers, fit, total) in cases {
            let budget = budget(minutes, customers);
            assert_eq!((budget.fit, budget.total()), (fit, total), "{customers} in {minutes}");
        }
    }

    #[test]
    fn only_a_pack_has_a_day() {
        let day = |path| day_of(path).map(|day| day.to_string());
        let held = Some("2026-09-01".to_string());
        assert_eq!(day("reviews/2026-09/northern-2026-09-01.html"), held);
        assert_eq!(day("reviews/2026-09/northern-2026-09-01.md"), held);
        for page in [
            "reviews/2026-09/notes.md",
            "reviews/northern-2026-09-01.html",
            "reviews/board/northern-2026-09-01.html",
            "reviews/2026-09/2026-09-01.html",
            "reviews/2026-09/northern-2026-09-01.txt",
            "customers/a-2026-09-01.html",
        ] {
            assert_eq!(day(page), None, "{page}");
        }
    }
}
