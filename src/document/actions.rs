//! Actions as documents show them; for readers outside by side: what is theirs to do, and what is ours.
//! In: a record. Out: [`ActionView`]s, [`Side`]s. Never: an owner's name that the viewer may not know.

use super::Scope;
use super::wording::{self, Day};
use crate::model::customer::{Action, Customer};
use crate::model::date::Date;
use crate::plan::share;
use serde::Serialize;

/// An action.
#[derive(Clone, Debug, Serialize)]
pub struct ActionView {
    /// `A-014`.
    pub id: String,
    /// Text.
    pub text: String,
    /// Service.
    pub service: Option<String>,
    /// Owner.
    pub owner: Option<String>,
    /// `48 days`, inside only.
    pub age: Option<String>,
    /// Since when, inside only.
    pub opened: Option<Day>,
    /// Due.
    pub due: Option<Day>,
    /// `overdue 7 days`.
    pub due_text: Option<String>,
    /// Past its date.
    pub overdue: bool,
    /// Closed on.
    pub closed: Option<Day>,
}

/// The actions of one side.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    /// `Brightwater Ferries`, `Partner`, `Program`; none inside, where an owner's name is enough.
    pub name: Option<String>,
    /// In the order of the list.
    pub actions: Vec<ActionView>,
}

/// Who an owner stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Party {
    Customer,
    Partner,
    Program,
    Nobody,
}

/// Actions closed up to the day, the newest first.
pub fn done(scope: &Scope, customer: &Customer) -> Vec<ActionView> {
    let mut done: Vec<&Action> = seen(scope, customer).filter(|a| closed(scope, a).is_some()).collect();
    done.sort_by_key(|a| std::cmp::Reverse(a.closed));
    done.into_iter().map(|a| view(scope, Some(customer), a)).collect()
}

/// Open actions, the oldest first.
pub fn open(scope: &Scope, customer: &Customer) -> Vec<ActionView> {
    let mut open: Vec<&Action> = seen(scope, customer).filter(|a| closed(scope, a).is_none()).collect();
    open.sort_by_key(|a| (a.opened.is_none(), a.opened));
    open.into_iter().map(|a| view(scope, Some(customer), a)).collect()
}

/// An action of a record, or of a meeting: then there is no customer whose people are to be kept.
pub fn view(scope: &Scope, customer: Option<&Customer>, action: &Action) -> ActionView {
    let closed = closed(scope, action);
    let until = closed.unwrap_or(scope.as_of);
    // The age of an action is how a person performs: it stays inside.
    let opened = action.opened.filter(|_| scope.is_inside());
    let owner = action.owner.as_deref();
    let owner = customer.map_or(owner, |customer| share::owner(scope.viewer, customer, owner));
    ActionView {
        id: action.id.clone(),
        text: action.text.clone(),
        service: action.service.as_ref().map(ToString::to_string),
        owner: owner.map(String::from),
        age: opened.and_then(|d| wording::age(d, until)),
        opened: opened.map(wording::day),
        due: action.due.map(wording::day),
        due_text: action.due.filter(|_| closed.is_none()).map(|d| wording::due(d, scope.as_of)),
        overdue: closed.is_none() && action.due.is_some_and(|d| d < scope.as_of),
        closed: closed.map(wording::day),
    }
}

/// The day on which it was closed, if that has come.
fn closed(scope: &Scope, action: &Action) -> Option<Date> {
    action.closed.filter(|day| *day <= scope.as_of)
}

fn seen<'a>(scope: &Scope, customer: &'a Customer) -> impl Iterator<Item = &'a Action> {
    let (viewer, as_of) = (scope.viewer.clone(), scope.as_of);
    let exists = move |a: &&Action| a.opened.is_none_or(|day| day <= as_of);
    customer.actions.iter().filter(exists).filter(move |a| viewer.may_see(a.audience))
}

/// The actions, those of each side together: the customer's first. Inside they are one list.
pub fn sides(scope: &Scope, customer: &Customer, actions: &[ActionView]) -> Vec<Side> {
    if scope.is_inside() && !actions.is_empty() {
        return vec![Side { name: None, actions: actions.to_vec() }];
    }
    let own = share::customer_name(&scope.catalog.settings, scope.viewer, customer);
    let parties = [
        (Party::Customer, own),
        (Party::Partner, "Partner"),
        (Party::Program, "Program"),
        (Party::Nobody, "Without an owner"),
    ];
    let side = |(party, name): (Party, &str)| {
        let of_it = actions.iter().filter(|a| party_of(scope, customer, a) == party);
        Side { name: Some(name.to_string()), actions: of_it.cloned().collect() }
    };
    parties.map(side).into_iter().filter(|side| !side.actions.is_empty()).collect()
}

/// A role of the registry and a person of the record are the program's; whoever else is named is the customer's.
fn party_of(scope: &Scope, customer: &Customer, action: &ActionView) -> Party {
    let record = customer.actions.iter().find(|a| a.id == action.id && a.text == action.text);
    let Some(owner) = record.and_then(|a| a.owner.as_deref()) else { return Party::Nobody };
    let is_role = scope.catalog.registry.roles.find(owner).is_some();
    if customer.partners.iter().any(|p| p.value == owner) {
        Party::Partner
    } else if is_role || customer.people.iter().any(|p| p.name == owner) {
        Party::Program
    } else {
        Party::Customer
    }
}
