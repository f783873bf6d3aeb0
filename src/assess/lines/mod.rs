//! The lines of a customer's checklist (DOMAIN.md 2). In: verdicts of scenarios, tasks, ticks.
//! Out: [`Line`]s, one per service and id. Never: a lane's layout, a filter by audience; documents do that.
//!
//! A line that does not apply is left out unless it carries a tick: `scenarios` say why it does not.

mod draft;
mod include;
mod ledger;
mod tasks;

use super::verdict::{Asked, askings, judge_asking, playbooks_of, speaks_of_status};
use super::{Judgement, Line, Locate, ScenarioVerdict, Verdict};
use crate::model::Name;
use crate::model::audience::AudienceSet;
use crate::model::playbook::{Scenario, ServiceScope};
use crate::model::progress::Progress;
use ledger::Ledger;

/// All lines: customer-wide ones first, then services in record order; within, playbooks by precedence,
/// scenarios and their items in page order, then the tasks of the page. Lines with one key are one, except
/// for readers who may not read the same pages: each reader meets a key once.
/// `asked` is the whole customer, `verdicts` what [`super::verdict::scenarios`] gave for it.
pub fn lines(
    asked: &Asked<'_>,
    verdicts: &[ScenarioVerdict],
    progress: &Progress,
    locate: &Locate<'_>,
) -> Vec<Line> {
    let mut writer = Writer { asked: *asked, progress, locate, ledger: Ledger::default() };
    let mut rest = verdicts;
    for page in playbooks_of(asked.catalog, asked.customer) {
        let of_page = rest.iter().take_while(|v| v.page == page).count();
        let (own, others) = rest.split_at(of_page);
        rest = others;
        for of_scenario in own.chunk_by(|a, b| a.scenario == b.scenario) {
            writer.scenario(page, of_scenario);
        }
        writer.page_tasks(page);
    }
    let mut lines = writer.ledger.into_lines();
    super::state::settle_alternatives(&mut lines, progress, asked.as_of);
    lines
}

/// Writes lines into the ledger.
struct Writer<'a> {
    asked: Asked<'a>,
    progress: &'a Progress,
    locate: &'a Locate<'a>,
    ledger: Ledger,
}

/// A scenario whose lines are written, and for whom.
#[derive(Clone, Copy)]
struct Host<'a> {
    page: usize,
    idx: usize,
    scenario: &'a Scenario,
    /// Readers of the scenario that brings these lines in; all, unless it includes another.
    readers: AudienceSet,
    /// The verdict of each service asked.
    entries: &'a [Entry],
    /// True: the lines are brought in for these services alone.
    included: bool,
}

/// The verdict for one service; none: once a customer.
#[derive(Clone, Debug)]
struct Entry {
    service: Option<usize>,
    judgement: Judgement,
}

impl Writer<'_> {
    fn scenario(&mut self, page: usize, verdicts: &[ScenarioVerdict]) {
        let Some(first) = verdicts.first() else { return };
        let catalog = self.asked.catalog;
        let scenario = &catalog.pages[page].playbook.scenarios[first.scenario];
        let spoken = verdicts.iter().filter(|v| !self.is_silent(v.judgement.verdict));
        let entries: Vec<Entry> = spoken.map(|v| self.entry(v)).collect();
        let readers = AudienceSet(u32::MAX);
        let host = Host { page, idx: first.scenario, scenario, readers, entries: &entries, included: false };
        self.host(&host);
        if !scenario.includes.is_empty() {
            self.included(&host);
        }
    }

    /// The lines of a scenario for the services asked.
    fn host(&mut self, host: &Host<'_>) {
        let scenario = host.scenario;
        for item in &scenario.items {
            let own = item.services.as_ref().map(|scope| self.entries_of(host, scope));
            for entry in own.as_deref().unwrap_or(host.entries) {
                self.item(host, item, entry);
            }
        }
        let tasks = &self.asked.catalog.pages[host.page].playbook.tasks;
        for task in scenario.tasks.iter().filter_map(|idx| tasks.get(*idx)) {
            let own = (task.services != scenario.services).then(|| self.entries_of(host, &task.services));
            for entry in own.as_deref().unwrap_or(host.entries) {
                self.task(host, task, entry);
            }
        }
    }

    /// The services of a line that names its own, each with the scenario's verdict there.
    fn entries_of(&self, host: &Host<'_>, scope: &ServiceScope) -> Vec<Entry> {
        let everywhere = speaks_of_status(&host.scenario.when);
        let mut entries = Vec::new();
        for asking in askings(&self.asked, scope, everywhere) {
            let service = asking.service;
            let judged = host.entries.iter().find(|e| e.service == service && service.is_some());
            let judgement = match (judged, asking.settled.is_some()) {
                (Some(judged), false) => judged.judgement.clone(),
                (None, _) if host.included => continue,
                _ => judge_asking(&self.asked, host.page, host.scenario, asking, self.locate),
            };
            if !self.is_silent(judgement.verdict) {
                entries.push(Entry { service, judgement });
            }
        }
        entries
    }

    fn entry(&self, verdict: &ScenarioVerdict) -> Entry {
        let place = |name: &Name| self.asked.states.iter().position(|s| s.name == *name);
        Entry { service: verdict.service.as_ref().and_then(place), judgement: verdict.judgement.clone() }
    }

    /// True if no line of this verdict is written: it does not apply, and nothing was ever ticked.
    fn is_silent(&self, verdict: Verdict) -> bool {
        verdict == Verdict::DoesNot && self.progress.ticks.is_empty()
    }

    /// True if a line is written: it applies in some lane, or carries a tick.
    fn is_written(&self, verdict: Verdict, key: &str) -> bool {
        verdict != Verdict::DoesNot || self.progress.ticks.contains_key(key)
    }
}
