//! What meetings agreed: actions that were completed, actions that are open, decisions. In: a meeting, its members.
//! Out: lists in the order in which the meeting goes through them. Never: an action of a day to come.

use super::Member;
use crate::document::Scope;
use crate::document::actions::{self, ActionView};
use crate::document::wording::Day;
use crate::model::date::Date;
use crate::plan::packs::Meeting;
use jiff::ToSpan;
use serde::Serialize;

/// Days that count as *completed* where no earlier meeting was closed.
const WITHOUT_EARLIER: i32 = 14;

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

/// Completed actions since the last meeting and open ones: the members', the region's own, and those that
/// earlier meetings gave out.
pub(super) fn actions(
    scope: &Scope,
    meeting: &Meeting,
    members: &[Member],
) -> (Date, Vec<Entry>, Vec<Entry>) {
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

pub(super) fn decided(meeting: &Meeting, members: &[Member]) -> Vec<String> {
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
