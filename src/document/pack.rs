//! A region's review pack, in the order of the meeting: completed actions, open actions, customers, facilitation.
//! In: a meeting, its members' pages, the region's rows. Out: [`Pack`]. Never: made for any but the narrowest audience.

pub mod figures;
pub mod member;
pub mod paste;

use super::actions::{self, ActionView};
use super::customers::Row;
use super::portfolio::{self, LateNote, Loser, Sum};
use super::wording::{self, Day};
use super::{PACK, Scope, shell};
use crate::assess::measures;
use crate::model::cohort::{Change, notice};
use crate::model::date::Date;
use crate::model::measure::Measure;
use crate::plan::packs::{self, Budget, Meeting};
use jiff::ToSpan;
use member::Member;
use serde::Serialize;

/// Days that count as *completed* where no earlier meeting was closed.
const WITHOUT_EARLIER: i32 = 14;

/// Late notes that are listed; the rest is counted.
const NOTES: usize = 20;

/// A review pack.
#[derive(Clone, Debug, Serialize)]
pub struct Pack {
    /// `Review pack: Northern`.
    pub title: String,
    /// Region.
    pub region: String,
    /// `Tuesday`.
    pub weekday: &'static str,
    /// The day of the meeting.
    pub on: Day,
    /// `37`, by ISO 8601.
    pub week: i8,
    /// The day in force.
    pub as_of: Day,
    /// The audience's name.
    pub audience: String,
    /// The cohort's month.
    pub month: String,
    /// `since the review of 1 Sep 2026: 1 band moved, 2 actions closed`, `no earlier pack`.
    pub since: String,
    /// How the minutes are spent.
    pub time: Time,
    /// Completed actions, the newest first.
    pub done: Vec<Entry>,
    /// From when on actions count as completed.
    pub done_since: Day,
    /// Open actions, the oldest first.
    pub open: Vec<Entry>,
    /// Decisions of the last meeting.
    pub decided: Vec<String>,
    /// Customers in the order of the meeting.
    pub customers: Vec<Member>,
    /// Members of the cohort without a page: `[missing: customers/x.yml]`.
    pub absent: Vec<String>,
    /// Who joins and leaves.
    pub changes: Vec<Move>,
    /// `3 days`, `3 working days`.
    pub notice: String,
    /// Usage of the region.
    pub sums: Vec<Sum>,
    /// Who lost most users in the region.
    pub losers: Vec<Loser>,
    /// Where the members' data has holes: customer, then what.
    pub gaps: Vec<(String, Vec<String>)>,
    /// Status notes that are late, in the region.
    pub notes: Vec<LateNote>,
    /// `4 more`.
    pub more_notes: Option<String>,
    /// How the meeting is closed: `gameplan review close Northern 2026-09-08`.
    pub close: String,
    /// The file that it writes.
    pub outcome: String,
}

/// The minutes of the meeting.
#[derive(Clone, Debug, Serialize)]
pub struct Time {
    /// `done 5 + open 10 + 3 customers × 5 + close 5 = 35 of 45 minutes`.
    pub says: String,
    /// Names of customers that do not fit.
    pub carried: Vec<String>,
    /// Who came first because the last meeting did not come to them.
    pub first: Vec<String>,
}

/// An action in the lists of the meeting.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Customer; none: the region's own.
    pub customer: Option<String>,
    /// The customer's review.
    pub href: Option<String>,
    /// The action.
    pub action: ActionView,
    #[serde(skip)]
    at: Option<Date>,
}

/// A change of the cohort.
#[derive(Clone, Debug, Serialize)]
pub struct Move {
    /// `in`, `out`.
    pub word: &'static str,
    /// Customer.
    pub customer: String,
    /// Announced.
    pub announced: Option<Day>,
    /// Effective.
    pub effective: Option<Day>,
    /// By whom.
    pub by: Option<String>,
    /// `5 days of notice`, `refused: 1 day of notice, 3 are due`.
    pub says: String,
    /// Enough notice was given.
    pub accepted: bool,
}

/// What a pack is composed from.
#[derive(Debug)]
pub struct Parts<'a> {
    /// The meeting.
    pub meeting: &'a Meeting<'a>,
    /// Pages of the members, in any order.
    pub members: Vec<Member>,
    /// The portfolio's rows; those of the region count.
    pub rows: &'a [Row],
}

