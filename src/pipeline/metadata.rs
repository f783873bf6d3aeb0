//! `metadata`: the front matter of pages as a table, and back. In: the library; a table that people edited.
//! Out: the table; single values changed in pages, all of them or none. Never: another byte of a page; a page
//! that changed since the table was made.

use super::Library;
use super::load::{self, Loaded};
use crate::diagnostic::Findings;
use crate::edit::front_matter;
use crate::error::{Error, Result};
use crate::model::date::Date;
use crate::model::page::Page;
use crate::model::sentence::{listed, ticked};
use crate::output::{self, Replacement};
use crate::parse::date;
use crate::parse::import::sheet::{self, Form, Table};
use crate::render::table as tables;
use crate::source::glob::Globs;
use crate::source::{SourceMap, read};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Keys that stand first, in this order; the others follow by name.
const FIRST: [&str; 11] = [
    "title",
    "description",
    "author",
    "ms.author",
    "manager",
    "ms.date",
    "ms.topic",
    "ms.prod",
    "ms.custom",
    "ft.audience",
    "ft.owner",
];

/// The columns before the keys.
const PATH: &str = "path";
const STATE: &str = "page state";

/// Bytes of a table, at most.
const MAX_TABLE: u64 = 128 << 20;

/// Which pages to export.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Paths below the root; none: all pages.
    pub glob: Option<String>,
    /// A name that `ft.audience` lists.
    pub audience: Option<String>,
    /// A word of `ft.owner`, `author`, `ms.author` or `manager`.
    pub owner: Option<String>,
    /// Only pages whose `ms.date` is earlier, or that have none that can be read.
    pub before: Option<Date>,
}

/// Writes a file that the user named, in the place of an older one.
///
/// # Errors
/// The system refuses.
pub fn write_file(file: &Path, bytes: &[u8]) -> Result<()> {
    output::write_file(file, bytes)
}

/// One value that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueChange {
    /// The page.
    pub path: String,
    /// The key.
    pub key: String,
    /// As it is; empty: none.
    pub old: String,
    /// As it will be.
    pub new: String,
}

/// What a table would change.
#[derive(Debug, Default)]
pub struct Applied {
    /// Values.
    pub changes: Vec<ValueChange>,
    /// Rows that cannot be followed: line of the table, page, why.
    pub conflicts: Vec<(u32, String, String)>,
    /// Pages that the table names.
    pub pages: usize,
    /// True if the pages were written.
    pub written: bool,
}

/// The table: header and rows, by path.
///
/// # Errors
/// The library cannot be read, or no page matches.
pub fn metadata_table(library: &Library, filter: &Filter) -> Result<(Vec<String>, Vec<Vec<String>>)> {
    let loaded = load::load(&library.root, None)?;
    let globs = filter.glob.as_ref().map(|g| Globs::new(std::slice::from_ref(g)));
    let taken = |p: &&Page| globs.as_ref().is_none_or(|g| g.matches(&p.path).is_some()) && filter.takes(p);
    let pages: Vec<&Page> = loaded.catalog.pages.iter().filter(taken).collect();
    if pages.is_empty() {
        loaded.holds_something()?;
        let glob = filter.glob.as_ref().map_or_else(|| "the filters".to_string(), |glob| format!("`{glob}`"));
        return Err(Error::not_found(format!("no page matches {glob}")));
    }
    let mut keys: Vec<String> = FIRST.iter().map(ToString::to_string).collect();
    let others: BTreeSet<&str> =
        pages.iter().flat_map(|p| &p.front.entries).map(|e| e.key.value.as_str()).collect();
    keys.extend(others.into_iter().filter(|k| !FIRST.contains(k)).map(str::to_string));
    let rows = pages.iter().map(|page| {
        let text = loaded.sources.get(page.source).map_or("", |f| f.text.as_str());
        let values = keys.iter().map(|key| value(page, key).to_string());
        [page.path.clone(), state(text)].into_iter().chain(values).collect()
    });
    let rows = rows.collect();
    Ok(([PATH.to_string(), STATE.to_string()].into_iter().chain(keys).collect(), rows))
}

