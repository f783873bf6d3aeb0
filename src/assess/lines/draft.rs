//! One line from an item, a task or a heading. In: what the page says, a verdict. Out: [`Line`].
//! Never: merges; the ledger does.

use super::{Entry, Host, Writer};
use crate::assess::verdict::{combine, judge_when, place, placed};
use crate::assess::{Line, due, state};
use crate::model::Name;
use crate::model::Span;
use crate::model::audience::AudienceSet;
use crate::model::playbook::{DueRule, IdSource, Item, NameRef, Need, Recurrence, Task};
use crate::model::progress::State;

/// What a line is made of, beside its verdict.
struct Draft<'a> {
    id: &'a str,
    id_source: IdSource,
    text: &'a str,
    roles: &'a [NameRef],
    need: Option<Need>,
    span: Span,
    page: usize,
    scenario: Option<usize>,
    readers: AudienceSet,
    recurs: Option<Recurrence>,
    due: Option<&'a DueRule>,
}

impl<'a> Draft<'a> {
    /// What a task row says itself; its id is the bare number.
    fn of(task: &'a Task, page: usize) -> Self {
        Self {
            id: &task.id,
            id_source: IdSource::Explicit,
            text: &task.name,
            roles: &task.roles,
            need: task.need,
            span: task.span,
            page,
            scenario: None,
            readers: task.audience,
            recurs: None,
            due: task.due.as_ref(),
        }
    }
}

impl Writer<'_> {
    /// An item and its sub-items.
    pub(super) fn item(&mut self, host: &Host<'_>, item: &Item, entry: &Entry) {
        let (roles, need) = (&host.scenario.roles, host.scenario.need);
        if let Some(line) = self.item_line(host, item, entry, roles, need) {
            self.ledger.add(entry.service, line);
        }
    }

    /// A row of a scenario's task table.
    pub(super) fn task(&mut self, host: &Host<'_>, task: &Task, entry: &Entry) {
        let scenario = host.scenario;
        let draft = Draft {
            roles: if task.roles.is_empty() { &scenario.roles } else { &task.roles },
            need: task.need.or(scenario.need),
            scenario: Some(host.idx),
            readers: task.audience.and(host.readers),
            recurs: scenario.recurrence,
            ..Draft::of(task, host.page)
        };
        self.add_task(draft, task, entry);
    }

    /// A row that belongs to its page; it has taken over the page's roles.
    pub(super) fn page_task(&mut self, page: usize, task: &Task, entry: &Entry) {
        self.add_task(Draft::of(task, page), task, entry);
    }

    fn add_task(&mut self, draft: Draft<'_>, task: &Task, entry: &Entry) {
        let id = format!("task:{}", task.id);
        let Some(mut line) = self.line(&Draft { id: &id, ..draft }, entry, false) else { return };
        let key = |id: &String| self.key(entry.service, &format!("task:{id}"));
        line.fragment = Some(task.fragment);
        line.one_of = task.one_of.as_ref().map(|ids| ids.iter().map(key).collect());
        self.ledger.add(entry.service, line);
    }

    fn item_line(
        &self,
        host: &Host<'_>,
        item: &Item,
        entry: &Entry,
        roles: &[NameRef],
        need: Option<Need>,
    ) -> Option<Line> {
        let roles = item.roles.as_deref().unwrap_or(roles);
        let need = item.need.or(need);
        let entry = &self.refined(host, item, entry);
        let items: Vec<Line> =
            item.items.iter().filter_map(|sub| self.item_line(host, sub, entry, roles, need)).collect();
        let draft = Draft {
            id: &item.id,
            id_source: item.id_source,
            text: &item.text,
            roles,
            need,
            span: item.span,
            page: host.page,
            scenario: Some(host.idx),
            readers: item.audience.and(host.readers),
            recurs: host.scenario.recurrence,
            due: item.due.as_ref(),
        };
        let mut line = self.line(&draft, entry, !items.is_empty())?;
        line.items = items;
        line.fragment = Some(item.fragment);
        (line.detail, line.detail_words) = (item.detail, item.detail_words);
        line.lead = item.lead;
        if let Some(done_when) = &item.done_when {
            state::settle_by_record(&mut line, done_when, &self.asked_of(entry.service));
        }
        Some(line)
    }

    /// The line with its tick and due date; none if it does not apply, has no tick and keeps no sub-item.
    fn line(&self, draft: &Draft<'_>, entry: &Entry, keep: bool) -> Option<Line> {
        let key = self.key(entry.service, draft.id);
        if !keep && !self.is_written(entry.judgement.verdict, &key) {
            return None;
        }
        let asked = self.asked_of(entry.service);
        let mut line = Line {
            key,
            id: draft.id.to_string(),
            id_source: draft.id_source,
            service: asked.state().map(|s| s.name.clone()),
            text: draft.text.to_string(),
            fragment: None,
            detail: None,
            detail_words: 0,
            lead: None,
            roles: draft.roles.iter().map(|role| role.name.clone()).collect::<Vec<Name>>(),
            need: draft.need,
            judgement: entry.judgement.clone(),
            page: draft.page,
            scenario: draft.scenario,
            places: vec![place(draft.page, draft.span, self.locate)],
            items: Vec::new(),
            due: None,
            due_text: None,
            recurs: draft.recurs.map(|r| (r.from, r.to)),
            tick: None,
            state: State::Open,
            state_because: None,
            reworded: false,
            one_of: None,
            readers: draft.readers,
        };
        if let Some(rule) = draft.due {
            due::settle(&mut line, rule, &asked);
        }
        state::settle(&mut line, self.progress, asked.as_of);
        Some(line)
    }

    /// The scenario's verdict narrowed by the item's own condition.
    fn refined(&self, host: &Host<'_>, item: &Item, entry: &Entry) -> Entry {
        let mut entry = entry.clone();
        if let Some(when) = &item.when {
            let own = judge_when(when, &self.asked_of(entry.service));
            entry.judgement = combine(entry.judgement, placed(own, host.page, when.span, self.locate));
        }
        entry
    }

    fn key(&self, service: Option<usize>, id: &str) -> String {
        let whose = service.and_then(|idx| self.asked.states.get(idx));
        format!("{}/{id}", whose.map_or("customer", |s| s.name.as_str()))
    }

    fn asked_of(&self, service: Option<usize>) -> crate::assess::verdict::Asked<'_> {
        service.map_or(self.asked, |idx| self.asked.of(idx))
    }
}
