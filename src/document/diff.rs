//! What an edit changes, by cause; customers for whom it changes the same stand together. In: a Comparison.
//! Out: [`View`], which is also the JSON of `diff`. Never: filtered by audience; it is the internal answer.

use crate::plan::diff::{Cause, Change, Comparison, Edit, Group, Kind, Outcome, Subject};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The whole answer. Key order is the contract's (`docs/diff.md`).
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are docs/diff.md's")]
pub struct View {
    pub version: u32,
    pub base: String,
    pub as_of: Days,
    pub customers: Customers,
    pub causes: Vec<CauseView>,
    pub without_effect: Vec<EditView>,
    pub notes: Vec<String>,
}

/// The days in force.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are docs/diff.md's")]
pub struct Days {
    pub base: String,
    pub now: String,
}

/// How many customers, and those that cannot be compared.
#[derive(Debug, Default, Serialize)]
#[allow(missing_docs, reason = "the keys are docs/diff.md's")]
pub struct Customers {
    pub compared: usize,
    pub changed: usize,
    pub change_band: usize,
    pub unchanged: usize,
    pub new: Vec<Lines>,
    pub gone: Vec<Lines>,
    pub refused: Vec<Refused>,
}

/// A customer that stands in one library only, and its lines to do.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are docs/diff.md's")]
pub struct Lines {
    pub id: String,
    pub lines: usize,
}

/// A customer whose record cannot be used: `base` or `now`, and why.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are docs/diff.md's")]
pub struct Refused {
    pub id: String,
    pub side: &'static str,
    pub because: String,
}

/// What came of one cause, or of several that act together.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are docs/diff.md's")]
pub struct CauseView {
    /// `playbook`, `cohort`, `settings`, `record`, `day`.
    pub kinds: Vec<&'static str>,
    pub files: Vec<String>,
    /// With several kinds: true if none of them does it alone.
    pub together: bool,
    pub edits: Vec<EditView>,
    pub customers: usize,
    pub blocks: Vec<Block>,
}

/// An edit of a file.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are docs/diff.md's")]
pub struct EditView {
    pub path: String,
    pub line: u32,
    pub name: String,
    pub what: &'static str,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// Customers for whom the same changes.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are docs/diff.md's")]
pub struct Block {
    pub customers: Vec<Who>,
    pub changes: Vec<ChangeView>,
}

/// A customer, and the fact that brings it here.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are docs/diff.md's")]
pub struct Who {
    pub id: String,
    pub because: Option<String>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[allow(missing_docs, reason = "the keys are docs/diff.md's")]
pub struct ChangeView {
    pub kind: &'static str,
    pub service: Option<String>,
    pub playbook: Option<String>,
    pub id: Option<String>,
    pub title: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// Causes that act together, and whether only together.
type Key = (Vec<Cause>, bool);

/// Views a comparison.
pub fn compose(comparison: &Comparison) -> View {
    let mut sorted = Sorted::default();
    for (id, outcome) in &comparison.customers {
        sorted.customer(id, outcome);
    }
    let Sorted { mut customers, by_cause, own, .. } = sorted;
    customers.compared = comparison.customers.len() - customers.new.len() - customers.gone.len();
    customers.compared -= customers.refused.len();
    customers.unchanged = customers.compared - customers.changed;
    let edits: Vec<&Edit> = comparison.edits.iter().chain(own).collect();
    let used: BTreeSet<Group> = by_cause.keys().flat_map(|(causes, _)| groups(causes)).cloned().collect();
    let causes: Vec<CauseView> =
        by_cause.into_iter().map(|(key, blocks)| cause(key, blocks, &edits)).collect();
    let idle = edits.iter().filter(|edit| !used.contains(&edit.group));
    let mut notes = comparison.notes.clone();
    notes.extend(lost_ticks(&causes));
    View {
        version: 1,
        base: comparison.base.clone(),
        as_of: Days { base: comparison.days.0.to_string(), now: comparison.days.1.to_string() },
        customers,
        causes,
        without_effect: idle.map(|edit| edit_view(edit)).collect(),
        notes,
    }
}

/// How ticks are kept whose line goes on under another id.
fn lost_ticks(causes: &[CauseView]) -> Option<String> {
    let mut all = causes.iter().flat_map(|c| &c.blocks).flat_map(|b| &b.changes);
    let renamed = |c: &ChangeView| c.kind == "tick" && c.to.as_ref().is_some_and(|to| to.contains('`'));
    all.any(renamed).then(|| {
        "ticks lose their line; `gameplan check --fix` gives those whose line has another id now that id"
            .to_string()
    })
}

/// Customers by what they share.
#[derive(Default)]
struct Sorted<'a> {
    customers: Customers,
    by_cause: BTreeMap<Key, BTreeMap<Vec<ChangeView>, Vec<Who>>>,
    own: Vec<&'a Edit>,
}

impl<'a> Sorted<'a> {
    fn customer(&mut self, id: &str, outcome: &'a Outcome) {
        let id = || id.to_string();
        match outcome {
            Outcome::Same(edits) => self.own.extend(edits),
            Outcome::Changed(changes, edits) => {
                self.own.extend(edits);
                self.changed(&id(), changes);
            }
            Outcome::New(lines) => self.customers.new.push(Lines { id: id(), lines: *lines }),
            Outcome::Gone(lines) => self.customers.gone.push(Lines { id: id(), lines: *lines }),
            Outcome::Refused(base, because) => {
                let side = if *base { "base" } else { "now" };
                self.customers.refused.push(Refused { id: id(), side, because: because.clone() });
            }
        }
    }

