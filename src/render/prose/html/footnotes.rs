//! Footnotes of a page. In: their bodies, the places that refer to them. Out: numbers in the text, a list at the end.
//! Never: a note that no place refers to, or that the reader may not see.

use super::Writer;
use crate::model::links;
use crate::model::prose::{Block, BlockKind};
use crate::model::slug::slug;
use crate::render::prose::MAX_INCLUDES;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The footnotes of the page.
#[derive(Default)]
pub(super) struct Notes<'a> {
    all: Vec<Note<'a>>,
    /// Places in `all`. Looked up only.
    by_label: HashMap<&'a str, usize>,
    /// Places in `all` of those that are referred to, in the order of their numbers.
    numbered: Vec<usize>,
}

/// A footnote: its id and content.
struct Note<'a> {
    id: String,
    blocks: &'a [Block],
    /// Its number, once it is referred to.
    number: usize,
    references: usize,
}

/// Footnotes.
impl<'a> Writer<'a, '_> {
    /// The footnotes that this reader may see, in the order of the page.
    pub(super) fn collect_notes(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Footnote { label, blocks } => {
                    if let Entry::Vacant(free) = self.notes.by_label.entry(label) {
                        let id =
                            self.ids.as_deref_mut().map(|ids| ids.unique(&format!("fn-{}", slug(label))));
                        let id = id.unwrap_or_default();
                        free.insert(self.notes.all.len());
                        self.notes.all.push(Note { id, blocks, number: 0, references: 0 });
                    }
                    self.collect_notes(blocks);
                }
                BlockKind::Zone { audiences, blocks } if self.context.reads(*audiences) => {
                    self.collect_notes(blocks);
                }
                BlockKind::Quote(blocks)
                | BlockKind::Alert { blocks, .. }
                | BlockKind::Div { blocks, .. } => {
                    self.collect_notes(blocks);
                }
                BlockKind::List { items, .. } => items.iter().for_each(|i| self.collect_notes(&i.blocks)),
                BlockKind::Include { .. } if self.includes < MAX_INCLUDES => {
                    self.includes += 1;
                    self.collect_notes((self.context.include)(block.span).unwrap_or_default());
                    self.includes -= 1;
                }
                _ => {}
            }
        }
    }

    /// A reference without a note that the reader may see: nothing is written.
    pub(super) fn note_reference(&mut self, label: &str) {
        let notes = &mut self.notes;
        let Some(at) = notes.by_label.get(label).copied() else { return };
        let note = &mut notes.all[at];
        if note.number == 0 {
            notes.numbered.push(at);
            note.number = notes.numbered.len();
        }
        note.references += 1;
        let (id, number, again) = (note.id.clone(), note.number, note.references);
        let own = if again == 1 { format!("{id}-ref") } else { format!("{id}-ref-{again}") };
        self.out.push_str("<sup class=\"footnote-ref\"><a");
        self.attribute("href", &links::hash(&id));
        self.attribute("id", &own);
        self.out.push_str(&format!(">{number}</a></sup>"));
    }

    /// The notes that are referred to, in the order of their numbers. A note may refer to further notes.
    pub(super) fn footnotes(&mut self) {
        let mut written = 0;
        while let Some(at) = self.notes.numbered.get(written).copied() {
            if written == 0 {
                self.out.push_str("<section class=\"footnotes\">\n<ol>\n");
            }
            let (id, blocks) = (self.notes.all[at].id.clone(), self.notes.all[at].blocks);
            self.out.push_str("<li");
            self.attribute("id", &id);
            self.wrap(">\n", "", |w| w.blocks(blocks));
            self.out.push_str("<p><a");
            self.attribute("href", &format!("{}-ref", links::hash(&id)));
            self.out.push_str(" aria-label=\"Back to the text\">↩</a></p></li>\n");
            written += 1;
        }
        if written > 0 {
            self.out.push_str("</ol>\n</section>\n");
        }
    }
}
