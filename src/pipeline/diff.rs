//! `diff`: what an edit of playbooks, settings or records changes for every customer, and why. In: a library and a
//! revision of its repository, or another folder. Out: a view, and its text. Never: a file written in the library.

mod files;

use super::customer::{self, Texts};
use super::load::{self, Again, Loaded};
use super::{Library, Progress, show};
use crate::diagnostic::Severity;
use crate::document::diff::{View, compose};
use crate::error::{Error, Kind as ErrorKind, Result};
use crate::model::date::Date;
use crate::plan::diff::{
    Change, Comparison, Edit, Factor, Kind, Outcome, Pairs, Snapshot, Worlds, changes, edits, snapshot,
};
use crate::render::diff::{human, markdown};
use crate::source::Span;
use crate::source::git::Revision;
use files::{differing, file_edits, own_edits};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How a comparison is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffFormat {
    /// For a terminal.
    Human,
    /// For programs.
    Json,
    /// For the comment on a pull request.
    Markdown,
}

/// Compares the library as it stands with what it was at `base`.
///
/// # Errors
/// One of the two cannot be read, has no settings that can be used, or there is no such revision or folder.
pub fn diff(library: &Library, base: &str, format: DiffFormat, progress: &dyn Progress) -> Result<String> {
    let head = load::load(&library.root, None)?.usable()?;
    let (root, _kept) = base_folder(&library.root, base)?;
    let old = load::load_again(&root, None, &Again::default())?.usable()?;
    if old.catalog.pages.is_empty() && old.records.is_empty() && !old.catalog.settings.from_file {
        return Err(Error::new("compare with a folder that holds no library").at(Path::new(base)));
    }
    let run = Run::new(library, old, head)?;
    let view = compose(&run.compare(base, progress));
    Ok(match format {
        DiffFormat::Human => human(&view),
        DiffFormat::Markdown => markdown(&view),
        DiffFormat::Json => json(&view)?,
    })
}

fn json(view: &View) -> Result<String> {
    let text = serde_json::to_string_pretty(view);
    Ok(text.map_err(|e| Error::new("write the comparison as JSON").because(e))? + "\n")
}

/// The folder of the old library: a revision of the repository, else a folder; it lives as long as the second value.
fn base_folder(library: &Path, base: &str) -> Result<(PathBuf, Option<Revision>)> {
    match Revision::lay_out(library, base) {
        Ok(revision) if revision.root.is_dir() => Ok((revision.root.clone(), Some(revision))),
        Ok(_) => {
            Err(Error::not_found(format!("the library is newer than `{base}`: it is not in that revision")))
        }
        Err(_) if Path::new(base).is_dir() => Ok((PathBuf::from(base), None)),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Error::not_found(format!(
            "the repository has no revision `{base}`, and there is no such folder"
        ))),
        Err(error) => Err(error),
    }
}

/// Both libraries, and the old one with one thing of the new.
struct Run {
    old: Loaded,
    new: Loaded,
    /// Pages of the new one under the settings of the old one, and the other way round; where both differ.
    mixed: Option<(Loaded, Loaded)>,
    /// Which of pages, settings and day differ.
    differ: Vec<Factor>,
    days: (Date, Date),
    pairs: Pairs,
    edits: Vec<Edit>,
    /// The old library has no records of its own: the present ones are taken.
    present_records: bool,
}

impl Run {
    fn new(library: &Library, old: Loaded, new: Loaded) -> Result<Self> {
        let days = (show::as_of(library, &old), show::as_of(library, &new));
        let differ = differing(&old, &new, days);
        let both = differ.contains(&Factor::Library) && differ.contains(&Factor::Settings);
        let mixed = match both {
            true => Some((with_settings_of(&new, &old)?, with_settings_of(&old, &new)?)),
            false => None,
        };
        let pairs = Pairs::new(&old.catalog, &new.catalog);
        let locate = |loaded: &Loaded, span: Span| customer::place(&loaded.sources, &loaded.sources, span);
        let (was, is) = (|span: Span| locate(&old, span), |span: Span| locate(&new, span));
        let mut found = edits((&old.catalog, &was), (&new.catalog, &is), &pairs);
        // Settings take pages in and out as well: a page of which no byte changed was not edited.
        let text = |loaded: &Loaded, path: &str| loaded.sources.find(path).map(|file| file.text.clone());
        let is_edited = |path: &str| text(&old, path) != text(&new, path);
        found.retain(|edit| is_edited(&edit.place.0) || is_edited(&edit.was.0));
        found.extend(file_edits(&old, &new));
        let present_records = !old.root.join(&old.catalog.settings.customers_dir).is_dir();
        Ok(Self { old, new, mixed, differ, days, pairs, edits: found, present_records })
    }

