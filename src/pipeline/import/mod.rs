//! `import`: an export of the portal into usage files and task states. In: the export, its map, the library.
//! Out: a plan; with `write`, the files, all of them or none. Never: a record changed, a figure guessed.

mod drafting;
mod matching;
mod plan;
mod sums;
mod tasks;
mod unknown;

pub use plan::{Change, Percent, Plan};

use super::load::{self, Loaded};
use super::{Library, Progress, customer, show};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::error::{Error, Result};
use crate::model::customer::Customer;
use crate::model::date::{Date, Month};
use crate::model::registry::spelling;
use crate::output::{self, Replacement};
use crate::parse::import::rows::Export;
use crate::parse::import::sheet::{self, Form, Table};
use crate::parse::import::{guess, map, rows};
use crate::source::read;
use crate::source::{SourceId, SourceMap};
use drafting::Closed;
use matching::Index;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use sums::Sums;

/// Bytes of an export, at most.
const MAX_EXPORT: u64 = 512 << 20;

/// Bytes of a map, at most.
const MAX_MAP: u64 = 1 << 20;

/// What to import.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// Into which library.
    pub library: Library,
    /// The export.
    pub file: PathBuf,
    /// Its map.
    pub map: PathBuf,
    /// The month of all rows, where the export has no column for it.
    pub month: Option<Month>,
    /// The digest of the plan that was looked at; another plan is refused.
    pub plan: Option<String>,
    /// True: write.
    pub write: bool,
}

/// What an import does, or why it cannot.
#[derive(Debug, Default)]
pub struct ImportReport {
    /// The plan; none where findings stand against it.
    pub plan: Option<Plan>,
    /// What is wrong in map, export, records.
    pub findings: Vec<Diagnostic>,
    /// The files that findings point into.
    pub sources: SourceMap,
    /// True if the files were written.
    pub written: bool,
}

/// Plans an import, and writes it where that is asked.
///
/// # Errors
/// The library, export or map cannot be read, or a file changed since the plan was made.
pub fn import(options: &ImportOptions, progress: &dyn Progress) -> Result<ImportReport> {
    let loaded = load::load(&options.library.root, None)?;
    loaded.holds_something()?;
    let mut sources = loaded.sources.clone();
    let (map_name, map_bytes) = bytes(&options.map, MAX_MAP)?;
    let (name, export_bytes) = bytes(&options.file, MAX_EXPORT)?;
    let mut findings = Findings::default();
    let planned = plan_of(
        options,
        &loaded,
        (&map_name, &map_bytes),
        (&name, &export_bytes),
        &mut sources,
        &mut findings,
        progress,
    );
    findings.extend(
        loaded.findings.0.iter().filter(|d| d.severity == Severity::Error && loaded.broken_settings).cloned(),
    );
    findings.sort();
    let mut report = ImportReport { plan: None, findings: findings.0, sources, written: false };
    let errors = report.findings.iter().any(|d| d.severity == Severity::Error);
    let Some(mut plan) = planned?.filter(|_| !errors) else { return Ok(report) };
    plan.seal(&[&map_bytes, &export_bytes]);
    if let Some(seen) = options.plan.as_ref().filter(|seen| **seen != plan.digest) {
        let said = format!(
            "follow the plan `{seen}`: something changed since, the plan is now `{}` (nothing was written)",
            plan.digest
        );
        return Err(Error::new(said));
    }
    if options.write {
        output::replace(&options.library.root, &plan.files)?;
        report.written = true;
    }
    report.plan = Some(plan);
    Ok(report)
}

/// A first map of an export, every guess with a remark.
///
/// # Errors
/// The library or the export cannot be read, or it is no table.
pub fn guess_map(library: &Library, file: &Path) -> Result<String> {
    let loaded = load::load(&library.root, None)?;
    let (name, bytes) = bytes(file, MAX_EXPORT)?;
    let container = guess::Container {
        sheets: sheet::sheets(&bytes),
        windows_1252: !sheet::is_workbook(&name) && sheet::decoded(&bytes, false).is_err(),
    };
    let form = Form {
        sheet: container.sheets.as_ref().and_then(|(names, at)| names.get(*at).cloned()),
        windows_1252: container.windows_1252,
        delimiter: None,
    };
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let table = sheet::read(&name, &bytes, &form, &mut sources, &mut findings);
    let why = || findings.0.first().map_or_else(String::new, |d| format!(" ({})", d.message));
    let table = table.ok_or_else(|| Error::new(format!("read the table{}", why())).at(file))?;
    Ok(guess::guess(&table, &container, &loaded.catalog.registry))
}

