//! PR001: ticks whose line is in no page any more, or whose service is none. In: the Catalog, ticks of one customer. Out: findings, each with
//! the likely successor and a fix that renames the key: a suggestion and safe where `assess` follows the tick already,
//! safe where the text is the same to the letter. Never: a tick whose line only does not apply; a tick's text changed,
//! so that an older wording still shows.

use crate::assess::drift::{self, Candidate, Lost};
use crate::diagnostic::{Diagnostic, Safety, Severity, codes};
use crate::model::catalog::Catalog;
use crate::model::customer::Customer;
use crate::model::nearest::nearest;
use crate::model::playbook::{Item, Scenario};
use crate::model::progress::{Progress, Tick};
use crate::model::scalar::quoted;
use std::collections::{BTreeMap, BTreeSet};

/// What stands before the `/` of a line that is asked once a customer.
const CUSTOMER: &str = "customer";

/// Every line of the library as drift sees it, made once for all customers.
#[derive(Debug, Default)]
pub struct Known {
    /// Id → home (its scenario's id, or nothing) and text.
    lines: BTreeMap<String, (String, String)>,
    /// Services that the registry knows, by name.
    services: BTreeSet<String>,
}

impl Known {
    /// The lines of every page, excluded ones too: a tick on those is not lost.
    pub fn new(catalog: &Catalog) -> Self {
        let services = catalog.registry.services.iter().map(ToString::to_string).collect();
        let mut known = Self { services, ..Self::default() };
        for page in &catalog.pages {
            for scenario in &page.playbook.scenarios {
                scenario.items.iter().for_each(|item| known.item(scenario, item));
            }
            for task in &page.playbook.tasks {
                let line = (String::new(), task.name.clone());
                known.lines.entry(format!("task:{}", task.id)).or_insert(line);
            }
        }
        known
    }

    /// True if some page has a line with this id.
    pub fn has(&self, id: &str) -> bool {
        self.lines.contains_key(id)
    }

    fn item(&mut self, scenario: &Scenario, item: &Item) {
        let line = (scenario.id.clone(), item.text.clone());
        self.lines.entry(item.id.clone()).or_insert(line);
        item.items.iter().for_each(|sub| self.item(scenario, sub));
    }

    /// Lines of the library for one owner, those without a tick.
    fn free<'a>(&'a self, keys: &'a [(String, &'a str)], progress: &Progress) -> Vec<Candidate<'a>> {
        let free = keys.iter().filter(|(key, _)| !progress.ticks.contains_key(key));
        let line = |(key, id): &'a (String, &'a str)| {
            let (home, text) = self.lines.get(*id)?;
            Some(Candidate { key, home, text })
        };
        free.filter_map(line).collect()
    }
}

/// Findings about the ticks of one customer, whose record may have services of its own.
pub fn findings(known: &Known, customer: Option<&Customer>, progress: &Progress) -> Vec<Diagnostic> {
    let own = customer.iter().flat_map(|c| &c.services).map(|s| s.name.value.as_str());
    let owners: BTreeSet<&str> =
        known.services.iter().map(String::as_str).chain(own).chain([CUSTOMER]).collect();
    let strays = progress.ticks.iter().filter_map(|(key, tick)| stray(known, &owners, progress, key, tick));
    let gone = |(key, _): &(&String, &Tick)| key.split_once('/').is_some_and(|(_, id)| !known.has(id));
    let lost: Vec<(&String, &Tick)> = progress.ticks.iter().filter(gone).collect();
    let mut by_owner: BTreeMap<&str, Vec<(&String, &Tick)>> = BTreeMap::new();
    for (key, tick) in lost {
        by_owner.entry(key.split_once('/').map_or("", |(owner, _)| owner)).or_default().push((key, tick));
    }
    let lost = by_owner.into_iter().flat_map(|(owner, lost)| of_owner(known, progress, owner, &lost));
    lost.chain(strays).collect()
}

