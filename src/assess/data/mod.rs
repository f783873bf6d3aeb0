//! Required data fields (DOMAIN.md 2 and 5): the playbook is the schema of a record.
//! In: data tables of the pages that give lines, one record. Out: [`Missing`], each part by name, each once.
//! Never: invents a value; `N/A` and `-` are none.

mod condition;
mod field;
mod held;
mod rows;

use super::standing::{asks_all, is_collective};
use super::verdict::{Asked, playbooks_of};
use super::{Locate, Missing, RulePlace, ServiceState};
use crate::model::Name;
use crate::model::catalog::Catalog;
use crate::model::customer::{Customer, ServiceRecord};
use crate::model::date::Date;
use crate::model::playbook::{DataField, Playbook, Required};
use held::Gap;

/// What a field is looked up in: the record, and its services in scope that a page applies to.
pub(super) struct Looked<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) customer: &'a Customer,
    pub(super) as_of: Date,
    pub(super) services: Vec<&'a ServiceRecord>,
}

/// Required fields that the record does not hold, in the pages' order of precedence, then in the tables'
/// order, then by service. What several pages ask for stands once, under the first.
pub fn missing(
    catalog: &Catalog,
    customer: &Customer,
    states: &[ServiceState],
    as_of: Date,
    locate: &Locate<'_>,
) -> Vec<Missing> {
    let asked = Asked::new(catalog, customer, states, as_of);
    let mut out: Vec<Missing> = Vec::new();
    for page in playbooks_of(catalog, customer) {
        let playbook = &catalog.pages[page].playbook;
        let services = services_of(&asked, playbook);
        for field in playbook.data_fields.iter().filter(|f| is_required(f)) {
            let (path, line) = locate(field.span);
            for gap in gaps(&asked, &services, field) {
                let is_new = |m: &Missing| m.help != gap.help || m.service != gap.service;
                if out.iter().all(is_new) {
                    out.push(as_missing(field, gap, RulePlace { page, path: path.clone(), line }));
                }
            }
        }
    }
    out
}

/// What the record lacks of a field, for the services that its condition asks.
fn gaps(asked: &Asked<'_>, services: &[usize], field: &DataField) -> Vec<Gap> {
    let services = condition::asked_services(asked, services, &field.required);
    if services.is_empty() {
        return Vec::new();
    }
    let (catalog, customer, as_of) = (asked.catalog, asked.customer, asked.as_of);
    let services = services.into_iter().map(|idx| &customer.services[idx]).collect();
    field::gaps(&Looked { catalog, customer, as_of, services }, field)
}

fn is_required(field: &DataField) -> bool {
    matches!(field.required, Required::Yes | Required::If(..))
}

/// The services in scope that a page applies to, as indices: those it names, else all of them.
fn services_of(asked: &Asked<'_>, playbook: &Playbook) -> Vec<usize> {
    let all = asks_all(asked.catalog, playbook) || playbook.applies_to.iter().all(|n| is_collective(n));
    let named = |name: &Name| all || playbook.applies_to.contains(name);
    let states = asked.states.iter().enumerate();
    states.filter(|(_, state)| state.in_scope && named(&state.name)).map(|(idx, _)| idx).collect()
}

fn as_missing(field: &DataField, gap: Gap, rule: RulePlace) -> Missing {
    let name = field.name.clone();
    Missing {
        field: gap.part.map_or_else(|| name.clone(), |part| format!("{name}: {part}")),
        name,
        service: gap.service,
        rule,
        span: field.span,
        record_span: gap.at,
        help: gap.help,
        audience: gap.audience,
    }
}
