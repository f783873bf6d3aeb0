//! The room `resolve`, by data: each `tests/resolve/NAME.txt` holds a small library, `NAME.out` what follows.
//! `BLESS=1` writes what was found; read the diff.
//!
//! A library is a list of files, each opened by `=== PATH` and, for pages, `: AUDIENCES` and `excluded`, `lines`.
//! Pages know headings, links, images, includes and zones; a toc has `name | target` a line, two blanks a level.

#[path = "support/golden.rs"]
mod golden;

use gameplan::diagnostic::Diagnostic;
use gameplan::model::audience::{AudienceId, AudienceSet, Viewer};
use gameplan::model::catalog::{Catalog, Toc, TocEntry};
use gameplan::model::front_matter::FrontMatter;
use gameplan::model::links::Href;
use gameplan::model::page::Page;
use gameplan::model::playbook::{Include, Playbook, Section, SectionKind};
use gameplan::model::prose::{Block, BlockKind, Inline, InlineKind};
use gameplan::resolve::{self, Resolved, TocNode};
use gameplan::rules;
use gameplan::source::{SourceFile, SourceMap, Span, Spanned};
use std::collections::BTreeSet;
use std::fmt::Write as _;

#[test]
fn libraries_resolve_as_written_down() {
    golden::none(
        golden::files("tests/resolve", "txt")
            .into_iter()
            .map(|case| golden::differs(&case.with_extension("out"), &outcome(&golden::text(&case)))),
    );
}

fn outcome(text: &str) -> String {
    let (catalog, sources, named) = library(text);
    let mut out = String::new();
    for id in catalog.settings.audiences.ids() {
        let name = catalog.settings.audiences.name(id).to_string();
        let viewer = Viewer { audience: id, name, partner: None };
        show(&catalog, &sources, &resolve::viewer_tree(&catalog, &viewer), &mut out);
    }
    out.push_str("== findings\n");
    let mut found = rules::links::findings(&rules::Library::new(&catalog, &sources), None);
    found.extend(rules::links::entry_findings(&rules::Library::new(&catalog, &sources)));
    lines(&sources, &found, &mut out);
    if !named.is_empty() {
        out.push_str("== findings of what is named\n");
        lines(
            &sources,
            &rules::links::findings(&rules::Library::new(&catalog, &sources), Some(&named)),
            &mut out,
        );
    }
    out
}

fn lines(sources: &SourceMap, found: &[Diagnostic], out: &mut String) {
    for d in found {
        let at = sources.get(d.span.source).expect("file").position(d.span.start);
        let place =
            format!("{}:{}:{}", sources.place(d.span).rsplit_once(':').expect("line").0, at.line, at.column);
        let help = d.help.as_ref().map_or(String::new(), |h| format!(" | help: {h}"));
        let fix = d.fix.as_ref().map_or(String::new(), |f| format!(" | fix: {}", f.edits[0].text));
        let _ = writeln!(out, "{place} {} `{}`: {}{help}{fix}", d.code.id, sources.text(d.span), d.message);
    }
}

fn show(catalog: &Catalog, sources: &SourceMap, resolved: &Resolved, out: &mut String) {
    let _ = writeln!(out, "== {}", resolved.viewer.name);
    for page in &resolved.kept {
        let _ = writeln!(out, "{} <- {}", resolved.routes[page], catalog.pages[*page].path);
    }
    for (route, file) in &resolved.media {
        let _ = writeln!(out, "medium {route} <- {file}");
    }
    let mut links: Vec<_> = resolved.links.targets.iter().collect();
    links.sort_by_key(|(span, _)| **span);
    for (span, href) in links {
        let include = resolved.includes.get(span).map_or("", |_| " (included)");
        let _ =
            writeln!(out, "{} {} -> {}{include}", sources.place(*span), sources.text(*span), address(href));
    }
    for toc in &resolved.tocs {
        let _ = writeln!(out, "toc of `{}`", toc.folder);
        entries(&toc.nodes, 1, out);
    }
    lines(sources, &rules::clashes::findings(catalog, sources, resolved), out);
}

fn address(href: &Href) -> String {
    match href {
        Href::External(url) => format!("external {url}"),
        Href::Fragment(id) => format!("#{id}"),
        Href::Route { route, fragment: Some(id) } => format!("{route}#{id}"),
        Href::Route { route, fragment: None } => route.clone(),
        Href::Absent => "absent".into(),
    }
}

fn entries(nodes: &[TocNode], depth: usize, out: &mut String) {
    for node in nodes {
        let href = node.href.as_ref().map_or("-".into(), address);
        let _ = writeln!(out, "{}{} -> {href}", "  ".repeat(depth), node.name);
        entries(&node.children, depth + 1, out);
    }
}

/// The catalog of a case, and the pages that are named.
fn library(text: &str) -> (Catalog, SourceMap, BTreeSet<usize>) {
    let mut catalog = Catalog::default();
    catalog.settings.site.hosts = vec!["docs.example.org".into()];
    catalog.settings.customers_dir = "customers".into();
    let mut sources = SourceMap::default();
    let mut named = BTreeSet::new();
    for part in text.split("=== ").skip(1) {
        let (head, body) = part.split_once('\n').unwrap_or((part, ""));
        let (path, flags) = head.split_once(" : ").unwrap_or((head, ""));
        let file = sources.add(path.trim().to_string(), body.to_string());
        if path.ends_with(".md") {
            if flags.contains("named") {
                named.insert(catalog.pages.len());
            }
            catalog.by_path.insert(file.path.clone(), catalog.pages.len());
            catalog.pages.push(page(&file, flags));
        } else if path.ends_with("toc.yml") || path.contains("toc--") {
            catalog.tocs.push(Toc { path: file.path.clone(), entries: toc(&file) });
        } else {
            catalog.media.push(file.path.clone());
        }
    }
    (catalog, sources, named)
}

