//! `show customer ID`: everything that follows for a customer.
//! In: an Assessment. Out: [`CustomerView`]. Never: filtered by audience; it is the internal answer.

use super::because;
use crate::assess::{
    Assessment, FocusVerdict, Line, MeasureState, Missing, ScenarioVerdict, ServiceState, Standing, Verdict,
};
use crate::model::catalog::Catalog;
use crate::model::playbook::Need;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A customer as assessed. Key order is the contract's.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct CustomerView {
    pub id: String,
    pub name: String,
    pub as_of: String,
    pub services: Map<String, Value>,
    pub scenarios: Vec<Value>,
    pub checklist: Vec<Value>,
    pub missing: Vec<String>,
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

fn service(state: &ServiceState) -> Value {
    let measures: Map<String, Value> =
        state.measures.iter().map(|m| (m.measure.name().to_string(), measure(m))).collect();
    json!({
        "measures": measures,
        "kpis": state.kpis.iter().map(standing).collect::<Vec<_>>(),
        "focus": state.focus.iter().map(focus).collect::<Vec<_>>(),
    })
}

fn measure(state: &MeasureState) -> Value {
    let band = state.band.as_ref().map(|b| json!({"text": b.text, "scenario": b.scenario}));
    match &state.value {
        Ok(known) => json!({
            "value": known.text,
            "numerator": known.quantity.numerator,
            "denominator": known.quantity.denominator,
            "as_of": known.as_of,
            "stale": known.stale,
            "band": band,
            "seats_to_next": state.seats_to_next,
            "seats_to_target": state.seats_to_target,
            "remark": known.remark,
        }),
        Err(unknown) => json!({
            "value": null,
            "numerator": null,
            "denominator": null,
            "as_of": null,
            "stale": false,
            "band": null,
            "seats_to_next": null,
            "seats_to_target": null,
            "because": unknown.because,
            "needs": unknown.needs,
        }),
    }
}

fn standing(standing: &Standing) -> Value {
    json!({
        "name": standing.name,
        "value": standing.value,
        "band": standing.rating.as_str(),
        "because": because(&standing.because),
        "seats_to_next": standing.seats_to_next,
    })
}

fn focus(verdict: &FocusVerdict) -> Value {
    json!({
        "area": verdict.area,
        "verdict": verdict.judgement.verdict.as_str(),
        "because": because(&verdict.judgement.because),
    })
}

fn scenario(catalog: &Catalog, verdict: &ScenarioVerdict) -> Value {
    let page = &catalog.pages[verdict.page];
    json!({
        "playbook": page.path,
        "id": page.playbook.scenarios[verdict.scenario].id,
        "service": verdict.service.as_deref(),
        "verdict": verdict.judgement.verdict.as_str(),
        "because": because(&verdict.judgement.because),
        "needs": verdict.judgement.needs,
    })
}

fn line(catalog: &Catalog, line: &Line) -> Value {
    json!({
        "key": line.key,
        "id": line.id,
        "service": line.service.as_deref(),
        "text": line.text,
        "role": line.roles.iter().map(|r| r.as_str()).collect::<Vec<_>>().join(" / "),
        "need": line.need.map(Need::as_str),
        "state": line.state.as_str(),
        "because": because(&line.judgement.because),
        "playbook": catalog.pages[line.page].path,
        "line": line.places.first().map(|p| p.line),
        "due": line.due.map(|d| d.to_string()),
    })
}

fn missing(missing: &Missing) -> String {
    match &missing.service {
        Some(service) => format!("{service}: {}", missing.field),
        None => missing.field.clone(),
    }
}