/// The table as CSV, or as a workbook.
///
/// # Errors
/// As for [`metadata_table`]; or the workbook cannot hold it.
pub fn export_metadata(library: &Library, filter: &Filter, workbook: bool) -> Result<Vec<u8>> {
    let (header, rows) = metadata_table(library, filter)?;
    match workbook {
        true => tables::xlsx("Front matter", &header, &rows),
        false => Ok(tables::csv(&header, &rows)),
    }
}

/// Compares a table with the pages; writes the changed values where that is asked and nothing is in conflict.
///
/// # Errors
/// The library or the table cannot be read, or a page changes while it is written.
pub fn apply_metadata(library: &Library, file: &Path, write: bool) -> Result<Applied> {
    let loaded = load::load(&library.root, None)?;
    let table = table(file)?;
    let header = table.rows.first().ok_or_else(|| Error::new("find a header in the table").at(file))?;
    let names: Vec<String> = (0..header.cells.len()).map(|c| table.text(header, c).into_owned()).collect();
    let column = |name: &str| names.iter().position(|n| n == name);
    let (Some(path), Some(known)) = (column(PATH), column(STATE)) else {
        return Err(Error::new(format!("find the columns `{PATH}` and `{STATE}` in the table")).at(file));
    };
    let rows: Vec<_> = table.rows[1..]
        .par_iter()
        .map(|row| {
            let cell = |c: usize| tables::unguarded(&table.text(row, c)).to_string();
            let cells = names.iter().enumerate().filter(|(c, n)| *c != path && *c != known && !n.is_empty());
            let wanted =
                cells.filter(|(c, _)| *c < row.cells.len()).map(|(c, n)| (n.clone(), cell(c))).collect();
            Wanted { line: row.line, path: cell(path), state: cell(known), values: wanted }
        })
        .collect();
    let mut applied = Applied { pages: rows.len(), ..Applied::default() };
    let mut files = Vec::new();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for wanted in rows {
        if let Some(first) = seen.insert(wanted.path.clone(), wanted.line) {
            let why = format!("the page stands on line {first} too");
            applied.conflicts.push((wanted.line, wanted.path, why));
            continue;
        }
        follow(&loaded, wanted, &mut applied, &mut files);
    }
    if write && applied.conflicts.is_empty() {
        output::replace(&library.root, &files)?;
        applied.written = true;
    }
    Ok(applied)
}

/// A row of the table.
struct Wanted {
    line: u32,
    path: String,
    state: String,
    values: Vec<(String, String)>,
}

/// Adds what a row changes, or why it cannot.
fn follow(loaded: &Loaded, wanted: Wanted, applied: &mut Applied, files: &mut Vec<Replacement>) {
    match changed(loaded, &wanted) {
        Ok(None) => {}
        Ok(Some((file, changes))) => {
            files.push(file);
            applied.changes.extend(changes);
        }
        Err(why) => applied.conflicts.push((wanted.line, wanted.path, why)),
    }
}

type Changed = (Replacement, Vec<ValueChange>);

