//! Ids of scenarios and lines (DOMAIN.md 2, "Ids"): explicit, else derived; never a hash, never positional.
//! In: inlines, texts. Out: ids, unique on the page. Never: changes an explicit id.

use crate::diagnostic::{Diagnostic, Safety};
use crate::model::letters;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, each_inline};
use crate::model::slug;
use crate::source::Span;
use std::collections::HashMap;
use std::sync::Arc;

/// What a written id begins with.
const MARK: &str = "{#";

/// The id of a comment `<!-- id: ask-intended -->` at the end of inlines.
pub(super) fn comment_id(content: &[Inline]) -> Option<String> {
    content.iter().rev().find_map(|i| match &i.kind {
        InlineKind::Html(html) => comment(html),
        _ => None,
    })
}

/// `<!-- id: x -->` → `x`.
pub(super) fn comment(html: &str) -> Option<String> {
    let inner = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let id = inner.strip_prefix("id:")?.trim();
    (!id.is_empty() && id.chars().all(is_id_char)).then(|| id.to_string())
}

/// Takes an id off the end of an item: a comment, or `{#x}` in the last text.
pub(super) fn take(content: &mut Vec<Inline>) -> Option<String> {
    let at = content.iter().rposition(|i| !is_blank(i))?;
    match &mut content[at].kind {
        InlineKind::Html(html) => {
            let id = comment(html)?;
            content.truncate(at);
            Some(id)
        }
        InlineKind::Text(text) => {
            let (before, id) = written(text)?;
            let (before, id) = (before.to_string(), id.to_string());
            *text = before;
            content.truncate(at + 1);
            Some(id)
        }
        _ => None,
    }
}

/// `text {#x}` → `text` and `x`.
fn written(text: &str) -> Option<(&str, &str)> {
    let (before, id) = text.trim_end().strip_suffix('}')?.rsplit_once(MARK)?;
    (!id.is_empty() && id.chars().all(is_id_char)).then(|| (before.trim_end(), id))
}

fn is_blank(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(text) => text.trim().is_empty(),
        kind => matches!(kind, InlineKind::SoftBreak | InlineKind::HardBreak),
    }
}

/// The blocks as readers see them: without the ids `{#x}`. Most pages have none, and are not copied.
pub(crate) fn hidden(blocks: &Arc<[Block]>) -> Arc<[Block]> {
    let mut any = false;
    each_inline(blocks, &mut |inline| {
        any |= matches!(&inline.kind, InlineKind::Text(text) if text.contains(MARK));
    });
    if !any {
        return Arc::clone(blocks);
    }
    let mut blocks = blocks.to_vec();
    hide(&mut blocks);
    blocks.into()
}

/// Takes the ids off the end of items and paragraphs.
fn hide(blocks: &mut [Block]) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(content) => hide_written(content),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| hide(&mut item.blocks)),
            BlockKind::Quote(inner)
            | BlockKind::Alert { blocks: inner, .. }
            | BlockKind::Zone { blocks: inner, .. }
            | BlockKind::Div { blocks: inner, .. } => hide(inner),
            _ => {}
        }
    }
}

/// An item ends before its lettered lines, and each of those ends for itself.
fn hide_written(content: &mut [Inline]) {
    let starts = letters::starts(content);
    let ends = starts.into_iter().chain([content.len()]).filter(|end| *end > 0).collect::<Vec<_>>();
    for end in ends.into_iter().rev() {
        if let Some(Inline { kind: InlineKind::Text(text), .. }) =
            content[..end].iter_mut().rev().find(|i| !is_blank(i))
            && let Some((before, _)) = written(text)
        {
            *text = before.to_string();
        }
    }
}

fn is_id_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':')
}

/// The page's slug: its file stem.
pub(super) fn page_slug(path: &str) -> String {
    let stem = path.rsplit('/').next().unwrap_or(path);
    slug::words(stem.strip_suffix(".md").unwrap_or(stem))
}

/// The first `n` words as a slug.
pub(super) fn first_words(text: &str, n: usize) -> String {
    let words: Vec<&str> =
        text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).take(n).collect();
    slug::words(&words.join(" "))
}

/// The mend of two lines with one derived id: an explicit id at the end of what stands at `span`.
pub(in crate::parse) fn offer(found: Diagnostic, id: &str, span: Span) -> Diagnostic {
    let end = Span { start: span.end, ..span };
    found.help(format!("give it an id of its own: `<!-- id: {id} -->` at its end")).fix(
        Safety::Unsafe,
        end,
        format!(" <!-- id: {id} -->"),
    )
}

/// Gives derived ids that are unique on the page; `-2`, `-3` for repeats.
#[derive(Default)]
pub(super) struct Derived {
    seen: HashMap<String, (u32, Span)>,
}

impl Derived {
    /// The id, and where the same words stood first, if they did.
    pub(super) fn add(&mut self, id: String, span: Span) -> (String, Option<Span>) {
        let Some((mut count, first)) = self.seen.get(&id).copied() else {
            self.seen.insert(id.clone(), (1, span));
            return (id, None);
        };
        // A line may begin with the words `send wave 2` itself.
        let unique = loop {
            count += 1;
            let found = format!("{id}-{count}");
            if !self.seen.contains_key(&found) {
                break found;
            }
        };
        self.seen.insert(id, (count, first));
        self.seen.insert(unique.clone(), (1, span));
        (unique, Some(first))
    }
}