/// A tick on a line that there is, of a service that there is not: no document shows it with its line.
fn stray(
    known: &Known,
    owners: &BTreeSet<&str>,
    progress: &Progress,
    key: &str,
    tick: &Tick,
) -> Option<Diagnostic> {
    let (owner, id) = key.split_once('/').filter(|(owner, id)| known.has(id) && !owners.contains(owner))?;
    let message = format!("the tick `{key}` ({}) is of `{owner}`, which is no service", tick.state.as_str());
    let found = Diagnostic::new(&codes::PROGRESS_UNKNOWN, tick.span, message);
    let right = nearest(owner, owners.iter().copied()).map(|near| format!("{near}/{id}"));
    Some(match right.filter(|right| !progress.ticks.contains_key(right)) {
        Some(right) => {
            found.help(format!("did you mean `{right}`?")).fix(Safety::Unsafe, tick.span, quoted(&right))
        }
        None => found.help("write the service as the registry names it, or `customer`"),
    })
}

fn of_owner(known: &Known, progress: &Progress, owner: &str, lost: &[(&String, &Tick)]) -> Vec<Diagnostic> {
    let keys: Vec<(String, &str)> =
        known.lines.keys().map(|id| (format!("{owner}/{id}"), id.as_str())).collect();
    let free = known.free(&keys, progress);
    let asked: Vec<Lost> = lost.iter().map(|(key, tick)| Lost { key, text: tick.text.as_deref() }).collect();
    let followed = drift::follow(&asked, &free);
    let mut taken: BTreeSet<&str> = followed.values().copied().collect();
    let found = lost.iter().zip(&asked).map(|((key, tick), asked)| {
        if let Some(new) = followed.get(key.as_str()) {
            return moved(key, tick, new);
        }
        // Two ticks cannot have one successor.
        let successor = likely(asked, &free).filter(|new| taken.insert(new));
        let same = |new: &str| free.iter().any(|line| line.key == new && Some(line.text) == asked.text);
        let safety = if successor.is_some_and(same) { Safety::Safe } else { Safety::Unsafe };
        finding(key, tick, successor, safety)
    });
    found.collect()
}

/// Of the same page first, then of the library; then the id that is spelled nearly so.
fn likely<'a>(lost: &Lost<'_>, free: &[Candidate<'a>]) -> Option<&'a str> {
    let page = |key: &str| key.split_once('.').map(|(page, _)| page.to_string());
    let own = page(lost.key);
    let near: Vec<Candidate> =
        free.iter().filter(|line| own.is_some() && page(line.key) == own).copied().collect();
    let by_words = drift::successor(lost, near.iter()).or_else(|| drift::successor(lost, free.iter()));
    let by_words = by_words.and_then(|key| free.iter().find(|line| line.key == key)).map(|line| line.key);
    by_words.or_else(|| nearest(lost.key, free.iter().map(|line| line.key)))
}

/// A tick that its line took over under a new id: written down, it survives the next change of words too.
fn moved(key: &str, tick: &Tick, new: &str) -> Diagnostic {
    let message = format!("the line of the tick `{key}` ({}) is called `{new}` now", tick.state.as_str());
    Diagnostic::new(&codes::PROGRESS_UNKNOWN, tick.span, message)
        .severity(Severity::Suggestion)
        .help("rename the key; the tick is followed until then")
        .fix(Safety::Safe, tick.span, quoted(new))
}

fn finding(key: &str, tick: &Tick, successor: Option<&str>, safety: Safety) -> Diagnostic {
    let message = format!("the tick `{key}` ({}) is on a line that no page has", tick.state.as_str());
    let finding = Diagnostic::new(&codes::PROGRESS_UNKNOWN, tick.span, message);
    match successor {
        Some(new) => finding.help(format!("its successor is likely `{new}`: rename the key")).fix(
            safety,
            tick.span,
            quoted(new),
        ),
        None => {
            finding.help("keep it as it is if the work counts (it stands under Done earlier), or remove it")
        }
    }
}
