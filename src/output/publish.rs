//! One build of one root. In: artifacts from any thread. Out: the root, published whole, or left as it was.
//! Never: keeps an artifact's bytes; writes anything when nothing changed.

use super::manifest::{self, Entry, Manifest};
use super::root::Root;
use super::{files, path, swap};
use crate::error::{Error, Result};
use crate::render::artifact::Artifact;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};

/// What one build did to a root.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New or different files.
    pub written: usize,
    /// Files that were there already, carried ones too.
    pub unchanged: usize,
    /// Files of earlier builds that are gone.
    pub removed: usize,
    /// Bytes of the artifacts that were made, written or not.
    pub bytes: u64,
}

/// Why an artifact cannot be published; with one of these the root stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Two artifacts on one path, or a file where another needs a folder.
    Clash {
        /// The path.
        path: String,
        /// The sources of both, sorted.
        sources: Vec<String>,
    },
    /// A path that may not be written.
    Unsafe {
        /// The path.
        path: String,
        /// Why.
        because: &'static str,
        /// Its sources.
        sources: Vec<String>,
    },
}

/// The outcome of a build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// What changed.
    pub counts: Counts,
    /// Files in the root that no build of ours wrote, carried over; sorted.
    pub foreign: Vec<String>,
    /// Files of others that an artifact took the place of; sorted.
    pub replaced: Vec<String>,
}

/// Takes artifacts and publishes them together. Dropped without [`Publisher::publish`], it leaves the root as it was.
pub struct Publisher {
    root: Root,
    carried: Box<dyn Fn(&str) -> bool + Send + Sync>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    accepted: BTreeMap<String, Accepted>,
    /// Folders made below the staging folder.
    folders: HashSet<PathBuf>,
    faults: Vec<Fault>,
    bytes: u64,
}

struct Accepted {
    entry: Entry,
    staged: bool,
}

impl Publisher {
    pub(super) fn new(root: Root, carried: Box<dyn Fn(&str) -> bool + Send + Sync>) -> Self {
        Self { root, carried, state: Mutex::new(State::default()) }
    }

    /// Takes one artifact: equal to the standing file it is only noted, else it is staged.
    ///
    /// # Errors
    /// The staging folder cannot be written.
    pub fn accept(&self, artifact: Artifact) -> Result<()> {
        let Artifact { path, bytes, label, mut sources } = artifact;
        sources.sort();
        sources.dedup();
        if let Some(because) = path::unsafe_because(&path) {
            self.state().faults.push(Fault::Unsafe { path, because, sources });
            return Ok(());
        }
        let hash = manifest::hash(&bytes);
        // The hash spares the reading of what differs anyway; the bytes decide.
        let differs = self.root.standing.files.get(&path).is_some_and(|old| old.hash != hash);
        let stands = !differs && files::holds(&self.root.places.root.join(&path), &bytes);
        let entry = Entry { hash, label, sources };
        if !self.note(&path, entry, !stands, bytes.len() as u64) || stands {
            return Ok(());
        }
        self.stage(&path, &bytes)
    }

    /// Faults so far, sorted: with one of them [`Publisher::publish`] refuses.
    pub fn faults(&self) -> Vec<Fault> {
        let state = self.state();
        let mut faults = state.faults.clone();
        faults.extend(blocked(&state.accepted));
        faults.sort();
        faults.dedup();
        faults
    }

    /// Swaps the new root in, writes its manifest and removes what is no longer there.
    ///
    /// # Errors
    /// There are faults, or the system refuses; the old root is complete then.
    pub fn publish(self) -> Result<Published> {
        if !self.faults().is_empty() {
            return Err(
                Error::new("publish a root with two artifacts on one path").at(&self.root.places.root)
            );
        }
        let next = self.next()?;
        if next.changed {
            self.complete(&next)?;
        }
        let text = next.manifest.text();
        let places = &self.root.places;
        let same_manifest = !next.changed && self.root.standing == next.manifest && places.manifest.is_file();
        if !same_manifest {
            // Announced before the swap: after a crash between the two, both manifests' files are known as ours.
            files::write_next(&places.announced(), text.as_bytes())?;
            if next.changed {
                swap::swap(&places.staging, &places.root, &places.old)?;
            }
            files::rename(&places.announced(), &places.manifest)?;
        }
        // The former root lies at one of the two now; what cannot be removed is cleared by the next build.
        let _ = files::remove_folder(&places.old);
        Ok(next.published)
    }

