//! `check --since`: what a change is answerable for. In: a report, a revision of the repository. Out: the findings of files
//! changed since HEAD parted from it, and those elsewhere that were not there then, each with the file that caused it.
//! Never: a finding that was there before, in a file that nobody touched.

use super::load;
use super::narrow::Change;
use super::{CheckOptions, CheckReport, Library, Silent, check, chosen::Chosen, pairs};
use crate::diagnostic::{Diagnostic, Label, Severity, title};
use crate::error::Result;
use crate::source::git::{self, Base, BaseKind, Revision};
use crate::source::{SourceFile, SourceMap, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Takes out what the change since `revision` has nothing to do with.
///
/// # Errors
/// The library lies in no repository, or the repository has no such revision.
pub(super) fn apply(report: &mut CheckReport, options: &CheckOptions, revision: &str) -> Result<Change> {
    let library = &options.library;
    let base = Base::of(&library.root, revision)?;
    let changed = git::changed(&library.root, &base.commit)?;
    let laid_out = Revision::lay_out(&library.root, &base.commit)?;
    let then = then(&laid_out.root, library, report)?;
    let was_there = was_there(report, &then, &library.root);
    let causes = Causes::new(&changed, &then.sources, &mut report.sources, &library.root, &base);
    let mut change = Change { from: from(&base), files: causes.changed.len(), ..Change::default() };
    let mut before = was_there.into_iter();
    report.findings.retain_mut(|found| {
        let touched = causes.touches(found, &report.sources);
        match (before.next().flatten(), touched) {
            (None, _) => {
                change.new += 1;
                causes.told(found, touched, &report.sources);
            }
            (Some(severity), _) if severity < found.severity => {
                change.new += 1;
                causes.told(found, touched, &report.sources);
                noted(found, &format!("it was a {} at {base}", severity.as_str()));
            }
            (Some(_), true) => {
                change.before += 1;
                noted(found, &format!("it was there at {base} already"));
            }
            (Some(_), false) => {
                change.elsewhere += 1;
                return false;
            }
        }
        true
    });
    Ok(change)
}

/// Where the change begins, for who asked.
fn from(Base { revision, commit, kind }: &Base) -> String {
    match kind {
        BaseKind::Revision => revision.clone(),
        BaseKind::Shared => format!("{commit:.7} (the merge base of {revision} and HEAD)"),
        BaseKind::Apart => format!("{revision} itself (no merge base with HEAD is here)"),
    }
}

/// What a check of the revision finds, on the same day. A revision older than the library has nothing.
fn then(root: &Path, library: &Library, now: &CheckReport) -> Result<CheckReport> {
    if !root.is_dir() {
        return Ok(CheckReport::default());
    }
    let library = Library { root: root.to_path_buf(), ..library.clone() };
    let loaded = load::load(&library.root, None)?;
    Ok(check::everything(&loaded, &Chosen::new(&loaded, &[]), now.as_of, &Silent))
}

/// For each finding the severity that it had at the revision, if it was there.
fn was_there(now: &CheckReport, then: &CheckReport, root: &Path) -> Vec<Option<Severity>> {
    let old = pairs::entries(&then.findings, &then.sources);
    let new = pairs::entries(&now.findings, &now.sources);
    let pairs = pairs::pair(&old, &new, &|path| now.has_lost(root, path));
    let mut out = vec![None; new.len()];
    for (found, at) in then.findings.iter().zip(pairs) {
        if let Some(at) = at {
            out[at] = Some(found.severity);
        }
    }
    out
}

/// The files that changed.
struct Causes<'r> {
    base: &'r Base,
    /// By path. A file that only got another name is not here.
    changed: BTreeMap<String, Cause>,
}

/// What became of a file.
struct Cause {
    /// Where the change begins; none in a file that is no text, or was not read.
    span: Option<Span>,
    said: String,
}

