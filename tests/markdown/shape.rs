//! What a page and its twin have in common. In: blocks. Out: text to compare. Never: spans and targets.

use super::viewer;
use gameplan::model::prose::{Block, BlockKind, Cell, Inline, InlineKind};
use gameplan::model::raw_html::{Piece, pieces};
use std::fmt::Write as _;

/// The page as far as its twin keeps it: text and structure for one reader, without links' targets, spans,
/// comments; raw HTML that is not allowed as text; blanks folded.
pub(crate) fn shape(tree: &[Block], depth: usize, out: &mut String) {
    for block in tree {
        let pad = "  ".repeat(depth);
        let inner = |name: String, blocks: &[Block], out: &mut String| {
            writeln!(out, "{pad}{name}").unwrap();
            shape(blocks, depth + 1, out);
        };
        match &block.kind {
            BlockKind::Zone { blocks, audiences } if audiences.has(viewer("internal").audience) => {
                shape(blocks, depth, out);
            }
            BlockKind::Zone { .. } | BlockKind::Include { .. } => {}
            BlockKind::Heading { level, content, id } => {
                writeln!(out, "{pad}h{level} {id:?} {}", fold(content)).unwrap();
            }
            BlockKind::Paragraph(content) if fold(content).is_empty() => {}
            BlockKind::Paragraph(content) => writeln!(out, "{pad}p {}", fold(content)).unwrap(),
            BlockKind::Html(text) if folded_html(text).is_empty() => {}
            BlockKind::Html(text) => writeln!(out, "{pad}p {}", folded_html(text)).unwrap(),
            BlockKind::List { ordered, items, .. } => {
                for item in items {
                    inner(
                        format!("{} {:?}", if ordered.is_some() { "1." } else { "-" }, item.task),
                        &item.blocks,
                        out,
                    );
                }
            }
            BlockKind::Table(table) => {
                let row =
                    |cells: &[Cell]| cells.iter().map(|c| fold(&c.content)).collect::<Vec<_>>().join(" | ");
                writeln!(out, "{pad}table {:?} {}", table.align, row(&table.head)).unwrap();
                table.rows.iter().for_each(|r| writeln!(out, "{pad}  row {}", row(&r.cells)).unwrap());
            }
            BlockKind::Quote(blocks) => inner("quote".into(), blocks, out),
            BlockKind::Alert { kind, blocks, .. } => inner(format!("alert {kind:?}"), blocks, out),
            BlockKind::Div { class, blocks } => inner(format!("div {class}"), blocks, out),
            BlockKind::Footnote { label, blocks } => inner(format!("note {label}"), blocks, out),
            BlockKind::Code { language, text } => writeln!(out, "{pad}code {language:?} {text:?}").unwrap(),
            BlockKind::Rule => writeln!(out, "{pad}rule").unwrap(),
            BlockKind::Video(url) if url.starts_with("http") => writeln!(out, "{pad}video").unwrap(),
            BlockKind::Video(url) => writeln!(out, "{pad}p {url}").unwrap(),
        }
    }
}

fn fold(inlines: &[Inline]) -> String {
    let mut out = String::new();
    shape_inlines(inlines, &mut out);
    let folded = out.split_whitespace().collect::<Vec<_>>().join(" ");
    folded.trim_end_matches([' ', '⏎']).to_string()
}

fn shape_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        let mut inner = |name: &str, content: &[Inline]| {
            let start = out.len();
            shape_inlines(content, out);
            let inner = out.split_off(start);
            let text = inner.trim();
            let blank = |side: bool| if side { " " } else { "" };
            let (head, tail) = (blank(inner.starts_with(' ')), blank(inner.ends_with(' ')));
            let link = name.starts_with("⟨link");
            match text.is_empty() && !link {
                true => out.push_str(&inner),
                false => write!(out, "{head}{name}{text}⟩{tail}").unwrap(),
            }
        };
        match &inline.kind {
            InlineKind::Text(text) => out.push_str(text),
            InlineKind::Code(text) => write!(out, "⟨code {text}⟩").unwrap(),
            InlineKind::Emphasis(c) => inner("⟨em ", c),
            InlineKind::Strong(c) => inner("⟨strong ", c),
            InlineKind::Strike(c) => inner("⟨strike ", c),
            InlineKind::Link { content, title, .. } => inner(&format!("⟨link {title} "), content),
            InlineKind::Image { alt, title, .. } => write!(out, "⟨image {alt} {title}⟩").unwrap(),
            InlineKind::SoftBreak => out.push(' '),
            InlineKind::HardBreak => out.push_str(" ⏎ "),
            InlineKind::Html(html) => out.push_str(&folded_html(html)),
            InlineKind::FootnoteRef(label) => write!(out, "⟨note {label}⟩").unwrap(),
        }
    }
}

fn folded_html(html: &str) -> String {
    let text: String = pieces(html)
        .into_iter()
        .map(|piece| match piece {
            Piece::Comment(_) => String::new(),
            Piece::Text(text) | Piece::Unknown(text) => {
                text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
            }
            Piece::Tag { name, source, .. } if source.starts_with("</") => format!("</{name}>"),
            Piece::Tag { name, .. } => format!("<{name}>"),
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
