//! `build`: a library and its customers to published roots. In: [`BuildOptions`]. Out: [`BuildReport`].
//! Never: a root that is half new.

use super::{Library, Progress};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::output::Counts;
use crate::source::SourceMap;
use std::path::PathBuf;

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
    progress.begin("read", 0);
    progress.end();
    Err(Error::new("build: the stages are not wired yet").at(&options.library.root))
}
