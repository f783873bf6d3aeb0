//! Environment errors: what was attempted, on which path, and the cause.
//! In: a failed system call or template. Out: one [`Error`] for the command line.
//! Never: a fault of a page or a record; those are diagnostics.

use std::fmt;
use std::path::{Path, PathBuf};

/// Something outside the content went wrong: I/O, a template, the arguments.
#[derive(Debug)]
pub struct Error {
    attempted: String,
    path: Option<PathBuf>,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
    kind: Kind,
}

/// Decides the exit code of the command that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Exit 2: usage, settings, templates, I/O.
    CouldNotRun,
    /// Exit 3: nothing matched, or an unknown name.
    NotFound,
}

/// The result of work that touches the environment.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// `attempted` completes the sentence "could not …".
    pub fn new(attempted: impl Into<String>) -> Self {
        Self { attempted: attempted.into(), path: None, cause: None, kind: Kind::CouldNotRun }
    }

    /// An unknown name, or nothing that matches; `said` is a whole sentence with the nearest name.
    pub fn not_found(said: impl Into<String>) -> Self {
        Self { kind: Kind::NotFound, ..Self::new(said) }
    }

    /// Names the file or folder.
    #[must_use]
    pub fn at(mut self, path: &Path) -> Self {
        self.path = Some(path.to_path_buf());
        self
    }

    /// Keeps the system's own words.
    #[must_use]
    pub fn because(mut self, cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.cause = Some(Box::new(cause));
        self
    }

    /// Which exit code fits.
    pub fn kind(&self) -> Kind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::NotFound => write!(f, "{}", self.attempted)?,
            Kind::CouldNotRun => write!(f, "could not {}", self.attempted)?,
        }
        if let Some(path) = &self.path {
            write!(f, ": {}", path.display())?;
        }
        let mut cause = self.cause.as_deref().map(|c| c as &dyn std::error::Error);
        while let Some(c) = cause {
            write!(f, ": {c}")?;
            cause = c.source();
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
