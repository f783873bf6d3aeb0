//! Who joins a cohort and who leaves it. In: a change as the cohort's file has it. Out: [`Move`], with the notice that was
//! given. Never: a change that nobody announced shown as accepted.

use crate::document::Scope;
use crate::document::customers::Row;
use crate::document::wording::{self, Day};
use crate::model::cohort::{Change, notice};
use serde::Serialize;

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

/// The change, and whether enough notice was given.
pub(super) fn moved(scope: &Scope, change: &Change, rows: &[&Row]) -> Move {
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

/// `3 days`, `3 working days`.
pub(super) fn days(n: i64, working: bool) -> String {
    let word = if working { "working day" } else { "day" };
    format!("{} {word}{}", wording::count(n), if n == 1 { "" } else { "s" })
}
