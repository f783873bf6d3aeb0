//! Which lists and paragraphs give lines. In: the flow of a page. Out: yes or no. Never: a list whose lead-in says that it
//! is none of steps.

use crate::model::prose::{BlockKind, Inline, InlineKind, ListItem, fold, folded};
use crate::model::registry::spelling;
use crate::parse::playbook::flow::Flow;
use crate::parse::playbook::{Body, ids};

/// True if a block of the flow gives lines: a list of steps, or a block with an explicit id.
pub(in crate::parse::playbook) fn gives_lines(body: &Body<'_>, at: usize) -> bool {
    match &body.flow[at].block.kind {
        BlockKind::List { ordered: Some(_), .. } => !is_detail(body, at),
        BlockKind::List { items, .. } => items.iter().any(is_marked),
        BlockKind::Paragraph(content) => has_id(content),
        _ => false,
    }
}

/// True for a bullet that is a line: it has a box, or an id of its own.
pub(super) fn is_marked(item: &ListItem) -> bool {
    let named =
        || item.blocks.first().is_some_and(|b| matches!(&b.kind, BlockKind::Paragraph(c) if has_id(c)));
    item.task.is_some() || named()
}

fn has_id(content: &[Inline]) -> bool {
    ids::take(&mut content.to_vec()).is_some()
}

/// True for an ordered list whose lead-in says that it is no list of steps, or that stands under Step
/// Inputs or Outputs.
fn is_detail(body: &Body<'_>, at: usize) -> bool {
    let lead = lead_in(body, at);
    lead.iter().any(|text| {
        let text = spelling(text);
        body.cx.vocabulary.not_steps.iter().any(|w| holds_word(&text, w)) || is_evidence(body, &text)
    })
}

fn is_evidence(body: &Body<'_>, text: &str) -> bool {
    body.cx.vocabulary.evidence.iter().any(|w| text.starts_with(w.as_str()))
}

/// True if `text` holds `word` at the start of a word (so that `example` finds `Examples`).
fn holds_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(i, _)| {
        let before = text[..i].chars().next_back();
        !before.is_some_and(char::is_alphanumeric) || !word.is_ascii()
    })
}

/// What leads a list in: the paragraph directly before it, the bold paragraph with a colon that heads it,
/// the deeper heading it stands under.
fn lead_in(body: &Body<'_>, at: usize) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(content) = at.checked_sub(1).and_then(|i| paragraph(body, i)) {
        out.push(folded(content));
    }
    let head = body.leads.partition_point(|lead| *lead < at).checked_sub(1).map(|i| body.leads[i]);
    match head.map(|idx| (idx, &body.flow[idx].block.kind)) {
        Some((idx, BlockKind::Heading { content, .. })) => {
            let deeper = body.outline.owner(idx) != body.outline.heading_at(idx);
            out.extend(deeper.then(|| folded(content)));
        }
        Some((_, BlockKind::Paragraph(content))) => out.push(folded(content)),
        _ => {}
    }
    out
}

/// What heads the blocks behind it: headings and bold paragraphs that end in a colon, by flow index.
pub(in crate::parse::playbook) fn leads(flow: &[Flow<'_>]) -> Vec<usize> {
    let leads = |item: &Flow<'_>| match &item.block.kind {
        BlockKind::Heading { .. } => true,
        BlockKind::Paragraph(content) => heads(content),
        _ => false,
    };
    (0..flow.len()).filter(|idx| leads(&flow[*idx])).collect()
}

pub(super) fn paragraph<'a>(body: &Body<'a>, at: usize) -> Option<&'a [Inline]> {
    match &body.flow[at].block.kind {
        BlockKind::Paragraph(content) if body.labels.binary_search_by_key(&at, |b| b.at).is_err() => {
            Some(content)
        }
        _ => None,
    }
}

/// A bold paragraph that ends in a colon.
fn heads(content: &[Inline]) -> bool {
    let bold = content.iter().all(|i| match &i.kind {
        InlineKind::Strong(_) | InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Text(t) => fold(t).chars().all(|c| matches!(c, ':' | '：')),
        _ => false,
    });
    bold && folded(content).ends_with([':', '：'])
}
