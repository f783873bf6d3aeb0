//! The review of a customer: the page for a sync or a governance briefing. In: an assessment, scope.
//! Out: [`Review`]. Never: what may not leave: facts are filtered by their label, lists that are empty
//! then leave their section out.

pub mod opening;

use super::actions::{self, ActionView, Side};
use super::glance::{self, Glance};
use super::masthead::{self, Masthead};
use super::status::{self, StatusView};
use super::wording::{self, Day};
use super::{REVIEW, Scope, agenda, facts};
use crate::assess::Assessment;
use crate::model::audience::AudienceId;
use crate::model::customer::{Colour, Customer, Note};
use crate::model::date::Date;
use crate::plan::share;
use serde::Serialize;

/// A review.
#[derive(Clone, Debug, Serialize)]
pub struct Review {
    /// Top.
    pub masthead: Masthead,
    /// `Fjordlys is Yellow; groups Red, Yellow, Red; forecast Green by Dec 2026.`; where health does not leave:
    /// `Active usage of Fjordlys: Exchange 23.4 % (Aug 2026).`
    pub opening: String,
    /// Overall health: `yellow`.
    pub health: Option<&'static str>,
    /// `Renewal 31 Mar 2027`, `status note of 27 Aug 2026 (Yellow), next 10 Sep 2026`.
    pub facts: Vec<String>,
    /// What stands below, in order.
    pub agenda: Vec<Heading>,
    /// The agenda of a sync.
    pub sync: agenda::Sync,
    /// What is asked.
    pub ask: Option<AskView>,
    /// Actions closed, the newest first.
    pub done: Vec<ActionView>,
    /// Open actions, the oldest first.
    pub open: Vec<ActionView>,
    /// The same by side.
    pub sides: Vec<Side>,
    /// Services.
    pub services: Vec<Glance>,
    /// Consumption status.
    pub status: Vec<StatusView>,
    /// Decisions needed, then made.
    pub decisions_needed: Vec<Entry>,
    /// See above.
    pub decisions_made: Vec<Entry>,
    /// Milestones.
    pub milestones: Vec<Milestone>,
    /// Risks.
    pub risks: Vec<Entry>,
    /// Notes, the newest first.
    pub notes: Vec<Entry>,
    /// Required data that is missing.
    pub missing: Vec<facts::MissingView>,
}

/// A part of the agenda.
#[derive(Clone, Debug, Serialize)]
pub struct Heading {
    /// `Open actions`.
    pub title: &'static str,
    /// `open`.
    pub anchor: &'static str,
    /// How many entries.
    pub count: Option<usize>,
}

/// What is asked, of whom, by when.
#[derive(Clone, Debug, Serialize)]
pub struct AskView {
    /// Text.
    pub text: String,
    /// Of whom.
    pub of: Option<String>,
    /// By when.
    pub by: Option<Day>,
    /// `overdue 7 days`; none if the day has not passed.
    pub late: Option<String>,
}

/// A decision, a risk, a note.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Its day.
    pub on: Option<Day>,
    /// Text.
    pub text: String,
    /// Who, kind and service, as far as there is one.
    pub by: Option<String>,
    /// `overdue 7 days`, of what is still to come about.
    pub late: Option<String>,
}

/// A milestone.
#[derive(Clone, Debug, Serialize)]
pub struct Milestone {
    /// Name.
    pub name: String,
    /// Due.
    pub due: Option<Day>,
    /// Done.
    pub done: Option<Day>,
    /// `overdue 7 days`, `due in 23 days`; none if done.
    pub due_text: Option<String>,
    /// Past its date and not done.
    pub overdue: bool,
}

/// Composes the review.
pub fn compose(scope: &Scope, assessment: &Assessment) -> Review {
    let maker = Maker { scope, customer: assessment.customer };
    let health = assessment.customer.health.as_ref().filter(|_| scope.gives("health"));
    let mut review = Review {
        masthead: masthead::masthead(scope, assessment.customer, &REVIEW),
        opening: match scope.gives("health") {
            true => opening::health(scope, assessment.customer),
            false => opening::usage(scope, assessment),
        },
        health: health.and_then(|h| h.overall).map(colour),
        facts: opening::facts(scope, assessment.customer),
        agenda: Vec::new(),
        sync: agenda::Sync::default(),
        ask: maker.ask(),
        done: actions::done(scope, assessment.customer),
        open: actions::open(scope, assessment.customer),
        sides: Vec::new(),
        services: glance::glances(scope, &assessment.services),
        status: status::statuses(scope, assessment),
        decisions_needed: maker.decisions(false),
        decisions_made: maker.decisions(true),
        milestones: maker.milestones(),
        risks: maker.risks(),
        notes: maker.notes(),
        missing: facts::missing(scope, assessment),
    };
    review.sides = actions::sides(scope, assessment.customer, &review.open);
    review.sync = agenda::agenda(scope, assessment, &review);
    review.agenda = contents(&review);
    review
}

