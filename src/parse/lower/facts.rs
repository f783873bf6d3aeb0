//! Facts of a record that carry an audience: people, actions, decisions, risks, milestones, ask, notes.
//! In: their nodes. Out: model types. Never: decides who sees them.

use super::lookup::Lowering;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::customer::{Action, Ask, Decision, Milestone, Note, Person, Risk};
use crate::model::date::Date;
use crate::parse::schema::field::Field;
use crate::parse::schema::reader::MapReader;
use crate::parse::schema::record::{ACTION, ASK, DECISION, MILESTONE, NOTE, PERSON, RISK};
use crate::parse::yaml::Node;
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

impl Lowering<'_> {
    /// Reads every member of a list of mappings; members that lack what they need are left out.
    fn each<'n, T>(
        &mut self,
        nodes: &'n [Node],
        table: &'static [Field],
        what: &str,
        read: impl Fn(&mut Self, &MapReader<'n>, Span) -> Option<T>,
    ) -> Vec<T> {
        let mut all = Vec::with_capacity(nodes.len());
        for node in nodes {
            let reader = MapReader::new(node, table, what, &mut self.cx);
            all.extend(read(self, &reader, node.span));
        }
        all
    }

    /// `people:`, with a finding for a second primary person of a role.
    pub(super) fn people(&mut self, record: &MapReader<'_>) -> Vec<Person> {
        let nodes = record.list("people", &mut self.cx);
        let people = self.each(nodes, PERSON, "a person", |low, reader, _| {
            let role = reader.text("role", &mut low.cx).map(|r| low.role(r));
            let name = reader.text("name", &mut low.cx);
            let primary = reader.flag("primary", &mut low.cx);
            let audience = low.audience(reader);
            let name = name.filter(|n| low.is_name(n))?.value;
            let primary = primary.is_some_and(|p| p.value);
            Some(Person { role: role?, name, primary, audience })
        });
        let primary = people.iter().filter(|p| p.primary);
        self.at_most_one(primary.map(|p| (p.role.value.to_string(), p.role.span)), "primary person of");
        people
    }

    fn is_name(&mut self, name: &Spanned<String>) -> bool {
        let nothing = self.catalog.vocabulary.is_nothing(&name.value);
        if nothing {
            self.cx.fault(
                name.span,
                format!("`{}` is no person", name.value),
                "name the person, or remove the entry",
            );
        }
        !nothing
    }

    /// Findings for every second holder of something that only one may hold.
    pub(super) fn at_most_one(&mut self, holders: impl Iterator<Item = (String, Span)>, what: &str) {
        let mut first: BTreeMap<String, Span> = BTreeMap::new();
        for (name, span) in holders {
            if let Some(earlier) = first.get(&name) {
                let message = format!("more than one {what} `{name}`");
                let found = Diagnostic::new(&codes::PRIMARY_COUNT, span, message);
                self.cx.findings.push(found.help("keep one").label(*earlier, "first here"));
            } else {
                first.insert(name, span);
            }
        }
    }

    /// `actions:`, with a finding for an id that stands twice and one that is closed before it is opened.
    pub(super) fn actions(&mut self, parent: &MapReader<'_>) -> Vec<Action> {
        let nodes = parent.list("actions", &mut self.cx);
        let mut first: BTreeMap<String, Span> = BTreeMap::new();
        let mut all = self.each(nodes, ACTION, "an action", Self::action);
        for (id, span) in all.iter().map(|(id, _)| (id.value.clone(), id.span)) {
            if let Some(earlier) = first.get(&id) {
                let found =
                    Diagnostic::new(&codes::RECORD_SHAPE, span, format!("the action id `{id}` stands twice"));
                self.cx
                    .findings
                    .push(found.help("give each action an id of its own").label(*earlier, "first here"));
            } else {
                first.insert(id, span);
            }
        }
        all.drain(..).map(|(_, action)| action).collect()
    }

    fn action(&mut self, reader: &MapReader<'_>, span: Span) -> Option<(Spanned<String>, Action)> {
        let id = reader.text("id", &mut self.cx);
        let text = reader.text("text", &mut self.cx);
        let opened = reader.date("opened", &mut self.cx);
        let closed = reader.date("closed", &mut self.cx);
        self.in_order(("opened", opened.as_ref()), ("closed", closed.as_ref()));
        let service = self.service_of(reader);
        let owner = self.plain(reader, "owner");
        let due = self.day(reader, "due");
        let audience = self.audience(reader);
        let (id, text) = (id?, text?.value);
        let (opened, closed) = (opened.map(|d| d.value), closed.map(|d| d.value));
        Some((id.clone(), Action { id: id.value, text, service, owner, opened, due, closed, audience, span }))
    }

    /// A finding when a date lies before one that must come first.
    pub(super) fn in_order(
        &mut self,
        first: (&str, Option<&Spanned<Date>>),
        then: (&str, Option<&Spanned<Date>>),
    ) {
        let ((early, Some(start)), (late, Some(end))) = (first, then) else { return };
        if end.value < start.value {
            let message = format!("`{late}` {} lies before `{early}` {}", end.value, start.value);
            let found = Diagnostic::new(&codes::TIMELINE_IMPOSSIBLE, end.span, message);
            let label = format!("`{early}` is here");
            self.cx.findings.push(found.help("mend one of the two dates").label(start.span, label));
        }
    }

    /// `decisions:`.
    pub(super) fn decisions(&mut self, record: &MapReader<'_>) -> Vec<Decision> {
        let nodes = record.list("decisions", &mut self.cx);
        self.each(nodes, DECISION, "a decision", |low, reader, span| {
            let on = low.day(reader, "on");
            let text = low.plain(reader, "text");
            let by = low.plain(reader, "by");
            let made = reader.one_of("state", &mut low.cx).is_none_or(|s| s.value == "made");
            let audience = low.audience(reader);
            Some(Decision { on, text: text?, by, made, audience, span })
        })
    }

    /// `risks:`.
    pub(super) fn risks(&mut self, record: &MapReader<'_>) -> Vec<Risk> {
        let nodes = record.list("risks", &mut self.cx);
        self.each(nodes, RISK, "a risk", |low, reader, span| {
            let text = low.plain(reader, "text");
            let owner = low.plain(reader, "owner");
            let due = low.day(reader, "due");
            let audience = low.audience(reader);
            Some(Risk { text: text?, owner, due, audience, span })
        })
    }

    /// `milestones:`.
    pub(super) fn milestones(&mut self, record: &MapReader<'_>) -> Vec<Milestone> {
        let nodes = record.list("milestones", &mut self.cx);
        self.each(nodes, MILESTONE, "a milestone", |low, reader, span| {
            let name = low.plain(reader, "name");
            let (due, done) = (low.day(reader, "due"), low.day(reader, "done"));
            let audience = low.audience(reader);
            Some(Milestone { name: name?, due, done, audience, span })
        })
    }

    /// `ask:`.
    pub(super) fn ask(&mut self, record: &MapReader<'_>) -> Option<Ask> {
        let reader = record.map("ask", ASK, "`ask`", &mut self.cx)?;
        let text = self.plain(&reader, "text");
        let (of, by) = (self.plain(&reader, "of"), self.day(&reader, "by"));
        let audience = self.audience(&reader);
        Some(Ask { text: text?, of, by, audience })
    }

    /// `notes:`.
    pub(super) fn notes(&mut self, record: &MapReader<'_>) -> Vec<Note> {
        let nodes = record.list("notes", &mut self.cx);
        self.each(nodes, NOTE, "a note", |low, reader, span| {
            let (on, by) = (low.day(reader, "on"), low.plain(reader, "by"));
            let (service, kind) = (low.service_of(reader), low.plain(reader, "kind"));
            let text = low.plain(reader, "text");
            let audience = low.audience(reader);
            Some(Note { on, by, service, kind, text: text?, audience, span })
        })
    }

    /// Text without its place.
    pub(super) fn plain(&mut self, reader: &MapReader<'_>, key: &str) -> Option<String> {
        reader.text(key, &mut self.cx).map(|v| v.value)
    }

    /// A date without its place.
    pub(super) fn day(&mut self, reader: &MapReader<'_>, key: &str) -> Option<Date> {
        reader.date(key, &mut self.cx).map(|v| v.value)
    }
}