    fn compare(&self, base: &str, progress: &dyn Progress) -> Comparison {
        let before = by_id(self.records());
        let after = by_id(&self.new);
        let ids: Vec<&str> =
            before.keys().chain(after.keys()).copied().collect::<BTreeSet<_>>().into_iter().collect();
        progress.begin("customers", ids.len());
        let one = |id: &&str| {
            let outcome = self.customer(id, before.get(id).copied(), after.get(id).copied());
            progress.step();
            (id.to_string(), outcome)
        };
        let customers = ids.par_iter().map(one).collect();
        progress.end();
        let note = "the base has no records of its own: both libraries are asked about the present ones";
        let notes = if self.present_records { vec![note.to_string()] } else { Vec::new() };
        Comparison { base: base.to_string(), days: self.days, edits: self.edits.clone(), customers, notes }
    }

    /// The library whose records count as the old ones.
    fn records(&self) -> &Loaded {
        if self.present_records { &self.new } else { &self.old }
    }

    fn customer(&self, id: &str, before: Option<usize>, after: Option<usize>) -> Outcome {
        let was = before.map(|idx| customer::texts(self.records(), idx));
        let is = after.map(|idx| customer::texts(&self.new, idx));
        match (was, is) {
            (Some(was), Some(is)) => self.both(id, &was, &is),
            (None, Some(is)) => match self.world(&self.new, &is, self.days.1) {
                Ok(seen) => Outcome::New(to_do(&seen)),
                Err(why) => Outcome::Refused(false, why),
            },
            (Some(was), None) => match self.world(&self.old, &was, self.days.0) {
                Ok(seen) => Outcome::Gone(to_do(&seen)),
                Err(why) => Outcome::Refused(true, why),
            },
            (None, None) => Outcome::Same(Vec::new()),
        }
    }

    fn both(&self, id: &str, was: &Texts, is: &Texts) -> Outcome {
        let mut differ = self.differ.clone();
        let mut own = Vec::new();
        if was != is {
            differ.push(Factor::Record);
            own = own_edits(id, was, is);
        }
        if differ.is_empty() {
            return Outcome::Same(own);
        }
        let base = match self.world(&self.old, was, self.days.0) {
            Ok(seen) => seen,
            Err(why) => return Outcome::Refused(true, why),
        };
        let head = match self.world(&self.new, is, self.days.1) {
            Ok(seen) => seen,
            Err(why) => return Outcome::Refused(false, why),
        };
        let worlds = Worlds {
            base: &base,
            head: &head,
            differ: &differ,
            singles: &[],
            edits: &self.edits,
            customer: id,
        };
        let found = changes(&worlds);
        if found.is_empty() || differ.len() == 1 {
            return outcome(found, own);
        }
        // What cannot be assessed alone (a record that needs the new registry) is no cause alone.
        let alone = |factor: &Factor| Some((*factor, self.with(*factor, was, is).ok()?));
        let singles: Vec<(Factor, Snapshot)> = differ.iter().filter_map(alone).collect();
        outcome(changes(&Worlds { singles: &singles, ..worlds }), own)
    }

    /// The old state with one thing of the new one.
    fn with(&self, factor: Factor, was: &Texts, is: &Texts) -> std::result::Result<Snapshot, String> {
        let mixed = self.mixed.as_ref();
        match factor {
            Factor::Library => self.world(mixed.map_or(&self.new, |(pages, _)| pages), was, self.days.0),
            Factor::Settings => {
                self.world(mixed.map_or(&self.new, |(_, settings)| settings), was, self.days.0)
            }
            Factor::Record => self.world(&self.old, is, self.days.0),
            Factor::Day => self.world(&self.old, was, self.days.1),
        }
    }

    /// What follows from texts in a library on a day, in the words of the new library; or why nothing does.
    fn world(&self, library: &Loaded, texts: &Texts, day: Date) -> std::result::Result<Snapshot, String> {
        let read = customer::parse(library, 0, texts.clone());
        let record = match read.customer.as_ref().filter(|_| !read.findings.has_errors()) {
            Some(record) => record,
            None => {
                let error = read.findings.0.iter().find(|d| d.severity == Severity::Error);
                let said = error.map(|d| format!("{}: {}", read.sources.place(d.span), d.message));
                return Err(said.unwrap_or_else(|| "the record cannot be read".to_string()));
            }
        };
        let assessment = customer::assess(library, record, &read.progress, &read.sources, day);
        Ok(snapshot(&library.catalog, &assessment, &self.pairs, library.root == self.old.root))
    }
}

/// A library under the settings of another.
fn with_settings_of(library: &Loaded, settings: &Loaded) -> Result<Loaded> {
    let again = Again { settings: Some(&settings.root), ..Again::default() };
    load::load_again(&library.root, None, &again)
}

fn outcome(found: Vec<Change>, own: Vec<Edit>) -> Outcome {
    if found.is_empty() { Outcome::Same(own) } else { Outcome::Changed(found, own) }
}

fn by_id(library: &Loaded) -> BTreeMap<&str, usize> {
    library.records.iter().enumerate().map(|(idx, record)| (record.id.as_str(), idx)).collect()
}

/// How many lines are to be done now.
fn to_do(seen: &Snapshot) -> usize {
    seen.iter().filter(|(aspect, seen)| aspect.kind == Kind::Line && seen.value == "applies").count()
}
