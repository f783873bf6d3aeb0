//! What stands below an item: lettered lines, nested lists, detail. In: inlines and blocks. Out: [`Subs`].
//! Never: an id; the reader of items gives those.

use crate::model::letters::{self, letter_of};
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, ListItem};

/// What stands below an item's first paragraph.
pub(super) struct Subs {
    pub letters: Vec<Vec<Inline>>,
    pub blocks: Vec<Sub>,
    pub detail: Vec<Block>,
}

pub(super) enum Sub {
    /// Lines that begin `a.`, and what stands below the last of them.
    Lettered(Vec<Vec<Inline>>, Vec<Block>),
    /// A nested list whose entries are sub-items.
    Listed(Vec<ListItem>),
}

impl Subs {
    pub(super) fn take(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(content) if letter_of(content).is_some() => {
                let lines = split_letters(content).into_iter().filter(|l| !l.is_empty()).collect();
                self.blocks.push(Sub::Lettered(lines, Vec::new()));
            }
            BlockKind::List { ordered, items, .. }
                if ordered.is_some() || items.iter().any(|i| i.task.is_some()) =>
            {
                self.blocks.push(Sub::Listed(items.clone()));
            }
            _ => match self.blocks.last_mut() {
                Some(Sub::Lettered(_, detail)) => detail.push(block.clone()),
                _ => self.detail.push(block.clone()),
            },
        }
    }
}

/// Cuts a paragraph before every lettered line; the first part is what stands before. A paragraph that begins
/// with a letter itself gives an empty first part. The letters are taken off.
pub(super) fn split_letters(content: &[Inline]) -> Vec<Vec<Inline>> {
    let starts = letters::starts(content);
    let ends = starts.iter().copied().skip(1).chain([content.len()]);
    let before = letters::line(&content[..starts.first().copied().unwrap_or(content.len())]);
    let lines = starts.iter().zip(ends).map(|(from, to)| without_letter(letters::line(&content[*from..to])));
    std::iter::once(before.to_vec()).chain(lines).collect()
}

fn without_letter(line: &[Inline]) -> Vec<Inline> {
    let mut line = line.to_vec();
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = line.first_mut() {
        *text = letters::without(text).to_string();
    }
    line
}
