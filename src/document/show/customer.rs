//! `show customer ID`: everything that follows for a customer.
//! In: an Assessment. Out: [`CustomerView`]. Never: filtered by audience; it is the internal answer.

use super::because;
use crate::assess::{
    Assessment, FocusVerdict, Line, MeasureState, Missing, ScenarioVerdict, ServiceState, Standing, Verdict,
};
use crate::model::catalog::Catalog;
use crate::model::playbook::Need;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// A customer as assessed. Key order is the contract's.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct CustomerView {
    pub id: String,
    pub name: String,
    pub as_of: String,
    /// In the record's order.
    #[serde(serialize_with = "by_name")]
    pub services: Vec<(String, ServiceView)>,
    pub scenarios: Vec<ScenarioView>,
    pub checklist: Vec<LineView>,
    pub missing: Vec<String>,
}

/// A service.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct ServiceView {
    #[serde(serialize_with = "by_name")]
    pub measures: Vec<(&'static str, MeasureView)>,
    pub kpis: Vec<KpiView>,
    pub focus: Vec<FocusView>,
}

/// A measure; `because` and `needs` stand only where there is no value, `remark` only where there is one.
#[derive(Debug, Default, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct MeasureView {
    pub value: Option<String>,
    pub numerator: Option<i64>,
    pub denominator: Option<i64>,
    pub as_of: Option<String>,
    pub stale: bool,
    pub band: Option<BandView>,
    pub seats_to_next: Option<i64>,
    pub seats_to_target: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
}

/// The band that a value lies in.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct BandView {
    pub text: String,
    pub scenario: String,
}

/// A KPI.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct KpiView {
    pub name: String,
    pub value: Option<String>,
    pub band: &'static str,
    pub because: String,
    pub seats_to_next: Option<i64>,
}

/// A focus area.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct FocusView {
    pub area: String,
    pub verdict: &'static str,
    pub because: String,
}

/// A scenario, once for each service asked.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct ScenarioView {
    pub playbook: String,
    pub id: String,
    pub service: Option<String>,
    pub verdict: &'static str,
    pub because: String,
    pub needs: Option<String>,
}

/// A line that applies.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct LineView {
    pub key: String,
    pub id: String,
    pub service: Option<String>,
    pub text: String,
    pub role: String,
    pub need: Option<&'static str>,
    pub state: &'static str,
    pub because: String,
    pub playbook: String,
    pub line: Option<u32>,
    pub due: Option<String>,
}

/// Views an assessment.
pub fn compose(catalog: &Catalog, assessment: &Assessment<'_>) -> CustomerView {
    // A task that several pages state is one line a reader; here the narrowest one reads.
    let inside = catalog.settings.audiences.narrowest();
    let applies = |l: &&Line| l.judgement.verdict == Verdict::Applies && l.readers.has(inside);
    CustomerView {
        id: assessment.customer.id.clone(),
        name: assessment.customer.name.clone(),
        as_of: assessment.as_of.to_string(),
        services: assessment.services.iter().map(|s| (s.name.to_string(), service(s))).collect(),
        scenarios: assessment.scenarios.iter().map(|s| scenario(catalog, s)).collect(),
        checklist: assessment.lines.iter().filter(applies).map(|l| line(catalog, l)).collect(),
        missing: assessment.missing.iter().map(missing).collect(),
    }
}

/// Pairs as a map in their own order.
fn by_name<K, V, S>(pairs: &[(K, V)], serializer: S) -> Result<S::Ok, S::Error>
where
    K: Serialize,
    V: Serialize,
    S: Serializer,
{
    let mut map = serializer.serialize_map(Some(pairs.len()))?;
    pairs.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
    map.end()
}

fn service(state: &ServiceState) -> ServiceView {
    ServiceView {
        measures: state.measures.iter().map(|m| (m.measure.name(), measure(m))).collect(),
        kpis: state.kpis.iter().map(standing).collect(),
        focus: state.focus.iter().map(focus).collect(),
    }
}

fn measure(state: &MeasureState) -> MeasureView {
    match &state.value {
        Ok(known) => MeasureView {
            value: Some(known.text.clone()),
            numerator: Some(known.quantity.numerator),
            denominator: known.of(),
            as_of: known.as_of.clone(),
            stale: known.stale,
            band: state
                .band
                .as_ref()
                .map(|b| BandView { text: b.text.clone(), scenario: b.scenario.clone() }),
            seats_to_next: state.seats_to_next,
            seats_to_target: state.seats_to_target,
            remark: known.remark.clone(),
            ..MeasureView::default()
        },
        Err(unknown) => MeasureView {
            because: Some(unknown.because.clone()),
            needs: Some(unknown.needs.clone()),
            ..MeasureView::default()
        },
    }
}

fn standing(standing: &Standing) -> KpiView {
    KpiView {
        name: standing.name.clone(),
        value: standing.value.clone(),
        band: standing.rating.as_str(),
        because: because(&standing.because),
        seats_to_next: standing.seats_to_next,
    }
}

fn focus(verdict: &FocusVerdict) -> FocusView {
    FocusView {
        area: verdict.area.clone(),
        verdict: verdict.judgement.verdict.as_str(),
        because: because(&verdict.judgement.because),
    }
}

fn scenario(catalog: &Catalog, verdict: &ScenarioVerdict) -> ScenarioView {
    let page = &catalog.pages[verdict.page];
    ScenarioView {
        playbook: page.path.clone(),
        id: page.playbook.scenarios[verdict.scenario].id.clone(),
        service: verdict.service.as_ref().map(ToString::to_string),
        verdict: verdict.judgement.verdict.as_str(),
        because: because(&verdict.judgement.because),
        needs: verdict.judgement.needs.clone(),
    }
}

fn line(catalog: &Catalog, line: &Line) -> LineView {
    LineView {
        key: line.key.clone(),
        id: line.id.clone(),
        service: line.service.as_ref().map(ToString::to_string),
        text: line.text.clone(),
        role: line.roles.iter().map(|r| r.as_str()).collect::<Vec<_>>().join(" / "),
        need: line.need.map(Need::as_str),
        state: line.state.as_str(),
        because: because(&line.judgement.because),
        playbook: catalog.pages[line.page].path.clone(),
        line: line.places.first().map(|p| p.line),
        due: line.due.map(|d| d.to_string()),
    }
}

fn missing(missing: &Missing) -> String {
    match &missing.service {
        Some(service) => format!("{service}: {}", missing.field),
        None => missing.field.clone(),
    }
}
