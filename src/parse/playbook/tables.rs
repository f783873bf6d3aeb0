//! Tables that mean something (DOMAIN.md 2): tasks, data fields, KPIs, ring updates, change log.
//! In: tables of the flow, matched by the vocabulary of columns. Out: rows of the [`Playbook`].
//! Never: a value from `N/A`, `-` or an empty cell; a row is dropped only when all its cells are such.

mod tasks;

use super::{Body, Store, thresholds, unread};
use crate::diagnostic::{Diagnostic, Findings, Safety, codes};
use crate::model::condition::When;
use crate::model::playbook::{DataField, Kpi, Playbook, Refresh, Required, RingUpdate};
use crate::model::prose::{BlockKind, Cell, InlineKind, Row, Table, folded};
use crate::model::vocabulary::{Column, Vocabulary};
use crate::parse::{band, date, when};
use crate::source::Span;

/// Reads every table of the flow.
pub(super) fn read(body: &Body<'_>, playbook: &mut Playbook, store: &mut Store<'_>, findings: &mut Findings) {
    let page_section = tasks::page_task_section(body);
    for (at, item) in body.flow.iter().enumerate() {
        let BlockKind::Table(table) = &item.block.kind else { continue };
        let columns = Columns::of(table, body.cx.vocabulary);
        let mut rows = Rows { body, at, columns: &columns, playbook, findings };
        if columns.has(Column::TaskId) {
            rows.tasks(table, page_section, store);
        } else if columns.has(Column::KpiName) && columns.has(Column::Thresholds) {
            rows.each(table, Rows::kpi);
        } else if columns.has(Column::DataField) && columns.has(Column::Required) {
            rows.each(table, Rows::data_field);
        } else if columns.has(Column::CmrId) && (columns.has(Column::CmrName) || columns.has(Column::CmrLink))
        {
            rows.each(table, Rows::ring_update);
        } else if columns.has(Column::Date) && columns.has(Column::What) {
            rows.each(table, Rows::refresh);
        } else {
            rows.unknown(table);
        }
    }
}

/// True for a task table.
pub(super) fn is_task_table(block: &BlockKind, vocabulary: &Vocabulary) -> bool {
    matches!(block, BlockKind::Table(table) if Columns::of(table, vocabulary).has(Column::TaskId))
}

/// Which cell holds what.
struct Columns(Vec<Option<Column>>);

impl Columns {
    fn of(table: &Table, vocabulary: &Vocabulary) -> Self {
        Self(table.head.iter().map(|c| vocabulary.column(&folded(&c.content))).collect())
    }

    fn has(&self, column: Column) -> bool {
        self.0.contains(&Some(column))
    }

    fn cell<'r>(&self, row: &'r Row, column: Column) -> Option<&'r Cell> {
        row.cells.get(self.0.iter().position(|c| *c == Some(column))?)
    }
}

struct Rows<'a, 'b> {
    body: &'a Body<'a>,
    at: usize,
    columns: &'b Columns,
    playbook: &'b mut Playbook,
    findings: &'b mut Findings,
}

impl Rows<'_, '_> {
    /// Reads the rows that say anything.
    fn each(&mut self, table: &Table, read: fn(&mut Self, &Row)) {
        for row in &table.rows {
            if !self.says_nothing(row) {
                read(self, row);
            }
        }
    }

    fn says_nothing(&self, row: &Row) -> bool {
        row.cells.iter().all(|c| self.body.cx.vocabulary.is_nothing(&folded(&c.content)))
    }

    /// A cell's text; `N/A`, `-` and the like as empty.
    fn text(&self, row: &Row, column: Column) -> String {
        let text = self.columns.cell(row, column).map(|c| folded(&c.content)).unwrap_or_default();
        if self.body.cx.vocabulary.is_nothing(&text) { String::new() } else { text }
    }

    fn cell_span(&self, row: &Row, column: Column) -> Span {
        self.columns.cell(row, column).map_or(row.span, |c| c.span)
    }

