//! Tables that mean something (DOMAIN.md 2): tasks, data fields, KPIs, ring updates, change log.
//! In: tables of the flow, matched by the vocabulary of columns. Out: rows of the [`Playbook`].
//! Never: a value from `N/A`, `-` or an empty cell; a row is dropped only when all its cells are such.

use super::labels::scope_names;
use super::{Body, Store, scenarios, thresholds};
use crate::diagnostic::{Diagnostic, Findings, Safety, codes};
use crate::model::condition::When;
use crate::model::playbook::{
    DataField, Kpi, Label, LabelKind, Labels, NameRef, Playbook, Refresh, Required, RingUpdate, SectionKind,
    ServiceScope, Task,
};
use crate::model::prose::{BlockKind, Cell, Fragment, Row, Table, fold, folded};
use crate::model::vocabulary::{Column, Vocabulary};
use crate::parse::{band, date, due, names, when};
use crate::source::Span;

/// Reads every table of the flow.
pub(super) fn read(body: &Body<'_>, playbook: &mut Playbook, store: &mut Store<'_>, findings: &mut Findings) {
    let page_section = page_task_section(body);
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

/// The heading of a page's only FTOP Tasks section, if it stands after the last of several scenarios or
/// outside Approach: its tasks belong to the page.
fn page_task_section(body: &Body<'_>) -> Option<usize> {
    let heads = &body.outline.heads;
    let mut sections = (0..heads.len()).filter(|h| heads[*h].kind == SectionKind::FtopTasks);
    let (only, None) = (sections.next()?, sections.next()) else { return None };
    let scenarios: Vec<usize> =
        (0..heads.len()).filter(|h| heads[*h].kind == SectionKind::Scenario).collect();
    let last = scenarios.len() > 1 && scenarios.last().is_some_and(|s| *s < only);
    (last || body.outline.owner(heads[only].own.start).is_none()).then_some(only)
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

    fn tasks(&mut self, table: &Table, page_section: Option<usize>, store: &mut Store<'_>) {
        let owner = self.body.outline.owner(self.at);
        let head = self.body.outline.head_of(self.at);
        let of_page = page_section.is_some() && self.section_of(head) == page_section;
        let scenario = owner.filter(|_| !of_page).and_then(|h| {
            let span = self.body.outline.heads[h].span;
            self.playbook.scenarios.iter().position(|s| s.span == span)
        });
        let labels = match scenario.and(owner).or(head) {
            Some(h) => self.task_labels(h, scenario.is_some()),
            None => self.body.bound.page.clone(),
        };
        for row in &table.rows {
            if self.says_nothing(row) {
                continue;
            }
            let Some(task) = self.task(row, scenario, &labels, store) else { continue };
            if let Some(s) = scenario {
                let idx = self.playbook.tasks.len();
                self.playbook.scenarios[s].tasks.push(idx);
            }
            self.playbook.tasks.push(task);
        }
    }

    /// Tasks of a scenario inherit from it; tasks of the page from the page and from its Approach, not from
    /// the scenario that happens to stand above.
    fn task_labels(&self, head: usize, of_scenario: bool) -> Labels {
        if of_scenario {
            return scenarios::effective(self.body, head);
        }
        let heads = &self.body.outline.heads;
        let approach = heads.iter().position(|h| h.kind == SectionKind::Approach);
        approach.map_or_else(|| self.body.bound.page.clone(), |h| scenarios::effective(self.body, h))
    }

    fn section_of(&self, head: Option<usize>) -> Option<usize> {
        let heads = &self.body.outline.heads;
        self.body.outline.chain(head?).find(|h| heads[*h].kind == SectionKind::FtopTasks)
    }

    fn task(
        &mut self,
        row: &Row,
        scenario: Option<usize>,
        labels: &Labels,
        store: &mut Store<'_>,
    ) -> Option<Task> {
        let id_text = self.text(row, Column::TaskId);
        let id = id_text.trim_start_matches('#').trim().to_string();
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_digit()) {
            self.no_number(row, &id_text);
            return None;
        }
        let cx = self.body.cx;
        let name = self.columns.cell(row, Column::TaskName);
        let (services, service_names) = self.task_services(row, labels, scenario.is_none());
        let need_text = self.text(row, Column::Need);
        let need = cx.vocabulary.need(&need_text);
        if need.is_none() {
            self.need_unread(row, &need_text);
        }
        let due = labels.get(LabelKind::Due).and_then(|l| due::due(&l.text, l.span));
        let one_of = labels.get(LabelKind::OneOf).map(one_of).filter(|ids| ids.contains(&id));
        Some(Task {
            name: name.map(|c| folded(&c.content)).unwrap_or_default(),
            fragment: store.add(Fragment::Inline(name.map(|c| c.content.clone()).unwrap_or_default())),
            need,
            roles: self.task_roles(row, labels),
            services,
            service_names,
            span: row.span,
            scenario,
            audience: self.body.flow[self.at].audience,
            due,
            one_of,
            id,
        })
    }

    fn task_roles(&self, row: &Row, labels: &Labels) -> Vec<crate::model::playbook::NameRef> {
        let cx = self.body.cx;
        let own = names::roles(&self.text(row, Column::Role), cx.registry, cx.vocabulary);
        if !own.is_empty() {
            return own;
        }
        labels
            .get(LabelKind::PrimaryRole)
            .map_or_else(Vec::new, |l| names::roles(&l.text, cx.registry, cx.vocabulary))
    }

    /// The row's own services win; without a Services column, or with an empty cell, the inherited ones: the
    /// scenario's, or the page's and its Approach's, or every service that the page names.
    fn task_services(&self, row: &Row, labels: &Labels, of_page: bool) -> (ServiceScope, Vec<String>) {
        let own = self.text(row, Column::Services);
        if of_page && own.is_empty() && labels.get(LabelKind::AppliesTo).is_none() {
            let named = &self.playbook.applies_to;
            let refs = named.iter().map(|n| NameRef { name: n.clone(), known: true }).collect::<Vec<_>>();
            let scope = if refs.is_empty() { ServiceScope::Customer } else { ServiceScope::Named(refs) };
            return (scope, named.iter().map(ToString::to_string).collect());
        }
        let text = if own.is_empty() {
            labels.get(LabelKind::AppliesTo).map(|l| l.text.clone()).unwrap_or_default()
        } else {
            own
        };
        let cx = self.body.cx;
        (names::services(&text, cx.registry, cx.vocabulary), scope_names(&text, cx))
    }

    fn no_number(&mut self, row: &Row, text: &str) {
        let name = self.text(row, Column::TaskName);
        if name.is_empty() {
            return;
        }
        let message = if text.is_empty() {
            format!("the task `{name}` has no number")
        } else {
            format!("`{text}` is no task number")
        };
        self.findings.push(
            Diagnostic::new(&codes::TASK_ID_MISSING, self.cell_span(row, Column::TaskId), message)
                .help("write the task's number; without one the row is no task"),
        );
    }

    fn need_unread(&mut self, row: &Row, text: &str) {
        let message = match text {
            "" => "no need is given; `M` or `O` are".to_string(),
            _ => format!("`{text}` is no need; `M` and `O` are"),
        };
        self.findings.push(
            Diagnostic::new(&codes::NEED_UNREADABLE, self.cell_span(row, Column::Need), message)
                .help("write `M` or `O`"),
        );
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
        let lower = text.to_lowercase();
        let vocabulary = self.body.cx.vocabulary;
        let required = if text.is_empty() {
            Required::Unsaid
        } else if vocabulary.yes.contains(&lower) {
            Required::Yes
        } else if vocabulary.no.contains(&lower) {
            Required::No
        } else {
            Required::If(text.clone(), Box::new(self.required_when(&text)))
        };
        self.playbook.data_fields.push(DataField {
            name: self.text(row, Column::DataField),
            required,
            first_entered: self.text(row, Column::FirstEntered),
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
            crate::model::prose::InlineKind::Link { target, .. } => Some(target.clone()),
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
        let expected = match heading.kind {
            SectionKind::FtopTasks => "`Task ID`",
            SectionKind::SuccessMeasurements => "`KPI Name` and `Green/Yellow/Red Thresholds`",
            SectionKind::DataCollected => "`Data Field/Common Name` and `Required for this Process`",
            SectionKind::RingUpdates => "`CMR#` and `CMR Name`",
            SectionKind::RefreshSummary => "`Date` and `What Changed`",
            _ => return,
        };
        let span = table.head.first().map_or(heading.span, |c| c.span);
        let found: Vec<String> = table.head.iter().map(|c| format!("`{}`", folded(&c.content))).collect();
        self.findings.push(
            Diagnostic::new(
                &codes::COLUMN_UNKNOWN,
                span,
                format!(
                    "a table below `{}` with columns {}; {expected} are read",
                    heading.text,
                    found.join(", ")
                ),
            )
            .help("name the columns so, or add their words to `vocabulary: columns:` in gameplan.yml"),
        );
    }
}

/// The ids of a `One of` label.
fn one_of(label: &Label) -> Vec<String> {
    label.values.iter().map(|v| fold(v).trim_start_matches('#').to_string()).collect()
}
