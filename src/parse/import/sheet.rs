//! A table as bytes into rows of cells: CSV, TSV (UTF-8, or UTF-16 with its mark), XLSX.
//! In: name, bytes, what the map says of the form. Out: [`Table`]; a finding where the bytes are no table.
//! Never: the disk; a guess at what a cell means.

use super::split;
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::source::{SourceFile, SourceMap, Span};
use calamine::{Data, Reader, Xlsx};
use std::borrow::Cow;
use std::io::Cursor;
use std::sync::Arc;

/// A table: its text and its rows. A sheet of a workbook is written down as text first, one line a row, so
/// that findings have a place to show.
#[derive(Debug)]
pub struct Table {
    /// The text.
    pub file: Arc<SourceFile>,
    /// Rows with at least one filled cell, in order.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug)]
pub struct Row {
    /// Its line in the file or row of the sheet, from 1.
    pub line: u32,
    /// Its cells, as many as there are.
    pub cells: Vec<Cell>,
}

/// One cell: a range of the text.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// How it was written.
    pub written: Written,
}

/// How a cell was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// As text.
    Plain,
    /// In quotes; two of them mean one.
    Quoted,
    /// As a number or a day of a workbook: `9800.5`, `2026-08-31`, whatever signs the map declares.
    Value,
}

/// What the map says of the table's form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Text is written in Windows' code page for western Europe.
    pub windows_1252: bool,
    /// The sign between cells; none: found out.
    pub delimiter: Option<u8>,
    /// The sheet; none: the first.
    pub sheet: Option<String>,
}

impl Table {
    /// The text of a cell, trimmed; empty where the row has none.
    pub fn text(&self, row: &Row, column: usize) -> Cow<'_, str> {
        row.cells.get(column).map_or(Cow::Borrowed(""), |cell| self.of(*cell))
    }

    /// The text of a cell, trimmed.
    pub fn of(&self, cell: Cell) -> Cow<'_, str> {
        let text = self.file.text.get(cell.start as usize..cell.end as usize).unwrap_or("");
        match cell.written {
            Written::Quoted if text.contains("\"\"") => {
                Cow::Owned(text.replace("\"\"", "\"").trim().to_string())
            }
            _ => Cow::Borrowed(text.trim()),
        }
    }

    /// Where a cell stands; the end of the row where there is none.
    pub fn span(&self, row: &Row, column: usize) -> Span {
        match (row.cells.get(column), row.cells.last()) {
            (Some(cell), _) => Span::new(self.file.id, cell.start as usize..cell.end as usize),
            (None, Some(last)) => Span::new(self.file.id, last.end as usize..last.end as usize),
            (None, None) => Span::new(self.file.id, 0..0),
        }
    }
}

/// Reads a table. `path` decides the form by its ending (`.xlsx`, else text).
pub fn read(
    path: &str,
    bytes: &[u8],
    form: &Form,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Table> {
    let text = if is_workbook(path) {
        match workbook(bytes, form.sheet.as_deref()) {
            Ok((text, cells)) => {
                let file = sources.add(path.to_string(), text);
                return Some(Table { rows: placed(&file, cells), file });
            }
            Err((message, help)) => return refused(path, String::new(), &message, &help, sources, findings),
        }
    } else {
        match decoded(bytes, form.windows_1252) {
            Ok(text) => text,
            Err(before) => {
                let help = "save it as `CSV UTF-8`; a map of an import may say `encoding: windows-1252`";
                return refused(path, before, "the table is not UTF-8 from here on", help, sources, findings);
            }
        }
    };
    let file = sources.add(path.to_string(), text);
    let mut from = file.body_start();
    let found = split::sign(&file.text, &mut from);
    let (rows, open) = split::rows(&file, from, form.delimiter.unwrap_or(found));
    if let Some(at) = open {
        let span = Span::new(file.id, at as usize..at as usize + 1);
        let fault = Diagnostic::new(&codes::RECORD_SHAPE, span, "a quote opens here and never closes");
        findings.push(fault.help("close it, or write two for one"));
        return None;
    }
    Some(Table { file, rows })
}

fn refused(
    path: &str,
    before: String,
    message: &str,
    help: &str,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Table> {
    let file = sources.add(path.to_string(), before);
    let span = Span::new(file.id, file.text.len()..file.text.len());
    findings.push(Diagnostic::new(&codes::NOT_TEXT, span, message).help(help));
    None
}

/// True for a name that ends in `.xlsx`.
pub fn is_workbook(path: &str) -> bool {
    path.to_lowercase().ends_with(".xlsx")
}

/// UTF-8, or UTF-16 that begins with its mark, or code page 1252 where that is said.
///
/// # Errors
/// What stands before the first wrong byte.
pub fn decoded(bytes: &[u8], windows_1252: bool) -> Result<String, String> {
    let units = |pair: fn([u8; 2]) -> u16| {
        bytes[2..].chunks_exact(2).map(move |c| pair([c[0], c[1]])).collect::<Vec<_>>()
    };
    match bytes {
        [0xFF, 0xFE, ..] => String::from_utf16(&units(u16::from_le_bytes)).map_err(|_| String::new()),
        [0xFE, 0xFF, ..] => String::from_utf16(&units(u16::from_be_bytes)).map_err(|_| String::new()),
        _ if windows_1252 => Ok(bytes.iter().map(|b| western(*b)).collect()),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_string()),
            Err(fault) => Err(String::from_utf8_lossy(&bytes[..fault.valid_up_to()]).into_owned()),
        },
    }
}

