//! Task tables: numbers, needs, roles, services, and what a task inherits. In: rows of a task table. Out: tasks of the
//! page or of its scenario. Never: a task without a number.

use super::Rows;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::playbook::{Label, LabelKind, Labels, NameRef, SectionKind, ServiceScope, Task};
use crate::model::prose::{Fragment, Row, Table, fold, folded};
use crate::model::vocabulary::Column;
use crate::parse::names;
use crate::parse::playbook::labels::scope_names;
use crate::parse::playbook::{Body, Store, scenarios, unread};

/// The heading of a page's only FTOP Tasks section, if it stands after the last of several scenarios or
/// outside Approach: its tasks belong to the page.
pub(super) fn page_task_section(body: &Body<'_>) -> Option<usize> {
    let heads = &body.outline.heads;
    let mut sections = (0..heads.len()).filter(|h| heads[*h].kind == SectionKind::FtopTasks);
    let (only, None) = (sections.next()?, sections.next()) else { return None };
    let scenarios: Vec<usize> =
        (0..heads.len()).filter(|h| heads[*h].kind == SectionKind::Scenario).collect();
    let last = scenarios.len() > 1 && scenarios.last().is_some_and(|s| *s < only);
    (last || body.outline.owner(heads[only].own.start).is_none()).then_some(only)
}

impl Rows<'_, '_> {
    pub(super) fn tasks(&mut self, table: &Table, page_section: Option<usize>, store: &mut Store<'_>) {
        let owner = self.body.outline.owner(self.at);
        let head = self.body.outline.head_of(self.at);
        let of_page = page_section.is_some() && self.section_of(head) == page_section;
        let scenario = owner.filter(|_| !of_page).and_then(|h| {
            let span = self.body.outline.heads[h].span;
            self.playbook.scenarios.iter().position(|s| s.span == span)
        });
        let labels = match scenario.and(owner).or(head) {
            Some(h) => self.task_labels(h, scenario.is_some()),
            None => self.body.bound.page.clone(),
        };
        for row in &table.rows {
            if self.says_nothing(row) {
                continue;
            }
            let Some(task) = self.task(row, scenario, &labels, store) else { continue };
            if let Some(s) = scenario {
                let idx = self.playbook.tasks.len();
                self.playbook.scenarios[s].tasks.push(idx);
            }
            self.playbook.tasks.push(task);
        }
    }

    /// Tasks of a scenario inherit from it; tasks of the page from the page and from its Approach, not from
    /// the scenario that happens to stand above.
    fn task_labels(&self, head: usize, of_scenario: bool) -> Labels {
        if of_scenario {
            return scenarios::effective(self.body, head);
        }
        let heads = &self.body.outline.heads;
        let approach = heads.iter().position(|h| h.kind == SectionKind::Approach);
        approach.map_or_else(|| self.body.bound.page.clone(), |h| scenarios::effective(self.body, h))
    }

    fn section_of(&self, head: Option<usize>) -> Option<usize> {
        let heads = &self.body.outline.heads;
        self.body.outline.chain(head?).find(|h| heads[*h].kind == SectionKind::FtopTasks)
    }

    fn task(
        &mut self,
        row: &Row,
        scenario: Option<usize>,
        labels: &Labels,
        store: &mut Store<'_>,
    ) -> Option<Task> {
        let id_text = self.text(row, Column::TaskId);
        let id = id_text.trim_start_matches('#').trim().to_string();
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_digit()) {
            self.no_number(row, &id_text);
            return None;
        }
        let cx = self.body.cx;
        let name = self.columns.cell(row, Column::TaskName);
        let (services, service_names) = self.task_services(row, labels, scenario.is_none());
        let need_text = self.text(row, Column::Need);
        let need = cx.vocabulary.need(&need_text);
        if need.is_none() {
            let span = self.cell_span(row, Column::Need);
            self.findings.push(unread::need(span, &need_text, cx.vocabulary));
        }
        let due = labels.get(LabelKind::Due).and_then(|l| unread::due(l, self.findings));
        let one_of = labels.get(LabelKind::OneOf).map(one_of).filter(|ids| ids.contains(&id));
        Some(Task {
            name: name.map(|c| folded(&c.content)).unwrap_or_default(),
            fragment: store.add(Fragment::Inline(name.map(|c| c.content.clone()).unwrap_or_default())),
            need,
            roles: self.task_roles(row, labels),
            services,
            service_names,
            span: row.span,
            scenario,
            audience: self.body.flow[self.at].audience,
            due,
            one_of,
            id,
        })
    }

    fn task_roles(&self, row: &Row, labels: &Labels) -> Vec<NameRef> {
        let cx = self.body.cx;
        let own = names::roles(&self.text(row, Column::Role), cx.registry, cx.vocabulary);
        if !own.is_empty() {
            return own;
        }
        labels
            .get(LabelKind::PrimaryRole)
            .map_or_else(Vec::new, |l| names::roles(&l.text, cx.registry, cx.vocabulary))
    }

    /// The row's own services win; without a Services column, or with an empty cell, the inherited ones: the
    /// scenario's, or the page's and its Approach's, or every service that the page names.
    fn task_services(&self, row: &Row, labels: &Labels, of_page: bool) -> (ServiceScope, Vec<String>) {
        let own = self.text(row, Column::Services);
        if of_page && own.is_empty() && labels.get(LabelKind::AppliesTo).is_none() {
            let named = &self.playbook.applies_to;
            let refs = named.iter().map(|n| NameRef { name: n.clone(), known: true }).collect::<Vec<_>>();
            let scope = if refs.is_empty() { ServiceScope::Customer } else { ServiceScope::Named(refs) };
            return (scope, named.iter().map(ToString::to_string).collect());
        }
        let text = if own.is_empty() {
            labels.get(LabelKind::AppliesTo).map(|l| l.text.clone()).unwrap_or_default()
        } else {
            own
        };
        let cx = self.body.cx;
        (names::services(&text, cx.registry, cx.vocabulary), scope_names(&text, cx))
    }

    fn no_number(&mut self, row: &Row, text: &str) {
        let name = self.text(row, Column::TaskName);
        if name.is_empty() {
            return;
        }
        let message = if text.is_empty() {
            format!("the task `{name}` has no number")
        } else {
            format!("`{text}` is no task number")
        };
        self.findings.push(
            Diagnostic::new(&codes::TASK_ID_MISSING, self.cell_span(row, Column::TaskId), message)
                .help("write the task's number; without one the row is no task"),
        );
    }
}

/// The ids of a `One of` label.
fn one_of(label: &Label) -> Vec<String> {
    label.values.iter().map(|v| fold(v).trim_start_matches('#').to_string()).collect()
}
