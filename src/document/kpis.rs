//! The KPI table of a customer: where it stands, how far to the next band and the target, what is missing.
//! In: an assessment, scope. Out: [`Kpis`]. Never: a colour for a value that no band takes.

use super::gauge;
use super::glance::{self, Gap, Glance};
use super::masthead::{self, Masthead};
use super::trend::{self, Change};
use super::{KPIS, Scope, facts, status, wording};
use crate::assess::{Assessment, MeasureState, ServiceState, Standing};
use crate::model::measure::Measure;
use serde::Serialize;

/// A KPI table.
#[derive(Clone, Debug, Serialize)]
pub struct Kpis {
    /// Top.
    pub masthead: Masthead,
    /// One table a service.
    pub services: Vec<Table>,
    /// Required data, present and absent.
    pub required: Vec<facts::RequiredView>,
}

/// The KPIs of one service.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// Strip on top.
    pub glance: Glance,
    /// Active usage and the playbooks' KPIs.
    pub usage: Vec<Row>,
    /// Every other measure.
    pub measures: Vec<Row>,
    /// Change over one month.
    pub month: Option<Change>,
    /// Change over three months.
    pub quarter: Option<Change>,
    /// `May 2026`, months without data.
    pub gaps: Vec<String>,
    /// L1 split.
    pub status: Option<status::StatusView>,
    /// Focus areas that hold or may hold.
    pub focus: Vec<Focus>,
}

/// One KPI.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Name.
    pub name: String,
    /// Definition.
    pub definition: Option<String>,
    /// Value as displayed.
    pub value: Option<String>,
    /// `2,902 of 12,400`.
    pub counts: Option<String>,
    /// Why there is no value.
    pub unknown: Option<Gap>,
    /// `stale`, `not enabled yet`, `at today's seats`.
    pub remark: Option<String>,
    /// `green`, `yellow`, `red`, `unrated`, `unknown`; none for a measure that no table rates.
    pub rating: Option<&'static str>,
    /// `Green`, `unrated: …`, `10 %–40 %`.
    pub band: Option<String>,
    /// `2,059` to the next band or colour.
    pub to_next: Option<String>,
    /// `2,059 more leave 10 %–40 %`, `120 more reach green`.
    pub next: Option<String>,
    /// Stands on active usage: its change, trend and target are this row's too.
    pub of_usage: bool,
    /// Month or day of the value.
    pub data: Option<String>,
    /// Why.
    pub because: Option<String>,
    /// Where the playbook says so.
    pub place: Option<String>,
}

/// A focus area.
#[derive(Clone, Debug, Serialize)]
pub struct Focus {
    /// Name.
    pub area: String,
    /// `applies`, `unknown`.
    pub verdict: &'static str,
    /// Why.
    pub because: String,
}

/// What stands in another table, or is the customer's and no service's: the review says it.
const ELSEWHERE: [Measure; 3] = [Measure::ActiveUsage, Measure::NoteAge, Measure::DaysToRenewal];

/// Composes the table.
pub fn compose(scope: &Scope, assessment: &Assessment) -> Kpis {
    let statuses = status::statuses(scope, assessment);
    let services = assessment.services.iter().map(|s| {
        let status = statuses.iter().find(|v| *v.service == *s.name).cloned();
        table(scope, s, status)
    });
    Kpis {
        masthead: masthead::masthead(scope, assessment.customer, &KPIS),
        services: services.collect(),
        required: facts::required(scope, assessment),
    }
}

fn table(scope: &Scope, service: &ServiceState, status: Option<status::StatusView>) -> Table {
    let active = gauge::seen(scope, service, Measure::ActiveUsage);
    let active = active.as_deref();
    let known = |k: &&Standing| scope.viewer.may_see(k.audience) && scope.reads_kpi(k.place);
    let standings = service.kpis.iter().filter(known);
    let data = active.and_then(|m| m.value.as_ref().ok()).and_then(|k| k.as_of.clone());
    let mut usage: Vec<Row> = active.map(measure_row).into_iter().collect();
    usage.extend(standings.map(|k| standing_row(scope, k, data.as_deref())));
    let others = service.measures.iter().filter(|m| !ELSEWHERE.contains(&m.measure));
    Table {
        glance: glance::glance(scope, service),
        usage,
        measures: others.filter(|m| scope.viewer.may_see(m.audience)).map(measure_row).collect(),
        month: active.and_then(|_| trend::change(service, 1)),
        quarter: active.and_then(|_| trend::change(service, 3)),
        gaps: service.gaps.iter().map(|m| wording::month(*m)).collect(),
        status,
        focus: focus(scope, service),
    }
}

