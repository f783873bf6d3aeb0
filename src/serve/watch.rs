//! What changes on the disk becomes a new reading. In: a preview. Out: the number of each reading.
//! Never: a reading for every single write of a save; an end because a folder is gone.

use crate::error::{Error, Result};
use crate::pipeline::preview::Preview;
use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Quiet for so long: a save is over. Editors write, rename and set times in less.
const QUIET: Duration = Duration::from_millis(20);

/// Quiet for so long behind the end of a file: the save is over, unless it goes on with another file.
const ENDED: Duration = Duration::from_millis(4);

/// A reading comes at the latest then, however busy the folder is.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often folders that are gone are looked for.
const ABSENT: Duration = Duration::from_secs(1);

/// Folders of other programs and of ours, as the walk of a library leaves them out.
const FOREIGN: [&str; 3] = ["target", "node_modules", "public"];

/// Watches the preview's folders on a thread of its own.
///
/// # Errors
/// The system cannot watch.
pub(super) fn begin(preview: Arc<Preview>) -> Result<watch::Receiver<u64>> {
    let (tell, told) = mpsc::channel();
    let watcher = notify::recommended_watcher(move |event| {
        // The thread that listens ends with the program.
        let _ = tell.send(event);
    });
    let watcher = watcher.map_err(|e| Error::new("watch the library").because(e))?;
    let (announce, changes) = watch::channel(preview.number());
    let folders = preview.folders().into_iter().map(|f| Folder { path: f, watched: false }).collect();
    let mut watched = Watched { watcher, folders };
    watched.renew();
    let run = move || {
        // Nobody watched while the library was read first: the first change is reason to look at all of it again.
        let mut whole = true;
        while let Some(changed) = wait(&told, &mut watched) {
            let changed = changed.filter(|_| !std::mem::take(&mut whole));
            announce.send_replace(preview.reload(changed.as_ref()));
        }
    };
    let thread = std::thread::Builder::new().name("watch".into()).spawn(run);
    thread.map_err(|e| Error::new("start the thread that watches").because(e))?;
    Ok(changes)
}

type Told = notify::Result<Event>;

/// What may be otherwise on the disk: these files and folders; none: anything.
type Changed = Option<BTreeSet<PathBuf>>;

/// Waits for a change and for the end of it; none if there will be none any more.
fn wait(told: &Receiver<Told>, watched: &mut Watched) -> Option<Changed> {
    let first = loop {
        match told.recv_timeout(ABSENT) {
            Ok(event) if watched.concerns(&event) => break event,
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) if watched.renew() => return Some(None),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    };
    let begun = Instant::now();
    let mut quiet_until = begun + quiet(&first);
    let mut changed = add(Some(BTreeSet::new()), first);
    loop {
        let now = Instant::now();
        let until = quiet_until.min(begun + PATIENCE);
        match told.recv_timeout(until.saturating_duration_since(now)) {
            Ok(event) if watched.concerns(&event) => {
                quiet_until = Instant::now() + quiet(&event);
                changed = add(changed, event);
            }
            Ok(_) => {}
            Err(_) => break,
        }
    }
    Some(changed.filter(|_| !watched.renew()))
}

/// What changed with one more event. One without a path, or one in the place of lost ones, may mean anything.
fn add(changed: Changed, event: Told) -> Changed {
    let event = event.ok().filter(|event| !event.paths.is_empty() && !event.need_rescan())?;
    let mut changed = changed?;
    changed.extend(event.paths);
    Some(changed)
}

/// How long to wait for more behind an event.
fn quiet(event: &Told) -> Duration {
    if event.as_ref().is_ok_and(is_end) { ENDED } else { QUIET }
}

/// A file that was written is closed, or has its name: not every system tells.
fn is_end(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
    )
}

struct Watched {
    watcher: RecommendedWatcher,
    folders: Vec<Folder>,
}

struct Folder {
    path: PathBuf,
    watched: bool,
}

impl Watched {
    /// Begins to watch folders that came (back), forgets those that went. True if one came or went.
    fn renew(&mut self) -> bool {
        let mut changed = false;
        for folder in &mut self.folders {
            let there = folder.path.is_dir();
            if there == folder.watched {
                continue;
            }
            folder.watched = there && self.watcher.watch(&folder.path, RecursiveMode::Recursive).is_ok();
            if !there {
                // The system has often dropped it by itself.
                let _ = self.watcher.unwatch(&folder.path);
            }
            changed |= folder.watched == there;
        }
        changed
    }

    /// True if an event may change what is shown; faults of the watch may have swallowed one that does.
    fn concerns(&self, event: &Told) -> bool {
        let Ok(event) = event else { return true };
        let reading = matches!(event.kind, EventKind::Access(_)) && !is_end(event);
        !reading && (event.paths.is_empty() || event.paths.iter().any(|p| self.is_content(p)))
    }

    fn is_content(&self, path: &Path) -> bool {
        let below = self.folders.iter().find_map(|f| path.strip_prefix(&f.path).ok()).unwrap_or(path);
        let hidden = |part: Component<'_>| {
            let name = part.as_os_str().to_string_lossy();
            matches!(part, Component::Normal(_)) && (name.starts_with('.') || FOREIGN.contains(&&*name))
        };
        !below.components().any(hidden)
    }
}