    /// Leaves the standing root as it was and removes what was staged.
    pub fn abandon(self) {
        drop(self);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Notes an artifact; false if its path is taken.
    fn note(&self, path: &str, entry: Entry, staged: bool, bytes: u64) -> bool {
        let mut state = self.state();
        if let Some(first) = state.accepted.get(path) {
            let mut sources = [first.entry.sources.clone(), entry.sources].concat();
            sources.sort();
            state.faults.push(Fault::Clash { path: path.to_string(), sources });
            return false;
        }
        state.bytes += bytes;
        state.accepted.insert(path.to_string(), Accepted { entry, staged });
        true
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let file = self.staged_file(path)?;
        match files::write_new(&file, bytes) {
            // Another artifact's file or folder lies in the way: `faults` names both.
            Err(_) if !blocked(&self.state().accepted).is_empty() => Ok(()),
            outcome => outcome,
        }
    }

    /// The place of a file below the staging folder, its folder made.
    fn staged_file(&self, path: &str) -> Result<PathBuf> {
        let file = self.root.places.staging.join(path);
        let folder = file.parent().unwrap_or(&self.root.places.staging).to_path_buf();
        if !self.state().folders.contains(&folder) {
            match files::make_folder(&folder) {
                Err(_) if !blocked(&self.state().accepted).is_empty() => {}
                outcome => drop(outcome?),
            }
            self.state().folders.insert(folder);
        }
        Ok(file)
    }

    /// What the next root holds, compared with the standing one.
    fn next(&self) -> Result<Next> {
        let there = files::list(&self.root.places.root)?;
        let state = self.state();
        let mut next = Next::default();
        for (path, accepted) in &state.accepted {
            next.manifest.files.insert(path.clone(), accepted.entry.clone());
            if !accepted.staged {
                next.taken_over.push(path.clone());
            }
        }
        let counts = &mut next.published.counts;
        counts.bytes = state.bytes;
        counts.written = state.accepted.values().filter(|a| a.staged).count();
        for path in there {
            let accepted = state.accepted.get(&path);
            let ours = self.root.is_ours(&path);
            let standing = self.root.standing.files.get(&path);
            match (accepted, standing) {
                (Some(new), _) if new.staged && !ours => next.published.replaced.push(path),
                (Some(_), _) => {}
                (None, Some(entry)) if (self.carried)(&path) => {
                    next.manifest.files.insert(path.clone(), entry.clone());
                    next.taken_over.push(path);
                }
                (None, _) if ours => counts.removed += 1,
                (None, _) => next.published.foreign.push(path),
            }
        }
        counts.unchanged = next.taken_over.len();
        next.changed = counts.written + counts.removed > 0 || !self.root.places.root.is_dir();
        Ok(next)
    }

    /// Puts everything that did not change beside what was staged.
    fn complete(&self, next: &Next) -> Result<()> {
        files::make_folder(&self.root.places.staging)?;
        for path in next.taken_over.iter().chain(&next.published.foreign) {
            files::take_over(&self.root.places.root.join(path), &self.staged_file(path)?)?;
        }
        Ok(())
    }
}

#[derive(Default)]
struct Next {
    manifest: Manifest,
    /// Standing files that the next root keeps, foreign ones not counted.
    taken_over: Vec<String>,
    published: Published,
    changed: bool,
}

/// Paths that are a file for one artifact and a folder for another.
fn blocked(accepted: &BTreeMap<String, Accepted>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, below) in accepted {
        for (at, _) in path.match_indices('/') {
            if let Some(file) = accepted.get(&path[..at]) {
                let mut sources = [file.entry.sources.clone(), below.entry.sources.clone()].concat();
                sources.sort();
                faults.push(Fault::Clash { path: path[..at].to_string(), sources });
            }
        }
    }
    faults
}

impl Drop for Publisher {
    fn drop(&mut self) {
        // What was staged, or, after a swap, the former root; the next build clears what cannot be removed now.
        let _ = files::remove_folder(&self.root.places.staging);
    }
}