    fn kpi(&mut self, row: &Row) {
        let span = self.cell_span(row, Column::Thresholds);
        let text = self.columns.cell(row, Column::Thresholds).map(|c| folded(&c.content)).unwrap_or_default();
        let read = band::thresholds(&text, span, &self.body.cx.vocabulary.colours);
        let rated = read.unread.is_empty() && read.bands.iter().any(Option::is_some);
        self.findings.extend(thresholds::fault(&read, span));
        let kpi = Kpi {
            name: self.text(row, Column::KpiName),
            definition: self.text(row, Column::Definition),
            bands: read.bands,
            unread: read.unread.iter().map(|u| u.text.clone()).collect(),
            text,
            rated,
            span: row.span,
            threshold_span: span,
            audience: self.body.flow[self.at].audience,
        };
        self.colours(&kpi);
        self.playbook.kpis.push(kpi);
    }

    fn colours(&mut self, kpi: &Kpi) {
        let names = ["green", "yellow", "red"];
        let missing: Vec<&str> = (0..3).filter(|i| kpi.bands[*i].is_none()).map(|i| names[i]).collect();
        if kpi.unread.is_empty() && !missing.is_empty() {
            let said = match missing.len() {
                3 => format!("`{}` has no threshold", kpi.name),
                _ => format!("`{}` has no {} threshold", kpi.name, missing.join(" and no ")),
            };
            self.findings.push(
                Diagnostic::new(&codes::COLOUR_MISSING, kpi.threshold_span, said)
                    .help("write all three: `Green: …; Yellow: …; Red: …`"),
            );
        }
    }

    fn data_field(&mut self, row: &Row) {
        let text = self.text(row, Column::Required);
        let required = match self.body.cx.vocabulary.yes_or_no(&text) {
            Some(true) => Required::Yes,
            Some(false) => Required::No,
            None if text.is_empty() => Required::Unsaid,
            None => Required::If(text.clone(), Box::new(self.required_when(&text))),
        };
        self.playbook.data_fields.push(DataField {
            name: self.text(row, Column::DataField),
            required,
            span: row.span,
            audience: self.body.flow[self.at].audience,
        });
    }

    /// `Blocked & No Intent only` → `status Blocked or No Intent`.
    fn required_when(&self, text: &str) -> When {
        let span = Span::default();
        let inferred = when::infer(text, span, &self.body.cx.words);
        if inferred.text.is_some() {
            return inferred;
        }
        when::read(text, span, &self.body.cx.words, &mut Findings::default())
    }

    fn ring_update(&mut self, row: &Row) {
        let update = RingUpdate {
            id: self.text(row, Column::CmrId),
            name: self.text(row, Column::CmrName),
            link: self.link(row),
            span: row.span,
        };
        self.playbook.ring_updates.push(update);
    }

    /// The link's target, if the cell holds a link; else its text.
    fn link(&self, row: &Row) -> String {
        let Some(cell) = self.columns.cell(row, Column::CmrLink) else { return String::new() };
        let target = cell.content.iter().find_map(|i| match &i.kind {
            InlineKind::Link { target, .. } => Some(target.clone()),
            _ => None,
        });
        target.unwrap_or_else(|| self.text(row, Column::CmrLink))
    }

    fn refresh(&mut self, row: &Row) {
        let text = self.text(row, Column::Date);
        let read = date::page_date(&text);
        let date_span = self.cell_span(row, Column::Date);
        if read.date.is_none() && !text.is_empty() {
            let found =
                Diagnostic::new(&codes::LOG_ROW_UNREADABLE, date_span, format!("`{text}` is no date"));
            self.findings.push(match &read.likely {
                Some(day) => {
                    let safety = if day.certain { Safety::Safe } else { Safety::Unsafe };
                    found.meant(safety, &day.text)
                }
                None => found.help("write month, day and year: `4/05/2019`"),
            });
        }
        self.playbook.refresh.push(Refresh {
            date: read,
            who: self.text(row, Column::Who),
            what: self.text(row, Column::What),
            span: row.span,
            date_span,
        });
    }

    /// A table in a section of known tables, with none of their columns.
    fn unknown(&mut self, table: &Table) {
        let Some(head) = self.body.outline.head_of(self.at) else { return };
        let heading = &self.body.outline.heads[head];
        self.findings.extend(unread::columns(heading, table, self.body.cx.vocabulary));
    }
}
