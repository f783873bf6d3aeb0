//! `Includes`: lines of other scenarios that an applying one brings in. In: names. Out: lines in the ledger.
//! Never: goes in circles; each scenario is brought in once.

use super::{Entry, Host, Writer};
use crate::assess::Verdict;
use crate::assess::verdict::{playbooks_of, same_name};
use crate::model::audience::AudienceSet;
use crate::model::playbook::Scenario;

/// How deep includes may nest.
const DEPTH: usize = 10;

impl Writer<'_> {
    /// The lines of the scenarios that `host` includes, for the services it applies to. Readers must be
    /// readers of both: the reason is the including scenario's.
    pub(super) fn included(&mut self, host: &Host<'_>) {
        let applies = |entry: &&Entry| entry.judgement.verdict == Verdict::Applies;
        let entries: Vec<Entry> = host.entries.iter().filter(applies).cloned().collect();
        if !entries.is_empty() {
            let mut seen = vec![(host.page, host.idx)];
            self.bring_in(host.page, host.scenario, host.scenario.audience, &entries, &mut seen);
        }
    }

    fn bring_in(
        &mut self,
        page: usize,
        scenario: &Scenario,
        readers: AudienceSet,
        entries: &[Entry],
        seen: &mut Vec<(usize, usize)>,
    ) {
        let catalog = self.asked.catalog;
        for name in &scenario.includes {
            let Some(place) = self.find(page, &name.value) else { continue };
            if seen.contains(&place) || seen.len() > DEPTH {
                continue;
            }
            seen.push(place);
            let (page, idx) = place;
            let scenario = &catalog.pages[page].playbook.scenarios[idx];
            self.host(&Host { page, idx, scenario, readers, entries, included: true });
            self.bring_in(page, scenario, readers.and(scenario.audience), entries, seen);
        }
    }

    /// By id or heading, on the same page first, then by precedence.
    fn find(&self, page: usize, name: &str) -> Option<(usize, usize)> {
        let catalog = self.asked.catalog;
        let others = playbooks_of(catalog, self.asked.customer).filter(|other| *other != page);
        std::iter::once(page).chain(others).find_map(|page| {
            let mut scenarios = catalog.pages[page].playbook.scenarios.iter();
            let idx = scenarios.position(|s| s.id == name || same_name(&s.heading, name))?;
            Some((page, idx))
        })
    }
}
