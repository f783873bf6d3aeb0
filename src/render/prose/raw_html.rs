//! Raw HTML by the list of allowed tags. In: the raw pieces among siblings. Out: which tags are balanced, stand
//! where they may, and may stand as tags. Never: a tag with attributes, an open tag without its end, an item
//! without its list.

mod fit;

use crate::model::prose::{Block, BlockKind, Inline, InlineKind};
use crate::model::raw_html::{Piece, TagForm, pieces};
use crate::render::format::escape;

/// The tag that may span blocks: opened in one HTML block, closed in a later one.
const SPANS_BLOCKS: &[&str] = &["details"];

/// Tags that may stand inside a line.
const INLINE: &[&str] = &[
    "b", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "s", "small", "strong", "sub", "sup",
    "u",
];

/// How many tags may be open among siblings; further ones are text.
const MAX_OPEN: usize = 100;

/// One piece as it is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown<'t> {
    /// Text; entities in it stay.
    Text(&'t str),
    /// A tag, in lower case: name and form.
    Tag(&'static str, TagForm),
    /// A tag that is shown as text.
    Escaped(&'t str),
}

/// The pieces of the raw HTML blocks among siblings, block by block. Comments are dropped.
pub(super) fn among_blocks(siblings: &[Block]) -> impl Iterator<Item = Vec<Shown<'_>>> {
    let parts = siblings.iter().map(|block| match &block.kind {
        BlockKind::Html(html) => Some(html.as_str()),
        _ => None,
    });
    let parts: Vec<Option<&str>> = parts.collect();
    let mut items = balanced(&parts, |_| true, |name| SPANS_BLOCKS.contains(&name));
    fit::keep(&mut items);
    by_part(&parts, &items)
}

/// The pieces of the raw tags among sibling inlines, tag by tag. Comments are dropped.
pub(super) fn among_inlines(siblings: &[Inline]) -> impl Iterator<Item = Vec<Shown<'_>>> {
    let parts = siblings.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Html(html) => Some(Some(html.as_str())),
        _ => None,
    });
    let parts: Vec<Option<&str>> = parts.collect();
    by_part(&parts, &balanced(&parts, is_inline, |_| true))
}

/// A piece while it is decided what it is.
struct Item<'t> {
    /// The sibling that it stands in.
    part: usize,
    /// None for a sibling that is no raw HTML.
    shown: Option<Shown<'t>>,
    /// As written.
    source: &'t str,
    /// Where the other end of a tag stands; here for what has none.
    mate: usize,
}

/// The pieces of the parts that are raw HTML.
fn by_part<'t>(parts: &[Option<&str>], items: &[Item<'t>]) -> std::vec::IntoIter<Vec<Shown<'t>>> {
    let mut shown: Vec<Vec<Shown<'t>>> = parts.iter().map(|_| Vec::new()).collect();
    items.iter().for_each(|item| shown[item.part].extend(item.shown));
    let raw = shown.into_iter().zip(parts).filter(|(_, part)| part.is_some()).map(|(pieces, _)| pieces);
    raw.collect::<Vec<_>>().into_iter()
}

/// The pieces of all parts. A tag is one if its end stands in the same part, or in a later one if it `spans`.
fn balanced<'t>(
    parts: &[Option<&'t str>],
    allowed: impl Fn(&str) -> bool,
    spans: impl Fn(&str) -> bool,
) -> Vec<Item<'t>> {
    let mut items: Vec<Item<'t>> = Vec::with_capacity(parts.len());
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    for (part, source) in parts.iter().enumerate() {
        let Some(source) = source else {
            items.push(Item { part, shown: None, source: "", mate: items.len() });
            continue;
        };
        open.retain(|(_, name)| spans(name));
        for piece in pieces(source) {
            let mut mate = items.len();
            let (shown, source) = match piece {
                Piece::Comment(_) => continue,
                Piece::Text(text) => (Shown::Text(text), text),
                Piece::Unknown(tag) => (Shown::Escaped(tag), tag),
                Piece::Tag { name, source, .. } if !allowed(name) => (Shown::Escaped(source), source),
                Piece::Tag { name, form: TagForm::Void, source } => (Shown::Tag(name, TagForm::Void), source),
                Piece::Tag { name, form: TagForm::Open, source } => {
                    if open.len() < MAX_OPEN {
                        open.push((items.len(), name));
                    }
                    (Shown::Escaped(source), source)
                }
                Piece::Tag { name, source, .. } => match close(&mut items, &mut open, name) {
                    Some(opened) => {
                        mate = opened;
                        (Shown::Tag(name, TagForm::Close), source)
                    }
                    None => (Shown::Escaped(source), source),
                },
            };
            items.push(Item { part, shown: Some(shown), source, mate });
        }
    }
    items
}

/// Closes the innermost open tag of that name, which the next item ends; tags opened within and left open stay text.
fn close(items: &mut [Item<'_>], open: &mut Vec<(usize, &'static str)>, name: &'static str) -> Option<usize> {
    let at = open.iter().rposition(|(_, opened)| *opened == name)?;
    let (opened, _) = open[at];
    open.truncate(at);
    items[opened].shown = Some(Shown::Tag(name, TagForm::Open));
    items[opened].mate = items.len();
    Some(opened)
}

/// True if the pieces need no paragraph around them: nothing to be seen, or a tag that makes a block.
pub(super) fn stands_alone(pieces: &[Shown<'_>]) -> bool {
    pieces.iter().all(|p| matches!(p, Shown::Text(text) if text.trim().is_empty()))
        || pieces.iter().any(|p| matches!(p, Shown::Tag(name, _) if !is_inline(name)))
}

/// True if the pieces begin with a tag that makes a block.
pub(super) fn begins_block(pieces: &[Shown<'_>]) -> bool {
    let first = pieces.iter().find(|p| !matches!(p, Shown::Text(text) if text.trim().is_empty()));
    matches!(first, Some(Shown::Tag(name, _)) if !is_inline(name))
}

/// True for tags that may stand inside a line.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

/// The tag as it is written.
pub(super) fn tag(name: &str, form: TagForm) -> String {
    match form {
        TagForm::Close => format!("</{name}>"),
        TagForm::Open | TagForm::Void => format!("<{name}>"),
    }
}

/// Escapes text of raw HTML: character references stay what they are.
pub(super) fn escape_raw(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        escape(&rest[..at], out);
        let length = reference(&rest[at..]).max(1);
        match length {
            1 => out.push_str("&amp;"),
            n => out.push_str(&rest[at..at + n]),
        }
        rest = &rest[at + length..];
    }
    escape(rest, out);
}

/// The length of the character reference at the start of `text`; 0 if it is none.
pub(super) fn reference(text: &str) -> usize {
    if !text.starts_with('&') {
        return 0;
    }
    let Some(end) = text.bytes().take(34).position(|b| b == b';') else { return 0 };
    let body = &text[1..end];
    let is_reference =
        match (body.strip_prefix("#x").or_else(|| body.strip_prefix("#X")), body.strip_prefix('#')) {
            (Some(hex), _) => !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit()),
            (None, Some(digits)) => !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()),
            (None, None) => {
                body.starts_with(|c: char| c.is_ascii_alphabetic())
                    && body.bytes().all(|b| b.is_ascii_alphanumeric())
            }
        };
    if is_reference { end + 1 } else { 0 }
}
