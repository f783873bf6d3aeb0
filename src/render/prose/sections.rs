//! Prose → what search knows of a page: its sections with their plain text. In: blocks, a [`Context`]. Out:
//! [`Sections`], under the anchors that [`super::html`] gives. Never: a zone or an include that the reader may not read.

use super::{Context, MAX_INCLUDES, anchors};
use crate::model::Span;
use crate::model::prose::{Block, BlockKind, fold, folded, plain};
use crate::model::raw_html::{Piece, pieces};
use crate::model::slug::{Slugger, slug};
use std::collections::HashSet;

/// The deepest heading that begins a section of its own; what lies below belongs to it.
const DEEPEST: u8 = 4;

/// A page as search sees it.
#[derive(Clone, Debug, Default)]
pub struct Sections {
    /// In page order; the first is what stands before the first section heading, its heading the page's own.
    pub all: Vec<Section>,
    /// Every heading, paragraph, table and the like that the reader sees, included ones too.
    pub seen: Vec<Span>,
}

/// A heading and what stands below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Anchor; none for the beginning of the page.
    pub anchor: Option<String>,
    /// Plain text of the heading; empty at the beginning.
    pub heading: String,
    /// Plain text, blanks folded.
    pub text: String,
}

impl Sections {
    /// True if the reader sees what stands at `span`.
    pub fn shows(&self, span: Span) -> bool {
        self.seen.iter().any(|s| s.source == span.source && s.start <= span.start && span.start < s.end)
    }
}

/// Cuts the page at its headings of level 2 to 4. `title` is the page's: a first heading that says the same
/// begins no section.
pub fn sections(blocks: &[Block], title: &str, context: &Context<'_>) -> Sections {
    let mut walk = Walk { out: Sections::default(), ids: Slugger::default(), context, includes: 0, title };
    walk.out.all.push(Section::default());
    walk.notes(blocks, &mut HashSet::new());
    walk.blocks(blocks);
    for section in &mut walk.out.all {
        section.text = fold(&section.text);
    }
    walk.out
}

struct Walk<'a, 'c> {
    out: Sections,
    ids: Slugger,
    context: &'a Context<'c>,
    includes: u8,
    title: &'a str,
}

impl Walk<'_, '_> {
    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        use BlockKind::{Code, Heading, Html, Paragraph, Table};
        // What holds other blocks may hold a zone of others.
        if matches!(block.kind, Heading { .. } | Paragraph(_) | Table(_) | Code { .. } | Html(_)) {
            self.out.seen.push(block.span);
        }
        match &block.kind {
            BlockKind::Heading { level, content, id } => {
                let anchor = anchors::take(&mut self.ids, content, id.as_deref());
                self.heading(*level, folded(content), anchor);
            }
            BlockKind::Paragraph(content) => self.say(&plain(content)),
            BlockKind::List { items, .. } => {
                for item in items {
                    match self.context.shows(item) {
                        true => self.blocks(&item.blocks),
                        false => anchors::pass(&mut self.ids, &item.blocks),
                    }
                }
            }
            BlockKind::Zone { audiences, blocks } if self.context.reads(*audiences) => self.blocks(blocks),
            BlockKind::Quote(inner)
            | BlockKind::Alert { blocks: inner, .. }
            | BlockKind::Div { blocks: inner, .. }
            | BlockKind::Footnote { blocks: inner, .. } => self.blocks(inner),
            BlockKind::Code { text, .. } => self.say(text),
            BlockKind::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flat_map(|row| &row.cells));
                cells.for_each(|cell| self.say(&plain(&cell.content)));
            }
            BlockKind::Html(html) => self.say(&untagged(html)),
            BlockKind::Include { .. } => self.include(block),
            BlockKind::Zone { blocks, .. } => anchors::pass(&mut self.ids, blocks),
            BlockKind::Rule | BlockKind::Video(_) => {}
        }
    }

    fn heading(&mut self, level: u8, heading: String, anchor: String) {
        let first = self.out.all.len() == 1 && self.out.all[0].text.is_empty();
        if first && (level == 1 || heading == self.title) {
            // The page's own heading: its beginning.
        } else if level <= DEEPEST {
            self.out.all.push(Section { anchor: Some(anchor), heading, text: String::new() });
        } else {
            self.say(&heading);
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(section) = self.out.all.last_mut() {
            section.text.push_str(text);
            section.text.push(' ');
        }
    }

    fn include(&mut self, block: &Block) {
        if self.includes < MAX_INCLUDES
            && let Some(blocks) = (self.context.include)(block.span)
        {
            self.includes += 1;
            self.blocks(blocks);
            self.includes -= 1;
        }
    }

    /// Takes the ids of footnotes first, as the HTML does.
    fn notes(&mut self, blocks: &[Block], labels: &mut HashSet<String>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Footnote { label, blocks } => {
                    if labels.insert(label.clone()) {
                        self.ids.unique(&format!("fn-{}", slug(label)));
                    }
                    self.notes(blocks, labels);
                }
                BlockKind::Zone { audiences, blocks } if self.context.reads(*audiences) => {
                    self.notes(blocks, labels);
                }
                BlockKind::Quote(inner)
                | BlockKind::Alert { blocks: inner, .. }
                | BlockKind::Div { blocks: inner, .. } => self.notes(inner, labels),
                BlockKind::List { items, .. } => items.iter().for_each(|i| self.notes(&i.blocks, labels)),
                BlockKind::Include { .. } if self.includes < MAX_INCLUDES => {
                    self.includes += 1;
                    self.notes((self.context.include)(block.span).unwrap_or_default(), labels);
                    self.includes -= 1;
                }
                _ => {}
            }
        }
    }
}

/// What raw HTML says between its tags and comments.
fn untagged(html: &str) -> String {
    let texts = pieces(html).into_iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text),
        Piece::Comment(_) | Piece::Tag { .. } | Piece::Unknown(_) => None,
    });
    texts.collect::<Vec<_>>().join(" ")
}
