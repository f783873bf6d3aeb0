//! Fields that every consumption status row must hold: L1, Reason / L2, Engineering Reason / L3, notes.
//! In: rows of the services asked, the condition of the field. Out: gaps by row.
//! Never: asks a row that the condition leaves out.

use super::Looked;
use super::held::Gap;
use crate::model::condition::{Field, Rule, Test};
use crate::model::customer::{ServiceRecord, StatusRow};
use crate::model::playbook::Required;
use crate::model::registry::spelling;

/// A part of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    L1,
    L2,
    L3,
    Note,
}

impl Part {
    /// `Consumption Status / L1`, `L3 – Engineering Reason`, `Reason / L2`, `Service Entitlement Notes`.
    pub(super) fn named(text: &str) -> Option<Self> {
        let has = |word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|w| w == word);
        match text {
            _ if has("l3") || text == "engineering reason" => Some(Self::L3),
            _ if has("l2") || text == "reason" => Some(Self::L2),
            _ if has("l1") || text == "consumption status" => Some(Self::L1),
            "service entitlement notes" | "entitlement notes" => Some(Self::Note),
            _ => None,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::L1 => "l1",
            Self::L2 => "l2",
            Self::L3 => "l3",
            Self::Note => "note",
        }
    }

    fn is_held(self, row: &StatusRow) -> bool {
        match self {
            Self::L1 => true,
            Self::L2 => row.l2.is_some(),
            Self::L3 => row.l3.is_some(),
            Self::Note => row.note.as_ref().is_some_and(|n| !n.trim().is_empty()),
        }
    }
}

/// Rows without a part; a service without any row lacks the part as a whole.
pub(super) fn gaps(looked: &Looked<'_>, part: Part, required: &Required) -> Vec<Gap> {
    let wanted = wanted(looked, required);
    looked.services.iter().flat_map(|service| of_service(looked, service, part, &wanted)).collect()
}

fn of_service(
    looked: &Looked<'_>,
    service: &ServiceRecord,
    part: Part,
    wanted: &Option<Vec<String>>,
) -> Vec<Gap> {
    let name = &service.name.value;
    if service.status.is_empty() {
        let help = format!("services.{name}.status");
        let narrowest = looked.catalog.settings.audiences.narrowest();
        // A condition on rows asks nothing where there is no row.
        let gap = Gap::of(narrowest, help, service.span).at_service(name);
        return if wanted.is_none() { vec![gap] } else { Vec::new() };
    }
    let is_wanted = |r: &StatusRow| wanted.as_ref().is_none_or(|w| w.contains(&spelling(&r.l1.value)));
    let rows = service.status.iter().enumerate().filter(|(_, r)| is_wanted(r) && !part.is_held(r));
    let gap = |(idx, row): (usize, &StatusRow)| {
        let help = format!("services.{name}.status: `{}` of row {}", part.key(), idx + 1);
        Gap::of(row.audience, help, row.span).at_service(name).of_part(&row.l1.value)
    };
    rows.map(gap).collect()
}

/// The L1 values that a condition asks for, by spelling; none: every row.
fn wanted(looked: &Looked<'_>, required: &Required) -> Option<Vec<String>> {
    let Required::If(text, when) = required else { return None };
    let mut found = Vec::new();
    if let Rule::All(clauses) = &when.rule {
        for clause in clauses {
            if let Test::Field { field: Field::Status, values, .. } = &clause.test {
                found.extend(values.iter().map(|v| spelling(v)));
            }
        }
    }
    if found.is_empty() {
        // `Blocked & No Intent only` says its statuses even where it is no condition of the grammar.
        let text = spelling(text);
        let statuses = looked.catalog.registry.statuses.iter().map(|l1| spelling(l1));
        found.extend(statuses.filter(|l1| text.contains(l1.as_str())));
    }
    Some(found)
}

/// True if a field that is no row's is asked: always, or because a row has a status of the condition.
pub(super) fn is_asked(looked: &Looked<'_>, required: &Required) -> bool {
    let Some(wanted) = wanted(looked, required) else { return true };
    let mut rows = looked.services.iter().flat_map(|s| &s.status);
    rows.any(|r| wanted.contains(&spelling(&r.l1.value)))
}
