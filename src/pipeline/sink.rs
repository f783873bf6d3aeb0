//! Where a root's artifacts go: to the disk, or to a desk that keeps the one that was asked for.
//! In: artifacts from any thread. Out: a published root, or one artifact. Never: a choice of what is made.

use crate::error::Result;
use crate::output::{Fault, Published, Publisher};
use crate::render::Artifact;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The way out of a root.
#[allow(clippy::large_enum_variant, reason = "there is one a root; a box would buy nothing")]
pub(super) enum Sink {
    /// To a folder.
    Disk(Publisher),
    /// To a preview.
    Desk(Desk),
}

/// Keeps the artifact with the path that is wanted, or all of them.
#[derive(Debug, Default)]
pub(super) struct Desk(Mutex<Held>);

#[derive(Debug, Default)]
struct Held {
    wanted: Option<String>,
    made: Vec<Artifact>,
}

impl From<Publisher> for Sink {
    fn from(publisher: Publisher) -> Self {
        Self::Disk(publisher)
    }
}

impl Desk {
    /// What `write` makes for `path`, if it does.
    pub(super) fn ask(&self, path: &str, write: impl FnOnce() -> Result<()>) -> Result<Option<Artifact>> {
        *self.held() = Held { wanted: Some(path.to_string()), made: Vec::new() };
        write()?;
        Ok(self.held().made.pop())
    }

    /// Everything that `write` makes, in any order.
    pub(super) fn ask_all(&self, write: impl FnOnce() -> Result<()>) -> Result<Vec<Artifact>> {
        *self.held() = Held::default();
        write()?;
        Ok(std::mem::take(&mut self.held().made))
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink {
    /// True if an artifact with this path is of use: what is not may be left unmade.
    pub(super) fn wants(&self, path: &str) -> bool {
        match self {
            Self::Disk(_) => true,
            Self::Desk(desk) => desk.held().wanted.as_ref().is_none_or(|wanted| wanted == path),
        }
    }

    /// Takes one artifact. Errors: the staging folder cannot be written.
    pub(super) fn accept(&self, artifact: Artifact) -> Result<()> {
        match self {
            Self::Disk(publisher) => publisher.accept(artifact),
            Self::Desk(desk) => {
                if self.wants(&artifact.path) {
                    desk.held().made.push(artifact);
                }
                Ok(())
            }
        }
    }

    /// Why the root cannot be published.
    pub(super) fn faults(&self) -> Vec<Fault> {
        match self {
            Self::Disk(publisher) => publisher.faults(),
            Self::Desk(_) => Vec::new(),
        }
    }

    /// Publishes; a desk has nothing to publish. Errors: the system refuses.
    pub(super) fn publish(self) -> Result<Published> {
        match self {
            Self::Disk(publisher) => publisher.publish(),
            Self::Desk(_) => Ok(Published::default()),
        }
    }

    /// Leaves the root as it was.
    pub(super) fn abandon(self) {
        if let Self::Disk(publisher) = self {
            publisher.abandon();
        }
    }
}