fn audiences(text: &str) -> AudienceSet {
    let names = ["customer", "partner", "internal"];
    let ids = (0..3).filter(|n| text.contains(names[*n as usize]));
    ids.fold(AudienceSet::default(), |set, n| set.with(AudienceId(n)))
}

fn page(file: &SourceFile, flags: &str) -> Page {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in file.text.split_inclusive('\n') {
        lines.push((at, line.trim_end()));
        at += line.len();
    }
    let mut playbook = Playbook::default();
    let blocks = blocks(file, &mut lines.into_iter(), &mut playbook);
    Page {
        path: file.path.clone(),
        source: file.id,
        front: FrontMatter::default(),
        title: file.path.clone(),
        audiences: audiences(flags),
        audience_span: None,
        blocks: blocks.into(),
        playbook: playbook.into(),
        routed: !flags.contains("excluded"),
        gives_lines: flags.contains("lines"),
        translation_of: None,
        language: None,
    }
}

fn blocks<'a>(
    file: &SourceFile,
    lines: &mut impl Iterator<Item = (usize, &'a str)>,
    playbook: &mut Playbook,
) -> Vec<Block> {
    let mut out = Vec::new();
    while let Some((at, line)) = lines.next() {
        let span = Span::new(file.id, at..at + line.len());
        let content = || inlines(file, at, line);
        let kind = if line == "::: zone-end" {
            return out;
        } else if let Some(zone) = line.strip_prefix("::: zone ") {
            BlockKind::Zone { audiences: audiences(zone), blocks: blocks(file, lines, playbook) }
        } else if let Some(include) = line.strip_prefix("[!INCLUDE ") {
            let target = include.trim_end_matches(")]").split_once("](").expect("include").1.to_string();
            playbook.includes.push(Include { target: target.clone(), path: None, span });
            BlockKind::Include { target }
        } else if let Some(heading) = line.strip_prefix("# ") {
            let anchor = heading.to_lowercase().replace(' ', "-");
            let (kind, heading) = (SectionKind::Other, heading.to_string());
            playbook.sections.push(Section { kind, heading, level: 1, span, anchor, empty: false });
            BlockKind::Heading { level: 1, content: content(), id: None }
        } else {
            BlockKind::Paragraph(content())
        };
        out.push(Block { span, kind });
    }
    out
}

/// Links and images of a line; a link may hold one image.
fn inlines(file: &SourceFile, at: usize, line: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(open) = line[from..].find('[').map(|p| p + from) {
        let nested = line[open..].starts_with("[![");
        let inner_end = line[open..].find(')').map_or(line.len(), |p| open + p + 1);
        let text_end = if nested { inner_end } else { open };
        let Some(mid) = line[text_end..].find("](").map(|p| p + text_end) else { break };
        let end = line[mid..].find(')').map_or(line.len(), |p| mid + p);
        let (target, title) = (line[mid + 2..end].to_string(), String::new());
        let image = !nested && line[..open].ends_with('!');
        let start = if image { open - 1 } else { open };
        let kind = if image {
            InlineKind::Image { target, title, alt: String::new() }
        } else {
            let content =
                if nested { inlines(file, at + open + 1, &line[open + 1..inner_end]) } else { Vec::new() };
            InlineKind::Link { target, title, content }
        };
        out.push(Inline { span: Span::new(file.id, at + start..at + end + 1), kind });
        from = end;
    }
    out
}

fn toc(file: &SourceFile) -> Vec<TocEntry> {
    let mut flat: Vec<(usize, TocEntry)> = Vec::new();
    let mut at = 0;
    for line in file.text.split_inclusive('\n') {
        let depth = line.len() - line.trim_start().len();
        if let Some((name, href)) = line.trim_end().split_once(" |") {
            let start = at + line.find(" |").expect("bar") + 2;
            let lead = href.len() - href.trim_start().len();
            let span = Span::new(file.id, start + lead..start + href.len());
            let href = (!href.trim().is_empty()).then(|| Spanned::new(href.trim().to_string(), span));
            flat.push((depth / 2, TocEntry { name: name.trim().to_string(), href, entries: Vec::new() }));
        }
        at += line.len();
    }
    nest(&mut flat.into_iter().peekable(), 0)
}

fn nest(
    flat: &mut std::iter::Peekable<std::vec::IntoIter<(usize, TocEntry)>>,
    depth: usize,
) -> Vec<TocEntry> {
    let mut out: Vec<TocEntry> = Vec::new();
    while let Some((level, _)) = flat.peek() {
        if *level < depth {
            break;
        } else if *level > depth {
            let children = nest(flat, depth + 1);
            out.last_mut().expect("a parent").entries = children;
        } else if let Some((_, entry)) = flat.next() {
            out.push(entry);
        }
    }
    out
}
