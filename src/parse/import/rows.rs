//! The rows of an export, read by its map. In: [`Table`], [`ImportMap`], the registry. Out: [`Export`].
//! Never: sums, customers; a cell in doubt is a finding, and a blank one is missing.

use super::header::{self, Places};
use super::map::{ImportMap, near_service};
use super::number::{Doubt, Exact};
use super::sheet::{Row, Table, Written};
use super::tasks::TaskState;
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::Name;
use crate::model::date::Month;
use crate::model::registry::{Registry, spelling};
use crate::source::{Span, Spanned};
use std::collections::{BTreeMap, HashMap};

/// What an export says.
#[derive(Debug, Default)]
pub struct Export {
    /// The header's cells.
    pub header: Vec<String>,
    /// Rows that speak of a customer.
    pub rows: Vec<ExportRow>,
    /// Rows that are left out: line, text of the first filled cell.
    pub left_out: Vec<(u32, String)>,
    /// The export's own totals: line, header, count, and what its rows give.
    pub totals: Vec<Total>,
    /// Headers that the map does not name.
    pub unread: Vec<String>,
}

/// A total of the export's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// Its line.
    pub line: u32,
    /// The column.
    pub header: String,
    /// What it says.
    pub said: u64,
    /// What the rows above give.
    pub summed: u64,
}

/// One row.
#[derive(Debug)]
pub struct ExportRow {
    /// Its line, from 1.
    pub line: u32,
    /// Its place in the table.
    pub at: usize,
    /// The customer number, as written.
    pub tpid: Option<String>,
    /// The tenant, as written.
    pub tenant: Option<String>,
    /// The name, as written.
    pub name: Option<String>,
    /// The region, as written.
    pub region: Option<String>,
    /// The month of its figures; none where it has no figure.
    pub month: Option<Month>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// Services of the map whose cells are all blank.
    pub blank: Vec<Name>,
    /// Its task state.
    pub task: Option<TaskState>,
    /// The first cell that says who.
    pub span: Span,
}

/// The figures of one service in one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The service by registry name.
    pub service: Name,
    /// Active; none: missing.
    pub active: Option<u64>,
    /// Entitled; none: missing.
    pub entitled: Option<u64>,
    /// The export's own percentage, where it differs from what the two give.
    pub differs: Option<Exact>,
    /// Its cell.
    pub span: Span,
}

/// Reads the rows. `month` is the month of all rows where neither a column nor the map says it.
pub fn read(
    table: &Table,
    map: &ImportMap,
    month: Option<Month>,
    registry: &Registry,
    findings: &mut Findings,
) -> Option<Export> {
    let (at, places) = header::find(table, map, findings)?;
    let header: Vec<String> =
        (0..table.rows[at].cells.len()).map(|c| table.text(&table.rows[at], c).into_owned()).collect();
    let month = month.or(map.month);
    let mut reading = Reading { table, map, places, month, registry, findings, sums: HashMap::new() };
    let mut export = Export { unread: reading.unread(&header), ..Export::default() };
    if !map.services.is_empty() && month.is_none() && !map.columns.contains_key("month") {
        let span = table.span(&table.rows[at], 0);
        let help = "name the column under `columns: month:`, or say `--month 2026-08`";
        reading.fault(span, "no column says which month the figures are of".to_string(), help);
        return None;
    }
    for (idx, row) in table.rows.iter().enumerate().skip(at + 1) {
        reading.row(idx, row, &header, &mut export);
    }
    export.header = header;
    Some(export)
}

pub(super) struct Reading<'a> {
    pub(super) table: &'a Table,
    pub(super) map: &'a ImportMap,
    places: Places,
    month: Option<Month>,
    registry: &'a Registry,
    findings: &'a mut Findings,
    /// Sums by column, for the export's own totals.
    sums: HashMap<usize, u64>,
}

