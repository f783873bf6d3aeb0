//! One customer's page of a review pack. In: an assessment, the figures of the last meeting. Out: [`Member`].
//! Never: the whole record; only what the meeting needs stays behind when the customer has passed by.

use super::super::actions::{self, ActionView};
use super::super::checklist;
use super::super::glance::{self, Glance};
use super::super::review::{self, AskView, Entry};
use super::super::status::{self, StatusView};
use super::super::{Scope, facts, wording};
use super::{figures, paste};
use crate::assess::measures::crossing;
use crate::assess::{Assessment, Line, ServiceState, Verdict};
use crate::model::customer::ServiceRecord;
use crate::model::date::days_between;
use crate::model::measure::Measure;
use crate::model::review::{MemberFigures, ReviewOutcome};
use crate::plan::lanes::{self, Group};
use crate::plan::this_week::{Urgency, this_week};
use serde::Serialize;

/// One customer of the meeting.
#[derive(Clone, Debug, Serialize)]
pub struct Member {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// `../../customers/fjordlys/review.html`.
    pub href: String,
    /// `../../customers/fjordlys/checklist.html`.
    pub checklist: String,
    /// `Fjordlys is Yellow; …`, with what is missing named.
    pub opening: String,
    /// Overall health: `yellow`.
    pub health: Option<&'static str>,
    /// Services.
    pub services: Vec<Glance>,
    /// Focus areas that hold or may hold, with their evidence.
    pub focus: Vec<Focus>,
    /// `Exchange: 23 days to kickoff, …`.
    pub velocity: Vec<String>,
    /// Consumption status with the blockers' age.
    pub status: Vec<StatusView>,
    /// `3 of 12 items done; Name the pilot group (overdue 7 days)`; none if no line applies.
    pub items: Option<String>,
    /// What changed since the last meeting; none if there was none, or it did not have this customer.
    pub changes: Option<Vec<String>>,
    /// Band moved since the last meeting.
    pub moved: bool,
    /// What is asked.
    pub ask: Option<AskView>,
    /// Decisions needed.
    pub decisions: Vec<Entry>,
    /// Actions closed up to the day, the newest first.
    pub done: Vec<ActionView>,
    /// Open actions, the oldest first.
    pub open: Vec<ActionView>,
    /// Required data that is missing.
    pub missing: Vec<facts::MissingView>,
    /// Months without usage and other holes in the series.
    pub gaps: Vec<String>,
    /// For the portal.
    pub paste: paste::Paste,
    /// What the next meeting compares with.
    #[serde(skip)]
    pub figures: MemberFigures,
}

/// A focus area of one service.
#[derive(Clone, Debug, Serialize)]
pub struct Focus {
    /// Service.
    pub service: String,
    /// `Plateau`.
    pub area: String,
    /// `applies`, `unknown`.
    pub verdict: &'static str,
    /// The evidence: the series, the span, what is missing.
    pub because: String,
    /// `[missing: usage of Exchange for 2026-05]`: what would decide it.
    pub needs: Option<String>,
}

/// Composes the page; `last` is the region's last closed meeting.
pub fn member(scope: &Scope, assessment: &Assessment, last: Option<&ReviewOutcome>) -> Member {
    let customer = assessment.customer;
    let figures = figures::figures(scope, assessment);
    let then = last.and_then(|l| l.members.iter().find(|m| m.customer == customer.id));
    let health = customer.health.as_ref().and_then(|h| h.overall);
    Member {
        id: customer.id.clone(),
        name: customer.name.clone(),
        href: format!("../../customers/{}/review.html", customer.id),
        checklist: format!("../../customers/{}/checklist.html", customer.id),
        opening: review::opening::health(scope, customer),
        health: health.map(review::colour),
        services: glance::glances(scope, &assessment.services)
            .into_iter()
            .map(|g| named(g, &customer.id))
            .collect(),
        focus: assessment.services.iter().flat_map(focus).collect(),
        velocity: velocity(assessment),
        status: status::statuses(scope, assessment),
        items: items(scope, assessment),
        changes: last.zip(then).map(|(last, then)| {
            let restated = figures::restated_since(last.as_of, assessment);
            [figures::changes(then, &figures), restated].concat()
        }),
        moved: then.is_some_and(|t| figures::moved_band(t, &figures)),
        ask: review::ask(scope, customer),
        decisions: review::decisions_needed(scope, customer),
        done: actions::done(scope, customer),
        open: actions::open(scope, customer),
        missing: facts::missing(scope, assessment),
        gaps: assessment.services.iter().filter_map(gap).collect(),
        paste: paste::paste(scope, assessment),
        figures,
    }
}

