//! What makes up a step, a line or a row, as texts that can be compared. In: one of them. Out: its [`Trait`]s, always
//! the same ones in the same order. Never: compares.

use crate::model::Span;
use crate::model::playbook::{
    DataField, Item, Kpi, LabelKind, NameRef, Need, Required, Scenario, ServiceScope, Task,
};

/// What it is called, and its text.
pub(super) type Trait = (&'static str, Option<String>);

/// When a step applies.
pub(super) fn conditions(step: &Scenario) -> Vec<Trait> {
    let label = |kind| Some(step.labels.values(kind).join(", ")).filter(|text| !text.is_empty());
    vec![
        ("heading", Some(step.heading.clone())),
        ("when", step.when.text.clone()),
        ("phase", label(LabelKind::Phase)),
        ("motions", label(LabelKind::Motions)),
        ("services", Some(scope(&step.services))),
        ("includes", joined(step.includes.iter().map(|i| i.value.as_str()))),
        ("overlay", step.overlay.then(|| "yes".to_string())),
    ]
}

/// How its lines are done.
pub(super) fn manner(step: &Scenario) -> Vec<Trait> {
    vec![
        ("role", names(&step.roles)),
        ("need", need(step.need)),
        ("cadence", step.recurrence.map(|r| format!("every {}–{} days", r.from, r.to))),
    ]
}

/// A line, without its place.
pub(super) fn of_item(item: &Item) -> Vec<Trait> {
    vec![
        ("wording", Some(item.text.clone())),
        ("need", need(item.need)),
        ("when", item.when.as_ref().and_then(|when| when.text.clone())),
        ("due", item.due.as_ref().map(|due| due.text.clone())),
        ("done when", item.done_when.as_ref().and_then(|when| when.text.clone())),
        ("role", item.roles.as_deref().and_then(names)),
        ("services", item.services.as_ref().map(scope)),
    ]
}

/// A row of a task table.
pub(super) fn of_task(task: &Task) -> Vec<Trait> {
    vec![
        ("wording", Some(task.name.clone())),
        ("need", need(task.need)),
        ("role", names(&task.roles)),
        ("services", joined(task.service_names.iter().map(String::as_str))),
        ("due", task.due.as_ref().map(|due| due.text.clone())),
        ("one of", task.one_of.as_ref().and_then(|ids| joined(ids.iter().map(String::as_str)))),
    ]
}

/// A row that is known by its name.
pub(super) trait Row {
    /// Its name.
    fn name(&self) -> &str;
    /// Where it stands.
    fn span(&self) -> Span;
    /// What it says.
    fn traits(&self) -> Vec<Trait>;
}

impl Row for Kpi {
    fn name(&self) -> &str {
        &self.name
    }

    fn span(&self) -> Span {
        self.span
    }

    fn traits(&self) -> Vec<Trait> {
        let text = |text: &str| Some(text.to_string()).filter(|text| !text.is_empty());
        vec![("thresholds", text(&self.text)), ("definition", text(&self.definition))]
    }
}

impl Row for DataField {
    fn name(&self) -> &str {
        &self.name
    }

    fn span(&self) -> Span {
        self.span
    }

    fn traits(&self) -> Vec<Trait> {
        let required = match &self.required {
            Required::Yes => Some("yes".to_string()),
            Required::No => Some("no".to_string()),
            Required::If(text, _) => Some(text.clone()),
            Required::Unsaid => None,
        };
        vec![("required", required)]
    }
}

/// `mandatory`, `optional`.
fn need(need: Option<Need>) -> Option<String> {
    need.map(|need| need.as_str().to_string())
}

fn names(names: &[NameRef]) -> Option<String> {
    joined(names.iter().map(|role| role.name.as_str()))
}

fn scope(scope: &ServiceScope) -> String {
    match scope {
        ServiceScope::Customer => "once a customer".to_string(),
        ServiceScope::All => "All Services".to_string(),
        ServiceScope::Named(list) => names(list).unwrap_or_default(),
    }
}

fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> Option<String> {
    let texts: Vec<&str> = texts.collect();
    (!texts.is_empty()).then(|| texts.join(" / "))
}
