//! Usage as `import` writes it: `usage/<id>.csv`. In: the file. Out: [`UsageRow`]s. Never: merges.

use super::reader::Cx;
use super::value;
use crate::diagnostic::{Findings, codes};
use crate::model::customer::FormerUsage;
use crate::model::date::Month;
use crate::model::nearest::nearest;
use crate::source::{SourceFile, Span, Spanned};
use csv::StringRecord;

const REQUIRED: [&str; 3] = ["service", "month", "active"];
const OPTIONAL: [&str; 3] = ["entitled", "was", "captured"];

/// One row.
#[derive(Debug)]
pub struct UsageRow {
    /// The service as written.
    pub service: Spanned<String>,
    /// The month.
    pub month: Month,
    /// Active users at its end.
    pub active: u64,
    /// Entitled at its end; none where the cell is empty.
    pub entitled: Option<u64>,
    /// The former figure.
    pub was: Option<FormerUsage>,
    /// The row.
    pub span: Span,
}

/// Reads a usage file: columns by name, in any order. Faulty rows are findings and left out.
pub fn read(file: &SourceFile, findings: &mut Findings) -> Vec<UsageRow> {
    let mut cx = Cx::new(findings, &codes::RECORD_SHAPE);
    let body = &file.text[file.body_start()..];
    let mut builder = csv::ReaderBuilder::new();
    let mut reader = builder.flexible(true).trim(csv::Trim::All).from_reader(body.as_bytes());
    let Ok(header) = reader.headers().cloned() else { return Vec::new() };
    let columns = Columns { header: &header, file };
    if !columns.check(&mut cx) {
        return Vec::new();
    }
    reader.records().flatten().filter_map(|record| columns.row(&record, &mut cx)).collect()
}

struct Columns<'a> {
    header: &'a StringRecord,
    file: &'a SourceFile,
}

impl Columns<'_> {
    /// Reports columns that are unknown or missing; false if rows cannot be read.
    fn check(&self, cx: &mut Cx<'_>) -> bool {
        let span = Span::new(self.file.id, self.file.line_range(1));
        let known = || REQUIRED.into_iter().chain(OPTIONAL);
        let mut meant: Vec<&str> = Vec::new();
        for name in self.header.iter().filter(|n| !known().any(|k| k.eq_ignore_ascii_case(n))) {
            let near = nearest(name, known());
            let help = near.map(|right| format!("did you mean `{right}`?"));
            let allowed = "allowed: `service`, `month`, `active`, `entitled`, `was`, `captured`";
            let message = format!("`{name}` is no column of a usage file");
            cx.fault(span, message, help.unwrap_or_else(|| allowed.into()));
            meant.extend(near);
        }
        let missing: Vec<&str> = REQUIRED.into_iter().filter(|k| self.column(k).is_none()).collect();
        for name in missing.iter().filter(|n| !meant.contains(n)) {
            let help = "the first line names the columns: `service,month,active,entitled`";
            cx.fault(span, format!("the usage file has no column `{name}`"), help);
        }
        missing.is_empty()
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|n| n.eq_ignore_ascii_case(name))
    }

    fn cell<'r>(&self, record: &'r StringRecord, name: &str) -> Option<&'r str> {
        record.get(self.column(name)?).filter(|text| !text.is_empty())
    }

    fn row(&self, record: &StringRecord, cx: &mut Cx<'_>) -> Option<UsageRow> {
        let span = self.span(record);
        let service = self.needed(record, "service", span, cx);
        let month = self.needed(record, "month", span, cx);
        let month = month.and_then(|text| read_cell("month", text, span, value::month, cx));
        let active = self.needed(record, "active", span, cx);
        let active = active.and_then(|text| read_cell("active", text, span, value::integer, cx));
        let entitled = match self.cell(record, "entitled") {
            Some(text) => Some(read_cell("entitled", text, span, value::integer, cx)?),
            None => None,
        };
        let was = self.former(record, span, cx);
        let service = Spanned::new(service?.to_string(), span);
        Some(UsageRow { service, month: month?, active: active?, entitled, was, span })
    }

    /// `was`: `2880`, or `2880/12400` where the entitlements were others; `captured`: the day it was replaced.
    fn former(&self, record: &StringRecord, span: Span, cx: &mut Cx<'_>) -> Option<FormerUsage> {
        let text = self.cell(record, "was")?;
        let (active, entitled) = match text.split_once('/') {
            Some((active, entitled)) => (active.trim(), Some(entitled.trim())),
            None => (text, None),
        };
        let active = read_cell("was", active, span, value::integer, cx)?;
        let entitled = match entitled {
            Some(text) => Some(read_cell("was", text, span, value::integer, cx)?),
            None => None,
        };
        let until = self.cell(record, "captured");
        let until = until.and_then(|text| read_cell("captured", text, span, value::date, cx));
        Some(FormerUsage { active, entitled, until })
    }

    fn needed<'r>(
        &self,
        record: &'r StringRecord,
        name: &str,
        span: Span,
        cx: &mut Cx<'_>,
    ) -> Option<&'r str> {
        let cell = self.cell(record, name);
        if cell.is_none() {
            cx.fault(span, format!("the row has no `{name}`"), "fill the cell, or remove the row");
        }
        cell
    }

    /// The row's line; a byte order mark counts.
    fn span(&self, record: &StringRecord) -> Span {
        let at = record.position().map_or(0, |p| p.byte() as usize) + self.file.body_start();
        let blank = self.file.text[at..].find(|c: char| !c.is_whitespace()).unwrap_or(0);
        let line = self.file.line((at + blank) as u32);
        Span::new(self.file.id, self.file.line_range(line))
    }
}

fn read_cell<T>(
    name: &str,
    text: &str,
    span: Span,
    read: impl Fn(&str) -> Result<T, String>,
    cx: &mut Cx<'_>,
) -> Option<T> {
    read(text)
        .map_err(|help| cx.fault(span, format!("`{name}` is `{text}`, which cannot be read"), help))
        .ok()
}
