//! Scenarios: which headings are one, what labels and condition they have, which lines (DOMAIN.md 2, 3).
//! In: outline, bound labels, flow. Out: [`Scenario`]s with items; later their tasks and heading lines.
//! Never: a condition without its source; what is inferred is said to be.

use super::items::{self, ItemReader};
use super::{Body, Store, ids, unread};
use crate::diagnostic::{Diagnostic, Findings, Safety, codes};
use crate::model::condition::{Rule, When, WhenSource};
use crate::model::playbook::{
    IdSource, Item, Label, LabelKind, Labels, Need, Playbook, Scenario, SectionKind, ServiceScope,
};
use crate::model::prose::{Block, BlockKind, Fragment, Inline, InlineKind, folded};
use crate::model::slug;
use crate::parse::{due, names, when};
use crate::source::{Span, Spanned};
use std::collections::HashMap;

/// Reads scenarios and their items, without tasks.
pub(super) fn read(body: &Body<'_>, playbook: &mut Playbook, store: &mut Store<'_>, findings: &mut Findings) {
    let page = ids::page_slug(body.page.path);
    let mut scenario_ids = ids::Derived::default();
    let mut line_ids = ids::Derived::default();
    for head in 0..body.outline.heads.len() {
        if !is_scenario(body, head) {
            continue;
        }
        let mut scenario = scenario(body, head, findings);
        let h = &body.outline.heads[head];
        let prefix = format!("{page}.{}", slug::words(&h.text));
        (scenario.id, scenario.id_source) = match &h.explicit_id {
            Some(id) => (id.clone(), IdSource::Explicit),
            None => {
                let (id, first) = scenario_ids.add(prefix.clone(), h.span);
                findings.extend(first.map(|first| repeated(&id, h.span, first)));
                (id, IdSource::Derived)
            }
        };
        let mut reader = ItemReader { body, head, prefix, ids: &mut line_ids, store, findings };
        scenario.items = reader.read();
        playbook.scenarios.push(scenario);
    }
}

/// Gives scenarios that have neither items nor tasks their heading as line, and drops an Approach that has
/// only its sub-headings.
pub(super) fn finish(
    body: &Body<'_>,
    playbook: &mut Playbook,
    store: &mut Store<'_>,
    findings: &mut Findings,
) {
    let mut heads: HashMap<Span, usize> = HashMap::new();
    for (idx, head) in body.outline.heads.iter().enumerate() {
        heads.entry(head.span).or_insert(idx);
    }
    for scenario in &mut playbook.scenarios {
        let head = heads.get(&scenario.span).copied();
        if scenario.when.source == WhenSource::Heading {
            findings.push(inferred(body, head, scenario));
        }
        if !scenario.items.is_empty() || !scenario.tasks.is_empty() {
            continue;
        }
        let Some(head) = head else { continue };
        let done_when = scenario.labels.get(LabelKind::DoneWhen);
        let done_when = done_when.map(|l| when::read(&l.text, l.span, &body.cx.words, findings));
        let line = heading_line(body, head, scenario, store, findings);
        scenario.items = vec![Item { done_when, ..line }];
    }
}

/// A scenario heading; or an Approach that is not empty and has lines of its own or no scenario below it.
fn is_scenario(body: &Body<'_>, head: usize) -> bool {
    let heads = &body.outline.heads;
    match heads[head].kind {
        SectionKind::Scenario => true,
        SectionKind::Approach if heads[head].empty => false,
        SectionKind::Approach => {
            let reach = &heads[head].reach;
            let below = |h: &super::outline::Head| {
                h.kind == SectionKind::Scenario && reach.contains(&(h.own.start - 1))
            };
            !heads.iter().any(below) || has_own_lines(body, head)
        }
        _ => false,
    }
}

