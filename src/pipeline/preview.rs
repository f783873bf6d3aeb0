//! The library as its author sees it while writing: read again after each save, one artifact made on request.
//! In: a library, an audience. Out: [`Served`] artifacts, findings. Never: a file written, a fault that ends it.

mod shelf;

use super::check;
use super::chosen::Chosen;
use super::known::Known;
use super::load::{self, Again, Loaded};
use super::{Library, Silent, show, stream, viewers};
use crate::diagnostic::Severity;
use crate::error::{Error, Result};
use crate::model::audience::Viewer;
use crate::model::date::Date;
use crate::report::{self, Report};
use crate::resolve;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, mpsc};

/// The folder of published roots when nothing else is said: no part of a library.
const OUT: &str = "public";

/// A library in memory.
#[derive(Debug)]
pub struct Preview {
    library: Library,
    audience: Option<String>,
    known: Known,
    now: Arc<Mutex<Arc<Now>>>,
    asks: mpsc::Sender<Ask>,
}

/// One reading of the library.
#[derive(Debug)]
struct Now {
    /// Counts readings, from 1.
    number: u64,
    loaded: Arc<Loaded>,
    viewer: Viewer,
    as_of: Date,
    /// Why what is shown is older than what is on the disk.
    stale: Option<String>,
    findings: OnceLock<Value>,
}

/// A request for a path; none only gets things ready.
#[derive(Debug)]
struct Ask {
    path: Option<(String, mpsc::Sender<Served>)>,
}

/// The answer to a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// The reading it was made from.
    pub number: u64,
    /// What there is.
    pub found: Found,
    /// Errors in the files it was made from: `path:line:column: message`.
    pub faults: Vec<String>,
}

/// What there is at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// These bytes.
    Bytes(Vec<u8>),
    /// Nothing.
    Missing,
    /// Something that could not be made: why.
    Failed(String),
}

/// What stands at the beginning.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Audiences, widest first, and how many pages each reads.
    pub pages: Vec<(String, usize)>,
    /// For whom the preview is.
    pub viewer: String,
    /// How many customers.
    pub customers: usize,
    /// Seconds that reading took.
    pub seconds: f64,
}

impl Preview {
    /// Reads the library. `audience` as `--audience` names it; none: the narrowest.
    ///
    /// # Errors
    /// The library cannot be read, or there is no such audience.
    pub fn open(library: Library, audience: Option<String>) -> Result<Self> {
        let known = Known::default();
        let now = Arc::new(Mutex::new(Arc::new(read(&library, audience.as_deref(), &known, 1)?)));
        let (asks, asked) = mpsc::channel();
        let shared = Arc::clone(&now);
        let answer = move || shelf::answer(&shared, &asked);
        std::thread::Builder::new()
            .name("preview".into())
            .spawn(answer)
            .map_err(|e| Error::new("start the thread of the preview").because(e))?;
        let preview = Self { library, audience, known, now, asks };
        preview.get_ready();
        Ok(preview)
    }

    /// Reads the library again, as far as it changed: only these files and folders may be otherwise; none: anything.
    /// What cannot be read leaves the last reading in place, with the reason among the findings. The number of the
    /// reading.
    pub fn reload(&self, changed: Option<&BTreeSet<PathBuf>>) -> u64 {
        let number = self.now().number + 1;
        self.known.expect(changed.and_then(|paths| below(&self.library.root, paths)));
        match read(&self.library, self.audience.as_deref(), &self.known, number) {
            Ok(now) => *self.lock() = Arc::new(now),
            Err(error) => {
                self.known.forget();
                self.keep(number, &error);
            }
        }
        self.get_ready();
        number
    }

    /// The number of the reading in force.
    pub fn number(&self) -> u64 {
        self.now().number
    }

    /// What stands at a path below the root.
    pub fn get(&self, path: &str) -> Served {
        let (reply, answer) = mpsc::channel();
        let sent = self.asks.send(Ask { path: Some((path.to_string(), reply)) });
        let answer = sent.ok().and_then(|()| answer.recv().ok());
        answer.unwrap_or_else(|| Served {
            number: self.number(),
            found: Found::Failed("the preview stopped; start it again".into()),
            faults: Vec::new(),
        })
    }

