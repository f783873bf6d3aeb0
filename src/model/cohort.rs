//! Cohorts: who is reviewed in a month (DOMAIN.md 5). In: `cohorts/YYYY-MM.yml`. Out: [`Cohort`].
//! Never: chooses members.

use super::Name;
use super::customer::Action;
use super::date::{Date, Month, days_between};
use crate::source::{SourceId, Span, Spanned};

/// The cohort of one month.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// The month of the file's name.
    pub month: Month,
    /// Its file.
    pub source: SourceId,
    /// True for `kind: health review`; else an Opportunity Review.
    pub health_review: bool,
    /// Weeks after which a customer may come back; of a health review only.
    pub return_after_weeks: Option<u32>,
    /// The meeting's weekday: `Tuesday`.
    pub meeting: Option<String>,
    /// Regions in file order.
    pub regions: Vec<CohortRegion>,
}

/// One region's cohort.
#[derive(Clone, Debug)]
pub struct CohortRegion {
    /// Region.
    pub region: Name,
    /// Members in file order.
    pub members: Vec<Member>,
    /// Changes.
    pub changes: Vec<Change>,
    /// Actions of the meeting itself.
    pub actions: Vec<Action>,
    /// Where.
    pub span: Span,
}

/// A member.
#[derive(Clone, Debug)]
pub struct Member {
    /// Customer id.
    pub customer: Spanned<String>,
    /// Since when.
    pub since: Option<Date>,
    /// Focus areas.
    pub focus: Vec<String>,
}

/// A change of the cohort.
#[derive(Clone, Debug)]
pub struct Change {
    /// Customer id.
    pub customer: Spanned<String>,
    /// True for `move: in`.
    pub joins: bool,
    /// Announced.
    pub announced: Option<Date>,
    /// Effective.
    pub effective: Option<Date>,
    /// By whom.
    pub by: Option<String>,
    /// Where.
    pub span: Span,
}

impl Cohort {
    /// The region and entry of a member on a day: listed members whose `since` has come and changes in
    /// force, less those moved out.
    pub fn member_on(&self, customer: &str, day: Date) -> Option<&Name> {
        self.regions.iter().find(|r| r.has_member(customer, day, day)).map(|r| &r.region)
    }
}

impl CohortRegion {
    /// Members on a day, as far as is known `as_of` another: the listed ones in file order, then those that a
    /// change brought in.
    pub fn members_on(&self, day: Date, as_of: Date) -> Vec<&str> {
        let listed = self.members.iter().map(|m| m.customer.value.as_str());
        let joined = self.changes.iter().filter(|c| c.joins).map(|c| c.customer.value.as_str());
        let mut found: Vec<&str> = Vec::new();
        for id in listed.chain(joined) {
            if !found.contains(&id) && self.has_member(id, day, as_of) {
                found.push(id);
            }
        }
        found
    }

    /// Changes announced on or before a day; one that does not say when counts.
    pub fn changes_known(&self, as_of: Date) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |c| c.announced.is_none_or(|a| a <= as_of))
    }

    fn has_member(&self, customer: &str, day: Date, as_of: Date) -> bool {
        let listed =
            self.members.iter().any(|m| m.customer.value == customer && m.since.is_none_or(|s| s <= day));
        self.changes_known(as_of)
            .filter(|c| c.customer.value == customer && c.effective.is_some_and(|e| e <= day))
            .max_by_key(|c| c.effective)
            .map_or(listed, |c| c.joins)
    }
}

/// Days of notice that a change announced on one day and effective on another gives; negative when it is
/// announced afterwards. With `working`, Monday to Friday after the first up to and with the second.
pub fn notice(announced: Date, effective: Date, working: bool) -> i64 {
    if !working {
        return i64::from(days_between(announced, effective));
    }
    if effective < announced {
        return -notice(effective, announced, working);
    }
    let days = i64::from(days_between(announced, effective));
    let (weeks, odd) = (days / 7, days % 7);
    let first = i64::from(announced.weekday().to_monday_zero_offset());
    weeks * 5 + (1..=odd).filter(|n| (first + n) % 7 < 5).count() as i64
}
