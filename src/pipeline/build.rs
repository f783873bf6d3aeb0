//! `build`: a library and its customers to published roots. In: [`BuildOptions`]. Out: [`BuildReport`].
//! Never: a root that is half new.

use super::check;
use super::chosen::Chosen;
use super::found::Found;
use super::load::{self, Loaded};
use super::packs::Packs;
use super::root::Root;
use super::stream::{self, Customers, Wanted};
use super::{Library, Progress, extras, show, site, viewers};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document;
use crate::error::{Error, Result};
use crate::guard::Forbidden;
use crate::model::audience::Viewer;
use crate::model::date::Date;
use crate::model::prose;
use crate::output::{self, Counts};
use crate::plan::packs;
use crate::render;
use crate::resolve;
use crate::rules;
use crate::source::SourceMap;
use crate::source::walk::{self, Skip};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What to build.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// From which library, on which day.
    pub library: Library,
    /// Folder of the roots; none: `public` below the library.
    pub out: Option<PathBuf>,
    /// Audiences as `--audience` names them (`partner`, `partner:northsea-consulting`); none: all of the settings.
    pub audiences: Vec<String>,
    /// Parts; none: all.
    pub only: Vec<Part>,
    /// Customers by id; none: all.
    pub customers: Vec<String>,
    /// Threads; none: one a core.
    pub jobs: Option<usize>,
    /// An error in a page stops the build too.
    pub strict: bool,
    /// Customers with errors are left out, the rest is published.
    pub keep_going: bool,
}

/// A part of a root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Pages, media, search, feeds.
    Site,
    /// `customers/`.
    Customers,
    /// `reviews/`.
    Reviews,
}

/// What was built.
#[derive(Debug, Default)]
pub struct BuildReport {
    /// The folder of the roots.
    pub out: PathBuf,
    /// One per root, in the order of the audiences.
    pub roots: Vec<RootReport>,
    /// Everything that was found, at most 100 a code.
    pub findings: Vec<Diagnostic>,
    /// How many there were: errors, warnings, suggestions.
    pub counts: [usize; 3],
    /// The files that findings point into.
    pub sources: SourceMap,
    /// How many files were read.
    pub files: usize,
    /// True if a root was held back, or customers were left out: exit 1.
    pub stopped: bool,
    /// True if the settings could not be read, so that nothing was built: exit 2.
    pub broken_settings: bool,
    /// Where the time went.
    pub seconds: Seconds,
}

/// One root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RootReport {
    /// Its folder below the output folder: `internal`, `partner--northsea-consulting`.
    pub folder: String,
    /// True if it stands as built; false if it was held back and is as it was.
    pub published: bool,
    /// Pages of the site.
    pub pages: usize,
    /// Customers with documents.
    pub customers: usize,
    /// Review packs.
    pub reviews: usize,
    /// Files.
    pub counts: Counts,
    /// Files of others that were carried over.
    pub foreign: Vec<String>,
    /// Files of others that an artifact took the place of.
    pub replaced: Vec<String>,
}

/// Seconds a stage took, all threads' wall time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "the names are the stages' own")]
pub struct Seconds {
    pub read: f64,
    pub parse: f64,
    pub plan: f64,
    pub render: f64,
    pub write: f64,
    pub total: f64,
}

/// Builds and publishes.
///
/// # Errors
/// The library cannot be read, a name is unknown, or the output folder cannot be written.
pub fn build(options: &BuildOptions, progress: &dyn Progress) -> Result<BuildReport> {
    match options.jobs {
        None => run(options, progress),
        Some(jobs) => {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
            pool.map_err(|e| Error::new("start the threads").because(e))?.install(|| run(options, progress))
        }
    }
}