impl<'r> Causes<'r> {
    /// Files that are gone are added to `now` as they were, so that they can be shown.
    fn new(
        changed: &BTreeSet<String>,
        then: &SourceMap,
        now: &mut SourceMap,
        root: &Path,
        base: &'r Base,
    ) -> Self {
        let mut out = BTreeMap::new();
        let moved = moved(changed, then, now);
        for path in changed {
            let (old, new) = (then.find(path).cloned(), now.find(path).cloned());
            if let (None, Some(new)) = (&old, &new)
                && is_same(new, &moved, then)
            {
                continue;
            }
            let lost = new.is_none() && !root.join(path).exists();
            let became = match (moved.get(path), lost) {
                (Some(to), _) => format!("is `{to}`"),
                (None, true) => "is gone".to_string(),
                (None, false) => "changed".to_string(),
            };
            let span = match (old, new) {
                (Some(old), Some(new)) => Some(differs(&old, &new)),
                (None, Some(new)) => Some(line(&new, 1)),
                (Some(old), None) if lost => Some(line(&now.add(path.clone(), old.text.clone()), 1)),
                _ => None,
            };
            out.insert(path.clone(), Cause { span, said: format!("`{path}` {became} since {base}") });
        }
        Self { base, changed: out }
    }

    /// True for a finding in a file that changed.
    fn touches(&self, found: &Diagnostic, sources: &SourceMap) -> bool {
        sources.get(found.span.source).is_some_and(|file| self.changed.contains_key(&file.path))
    }

    /// Says which change made a finding. In a changed file that is plain.
    fn told(&self, found: &mut Diagnostic, touched: bool, sources: &SourceMap) {
        if touched {
            return;
        }
        match self.cause(found, sources) {
            Some(Cause { span: Some(span), said }) => {
                found.labels.push(Label { span: *span, text: said.clone() });
            }
            Some(Cause { span: None, said }) => noted(found, said),
            None => {
                let files = self.changed.len();
                noted(found, &format!("one of {files} files changed since {} made this", self.base));
            }
        }
    }

    /// The changed file that a finding speaks of: in a label, in its message, as settings, or the only one.
    fn cause(&self, found: &Diagnostic, sources: &SourceMap) -> Option<&Cause> {
        let mut labels = found.labels.iter();
        let of_label = labels.find_map(|l| self.changed.get(&sources.get(l.span.source)?.path));
        let named = || found.message.split('`').skip(1).step_by(2).find_map(|value| self.changed.get(value));
        let settings = || ["gameplan.yml", "docfx.json"].iter().find_map(|path| self.changed.get(*path));
        let only = || self.changed.values().next().filter(|_| self.changed.len() == 1);
        of_label.or_else(named).or_else(settings).or_else(only)
    }
}

/// Files that got another name: old path, new path. The text is the same, else the title.
fn moved(changed: &BTreeSet<String>, then: &SourceMap, now: &SourceMap) -> BTreeMap<String, String> {
    let fresh: Vec<&Arc<SourceFile>> =
        now.files().filter(|f| changed.contains(&f.path) && then.find(&f.path).is_none()).collect();
    let gone = then.files().filter(|f| changed.contains(&f.path) && now.find(&f.path).is_none());
    let to = |old: &Arc<SourceFile>| {
        let same = fresh.iter().find(|new| new.text == old.text);
        let alike = || fresh.iter().find(|new| !title(new).is_empty() && title(new) == title(old));
        Some((old.path.clone(), same.or_else(alike)?.path.clone()))
    };
    gone.filter_map(to).collect()
}

/// True for a file that is another one under a new name, and nothing else.
fn is_same(new: &SourceFile, moved: &BTreeMap<String, String>, then: &SourceMap) -> bool {
    let mut old = moved.iter().filter(|(_, to)| **to == new.path).filter_map(|(from, _)| then.find(from));
    old.any(|old| old.text == new.text)
}

/// The first line of `new` that is not as it was.
fn differs(old: &SourceFile, new: &SourceFile) -> Span {
    let equal = old.text.lines().zip(new.text.lines()).take_while(|(a, b)| a == b).count();
    line(new, (equal as u32 + 1).min(new.line_count()))
}

fn line(file: &SourceFile, number: u32) -> Span {
    let range = file.line_range(number);
    Span::new(file.id, range.start.max(file.body_start()).min(range.end)..range.end)
}

/// Adds a remark to the mend.
fn noted(found: &mut Diagnostic, said: &str) {
    found.help = Some(found.help.take().map_or_else(|| said.to_string(), |help| format!("{help} ({said})")));
}
