//! What was edited in the pages that give lines. In: two catalogs and their pairs. Out: [`Edit`]s in page order.
//! Never: prose; what no customer's documents rest on is no edit here.

use super::lines::{At, all, flat};
use super::traits::{Row, Trait, conditions, manner, of_item, of_task};
use super::{Edit, Group, Pairs, Place, Subject};
use crate::assess::Locate;
use crate::model::Span;
use crate::model::catalog::Catalog;
use crate::model::page::Page;
use crate::model::playbook::{IdSource, Scenario, Task};
use crate::model::sentence::count;
use std::collections::{BTreeMap, BTreeSet};

/// A catalog, and where its spans stand.
pub type Located<'a> = (&'a Catalog, &'a Locate<'a>);

/// Everything that was edited.
pub fn edits(old: Located<'_>, new: Located<'_>, pairs: &Pairs) -> Vec<Edit> {
    let (bases, heads) = (giving(old.0), giving(new.0));
    let mut writer = Writer { old: old.1, new: new.1, pairs, steps: BTreeSet::new(), found: Vec::new() };
    for head in &heads {
        match bases.iter().find(|base| pairs.page(&base.path) == head.path) {
            Some(base) => writer.page(base, head),
            None => writer.whole_page(head, true),
        }
    }
    let gone = |base: &&&Page| !heads.iter().any(|head| pairs.page(&base.path) == head.path);
    bases.iter().filter(gone).for_each(|base| writer.whole_page(base, false));
    writer.lines(&all(old.0), &all(new.0));
    writer.found.sort_by(|a, b| (&a.place, &a.group).cmp(&(&b.place, &b.group)));
    writer.found
}

fn giving(catalog: &Catalog) -> Vec<&Page> {
    catalog.playbooks.iter().map(|idx| &catalog.pages[*idx]).collect()
}

struct Writer<'a> {
    old: &'a Locate<'a>,
    new: &'a Locate<'a>,
    pairs: &'a Pairs,
    /// Steps that both libraries have, by page and id of the new one.
    steps: BTreeSet<(String, String)>,
    found: Vec<Edit>,
}

/// What an edit is about.
struct About {
    group: Group,
    subject: Subject,
    name: String,
    was: Place,
    place: Place,
}

