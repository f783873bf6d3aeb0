//! A first map of an export. In: a table, the registry. Out: YAML, every guess with a remark.
//! Never: read as if it were declared; people read it first.

mod columns;
mod services;
mod signs;

use super::sheet::{Row, Table};
use crate::model::registry::{Registry, spelling};
use crate::model::scalar::quoted;
use std::fmt::Write as _;

/// Rows in which the header is looked for, and rows of values that are looked at.
const HEADER_WITHIN: usize = 30;
const LOOKED_AT: usize = 500;

/// What was found out about the file before it was read as a table.
#[derive(Clone, Debug, Default)]
pub struct Container {
    /// The sheets of a workbook, and which of them is the table.
    pub sheets: Option<(Vec<String>, usize)>,
    /// The text is not UTF-8.
    pub windows_1252: bool,
}

/// A guess at a map.
pub fn guess(table: &Table, container: &Container, registry: &Registry) -> String {
    let Some(at) = header(table) else { return "# the table is empty\n".to_string() };
    let header = &table.rows[at];
    let names: Vec<String> = (0..header.cells.len()).map(|c| table.text(header, c).into_owned()).collect();
    let rows: Vec<&Row> = table.rows.iter().skip(at + 1).take(LOOKED_AT).collect();
    let mut columns = Columns { table, rows, taken: vec![false; names.len()], names };
    let mut text = format!(
        "# A first map, guessed from `{}` (header on line {}). Read every line; what is wrong here is wrong in the import.\n",
        table.file.path, header.line
    );
    contained(container, &mut text);
    let body = columns.who() + &columns.services(registry) + &columns.tasks();
    text.push_str(&columns.signs(body.contains("percent:")));
    text.push_str(&body);
    text.push_str(&columns.rest());
    text.push_str("drafts: false   # `true`: rows of unknown customers also become drafts of records, in customers/drafts/\n");
    text
}

/// The first row that is about as wide as the table.
fn header(table: &Table) -> Option<usize> {
    let filled = |row: &Row| (0..row.cells.len()).filter(|c| !table.text(row, *c).is_empty()).count();
    let widest = table.rows.iter().take(HEADER_WITHIN).map(filled).max()?;
    table.rows.iter().position(|row| filled(row) * 10 >= widest * 8)
}

fn contained(container: &Container, text: &mut String) {
    if container.windows_1252 {
        text.push_str("encoding: windows-1252   # the bytes are no UTF-8; look at a name with an accent\n");
    }
    if let Some((sheets, at)) = container.sheets.as_ref().filter(|(sheets, _)| sheets.len() > 1) {
        let all = sheets.join("`, `");
        let _ = writeln!(text, "sheet: {}   # the fullest of `{all}`", quoted(&sheets[*at]));
    }
}

/// Columns of the table, and which of them are understood.
struct Columns<'a> {
    table: &'a Table,
    /// Rows below the header.
    rows: Vec<&'a Row>,
    names: Vec<String>,
    taken: Vec<bool>,
}

impl Columns<'_> {
    /// A column whose header is one of the words, the first word that fits; it is taken then.
    fn take(&mut self, words: &[&str]) -> Option<&str> {
        let fits = |word: &&str| {
            let free = self.names.iter().zip(&self.taken).enumerate().filter(|(_, (_, taken))| !**taken);
            free.map(|(at, (name, _))| (at, name)).find(|(_, n)| spelling(n) == **word).map(|(at, _)| at)
        };
        let at = words.iter().find_map(fits)?;
        self.taken[at] = true;
        Some(&self.names[at])
    }

    /// What is left over.
    fn rest(&self) -> String {
        let left = self.names.iter().zip(&self.taken).filter(|(name, taken)| !name.is_empty() && !**taken);
        let left: Vec<String> = left.map(|(name, _)| quoted(name)).collect();
        match left.is_empty() {
            true => String::new(),
            false => format!(
                "ignore: [{}]   # not understood, so not read; move what matters up\n",
                left.join(", ")
            ),
        }
    }
}
