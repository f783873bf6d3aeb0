//! The review of a customer: the page for a sync or a governance briefing. In: an assessment, scope.
//! Out: [`Review`]. Never: what may not leave: facts are filtered by their label, lists that are empty
//! then leave their section out.

use super::actions::{self, ActionView, Side};
use super::glance::{self, Glance};
use super::masthead::{self, Masthead};
use super::status::{self, StatusView};
use super::wording::{self, Day};
use super::{REVIEW, Scope, agenda, facts};
use crate::assess::Assessment;
use crate::model::audience::AudienceId;
use crate::model::customer::Customer;
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
        opening: if scope.gives("health") { maker.health() } else { maker.usage(assessment) },
        health: health.and_then(|h| h.overall).map(colour),
        facts: maker.facts(),
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

/// `Fjordlys is Yellow; groups Red, Yellow, Red; forecast Green by Dec 2026.`, with what is missing named.
pub fn health_sentence(scope: &Scope, customer: &Customer) -> String {
    Maker { scope, customer }.health()
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
pub fn colour(colour: crate::model::customer::Colour) -> &'static str {
    use crate::model::customer::Colour::{Blue, Green, Red, Yellow};
    match colour {
        Red => "red",
        Yellow => "yellow",
        Green => "green",
        Blue => "blue",
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

    fn name(&self) -> &str {
        share::customer_name(&self.scope.catalog.settings, self.scope.viewer, self.customer)
    }

    fn health(&self) -> String {
        let health = self.customer.health.as_ref();
        let word = |c: Option<crate::model::customer::Colour>, field: &str| {
            c.map_or_else(|| wording::missing(field), |c| c.as_str().to_string())
        };
        let groups: Vec<&str> = health.iter().flat_map(|h| &h.groups).map(|c| c.as_str()).collect();
        let groups = if groups.is_empty() { wording::missing("health.groups") } else { groups.join(", ") };
        let forecast = match health.and_then(|h| h.forecast) {
            None => wording::missing("health.forecast"),
            Some(f) => {
                let by = f.by.map_or_else(|| wording::missing("health.forecast.by"), wording::month);
                format!("{} by {by}", word(f.overall, "health.forecast.overall"))
            }
        };
        let overall = word(health.and_then(|h| h.overall), "health.overall");
        format!("{} is {overall}; groups {groups}; forecast {forecast}.", self.name())
    }

    fn usage(&self, assessment: &Assessment) -> String {
        let all = glance::glances(self.scope, &assessment.services);
        let said = all.iter().filter_map(|g| match (&g.usage, &g.unknown) {
            (Some(usage), _) => {
                let data = g.data.as_ref().map(|d| format!(" ({d})")).unwrap_or_default();
                Some(format!("{} {usage}{data}", g.name))
            }
            (None, Some(gap)) => Some(format!("{} {}", g.name, gap.missing)),
            (None, None) => None,
        });
        let said: Vec<String> = said.collect();
        if said.is_empty() {
            wording::missing("services")
        } else {
            format!("Active usage of {}: {}.", self.name(), said.join(", "))
        }
    }

    fn facts(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(renewal) = self.customer.renewal.as_ref().filter(|_| self.scope.gives("renewal")) {
            said.push(format!("Renewal {}", wording::day(renewal.value).text));
        }
        if self.scope.gives("status_note") {
            said.push(self.status_note());
        }
        said
    }

    fn status_note(&self) -> String {
        let Some(note) = &self.customer.status_note else { return wording::missing("status_note") };
        let on = note
            .on
            .as_ref()
            .map_or_else(|| wording::missing("status_note.on"), |d| wording::day(d.value).text);
        let colour = note.colour.map(|c| format!(" ({})", c.as_str())).unwrap_or_default();
        let next = note.next.map(|d| format!(", next {}", wording::day(d).text)).unwrap_or_default();
        format!("Status note of {on}{colour}{next}")
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
        let from = |n: &crate::model::customer::Note| {
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
