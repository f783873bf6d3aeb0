//! Every scenario of every playbook, asked of every service it is for. In: catalog, record, states.
//! Out: [`ScenarioVerdict`]s in playbook order. Never: a page that gives no lines.

use super::asked::Asked;
use super::bands::forbid_two;
use super::gates::{Ruling, judge_scenario};
use super::services::{Asking, askings, speaks_of_status};
use crate::assess::standing::page_is_asked;
use crate::assess::{Judgement, Locate, RulePlace, ScenarioVerdict};
use crate::model::Span;
use crate::model::catalog::Catalog;
use crate::model::customer::Customer;
use crate::model::playbook::{LabelKind, Scenario};

/// One verdict per scenario and service asked: playbooks by precedence, scenarios in page order, services
/// in record order. `asked` is the whole customer. Audiences of pages are not looked at: documents do that.
pub fn scenarios(asked: &Asked<'_>, locate: &Locate<'_>) -> Vec<ScenarioVerdict> {
    let mut verdicts = Vec::new();
    for page_idx in playbooks_of(asked.catalog, asked.customer) {
        let page = &asked.catalog.pages[page_idx];
        let first = verdicts.len();
        for (idx, scenario) in page.playbook.scenarios.iter().enumerate() {
            let everywhere = speaks_of_status(&scenario.when);
            for asking in askings(asked, &scenario.services, everywhere) {
                let service = asking.service.map(|service| asked.states[service].name.clone());
                let judgement = judge_asking(asked, page_idx, scenario, asking, locate);
                verdicts.push(ScenarioVerdict { page: page_idx, scenario: idx, service, judgement });
            }
        }
        forbid_two(&mut verdicts[first..], page);
    }
    verdicts
}

/// The pages that give this customer lines, by precedence: all, or those that the record names.
pub(in crate::assess) fn playbooks_of<'a>(
    catalog: &'a Catalog,
    customer: &'a Customer,
) -> impl Iterator<Item = usize> + 'a {
    let playbooks = catalog.playbooks.iter().copied();
    playbooks.filter(|idx| page_is_asked(customer, &catalog.pages[*idx]))
}

/// A scenario's verdict of one asking, with the place of its rule.
pub(in crate::assess) fn judge_asking(
    asked: &Asked<'_>,
    page_idx: usize,
    scenario: &Scenario,
    asking: Asking,
    locate: &Locate<'_>,
) -> Judgement {
    let page = &asked.catalog.pages[page_idx];
    let ruling = match asking.settled {
        Some(judgement) => {
            Ruling { judgement, span: scenario.labels.get(LabelKind::AppliesTo).map(|l| l.span) }
        }
        None => {
            let asked = asking.service.map_or(*asked, |service| asked.of(service));
            judge_scenario(&asked, page, scenario)
        }
    };
    let span = ruling.span.unwrap_or(scenario.span);
    placed(ruling.judgement, page_idx, span, locate)
}

/// Says where the rule stands.
pub(in crate::assess) fn placed(
    mut judgement: Judgement,
    page: usize,
    span: Span,
    locate: &Locate<'_>,
) -> Judgement {
    judgement.because.rule = Some(place(page, span, locate));
    judgement
}

/// A place in a playbook.
pub(in crate::assess) fn place(page: usize, span: Span, locate: &Locate<'_>) -> RulePlace {
    let (path, line) = locate(span);
    RulePlace { page, path, line }
}
