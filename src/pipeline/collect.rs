//! `collect`: ticks that come back. In: files, folders or the standard input with ticked handouts.
//! Out: a plan for each customer, and new progress files when told to write. Never: a tick that is lost without
//! a word; a file written when another cannot be.

mod customer;
mod day;
mod inbox;

use super::load::{self, Loaded};
use super::{Library, customer as record, show, viewers};
use crate::edit::progress;
use crate::error::{Error, Result};
use crate::model::date::Date;
use crate::model::progress::State;
use crate::output::{self, Replacement};
use crate::rules::drift::Known;
use crate::source;
use inbox::Part;
use std::collections::BTreeMap;

/// What to collect.
#[derive(Clone, Debug)]
pub struct CollectOptions {
    /// Into which library, on which day.
    pub library: Library,
    /// Files, folders, or `-` for the standard input.
    pub files: Vec<String>,
    /// Who ticked; written with each tick. None: git's user, if there is one.
    pub by: Option<String>,
    /// Write the progress files.
    pub write: bool,
}

/// What came back.
#[derive(Debug, Default)]
pub struct CollectReport {
    /// One for each customer named in a header, by id.
    pub customers: Vec<CustomerPlan>,
    /// What belongs to no customer of the library.
    pub refused: Vec<Refusal>,
    /// Texts that hold neither header nor id.
    pub empty: Vec<String>,
    /// Progress files that were written, paths below the library.
    pub written: Vec<String>,
}

/// What becomes of one customer's lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerPlan {
    /// Id.
    pub id: String,
    /// `progress/fjordlys.yml`.
    pub path: String,
    /// Ticks to write, by key.
    pub changes: Vec<Change>,
    /// Lines that cannot be taken over, by key.
    pub refused: Vec<Refusal>,
    /// Lines that nobody changed, or that are recorded already.
    pub unchanged: usize,
}

/// One tick to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// `Exchange/ask-intended`.
    pub key: String,
    /// The state it was printed with.
    pub from: State,
    /// Its new state.
    pub to: State,
    /// Text of the line.
    pub text: String,
    /// The older key under which the progress file has the line's tick; it is renamed.
    pub followed: Option<String>,
    /// What else there is to say: an older wording, a new id.
    pub note: Option<String>,
}

/// One line that cannot be taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// `mail.txt:12`.
    pub place: String,
    /// Its key, if it has one.
    pub key: Option<String>,
    /// Why, both sides where there are two.
    pub why: String,
}

impl CollectReport {
    /// Ticks to write.
    pub fn changes(&self) -> usize {
        self.customers.iter().map(|plan| plan.changes.len()).sum()
    }

    /// Lines that cannot be taken over.
    pub fn refused(&self) -> usize {
        self.refused.len() + self.customers.iter().map(|plan| plan.refused.len()).sum::<usize>()
    }
}

/// Collects. Lines that are refused do not hold up the others; the files are written all or none.
///
/// # Errors
/// The library or a text cannot be read, no text holds a tick, or a progress file cannot be written.
pub fn collect(options: &CollectOptions) -> Result<CollectReport> {
    let loaded = load::load(&options.library.root, None)?;
    if loaded.broken_settings {
        return Err(Error::new("collect with settings that cannot be read (`gameplan check` says why)"));
    }
    let (parts, empty) = inbox::read(&options.files, loaded.catalog.settings.max_file_bytes)?;
    if parts.is_empty() {
        return Err(Error::not_found(format!("no ticks in `{}`", options.files.join("`, `"))));
    }
    let mut report = CollectReport { empty, ..CollectReport::default() };
    let as_of = show::as_of(&options.library, &loaded);
    let by = options.by.clone().or_else(|| source::author::name(&loaded.root));
    let author = Author { by: by.as_deref(), on: as_of };
    let known = Known::new(&loaded.catalog);
    let mut replacements = Vec::new();
    for (id, parts) in by_customer(parts, &mut report.refused) {
        let Some(idx) = loaded.records.iter().position(|record| record.id == id) else {
            report.refused.extend(parts.iter().map(|part| unknown(&loaded, &id, part)));
            continue;
        };
        let (plan, replacement) = one(&loaded, &known, idx, &parts, &author);
        replacements.extend(replacement);
        report.customers.push(plan);
    }
    if options.write {
        output::replace(&loaded.root, &replacements)?;
        let changed = report.customers.iter().filter(|plan| !plan.changes.is_empty());
        report.written = changed.map(|plan| plan.path.clone()).collect();
    }
    Ok(report)
}

/// Whose ticks they are, and of which day.
struct Author<'a> {
    by: Option<&'a str>,
    on: Date,
}

/// Parts by the customer of their header; those without one are refused.
fn by_customer(parts: Vec<Part>, refused: &mut Vec<Refusal>) -> BTreeMap<String, Vec<Part>> {
    let mut found: BTreeMap<String, Vec<Part>> = BTreeMap::new();
    for part in parts {
        match &part.sheet.head {
            Ok(head) => found.entry(head.customer.clone()).or_default().push(part),
            Err(why) => {
                refused.push(Refusal { place: part.place(part.sheet.line), key: None, why: why.clone() });
            }
        }
    }
    found
}

fn unknown(loaded: &Loaded, id: &str, part: &Part) -> Refusal {
    let known = loaded.records.iter().map(|record| record.id.as_str()).collect();
    let why = viewers::unknown("customer", id, known).to_string();
    Refusal { place: part.place(part.sheet.line), key: None, why }
}

/// The plan of one customer, and its new progress file if there is anything to write.
fn one(
    loaded: &Loaded,
    known: &Known,
    idx: usize,
    parts: &[Part],
    author: &Author<'_>,
) -> (CustomerPlan, Option<Replacement>) {
    let path = format!("{}/{}.yml", loaded.catalog.settings.progress_dir, loaded.records[idx].id);
    let read = record::read(loaded, idx);
    let plan = CustomerPlan { id: loaded.records[idx].id.clone(), path, ..CustomerPlan::default() };
    let Some(customer) = read.customer.as_ref().filter(|_| !read.findings.has_errors()) else {
        return (
            held_back(plan, parts, "the customer's files have errors; `gameplan check` shows them"),
            None,
        );
    };
    let (mut plan, ticks) =
        customer::Reader { loaded, known, read: &read, customer, author }.plan(plan, parts);
    if ticks.is_empty() {
        return (plan, None);
    }
    let renamed = plan.changes.iter().filter_map(|c| Some((c.key.clone(), c.followed.clone()?))).collect();
    let file = read.sources.find(&plan.path).cloned();
    match progress::set(file.as_deref(), &ticks, &renamed) {
        Ok(text) => {
            let old = file.map(|file| file.text.clone().into_bytes());
            let path = plan.path.clone();
            (plan, Some(Replacement { path, old, new: text.into_bytes() }))
        }
        Err(why) => {
            plan.changes.clear();
            let why = format!("{} cannot be changed: {why}", plan.path);
            (held_back(plan, parts, &why), None)
        }
    }
}

fn held_back(mut plan: CustomerPlan, parts: &[Part], why: &str) -> CustomerPlan {
    let refusal =
        |part: &Part| Refusal { place: part.place(part.sheet.line), key: None, why: why.to_string() };
    plan.refused.extend(parts.iter().map(refusal));
    plan
}
