//! The labels of a page as chips. In: a page, who reads. Out: groups of values. Never: a label from a zone
//! that the viewer may not read; a person.

use crate::model::Span;
use crate::model::audience::AudienceId;
use crate::model::page::Page;
use crate::model::playbook::{LabelKind, Labels};
use crate::model::prose::{Block, BlockKind};
use serde::Serialize;

/// Values of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct Chips {
    /// `Phase`.
    pub name: &'static str,
    /// Each once, in the order of the page.
    pub values: Vec<String>,
}

/// Kinds shown, and how they are called.
const SHOWN: [(LabelKind, &str); 6] = [
    (LabelKind::Phase, "Phase"),
    (LabelKind::Motions, "Motion"),
    (LabelKind::PrimaryRole, "Role"),
    (LabelKind::SecondaryRole, "Second role"),
    (LabelKind::AppliesTo, "Applies to"),
    (LabelKind::Cadence, "Cadence"),
];

/// The page's own labels and those of its scenarios.
pub fn chips(page: &Page, audience: AudienceId) -> Vec<Chips> {
    let mut closed = Vec::new();
    closed_zones(&page.blocks, audience, &mut closed);
    let open = |span: Span| !closed.iter().any(|zone| within(*zone, span));
    let readable = page.playbook.scenarios.iter().filter(|s| s.audience.has(audience));
    let places: Vec<&Labels> =
        std::iter::once(&page.playbook.labels).chain(readable.map(|s| &s.labels)).collect();
    let group = |(kind, name): (LabelKind, &'static str)| {
        let mut values: Vec<String> = Vec::new();
        let labels = places.iter().filter_map(|labels| labels.get(kind)).filter(|l| open(l.span));
        for value in labels.flat_map(|label| &label.values) {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        Chips { name, values }
    };
    SHOWN.into_iter().map(group).filter(|chips| !chips.values.is_empty()).collect()
}

/// The zones that this audience may not read.
fn closed_zones(blocks: &[Block], audience: AudienceId, out: &mut Vec<Span>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Zone { audiences, .. } if !audiences.has(audience) => out.push(block.span),
            BlockKind::Zone { blocks, .. }
            | BlockKind::Quote(blocks)
            | BlockKind::Alert { blocks, .. }
            | BlockKind::Div { blocks, .. } => closed_zones(blocks, audience, out),
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| closed_zones(&item.blocks, audience, out));
            }
            _ => {}
        }
    }
}

fn within(zone: Span, span: Span) -> bool {
    zone.source == span.source && zone.start <= span.start && span.end <= zone.end
}