fn has_own_lines(body: &Body<'_>, head: usize) -> bool {
    let own = body.outline.heads[head].own.clone();
    own.clone().any(|i| items::gives_lines(body, i))
        || own.into_iter().any(|i| super::tables::is_task_table(&body.flow[i].block.kind, body.cx.vocabulary))
}

fn scenario(body: &Body<'_>, head: usize, findings: &mut Findings) -> Scenario {
    let h = &body.outline.heads[head];
    let labels = effective(body, head);
    let cx = body.cx;
    let text = |kind| labels.get(kind).map(|l| l.text.as_str());
    Scenario {
        id: String::new(),
        id_source: IdSource::Derived,
        heading: h.text.clone(),
        span: h.span,
        level: h.level,
        anchor: h.anchor.clone(),
        roles: text(LabelKind::PrimaryRole)
            .map_or_else(Vec::new, |t| names::roles(t, cx.registry, cx.vocabulary)),
        secondary_roles: text(LabelKind::SecondaryRole)
            .map_or_else(Vec::new, |t| names::roles(t, cx.registry, cx.vocabulary)),
        services: text(LabelKind::AppliesTo)
            .map_or(ServiceScope::Customer, |t| names::services(t, cx.registry, cx.vocabulary)),
        when: condition(body, head, &labels, findings),
        overlay: text(LabelKind::Overlay).is_some_and(|t| is_yes(t, body)),
        includes: labels.get(LabelKind::Includes).map_or_else(Vec::new, included),
        recurrence: text(LabelKind::Cadence).and_then(due::cadence),
        need: text(LabelKind::RecurringActivity)
            .and_then(|t| cx.vocabulary.need(t))
            .filter(|n| *n == Need::Mandatory),
        items: Vec::new(),
        tasks: Vec::new(),
        audience: h.audience,
        labels,
    }
}

/// The step's ticks and its place in a comparison hang on the number behind its id.
fn repeated(id: &str, span: Span, first: Span) -> Diagnostic {
    let found =
        Diagnostic::new(&codes::ID_REPEATED, span, "this step has the heading of another of its page")
            .label(first, "the same heading stands here");
    ids::offer(found, &id.replace('.', "-"), span)
}

fn is_yes(text: &str, body: &Body<'_>) -> bool {
    let lower = text.trim().to_lowercase();
    lower == "yes" || body.cx.vocabulary.yes.contains(&lower)
}

fn included(label: &Label) -> Vec<Spanned<String>> {
    label.text.split([';', '/']).map(|t| Spanned::new(t.trim().to_string(), label.span)).collect()
}

/// The labels of a heading; each kind it lacks from the nearest heading above that has it, up to the page.
pub(super) fn effective(body: &Body<'_>, head: usize) -> Labels {
    let find = |kind: LabelKind| {
        body.outline
            .chain(head)
            .find_map(|h| body.bound.heads[h].get(kind))
            .or_else(|| body.bound.page.get(kind))
            .cloned()
    };
    Labels(LabelKind::ALL.into_iter().filter_map(find).collect())
}

/// `When` of the heading itself; else one from above together with what the heading says.
fn condition(body: &Body<'_>, head: usize, labels: &Labels, findings: &mut Findings) -> When {
    let read = |label: &Label, findings: &mut Findings| {
        when::read(&label.text, label.span, &body.cx.words, findings)
    };
    if let Some(own) = body.bound.heads[head].get(LabelKind::When) {
        return read(own, findings);
    }
    let h = &body.outline.heads[head];
    let inferred = match h.kind {
        SectionKind::Scenario => when::infer(&h.text, h.span, &body.cx.words),
        _ => When::default(),
    };
    match labels.get(LabelKind::When) {
        Some(above) => both(read(above, findings), inferred),
        None => inferred,
    }
}

