//! `Prose` → HTML and its Markdown twin. In: blocks, an audience's links, who reads, an include lookup.
//! Out: text. Never: anything unescaped, a link that is not in the table or plainly external, a zone's
//! content for others than it names.

mod anchors;
mod decor;
mod html;
mod markdown;
mod markdown_inline;
mod raw_html;
mod sections;

pub use decor::Decor;
pub use html::{html, inline_html, page_html};
pub use markdown::{inline_markdown, markdown};
pub use sections::{Section, Sections, sections};

use crate::model::Span;
use crate::model::audience::{AudienceSet, Viewer};
use crate::model::links::{self, Href, LinkTable};
use crate::model::prose::{Block, BlockKind, ListItem};
use std::fmt;

/// The deepest chain of includes; what lies deeper renders nothing.
const MAX_INCLUDES: u8 = 10;

/// The prose of a page, written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// All of it.
    pub text: String,
    /// Where the page's own heading ends; 0 where it has none of its own.
    pub head: usize,
}

/// What prose is rendered for.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Where links lead in this audience's root.
    pub links: &'a LinkTable,
    /// Route of the document that is written: `customers/x/checklist.html`.
    pub from: &'a str,
    /// Who reads.
    pub viewer: &'a Viewer,
    /// The blocks of an include, by its span; none where this audience may not read it.
    pub include: &'a dyn Fn(Span) -> Option<&'a [Block]>,
    /// Added to every heading's level; 6 is the deepest.
    pub heading_shift: u8,
    /// Where the page itself lies.
    pub home: Home<'a>,
}

/// Where the page lies that prose is of: its headings and footnotes have their places there and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home<'a> {
    /// Here: the document that is written is the page.
    Here,
    /// At this route, or not in this root: a piece of the page is written into another document.
    Elsewhere(Option<&'a str>),
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("from", &self.from)
            .field("viewer", &self.viewer)
            .finish_non_exhaustive()
    }
}

impl Context<'_> {
    fn reads(&self, zone: AudienceSet) -> bool {
        zone.has(self.viewer.audience)
    }

    /// False for an item of which this reader may see nothing.
    fn shows(&self, item: &ListItem) -> bool {
        item.blocks.is_empty() || !item.blocks.iter().all(|block| self.hides(block))
    }

    /// True for a block of which this reader may see nothing: a box or list around it would be empty.
    fn hides(&self, block: &Block) -> bool {
        let all = |blocks: &[Block]| !blocks.is_empty() && blocks.iter().all(|block| self.hides(block));
        match &block.kind {
            BlockKind::Zone { audiences, blocks } => !self.reads(*audiences) || all(blocks),
            BlockKind::Quote(blocks) | BlockKind::Alert { blocks, .. } | BlockKind::Div { blocks, .. } => {
                all(blocks)
            }
            BlockKind::List { items, .. } => !items.is_empty() && !items.iter().any(|i| self.shows(i)),
            BlockKind::Include { .. } => (self.include)(block.span).is_none(),
            _ => false,
        }
    }

    fn level(&self, level: u8) -> u8 {
        level.saturating_add(self.heading_shift).clamp(1, 6)
    }

    /// Where a link or image leads, ready to be written; none: its text is all that is written.
    fn destination(&self, span: Span, written: &str) -> Option<String> {
        match (self.links.targets.get(&span), self.home) {
            (None, _) => links::external(written),
            (Some(Href::Fragment(place)), Home::Elsewhere(page)) => {
                Href::Route { route: page?.to_string(), fragment: Some(place.clone()) }.written(self.from)
            }
            (Some(href), _) => href.written(self.from),
        }
    }

    /// False where headings and footnotes have no place: they get no ids, and references are left out.
    fn has_places(&self) -> bool {
        self.home == Home::Here
    }
}

/// The title of an alert: `Note` for `NOTE`; words without case stay.
fn alert_title(word: &str) -> String {
    let mut chars = word.trim().chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    first + &chars.as_str().to_lowercase()
}
