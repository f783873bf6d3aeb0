//! A region's review pack, in the order of the meeting: completed actions, open actions, customers, facilitation.
//! In: a meeting, its members' pages, the region's rows. Out: [`Pack`]. Never: made for any but the narrowest audience.

pub mod agreed;
pub mod figures;
pub mod member;
pub mod moves;
pub mod paste;

use super::customers::Row;
use super::portfolio::{self, LateNote, Loser, Sum};
use super::wording::{self, Day};
use super::{PACK, Scope, shell};
use crate::assess::measures;
use crate::model::measure::Measure;
use crate::plan::packs::{self, Budget, Meeting};
use agreed::Entry;
use member::Member;
use moves::Move;
use serde::Serialize;

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
    let Parts { meeting, mut members, rows } = parts;
    let region = meeting.region.region.as_str();
    let rows: Vec<&Row> = rows.iter().filter(|r| r.region.as_deref() == Some(region)).collect();
    members.sort_by_key(|member| meeting.members.iter().position(|id| *id == member.id));
    let present = |id: &str| members.iter().any(|m| m.id == id);
    let absent = meeting.members.iter().filter(|id| !present(id));
    let absent: Vec<String> = absent.map(|id| wording::missing(&format!("record of {id}"))).collect();
    let review = &scope.catalog.settings.review;
    let budget = packs::budget(review.minutes, members.len());
    let (done_since, done, open) = agreed::actions(scope, meeting, &members);
    let (notes, more_notes) = late_notes(&rows);
    let changes = meeting.region.changes_known(scope.as_of);
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
        decided: agreed::decided(meeting, &members),
        absent,
        changes: changes.map(|c| moves::moved(scope, c, &rows)).collect(),
        notice: moves::days(i64::from(review.notice_days), review.working_days),
        sums: portfolio::sums(&rows, &edges),
        losers: portfolio::losers(&rows),
        gaps: members.iter().filter_map(gaps).collect(),
        notes,
        more_notes,
        close: format!("gameplan review close {} {}", shell::word(region), meeting.on),
        outcome: format!("{}.yml", meeting.stem),
        customers: members,
    }
}

/// The late status notes of a region, those of red customers first, and how many more there are.
fn late_notes(rows: &[&Row]) -> (Vec<LateNote>, Option<String>) {
    let mut notes: Vec<LateNote> = rows.iter().filter_map(|r| r.late_note.clone()).collect();
    notes.sort_by_key(|n| n.state != "red");
    let more = notes.len().saturating_sub(NOTES);
    notes.truncate(NOTES);
    (notes, (more > 0).then(|| format!("{} more", wording::count(more as i64))))
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
