//! Where a service stands on the KPI rows of the playbooks (DOMAIN.md 4 and 5).
//! In: KPI rows and a service's measures. Out: [`Standing`]s with colour, reason and distance.
//! Never: rounds a value into a colour; what is stale or not known is never green.

mod asked;
mod rating;

pub use asked::measured;
pub(super) use asked::{asks_all, is_collective, page_is_asked};

use super::measures::stated_target;
use super::verdict::playbooks_of;
use super::{Locate, Reason, RulePlace, ServiceState, Standing};
use crate::model::audience::AudienceId;
use crate::model::band::Band;
use crate::model::catalog::Catalog;
use crate::model::customer::Customer;
use crate::model::measure::Measure;
use crate::model::playbook::Kpi;
use asked::Asked;
use rating::Rated;

/// The standings of one service on every page that gives lines and that the record asks for, in the
/// pages' order of precedence and, on a page, in the rows' order.
pub fn all(
    catalog: &Catalog,
    customer: &Customer,
    state: &ServiceState,
    locate: &Locate<'_>,
) -> Vec<Standing> {
    let pages = playbooks_of(catalog, customer);
    pages.flat_map(|page| standings(catalog, customer, state, page, locate)).collect()
}

/// The standings of one service on one page, in the rows' order: the rows that are this service's.
pub fn standings(
    catalog: &Catalog,
    customer: &Customer,
    state: &ServiceState,
    page: usize,
    locate: &Locate<'_>,
) -> Vec<Standing> {
    let playbook = &catalog.pages[page].playbook;
    let mut out = Vec::new();
    for (idx, kpi) in playbook.kpis.iter().enumerate() {
        let asked = asked::asked(catalog, kpi);
        if !asked::is_of(catalog, customer, state, playbook, &asked) {
            continue;
        }
        let (path, line) = locate(kpi.span);
        let rule = RulePlace { page, path, line };
        let rated = rated(catalog, state, kpi, &asked);
        out.push(standing((page, idx), kpi, asked.measure, rated, rule));
    }
    out
}

/// The row's rating. What the playbook alone makes unknown tells nothing of the record: everyone may know.
fn rated(catalog: &Catalog, state: &ServiceState, kpi: &Kpi, asked: &Asked) -> Rated {
    let Some(measure) = asked.measure else {
        return Rated::unknown(format!("no service and no measure is named `{}`", kpi.name), AudienceId(0));
    };
    match state.measures.iter().find(|m| m.measure == measure) {
        Some(found) => rating::rate(kpi, found, target_of(catalog, state, measure).as_ref()),
        // Plateau and loss of a service that is not enabled yet.
        None => Rated::unknown(format!("{} makes no sense: not enabled yet", measure.name()), AudienceId(0)),
    }
}

fn target_of(catalog: &Catalog, state: &ServiceState, measure: Measure) -> Option<Band> {
    match measure {
        Measure::ActiveUsage => Some(state.target.clone()),
        _ => stated_target(&catalog.settings, measure),
    }
}

fn standing(
    place: (usize, usize),
    kpi: &Kpi,
    measure: Option<Measure>,
    rated: Rated,
    rule: RulePlace,
) -> Standing {
    let (seats_to_next, next) =
        rated.next.map_or((None, None), |(seats, colour)| (Some(seats), Some(colour)));
    Standing {
        place,
        name: kpi.name.clone(),
        measure,
        value: rated.value,
        rating: rated.rating,
        because: Reason { fact: rated.fact, rule: Some(rule) },
        why: rated.why,
        seats_to_next,
        next,
        audience: rated.audience,
    }
}
