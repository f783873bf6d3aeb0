//! A customer's first page: the headline numbers and the way to the three documents.
//! In: an assessment, scope. Out: [`CustomerIndex`]. Never: a link to a document that is not written.

use super::checklist;
use super::glance::{self, Glance};
use super::masthead::{self, Masthead};
use super::review;
use super::{CHECKLIST, CUSTOMER_INDEX, KPIS, REVIEW, Scope, facts};
use crate::assess::Assessment;
use serde::Serialize;

/// A customer's first page.
#[derive(Clone, Debug, Serialize)]
pub struct CustomerIndex {
    /// Top.
    pub masthead: Masthead,
    /// Services.
    pub services: Vec<Glance>,
    /// The documents.
    pub cards: Vec<Card>,
    /// Missing data.
    pub missing: Vec<facts::MissingView>,
}

/// A document with its headline.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// `Checklist`.
    pub title: &'static str,
    /// `checklist.html`.
    pub href: String,
    /// `checklist.md`.
    pub markdown: String,
    /// What it answers.
    pub about: &'static str,
    /// Its headline numbers.
    pub numbers: Vec<Number>,
}

/// A number and what it counts.
#[derive(Clone, Debug, Serialize)]
pub struct Number {
    /// `4 of 9`.
    pub value: String,
    /// `done`.
    pub of: String,
}

/// Composes the page.
pub fn compose(scope: &Scope, assessment: &Assessment) -> CustomerIndex {
    let settings = &scope.catalog.settings;
    let kinds = [CHECKLIST, KPIS, REVIEW];
    let shown = kinds.iter().filter(|k| k.is_for(settings, scope.viewer.audience));
    let card = |kind: &super::Kind| Card {
        title: kind.title,
        href: format!("{}.html", kind.name),
        markdown: format!("{}.md", kind.name),
        about: about(kind.name),
        numbers: numbers(scope, assessment, kind.name),
    };
    CustomerIndex {
        masthead: masthead::masthead(scope, assessment.customer, &CUSTOMER_INDEX),
        services: glance::glances(scope, &assessment.services),
        cards: shown.map(card).collect(),
        missing: facts::missing(scope, assessment),
    }
}

fn about(kind: &str) -> &'static str {
    match kind {
        "checklist" => "What must be done now, by whom, by when, and why it applies.",
        "kpis" => "Where the services stand, how far to the next band, what data is missing.",
        _ => "For the next meeting: actions, usage, decisions, risks.",
    }
}

fn numbers(scope: &Scope, assessment: &Assessment, kind: &str) -> Vec<Number> {
    let number = |n: usize, of: &str| Number { value: n.to_string(), of: of.into() };
    match kind {
        "checklist" => {
            let list = checklist::compose(scope, assessment);
            let overdue = list.this_week.iter().filter(|p| p.urgency == "overdue").count();
            let done = Number {
                value: format!("{} of {}", list.progress.done, list.progress.all),
                of: "done".into(),
            };
            vec![done, number(list.this_week.len(), "this week"), number(overdue, "overdue")]
        }
        "kpis" => {
            let missing = facts::missing(scope, assessment).len();
            let services = assessment.services.len();
            vec![
                number(services, if services == 1 { "service" } else { "services" }),
                number(missing, "missing data"),
            ]
        }
        _ => {
            let review = review::compose(scope, assessment);
            let overdue = review.open.iter().filter(|a| a.overdue).count();
            vec![number(review.open.len(), "open actions"), number(overdue, "overdue")]
        }
    }
}
