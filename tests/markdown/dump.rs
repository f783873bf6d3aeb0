//! A tree as text. In: blocks and their file. Out: what `.tree` files hold. Never: leaves anything out.

use super::walk::children;
use gameplan::model::prose::{Block, BlockKind, Cell, Inline, InlineKind};
use gameplan::source::{SourceFile, Span};
use std::fmt::Write as _;

/// The tree as text: one line a block, with line and columns, indented by depth.
pub(crate) fn dump(tree: &[Block], file: &SourceFile) -> String {
    let mut out = String::new();
    dump_blocks(tree, file, 0, &mut out);
    out
}

fn place(span: Span, file: &SourceFile) -> String {
    let (from, to) = (file.position(span.start), file.position(span.end));
    format!("{}:{}-{}:{}", from.line, from.column, to.line, to.column)
}

fn dump_blocks(tree: &[Block], file: &SourceFile, depth: usize, out: &mut String) {
    for block in tree {
        let pad = "  ".repeat(depth);
        let at = place(block.span, file);
        let line = match &block.kind {
            BlockKind::Heading { level, content, id } => {
                let id = id.as_ref().map(|i| format!(" #{i}")).unwrap_or_default();
                format!("h{level}{id} {}", show(content))
            }
            BlockKind::Paragraph(content) => format!("p {}", show(content)),
            BlockKind::List { ordered, tight, .. } => format!("list {ordered:?} tight={tight}"),
            BlockKind::Quote(_) => "quote".into(),
            BlockKind::Alert { kind, word, .. } => format!("alert {kind:?} {word:?}"),
            BlockKind::Code { language, text } => format!("code {language:?} {text:?}"),
            BlockKind::Table(table) => format!("table {:?}", table.align),
            BlockKind::Rule => "rule".into(),
            BlockKind::Html(text) => format!("html {text:?}"),
            BlockKind::Zone { audiences, .. } => format!("zone {:03b}", audiences.0),
            BlockKind::Include { target } => format!("include {target:?}"),
            BlockKind::Video(url) => format!("video {url:?}"),
            BlockKind::Div { class, .. } => format!("div {class:?}"),
            BlockKind::Footnote { label, .. } => format!("footnote {label:?}"),
        };
        writeln!(out, "{pad}{line} @{at}").unwrap();
        match &block.kind {
            BlockKind::List { items, .. } => {
                for item in items {
                    let task = item.task.map(|t| format!(" task={t}")).unwrap_or_default();
                    writeln!(out, "{pad}  item{task} @{}", place(item.span, file)).unwrap();
                    dump_blocks(&item.blocks, file, depth + 2, out);
                }
            }
            BlockKind::Table(table) => {
                let line = |cells: &[Cell]| {
                    let cell = |c: &Cell| format!("{} «{}»", show(&c.content), &file.text[c.span.range()]);
                    cells.iter().map(cell).collect::<Vec<_>>().join(" | ")
                };
                writeln!(out, "{pad}  head {}", line(&table.head)).unwrap();
                for row in &table.rows {
                    writeln!(out, "{pad}  row {} @{}", line(&row.cells), place(row.span, file)).unwrap();
                }
            }
            _ => children(block).into_iter().for_each(|c| dump_blocks(c, file, depth + 1, out)),
        }
    }
}

fn show(inlines: &[Inline]) -> String {
    inlines.iter().map(show_one).collect::<Vec<_>>().join("")
}

fn show_one(inline: &Inline) -> String {
    match &inline.kind {
        InlineKind::Text(text) => format!("{text:?}"),
        InlineKind::Code(text) => format!("code({text:?})"),
        InlineKind::Emphasis(c) => format!("em({})", show(c)),
        InlineKind::Strong(c) => format!("strong({})", show(c)),
        InlineKind::Strike(c) => format!("strike({})", show(c)),
        InlineKind::Link { target, title, content } => {
            format!("link({target:?} {title:?} {})", show(content))
        }
        InlineKind::Image { target, title, alt } => format!("image({target:?} {title:?} {alt:?})"),
        InlineKind::SoftBreak => " / ".into(),
        InlineKind::HardBreak => " // ".into(),
        InlineKind::Html(text) => format!("html({text:?})"),
        InlineKind::FootnoteRef(label) => format!("note({label:?})"),
    }
}
