//! Ways through a tree. In: blocks. Out: their children, cells and inlines. Never: misses one.

use gameplan::model::prose::{Block, BlockKind, Cell, Inline, InlineKind, Table};

pub(crate) fn children(block: &Block) -> Vec<&[Block]> {
    match &block.kind {
        BlockKind::Quote(b)
        | BlockKind::Alert { blocks: b, .. }
        | BlockKind::Zone { blocks: b, .. }
        | BlockKind::Div { blocks: b, .. }
        | BlockKind::Footnote { blocks: b, .. } => vec![b],
        BlockKind::List { items, .. } => items.iter().map(|i| i.blocks.as_slice()).collect(),
        _ => Vec::new(),
    }
}

pub(crate) fn cells(table: &Table) -> impl Iterator<Item = &Cell> {
    table.head.iter().chain(table.rows.iter().flat_map(|r| &r.cells))
}

pub(crate) fn walk(tree: &[Block], see: &mut impl FnMut(&Inline)) {
    for block in tree {
        match &block.kind {
            BlockKind::Paragraph(c) | BlockKind::Heading { content: c, .. } => walk_inlines(c, see),
            BlockKind::Table(t) => cells(t).for_each(|c| walk_inlines(&c.content, see)),
            _ => {}
        }
        children(block).into_iter().for_each(|c| walk(c, see));
    }
}

pub(crate) fn walk_inlines(inlines: &[Inline], see: &mut impl FnMut(&Inline)) {
    for inline in inlines {
        see(inline);
        if let InlineKind::Emphasis(c) | InlineKind::Strong(c) | InlineKind::Strike(c) = &inline.kind {
            walk_inlines(c, see);
        }
        if let InlineKind::Link { content, .. } = &inline.kind {
            walk_inlines(content, see);
        }
    }
}
