//! Cohorts: who is reviewed in a month (DOMAIN.md 5). In: `cohorts/YYYY-MM.yml`. Out: [`Cohort`].
//! Never: chooses members.

use super::Name;
use super::customer::Action;
use super::date::{Date, Month};
use crate::source::{SourceId, Span, Spanned};

/// The cohort of one month.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// The month of the file's name.
    pub month: Month,
    /// Its file.
    pub source: SourceId,
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
        self.regions.iter().find(|r| r.has_member(customer, day)).map(|r| &r.region)
    }
}

impl CohortRegion {
    fn has_member(&self, customer: &str, day: Date) -> bool {
        let listed =
            self.members.iter().any(|m| m.customer.value == customer && m.since.is_none_or(|s| s <= day));
        self.changes
            .iter()
            .filter(|c| c.customer.value == customer && c.effective.is_some_and(|e| e <= day))
            .max_by_key(|c| c.effective)
            .map_or(listed, |c| c.joins)
    }
}
