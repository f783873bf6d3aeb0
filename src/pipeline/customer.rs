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

/// A customer's files as they stand: record, usage, progress; what is not there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Texts([Option<Text>; 3]);

/// Path below the library, and its text or why it has none.
type Text = (String, Result<String, ReadFault>);

impl Texts {
    /// Path and text of those that could be read.
    pub(super) fn readable(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flatten().filter_map(|(path, text)| Some((path.as_str(), text.as_deref().ok()?)))
    }
}

/// Reads the files of the customer at `idx` of `library.records`.
pub(super) fn read(library: &Loaded, idx: usize) -> ReadCustomer {
    parse(library, idx, texts(library, idx))
}

/// The files of the customer at `idx` of `library.records`.
pub(super) fn texts(library: &Loaded, idx: usize) -> Texts {
    let record = &library.records[idx];
    let settings = &library.catalog.settings;
    let text = |path: String| {
        let text = library.drafts.text(&library.root, &path, settings.max_file_bytes);
        (path, text)
    };
    let optional = |path: String| library.root.join(&path).exists().then(|| text(path));
    Texts([
        Some(text(record.path.clone())),
        optional(format!("{}/{}.csv", settings.usage_dir, record.id)),
        optional(format!("{}/{}.yml", settings.progress_dir, record.id)),
    ])
}

/// Reads texts as the files of the customer at `idx`, whose spans they get.
pub(super) fn parse(library: &Loaded, idx: usize, texts: Texts) -> ReadCustomer {
    let first = library.first_record.0 + idx as u32 * FILES_PER_CUSTOMER;
    let mut files = Files { sources: SourceMap::default(), findings: Findings::default() };
    let Texts(texts) = texts;
    let mut ids = (first..).map(SourceId);
    let [text, usage, ticks] = texts.map(|text| {
        let id = ids.next()?;
        files.file(text?, id)
    });
    let Files { sources, mut findings } = files;
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

struct Files {
    sources: SourceMap,
    findings: Findings,
}

impl Files {
    fn file(&mut self, (path, text): Text, id: SourceId) -> Option<Arc<SourceFile>> {
        match text {
            Ok(text) => Some(self.sources.add_as(id, path, text)),
            Err(fault) => {
                self.findings.push(super::fault::finding(&mut self.sources, id, &path, &fault));
                None
            }
        }
    }
}
