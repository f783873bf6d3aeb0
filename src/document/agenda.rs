//! The agenda of a customer's sync: item, who leads, minutes. In: a record, the checklist's lines, scope.
//! Out: [`Item`]s of at most 45 minutes, what does not fit is counted. Never: a fact that the viewer may not see.

use super::review::Review;
use super::{Scope, wording};
use crate::assess::{Assessment, Line, Verdict};
use crate::model::audience::AudienceId;
use crate::model::customer::StatusRow;
use crate::model::date::Date;
use crate::plan::share;
use crate::plan::this_week::{Urgency, this_week};
use serde::Serialize;

/// Minutes of a sync, of the hour that is booked.
const MINUTES: u32 = 45;
/// Minutes for a blocker, an overdue action, a decision, a line that is due, an action that is due soon.
const BLOCKER: u32 = 10;
const ENTRY: u32 = 5;
/// Days within which an action's due date is soon.
const SOON: i32 = 7;

/// An item of the agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// `Overdue: Carrier date for the vessel link (A-014, overdue 7 days)`.
    pub text: String,
    /// Who leads it: its owner, else the primary FastTrack Manager where the viewer may know.
    pub lead: Option<String>,
    /// Minutes.
    pub minutes: u32,
}

/// The agenda of a sync.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sync {
    /// The most pressing first.
    pub items: Vec<Item>,
    /// `40 of 45 minutes`.
    pub time: String,
    /// `3 more, for another day`; none if all fit.
    pub more: Option<String>,
}

/// Overdue actions, blockers with a next action, decisions needed, lines that are due, actions due soon: as many as
/// fit; empty if there is nothing to speak about.
pub fn agenda(scope: &Scope, assessment: &Assessment, review: &Review) -> Sync {
    let maker = Maker { scope, assessment };
    let mut all = maker.actions(review, true);
    all.extend(maker.blockers());
    all.extend(review.decisions_needed.iter().map(|d| Item {
        text: match &d.late {
            Some(late) => format!("Decide: {} ({late})", d.text),
            None => format!("Decide: {}", d.text),
        },
        lead: d.by.clone().or_else(|| maker.manager()),
        minutes: ENTRY,
    }));
    all.extend(maker.lines());
    all.extend(maker.actions(review, false));
    let mut sync = Sync::default();
    let (mut taken, mut more) = (0, 0);
    for item in all {
        if taken + item.minutes <= MINUTES {
            taken += item.minutes;
            sync.items.push(item);
        } else {
            more += 1;
        }
    }
    sync.time = format!("{taken} of {MINUTES} minutes");
    sync.more = (more > 0).then(|| format!("{} more, for another day", wording::count(more)));
    sync
}

struct Maker<'a> {
    scope: &'a Scope<'a>,
    assessment: &'a Assessment<'a>,
}

impl Maker<'_> {
    fn sees(&self, label: AudienceId) -> bool {
        self.scope.viewer.may_see(label)
    }

    /// Who leads where no owner is named.
    fn manager(&self) -> Option<String> {
        let people = self.assessment.customer.people.iter();
        let mut leads = people.filter(|p| p.primary && self.sees(p.audience));
        leads.find(|p| p.role.value.as_str() == "FastTrack Manager").map(|p| p.name.clone())
    }

    fn actions(&self, review: &Review, overdue: bool) -> Vec<Item> {
        let soon = |a: &&super::actions::ActionView| {
            let due = a.due.as_ref().and_then(|d| d.iso.parse::<Date>().ok());
            due.is_some_and(|d| crate::model::date::days_between(self.scope.as_of, d) <= SOON)
        };
        let chosen = review.open.iter().filter(|a| a.overdue == overdue).filter(|a| overdue || soon(a));
        let word = if overdue { "Overdue" } else { "Action" };
        chosen
            .map(|a| {
                let due = a.due_text.as_ref().map(|d| format!(", {d}")).unwrap_or_default();
                Item {
                    text: format!("{word}: {} ({}{due})", a.text, a.id),
                    lead: a.owner.clone().or_else(|| self.manager()),
                    minutes: ENTRY,
                }
            })
            .collect()
    }

    /// Blocked rows that say what comes next.
    fn blockers(&self) -> Vec<Item> {
        let services = self.assessment.customer.services.iter();
        let rows = services.flat_map(|s| s.status.iter().map(|r| (s.name.value.as_str(), r)));
        rows.filter(|(_, r)| r.l1.value.as_str() == "Blocked" && self.sees(r.audience))
            .filter_map(|(service, row)| self.blocker(service, row))
            .collect()
    }

    fn blocker(&self, service: &str, row: &StatusRow) -> Option<Item> {
        let next = row.next.as_ref()?;
        let reason = row.l3.as_ref().or(row.l2.as_ref()).map_or("Blocked", |n| n.value.as_str());
        let text = next.text.as_deref().unwrap_or("next action");
        let late = |d: Date| match d < self.scope.as_of {
            true => format!(", {}", wording::due(d, self.scope.as_of)),
            false => String::new(),
        };
        let day = next.on.map(|d| format!(", {}{}", wording::day(d).text, late(d))).unwrap_or_default();
        let owner = share::owner(self.scope.viewer, self.assessment.customer, row.owner.as_deref());
        Some(Item {
            text: format!("Blocker: {service}, {reason}: {text}{day}"),
            lead: owner.map(String::from).or_else(|| self.manager()),
            minutes: BLOCKER,
        })
    }

    /// Lines of the checklist that are overdue or due this week.
    fn lines(&self) -> Vec<Item> {
        let seen = |l: &&Line| l.judgement.verdict == Verdict::Applies && share::shows(l, self.scope.viewer);
        let gets = super::CHECKLIST.is_for(&self.scope.catalog.settings, self.scope.viewer.audience);
        let lines = self.assessment.lines.iter().filter(|l| gets && seen(l));
        let week = this_week(lines, self.scope.as_of);
        let dated = week.lines.into_iter().filter(|(_, urgency)| *urgency != Urgency::Undated);
        dated
            .map(|(line, _)| {
                let due = line.due.map(|d| wording::due(d, self.scope.as_of)).unwrap_or_default();
                let service = line.service.as_ref().map(|s| format!("{s}: ")).unwrap_or_default();
                Item {
                    text: format!("Item: {service}{} ({due})", line.text),
                    lead: self.lead_of(line),
                    minutes: ENTRY,
                }
            })
            .collect()
    }

    /// The person of the line's first role, if the viewer may know one.
    fn lead_of(&self, line: &Line) -> Option<String> {
        let role = line.roles.first()?;
        let people = self.assessment.customer.people.iter();
        let person = people.filter(|p| self.sees(p.audience)).find(|p| p.role.value == *role);
        Some(person.map_or_else(|| role.to_string(), |p| p.name.clone()))
    }
}