/// Both conditions hold. What cannot be joined keeps the written one.
fn both(above: When, own: When) -> When {
    match (above.rule, own.rule) {
        (rule, Rule::Always) => When { rule, ..above },
        (Rule::Always, rule) => When { rule, ..own },
        (Rule::All(mut clauses), Rule::All(more)) => {
            clauses.extend(more);
            let text = clauses.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join(" and ");
            When { text: Some(text), rule: Rule::All(clauses), ..own }
        }
        (Rule::All(_), Rule::OnDemand) => When { rule: Rule::OnDemand, ..own },
        (rule, _) => When { rule, ..above },
    }
}

fn inferred(body: &Body<'_>, head: Option<usize>, scenario: &Scenario) -> Diagnostic {
    let text = scenario.when.text.as_deref().unwrap_or_default();
    let found = Diagnostic::new(
        &codes::CONDITION_INFERRED,
        scenario.span,
        format!("the condition `{text}` is read from the heading `{}`", scenario.heading),
    );
    let (place, written) = label_place(body, head, scenario, &format!("When: **{text}**"));
    found.help(format!("write `When: **{text}**` below the heading")).fix(Safety::Safe, place, written)
}

/// Where a label below a heading goes: into the label block that stands there, else before the next block.
fn label_place(body: &Body<'_>, head: Option<usize>, scenario: &Scenario, label: &str) -> (Span, String) {
    let below = head.map(|head| body.outline.heads[head].own.start);
    let next = below.and_then(|at| body.flow.get(at)).map(|f| f.block.span);
    match next.filter(|span| span.source == scenario.span.source && span.start > scenario.span.end) {
        Some(span) if body.labels.iter().any(|block| Some(block.at) == below) => {
            (span.at_start(), format!("{label}  \n"))
        }
        Some(span) => (span.at_start(), format!("{label}\n\n")),
        None => (Span { start: scenario.span.end, ..scenario.span }, format!("\n\n{label}\n")),
    }
}

/// The body of a scenario that is one line: everything but labels, evidence and task tables.
fn guidance(body: &Body<'_>, head: usize) -> Vec<Block> {
    let h = &body.outline.heads[head];
    let mine = |i: &usize| body.outline.owner(*i) == Some(head);
    let is_label = |i: &usize| body.labels.iter().any(|b| b.at == *i);
    let silent = |b: &Block| match &b.kind {
        BlockKind::Html(_) | BlockKind::Rule => true,
        BlockKind::Heading { content, .. } => body.cx.vocabulary.section(&folded(content)).is_some(),
        _ => false,
    };
    h.reach
        .clone()
        .filter(|i| mine(i) && !is_label(i))
        .map(|i| body.flow[i].block)
        .filter(|b| !silent(b))
        .cloned()
        .collect()
}

/// Words of blocks, for folding.
pub(super) fn words(blocks: &[Block]) -> usize {
    let mut n = 0;
    crate::model::prose::each_inline(blocks, &mut |inline: &Inline| {
        if let InlineKind::Text(text) | InlineKind::Code(text) = &inline.kind {
            n += text.split_whitespace().count();
        }
    });
    n
}

/// The line that is its heading.
fn heading_line(
    body: &Body<'_>,
    head: usize,
    scenario: &Scenario,
    store: &mut Store<'_>,
    findings: &mut Findings,
) -> Item {
    let h = &body.outline.heads[head];
    let content = match &body.flow[h.own.start - 1].block.kind {
        BlockKind::Heading { content, .. } => content.clone(),
        _ => Vec::new(),
    };
    let blocks = guidance(body, head);
    Item {
        id: scenario.id.clone(),
        id_source: IdSource::Heading,
        span: h.span,
        text: h.text.clone(),
        fragment: store.add(Fragment::Inline(content)),
        detail_words: words(&blocks),
        detail: store.blocks(blocks),
        lead: None,
        need: scenario.need,
        when: None,
        due: scenario.labels.get(LabelKind::Due).and_then(|l| unread::due(l, findings)),
        done_when: None,
        roles: None,
        services: None,
        items: Vec::new(),
        audience: h.audience,
    }
}
