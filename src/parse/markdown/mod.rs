//! Markdown and docfx constructs → an owned tree. In: a file, the range of its body, the words in force.
//! Out: blocks with whole-file spans, and findings. Never: an error, a panic, HTML, a link's target.
//!
//! The only room that knows pulldown-cmark. docfx directives are masked by placeholders of equal length
//! before the parse (`directive`), so that every offset stays true and the parser itself decides where a
//! directive stands; `tree` builds the owned tree and puts the directives back; `finding` reads it once more.

mod directive;
mod finding;
mod frame;
mod quote;
mod table;
mod tree;
mod unread;

use crate::diagnostic::Findings;
use crate::model::audience::Audiences;
use crate::model::prose::Block;
use crate::source::SourceFile;
use pulldown_cmark::{Options, Parser};
use std::collections::HashMap;
use std::ops::Range;

/// The deepest nesting of a page; what lies deeper is flattened into it.
pub const MAX_DEPTH: usize = 100;

/// The words that decide what a construct means.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// Who a zone can name.
    pub audiences: &'a Audiences,
    /// Translated alert words, lower case → `NOTE`, `TIP`, `IMPORTANT`, `WARNING`, `CAUTION`.
    pub alerts: &'a HashMap<String, String>,
}

/// Reads the body of a page: `body` is a byte range of `file.text`, behind the front matter. A byte order
/// mark at its start is skipped. Findings: nesting, cells lost, emphasis left open, tags swallowed, zones, directives
/// that stay text.
pub fn blocks(
    file: &SourceFile,
    body: Range<usize>,
    words: &Words<'_>,
    findings: &mut Findings,
) -> Vec<Block> {
    let start = body.start.max(file.body_start()).min(file.text.len());
    let end = body.end.clamp(start, file.text.len());
    let Some(text) = file.text.get(start..end) else { return Vec::new() };
    let masked = directive::mask(text, words.audiences);
    let mut tree = tree::Tree::new(file, start, &masked, words, findings);
    for (event, range) in Parser::new_ext(&masked.text, options()).into_offset_iter() {
        tree.take(event, range);
    }
    let blocks = tree.finish();
    finding::check(file, &blocks, words, findings);
    blocks
}

/// Never metadata blocks (a `---` pair swallows text) and never definition lists (they eat colons).
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES
}