impl Writer<'_> {
    fn whole_page(&mut self, page: &Page, is_new: bool) {
        let about = self.of_page((page.path.clone(), 1), page);
        let steps = Some(count(page.playbook.scenarios.len(), "step"));
        match is_new {
            true => self.push(&about, "new page", None, steps),
            false => self.push(&about, "page is gone", steps, None),
        }
    }

    fn of_page(&self, was: Place, page: &Page) -> About {
        let (group, subject) = (Group::Conditions(page.path.clone()), Subject::Page(page.path.clone()));
        About { group, subject, name: page.title.clone(), was, place: (page.path.clone(), 1) }
    }

    fn page(&mut self, base: &Page, head: &Page) {
        let about = self.of_page((base.path.clone(), 1), head);
        let audience = |page: &Page| page.front.text("ft.audience").map(str::to_string);
        self.push(&about, "path", Some(base.path.clone()), Some(head.path.clone()));
        self.push(&about, "audience", audience(base), audience(head));
        let mut old: BTreeMap<&str, &Scenario> = BTreeMap::new();
        for step in &base.playbook.scenarios {
            old.insert(self.pairs.step(&base.path, &step.id), step);
        }
        for step in &head.playbook.scenarios {
            self.step(&head.path, old.remove(step.id.as_str()), Some(step));
        }
        for step in old.into_values() {
            self.step(&head.path, Some(step), None);
        }
        self.rows(&head.path, &base.playbook.kpis, &head.playbook.kpis);
        self.rows(&head.path, &base.playbook.data_fields, &head.playbook.data_fields);
        self.tasks(base, head);
    }

    /// A step in both libraries, or in one of them: then its lines are told by their number.
    fn step(&mut self, page: &str, old: Option<&Scenario>, new: Option<&Scenario>) {
        let Some(shown) = new.or(old) else { return };
        let span = |step: &Scenario| if step.when.text.is_some() { step.when.span } else { step.span };
        let subject = Subject::Step(page.to_string(), shown.id.clone());
        let group = Group::Conditions(page.to_string());
        let mut about = self.about(group, subject, &shown.heading, (old.map(span), new.map(span)));
        let lines = Some(count(flat(&shown.items).len() + shown.tasks.len(), "line"));
        match (old, new) {
            (Some(old), Some(new)) => {
                self.traits(&about, Some(conditions(old)), Some(conditions(new)));
                about.group = Group::Lines(page.to_string(), new.id.clone());
                self.traits(&about, Some(manner(old)), Some(manner(new)));
                self.steps.insert((page.to_string(), new.id.clone()));
            }
            (None, _) => self.push(&about, "new step", None, lines),
            (_, None) => self.push(&about, "step is gone", lines, None),
        }
    }

    fn rows<R: Row>(&mut self, page: &str, old: &[R], new: &[R]) {
        let gone = old.iter().filter(|row| find(new, row.name()).is_none());
        for name in new.iter().chain(gone).map(R::name) {
            let (from, to) = (find(old, name), find(new, name));
            let subject = Subject::Row(page.to_string(), name.to_string());
            let spans = (from.map(R::span), to.map(R::span));
            let about = self.about(Group::Rows(page.to_string()), subject, name, spans);
            self.traits(&about, from.map(R::traits), to.map(R::traits));
        }
    }

    fn tasks(&mut self, base: &Page, head: &Page) {
        let find = |page: &'_ Page, id: &str| page.playbook.tasks.iter().find(|t| t.id == id).cloned();
        let gone = base.playbook.tasks.iter().filter(|t| find(head, &t.id).is_none());
        for task in head.playbook.tasks.iter().chain(gone) {
            let (from, to) = (find(base, &task.id), find(head, &task.id));
            let step = to.as_ref().and_then(|t: &Task| t.scenario);
            let step = step.map_or(String::new(), |idx| head.playbook.scenarios[idx].id.clone());
            // A new step tells how many lines it has.
            if from.is_none() && !step.is_empty() && !self.steps.contains(&(head.path.clone(), step.clone()))
            {
                continue;
            }
            let subject = Subject::Line(format!("task:{}", task.id));
            let spans = (from.as_ref().map(|t| t.span), to.as_ref().map(|t| t.span));
            let about = self.about(Group::Lines(head.path.clone(), step), subject, &task.name, spans);
            self.traits(&about, from.as_ref().map(of_task), to.as_ref().map(of_task));
        }
    }

    /// Lines of steps that both libraries have, and lines that moved into one.
    fn lines(&mut self, old: &BTreeMap<&str, At<'_>>, new: &BTreeMap<&str, At<'_>>) {
        let mut twins: BTreeMap<&str, &At<'_>> =
            old.iter().map(|(id, at)| (self.pairs.line(id), at)).collect();
        for (id, at) in new {
            self.line(twins.remove(id), Some(at));
        }
        for at in twins.into_values() {
            self.line(Some(at), None);
        }
    }

    fn line(&mut self, old: Option<&At<'_>>, new: Option<&At<'_>>) {
        let Some(shown) = new.or(old) else { return };
        // A line that is its heading is told by the step.
        if [old, new].into_iter().flatten().any(|at| at.item.id_source == IdSource::Heading) {
            return;
        }
        let was = |at: &At<'_>| {
            (self.pairs.page(at.page).to_string(), self.pairs.step(at.page, at.step).to_string())
        };
        let is = |at: &At<'_>| (at.page.to_string(), at.step.to_string());
        let home = new.map(is).or_else(|| old.map(was)).unwrap_or_default();
        if (old.is_none() || new.is_none()) && !self.steps.contains(&home) {
            return;
        }
        let mut from = old.map(|at| of_item(at.item));
        let mut to = new.map(|at| of_item(at.item));
        if let (Some((old, from)), Some((new, to))) = (old.zip(from.as_mut()), new.zip(to.as_mut())) {
            if was(old) != is(new) {
                from.push(("step", Some(old.heading.to_string())));
                to.push(("step", Some(new.heading.to_string())));
            }
            if new.item.id_source == IdSource::Explicit {
                from.push(("id", Some(old.item.id.clone())));
                to.push(("id", Some(new.item.id.clone())));
            }
        }
        let spans = (old.map(|at| at.item.span), new.map(|at| at.item.span));
        let id = new.map_or_else(|| self.pairs.line(&shown.item.id), |at| at.item.id.as_str());
        let subject = Subject::Line(id.to_string());
        let about = self.about(Group::Lines(home.0, home.1), subject, shown.text, spans);
        self.traits(&about, from, to);
    }

    fn about(
        &self,
        group: Group,
        subject: Subject,
        name: &str,
        spans: (Option<Span>, Option<Span>),
    ) -> About {
        let was = spans.0.map(|span| (self.old)(span));
        let place = spans.1.map(|span| (self.new)(span)).or_else(|| was.clone()).unwrap_or_default();
        let was = was.unwrap_or_else(|| place.clone());
        About { group, subject, name: name.to_string(), was, place }
    }

    /// Every trait that differs; of a thing that is new or gone, its first.
    fn traits(&mut self, about: &About, old: Option<Vec<Trait>>, new: Option<Vec<Trait>>) {
        let first = |traits: Vec<Trait>| traits.into_iter().next().and_then(|(_, text)| text);
        let named = |text: Option<String>| text.or_else(|| Some(about.name.clone()));
        match (old, new) {
            (Some(old), Some(new)) => {
                for ((what, from), (_, to)) in old.into_iter().zip(new) {
                    self.push(about, what, from, to);
                }
            }
            (Some(old), None) => self.push(about, "gone", named(first(old)), None),
            (None, Some(new)) => self.push(about, "new", None, named(first(new))),
            (None, None) => {}
        }
    }

    fn push(&mut self, about: &About, what: &'static str, from: Option<String>, to: Option<String>) {
        if from != to {
            let About { group, subject, name, was, place } = about;
            let (group, subject, name) = (group.clone(), subject.clone(), name.clone());
            let (was, place) = (was.clone(), place.clone());
            self.found.push(Edit { group, subject, place, was, name, what, from, to });
        }
    }
}

fn find<'r, R: Row>(rows: &'r [R], name: &str) -> Option<&'r R> {
    rows.iter().find(|row| row.name() == name)
}
