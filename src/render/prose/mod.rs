//! `Prose` → HTML and its Markdown twin. In: blocks, an audience's links, who reads, an include lookup.
//! Out: text. Never: anything unescaped, a link that is not in the table or plainly external, a zone's
//! content for others than it names.

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
use crate::model::links::{Href, LinkTable};
use crate::model::prose::{Block, BlockKind, ListItem};
use std::fmt;

/// The deepest chain of includes; what lies deeper renders nothing.
const MAX_INCLUDES: u8 = 10;

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
        let hidden =
            |b: &Block| matches!(b.kind, BlockKind::Zone { audiences, .. } if !self.reads(audiences));
        item.blocks.is_empty() || !item.blocks.iter().all(hidden)
    }

    fn level(&self, level: u8) -> u8 {
        level.saturating_add(self.heading_shift).clamp(1, 6)
    }

    /// Where a link or image leads, ready to be written; none: its text is all that is written.
    fn destination(&self, span: Span, written: &str) -> Option<String> {
        match self.links.targets.get(&span) {
            None => external(written),
            Some(Href::External(url)) => external(url),
            Some(Href::Fragment(fragment)) => Some(format!("#{}", encode(fragment))),
            Some(Href::Route { route, fragment }) => {
                let hash = fragment.as_ref().map(|f| format!("#{}", encode(f))).unwrap_or_default();
                match route == self.from && !hash.is_empty() {
                    true => Some(hash),
                    false => Some(relative(self.from, route) + &hash),
                }
            }
            Some(Href::Absent) => None,
        }
    }
}

/// An address out of the site: only `http`, `https` and `mailto`.
fn external(url: &str) -> Option<String> {
    let url = url.trim();
    let known = ["http://", "https://", "mailto:"];
    let allowed = known.iter().any(|s| url.get(..s.len()).is_some_and(|u| u.eq_ignore_ascii_case(s)));
    allowed.then(|| escape_bytes(url, b"-_.~!*'();:@&=+$,/?#[]%"))
}

/// The address of route `to` as written in a document at route `from`, percent-encoded. Routes are relative to
/// the root, with `/`.
pub fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = (from.len() - 1).min(to.len() - 1);
    let shared = (0..folders).take_while(|i| from[*i] == to[*i]).count();
    let mut out = "../".repeat(from.len() - 1 - shared);
    let steps: Vec<String> = to[shared..].iter().map(|step| encode(step)).collect();
    out.push_str(&steps.join("/"));
    if out.is_empty() { "./".to_string() } else { out }
}

/// Percent-encodes a path step or a fragment.
fn encode(text: &str) -> String {
    escape_bytes(text, b"-_.~!$&'()*+,;=@")
}

fn escape_bytes(text: &str, keep: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || keep.contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The title of an alert: `Note` for `NOTE`; words without case stay.
fn alert_title(word: &str) -> String {
    let mut chars = word.trim().chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    first + &chars.as_str().to_lowercase()
}
