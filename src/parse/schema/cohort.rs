//! A cohort file as people write it: `cohorts/<YYYY-MM>.yml`.
//! In: nothing. Out: field tables. Never: logic.

use super::field::{Field, Kind, Known, Level};
use super::record::ACTION;

/// The days on which a review may meet.
const WEEKDAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The kind of cohort whose customers come back only after some weeks.
pub const HEALTH_REVIEW: &str = "health review";

/// The whole file.
pub static COHORT: &[Field] = &[
    Field::optional("meeting", Kind::OneOf(WEEKDAYS), "weekday of the review"),
    Field::optional("kind", Kind::OneOf(&["opportunity review", HEALTH_REVIEW]), "what is reviewed"),
    Field::optional(
        "return_after_weeks",
        Kind::Integer,
        "weeks until a customer may come back to a health review",
    ),
    Field::required("regions", Kind::Keyed(Known::Regions, &Kind::Map(REGION)), "regions by name"),
];

/// One region.
pub static REGION: &[Field] = &[
    Field::optional("members", Kind::List(&Kind::Map(MEMBER)), "customers that are reviewed"),
    Field::optional("changes", Kind::List(&Kind::Map(CHANGE)), "who joins and leaves within the month"),
    Field::optional("actions", Kind::List(&Kind::Map(ACTION)), "actions of the meeting itself"),
];

/// One member.
pub static MEMBER: &[Field] = &[
    Field::required("customer", Kind::Text, "the customer's id"),
    Field::optional("since", Kind::Date, "since when"),
    Field::optional("focus", Kind::List(&Kind::Text), "focus areas"),
];

/// One change.
pub static CHANGE: &[Field] = &[
    Field::required("customer", Kind::Text, "the customer's id"),
    Field::required("move", Kind::OneOf(&["in", "out"]), "in or out"),
    Field::optional("announced", Kind::Date, "announced on which day"),
    Field::required("effective", Kind::Date, "in force from which day"),
    Field::optional("by", Kind::Text, "by whom"),
];

/// All levels of a cohort file.
pub static LEVELS: &[Level] =
    &[("the cohort", COHORT), ("a region", REGION), ("a member", MEMBER), ("a change", CHANGE)];