/// How far the checklist is, as it says itself, and its lines that are late: at most three are named.
fn items(scope: &Scope, assessment: &Assessment) -> Option<String> {
    const NAMED: usize = 3;
    let lanes = lanes::lanes(assessment, scope.viewer);
    let progress = checklist::progress_of(&lanes);
    let week = this_week(checklist::now(&lanes).flat_map(Group::all), scope.as_of);
    let late = week.lines.iter().filter(|(_, urgency)| *urgency == Urgency::Overdue);
    let says = |line: &Line| {
        Some(format!("{} ({})", line.text.trim_end_matches('.'), wording::due(line.due?, scope.as_of)))
    };
    let late: Vec<String> = late.filter_map(|(line, _)| says(line)).collect();
    let more = late.len().saturating_sub(NAMED) + week.more[Urgency::Overdue as usize];
    let all = wording::counted(progress.all, "item", "items");
    let mut said = vec![format!("{} of {all} done", wording::count(progress.done as i64))];
    said.extend(late.into_iter().take(NAMED));
    said.extend((more > 0).then(|| format!("{} more overdue", wording::count(more as i64))));
    (progress.all > 0 || said.len() > 1).then(|| said.join("; "))
}

/// Anchors of several customers on one page must not meet.
fn named(glance: Glance, id: &str) -> Glance {
    Glance { anchor: format!("{id}-{}", glance.anchor), ..glance }
}

fn focus(service: &ServiceState) -> impl Iterator<Item = Focus> {
    let held =
        service.focus.iter().filter(|f| matches!(f.judgement.verdict, Verdict::Applies | Verdict::Unknown));
    let mut held: Vec<_> = held.collect();
    held.sort_by_key(|f| f.judgement.verdict != Verdict::Applies);
    held.into_iter().map(|f| Focus {
        service: service.name.to_string(),
        area: f.area.clone(),
        verdict: f.judgement.verdict.as_str(),
        because: f.judgement.because.fact.clone(),
        needs: f.judgement.needs.as_deref().map(wording::missing),
    })
}

fn gap(service: &ServiceState) -> Option<String> {
    let months: Vec<String> = service.gaps.iter().map(|m| wording::month(*m)).collect();
    (!months.is_empty()).then(|| format!("{}: no usage for {}", service.name, months.join(", ")))
}

/// Days to kickoff and enablement, and when usage first reached 10, 40 and 70 % of the seats.
fn velocity(assessment: &Assessment) -> Vec<String> {
    let of = |state: &ServiceState| {
        let record = assessment.customer.services.iter().find(|r| r.name.value == state.name)?;
        let parts = paces(assessment, state, record);
        (!parts.is_empty()).then(|| format!("{}: {}", state.name, parts.join(", ")))
    };
    assessment.services.iter().filter_map(of).collect()
}

fn paces(assessment: &Assessment, state: &ServiceState, record: &ServiceRecord) -> Vec<String> {
    let known = |measure: Measure| {
        let found = state.measures.iter().find(|m| m.measure == measure);
        found.and_then(|m| m.value.as_ref().ok())
    };
    let mut parts = Vec::new();
    for (measure, what) in
        [(Measure::DaysToKickoff, "to kickoff"), (Measure::KickoffToEnabled, "from kickoff to enabled")]
    {
        if let Some(pace) = known(measure) {
            parts.push(format!("{} {what}", pace.text));
        }
    }
    let Some(enabled) = record.dates.enabled.as_ref().map(|d| d.value).filter(|d| *d <= assessment.as_of)
    else {
        return parts;
    };
    for percent in [10, 40, 70] {
        match crossing(&state.trend, enabled, percent) {
            Some(reached) => {
                let fell = if reached.fell_back.is_some() { ", fell back" } else { "" };
                parts.push(format!("{} to {percent} %{fell}", reached.text()));
            }
            None => {
                let days =
                    wording::counted(days_between(enabled, assessment.as_of).max(0) as usize, "day", "days");
                parts.push(format!("{percent} % not reached ({days})"));
                break;
            }
        }
    }
    parts
}
