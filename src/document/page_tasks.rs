//! What filters of a task table go by. In: task rows. Out: role, services and need of a row, by its place.
//! Never: a row that the viewer may not read.

use crate::model::Span;
use crate::model::audience::AudienceId;
use crate::model::page::Page;
use crate::model::playbook::Need;

/// One row of a task table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskRow {
    /// The row.
    pub span: Span,
    /// Roles, its scenario's without own ones.
    pub roles: Vec<String>,
    /// `All Services`, `Core Onboarding` or names.
    pub services: Vec<String>,
    /// `Mandatory`, `Optional`; none if unreadable.
    pub need: Option<&'static str>,
}

/// The rows of the page's task tables.
pub fn rows(page: &Page, audience: AudienceId) -> Vec<TaskRow> {
    let playbook = &page.playbook;
    let tasks = playbook.tasks.iter().filter(|t| t.audience.has(audience));
    tasks
        .map(|task| {
            let scenario = task.scenario.and_then(|s| playbook.scenarios.get(s));
            let inherited = scenario.map(|s| s.roles.as_slice()).unwrap_or_default();
            let roles = if task.roles.is_empty() { inherited } else { &task.roles };
            TaskRow {
                span: task.span,
                roles: roles.iter().map(|r| r.name.to_string()).collect(),
                services: task.service_names.clone(),
                need: task.need.map(|n| if n == Need::Mandatory { "Mandatory" } else { "Optional" }),
            }
        })
        .collect()
}
