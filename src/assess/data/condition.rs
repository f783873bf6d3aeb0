//! For what a field is required: `Blocked & No Intent only`, `managed yes`.
//! In: the column *Required*, the services that a page applies to. Out: those services and rows that are asked.
//! Never: asks on a condition that is unknown or cannot be read; those have findings of their own.

use crate::assess::Verdict;
use crate::assess::verdict::{Asked, judge_when};
use crate::model::catalog::Catalog;
use crate::model::condition::{Clause, Field, Rule, Test, When};
use crate::model::customer::StatusRow;
use crate::model::playbook::Required;
use crate::model::registry::spelling;

/// Which rows a field asks: L1 values by spelling; none: every row, and services without rows too.
pub(super) struct Rows(Option<Vec<String>>);

impl Rows {
    /// The rows that the column asks for. A status in it chooses rows whatever its mode: *only* stands for
    /// "only in rows with these", not for "only if all seats have them".
    pub(super) fn of(catalog: &Catalog, required: &Required) -> Self {
        let Required::If(text, when) = required else { return Self(None) };
        let clauses = clauses(when);
        let named = clauses.iter().filter_map(|c| match &c.test {
            Test::Field { field: Field::Status, values, .. } => Some(values),
            _ => None,
        });
        let found: Vec<String> = named.flatten().map(|v| spelling(v)).collect();
        if !found.is_empty() || !clauses.is_empty() {
            return Self((!found.is_empty()).then_some(found));
        }
        // What is no condition of the grammar may still say its statuses.
        let text = spelling(text);
        let statuses = catalog.registry.statuses.iter().map(|l1| spelling(l1));
        Self(Some(statuses.filter(|l1| text.contains(l1.as_str())).collect()))
    }

    /// True if every row is asked.
    pub(super) fn are_all(&self) -> bool {
        self.0.is_none()
    }

    /// True if a row is asked.
    pub(super) fn hold(&self, row: &StatusRow) -> bool {
        self.0.as_ref().is_none_or(|wanted| wanted.contains(&spelling(&row.l1.value)))
    }
}

/// The services, as indices into the record's, for which the field is required: those where every clause
/// that is not about status holds, with a row that is asked.
pub(super) fn asked_services(asked: &Asked<'_>, services: &[usize], required: &Required) -> Vec<usize> {
    let Required::If(_, when) = required else { return services.to_vec() };
    let rows = Rows::of(asked.catalog, required);
    let others: Vec<Clause> = clauses(when).iter().filter(|c| !is_status(c)).cloned().collect();
    let rest = When { rule: Rule::All(others), ..When::default() };
    let holds = |idx: &usize| {
        let has_row = rows.are_all() || asked.customer.services[*idx].status.iter().any(|r| rows.hold(r));
        has_row && judge_when(&rest, &asked.of(*idx)).verdict == Verdict::Applies
    };
    services.iter().copied().filter(holds).collect()
}

fn clauses(when: &When) -> &[Clause] {
    match &when.rule {
        Rule::All(clauses) => clauses,
        _ => &[],
    }
}

fn is_status(clause: &Clause) -> bool {
    matches!(clause.test, Test::Field { field: Field::Status, .. })
}