fn run(options: &BuildOptions, progress: &dyn Progress) -> Result<BuildReport> {
    let started = Instant::now();
    let out = options.out.clone().unwrap_or_else(|| options.library.root.join("public"));
    progress.begin("library", 0);
    hides_nothing(&options.library.root, &out)?;
    let library = load::load(&options.library.root, Some(&out))?;
    library.holds_something()?;
    let mut report = BuildReport { broken_settings: library.broken_settings, out, ..BuildReport::default() };
    (report.seconds.read, report.seconds.parse) = library.seconds;
    let mut found = Found::new(&library);
    let as_of = show::as_of(&options.library, &library);
    let of_library = check::of_library(&library, &Chosen::new(&library, &[]), as_of).0.0;
    let by_file = site::by_file(&library, &of_library);
    found.add(of_library);
    if library.broken_settings {
        report.stopped = true;
        return Ok(finished(report, found, started, &library));
    }
    let planned = Instant::now();
    let selected = stream::select(&library, &options.customers)?;
    let census = stream::census(&library);
    let viewers = viewers::viewers(&options.audiences, &library.catalog.settings, &census.partners)?;
    let roots = roots(options, &library, &report.out, viewers, &census)?;
    report.seconds.plan = planned.elapsed().as_secs_f64();
    let rendered = Instant::now();
    for root in &roots {
        found.add(rules::clashes::findings(&library.catalog, &library.sources, &root.resolved));
        if options.wants(Part::Site) {
            site::write(&library, root, census.records > 0, &by_file)?;
            extras::write(&library, root)?;
        }
    }
    let customers = customers(options, &library, &roots, &selected, &mut found, progress)?;
    progress.end();
    report.seconds.render = rendered.elapsed().as_secs_f64();
    let written = Instant::now();
    settle(options, roots, customers, &mut report, &mut found)?;
    report.seconds.write = written.elapsed().as_secs_f64();
    Ok(finished(report, found, started, &library))
}

/// The documents of customers and the packs, as far as they are wanted.
fn customers(
    options: &BuildOptions,
    library: &Loaded,
    roots: &[Root<'_>],
    selected: &[usize],
    found: &mut Found<'_>,
    progress: &dyn Progress,
) -> Result<Customers> {
    let documents = options.wants(Part::Customers);
    let packs = options.wants(Part::Reviews).then(|| Packs::new(library, roots)).flatten();
    if !documents && packs.is_none() {
        return Ok(Customers::default());
    }
    let wanted = Wanted { selected, documents, packs, keep_going: options.keep_going };
    stream::write(library, roots, &wanted, found, progress)
}

/// Refuses an output folder with pages of the library in it: they would not be read.
fn hides_nothing(root: &Path, out: &Path) -> Result<()> {
    let (Ok(root), Ok(place)) = (root.canonicalize(), out.canonicalize()) else { return Ok(()) };
    if place == root || !place.starts_with(&root) {
        return Ok(());
    }
    // The walk passes by what builds wrote.
    let page = walk::walk(&place, &Skip::default())?.files.into_iter().find(|f| f.path.ends_with(".md"));
    match page {
        None => Ok(()),
        Some(page) => {
            let said = format!("build into a folder of the library: `{}` in it would not be read", page.path);
            Err(Error::new(said).at(out))
        }
    }
}

impl BuildOptions {
    fn wants(&self, part: Part) -> bool {
        let named = self.customers.is_empty() || part == Part::Customers;
        named && (self.only.is_empty() || self.only.contains(&part))
    }

    /// True if something of the standing root is carried over.
    fn is_partial(&self) -> bool {
        !self.only.is_empty() || !self.customers.is_empty()
    }

    /// True for a standing file that this build does not make anew. In a root that has packs, those of meetings before
    /// `packs_before` are among them.
    fn carries(&self, path: &str, packs_before: Option<Date>) -> bool {
        let pack = packs_before.zip(packs::day_of(path));
        let part = match pack {
            Some(_) => Part::Reviews,
            None if path.starts_with("customers/") => Part::Customers,
            None => Part::Site,
        };
        if !self.wants(part) {
            return true;
        }
        if let Some((as_of, day)) = pack {
            return day < as_of;
        }
        // Single customers: the others' folders and the pages that list them stay.
        let folder = path.strip_prefix("customers/").and_then(|p| p.split_once('/')).map(|(id, _)| id);
        part == Part::Customers
            && !self.customers.is_empty()
            && folder.is_none_or(|id| !self.customers.iter().any(|c| c == id))
    }
}

/// Opens every root and puts it together.
fn roots<'a>(
    options: &BuildOptions,
    library: &'a Loaded,
    out: &std::path::Path,
    viewers: Vec<Viewer>,
    census: &stream::Census,
) -> Result<Vec<Root<'a>>> {
    let as_of = show::as_of(&options.library, library);
    let make = |viewer: Viewer| {
        let resolved = resolve::viewer_tree(&library.catalog, &viewer);
        let place = output::Root::open(out, &viewer.folder())?;
        let has_packs = document::PACK.is_for(&library.catalog.settings, viewer.audience);
        let (carries, packs_before) = (options.clone(), has_packs.then_some(as_of));
        let publisher = match options.is_partial() || place.stands() {
            true => place.partial(move |path| carries.carries(path, packs_before))?,
            false => place.publisher(),
        };
        let fence =
            census.fence(library, &resolved).map(|f| Forbidden::allowing(f, kept(library, &resolved)));
        Root::new(library, viewer, resolved, publisher, fence, as_of)
    };
    viewers.into_iter().map(make).collect()
}