/// What is asked of whom, if the viewer may know.
pub fn ask(scope: &Scope, customer: &Customer) -> Option<AskView> {
    Maker { scope, customer }.ask()
}

/// The decisions that are needed.
pub fn decisions_needed(scope: &Scope, customer: &Customer) -> Vec<Entry> {
    Maker { scope, customer }.decisions(false)
}

/// A colour's word in lower case.
pub fn colour(colour: Colour) -> &'static str {
    match colour {
        Colour::Red => "red",
        Colour::Yellow => "yellow",
        Colour::Green => "green",
        Colour::Blue => "blue",
    }
}

/// The sections that have something to say, in the order of the meeting: done, open, the customer.
fn contents(review: &Review) -> Vec<Heading> {
    let part = |title, anchor, n: usize| (n > 0).then_some(Heading { title, anchor, count: Some(n) });
    let usage =
        (!review.services.is_empty()).then_some(Heading { title: "Usage", anchor: "usage", count: None });
    [
        part("Agenda", "agenda", review.sync.items.len()),
        part("Completed actions", "completed", review.done.len()),
        part("Open actions", "open", review.open.len()),
        usage,
        part("Consumption status", "status", review.status.iter().map(|s| s.rows.len()).sum()),
        part("Decisions needed", "needed", review.decisions_needed.len()),
        part("Decisions made", "made", review.decisions_made.len()),
        part("Milestones", "milestones", review.milestones.len()),
        part("Risks", "risks", review.risks.len()),
        part("Notes", "notes", review.notes.len()),
        part("Missing data", "missing", review.missing.len()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

struct Maker<'a> {
    scope: &'a Scope<'a>,
    customer: &'a Customer,
}

impl Maker<'_> {
    fn sees(&self, label: AudienceId) -> bool {
        self.scope.viewer.may_see(label)
    }

    /// True for a fact that exists on the day.
    fn exists(&self, on: Option<Date>) -> bool {
        on.is_none_or(|d| d <= self.scope.as_of)
    }

    fn owner(&self, owner: Option<&str>) -> Option<String> {
        share::owner(self.scope.viewer, self.customer, owner).map(String::from)
    }

    fn ask(&self) -> Option<AskView> {
        let ask = self.customer.ask.as_ref().filter(|a| self.sees(a.audience))?;
        Some(AskView {
            text: ask.text.clone(),
            of: self.owner(ask.of.as_deref()),
            by: ask.by.map(wording::day),
            late: self.late(ask.by),
        })
    }

    fn late(&self, day: Option<Date>) -> Option<String> {
        day.filter(|day| *day < self.scope.as_of).map(|day| wording::due(day, self.scope.as_of))
    }

    fn decisions(&self, made: bool) -> Vec<Entry> {
        let all = self.customer.decisions.iter();
        let seen = all.filter(|d| d.made == made && self.sees(d.audience) && (!made || self.exists(d.on)));
        seen.map(|d| Entry {
            on: d.on.map(wording::day),
            text: d.text.clone(),
            by: self.owner(d.by.as_deref()),
            late: self.late(d.on.filter(|_| !made)),
        })
        .collect()
    }

    fn milestones(&self) -> Vec<Milestone> {
        let as_of = self.scope.as_of;
        let seen = self.customer.milestones.iter().filter(|m| self.sees(m.audience));
        seen.map(|m| {
            let done = m.done.filter(|d| *d <= as_of);
            Milestone {
                name: m.name.clone(),
                due: m.due.map(wording::day),
                done: done.map(wording::day),
                due_text: m.due.filter(|_| done.is_none()).map(|d| wording::due(d, as_of)),
                overdue: done.is_none() && m.due.is_some_and(|d| d < as_of),
            }
        })
        .collect()
    }

    fn risks(&self) -> Vec<Entry> {
        let seen = self.customer.risks.iter().filter(|r| self.sees(r.audience));
        seen.map(|r| Entry {
            on: r.due.map(wording::day),
            text: r.text.clone(),
            by: self.owner(r.owner.as_deref()),
            late: self.late(r.due),
        })
        .collect()
    }

    fn notes(&self) -> Vec<Entry> {
        let seen = self.customer.notes.iter().filter(|n| self.sees(n.audience) && self.exists(n.on));
        let mut notes: Vec<_> = seen.collect();
        notes.sort_by_key(|n| std::cmp::Reverse(n.on));
        let from = |n: &Note| {
            let service = n.service.as_ref().map(ToString::to_string);
            let parts = [self.owner(n.by.as_deref()), service, n.kind.clone()];
            let said: Vec<String> = parts.into_iter().flatten().collect();
            (!said.is_empty()).then(|| said.join(", "))
        };
        notes
            .into_iter()
            .map(|n| Entry { on: n.on.map(wording::day), text: n.text.clone(), by: from(n), late: None })
            .collect()
    }
}