/// What a byte means in code page 1252: Latin 1, and typographic signs in the place of its control codes.
fn western(byte: u8) -> char {
    const SIGNS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => SIGNS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The sheets of a workbook, and which of them has the most filled cells; none if it is no workbook.
pub fn sheets(bytes: &[u8]) -> Option<(Vec<String>, usize)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let names = book.sheet_names();
    let filled = |name: &String| {
        let range = book.worksheet_range(name);
        range.map_or(0, |range| range.used_cells().count())
    };
    let counts: Vec<usize> = names.iter().map(filled).collect();
    let most = (0..names.len()).max_by_key(|at| (counts[*at], std::cmp::Reverse(*at)))?;
    Some((names, most))
}

type Cells = Vec<(u32, Vec<(u32, u32, Written)>)>;

/// A sheet as text, one line a row, cells between tabs; and the cells' places.
fn workbook(bytes: &[u8], wanted: Option<&str>) -> Result<(String, Cells), (String, String)> {
    let unread = |e: calamine::XlsxError| {
        (format!("the workbook cannot be read: {e}"), "save it again as .xlsx".to_string())
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unread)?;
    let names = book.sheet_names();
    let name = match wanted {
        None => names.first().cloned(),
        Some(wanted) => names.iter().find(|n| n.trim().eq_ignore_ascii_case(wanted.trim())).cloned(),
    };
    let Some(name) = name else {
        let all = names.join("`, `");
        return Err((
            format!("the workbook has no sheet `{}`", wanted.unwrap_or("")),
            format!("it has `{all}`"),
        ));
    };
    let range = book.worksheet_range(&name).map_err(unread)?;
    let (top, left) = range.start().unwrap_or((0, 0));
    let mut text = "\n".repeat(top as usize);
    let mut cells = Cells::new();
    for (idx, row) in range.rows().enumerate() {
        let mut line = Vec::with_capacity(row.len() + left as usize);
        for _ in 0..left {
            line.push((text.len() as u32, text.len() as u32, Written::Plain));
            text.push('\t');
        }
        for (column, data) in row.iter().enumerate() {
            if column > 0 {
                text.push('\t');
            }
            let start = text.len() as u32;
            let written = push(data, &mut text);
            line.push((start, text.len() as u32, written));
        }
        text.push('\n');
        cells.push((top + idx as u32 + 1, line));
    }
    Ok((text, cells))
}

/// Adds a cell's text: numbers with a point and no other sign, days as `2026-08-31`.
fn push(data: &Data, text: &mut String) -> Written {
    match data {
        Data::Empty => Written::Plain,
        Data::Int(number) => value(&number.to_string(), text),
        Data::Float(number) => value(&number.to_string(), text),
        Data::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            value(&format!("{year:04}-{month:02}-{day:02}"), text)
        }
        Data::DateTimeIso(iso) => value(iso.split('T').next().unwrap_or(iso), text),
        other => {
            // A cell may hold line ends and tabs; one line is one row here.
            text.extend(
                other.to_string().chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }),
            );
            Written::Plain
        }
    }
}

fn value(written: &str, text: &mut String) -> Written {
    text.push_str(written);
    Written::Value
}

fn placed(file: &SourceFile, cells: Cells) -> Vec<Row> {
    let filled =
        |(start, end, _): &(u32, u32, Written)| !file.text[*start as usize..*end as usize].trim().is_empty();
    cells
        .into_iter()
        .filter(|(_, cells)| cells.iter().any(filled))
        .map(|(line, cells)| Row {
            line,
            cells: cells.into_iter().map(|(start, end, written)| Cell { start, end, written }).collect(),
        })
        .collect()
}
