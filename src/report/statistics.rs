//! Findings counted instead of shown: by rule, or by what `--by` asks for. In: findings. Out: a table, JSON rows.
//! Never: a finding itself.

use super::by::{self, Group};
use super::{Options, Report, json, order, tally};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A table for people and the summary. The last column is the widest and stands alone: names need no filling.
pub(super) fn table(report: &Report<'_>, _: Options) -> String {
    let sorted = order::sorted(report);
    let rows: Vec<Vec<String>> = match report.by {
        None => tally::by_code(&sorted).iter().map(rule_cells).collect(),
        Some(by) => by::groups(report, by).iter().map(|group| group_cells(group, &group.name(by))).collect(),
    };
    let head: Vec<&str> = match report.by {
        None => vec!["count", "files", "fixable", "severity", "rule"],
        Some(by) => vec!["errors", "warnings", "suggestions", "files", "fixable", &by.key],
    };
    let mut out = String::new();
    if !rows.is_empty() {
        let rows = [head.iter().map(ToString::to_string).collect()].into_iter().chain(rows).collect();
        out = format!("{}\n", aligned(rows));
    }
    let _ = writeln!(out, "{}", report.summary());
    out
}

/// `{"version":1,"by":…,"statistics":[…],"summary":{…}}`.
pub(super) fn rows(report: &Report<'_>, _: Options) -> String {
    let sorted = order::sorted(report);
    let rows: Vec<Value> = match report.by {
        None => tally::by_code(&sorted).iter().map(rule_row).collect(),
        Some(by) => by::groups(report, by).iter().map(group_row).collect(),
    };
    let key = report.by.map_or("code", |by| &by.key);
    json::text(&json!({"version": 1, "by": key, "statistics": rows, "summary": json::summary(report)}))
}

fn rule_cells(row: &tally::Row<'_>) -> Vec<String> {
    let numbers =
        [row.found.len(), tally::files(&row.found), tally::fixable(&row.found)].map(|n| n.to_string());
    let words = [row.severity.as_str().to_string(), format!("{} {}", row.code.id, row.code.name)];
    numbers.into_iter().chain(words).collect()
}

fn group_cells(group: &Group<'_>, name: &str) -> Vec<String> {
    let rest = [tally::files(&group.found), tally::fixable(&group.found)];
    let numbers = group.counts().into_iter().chain(rest).map(|n| n.to_string());
    numbers.chain([name.to_string()]).collect()
}

fn rule_row(row: &tally::Row<'_>) -> Value {
    json!({
        "code": row.code.id,
        "name": row.code.name,
        "severity": row.severity.as_str(),
        "count": row.found.len(),
        "files": tally::files(&row.found),
        "fixable": tally::fixable(&row.found),
    })
}

fn group_row(group: &Group<'_>) -> Value {
    let [error, warning, suggestion] = group.counts();
    json!({
        "value": group.value,
        "error": error,
        "warning": warning,
        "suggestion": suggestion,
        "files": tally::files(&group.found),
        "fixable": tally::fixable(&group.found),
    })
}

/// Numbers to the right, words to the left, two blanks between.
fn aligned(rows: Vec<Vec<String>>) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for row in &rows {
        let cell = |(at, text): (usize, &String)| {
            let width = widths[at];
            let number = rows.last().is_some_and(|row| row[at].bytes().all(|b| b.is_ascii_digit()));
            if number && at + 1 < columns { format!("{text:>width$}") } else { format!("{text:width$}") }
        };
        let line = row.iter().enumerate().map(cell).collect::<Vec<_>>().join("  ");
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}
