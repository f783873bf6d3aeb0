//! Raw HTML by the list of allowed tags. In: the raw pieces among siblings. Out: which tags are balanced and
//! may stand as tags. Never: a tag with attributes, an open tag without its end.

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
    let html = siblings.iter().filter_map(|block| match &block.kind {
        BlockKind::Html(html) => Some(html.as_str()),
        _ => None,
    });
    balance(&html.collect::<Vec<_>>(), |_| true, |name| SPANS_BLOCKS.contains(&name)).into_iter()
}

/// The pieces of the raw tags among sibling inlines, tag by tag. Comments are dropped.
pub(super) fn among_inlines(siblings: &[Inline]) -> impl Iterator<Item = Vec<Shown<'_>>> {
    let html = siblings.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Html(html) => Some(html.as_str()),
        _ => None,
    });
    balance(&html.collect::<Vec<_>>(), is_inline, |_| true).into_iter()
}

/// An opened tag that waits for its end: where it stands and its name.
struct Open {
    part: usize,
    piece: usize,
    name: &'static str,
}

fn balance<'t>(
    html: &[&'t str],
    allowed: impl Fn(&str) -> bool,
    spans: impl Fn(&str) -> bool,
) -> Vec<Vec<Shown<'t>>> {
    let mut shown: Vec<Vec<Shown<'t>>> = Vec::with_capacity(html.len());
    let mut open: Vec<Open> = Vec::new();
    for (part, source) in html.iter().enumerate() {
        open.retain(|o| o.part == part || spans(o.name));
        shown.push(Vec::new());
        for piece in pieces(source) {
            let next = match piece {
                Piece::Comment(_) => continue,
                Piece::Text(text) => Shown::Text(text),
                Piece::Unknown(tag) => Shown::Escaped(tag),
                Piece::Tag { name, source, .. } if !allowed(name) => Shown::Escaped(source),
                Piece::Tag { name, form: TagForm::Void, .. } => Shown::Tag(name, TagForm::Void),
                Piece::Tag { form: TagForm::Open, source, .. } if open.len() == MAX_OPEN => {
                    Shown::Escaped(source)
                }
                Piece::Tag { name, form: TagForm::Open, source } => {
                    open.push(Open { part, piece: shown[part].len(), name });
                    Shown::Escaped(source)
                }
                Piece::Tag { name, source, .. } => close(&mut shown, &mut open, name, source),
            };
            shown[part].push(next);
        }
    }
    shown
}

/// Closes the innermost open tag of that name; tags opened within and left open stay text.
fn close<'t>(
    shown: &mut [Vec<Shown<'t>>],
    open: &mut Vec<Open>,
    name: &'static str,
    source: &'t str,
) -> Shown<'t> {
    match open.iter().rposition(|o| o.name == name) {
        Some(at) => {
            let opened = &open[at];
            shown[opened.part][opened.piece] = Shown::Tag(name, TagForm::Open);
            open.truncate(at);
            Shown::Tag(name, TagForm::Close)
        }
        None => Shown::Escaped(source),
    }
}

/// True if the pieces need no paragraph around them: nothing to be seen, or a tag that makes a block.
pub(super) fn stands_alone(pieces: &[Shown<'_>]) -> bool {
    pieces.iter().all(|p| matches!(p, Shown::Text(text) if text.trim().is_empty()))
        || pieces.iter().any(|p| matches!(p, Shown::Tag(name, _) if !is_inline(name)))
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
