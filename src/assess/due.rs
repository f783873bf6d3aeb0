//! When a line is due (DOMAIN.md 2, Time). In: a due rule, the dates of a service or of the customer.
//! Out: the day, or why there is none yet. Never: counts from a day that has not come, the renewal aside.

use super::Line;
use super::verdict::Asked;
use crate::model::customer::Dates;
use crate::model::date::Date;
use crate::model::playbook::{DueAnchor, DueRule, DueUnit};
use jiff::ToSpan;
use jiff::civil::Weekday;

/// Sets the day and the rule's words. A day that rests on the renewal is for those who may know that.
pub(super) fn settle(line: &mut Line, rule: &DueRule, asked: &Asked<'_>) {
    let anchor = anchor(rule.anchor, asked);
    line.due = anchor.and_then(|day| day_of(rule, day));
    line.due_text = Some(match (line.due, anchor_name(rule.anchor)) {
        (None, Some(name)) if anchor.is_none() => format!("{} (no {name} date)", rule.text),
        _ => rule.text.clone(),
    });
    if rule.anchor == DueAnchor::Renewal && anchor.is_some() {
        line.judgement.audience = line.judgement.audience.max(asked.label("renewal"));
    }
}

/// The day of a rule, counted from its anchor; none beyond the calendar. Working days skip Saturdays and
/// Sundays: one working day after a Friday is the Monday.
pub fn day_of(rule: &DueRule, anchor: Date) -> Option<Date> {
    let amount = i64::from(rule.amount);
    let signed = if rule.before { -amount } else { amount };
    match rule.unit {
        DueUnit::Days => anchor.checked_add(signed.days()).ok(),
        DueUnit::Weeks => anchor.checked_add((signed * 7).days()).ok(),
        DueUnit::WorkingDays => working_days(anchor, amount, rule.before),
    }
}

/// Whole weeks at once, what is left day by day. A weekend counts as the working day behind it, so that
/// the first step leads out of it.
fn working_days(anchor: Date, amount: i64, before: bool) -> Option<Date> {
    let step = if before { -1 } else { 1 };
    let mut day = anchor;
    while amount > 0 && is_weekend(day) {
        day = day.checked_sub(step.days()).ok()?;
    }
    day = day.checked_add((step * (amount / 5) * 7).days()).ok()?;
    let mut left = amount % 5;
    while left > 0 {
        day = day.checked_add(step.days()).ok()?;
        left -= i64::from(!is_weekend(day));
    }
    Some(day)
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The service's date; of the whole customer the earliest of its services'.
fn anchor(anchor: DueAnchor, asked: &Asked<'_>) -> Option<Date> {
    let pick: fn(&Dates) -> &Option<crate::model::Spanned<Date>> = match anchor {
        DueAnchor::Intake => |d| &d.intake,
        DueAnchor::Engaged => |d| &d.engaged,
        DueAnchor::Kickoff => |d| &d.kickoff,
        DueAnchor::Enabled => |d| &d.enabled,
        DueAnchor::Renewal => return asked.customer.renewal.as_ref().map(|d| d.value),
        DueAnchor::Applies => return None,
    };
    let services = asked.customer.services.iter().enumerate();
    let asked_ones = services.filter(|(idx, _)| asked.service.is_none_or(|service| service == *idx));
    let dates = asked_ones.filter_map(|(_, s)| pick(&s.dates).as_ref()).map(|d| d.value);
    dates.filter(|day| *day <= asked.as_of).min()
}

/// The record's word for an anchor; none for *applies*, which no record dates.
fn anchor_name(anchor: DueAnchor) -> Option<&'static str> {
    match anchor {
        DueAnchor::Intake => Some("intake"),
        DueAnchor::Engaged => Some("engaged"),
        DueAnchor::Kickoff => Some("kickoff"),
        DueAnchor::Enabled => Some("enabled"),
        DueAnchor::Renewal => Some("renewal"),
        DueAnchor::Applies => None,
    }
}
