//! One reading's artifacts, made when they are asked for and kept until the next reading.
//! In: paths below the root. Out: [`Served`]. Never: a file that the viewer's root does not hold; the disk is
//! read only for media that pages show and for records.

use super::{Ask, Found, Now, Served};
use crate::assess::Assessment;
use crate::document;
use crate::error::Result;
use crate::pipeline::load::Loaded;
use crate::pipeline::packs::Packs;
use crate::pipeline::root::Root;
use crate::pipeline::sink::{Desk, Sink};
use crate::pipeline::{customer, extras, handouts, site, viewers};
use crate::plan;
use crate::render::Artifact;
use crate::report::{self, Options, Report};
use crate::resolve;
use crate::source::Span;
use std::collections::BTreeMap;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};

/// Answers until no one can ask any more. A newer reading takes effect before the next answer.
pub(super) fn answer(shared: &Mutex<Arc<Now>>, asked: &Receiver<Ask>) {
    let newest = || Arc::clone(&shared.lock().unwrap_or_else(PoisonError::into_inner));
    let mut waiting = asked.recv().ok();
    while waiting.is_some() {
        let now = newest();
        let mut shelf = Shelf::new(&now);
        while let Some(ask) = waiting.take() {
            if newest().number != now.number {
                waiting = Some(ask);
                break;
            }
            if let Some((path, reply)) = ask.path {
                // Who asked may have gone.
                let _ = reply.send(shelf.get(&path));
            }
            waiting = asked.recv().ok();
        }
    }
}

struct Shelf<'a> {
    now: &'a Now,
    /// Pages by route: each is made by itself.
    routes: BTreeMap<String, usize>,
    /// Everything beside the pages. Made when the first of it is asked for.
    rest: Option<Result<Root<'a>>>,
    /// Made when a customer is asked for first: it holds every fragment of the library.
    handouts: Option<Result<Root<'a>>>,
    /// Search, feed, site map and the like: made together when the first of them is asked for.
    extras: Option<BTreeMap<String, Artifact>>,
    made: BTreeMap<String, Served>,
}

impl<'a> Shelf<'a> {
    fn new(now: &'a Now) -> Self {
        let routes = resolve::routes_of(&now.loaded.catalog, &now.viewer);
        Self { now, routes, rest: None, handouts: None, extras: None, made: BTreeMap::new() }
    }

    fn get(&mut self, path: &str) -> Served {
        if let Some(served) = self.made.get(path) {
            return served.clone();
        }
        let (found, faults) = match self.make(path) {
            Ok(Made::Artifact(artifact)) => {
                let faults = faults(&self.now.loaded, &artifact.sources);
                (Found::Bytes(artifact.bytes), faults)
            }
            Ok(Made::Nothing) => (Found::Missing, Vec::new()),
            Ok(Made::Refused(why)) => (Found::Failed(why), Vec::new()),
            Err(error) => (Found::Failed(error), Vec::new()),
        };
        let served = Served { number: self.now.number, found, faults };
        // What is not there is not kept: anyone can ask for anything.
        if served.found != Found::Missing {
            self.made.insert(path.to_string(), served.clone());
        }
        served
    }

    fn make(&mut self, path: &str) -> std::result::Result<Made, String> {
        let now = self.now;
        let route = path.strip_suffix(".md").map_or_else(|| path.to_string(), |stem| format!("{stem}.html"));
        if let Some(page) = self.routes.get(&route) {
            let root = page_root(now, *page).map_err(|e| e.to_string())?;
            let found = site_of(now, &root, path).map_err(|e| e.to_string())?;
            return Ok(found.map_or(Made::Nothing, Made::Artifact));
        }
        let rest = self.rest.get_or_insert_with(|| root(now, false));
        let rest = rest.as_ref().map_err(|e| e.to_string())?;
        let found = site_of(now, rest, path).map_err(|e| e.to_string())?;
        match (found, path.strip_prefix("customers/")) {
            (Some(artifact), _) => Ok(Made::Artifact(artifact)),
            (None, Some(below)) if viewers::has_customers(&rest.viewer) => self.customers(path, below),
            (None, None) if plan::packs::day_of(path).is_some() => self.packs(path),
            (None, _) => self.extra(path).map_err(|e| e.to_string()),
        }
    }

    fn extra(&mut self, path: &str) -> Result<Made> {
        if self.extras.is_none() {
            let made = match &self.rest {
                Some(Ok(root)) => ask_all(root, || extras::write(&self.now.loaded, root))?,
                _ => Vec::new(),
            };
            self.extras = Some(made.into_iter().map(|a| (a.path.clone(), a)).collect());
        }
        let found = self.extras.as_ref().and_then(|extras| extras.get(path));
        Ok(found.cloned().map_or(Made::Nothing, Made::Artifact))
    }

    fn customers(&mut self, path: &str, below: &str) -> std::result::Result<Made, String> {
        let (now, root) = (self.now, self.handouts()?);
        let made = match below.split_once('/') {
            Some((id, _)) => one(now, root, path, id),
            None => lists(now, root, path),
        };
        made.map_err(|e| e.to_string())
    }