fn bytes(file: &Path, max: u64) -> Result<(String, Vec<u8>)> {
    let name =
        file.file_name().and_then(|n| n.to_str()).ok_or_else(|| Error::new("read the file").at(file))?;
    let folder = file.parent().unwrap_or(Path::new(""));
    let bytes = read::bytes(folder, name, max);
    bytes.map(|b| (name.to_string(), b)).map_err(|fault| Error::new("read the file").at(file).because(fault))
}

/// A customer as import sees it.
struct Known {
    customer: Customer,
    /// The usage file: path, text.
    usage: (String, Option<String>),
    /// The progress file: path, text.
    progress: (String, Option<String>),
}

type Named<'a> = (&'a str, &'a [u8]);

fn plan_of(
    options: &ImportOptions,
    loaded: &Loaded,
    (map_name, map_bytes): Named<'_>,
    (name, export_bytes): Named<'_>,
    sources: &mut SourceMap,
    findings: &mut Findings,
    progress: &dyn Progress,
) -> Result<Option<Plan>> {
    // Customers' files take the ids behind the library's own.
    let behind = loaded.first_record.0 + loaded.records.len() as u32 * load::FILES_PER_CUSTOMER;
    let text = String::from_utf8(map_bytes.to_vec())
        .map_err(|e| Error::new("read the map as UTF-8").at(&options.map).because(e))?;
    let map_file = sources.add_as(SourceId(behind), map_name.to_string(), text);
    let registry = &loaded.catalog.registry;
    let Some(map) = map::read(&map_file, registry, findings).filter(|_| !findings.has_errors()) else {
        return Ok(None);
    };
    let Some(table) = sheet::read(name, export_bytes, &map.form, sources, findings) else { return Ok(None) };
    let Some(export) = rows::read(&table, &map, options.month, registry, findings) else { return Ok(None) };
    let known = customers(loaded, sources, findings, progress)?;
    let mut index = Index::default();
    known.iter().for_each(|k| index.add(&k.customer));
    let sums = sums::add(&export, &index, findings);
    if findings.has_errors() {
        return Ok(None);
    }
    let as_of = show::as_of(&options.library, loaded);
    let mut plan = drafting::plan(&known, &sums, registry, &closed(loaded, as_of), as_of)?;
    tasks::plan(&known, &sums, &loaded.catalog, as_of, &mut plan)?;
    tell(&mut plan, &known, &sums, &export);
    set_apart(&mut plan, options, loaded, &table, &export, &sums, map.drafts)?;
    plan.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Some(plan))
}

/// The figures of every review that was closed by the day.
fn closed(loaded: &Loaded, as_of: Date) -> Vec<Closed<'_>> {
    let held = loaded.catalog.reviews.iter().filter(|r| r.as_of <= as_of);
    held.flat_map(|review| {
        let path = loaded.sources.get(review.source).map_or("", |f| f.path.as_str());
        review.members.iter().map(move |member| Closed { path, member })
    })
    .collect()
}

