//! Where the header of an export stands. In: [`Table`], [`ImportMap`]. Out: the row, columns by name.
//! Never: a column that only nearly has the name.

use super::map::ImportMap;
use super::sheet::{Row, Table};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::registry::spelling;
use crate::parse::suggest;
use crate::source::{Span, Spanned};
use std::collections::HashMap;

/// Rows in which the header is looked for.
const WITHIN: usize = 60;

/// Columns by folded header.
pub(super) type Places = HashMap<String, usize>;

/// The header: the first row that holds every header of the map. Else what is missing in the likeliest row.
pub(super) fn find(table: &Table, map: &ImportMap, findings: &mut Findings) -> Option<(usize, Places)> {
    let wanted = map.headers();
    let places = |row: &Row| -> Places {
        (0..row.cells.len()).rev().map(|c| (spelling(&table.text(row, c)), c)).collect()
    };
    let held = |places: &Places| wanted.iter().filter(|h| places.contains_key(&spelling(&h.value))).count();
    let rows = table.rows.iter().take(WITHIN).map(places).enumerate();
    let best = rows.max_by_key(|(idx, places)| (held(places), std::cmp::Reverse(*idx)));
    let Some((at, places)) = best else {
        let span = Span::new(table.file.id, 0..0);
        let found = Diagnostic::new(&codes::RECORD_SHAPE, span, "the table is empty");
        findings.push(found.help("export it again, or name another `sheet:` in the map"));
        return None;
    };
    let row = &table.rows[at];
    let texts: Vec<String> = (0..row.cells.len()).map(|c| table.text(row, c).into_owned()).collect();
    let mut sound = true;
    for name in &wanted {
        sound &= is_one(name, &texts, table.span(row, 0), findings);
    }
    sound.then_some((at, places))
}

/// True if exactly one column has the name; else the fault is told.
fn is_one(name: &Spanned<String>, texts: &[String], header: Span, findings: &mut Findings) -> bool {
    let (message, help) = match texts.iter().filter(|t| spelling(t) == spelling(&name.value)).count() {
        1 => return true,
        0 => (
            format!("the table has no column `{}`", name.value),
            suggest::did_you_mean(&name.value, texts)
                .unwrap_or_else(|| format!("its columns: `{}`", texts.join("`, `"))),
        ),
        times => (
            format!("{times} columns are called `{}`", name.value),
            "rename one of them in the table".to_string(),
        ),
    };
    let found = Diagnostic::new(&codes::SETTINGS_SHAPE, name.span, message).help(help);
    findings.push(found.label(header, "the header"));
    false
}
