//! `check`: everything that is wrong, in one run. In: [`CheckOptions`]. Out: [`CheckReport`].
//! Never: stops at a finding.

use super::chosen::{Chosen, Paths, Seen};
use super::load::{self, Loaded};
use super::{Library, Progress, customer};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::error::{Error, Result};
use crate::model::date::Date;
use crate::model::front_matter::FrontMatter;
use crate::model::page::Page;
use crate::model::settings::ContentGlobs;
use crate::rules;
use crate::source::{SourceMap, git};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::path::Path;

/// What to check.
#[derive(Clone, Debug)]
pub struct CheckOptions {
    /// Which library, on which day.
    pub library: Library,
    /// Files or folders below the library; none: everything with a route, every record.
    pub paths: Vec<String>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct CheckReport {
    /// All of it.
    pub findings: Vec<Diagnostic>,
    /// The files that findings point into.
    pub sources: SourceMap,
    /// How many files were read.
    pub files: usize,
    /// Findings that comments took out.
    pub suppressed: usize,
    /// Findings that the baseline knows.
    pub baselined: usize,
    /// True if the settings themselves could not be read.
    pub broken_settings: bool,
    /// What was to be looked at.
    pub paths: Paths,
    /// The files that were, where only some were asked for.
    pub(super) looked_at: Vec<String>,
    /// The codes that were looked for: all that the settings do not switch off.
    pub rules: Vec<&'static Code>,
    /// The headers of the pages by path: they say who owns what.
    pub headers: Vec<(String, FrontMatter)>,
    /// The codes of rules that the team wrote.
    pub team: Vec<&'static Code>,
    /// The library's folder within its repository, with a `/` behind it.
    pub below: String,
    /// The day in force.
    pub as_of: Date,
}

impl CheckReport {
    /// True for a file that is no longer there.
    pub(super) fn has_lost(&self, root: &Path, path: &str) -> bool {
        self.sources.find(path).is_none() && !root.join(path).exists()
    }
}

/// Checks.
///
/// # Errors
/// The library cannot be read, or nothing matches the paths.
pub fn check(options: &CheckOptions, progress: &dyn Progress) -> Result<CheckReport> {
    // The library is not taken apart again: the program ends with the report, and memory goes with it.
    let loaded = ManuallyDrop::new(load::load(&options.library.root, None)?);
    of_loaded(&loaded, options, progress)
}

/// Checks a library that was read.
///
/// # Errors
/// Nothing matches the paths.
pub(super) fn of_loaded(
    loaded: &Loaded,
    options: &CheckOptions,
    progress: &dyn Progress,
) -> Result<CheckReport> {
    let chosen = Chosen::new(loaded, &options.paths);
    let as_of = super::show::as_of(&options.library, loaded);
    let mut report = everything(loaded, &chosen, as_of, progress);
    report.below = git::below(&loaded.root);
    if report.files == 0 && options.paths.is_empty() {
        loaded.holds_something()?;
    }
    if options.paths.is_empty() && !loaded.broken_settings && takes_nothing(loaded) {
        let globs = loaded.catalog.settings.content.files.join("`, `");
        return Err(Error::not_found(format!(
            "there is nothing to check: `{globs}` of `content:` takes no page"
        )));
    }
    chosen.paths.all_found(&report.looked_at)?;
    report.headers = loaded.catalog.pages.iter().map(|p| (p.path.clone(), p.front.clone())).collect();
    Ok(report)
}

/// True if globs were written that take no page; a library without any need not have pages.
fn takes_nothing(loaded: &Loaded) -> bool {
    let catalog = &loaded.catalog;
    catalog.settings.content.files != ContentGlobs::default().files && !catalog.pages.iter().any(|p| p.routed)
}

/// All findings in the chosen files, in order.
pub(super) fn everything(
    loaded: &Loaded,
    chosen: &Chosen<'_>,
    as_of: Date,
    progress: &dyn Progress,
) -> CheckReport {
    let library = rules::Library::new(&loaded.catalog, &loaded.sources).as_of(as_of);
    let (mut findings, mut suppressed) = of_pages(loaded, &library, chosen, as_of);
    let mut sources = loaded.sources.clone();
    findings.extend(super::media::findings(loaded, &library, chosen, as_of, &mut sources));
    let mut seen = Seen::new(chosen, loaded.sources.files().filter(|f| chosen.takes_file(&f.path)));
    for mut own in of_customers(loaded, chosen, as_of, progress) {
        suppressed += own.suppressed;
        own.findings.0.retain(|d| own.sources.get(d.span.source).is_none_or(|f| chosen.takes(&f.path)));
        seen.add(own.sources.files().filter(|f| chosen.takes(&f.path)));
        if !own.findings.0.is_empty() {
            sources.merge(&own.sources);
            findings.extend(own.findings.0);
        }
    }
    findings.sort();
    CheckReport {
        findings: findings.0,
        sources,
        files: seen.files,
        looked_at: seen.paths,
        suppressed,
        broken_settings: loaded.broken_settings,
        paths: chosen.paths.clone(),
        rules: rules::on(&loaded.catalog.settings),
        team: rules::team_codes(&loaded.catalog.settings),
        as_of,
        ..CheckReport::default()
    }
}

/// What was found in the files of one customer.
struct OfCustomer {
    findings: Findings,
    sources: SourceMap,
    suppressed: usize,
}

/// The chosen customers, in the order of their records.
fn of_customers(
    loaded: &Loaded,
    chosen: &Chosen<'_>,
    as_of: Date,
    progress: &dyn Progress,
) -> Vec<OfCustomer> {
    let records = (0..loaded.records.len()).filter(|idx| chosen.takes_customer(&loaded.records[*idx]));
    let records: Vec<usize> = records.collect();
    progress.begin("customers", records.len());
    let known = rules::drift::Known::new(&loaded.catalog);
    let read = records.par_iter().map(|idx| {
        let found = of_customer(loaded, &known, *idx, as_of);
        progress.step();
        found
    });
    let read = read.collect();
    progress.end();
    read
}

fn of_customer(loaded: &Loaded, known: &rules::drift::Known, idx: usize, as_of: Date) -> OfCustomer {
    let mut read = customer::read(loaded, idx);
    read.findings.extend(rules::drift::findings(known, read.customer.as_ref(), &read.progress));
    if let Some(record) = &read.customer {
        let assessment = customer::assess(loaded, record, &read.progress, &read.sources, as_of);
        let told = rules::records::findings(&assessment, &loaded.catalog.vocabulary.vague);
        read.findings.extend(told);
    }
    let finished = rules::finish(&mut read.findings, &loaded.catalog, &read.sources, as_of);
    OfCustomer { findings: read.findings, sources: read.sources, suppressed: finished.suppressed }
}

/// Findings of one page, excluded or not.
pub(super) fn of_page(loaded: &Loaded, page: &Page, as_of: Date) -> Vec<Diagnostic> {
    of_library(loaded, &Chosen::page(loaded, page), as_of).0.0
}

/// Findings of the library's own files, without customers: settings, pages, rules, links, tables of contents.
/// Levels and comments of the settings and pages are in force; how many findings the comments took out.
pub(super) fn of_library(loaded: &Loaded, chosen: &Chosen<'_>, as_of: Date) -> (Findings, usize) {
    of_pages(loaded, &rules::Library::new(&loaded.catalog, &loaded.sources).as_of(as_of), chosen, as_of)
}

fn of_pages(
    loaded: &Loaded,
    library: &rules::Library<'_>,
    chosen: &Chosen<'_>,
    as_of: Date,
) -> (Findings, usize) {
    let pages: BTreeSet<usize> =
        (0..loaded.catalog.pages.len()).filter(|i| chosen.takes_page(&loaded.catalog.pages[*i])).collect();
    let links = || rules::links::findings(library, Some(&pages));
    let (mut findings, links) = rayon::join(|| rules::run(library), links);
    let entries = rules::links::entry_findings(library);
    let redirects = rules::redirects::findings(&loaded.catalog, &loaded.sources);
    findings.extend(loaded.findings.0.iter().cloned().chain(links).chain(entries).chain(redirects));
    let finished = rules::finish(&mut findings, &loaded.catalog, &loaded.sources, as_of);
    findings.0.retain(|d| {
        let file = loaded.sources.get(d.span.source);
        file.is_none_or(|f| chosen.takes_file(&f.path))
    });
    (findings, finished.suppressed)
}
