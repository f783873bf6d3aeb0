//! The Markdown room and its two writers. In: `tests/markdown/*.md`. Out: each page's tree and findings
//! (`.tree`), its HTML (`.html`) and its twin (`.twin`) as accepted with `BLESS=1`; laws for random input and
//! for a library given by `GAMEPLAN_LIBRARY`. Never: a page that nobody has read the output of.

#![allow(clippy::unwrap_used, clippy::print_stderr, missing_docs)]

use gameplan::diagnostic::Findings;
use gameplan::model::audience::{Audiences, Viewer};
use gameplan::model::links::{Href, LinkTable};
use gameplan::model::prose::{Block, BlockKind, Cell, Inline, InlineKind, plain};
use gameplan::model::raw_html::{Piece, pieces};
use gameplan::model::slug::{Slugger, slug, words};
use gameplan::parse::markdown::{MAX_DEPTH, Words, blocks};
use gameplan::render::prose::{Context, html, inline_html, inline_markdown, markdown, relative};
use gameplan::source::{SourceFile, SourceId, Span};
use proptest::prelude::*;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown");
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    all.retain(|p| p.extension().is_some_and(|e| e == "md"));
    all.sort();
    assert!(!all.is_empty());
    all
}

fn file(text: &str) -> SourceFile {
    SourceFile::new(SourceId(7), "page.md".into(), text.into())
}

fn parse(file: &SourceFile) -> (Vec<Block>, Findings) {
    let audiences = Audiences::default();
    let alerts = HashMap::from([("hinweis".to_string(), "NOTE".to_string()), ("注意".into(), "CAUTION".into())]);
    let mut findings = Findings::default();
    let tree =
        blocks(file, 0..file.text.len(), &Words { audiences: &audiences, alerts: &alerts }, &mut findings);
    findings.sort();
    (tree, findings)
}

fn viewer(name: &str) -> Viewer {
    let audience = Audiences::default().find(name).unwrap();
    Viewer { audience, name: name.into(), partner: None }
}

/// What `resolve` would make of the links: `#…` on the page, known schemes out, `gone…` nowhere, else routes.
fn links(tree: &[Block]) -> LinkTable {
    let mut table = LinkTable::default();
    walk(tree, &mut |inline| {
        if let InlineKind::Link { target, .. } | InlineKind::Image { target, .. } = &inline.kind {
            table.targets.insert(inline.span, href(target));
        }
    });
    table
}

fn href(target: &str) -> Href {
    let known = ["http://", "https://", "mailto:"].iter().any(|s| target.to_lowercase().starts_with(s));
    match target.split_once('#') {
        Some(("", fragment)) => Href::Fragment(fragment.into()),
        _ if known => Href::External(target.into()),
        _ if target.starts_with("gone") || target.contains(':') => Href::Absent,
        Some((route, fragment)) => Href::Route { route: route.into(), fragment: Some(fragment.into()) },
        None => Href::Route { route: target.into(), fragment: None },
    }
}

