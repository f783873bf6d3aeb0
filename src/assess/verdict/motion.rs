//! Motions of the record against motions of a page. In: names. Out: [`Answer`].
//! Never: compares with case.

use super::answer::Answer;
use super::asked::Asked;
use super::words::same_name;
use crate::model::sentence::{both, either};

/// At least one motion of the record is among the values; a record without motions is unknown.
pub(super) fn among<'v>(asked: &Asked<'_>, values: impl Iterator<Item = &'v str> + Clone) -> Answer {
    let audience = asked.label("motion");
    let motions = &asked.customer.motions;
    if motions.is_empty() {
        return Answer::unknown("the record names no motion", "motion", audience);
    }
    let shared = motions.iter().find(|m| values.clone().any(|v| same_name(v, &m.value)));
    match shared {
        Some(motion) => Answer::known(true, format!("motion is {}", motion.value), audience),
        None => {
            let own = both(motions.iter().map(|m| m.value.as_str()));
            Answer::known(false, format!("motion is {own}, not {}", either(values)), audience)
        }
    }
}