    /// The packs of the next meetings, as a build makes them; those of earlier ones stand where it wrote them.
    fn packs(&mut self, path: &str) -> std::result::Result<Made, String> {
        let (now, root) = (self.now, self.handouts()?);
        packs(now, root, path).map_err(|e| e.to_string())
    }

    fn handouts(&mut self) -> std::result::Result<&Root<'a>, String> {
        let now = self.now;
        let root = self.handouts.get_or_insert_with(|| root(now, true));
        root.as_ref().map_err(ToString::to_string)
    }
}

enum Made {
    Artifact(Artifact),
    Nothing,
    /// A record with errors: what they are.
    Refused(String),
}

fn root(now: &Now, handouts: bool) -> Result<Root<'_>> {
    let resolved = resolve::viewer_tree(&now.loaded.catalog, &now.viewer);
    Root::desk(&now.loaded, now.viewer.clone(), resolved, handouts, now.as_of)
}

/// As much of the root as one page needs: a save is seen before all links of the library are.
fn page_root(now: &Now, page: usize) -> Result<Root<'_>> {
    let resolved = resolve::page_tree(&now.loaded.catalog, &now.viewer, page);
    Root::desk(&now.loaded, now.viewer.clone(), resolved, false, now.as_of)
}

/// What the site has at a path.
fn site_of(now: &Now, root: &Root<'_>, path: &str) -> Result<Option<Artifact>> {
    let has_customers = !now.loaded.records.is_empty();
    ask(root, path, || site::write(&now.loaded, root, has_customers, &site::ByFile::new()))
}

fn ask(root: &Root<'_>, path: &str, write: impl FnOnce() -> Result<()>) -> Result<Option<Artifact>> {
    match &root.publisher {
        Sink::Desk(desk) => Desk::ask(desk, path, write),
        Sink::Disk(_) => Ok(None),
    }
}

fn ask_all(root: &Root<'_>, write: impl FnOnce() -> Result<()>) -> Result<Vec<Artifact>> {
    match &root.publisher {
        Sink::Desk(desk) => desk.ask_all(write),
        Sink::Disk(_) => Ok(Vec::new()),
    }
}

/// One customer's document.
fn one(now: &Now, root: &Root<'_>, path: &str, id: &str) -> Result<Made> {
    let library = &*now.loaded;
    let Some(idx) = library.records.iter().position(|r| r.id == id) else { return Ok(Made::Nothing) };
    let read = customer::read(library, idx);
    let Some(record) = read.customer.as_ref().filter(|_| !read.findings.has_errors()) else {
        let (findings, sources) = (&read.findings.0, &read.sources);
        let report = Report { files: 1, ..Report::new(findings, sources) };
        return Ok(Made::Refused(report::human(&report, Options::default())));
    };
    if !viewers::shows(&root.viewer, &record.partners) {
        return Ok(Made::Nothing);
    }
    let assessment = customer::assess(library, record, &read.progress, &read.sources, now.as_of);
    let found = ask(root, path, || handouts::write(root, &assessment, &library.records[idx].path).map(drop))?;
    Ok(found.map_or(Made::Nothing, Made::Artifact))
}

/// A page that lists customers.
fn lists(now: &Now, root: &Root<'_>, path: &str) -> Result<Made> {
    let scope = root.scope();
    let mut rows = Vec::new();
    each(now, root, |assessment| rows.push(document::customers::row(&scope, assessment)));
    let found = ask(root, path, || handouts::write_lists(root, rows))?;
    Ok(found.map_or(Made::Nothing, Made::Artifact))
}

/// A pack of a meeting to come.
fn packs(now: &Now, root: &Root<'_>, path: &str) -> Result<Made> {
    let Some(packs) = Packs::new(&now.loaded, std::slice::from_ref(root)) else { return Ok(Made::Nothing) };
    let scope = root.scope();
    let (mut rows, mut members) = (Vec::new(), Vec::new());
    each(now, root, |assessment| {
        members.extend(packs.members(root, assessment));
        rows.push(document::customers::row(&scope, assessment));
    });
    document::customers::sort(&mut rows);
    let found = ask(root, path, || packs.write(root, &rows, members).map(drop))?;
    Ok(found.map_or(Made::Nothing, Made::Artifact))
}

/// Every customer that the root shows; those with errors are left out.
fn each(now: &Now, root: &Root<'_>, mut with: impl FnMut(&Assessment<'_>)) {
    let library = &*now.loaded;
    for idx in 0..library.records.len() {
        let read = customer::read(library, idx);
        let Some(record) = read.customer.as_ref().filter(|_| !read.findings.has_errors()) else { continue };
        if viewers::shows(&root.viewer, &record.partners) {
            with(&customer::assess(library, record, &read.progress, &read.sources, now.as_of));
        }
    }
}

/// Errors that reading the library's files gave, in the files of an artifact.
fn faults(library: &Loaded, files: &[String]) -> Vec<String> {
    let place = |span: Span| {
        let file = library.sources.get(span.source)?;
        let at = file.position(span.start);
        files.contains(&file.path).then(|| format!("{}:{}:{}", file.path, at.line, at.column))
    };
    let errors = library.findings.0.iter().filter(|d| d.severity == crate::diagnostic::Severity::Error);
    errors.filter_map(|d| Some(format!("{}: {}", place(d.span)?, d.message))).collect()
}
