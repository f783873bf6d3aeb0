//! Ids of headings: the same for every reader of a page, so that a link to one leads there in every root.
//! In: headings, also those that this reader may not see. Out: ids. Never: text.

use crate::model::prose::{Block, BlockKind, Inline, plain};
use crate::model::slug::Slugger;

/// The id of a heading: its own (`{#id}`), else its slug; with a number if the page has it already.
pub(super) fn take(ids: &mut Slugger, content: &[Inline], id: Option<&str>) -> String {
    match id {
        Some(id) => ids.unique(id),
        None => ids.heading(&plain(content)),
    }
}

/// Passes by blocks that others read: their headings keep their ids.
pub(super) fn pass(ids: &mut Slugger, blocks: &[Block]) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { content, id, .. } => drop(take(ids, content, id.as_deref())),
            kind => kind.inner().into_iter().for_each(|blocks| pass(ids, blocks)),
        }
    }
}
