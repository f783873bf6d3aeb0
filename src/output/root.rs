//! A standing root and the right to replace it. In: the output folder, an audience's folder. Out: [`Root`].
//! Never: two at a time for one folder; leaves of an interrupted build stay behind.

use super::lock::Lock;
use super::manifest::Manifest;
use super::publish::Publisher;
use super::{files, path, swap};
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// One audience's root, locked.
#[derive(Debug)]
pub struct Root {
    pub(super) places: Places,
    pub(super) standing: Manifest,
    /// Paths that an interrupted build was about to write.
    announced: BTreeSet<String>,
    /// True if a root of ours stands there.
    stands: bool,
    /// Held until the build ends.
    _lock: Lock,
}

/// Where the parts of a root lie.
#[derive(Debug)]
pub(super) struct Places {
    /// `public/internal`.
    pub(super) root: PathBuf,
    /// `public/internal.build.json`.
    pub(super) manifest: PathBuf,
    /// `public/.internal.staging`: the next root while it is made.
    pub(super) staging: PathBuf,
    /// `public/.internal.old`: the former root, between two renames.
    pub(super) old: PathBuf,
}

impl Places {
    fn new(out: &Path, folder: &str) -> Self {
        Self {
            root: out.join(folder),
            manifest: out.join(format!("{folder}.build.json")),
            staging: out.join(format!(".{folder}.staging")),
            old: out.join(format!(".{folder}.old")),
        }
    }

    /// The manifest that a build announces before it swaps.
    pub(super) fn announced(&self) -> PathBuf {
        files::with_ending(&self.manifest, ".next")
    }
}

impl Root {
    /// Opens `out/folder` for one build; clears what an interrupted build left.
    ///
    /// # Errors
    /// Another build holds it, the folder's name is not safe, the root is a link, or the system refuses.
    pub fn open(out: &Path, folder: &str) -> Result<Self> {
        if folder.contains('/') || path::unsafe_because(folder).is_some() {
            return Err(Error::new(format!("publish a root named `{folder}`")).at(out));
        }
        files::make_folder(out)?;
        let lock = Lock::take(&out.join(format!(".{folder}.lock")))?;
        let places = Places::new(out, folder);
        if places.root.is_symlink() {
            return Err(Error::new("replace a root that is a link (name the real folder)").at(&places.root));
        }
        swap::restore(&places.root, &places.old)?;
        files::remove_folder(&places.staging)?;
        let standing = Manifest::read(&places.manifest)?;
        let announced = Manifest::read(&places.announced()).ok().flatten().unwrap_or_default();
        let stands = standing.is_some() && places.root.is_dir();
        let standing = standing.unwrap_or_default();
        let announced = announced.files.into_keys().collect();
        Ok(Self { places, standing, announced, stands, _lock: lock })
    }

    /// True if a build of ours wrote the file, or was about to.
    pub(super) fn is_ours(&self, path: &str) -> bool {
        self.standing.files.contains_key(path) || self.announced.contains(path)
    }

    /// True if a root of an earlier build stands here: what a partial build needs.
    pub fn stands(&self) -> bool {
        self.stands
    }

    /// The manifest of the standing root; empty without one.
    pub fn manifest(&self) -> &Manifest {
        &self.standing
    }

    /// A publisher that replaces the whole root.
    pub fn publisher(self) -> Publisher {
        Publisher::new(self, Box::new(|_| false))
    }

    /// A publisher that carries over the standing files that `carried` takes.
    ///
    /// # Errors
    /// There is no standing root to carry from.
    pub fn partial(self, carried: impl Fn(&str) -> bool + Send + Sync + 'static) -> Result<Publisher> {
        if !self.stands {
            let attempted =
                "build a part: there is no complete root to carry the rest from (build all of it once)";
            return Err(Error::new(attempted).at(&self.places.root));
        }
        Ok(Publisher::new(self, Box::new(carried)))
    }
}
