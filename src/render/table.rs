//! A table as CSV for spreadsheets, or as XLSX. In: a header and rows of texts. Out: bytes.
//! Never: a cell that a spreadsheet would run: what begins as a formula or with an apostrophe gets an
//! apostrophe before it, and [`unguarded`] takes exactly that one away again.

use crate::error::{Error, Result};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

/// CSV with a byte order mark, so that a spreadsheet reads UTF-8.
pub fn csv(header: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new().flexible(true).from_writer("\u{feff}".as_bytes().to_vec());
    for row in std::iter::once(header).chain(rows.iter().map(Vec::as_slice)) {
        out.write_record(row.iter().map(|cell| guarded(cell))).expect("memory takes every row");
    }
    out.into_inner().expect("memory takes every row")
}

/// A workbook of one sheet, every cell text, the header kept in sight, with filters.
///
/// # Errors
/// More rows or longer cells than a workbook holds.
pub fn xlsx(sheet: &str, header: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let failed = |e| Error::new("write the workbook").because(e);
    let mut book = Workbook::new();
    // The same table is the same bytes on every day.
    let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let page = book.add_worksheet().set_name(sheet).map_err(failed)?;
    let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    for (column, name) in header.iter().enumerate() {
        page.write_string_with_format(0, column as u16, name, &bold).map_err(failed)?;
    }
    for (idx, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            page.write_string_with_format(idx as u32 + 1, column as u16, guarded(cell), &text)
                .map_err(failed)?;
        }
    }
    page.set_freeze_panes(1, 1).map_err(failed)?;
    if let (Some(last), true) = (header.len().checked_sub(1), !rows.is_empty()) {
        page.autofilter(0, 0, rows.len() as u32, last as u16).map_err(failed)?;
    }
    book.save_to_buffer().map_err(failed)
}

/// A cell that a spreadsheet takes as text.
pub fn guarded(cell: &str) -> String {
    match is_live(cell) {
        true => format!("'{cell}"),
        false => cell.to_string(),
    }
}

/// The cell that was guarded.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_live(rest)).unwrap_or(cell)
}

fn is_live(cell: &str) -> bool {
    cell.starts_with('\'') || runs(cell)
}

/// Signs that begin a formula in one spreadsheet or another.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// True for a cell that a spreadsheet would run. Blanks before do not hide a formula.
pub fn runs(cell: &str) -> bool {
    cell.starts_with(FORMULA) || cell.trim_start().starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guarded_comes_back() {
        for (cell, written) in [
            ("plain", "plain"),
            ("=1+1", "'=1+1"),
            ("  @SUM(A1)", "'  @SUM(A1)"),
            ("＝1", "'＝1"),
            ("'quoted", "''quoted"),
            ("a - b", "a - b"),
        ] {
            assert_eq!(guarded(cell), written);
            assert_eq!(unguarded(written), cell);
        }
    }
}
