//! Tasks that belong to a page and not to a scenario. In: the page's labels. Out: lines in the ledger.
//! Never: a condition; a page has none but phase and motions.

use super::{Entry, Writer};
use crate::assess::Judgement;
use crate::assess::verdict::{askings, judge_page, placed};
use crate::model::page::Page;
use crate::model::playbook::{LabelKind, NameRef, ServiceScope, Task};
use crate::model::registry::{Names, Registry};

/// What pages write for lines that are asked once a customer.
const CORE: &str = "core onboarding";
/// What pages write for every service in scope.
const ALL: &str = "all services";

impl Writer<'_> {
    /// The page's own tasks: once for each service that the row or the page names.
    pub(super) fn page_tasks(&mut self, page_idx: usize) {
        let catalog = self.asked.catalog;
        let page = &catalog.pages[page_idx];
        let mut tasks = page.playbook.tasks.iter().filter(|t| t.scenario.is_none()).peekable();
        if tasks.peek().is_none() {
            return;
        }
        let inherited = scope_of(page, &catalog.registry);
        let roles = roles_of(page, &catalog.registry.roles);
        for task in tasks {
            let scope = task.services.as_ref().unwrap_or(&inherited);
            for entry in self.page_entries(page_idx, page, task, scope) {
                self.page_task(page_idx, task, &roles, &entry);
            }
        }
    }

    fn page_entries(&self, idx: usize, page: &Page, task: &Task, scope: &ServiceScope) -> Vec<Entry> {
        let judged = |service: Option<usize>| -> Judgement {
            let asked = service.map_or(self.asked, |service| self.asked.of(service));
            let ruling = judge_page(&asked, &page.playbook.labels);
            placed(ruling.judgement, idx, ruling.span.unwrap_or(task.span), self.locate)
        };
        askings(&self.asked, scope, false)
            .into_iter()
            .map(|asking| match asking.settled {
                None => Entry { service: asking.service, judgement: judged(asking.service) },
                Some(settled) => {
                    let judgement = placed(settled, idx, task.span, self.locate);
                    Entry { service: asking.service, judgement }
                }
            })
            .collect()
    }
}

/// The services of the page's own `Applies To`.
fn scope_of(page: &Page, registry: &Registry) -> ServiceScope {
    let values = page.playbook.labels.values(LabelKind::AppliesTo);
    let is = |word: &str| values.iter().any(|v| v.trim().eq_ignore_ascii_case(word));
    if is(ALL) {
        return ServiceScope::All;
    }
    if values.is_empty() || is(CORE) {
        return ServiceScope::Customer;
    }
    let members = values.iter().flat_map(|value| match registry.groups.get(value) {
        Some(group) => group.iter().map(|m| NameRef { name: m.clone(), known: true }).collect(),
        None => vec![name_ref(value, &registry.services)],
    });
    ServiceScope::Named(members.collect())
}

fn roles_of(page: &Page, roles: &Names) -> Vec<NameRef> {
    page.playbook.labels.values(LabelKind::PrimaryRole).iter().map(|value| name_ref(value, roles)).collect()
}

fn name_ref(value: &str, names: &Names) -> NameRef {
    match names.find(value) {
        Some(name) => NameRef { name: name.clone(), known: true },
        None => NameRef { name: value.into(), known: false },
    }
}