fn render<T>(links: &LinkTable, viewer: &Viewer, with: impl FnOnce(&Context<'_>) -> T) -> T {
    with(&Context { links, from: "page.html", viewer, include: &|_| None, heading_shift: 0 })
}

fn accept(path: &Path, extension: &str, actual: &str) {
    let path = path.with_extension(extension);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(expected, actual, "{} differs; accept with BLESS=1", path.display());
}

#[test]
fn fixtures_give_the_accepted_trees_and_texts() {
    for path in fixtures() {
        let file = file(&std::fs::read_to_string(&path).unwrap());
        let (tree, findings) = parse(&file);
        let mut text = dump(&tree, &file);
        for finding in &findings.0 {
            let at = file.position(finding.span.start);
            let source = &file.text[finding.span.range()];
            writeln!(text, "{} {}:{} {source:?} {}", finding.code.id, at.line, at.column, finding.message).unwrap();
        }
        accept(&path, "tree", &text);
        let table = links(&tree);
        let partner = viewer("partner");
        render(&table, &partner, |context| {
            accept(&path, "html", &html(&tree, &mut Slugger::default(), context));
            accept(&path, "twin", &markdown(&tree, context));
        });
    }
}

#[test]
fn every_prefix_parses() {
    for path in fixtures() {
        let text = std::fs::read_to_string(&path).unwrap();
        for end in (0..=text.len()).filter(|i| text.is_char_boundary(*i)) {
            laws(&text[..end]);
        }
    }
}

/// What holds for any input: spans lie in the file on character bounds and within their parents, HTML is
/// balanced, the tree is no deeper than the limit.
fn laws(text: &str) {
    let file = file(text);
    let (tree, findings) = parse(&file);
    for finding in &findings.0 {
        assert!(file.text.get(finding.span.range()).is_some(), "{finding:?} in {text:?}");
    }
    check_blocks(&tree, &file, 0);
    let table = links(&tree);
    for name in ["customer", "internal"] {
        let out = render(&table, &viewer(name), |c| html(&tree, &mut Slugger::default(), c));
        balanced(&out);
    }
}

fn check_blocks(tree: &[Block], file: &SourceFile, depth: usize) {
    assert!(depth <= MAX_DEPTH + 2);
    let mut at = 0;
    for block in tree {
        assert!(file.text.get(block.span.range()).is_some(), "{:?}", block.span);
        assert!(at <= block.span.start, "order: {block:?} in {:?}", file.text);
        at = block.span.start;
        let mut check = |inlines: &[Inline]| {
            walk_inlines(inlines, &mut |i| assert!(file.text.get(i.span.range()).is_some(), "{i:?}"));
        };
        match &block.kind {
            BlockKind::Paragraph(c) | BlockKind::Heading { content: c, .. } => check(c),
            BlockKind::Table(t) => {
                t.rows.iter().for_each(|r| assert_eq!(r.cells.len(), t.head.len(), "{t:?}"));
                cells(t).for_each(|c| check(&c.content));
            }
            _ => {}
        }
        children(block).into_iter().for_each(|c| check_blocks(c, file, depth + 1));
    }
}

fn balanced(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1) {
        let name = tag.split(['>', ' ']).next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{html}"),
            None if ["br", "hr", "img", "input"].contains(&name) => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?} in {html}");
}

fn children(block: &Block) -> Vec<&[Block]> {
    match &block.kind {
        BlockKind::Quote(b)
        | BlockKind::Alert { blocks: b, .. }
        | BlockKind::Zone { blocks: b, .. }
        | BlockKind::Div { blocks: b, .. }
        | BlockKind::Footnote { blocks: b, .. } => vec![b],
        BlockKind::List { items, .. } => items.iter().map(|i| i.blocks.as_slice()).collect(),
        _ => Vec::new(),
    }
}

fn cells(table: &gameplan::model::prose::Table) -> impl Iterator<Item = &Cell> {
    table.head.iter().chain(table.rows.iter().flat_map(|r| &r.cells))
}

fn walk(tree: &[Block], see: &mut impl FnMut(&Inline)) {
    for block in tree {
        match &block.kind {
            BlockKind::Paragraph(c) | BlockKind::Heading { content: c, .. } => walk_inlines(c, see),
            BlockKind::Table(t) => cells(t).for_each(|c| walk_inlines(&c.content, see)),
            _ => {}
        }
        children(block).into_iter().for_each(|c| walk(c, see));
    }
}

fn walk_inlines(inlines: &[Inline], see: &mut impl FnMut(&Inline)) {
    for inline in inlines {
        see(inline);
        if let InlineKind::Emphasis(c) | InlineKind::Strong(c) | InlineKind::Strike(c) = &inline.kind {
            walk_inlines(c, see);
        }
        if let InlineKind::Link { content, .. } = &inline.kind {
            walk_inlines(content, see);
        }
    }
}

/// The tree as text: one line a block, with line and columns, indented by depth.
fn dump(tree: &[Block], file: &SourceFile) -> String {
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
        InlineKind::Link { target, title, content } => format!("link({target:?} {title:?} {})", show(content)),
        InlineKind::Image { target, title, alt } => format!("image({target:?} {title:?} {alt:?})"),
        InlineKind::SoftBreak => " / ".into(),
        InlineKind::HardBreak => " // ".into(),
        InlineKind::Html(text) => format!("html({text:?})"),
        InlineKind::FootnoteRef(label) => format!("note({label:?})"),
    }
}
