//! Rows without a record: the quarantine file, and drafts of records. In: the export, which rows. Out: files.
//! Never: a record; drafts lie in a folder that nothing reads, until someone moves them.

use crate::model::registry::spelling;
use crate::model::scalar::quoted;
use crate::model::slug;
use crate::parse::import::rows::{Export, ExportRow};
use crate::parse::import::sheet::Table;
use crate::render::table as tables;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The rows as they stand in the export, with line and reason.
pub(super) fn quarantine(table: &Table, export: &Export, rows: &[(usize, String)]) -> Vec<u8> {
    let lead = |a: &str, b: &str, rest: Vec<String>| [vec![a.to_string(), b.to_string()], rest].concat();
    let header = lead("line", "why", export.header.clone());
    let row = |(at, why): &(usize, String)| {
        let row = &export.rows[*at];
        let cells = &table.rows[row.at];
        let texts = (0..cells.cells.len()).map(|c| table.text(cells, c).into_owned()).collect();
        lead(&row.line.to_string(), why, texts)
    };
    tables::csv(&header, &rows.iter().map(row).collect::<Vec<_>>())
}

/// Drafts of records by file stem: the rows of one customer number (else name) together.
pub(super) fn drafts(
    export: &Export,
    rows: &[(usize, String)],
    taken: &BTreeSet<&str>,
) -> BTreeMap<String, String> {
    let mut groups: BTreeMap<String, Vec<&ExportRow>> = BTreeMap::new();
    for (at, _) in rows {
        let row = &export.rows[*at];
        if let Some(key) = [&row.tpid, &row.name].into_iter().flatten().next() {
            groups.entry(spelling(key)).or_default().push(row);
        }
    }
    let mut drafts = BTreeMap::new();
    for rows in groups.values() {
        let named = rows.iter().find_map(|r| r.name.as_deref());
        let number = rows.iter().find_map(|r| r.tpid.as_deref());
        let name = named.map_or_else(|| format!("Customer {}", number.unwrap_or("")), str::to_string);
        let stem = stem(&name, |s| taken.contains(s) || drafts.contains_key(s));
        let text = draft(&stem, &name, number, rows);
        drafts.insert(stem, text);
    }
    drafts
}

/// A free file stem: the name's letters and digits, with a number where it is taken.
fn stem(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let slug = slug::file_stem(name);
    let slug = if slug.is_empty() { "customer".to_string() } else { slug };
    let mut free = slug.clone();
    let mut number = 2;
    while taken(&free) {
        free = format!("{slug}-{number}");
        number += 1;
    }
    free
}

fn draft(stem: &str, name: &str, tpid: Option<&str>, rows: &[&ExportRow]) -> String {
    let mut text =
        format!("# A draft: read it, then move it up one folder.\nid: {stem}\nname: {}\n", quoted(name));
    if let Some(tpid) = tpid {
        let _ = writeln!(text, "tpid: {}", quoted(tpid));
    }
    let tenants: BTreeSet<&str> = rows.iter().filter_map(|r| r.tenant.as_deref()).collect();
    if !tenants.is_empty() {
        let list: Vec<String> = tenants.iter().map(|t| format!("{{id: {}}}", quoted(t))).collect();
        let _ = writeln!(text, "tenants: [{}]", list.join(", "));
    }
    if let Some(region) = rows.iter().find_map(|r| r.region.as_deref()) {
        let _ = writeln!(text, "region: {}", quoted(region));
    }
    // The newest month says how many seats there are; usage itself comes with the next import.
    let newest = rows.iter().filter_map(|r| r.month).max();
    let mut services: BTreeMap<&str, Option<u64>> = BTreeMap::new();
    for figure in rows.iter().filter(|r| r.month == newest).flat_map(|r| &r.figures) {
        let seats = services.entry(figure.service.as_str()).or_default();
        *seats = figure.entitled.map_or(*seats, |e| Some(seats.unwrap_or(0) + e));
    }
    if !services.is_empty() {
        text.push_str("services:\n");
    }
    for (service, seats) in services {
        let _ = writeln!(text, "  {}:", quoted(service));
        match seats {
            Some(seats) => {
                let _ = writeln!(text, "    entitled: {seats}");
            }
            None => text.push_str("    entitled:   # not in the export\n"),
        }
    }
    text
}
