//! Which columns say who, when and in which state. In: headers. Out: `columns:` and `tasks:` of a map.
//! Never: a column without a remark.

use super::Columns;
use crate::model::scalar::quoted;
use std::fmt::Write as _;

/// Words of columns, by key of the map: the first that fits wins; and what the key is for.
const WHO: &[(&str, &[&str], &str)] = &[
    (
        "tpid",
        &["tpid", "tp id", "customer number", "customer id", "account id"],
        "the customer's number: a row is matched by it first",
    ),
    (
        "tenant",
        &["tenant id", "tenantid", "tenant guid", "tenant"],
        "the tenant: tenants of one customer are added up",
    ),
    (
        "name",
        &["customer name", "customer", "account name", "account", "name", "kunde"],
        "matched only where neither number nor tenant is known",
    ),
    ("region", &["region", "area"], "for drafts of records"),
    (
        "month",
        &["month", "month end", "period", "reporting month", "as of", "monat"],
        "the month, or a day in it",
    ),
];

/// Columns where each service has rows of its own.
const LONG: &[(&str, &[&str], &str)] = &[
    ("active", &["active", "active users", "mau"], "active users or devices"),
    ("entitled", &["entitled", "entitlements", "seats"], "seats"),
    ("percent", &["%", "percent", "usage %"], "recomputed; differences are told"),
];

const TASKS: &[(&str, &[&str], &str)] = &[
    (
        "state",
        &["task status", "status", "task state"],
        "the portal's states are known; others go under `states:`",
    ),
    ("service", &["service", "workload"], "blank: every service that the playbooks ask it of"),
    ("on", &["changed", "changed on", "modified", "status date"], "a tick that is newer than this day stays"),
    ("by", &["owner", "changed by", "modified by"], "by whom"),
];

impl Columns<'_> {
    /// `columns:`.
    pub(super) fn who(&mut self) -> String {
        let found = self.found(WHO);
        let mut text = match found.is_empty() {
            true => "columns: {}   # NO column says which customer a row is about: give `tpid:`, `tenant:` or `name:`\n".to_string(),
            false => format!("columns:\n{found}"),
        };
        if !found.contains("  month:") {
            text.push_str("# No column says the month: give it as `month: 2026-08`, or each time as `--month 2026-08`.\n");
        }
        if self.has(&["task id", "taskid"]) || found.is_empty() {
            return text;
        }
        if let Some(service) = self.take(&["service", "workload"]).map(quoted) {
            let _ = writeln!(text, "  service: {service}   # each service has rows of its own");
            text.push_str(&self.found(LONG));
        }
        text
    }

    /// `tasks:`.
    pub(super) fn tasks(&mut self) -> String {
        let Some(id) = self.take(&["task id", "taskid"]).map(quoted) else { return String::new() };
        format!("tasks:\n  id: {id}   # the task's number\n{}", self.found(TASKS))
    }

    fn has(&self, words: &[&str]) -> bool {
        self.names.iter().any(|name| words.contains(&super::spelling(name).as_str()))
    }

    fn found(&mut self, keys: &[(&str, &[&str], &str)]) -> String {
        let mut text = String::new();
        for (key, words, remark) in keys {
            if let Some(name) = self.take(words) {
                let _ = writeln!(text, "  {key}: {}   # {remark}", quoted(name));
            }
        }
        text
    }
}