    fn changed(&mut self, id: &str, changes: &[Change]) {
        self.customers.changed += 1;
        self.customers.change_band += usize::from(changes.iter().any(|c| c.aspect.kind == Kind::Band));
        let mut own: BTreeMap<Key, Vec<&Change>> = BTreeMap::new();
        for change in changes {
            own.entry((change.causes.clone(), change.together)).or_default().push(change);
        }
        for (key, changes) in own {
            let because = changes.iter().find(|c| is_told_by_a_fact(c)).map(|c| c.because.clone());
            let who = Who { id: id.to_string(), because: because.filter(|text| !text.is_empty()) };
            let same = changes.iter().map(|change| change_view(change)).collect();
            self.by_cause.entry(key).or_default().entry(same).or_default().push(who);
        }
    }
}

/// Changes that a customer's own figure explains; an edited line is the same for everybody.
fn is_told_by_a_fact(change: &Change) -> bool {
    matches!(change.aspect.kind, Kind::Band | Kind::Step | Kind::Kpi | Kind::Focus | Kind::State)
}

fn groups(causes: &[Cause]) -> impl Iterator<Item = &Group> {
    causes.iter().filter_map(|cause| match cause {
        Cause::Edits(group) => Some(group),
        Cause::Library | Cause::Day => None,
    })
}

fn cause((causes, together): Key, blocks: BTreeMap<Vec<ChangeView>, Vec<Who>>, edits: &[&Edit]) -> CauseView {
    let named: Vec<&Group> = groups(&causes).collect();
    let own = edits.iter().filter(|edit| named.contains(&&edit.group));
    let edits: Vec<EditView> = own.map(|edit| edit_view(edit)).collect();
    let mut files: Vec<String> = edits.iter().map(|edit| edit.path.clone()).collect();
    files.dedup();
    let mut kinds: Vec<&'static str> = causes.iter().map(kind).collect();
    kinds.dedup();
    let mut blocks: Vec<Block> =
        blocks.into_iter().map(|(changes, customers)| Block { customers, changes }).collect();
    blocks.sort_by_key(|block| std::cmp::Reverse(block.customers.len()));
    let customers = blocks.iter().map(|block| block.customers.len()).sum();
    CauseView { kinds, files, together, edits, customers, blocks }
}

fn kind(cause: &Cause) -> &'static str {
    match cause {
        Cause::Edits(Group::Cohorts(_)) => "cohort",
        Cause::Edits(Group::Settings) => "settings",
        Cause::Edits(Group::Record(_)) => "record",
        Cause::Edits(_) | Cause::Library => "playbook",
        Cause::Day => "day",
    }
}

fn edit_view(edit: &Edit) -> EditView {
    EditView {
        path: edit.place.0.clone(),
        line: edit.place.1,
        name: edit.name.clone(),
        what: edit.what,
        from: edit.from.clone(),
        to: edit.to.clone(),
    }
}

fn change_view(change: &Change) -> ChangeView {
    let (playbook, id) = match &change.aspect.subject {
        Subject::Step(page, id) => (Some(page.clone()), Some(id.clone())),
        Subject::Page(page) | Subject::Row(page, _) => (Some(page.clone()), None),
        Subject::Line(id) => (None, Some(id.clone())),
        Subject::Of(_) => (None, None),
    };
    ChangeView {
        kind: change.aspect.kind.as_str(),
        service: Some(change.aspect.service.clone()).filter(|service| !service.is_empty()),
        playbook,
        id,
        title: change.title.clone(),
        from: change.from.clone(),
        to: change.to.clone(),
    }
}
