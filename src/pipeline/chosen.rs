//! Which files a check looks at. In: paths and globs as the user gives them, what was read. Out: yes or no for a file.
//! Never: a path that takes nothing, unsaid.

use super::load::{Loaded, RecordFile};
use crate::error::{Error, Result};
use crate::model::page::Page;
use crate::source::SourceFile;
use crate::source::glob::Globs;
use std::path::Path;
use std::sync::Arc;

/// Paths below a library: files, folders, globs; none: everything.
#[derive(Clone, Debug, Default)]
pub struct Paths(Vec<Named>);

/// A path as it was named, and what it takes where it is a glob.
#[derive(Clone, Debug)]
struct Named {
    path: String,
    glob: Option<Globs>,
}

impl Paths {
    /// Paths as the user gives them: below the library, or through its folder.
    pub(super) fn new(root: &Path, paths: &[String]) -> Self {
        let folder = root.to_string_lossy().replace('\\', "/");
        let below = |path: &String| -> String {
            let path = path.replace('\\', "/");
            let path = path.trim_end_matches('/');
            let inside = path.strip_prefix(folder.trim_end_matches('/')).and_then(|p| p.strip_prefix('/'));
            let own = path.trim_start_matches("./");
            match inside {
                Some(inside) if !root.join(own).exists() => inside.to_string(),
                _ if own == "." => String::new(),
                _ => own.to_string(),
            }
        };
        Self(paths.iter().map(|path| Named::new(below(path))).collect())
    }

    /// True for a file that is named, lies in a named folder, or that a glob takes.
    pub(super) fn takes(&self, path: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|own| own.takes(path))
    }

    /// True if nothing is named: everything is meant.
    fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// True for a file that is named itself.
    fn name(&self, path: &str) -> bool {
        self.0.iter().any(|own| own.path == path)
    }

    /// Refuses paths that take none of `files`.
    ///
    /// # Errors
    /// They are named (kind: not found).
    pub(super) fn all_found(&self, files: &[String]) -> Result<()> {
        let lost = self.0.iter().filter(|own| !files.iter().any(|file| own.takes(file)));
        let lost: Vec<&str> = lost.map(|own| own.path.as_str()).collect();
        match lost.is_empty() {
            true => Ok(()),
            false => Err(Error::not_found(format!("nothing matches `{}`", lost.join("`, `")))),
        }
    }
}

impl Named {
    fn new(path: String) -> Self {
        let glob = path.contains(['*', '?', '[', '{']).then(|| Globs::new(std::slice::from_ref(&path)));
        Self { path, glob }
    }

    /// True for itself, for what lies below it, and for what its glob takes.
    fn takes(&self, path: &str) -> bool {
        let own = self.path.as_str();
        let below = || path.strip_prefix(own).is_some_and(|rest| rest.starts_with('/'));
        let glob = || self.glob.as_ref().is_some_and(|glob| glob.matches(path).is_some());
        own.is_empty() || path == own || below() || glob()
    }
}

/// The files that a check looks at.
pub(super) struct Chosen<'a> {
    loaded: &'a Loaded,
    /// As the user chose.
    pub(super) paths: Paths,
}

impl<'a> Chosen<'a> {
    /// What `paths` name, or everything.
    pub(super) fn new(loaded: &'a Loaded, paths: &[String]) -> Self {
        Self { loaded, paths: Paths::new(&loaded.root, paths) }
    }

    /// One page, excluded or not.
    pub(super) fn page(loaded: &'a Loaded, page: &Page) -> Self {
        Self { loaded, paths: Paths(vec![Named { path: page.path.clone(), glob: None }]) }
    }

    pub(super) fn takes(&self, path: &str) -> bool {
        self.paths.takes(path)
    }

    /// A customer with a file that is to be looked at: record, usage or progress.
    pub(super) fn takes_customer(&self, record: &RecordFile) -> bool {
        let settings = &self.loaded.catalog.settings;
        let usage = format!("{}/{}.csv", settings.usage_dir, record.id);
        let progress = format!("{}/{}.yml", settings.progress_dir, record.id);
        [&record.path, &usage, &progress].into_iter().any(|path| self.takes(path))
    }

    /// A page with a route, or one that is named itself: an excluded page has no finding otherwise.
    pub(super) fn takes_page(&self, page: &Page) -> bool {
        self.takes(&page.path) && (page.routed || self.paths.name(&page.path))
    }

    pub(super) fn takes_file(&self, path: &str) -> bool {
        match self.loaded.catalog.page(path) {
            Some(page) => self.takes_page(page),
            // Settings that cannot be used keep the check from running: they are named whatever was asked for.
            None => self.takes(path) || (self.loaded.broken_settings && Loaded::is_settings(path)),
        }
    }
}

/// The files that were looked at: how many, and by path where only some were asked for.
pub(super) struct Seen {
    keep: bool,
    /// How many.
    pub(super) files: usize,
    /// Which.
    pub(super) paths: Vec<String>,
}

impl Seen {
    /// Begins with `files`.
    pub(super) fn new<'f>(chosen: &Chosen<'_>, files: impl Iterator<Item = &'f Arc<SourceFile>>) -> Self {
        let mut seen = Self { keep: !chosen.paths.is_all(), files: 0, paths: Vec::new() };
        seen.add(files);
        seen
    }

    /// Adds more.
    pub(super) fn add<'f>(&mut self, files: impl Iterator<Item = &'f Arc<SourceFile>>) {
        for file in files {
            self.files += 1;
            if self.keep {
                self.paths.push(file.path.clone());
            }
        }
    }
}
