//! Where labels bind (DOMAIN.md 2, "where labels bind").
//! In: the outline, the label blocks. Out: [`Bound`]: labels of the page, of every heading, and of the items
//! behind a block; which headings are scenarios on a page without Approach.
//! Never: inheritance; a scenario asks up the chain itself.

use super::flow::Flow;
use super::labels::LabelBlock;
use super::outline::Outline;
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::playbook::{Label, LabelKind, Labels, SectionKind};
use crate::model::prose::BlockKind;

/// What binds where.
pub(super) struct Bound {
    pub page: Labels,
    /// By heading.
    pub heads: Vec<Labels>,
    /// Blocks that bind to the items behind them: (flow index, labels).
    pub items: Vec<(usize, Labels)>,
}

/// Binds every label block.
pub(super) fn bind(
    flow: &[Flow<'_>],
    outline: &mut Outline,
    blocks: &[LabelBlock],
    findings: &mut Findings,
) -> Bound {
    own_scenarios(outline, blocks);
    let mut bound = Bound {
        page: Labels::default(),
        heads: vec![Labels::default(); outline.heads.len()],
        items: Vec::new(),
    };
    let texts = texts(flow, blocks);
    for block in blocks {
        let place = place(flow, outline, &texts, block.at);
        for label in &block.labels {
            bound.put(outline, block.at, &place, label);
        }
        if let Place { above_direct: false, below: Some(head), .. } = place
            && block.labels.iter().any(|l| !stays_above(l.kind))
        {
            findings.push(forward(outline, block, head));
        }
    }
    bound
}

/// On a page without Approach: a heading whose own text holds a Primary Role or Cadence label.
fn own_scenarios(outline: &mut Outline, blocks: &[LabelBlock]) {
    if outline.has_approach {
        return;
    }
    for head in &mut outline.heads {
        let holds = |b: &&LabelBlock| head.own.contains(&b.at);
        let kinds = [LabelKind::PrimaryRole, LabelKind::Cadence];
        let named = blocks.iter().filter(holds).flat_map(|b| &b.labels).any(|l| kinds.contains(&l.kind));
        if named && head.level > 1 && head.kind == SectionKind::Other {
            head.kind = SectionKind::Scenario;
        }
    }
}

/// Cadence and its kin always speak of the heading above.
fn stays_above(kind: LabelKind) -> bool {
    use LabelKind::{Audience, Cadence, Output, Prerequisites, Purpose, RecurringActivity};
    matches!(kind, Cadence | RecurringActivity | Purpose | Audience | Output | Prerequisites)
}

/// The neighbourhood of a label block.
struct Place {
    above: Option<usize>,
    above_direct: bool,
    /// The heading directly below, if it is a scenario or Approach.
    below: Option<usize>,
    /// A list stands above and below within the section.
    between_lists: bool,
}

/// Flow indices of what is neither a label block nor raw HTML, in order. `blocks` are in the flow's order.
fn texts(flow: &[Flow<'_>], blocks: &[LabelBlock]) -> Vec<usize> {
    let passes = |idx: &usize| {
        blocks.binary_search_by_key(idx, |b| b.at).is_ok()
            || matches!(flow[*idx].block.kind, BlockKind::Html(_))
    };
    (0..flow.len()).filter(|idx| !passes(idx)).collect()
}

fn place(flow: &[Flow<'_>], outline: &Outline, texts: &[usize], at: usize) -> Place {
    let behind = texts.partition_point(|idx| *idx <= at);
    let (before, after) = (behind.checked_sub(1).map(|i| texts[i]), texts.get(behind).copied());
    let is_heading = |i: usize| matches!(flow[i].block.kind, BlockKind::Heading { .. });
    let above = outline.head_of(at);
    let below = after.filter(|i| is_heading(*i)).and_then(|i| {
        let head = outline.heading_at(i)?;
        matches!(outline.heads[head].kind, SectionKind::Scenario | SectionKind::Approach).then_some(head)
    });
    let own = above.map_or(0..flow.len(), |h| outline.heads[h].own.clone());
    let is_list = |i: usize| matches!(flow[i].block.kind, BlockKind::List { .. });
    Place {
        above,
        above_direct: before.is_none_or(is_heading),
        below,
        between_lists: (own.start..at).any(is_list) && (at..own.end).any(is_list),
    }
}

impl Bound {
    fn put(&mut self, outline: &Outline, at: usize, place: &Place, label: &Label) {
        if stays_above(label.kind) || (!place.above_direct && place.below.is_none() && !place.between_lists) {
            self.bind_to(outline, place.above, label);
        } else if place.above_direct {
            self.bind_to(outline, place.above, label);
            // Between a section heading and its first sub-heading: both.
            if let (Some(above), Some(below)) = (place.above, place.below)
                && outline.heads[below].parent == Some(above)
            {
                self.bind_to(outline, Some(below), label);
            }
        } else if let Some(below) = place.below {
            self.bind_to(outline, Some(below), label);
        } else {
            match self.items.last_mut() {
                Some((idx, labels)) if *idx == at => labels.0.push(label.clone()),
                _ => self.items.push((at, Labels(vec![label.clone()]))),
            }
        }
    }

    /// Under the H1, and above any heading, a label is the page's.
    fn bind_to(&mut self, outline: &Outline, head: Option<usize>, label: &Label) {
        match head {
            Some(idx) if !outline.is_title(idx) => self.heads[idx].0.push(label.clone()),
            _ => self.page.0.push(label.clone()),
        }
    }
}

fn forward(outline: &Outline, block: &LabelBlock, head: usize) -> Diagnostic {
    let first = &block.labels[0];
    let heading = &outline.heads[head];
    Diagnostic::new(
        &codes::LABEL_BINDS_FORWARD,
        first.span,
        format!("this label block stands above `{}` and speaks of it", heading.text),
    )
    .label(heading.span, "read as this heading's")
    .help("move the block below its heading")
}