    /// `{"number","stale","findings":[…]}`: all findings in the form of `check --format json`, the worst first.
    pub fn findings(&self) -> Value {
        let now = self.now();
        now.findings.get_or_init(|| findings(&now)).clone()
    }

    /// Folders that the library is read from; those of customers may lie outside its own.
    pub fn folders(&self) -> Vec<PathBuf> {
        let now = self.now();
        let settings = &now.loaded.catalog.settings;
        let root = self.library.root.clone();
        let more = [&settings.customers_dir, &settings.usage_dir, &settings.progress_dir];
        let outside = more.into_iter().filter(|dir| dir.starts_with("..") || dir.starts_with('/'));
        std::iter::once(root.clone()).chain(outside.map(|dir| root.join(dir))).collect()
    }

    /// What was read.
    pub fn summary(&self) -> Summary {
        let now = self.now();
        let catalog = &now.loaded.catalog;
        let audiences = &catalog.settings.audiences;
        let count = |id| catalog.pages.iter().filter(|p| resolve::is_kept(p, id)).count();
        Summary {
            pages: audiences.ids().map(|id| (audiences.name(id).to_string(), count(id))).collect(),
            viewer: now.viewer.folder(),
            customers: now.loaded.records.len(),
            seconds: now.loaded.seconds.0 + now.loaded.seconds.1,
        }
    }

    /// The pages of the last reading stay; only why they are old is new.
    fn keep(&self, number: u64, error: &Error) {
        let last = self.now();
        *self.lock() = Arc::new(Now {
            number,
            loaded: Arc::clone(&last.loaded),
            viewer: last.viewer.clone(),
            as_of: last.as_of,
            stale: Some(format!("{error}; what is shown was read before")),
            findings: OnceLock::new(),
        });
    }

    fn get_ready(&self) {
        // A thread that is gone is told by `get`.
        let _ = self.asks.send(Ask { path: None });
    }

    fn now(&self) -> Arc<Now> {
        Arc::clone(&self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Arc<Now>> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Paths as the library names its files; none if one lies elsewhere.
fn below(root: &Path, paths: &BTreeSet<PathBuf>) -> Option<BTreeSet<String>> {
    let name = |path: &PathBuf| Some(path.strip_prefix(root).ok()?.to_str()?.replace('\\', "/"));
    paths.iter().map(name).collect()
}

fn read(library: &Library, audience: Option<&str>, known: &Known, number: u64) -> Result<Now> {
    let again = Again { known: Some(known), ..Again::default() };
    let loaded = load::load_again(&library.root, Some(&library.root.join(OUT)), &again)?;
    let viewer = viewer(&loaded, audience)?;
    let as_of = show::as_of(library, &loaded);
    Ok(Now { number, loaded: Arc::new(loaded), viewer, as_of, stale: None, findings: OnceLock::new() })
}

/// The audience by name; the narrowest without one. Records are read only to know a partner.
fn viewer(loaded: &Loaded, audience: Option<&str>) -> Result<Viewer> {
    let settings = &loaded.catalog.settings;
    let narrowest = settings.audiences.name(settings.audiences.narrowest());
    let name = audience.unwrap_or(narrowest).to_string();
    let partners = if name.contains(':') { stream::census(loaded).partners } else { BTreeSet::new() };
    let found = viewers::viewers(&[name], settings, &partners)?;
    found.into_iter().next().ok_or_else(|| Error::not_found("no audience to serve"))
}

fn findings(now: &Now) -> Value {
    let checked = check::everything(&now.loaded, &Chosen::new(&now.loaded, &[]), now.as_of, &Silent);
    let each = |severity: Severity| {
        let own: Vec<_> = checked.findings.iter().filter(|d| d.severity == severity).cloned().collect();
        let sources = &checked.sources;
        report::json_findings(&Report::new(&own, sources))
    };
    let worst_first = [Severity::Error, Severity::Warning, Severity::Suggestion];
    let all: Vec<Value> = worst_first.into_iter().flat_map(each).collect();
    json!({"number": now.number, "stale": now.stale, "findings": all})
}
