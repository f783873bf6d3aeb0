//! Facts of a record that several documents print: missing data, required data. In: assessment, scope.
//! Out: small views. Never: a field of a playbook that the viewer may not read.

use super::Scope;
use crate::assess::{Assessment, Missing};
use crate::document::wording;
use crate::model::playbook::{DataField, Required};
use serde::Serialize;

/// A datum that a playbook asks for and the record lacks.
#[derive(Clone, Debug, Serialize)]
pub struct MissingView {
    /// `[missing: DIBS: success owner]`.
    pub missing: String,
    /// The service.
    pub service: Option<String>,
    /// What to write: `services.Exchange.dibs.owner`; the narrowest audience only.
    pub help: Option<String>,
}

/// A required field and whether it is there.
#[derive(Clone, Debug, Serialize)]
pub struct RequiredView {
    /// `DIBS`.
    pub field: String,
    /// All of it is there.
    pub present: bool,
    /// The parts that are not: `[missing: DIBS: success owner]`.
    pub missing: Vec<String>,
}

/// All required data that is not there.
pub fn missing(scope: &Scope, assessment: &Assessment) -> Vec<MissingView> {
    let known = assessment.missing.iter().filter(|m| scope.viewer.may_see(m.audience));
    let seen = known.filter(|m| may_read(scope, m.rule.page, &m.name));
    seen.map(|m| MissingView {
        missing: wording::missing(&m.field),
        service: m.service.as_ref().map(ToString::to_string),
        help: Some(m.help.clone()).filter(|_| scope.is_inside()),
    })
    .collect()
}

/// Every field that the customer's playbooks require without condition, and every missing one.
pub fn required(scope: &Scope, assessment: &Assessment) -> Vec<RequiredView> {
    let mut pages: Vec<usize> = assessment.scenarios.iter().map(|s| s.page).collect();
    pages.extend(assessment.missing.iter().map(|m| m.rule.page));
    pages.sort_unstable();
    pages.dedup();
    let mut out: Vec<RequiredView> = Vec::new();
    for field in pages.iter().flat_map(|p| fields(scope, *p)) {
        if out.iter().any(|r| r.field.eq_ignore_ascii_case(&field.name)) {
            continue;
        }
        let missing = missing_of(assessment, &field.name);
        // What is missing and may not be known is not called present either.
        if missing.iter().any(|m| !scope.viewer.may_see(m.audience)) {
            continue;
        }
        let parts: Vec<String> = missing.into_iter().map(part).collect();
        if matches!(field.required, Required::Yes) || !parts.is_empty() {
            out.push(RequiredView { field: field.name.clone(), present: parts.is_empty(), missing: parts });
        }
    }
    out
}

fn missing_of<'a>(assessment: &'a Assessment, field: &str) -> Vec<&'a Missing> {
    assessment.missing.iter().filter(|m| m.name.eq_ignore_ascii_case(field)).collect()
}

fn part(missing: &Missing) -> String {
    match &missing.service {
        Some(service) => format!("{} ({service})", wording::missing(&missing.field)),
        None => wording::missing(&missing.field),
    }
}

fn fields<'a>(scope: &Scope<'a>, page: usize) -> impl Iterator<Item = &'a DataField> {
    let audience = scope.viewer.audience;
    let fields = scope.catalog.pages.get(page).map_or(&[][..], |p| &p.playbook.data_fields);
    fields.iter().filter(move |f| f.audience.has(audience))
}

fn may_read(scope: &Scope, page: usize, field: &str) -> bool {
    fields(scope, page).any(|f| f.name.eq_ignore_ascii_case(field)) || scope.is_inside()
}