/// Reads every customer; a record with errors is a finding, for its figures would be lost.
fn customers(
    loaded: &Loaded,
    sources: &mut SourceMap,
    findings: &mut Findings,
    progress: &dyn Progress,
) -> Result<Vec<Known>> {
    progress.begin("customers", loaded.records.len());
    let settings = &loaded.catalog.settings;
    let read: Vec<_> = (0..loaded.records.len())
        .into_par_iter()
        .map(|idx| {
            let read = customer::read(loaded, idx);
            let id = &loaded.records[idx].id;
            let text = |path: &str| read.sources.find(path).map(|f| f.text.clone());
            let usage = format!("{}/{id}.csv", settings.usage_dir);
            let ticks = format!("{}/{id}.yml", settings.progress_dir);
            let (usage_text, ticks_text) = (text(&usage), text(&ticks));
            progress.step();
            (read, (usage, usage_text), (ticks, ticks_text))
        })
        .collect();
    progress.end();
    let mut known = Vec::with_capacity(read.len());
    for (read, usage, progress) in read {
        let errors: Vec<Diagnostic> =
            read.findings.0.into_iter().filter(|d| d.severity == Severity::Error).collect();
        if !errors.is_empty() {
            sources.merge(&read.sources);
            findings.extend(errors);
        }
        known.extend(read.customer.map(|customer| Known { customer, usage, progress }));
    }
    Ok(known)
}

fn tell(plan: &mut Plan, known: &[Known], sums: &Sums, export: &Export) {
    let who = |at: &usize| {
        let row = &export.rows[*at];
        let parts = [&row.tpid, &row.tenant, &row.name].into_iter().flatten();
        parts.map(String::as_str).collect::<Vec<_>>().join(" ")
    };
    plan.quarantined =
        sums.unknown.iter().map(|(at, why)| (export.rows[*at].line, who(at), why.clone())).collect();
    let absent = |at: &usize| !sums.present.contains(at);
    plan.absent = (0..known.len()).filter(absent).map(|at| known[at].customer.id.clone()).collect();
    for ((at, month), named) in &sums.tenants {
        let customer = &known[*at].customer;
        let missing = customer.tenants.iter().filter(|t| !named.contains(&spelling(&t.id.value)));
        plan.absent_tenants.extend(missing.map(|t| (customer.id.clone(), t.id.value.clone(), *month)));
    }
    plan.blanks = sums
        .blanks
        .iter()
        .map(|(line, at, service, month)| {
            format!("{} {service} {month}: line {line} is blank", known[*at].customer.id)
        })
        .collect();
    plan.percents = sums
        .percents
        .iter()
        .map(|(line, at, service, said, active, entitled)| Percent {
            line: *line,
            customer: known[*at].customer.id.clone(),
            service: service.clone(),
            said: *said,
            active: *active,
            entitled: *entitled,
        })
        .collect();
    plan.totals = export.totals.iter().filter(|t| t.said != t.summed).cloned().collect();
    plan.totals_right = export.totals.len() - plan.totals.len();
    plan.left_out = export.left_out.clone();
    plan.unread = export.unread.clone();
}

/// The quarantine file and the drafts, beside the records. A draft that lies there already is left alone; a
/// quarantine file of an earlier import is emptied when nothing is unknown any more.
fn set_apart(
    plan: &mut Plan,
    options: &ImportOptions,
    loaded: &Loaded,
    table: &Table,
    export: &Export,
    sums: &Sums,
    drafts: bool,
) -> Result<()> {
    let folder = format!("{}/drafts", loaded.catalog.settings.customers_dir);
    let root = &options.library.root;
    let there = |path: &str| -> Result<Option<Vec<u8>>> {
        match root.join(path).symlink_metadata() {
            Err(_) => Ok(None),
            Ok(_) => read::bytes(root, path, MAX_EXPORT)
                .map(Some)
                .map_err(|fault| Error::new("read the file").at(&root.join(path)).because(fault)),
        }
    };
    let path = format!("{folder}/quarantine.csv");
    let (old, new) = (there(&path)?, unknown::quarantine(table, export, &sums.unknown));
    let needed = old.is_some() || !sums.unknown.is_empty();
    if needed && old.as_deref() != Some(&new) {
        plan.files.push(Replacement { path, old, new });
    }
    if drafts {
        let taken: BTreeSet<&str> = loaded.records.iter().map(|r| r.id.as_str()).collect();
        for (stem, text) in unknown::drafts(export, &sums.unknown, &taken) {
            let path = format!("{folder}/{stem}.yml");
            if there(&path)?.is_none() {
                plan.files.push(Replacement { path, old: None, new: text.into_bytes() });
            }
        }
    }
    Ok(())
}
