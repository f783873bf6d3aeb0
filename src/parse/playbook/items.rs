//! Lines of a scenario and what is no line (DOMAIN.md 2, "lines of a scenario").
//! In: the blocks that belong to a scenario. Out: [`Item`]s with sub-items, need, condition, due rule, id.
//! Never: task rows; `tables` reads those. Never: a list inside a bullet, quote or alert.

mod which;

pub(super) use which::{gives_lines, leads};
use which::{is_marked, paragraph};

use super::ids::{self, Derived};
use super::sub_items::{Sub, Subs, split_letters};
use super::{Body, Store, labels, scenarios, unread};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::playbook::{DueRule, IdSource, Item, Label, LabelKind, Labels, Need};
use crate::model::prose::{Block, BlockKind, Fragment, Inline, InlineKind, ListItem, folded};
use crate::parse::{names, when};
use crate::source::Span;

/// Reads the items of one scenario.
pub(super) struct ItemReader<'a, 'b, 's> {
    pub body: &'a Body<'a>,
    pub head: usize,
    /// `<page slug>.<scenario slug>`.
    pub prefix: String,
    pub ids: &'b mut Derived,
    pub store: &'b mut Store<'s>,
    pub findings: &'b mut Findings,
}

impl ItemReader<'_, '_, '_> {
    /// Reads the scenario's lines in order.
    pub(super) fn read(&mut self) -> Vec<Item> {
        let body = self.body;
        let head = self.head;
        let reach = body.outline.heads[head].reach.clone();
        let mut items = Vec::new();
        let mut current = Labels::default();
        for at in reach.filter(|i| body.outline.owner(*i) == Some(head)) {
            if let Some((_, labels)) = body.bound.items.iter().find(|(i, _)| *i == at) {
                current = labels.clone();
            }
            if gives_lines(body, at) {
                let before = items.len();
                self.block(at, &current, &mut items);
                if let Some(first) = items.get_mut(before) {
                    first.lead = self.lead(at);
                }
            }
        }
        items
    }

    fn block(&mut self, at: usize, current: &Labels, items: &mut Vec<Item>) {
        let flow = &self.body.flow[at];
        match &flow.block.kind {
            BlockKind::List { ordered, items: list, .. } => {
                for entry in list {
                    if ordered.is_some() || is_marked(entry) {
                        items.extend(self.list_item(entry, at, current, None));
                    }
                }
            }
            BlockKind::Paragraph(content) => {
                items.extend(self.item(content, &[], flow.block.span, at, current, None));
            }
            _ => {}
        }
    }

    /// A paragraph directly before a list that ends in `:` or `?` (a bracketed tail aside).
    fn lead(&mut self, at: usize) -> Option<crate::model::prose::FragmentId> {
        let content = paragraph(self.body, at.checked_sub(1)?)?;
        let text = folded(content);
        let end = match text.strip_suffix(')') {
            Some(open) => open.rsplit_once('(').map_or("", |(t, _)| t).trim_end(),
            None => &text,
        };
        let is_list = matches!(self.body.flow[at].block.kind, BlockKind::List { .. });
        (is_list && end.ends_with([':', '?', '：', '？']))
            .then(|| self.store.add(Fragment::Inline(content.to_vec())))
    }

    fn list_item(
        &mut self,
        entry: &ListItem,
        at: usize,
        current: &Labels,
        parent: Option<&str>,
    ) -> Option<Item> {
        let (first, rest) = entry.blocks.split_first()?;
        let BlockKind::Paragraph(content) = &first.kind else { return None };
        self.item(content, rest, entry.span, at, current, parent)
    }

    /// One item from its first paragraph and what follows it.
    fn item(
        &mut self,
        content: &[Inline],
        rest: &[Block],
        span: Span,
        at: usize,
        current: &Labels,
        parent: Option<&str>,
    ) -> Option<Item> {
        let cx = self.body.cx;
        let (mut own, need, text) = self.opening(content);
        let mut parts = split_letters(&text);
        let mut head = parts.remove(0);
        if head.is_empty() && !parts.is_empty() {
            head = parts.remove(0);
        }
        let id = ids::take(&mut head);
        let text = folded(&head);
        if text.is_empty() {
            return None;
        }
        let mut subs = Subs { letters: parts, blocks: Vec::new(), detail: Vec::new() };
        for block in rest {
            if let BlockKind::Paragraph(c) = &block.kind
                && let Some(found) = labels::block(c, cx)
            {
                own.extend(found);
                continue;
            }
            subs.take(block);
        }
        let labels = merge(current, own);
        let (id, id_source) = self.id(id, &text, span, parent);
        let children = self.children(subs.letters, subs.blocks, at, &text);
        let mut item = self.labelled(&labels, need, at);
        (item.id, item.id_source, item.span) = (id, id_source, span);
        item.fragment = self.store.add(Fragment::Inline(head));
        item.detail_words = scenarios::words(&subs.detail);
        item.detail = self.store.blocks(subs.detail);
        (item.text, item.items) = (text, children);
        Some(item)
    }

    /// Need and labels at the start of an item, in either order, and the rest.
    fn opening(&mut self, content: &[Inline]) -> (Vec<Label>, Option<Need>, Vec<Inline>) {
        let cx = self.body.cx;
        let (mut found, rest) = labels::leading(content, cx);
        let mut rest = rest.to_vec();
        let need = take_need(&mut rest, |letter| cx.vocabulary.need(letter));
        let (more, after) = labels::leading(&rest, cx);
        found.extend(more);
        let after = after.to_vec();
        (found, need, after)
    }

    /// An item with everything that its labels say, the rest still empty.
    fn labelled(&mut self, labels: &Labels, need: Option<Need>, at: usize) -> Item {
        let cx = self.body.cx;
        let text = |kind| labels.get(kind).map(|l| l.text.clone());
        let condition = |kind, findings: &mut Findings| {
            labels.get(kind).map(|l| when::read(&l.text, l.span, &cx.words, findings))
        };
        Item {
            id: String::new(),
            id_source: IdSource::Derived,
            span: Span::default(),
            text: String::new(),
            fragment: crate::model::prose::FragmentId(0),
            detail: None,
            detail_words: 0,
            lead: None,
            need,
            when: condition(LabelKind::When, self.findings),
            due: self.due(labels),
            done_when: self
                .own_or_step(labels, LabelKind::DoneWhen)
                .map(|l| when::read(&l.text, l.span, &cx.words, self.findings)),
            roles: text(LabelKind::PrimaryRole).map(|t| names::roles(&t, cx.registry, cx.vocabulary)),
            services: text(LabelKind::AppliesTo).map(|t| names::services(&t, cx.registry, cx.vocabulary)),
            items: Vec::new(),
            audience: self.body.flow[at].audience,
        }
    }

    /// The item's own label of a kind, else that of its Step.
    fn own_or_step(&self, labels: &Labels, kind: LabelKind) -> Option<Label> {
        let own = labels.get(kind).cloned();
        own.or_else(|| scenarios::effective(self.body, self.head).get(kind).cloned())
    }

    fn due(&mut self, labels: &Labels) -> Option<DueRule> {
        let label = self.own_or_step(labels, LabelKind::Due)?;
        unread::due(&label, self.findings)
    }

    fn id(
        &mut self,
        explicit: Option<String>,
        text: &str,
        span: Span,
        parent: Option<&str>,
    ) -> (String, IdSource) {
        if let Some(id) = explicit {
            return (id, IdSource::Explicit);
        }
        let words = ids::first_words(text, 5);
        let derived = match parent {
            Some(parent) => format!("{}.{}.{words}", self.prefix, ids::first_words(parent, 3)),
            None => format!("{}.{words}", self.prefix),
        };
        let (id, first) = self.ids.add(derived, span);
        if let Some(first) = first {
            self.findings.push(repeated(&id, span, first));
        }
        (id, IdSource::Derived)
    }

    /// Sub-items: `a.` lines and nested ordered or task lists, in order.
    fn children(
        &mut self,
        letters: Vec<Vec<Inline>>,
        blocks: Vec<Sub>,
        at: usize,
        parent: &str,
    ) -> Vec<Item> {
        let none = Labels::default();
        let mut out = Vec::new();
        for letter in letters {
            let span = span_of(&letter);
            out.extend(self.item(&letter, &[], span, at, &none, Some(parent)));
        }
        for sub in blocks {
            match sub {
                Sub::Lettered(lines, detail) => {
                    for (n, line) in lines.iter().enumerate() {
                        let rest = if n + 1 == lines.len() { detail.as_slice() } else { &[] };
                        out.extend(self.item(line, rest, span_of(line), at, &none, Some(parent)));
                    }
                }
                Sub::Listed(list) => {
                    for entry in &list {
                        out.extend(self.list_item(entry, at, &none, Some(parent)));
                    }
                }
            }
        }
        out
    }
}

/// An item's own labels win over those of the block before it.
fn merge(current: &Labels, own: Vec<Label>) -> Labels {
    Labels(current.0.iter().cloned().chain(own).collect())
}

/// Takes `[M]` or `[O]` off the start.
fn take_need(content: &mut [Inline], need: impl Fn(&str) -> Option<Need>) -> Option<Need> {
    let InlineKind::Text(text) = &mut content.first_mut()?.kind else { return None };
    let (letter, rest) = text.trim_start().strip_prefix('[')?.split_once(']')?;
    let found = need(letter)?;
    *text = rest.trim_start().to_string();
    Some(found)
}

fn span_of(content: &[Inline]) -> Span {
    let (Some(first), Some(last)) = (content.first(), content.last()) else { return Span::default() };
    Span { end: last.span.end, ..first.span }
}

fn repeated(id: &str, span: Span, first: Span) -> Diagnostic {
    let message = "this line begins with the same words as another of its step";
    let found = Diagnostic::new(&codes::ID_REPEATED, span, message).label(first, "the same words stand here");
    ids::offer(found, &id.replace('.', "-"), span)
}