fn is_narrowest(root: &Root<'_>) -> bool {
    let scope = root.scope();
    document::PACK.is_for(&scope.catalog.settings, scope.viewer.audience)
}

/// The texts that a root's own pages and tables were made from, and the program's: what they say is no leak there, as it
/// is written or as it reads. A customer may be called `Target`, as a column is.
fn kept<'a>(library: &'a Loaded, resolved: &'a resolve::Resolved) -> impl Iterator<Item = Cow<'a, str>> {
    let numbers: BTreeSet<usize> = resolved.kept.iter().chain(resolved.includes.values()).copied().collect();
    let said = |number: usize| {
        let page = &library.catalog.pages[number];
        let source = library.sources.get(page.source).map(|file| Cow::Borrowed(file.text.as_str()));
        let reads = prose::texts(&page.blocks).into_iter().map(Cow::Owned);
        source.into_iter().chain([Cow::Borrowed(page.title.as_str())]).chain(reads).collect::<Vec<_>>()
    };
    let names = resolved.tocs.iter().flat_map(|toc| toc.names());
    let own = names.chain(render::templates::texts()).map(Cow::Borrowed);
    numbers.into_iter().flat_map(said).chain(own)
}

/// Publishes each root, or leaves it as it was: all of them for an error in a record, one for a leak.
fn settle(
    options: &BuildOptions,
    roots: Vec<Root<'_>>,
    customers: Customers,
    report: &mut BuildReport,
    found: &mut Found<'_>,
) -> Result<()> {
    let page_errors = options.strict && found.count(Severity::Error) > 0;
    let of_records = options.wants(Part::Customers) || options.wants(Part::Reviews);
    let failed = customers.failed > 0 || (of_records && found.has_record_errors());
    let stopped = page_errors || (failed && !options.keep_going);
    report.stopped = stopped || failed;
    for (idx, root) in roots.into_iter().enumerate() {
        let mut one = RootReport {
            folder: root.viewer.folder(),
            pages: root.resolved.kept.len(),
            customers: customers.shown.get(idx).copied().unwrap_or_default(),
            reviews: if is_narrowest(&root) { customers.packs } else { 0 },
            ..RootReport::default()
        };
        let leaks = root.leaks.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let faults = root.publisher.faults();
        let held = stopped || !leaks.is_empty() || !faults.is_empty();
        found.add(leaks);
        found.add(faults.iter().map(|f| found.clash(&one.folder, f)).collect());
        if held {
            root.publisher.abandon();
            report.stopped = true;
        } else {
            let published = root.publisher.publish()?;
            one.published = true;
            (one.counts, one.foreign, one.replaced) =
                (published.counts, published.foreign, published.replaced);
        }
        report.roots.push(one);
    }
    Ok(())
}

fn finished(mut report: BuildReport, found: Found<'_>, started: Instant, library: &Loaded) -> BuildReport {
    report.files = library.catalog.pages.len() + library.records.len();
    report.counts = [Severity::Error, Severity::Warning, Severity::Suggestion].map(|s| found.count(s));
    (report.findings, report.sources) = found.into_parts();
    report.seconds.total = started.elapsed().as_secs_f64();
    report
}
