//! Which page, step and line of the old library is which of the new one. In: two catalogs.
//! Out: [`Pairs`]. Never: pairs two with one; what is equally near to two stays alone.

use super::lines::{At, all, words};
use crate::assess::drift::{Candidate, Lost, successor};
use crate::model::catalog::Catalog;
use crate::model::page::Page;
use crate::model::playbook::Scenario;
use crate::model::prose::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Old names by what they are called now; what is not in here kept its name, or is gone.
#[derive(Debug, Default)]
pub struct Pairs {
    pages: BTreeMap<String, String>,
    steps: BTreeMap<(String, String), String>,
    lines: BTreeMap<String, String>,
}

impl Pairs {
    /// Pairs by path, id and name first, then by words.
    pub fn new(base: &Catalog, head: &Catalog) -> Self {
        let mut pairs = Self::default();
        pairs.pair_pages(base, head);
        for page in &base.pages {
            if let Some(twin) = head.page(pairs.page(&page.path)) {
                pairs.pair_steps(page, twin);
            }
        }
        pairs.pair_lines(&all(base), &all(head));
        pairs
    }

    /// The path of a page now.
    pub fn page<'a>(&'a self, path: &'a str) -> &'a str {
        self.pages.get(path).map_or(path, String::as_str)
    }

    /// The id of a step now; `path` is the page's old one.
    pub fn step<'a>(&'a self, path: &str, id: &'a str) -> &'a str {
        if self.steps.is_empty() {
            return id;
        }
        self.steps.get(&(path.to_string(), id.to_string())).map_or(id, String::as_str)
    }

    /// The id of a line now.
    pub fn line<'a>(&'a self, id: &'a str) -> &'a str {
        self.lines.get(id).map_or(id, String::as_str)
    }

    /// A page that is gone and a page that is new with one title, each the only one, are one page that moved.
    fn pair_pages(&mut self, base: &Catalog, head: &Catalog) {
        let gone: Vec<&Page> = base.pages.iter().filter(|p| head.page(&p.path).is_none()).collect();
        let new: Vec<&Page> = head.pages.iter().filter(|p| base.page(&p.path).is_none()).collect();
        for page in &gone {
            let mut twins = new.iter().filter(|p| p.title == page.title);
            let alone = gone.iter().filter(|p| p.title == page.title).count() == 1;
            if let (Some(twin), None, true) = (twins.next(), twins.next(), alone) {
                self.pages.insert(page.path.clone(), twin.path.clone());
            }
        }
    }

    /// A step that is gone is the one that is new and keeps 60 % of its words, heading and lines together.
    fn pair_steps(&mut self, base: &Page, head: &Page) {
        let only = |own: &Scenario, others: &Page| !others.playbook.scenarios.iter().any(|s| s.id == own.id);
        let mut new: Vec<&Scenario> = head.playbook.scenarios.iter().filter(|s| only(s, base)).collect();
        for step in base.playbook.scenarios.iter().filter(|s| only(s, head)) {
            let own = words(step);
            let nearest = new.iter().enumerate().map(|(at, other)| (shared(&own, &words(other)), at));
            // Of two that keep as many the first: order is evidence too.
            let best = nearest.max_by_key(|(kept, at)| (*kept, std::cmp::Reverse(*at)));
            if let Some((kept, at)) = best
                && kept > 0
                && kept * 5 >= own.len() * 3
            {
                let twin = new.remove(at);
                self.steps.insert((base.path.clone(), step.id.clone()), twin.id.clone());
            }
        }
    }

    fn pair_lines(&mut self, base: &BTreeMap<&str, At<'_>>, head: &BTreeMap<&str, At<'_>>) {
        let mut free: BTreeSet<&str> = head.keys().filter(|id| !base.contains_key(*id)).copied().collect();
        let lost = || base.iter().filter(|(id, _)| !head.contains_key(*id));
        let mut rest = Vec::new();
        for (id, at) in lost() {
            match self.near(id, at, head, &free) {
                Some(new) => {
                    free.remove(new);
                    self.lines.insert((*id).to_string(), new.to_string());
                }
                None => rest.push((id, fold(at.text))),
            }
        }
        // What is left moved to another step, if one line and no other has its text.
        for (id, text) in rest {
            let mut same = free.iter().filter(|new| fold(head[*new].text) == text);
            if let (Some(new), None) = (same.next().copied(), same.next()) {
                free.remove(new);
                self.lines.insert((*id).to_string(), new.to_string());
            }
        }
    }

    /// The line of the same step with the same text, or the one that keeps 60 % of the words.
    fn near<'a>(
        &self,
        id: &str,
        at: &At<'_>,
        head: &BTreeMap<&str, At<'_>>,
        free: &BTreeSet<&'a str>,
    ) -> Option<&'a str> {
        let (page, step) = (self.page(at.page), self.step(at.page, at.step));
        if id == at.step {
            return free.get(step).copied();
        }
        let here = || free.iter().filter(|new| head[*new].page == page && head[*new].step == step);
        let text = fold(at.text);
        if let Some(same) = here().find(|new| fold(head[*new].text) == text) {
            return Some(same);
        }
        let lines: Vec<Candidate<'_>> =
            here().map(|new| Candidate { key: new, home: step, text: head[new].text }).collect();
        let found = successor(&Lost { key: id, text: Some(at.text) }, lines.iter())?;
        free.get(found).copied()
    }
}

/// How many words of the first stand in the second.
fn shared(words: &[String], others: &[String]) -> usize {
    let mut left: Vec<&String> = others.iter().collect();
    let mut kept = 0;
    for word in words {
        if let Some(at) = left.iter().position(|other| *other == word) {
            left.swap_remove(at);
            kept += 1;
        }
    }
    kept
}
