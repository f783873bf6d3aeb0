//! The body of a page in reading order, with who reads it. In: a page. Out: calls for each block or link.
//! Never: opens an include; what it holds is its own page's.

use crate::model::audience::AudienceSet;
use crate::model::page::Page;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, each_inline};
use crate::source::Span;

/// Calls `f` for every block that holds no other blocks, and who reads it. The outermost zone narrows or widens
/// the page's label; zones within it only narrow.
pub(super) fn leaves<'a>(page: &'a Page, f: &mut dyn FnMut(&'a Block, AudienceSet)) {
    each_leaf(&page.blocks, page.audiences, false, f);
}

fn each_leaf<'a>(
    blocks: &'a [Block],
    readers: AudienceSet,
    zoned: bool,
    f: &mut dyn FnMut(&'a Block, AudienceSet),
) {
    for block in blocks {
        match &block.kind {
            BlockKind::Zone { audiences, blocks } => {
                let inside = if zoned { readers.and(*audiences) } else { *audiences };
                each_leaf(blocks, inside, true, f);
            }
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| each_leaf(&item.blocks, readers, zoned, f));
            }
            BlockKind::Quote(blocks)
            | BlockKind::Alert { blocks, .. }
            | BlockKind::Div { blocks, .. }
            | BlockKind::Footnote { blocks, .. } => each_leaf(blocks, readers, zoned, f),
            _ => f(block, readers),
        }
    }
}

/// Calls `f` with every link and image of a page: the construct, its target as written, true for images.
pub(super) fn targets(page: &Page, f: &mut dyn FnMut(Span, &str, bool)) {
    each_inline(&page.blocks, &mut |inline: &Inline| match &inline.kind {
        InlineKind::Link { target, .. } => f(inline.span, target, false),
        InlineKind::Image { target, .. } => f(inline.span, target, true),
        _ => {}
    });
}

/// Code of a page, blocks and spans, in order.
pub(super) fn code(page: &Page) -> Vec<Span> {
    let mut found = Vec::new();
    leaves(page, &mut |block, _| match &block.kind {
        BlockKind::Code { .. } => found.push(block.span),
        _ => each_inline(std::slice::from_ref(block), &mut |inline| {
            if matches!(inline.kind, InlineKind::Code(_)) {
                found.push(inline.span);
            }
        }),
    });
    found
}
