//! What a page of the site shows beside its own text. In: rows of task tables, cells with gauges, marks.
//! Out: [`Decor`], which the HTML writer looks into. Never: text of the page itself.

use crate::document::page_steps::Marks;
use crate::document::page_tasks::TaskRow;
use crate::model::Span;
use crate::render::format::escape;
use std::collections::HashMap;

/// Additions by place. Looked up only; never iterated.
#[derive(Debug, Default)]
pub struct Decor {
    /// Rows that filters know.
    pub rows: HashMap<Span, TaskRow>,
    /// Finished HTML at the end of a cell.
    pub cells: HashMap<Span, String>,
    /// Labels and needs in the text.
    pub marks: Marks,
}

impl Decor {
    /// The attributes of a row, with a blank before each.
    pub(super) fn row(&self, span: Span) -> String {
        let Some(row) = self.rows.get(&span) else { return String::new() };
        let mut out = String::new();
        let need = row.need.map(str::to_string).unwrap_or_default();
        for (name, value) in
            [("need", need), ("role", row.roles.join("|")), ("service", row.services.join("|"))]
        {
            out.push_str(&format!(" data-{name}=\""));
            escape(&value, &mut out);
            out.push('"');
        }
        out
    }
}
