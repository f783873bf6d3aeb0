//! The clause `cohort`: membership of the as-of day's month. In: cohorts. Out: [`Answer`].
//! Never: chooses members.

use super::answer::Answer;
use super::asked::Asked;
use crate::model::Name;
use crate::model::date::Month;

/// The region in whose cohort the customer is on the day, with the month.
pub(super) fn membership<'a>(asked: &Asked<'a>) -> (Month, Option<&'a Name>) {
    let month = Month::of(asked.as_of);
    let cohort = asked.catalog.cohorts.iter().find(|c| c.month == month);
    (month, cohort.and_then(|c| c.member_on(&asked.customer.id, asked.as_of)))
}

/// True in a cohort (`yes`, or a region's). No file for the month is as not listed, and said so.
pub(super) fn judge(asked: &Asked<'_>, matches: impl Fn(&str) -> bool) -> Answer {
    let audience = asked.label("cohort");
    match membership(asked) {
        (month, Some(region)) => {
            let fact = format!("in the {region} cohort of {month}");
            Answer::known(matches("yes") || matches(region), fact, audience)
        }
        (month, None) => Answer::known(matches("no"), format!("in no cohort of {month}"), audience),
    }
}