impl Reading<'_> {
    pub(super) fn fault(&mut self, span: Span, message: String, help: &str) {
        self.findings.push(Diagnostic::new(&codes::RECORD_SHAPE, span, message).help(help));
    }

    fn unread(&self, header: &[String]) -> Vec<String> {
        let named: Vec<String> = self.map.headers().iter().map(|h| spelling(&h.value)).collect();
        let known = |h: &&String| named.contains(&spelling(h)) || self.map.ignore.contains(&spelling(h));
        header.iter().filter(|h| !h.is_empty() && !known(h)).cloned().collect()
    }

    pub(super) fn column(&self, name: Option<&Spanned<String>>) -> Option<usize> {
        self.places.get(&spelling(&name?.value)).copied()
    }

    fn who(&self, row: &Row, key: &str) -> Option<String> {
        let text = self.table.text(row, self.column(self.map.columns.get(key))?).into_owned();
        Some(text).filter(|t| !self.map.signs.is_blank(t))
    }

    /// A cell's value; what cannot be read is a finding and missing.
    pub(super) fn take<T>(
        &mut self,
        row: &Row,
        column: Option<usize>,
        read: impl Fn(&str, Written) -> Result<Option<T>, Doubt>,
    ) -> Option<T> {
        let column = column?;
        let cell = row.cells.get(column)?;
        match read(&self.table.of(*cell), cell.written) {
            Ok(value) => value,
            Err((message, help)) => {
                let span = self.table.span(row, column);
                self.fault(span, message, &help);
                None
            }
        }
    }

    fn row(&mut self, at: usize, row: &Row, header: &[String], export: &mut Export) {
        let filled: Vec<usize> =
            (0..row.cells.len()).filter(|c| !self.table.text(row, *c).is_empty()).collect();
        let Some(first) = filled.first().map(|c| self.table.text(row, *c).into_owned()) else { return };
        let again = filled.len() > 1
            && filled.iter().all(|c| header.get(*c).is_some_and(|h| *h == self.table.text(row, *c)));
        let word = spelling(first.trim_end_matches(':'));
        if self.map.totals.contains(&word) && (filled.len() > 1 || header.len() == 1) {
            return self.totals(row, header, export);
        }
        if again || (filled.len() == 1 && header.iter().filter(|h| !h.is_empty()).count() > 1) {
            export.left_out.push((row.line, first));
            return;
        }
        let (tpid, tenant, name) = (self.who(row, "tpid"), self.who(row, "tenant"), self.who(row, "name"));
        let place = ["tpid", "tenant", "name"].iter().find_map(|k| self.column(self.map.columns.get(k)));
        let span = self.table.span(row, place.unwrap_or(0));
        if tpid.is_none() && tenant.is_none() && name.is_none() {
            let help = "fill in who it is about, or remove the row; a total row's word goes under `totals:`";
            return self.fault(span, "the row does not say which customer it is about".to_string(), help);
        }
        let (figures, blank) = self.figures(row);
        let month = self.month_of(row, &figures);
        let task = self.task(row);
        let region = self.who(row, "region");
        export.rows.push(ExportRow {
            line: row.line,
            at,
            tpid,
            tenant,
            name,
            region,
            month,
            figures,
            blank,
            task,
            span,
        });
    }

    fn month_of(&mut self, row: &Row, figures: &[Figure]) -> Option<Month> {
        let column = self.column(self.map.columns.get("month"));
        let signs = &self.map.signs;
        let own = self.take(row, column, |text, written| signs.month(text, written));
        let blank = column.is_some_and(|c| signs.is_blank(&self.table.text(row, c)));
        if own.is_none() && blank && self.month.is_none() && !figures.is_empty() {
            let span = self.table.span(row, column.unwrap_or(0));
            self.fault(span, "the row has figures and no month".to_string(), "fill in the month");
        }
        own.or(self.month)
    }

    /// Figures, and services whose cells are blank.
    fn figures(&mut self, row: &Row) -> (Vec<Figure>, Vec<Name>) {
        let map = self.map;
        let (mut found, mut blank) = (Vec::new(), Vec::new());
        for columns in &map.services {
            let place = |name: &super::map::Header| self.column(name.as_ref());
            let (active, entitled, percent) =
                (place(&columns.active), place(&columns.entitled), place(&columns.percent));
            let Some(service) = columns.name.clone().or_else(|| self.service(row, "service", &map.columns))
            else {
                continue;
            };
            let count = |text: &str, written| map.signs.count(text, written);
            let span = self.table.span(row, active.or(entitled).unwrap_or(0));
            let (a, e) = (self.take(row, active, count), self.take(row, entitled, count));
            let said = self.take(row, percent, |text, written| map.signs.percent(text, written));
            for (column, count) in [(active, a), (entitled, e)] {
                if let Some((column, count)) = column.zip(count) {
                    *self.sums.entry(column).or_default() += count;
                }
            }
            if a.is_some() || e.is_some() {
                let differs = said.filter(|said| a.zip(e).is_some_and(|(a, e)| !agrees(*said, a, e)));
                found.push(Figure { service, active: a, entitled: e, differs, span });
            } else {
                blank.push(service);
            }
        }
        (found, blank)
    }

    /// The service that a cell names; a blank cell is none, an unknown name is a finding.
    pub(super) fn service(
        &mut self,
        row: &Row,
        key: &str,
        columns: &BTreeMap<&'static str, Spanned<String>>,
    ) -> Option<Name> {
        let column = self.column(columns.get(key))?;
        let text = self.table.text(row, column).into_owned();
        if self.map.signs.is_blank(&text) {
            return None;
        }
        let found = self.registry.services.find(&text).cloned();
        if found.is_none() {
            let near = near_service(&text, self.registry);
            let help = near.unwrap_or_else(|| "add it to `registry: services:` in gameplan.yml".to_string());
            self.fault(self.table.span(row, column), format!("no service `{text}` in the registry"), &help);
        }
        found
    }

    fn totals(&mut self, row: &Row, header: &[String], export: &mut Export) {
        let map = self.map;
        let counted: Vec<usize> = map
            .services
            .iter()
            .flat_map(|s| [&s.active, &s.entitled])
            .filter_map(|name| self.column(name.as_ref()))
            .collect();
        for column in counted {
            let said = self.take(row, Some(column), |text, written| map.signs.count(text, written));
            if let Some(said) = said {
                let summed = self.sums.get(&column).copied().unwrap_or(0);
                let header = header.get(column).cloned().unwrap_or_default();
                export.totals.push(Total { line: row.line, header, said, summed });
            }
        }
    }
}

/// True if a percentage is what the two counts give, rounded to as many decimals.
fn agrees(said: Exact, active: u64, entitled: u64) -> bool {
    let (active, entitled) = (i128::from(active), i128::from(entitled));
    if entitled == 0 {
        return said.mantissa == 0;
    }
    // More decimals than six are noise of a workbook's numbers.
    let cut = said.decimals.saturating_sub(6);
    let (mantissa, decimals) = (said.mantissa / 10_i128.pow(cut), said.decimals - cut);
    let distance = (mantissa * entitled - active * 100 * 10_i128.pow(decimals)).abs();
    distance * 2 <= entitled * if cut > 0 { 2 } else { 1 }
}