/// The page's new text and its changes, if a cell says another value than the page.
fn changed(loaded: &Loaded, wanted: &Wanted) -> std::result::Result<Option<Changed>, String> {
    let page = loaded.catalog.page(&wanted.path).ok_or("the library has no such page")?;
    let differs = |(key, new): &&(String, String)| !same(value(page, key), new);
    let differing: Vec<&(String, String)> = wanted.values.iter().filter(differs).collect();
    let (false, Some(source)) = (differing.is_empty(), loaded.sources.get(page.source)) else {
        return Ok(None);
    };
    let mut values = Vec::new();
    for (key, new) in differing {
        let new = as_the_page_writes(value(page, key), new.clone());
        values.push((key.clone(), new.map_err(|why| format!("`{key}`: {why}"))?));
    }
    if state(&source.text) != wanted.state {
        let keys = listed(ticked(values.iter().map(|(key, _)| key)));
        return Err(format!("the page changed since the table was made (its row changes {keys})"));
    }
    let text = front_matter::set(source, &values).map_err(|(key, why)| format!("`{key}`: {why}"))?;
    let old = Some(source.text.clone().into_bytes());
    let file = Replacement { path: wanted.path.clone(), old, new: text.into_bytes() };
    let change = |(key, new): (String, String)| {
        let old = value(page, &key).to_string();
        ValueChange { path: wanted.path.clone(), old, key, new }
    };
    Ok(Some((file, values.into_iter().map(change).collect())))
}

fn table(file: &Path) -> Result<Table> {
    let name =
        file.file_name().and_then(|n| n.to_str()).ok_or_else(|| Error::new("read the table").at(file))?;
    let bytes = read::bytes(file.parent().unwrap_or(Path::new("")), name, MAX_TABLE)
        .map_err(|fault| Error::new("read the table").at(file).because(fault))?;
    let mut findings = Findings::default();
    let table = sheet::read(name, &bytes, &Form::default(), &mut SourceMap::default(), &mut findings);
    let why = findings.0.first().map_or_else(String::new, |d| {
        let help = d.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
        format!(" ({}{help})", d.message)
    });
    table.ok_or_else(|| Error::new(format!("read the table{why}")).at(file))
}

/// The value of a key as it stands in the table.
fn value<'p>(page: &'p Page, key: &str) -> &'p str {
    page.front.entries.iter().find(|e| e.key.value == key).map_or("", |e| e.value.value.as_str())
}

/// A day in the order of the day that it replaces: spreadsheets turn days around.
fn as_the_page_writes(old: &str, new: String) -> std::result::Result<String, String> {
    let Some(_) = date::page_date(old).date.filter(|_| !new.trim().is_empty()) else { return Ok(new) };
    let Some(day) = date::page_date(&new).date else {
        return Err(format!(
            "`{new}` is no day of a page: write `8/27/2026`, month first, or `2026-08-27` (a workbook, `--format xlsx`, \
             keeps days as they are)"
        ));
    };
    let iso = |text: &str| date::iso(text.trim()).is_some();
    Ok(match (iso(&new) && !iso(old), old.trim().starts_with('0') || old.contains("/0")) {
        (false, _) => new,
        (true, true) => format!("{:02}/{:02}/{}", day.month(), day.day(), day.year()),
        (true, false) => format!("{}/{}/{}", day.month(), day.day(), day.year()),
    })
}

/// True if a cell says what the page says: spreadsheets change line ends, and the zeros of days.
fn same(value: &str, cell: &str) -> bool {
    let plain = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n").trim().to_string();
    let day = |text: &str| date::page_date(text).date;
    plain(value) == plain(cell) || (day(value).is_some() && day(value) == day(cell))
}

/// What tells whether a page changed: 16 hexadecimal digits of its bytes' hash.
fn state(text: &str) -> String {
    // A letter before it, so that no spreadsheet takes it for a number.
    format!("x{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()))
}

impl Filter {
    fn takes(&self, page: &Page) -> bool {
        let lists = |key: &str, word: &str| {
            page.front.text(key).is_some_and(|v| v.split(',').any(|p| p.trim().eq_ignore_ascii_case(word)))
        };
        let audience = self.audience.as_ref().is_none_or(|a| lists("ft.audience", a));
        let people = ["ft.owner", "author", "ms.author", "manager"];
        let owner = self.owner.as_ref().is_none_or(|o| people.iter().any(|key| lists(key, o)));
        let day = page.front.text("ms.date").and_then(|d| date::page_date(d).date);
        audience && owner && self.before.is_none_or(|before| day.is_none_or(|day| day < before))
    }
}
