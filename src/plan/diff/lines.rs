//! The lines of a catalog by id, and the words of a step. In: a Catalog. Out: [`At`]s.
//! Never: a customer; tasks are known by their numbers.

use crate::model::catalog::Catalog;
use crate::model::playbook::{Item, Scenario};
use std::collections::BTreeMap;

/// A line and where it is at home.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    /// Its page.
    pub page: &'a str,
    /// Its step's id.
    pub step: &'a str,
    /// Its heading.
    pub heading: &'a str,
    /// Plain text.
    pub text: &'a str,
    /// The line.
    pub item: &'a Item,
}

/// All lines of the pages that give lines, sub-items too; of one id the first.
pub(super) fn all(catalog: &Catalog) -> BTreeMap<&str, At<'_>> {
    let mut found = BTreeMap::new();
    for page in catalog.playbooks.iter().map(|idx| &catalog.pages[*idx]) {
        for step in &page.playbook.scenarios {
            for item in flat(&step.items) {
                let (page, heading) = (page.path.as_str(), step.heading.as_str());
                let at = At { page, step: &step.id, heading, text: &item.text, item };
                found.entry(item.id.as_str()).or_insert(at);
            }
        }
    }
    found
}

/// Items and their sub-items, in order.
pub(super) fn flat(items: &[Item]) -> Vec<&Item> {
    items.iter().flat_map(|item| std::iter::once(item).chain(flat(&item.items))).collect()
}

/// The words of a step: of its heading and its lines. Numbers are none: a step whose edge moves stays itself.
pub(super) fn words(step: &Scenario) -> Vec<String> {
    let texts = flat(&step.items).into_iter().map(|item| item.text.as_str());
    let all = std::iter::once(step.heading.as_str()).chain(texts);
    let split = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| word.contains(char::is_alphabetic)).map(str::to_lowercase).collect::<Vec<_>>()
    };
    all.flat_map(split).collect()
}
