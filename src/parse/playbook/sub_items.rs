//! What stands below an item: lettered lines, nested lists, detail. In: inlines and blocks. Out: [`Subs`].
//! Never: an id; the reader of items gives those.

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
                let lines = split_letters(content.clone()).into_iter().filter(|l| !l.is_empty()).collect();
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

/// Cuts a paragraph before every line that begins `a.`, `b.` …; the first part is what stands before.
/// A paragraph that begins with a letter itself gives an empty first part. The letters are taken off.
pub(super) fn split_letters(content: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut parts: Vec<Vec<Inline>> = vec![Vec::new()];
    let mut next = 'a';
    let mut line_start = true;
    for inline in content {
        let letter = line_start.then(|| letter_of(std::slice::from_ref(&inline))).flatten();
        let starts = letter.is_some_and(|l| l == next || (parts.len() == 1 && parts[0].is_empty()));
        line_start = matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
        if starts {
            next = letter.map_or(next, |l| (l as u8 + 1) as char);
            parts.push(vec![without_letter(inline)]);
        } else if let Some(part) = parts.last_mut() {
            part.push(inline);
        }
    }
    for part in &mut parts {
        while part.last().is_some_and(|i| matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak)) {
            part.pop();
        }
    }
    parts
}

/// The letter of `a.` or `b)` followed by a blank at the start of inlines.
pub(super) fn letter_of(content: &[Inline]) -> Option<char> {
    let InlineKind::Text(text) = &content.first()?.kind else { return None };
    let mut chars = text.trim_start().chars();
    let letter = chars.next().filter(char::is_ascii_lowercase)?;
    (matches!(chars.next(), Some('.' | ')')) && chars.next().is_none_or(char::is_whitespace))
        .then_some(letter)
}

fn without_letter(inline: Inline) -> Inline {
    match inline.kind {
        InlineKind::Text(text) => {
            let rest = text.trim_start().get(2..).unwrap_or("").trim_start().to_string();
            Inline { kind: InlineKind::Text(rest), ..inline }
        }
        kind => Inline { kind, ..inline },
    }
}