/// Composes the pack of one meeting.
pub fn compose(scope: &Scope, parts: Parts) -> Pack {
    let Parts { meeting, members, rows } = parts;
    let region = meeting.region.region.as_str();
    let rows: Vec<&Row> = rows.iter().filter(|r| r.region.as_deref() == Some(region)).collect();
    let rank = |id: &str| meeting.members.iter().position(|m| *m == id);
    let mut members = members;
    members.sort_by_key(|m| rank(&m.id));
    let present = |id: &str| members.iter().any(|m| m.id == id);
    let absent = meeting.members.iter().filter(|id| !present(id));
    let absent: Vec<String> = absent.map(|id| wording::missing(&format!("record of {id}"))).collect();
    let review = &scope.catalog.settings.review;
    let budget = packs::budget(review.minutes, members.len());
    let (done_since, done, open) = actions(scope, meeting, &members);
    let mut notes: Vec<LateNote> = rows.iter().filter_map(|r| r.late_note.clone()).collect();
    notes.sort_by_key(|n| n.state != "red");
    let more = notes.len().saturating_sub(NOTES);
    notes.truncate(NOTES);
    let edges = measures::edges_on(scope.catalog, Measure::ActiveUsage);
    Pack {
        title: format!("{}: {region}", PACK.title),
        region: region.to_string(),
        weekday: packs::weekday(meeting.on),
        on: wording::day(meeting.on),
        week: meeting.on.iso_week_date().week(),
        as_of: wording::day(scope.as_of),
        audience: wording::capitalised(&scope.viewer.name),
        month: wording::month(meeting.cohort.month),
        since: since(meeting, &members, done.len()),
        time: time(meeting, budget, &members),
        done_since: wording::day(done_since),
        done,
        open,
        decided: decided(meeting, &members),
        absent,
        changes: meeting
            .region
            .changes_known(scope.as_of)
            .map(|c| moved(scope, c, rows.as_slice()))
            .collect(),
        notice: days(i64::from(review.notice_days), review.working_days),
        sums: portfolio::sums(&rows, &edges),
        losers: portfolio::losers(&rows),
        gaps: members.iter().filter_map(gaps).collect(),
        notes,
        more_notes: (more > 0).then(|| format!("{} more", wording::count(more as i64))),
        close: format!("gameplan review close {} {}", shell::word(region), meeting.on),
        outcome: format!("{}.yml", meeting.stem),
        customers: members,
    }
}

fn since(meeting: &Meeting, members: &[Member], closed: usize) -> String {
    let Some(last) = meeting.last else { return "no earlier pack".into() };
    let moved = members.iter().filter(|m| m.moved).count();
    format!(
        "since the review of {}: {}, {}",
        wording::day(last.on).text,
        wording::counted(moved, "band moved", "bands moved"),
        wording::counted(closed, "action closed", "actions closed"),
    )
}

fn time(meeting: &Meeting, budget: Budget, members: &[Member]) -> Time {
    let Budget { done, open, customer, close, fit, minutes } = budget;
    let total = budget.total();
    let over = if total > minutes { ", which is more than there are" } else { "" };
    let says = format!(
        "done {done} + open {open} + {} × {customer} + close {close} = {total} of {minutes} minutes{over}",
        wording::counted(fit, "customer", "customers")
    );
    let names = |of: &[Member]| of.iter().map(|m| m.name.clone()).collect::<Vec<_>>();
    let came = |m: &&Member| meeting.last.is_some_and(|l| l.carried_over.contains(&m.id));
    Time {
        says,
        carried: names(&members[fit..]),
        first: members.iter().filter(came).map(|m| m.name.clone()).collect(),
    }
}

