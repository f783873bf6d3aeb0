//! A file as a row of pieces, so that two states of it can be compared. In: blocks of a page, a YAML tree.
//! Out: [`Piece`]s in reading order. Never: blanks between words; what surrounds a piece.

use crate::model::prose::{Block, BlockKind, Inline, InlineKind, Table};
use crate::parse::yaml::{Node, NodeKind};
use crate::source::Span;
use std::ops::Range;

/// The smallest things that are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where.
    pub place: Range<usize>,
    /// True for what holds other pieces: an edit within it may not change it.
    pub holds: bool,
    /// What it is and says.
    pub text: String,
}

/// Pieces of a page's body.
pub(super) fn of_blocks(text: &str, blocks: &[Block]) -> Vec<Piece> {
    let mut outline = Outline { text, pieces: Vec::new() };
    outline.blocks(blocks);
    outline.pieces
}

/// Pieces of a YAML document.
pub(super) fn of_node(text: &str, node: &Node) -> Vec<Piece> {
    let mut outline = Outline { text, pieces: Vec::new() };
    outline.node(node);
    outline.pieces
}

struct Outline<'a> {
    text: &'a str,
    pieces: Vec<Piece>,
}

impl Outline<'_> {
    fn leaf(&mut self, place: Range<usize>, text: impl Into<String>) {
        self.pieces.push(Piece { place, holds: false, text: text.into() });
    }

    fn holder(&mut self, span: Span, name: &str, inside: impl FnOnce(&mut Self)) {
        let mut end = |text: String| self.pieces.push(Piece { place: span.range(), holds: true, text });
        end(format!("{name} begins"));
        inside(self);
        self.pieces.push(Piece { place: span.range(), holds: true, text: format!("{name} ends") });
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        let span = block.span;
        match &block.kind {
            BlockKind::Heading { level, content, id } => self.holder(span, "heading", |o| {
                o.leaf(o.marks(span), format!("level {level}"));
                o.inlines(content);
                o.leaf(span.range().end..span.range().end, format!("{id:?}"));
            }),
            BlockKind::Paragraph(content) => self.holder(span, "paragraph", |o| o.inlines(content)),
            BlockKind::List { ordered, tight, items } => {
                let name = format!("list {ordered:?} {}", if *tight { "tight" } else { "loose" });
                self.holder(span, &name, |o| {
                    for item in items {
                        o.holder(item.span, &format!("item {:?}", item.task), |o| o.blocks(&item.blocks));
                    }
                });
            }
            BlockKind::Table(table) => {
                self.holder(span, &format!("table {:?}", table.align), |o| o.table(table));
            }
            BlockKind::Quote(inner) => self.holder(span, "quote", |o| o.blocks(inner)),
            BlockKind::Alert { kind, blocks, .. } => {
                self.holder(span, &format!("alert {kind:?}"), |o| o.blocks(blocks));
            }
            BlockKind::Zone { audiences, blocks } => {
                self.holder(span, &format!("zone {audiences:?}"), |o| o.blocks(blocks));
            }
            BlockKind::Div { class, blocks } => {
                self.holder(span, &format!("div {class}"), |o| o.blocks(blocks));
            }
            BlockKind::Footnote { label, blocks } => {
                self.holder(span, &format!("footnote {label}"), |o| o.blocks(blocks));
            }
            kind => self.leaf_block(span, kind),
        }
    }

    fn leaf_block(&mut self, span: Span, kind: &BlockKind) {
        match kind {
            BlockKind::Code { language, text } => {
                self.holder(span, &format!("code {language:?}"), |o| o.leaf(span.range(), text));
            }
            BlockKind::Include { target } => {
                self.holder(span, "include", |o| o.leaf(o.within(span, target), target));
            }
            BlockKind::Video(target) => {
                self.holder(span, "video", |o| o.leaf(o.within(span, target), target));
            }
            BlockKind::Html(html) => self.leaf(span.range(), format!("html {html}")),
            _ => self.leaf(span.range(), "rule"),
        }
    }

    fn table(&mut self, table: &Table) {
        for cell in &table.head {
            self.holder(cell.span, "head", |o| o.inlines(&cell.content));
        }
        for row in &table.rows {
            self.holder(row.span, "row", |o| {
                for cell in &row.cells {
                    // A cell that the line does not have stands nowhere.
                    let inside = row.span.start <= cell.span.start && cell.span.end <= row.span.end;
                    let span = if inside { cell.span } else { row.span };
                    o.holder(span, "cell", |o| o.inlines(&cell.content));
                }
            });
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        content.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        let span = inline.span;
        match &inline.kind {
            InlineKind::Text(text) => self.words(span, text),
            InlineKind::Emphasis(content) => self.holder(span, "emphasis", |o| o.inlines(content)),
            InlineKind::Strong(content) => self.holder(span, "strong", |o| o.inlines(content)),
            InlineKind::Strike(content) => self.holder(span, "strike", |o| o.inlines(content)),
            InlineKind::Link { target, title, content } => self.holder(span, "link", |o| {
                o.inlines(content);
                o.leaf(o.within(span, target), target);
                o.leaf(o.within(span, title), title);
            }),
            InlineKind::Image { target, title, alt } => self.holder(span, "image", |o| {
                o.leaf(o.within(span, alt), alt);
                o.leaf(o.within(span, target), target);
                o.leaf(o.within(span, title), title);
            }),
            InlineKind::SoftBreak => {}
            InlineKind::HardBreak => self.leaf(span.range(), "break"),
            InlineKind::Code(text) => self.leaf(span.range(), format!("code {text}")),
            InlineKind::Html(html) => self.leaf(span.range(), format!("html {html}")),
            InlineKind::FootnoteRef(label) => self.leaf(span.range(), format!("note {label}")),
        }
    }

    /// The words of a text, each at its own place, so that an edit in one of them leaves the others strict.
    fn words(&mut self, span: Span, text: &str) {
        let (mut at, end) = (span.range().start, span.range().end);
        let mut word: Option<Piece> = None;
        for c in text.chars() {
            let place = self.written(at..end, c);
            at = place.end;
            if c.is_whitespace() {
                self.pieces.extend(word.take());
                continue;
            }
            let word = word.get_or_insert(Piece { place: place.clone(), holds: false, text: String::new() });
            word.place.end = place.end;
            word.text.push(c);
        }
        self.pieces.extend(word);
    }

    /// How a sign of a text is written: as itself, behind a backslash, as an entity, behind the marks of a line.
    fn written(&self, left: Range<usize>, c: char) -> Range<usize> {
        let rest = self.text.get(left.clone()).unwrap_or("");
        if rest.starts_with('&')
            && let Some(end) = rest.find(';').filter(|end| *end < 12 && c != '&')
        {
            return left.start..left.start + end + 1;
        }
        match rest.find(c) {
            Some(skipped) => left.start + skipped..left.start + skipped + c.len_utf8(),
            None => left.start..left.start,
        }
    }

    /// The `#` signs of a heading.
    fn marks(&self, span: Span) -> Range<usize> {
        let text = self.text.get(span.range()).unwrap_or("");
        let start = span.range().start + (text.len() - text.trim_start().len());
        start..start + text.trim_start().bytes().take_while(|b| *b == b'#').count()
    }

    /// The last place of `needle` in a span; the whole span if it is written otherwise.
    fn within(&self, span: Span, needle: &str) -> Range<usize> {
        let text = self.text.get(span.range()).unwrap_or("");
        match text.rfind(needle) {
            Some(at) => span.range().start + at..span.range().start + at + needle.len(),
            None => span.range(),
        }
    }

    fn node(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Null => self.leaf(node.span.range(), "nothing"),
            NodeKind::Scalar(text, _) => self.leaf(node.span.range(), text),
            NodeKind::List(items) => {
                self.holder(node.span, "list", |o| items.iter().for_each(|item| o.node(item)));
            }
            NodeKind::Map(entries) => self.holder(node.span, "mapping", |o| {
                for (key, value) in entries {
                    o.leaf(key.span.range(), format!("{}:", key.value));
                    o.node(value);
                }
            }),
        }
    }
}
