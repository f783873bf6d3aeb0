//! Required data fields (DOMAIN.md 2 and 5): the playbook is the schema of a record.
//! In: data tables of the pages that give lines, one record. Out: [`Missing`], each part by name, each once.
//! Never: invents a value; `N/A` and `-` are none.

mod field;
mod held;
mod rows;

use super::standing::{asks_all, is_collective, page_is_asked};
use super::{Locate, Missing, RulePlace, ServiceState};
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
    let mut out: Vec<Missing> = Vec::new();
    for page in catalog.playbooks.iter().copied() {
        let playbook = &catalog.pages[page].playbook;
        let services = asked(catalog, customer, states, playbook);
        if services.is_empty() || !page_is_asked(customer, &catalog.pages[page]) {
            continue;
        }
        let looked = Looked { catalog, customer, as_of, services };
        for field in playbook.data_fields.iter().filter(|f| is_required(f)) {
            let (path, line) = locate(field.span);
            for gap in field::gaps(&looked, field) {
                let is_new = |m: &Missing| m.help != gap.help || m.service != gap.service;
                if out.iter().all(is_new) {
                    out.push(as_missing(field, gap, RulePlace { page, path: path.clone(), line }));
                }
            }
        }
    }
    out
}

fn is_required(field: &DataField) -> bool {
    matches!(field.required, Required::Yes | Required::If(..))
}

/// The services in scope that a page applies to: those it names, else all of them.
fn asked<'a>(
    catalog: &Catalog,
    customer: &'a Customer,
    states: &[ServiceState],
    playbook: &Playbook,
) -> Vec<&'a ServiceRecord> {
    let named = |name: &str| playbook.applies_to.iter().any(|n| **n == *name);
    let all = asks_all(catalog, playbook) || playbook.applies_to.iter().all(|n| is_collective(n));
    let in_scope = customer.services.iter().zip(states).filter(|(_, state)| state.in_scope);
    in_scope.map(|(service, _)| service).filter(|s| all || named(&s.name.value)).collect()
}

fn as_missing(field: &DataField, gap: Gap, rule: RulePlace) -> Missing {
    let name = gap.part.map_or_else(|| field.name.clone(), |part| format!("{}: {part}", field.name));
    Missing {
        field: name,
        service: gap.service,
        rule,
        span: field.span,
        record_span: gap.at,
        help: gap.help,
        audience: gap.audience,
    }
}