/// Completed actions since the last meeting and open ones: the members', the region's own, and those that
/// earlier meetings gave out.
fn actions(scope: &Scope, meeting: &Meeting, members: &[Member]) -> (Date, Vec<Entry>, Vec<Entry>) {
    let early = || scope.as_of.checked_sub(WITHOUT_EARLIER.days()).unwrap_or(scope.as_of);
    let since = meeting.last.map_or_else(early, |l| l.as_of);
    let mut done = Vec::new();
    let mut open = Vec::new();
    let mut add = |customer: Option<&Member>, action: ActionView, at: Option<Date>| {
        let name = customer.map(|m| m.name.clone());
        let entry = Entry { customer: name, href: customer.map(|m| m.href.clone()), at, action };
        if entry.action.closed.is_none() {
            open.push(entry);
        } else if entry.at.is_some_and(|d| d > since) {
            done.push(entry);
        }
    };
    for member in members {
        let iso = |d: &Option<Day>| d.as_ref().and_then(|d| d.iso.parse::<Date>().ok());
        member.done.iter().for_each(|a| add(Some(member), a.clone(), iso(&a.closed)));
        member.open.iter().for_each(|a| add(Some(member), a.clone(), iso(&a.opened)));
    }
    let region = meeting.region.actions.iter().map(|a| (None, a));
    let given = scope.catalog.reviews.iter();
    let given =
        given.filter(|o| o.region == meeting.region.region && o.on < meeting.on && o.as_of <= scope.as_of);
    let given = given.flat_map(|o| o.actions.iter().map(|a| (a.customer.as_deref(), &a.action)));
    for (customer, action) in region.chain(given) {
        if action.opened.is_some_and(|d| d > scope.as_of) {
            continue;
        }
        let member = customer.and_then(|id| members.iter().find(|m| m.id == id));
        let closed = action.closed.filter(|d| *d <= scope.as_of);
        add(member, actions::view(scope, None, action), closed.or(action.opened));
    }
    done.sort_by_key(|e| std::cmp::Reverse(e.at));
    open.sort_by_key(|e| (e.at.is_none(), e.at));
    (since, done, open)
}

fn decided(meeting: &Meeting, members: &[Member]) -> Vec<String> {
    let of =
        |id: &String| members.iter().find(|m| m.id == *id).map_or_else(|| id.clone(), |m| m.name.clone());
    let decisions = meeting.last.iter().flat_map(|l| &l.decisions);
    decisions
        .map(|d| {
            let about = d.customer.as_ref().map(|c| format!("{}: ", of(c))).unwrap_or_default();
            let by = d.by.as_ref().map(|b| format!(" ({b})")).unwrap_or_default();
            format!("{about}{}{by}", d.text)
        })
        .collect()
}

fn moved(scope: &Scope, change: &Change, rows: &[&Row]) -> Move {
    let review = &scope.catalog.settings.review;
    let given = change.announced.zip(change.effective);
    let given = given.map(|(a, e)| notice(a, e, review.working_days));
    let accepted = given.is_some_and(|n| n >= i64::from(review.notice_days));
    let said = given.map_or_else(
        || wording::missing("announced"),
        |n| format!("{} of notice", days(n, review.working_days)),
    );
    let id = &change.customer.value;
    Move {
        word: if change.joins { "in" } else { "out" },
        customer: rows.iter().find(|r| r.id == *id).map_or_else(|| id.clone(), |r| r.name.clone()),
        announced: change.announced.map(wording::day),
        effective: change.effective.map(wording::day),
        by: change.by.clone(),
        says: if accepted { said } else { format!("refused: {said}, {} are due", review.notice_days) },
        accepted,
    }
}

fn days(n: i64, working: bool) -> String {
    let word = if working { "working day" } else { "day" };
    format!("{} {word}{}", wording::count(n), if n == 1 { "" } else { "s" })
}

fn gaps(member: &Member) -> Option<(String, Vec<String>)> {
    let mut said: Vec<String> = member
        .missing
        .iter()
        .map(|m| match &m.service {
            Some(service) => format!("{} ({service})", m.missing),
            None => m.missing.clone(),
        })
        .collect();
    let unknown = member.services.iter().filter_map(|s| s.unknown.as_ref());
    said.extend(unknown.map(|u| u.missing.clone()));
    said.extend(member.gaps.iter().cloned());
    let stale = member.services.iter().filter(|s| s.stale);
    said.extend(stale.map(|s| format!("{}: usage of {} is stale", s.name, s.data.as_deref().unwrap_or("?"))));
    (!said.is_empty()).then(|| (member.name.clone(), said))
}