fn measure_row(state: &MeasureState) -> Row {
    let known = state.value.as_ref().ok();
    let is_usage = state.measure == Measure::ActiveUsage;
    let counts = known.filter(|_| is_usage).and_then(|k| {
        Some(format!("{} of {}", wording::count(k.quantity.numerator), wording::count(k.of()?)))
    });
    let stale = known.filter(|k| k.stale).map(|_| "older than 45 days".to_string());
    Row {
        name: wording::capitalised(state.measure.name()),
        definition: Some(definition(state.measure).into()),
        value: known.map(|k| k.text.clone()),
        counts,
        unknown: glance::gap(state),
        remark: stale.or_else(|| known.and_then(|k| k.remark.clone())),
        rating: None,
        band: state.band.as_ref().map(|b| b.text.clone()),
        to_next: state.seats_to_next.map(wording::count),
        next: state.next_edge.clone(),
        of_usage: is_usage,
        data: known.and_then(|k| k.as_of.as_deref()).map(wording::dated),
        because: None,
        place: None,
    }
}

/// The name and definition of a KPI are the playbook's words: they go to who may read the row.
fn standing_row(scope: &Scope, standing: &Standing, data: Option<&str>) -> Row {
    let (page, kpi) = standing.place;
    let kpi = scope.catalog.pages.get(page).and_then(|p| p.playbook.kpis.get(kpi));
    let readable = kpi.filter(|k| k.audience.has(scope.viewer.audience));
    let rated = standing.rating.is_colour();
    let of_usage = standing.measure == Some(Measure::ActiveUsage);
    let place = standing.because.rule.as_ref().filter(|r| scope.holds(r.page));
    Row {
        name: readable.map_or_else(|| "Active usage".into(), |k| k.name.clone()),
        definition: readable.map(|k| k.definition.clone()).filter(|d| !d.is_empty()),
        value: standing.value.clone(),
        counts: None,
        unknown: None,
        remark: None,
        rating: Some(standing.rating.as_str()),
        band: Some(if rated { wording::capitalised(standing.rating.as_str()) } else { said(standing) }),
        to_next: standing.seats_to_next.map(wording::count),
        next: next(standing),
        of_usage,
        data: data.filter(|_| of_usage && standing.value.is_some()).map(wording::dated),
        because: rated.then(|| standing.why.clone()),
        place: place.map(|p| format!("{}:{}", p.path, p.line)),
    }
}

/// `120 more reach green`.
fn next(standing: &Standing) -> Option<String> {
    let seats = standing.seats_to_next?;
    Some(format!("{} more reach {}", wording::count(seats), standing.next?.as_str()))
}

/// `unrated: the playbook gives ≥ 51 only`; a reason that says so itself is not said twice.
fn said(standing: &Standing) -> String {
    let word = standing.rating.as_str();
    match standing.why.as_str() {
        "" => word.into(),
        fact if fact.starts_with(word) => fact.into(),
        fact => format!("{word}: {fact}"),
    }
}

fn focus(scope: &Scope, service: &ServiceState) -> Vec<Focus> {
    use crate::assess::Verdict::{Applies, Unknown};
    let held = service.focus.iter().filter(|f| matches!(f.judgement.verdict, Applies | Unknown));
    let held = held.filter(|f| scope.is_inside() && scope.viewer.may_see(f.judgement.audience));
    held.map(|f| Focus {
        area: f.area.clone(),
        verdict: f.judgement.verdict.as_str(),
        because: f.judgement.because.fact.clone(),
    })
    .collect()
}

/// What a measure counts, in the words of DOMAIN.md 6.
fn definition(measure: Measure) -> &'static str {
    match measure {
        Measure::ActiveUsage => "Active users of entitled seats, newest month",
        Measure::IntendedUsage => "Seats expected in use at the end, of entitled seats",
        Measure::Committed => "Seats in progress, of entitled seats",
        Measure::Ceiling => "Seats with intent, of entitled seats",
        Measure::Entitled => "Entitlements without duplicate or invalid seats",
        Measure::ActiveUsers => "Active in the newest month",
        Measure::Intended => "Seats expected in use at the end",
        Measure::DaysToKickoff => "Days from Submitted Date to kickoff",
        Measure::EngagedToKickoff => "Days from Engagement Start Date to kickoff",
        Measure::KickoffToEnabled => "Days from kickoff to enablement",
        Measure::Plateau => "Longest run within ±5 % that reaches the newest month",
        Measure::Loss => "Fall in active users over 3 months",
        Measure::NoteAge => "Days since the last status note",
        Measure::DaysToRenewal => "Days until the renewal date",
    }
}
