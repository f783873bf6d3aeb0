//! One customer of the stream: record, usage and progress read, assessed, handed on.
//! In: a [`Loaded`] and a record's place. Out: what the caller makes of the assessment, and the findings.
//! Never: keeps a customer; never looks at another one.

use super::load::{FILES_PER_CUSTOMER, Loaded};
use crate::assess::{Assessment, run};
use crate::diagnostic::Findings;
use crate::model::customer::Customer;
use crate::model::date::Date;
use crate::model::progress::Progress;
use crate::parse::{lower, schema};
use crate::source::read::ReadFault;
use crate::source::{SourceFile, SourceId, SourceMap, Span};
use std::sync::Arc;

/// A record that was read.
#[derive(Debug)]
pub struct ReadCustomer {
    /// The customer; none if the record could not be made into one.
    pub customer: Option<Customer>,
    /// Its ticks.
    pub progress: Progress,
    /// Faults of its files.
    pub findings: Findings,
    /// Its files.
    pub sources: SourceMap,
}

/// Reads the files of the customer at `idx` of `library.records`.
pub(super) fn read(library: &Loaded, idx: usize) -> ReadCustomer {
    let record = &library.records[idx];
    let settings = &library.catalog.settings;
    let first = library.first_record.0 + idx as u32 * FILES_PER_CUSTOMER;
    let mut files = Files { library, sources: SourceMap::default(), findings: Findings::default() };
    let text = files.required(&record.path, SourceId(first));
    let usage = files.optional(&format!("{}/{}.csv", settings.usage_dir, record.id), SourceId(first + 1));
    let ticks = files.optional(&format!("{}/{}.yml", settings.progress_dir, record.id), SourceId(first + 2));
    let Files { sources, mut findings, .. } = files;
    let customer =
        text.and_then(|file| lower::record::read(&file, usage.as_deref(), &library.catalog, &mut findings));
    let progress = ticks.map_or_else(Progress::default, |file| schema::progress::read(&file, &mut findings));
    ReadCustomer { customer, progress, findings, sources }
}

/// Assesses a customer; places are found in the library's files and its own.
pub(super) fn assess<'a>(
    library: &'a Loaded,
    customer: &'a Customer,
    progress: &Progress,
    own: &SourceMap,
    as_of: Date,
) -> Assessment<'a> {
    let locate = |span: Span| place(&library.sources, own, span);
    run::assess(&library.catalog, customer, progress, as_of, &locate)
}

/// Path and line of a span in the library or in a customer's own files.
pub(super) fn place(library: &SourceMap, own: &SourceMap, span: Span) -> (String, u32) {
    let file = library.get(span.source).or_else(|| own.get(span.source));
    file.map_or_else(Default::default, |f| (f.path.clone(), f.line(span.start)))
}

struct Files<'a> {
    library: &'a Loaded,
    sources: SourceMap,
    findings: Findings,
}

impl Files<'_> {
    fn required(&mut self, path: &str, id: SourceId) -> Option<Arc<SourceFile>> {
        let max = self.library.catalog.settings.max_file_bytes;
        match self.library.drafts.text(&self.library.root, path, max) {
            Ok(text) => Some(self.sources.add_as(id, path.to_string(), text)),
            Err(fault) => {
                self.fault(path, id, &fault);
                None
            }
        }
    }

    fn optional(&mut self, path: &str, id: SourceId) -> Option<Arc<SourceFile>> {
        self.library.root.join(path).exists().then(|| self.required(path, id)).flatten()
    }

    fn fault(&mut self, path: &str, id: SourceId, fault: &ReadFault) {
        self.findings.push(super::fault::finding(&mut self.sources, id, path, fault));
    }
}
