//! One customer's documents in one root. In: an assessment. Out: artifacts, and the row that stays of it.
//! Never: a document that the audience does not get.

use super::root::Root;
use crate::assess::Assessment;
use crate::document::{self, Kind, customers::Row};
use crate::error::Result;
use crate::plan::routes;
use crate::render::{self, Artifact};
use serde::Serialize;

/// Writes a customer's folder.
pub(super) fn write(root: &Root<'_>, assessment: &Assessment<'_>, record: &str) -> Result<Row> {
    let scope = root.scope();
    let settings = &scope.catalog.settings;
    let each = |kind: &Kind| kind.is_for(settings, scope.viewer.audience);
    let out = Out { root, id: &assessment.customer.id, record };
    if each(&document::CHECKLIST) {
        out.write(&document::CHECKLIST, "checklist", &document::checklist::compose(&scope, assessment))?;
    }
    if each(&document::KPIS) {
        out.write(&document::KPIS, "kpis", &document::kpis::compose(&scope, assessment))?;
    }
    if each(&document::REVIEW) {
        out.write(&document::REVIEW, "review", &document::review::compose(&scope, assessment))?;
    }
    let index = document::customer_index::compose(&scope, assessment);
    out.write(&document::CUSTOMER_INDEX, "index", &index)?;
    Ok(document::customers::row(&scope, assessment))
}

/// Writes the pages that list customers, where the audience gets them.
pub(super) fn write_lists(root: &Root<'_>, rows: Vec<Row>) -> Result<()> {
    let scope = root.scope();
    if !document::CUSTOMERS.is_for(&scope.catalog.settings, scope.viewer.audience) {
        return Ok(());
    }
    let mut rows = rows;
    document::customers::sort(&mut rows);
    let table = document::portfolio::table(&scope, &rows);
    root.accept(render::csv::table(root.engine.label(), "customers/portfolio.csv", &table))?;
    for (route, view) in document::customers::compose(&scope, rows) {
        for format in document::CUSTOMERS.formats {
            root.accept(render::document(&root.engine, &document::CUSTOMERS, *format, &view, &route)?)?;
        }
    }
    Ok(())
}

struct Out<'a> {
    root: &'a Root<'a>,
    id: &'a str,
    record: &'a str,
}

impl Out<'_> {
    fn write<V: Serialize>(&self, kind: &Kind, file: &str, view: &V) -> Result<()> {
        for format in kind.formats {
            let route = routes::customer(self.id, file, format.extension());
            let artifact = render::document(&self.root.engine, kind, *format, view, &route)?;
            self.root.accept(Artifact { sources: vec![self.record.to_string()], ..artifact })?;
        }
        Ok(())
    }
}
