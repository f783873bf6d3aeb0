//! What leads nowhere, once a place and not once an audience. In: Catalog, sources, the pages to look at.
//! Out: findings. Never: one for an excluded page that nobody named.

mod dead;
mod entries;

use super::Library;
use crate::diagnostic::{Diagnostic, Safety, Severity, codes};
use crate::model::audience::{AudienceId, AudienceSet};
use crate::model::catalog::Catalog;
use crate::model::nearest::{Near, near, nearest};
use crate::model::page::Page;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind};
use crate::resolve::links::{INCLUDE_DEPTH, children, find, inlines};
use crate::resolve::near;
use crate::resolve::target::{self, PathTarget, Target};
use crate::resolve::tree::{Node, Tree};
use crate::resolve::{Clash, Resolved};
use crate::source::{SourceId, SourceMap, Span};
use std::collections::BTreeSet;

/// Findings about links, images and includes of these pages (indices); none: every page with a route.
pub fn findings(library: &Library<'_>, selected: Option<&BTreeSet<usize>>) -> Vec<Diagnostic> {
    let catalog = library.catalog;
    let mut check = Check::new(library);
    for (idx, page) in catalog.pages.iter().enumerate() {
        if selected.map_or(page.routed, |named| named.contains(&idx)) {
            let narrowest = AudienceSet::only(catalog.settings.audiences.narrowest());
            let readers = if page.audiences.is_empty() { narrowest } else { page.audiences };
            check.blocks(&page.blocks, &mut vec![idx], readers);
        }
    }
    check.found
}

/// Findings about the entries of tables of contents: what leads nowhere in every audience's root.
pub fn entry_findings(library: &Library<'_>) -> Vec<Diagnostic> {
    let mut check = Check::new(library);
    for toc in &library.catalog.tocs {
        check.contents(toc);
    }
    check.found
}

/// Pages that one audience's root has on one route: the first by path stays, the other is left out.
pub fn clashes(catalog: &Catalog, sources: &SourceMap, resolved: &Resolved) -> Vec<Diagnostic> {
    let first_line =
        |source: SourceId| Span::new(source, 0..sources.get(source).map_or(0, |file| file.line_range(1).end));
    let finding = |clash: &Clash| {
        let (kept, left) = (&catalog.pages[clash.kept], &catalog.pages[clash.left_out]);
        let message = format!(
            "`{}` and `{}` both become `{}` for `{}`",
            kept.path, left.path, clash.route, resolved.viewer.name
        );
        Diagnostic::new(&codes::PATH_CLASH, first_line(left.source), message)
            .label(first_line(kept.source), "the other page")
            .help("rename one of them, or give them different audiences")
    };
    resolved.clashes.iter().map(finding).collect()
}

struct Check<'a> {
    catalog: &'a Catalog,
    sources: &'a SourceMap,
    /// One per audience, widest first.
    trees: &'a [(AudienceId, Tree)],
    found: Vec<Diagnostic>,
    seen: BTreeSet<(Span, &'static str)>,
}

/// A target in its place.
struct Use<'a> {
    /// The link, image or include.
    span: Span,
    written: &'a str,
    /// `link`, `image`, `include`, `entry`.
    what: &'static str,
    /// The file that holds it.
    from: &'a str,
    /// Who reads the place.
    readers: AudienceSet,
    /// True if the place itself has a route, so that what it names needs one.
    routed: bool,
}

impl<'a> Check<'a> {
    fn new(library: &'a Library<'_>) -> Self {
        let (catalog, sources) = (library.catalog, library.sources);
        Self { catalog, sources, trees: library.trees(), found: Vec::new(), seen: BTreeSet::new() }
    }

    fn blocks(&mut self, blocks: &'a [Block], files: &mut Vec<usize>, readers: AudienceSet) {
        for block in blocks {
            match &block.kind {
                BlockKind::Zone { audiences, blocks } => self.blocks(blocks, files, *audiences),
                BlockKind::Include { target } => self.include(block.span, target, files, readers),
                kind => {
                    inlines(kind).into_iter().for_each(|i| self.inlines(i, files, readers, None));
                    children(kind).into_iter().for_each(|b| self.blocks(b, files, readers));
                }
            }
        }
    }

    fn inlines(
        &mut self,
        inlines: &'a [Inline],
        files: &[usize],
        readers: AudienceSet,
        around: Option<&str>,
    ) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Link { target, content, .. } => {
                    self.target(inline.span, target, "link", files, readers);
                    self.inlines(content, files, readers, Some(target));
                }
                // A picture that links to itself is one problem, not two.
                InlineKind::Image { target, .. } if around != Some(target.as_str()) => {
                    self.target(inline.span, target, "image", files, readers);
                }
                InlineKind::Emphasis(c) | InlineKind::Strong(c) | InlineKind::Strike(c) => {
                    self.inlines(c, files, readers, around);
                }
                _ => {}
            }
        }
    }

    fn include(&mut self, span: Span, written: &'a str, files: &mut Vec<usize>, readers: AudienceSet) {
        let place = self.place(span, written, "include", files, readers);
        let trees = self.trees.iter().filter(|(id, _)| readers.has(*id));
        let page = trees.map(|(_, tree)| find(self.catalog, tree, files, written)).find_map(|f| match f?.0 {
            Node::Page(idx) => Some(idx),
            _ => None,
        });
        let Some(idx) = page else { return self.path_or_missing(&place) };
        self.path_or_missing(&place);
        let page = &self.catalog.pages[idx];
        let readers = readers.and(page.audiences);
        // `parse` says which includes reach themselves or lie too deep.
        if !readers.is_empty() && !files.contains(&idx) && files.len() <= INCLUDE_DEPTH {
            files.push(idx);
            self.blocks(&page.blocks, files, readers);
            files.pop();
        }
    }

    fn target(
        &mut self,
        span: Span,
        written: &'a str,
        what: &'static str,
        files: &[usize],
        readers: AudienceSet,
    ) {
        let place = self.place(span, written, what, files, readers);
        match target::read(written, &self.catalog.settings.site.hosts) {
            Target::External => {}
            Target::Fragment(fragment) => self.anchor(&place, &fragment, files[0]),
            Target::Empty => {
                self.missing(&place, format!("the {what} leads nowhere: it has no target"), None);
            }
            Target::Mail(address) => {
                let message = format!("`{written}` is a mail address without `mailto:`");
                self.missing(&place, message, Some(format!("write `mailto:{address}`")));
            }
            Target::Scheme(scheme) => {
                let near = nearest(scheme, ["https", "http", "mailto", "tel"]);
                let message = format!("`{scheme}:` is no kind of address that readers can open");
                self.missing(&place, message, near.map(|n| format!("did you mean `{n}:`?")));
            }
            Target::Path(_) => self.path_or_missing(&place),
        }
    }

    fn place(
        &self,
        span: Span,
        written: &'a str,
        what: &'static str,
        files: &[usize],
        readers: AudienceSet,
    ) -> Use<'a> {
        let page = |idx: usize| &self.catalog.pages[idx];
        let from = page(files[files.len() - 1]).path.as_str();
        Use { span, written, what, from, readers, routed: page(files[0]).routed }
    }

    /// Looks a path up in the roots of its readers.
    fn path_or_missing(&mut self, place: &Use<'a>) {
        let Target::Path(path) = target::read(place.written, &self.catalog.settings.site.hosts) else {
            return self.missing(place, format!("the include names no file: `{}`", place.written), None);
        };
        let folder = target::folder(place.from);
        let mine = |(id, _): &&(AudienceId, Tree)| place.readers.has(*id);
        let found = self.trees.iter().filter(mine).find_map(|(_, tree)| tree.find(folder, &path));
        match found.map(|f| (f.path.to_string(), f.node, f.other_case)) {
            None if path.own_host => {}
            None => self.nowhere(place, &path),
            Some((file, node, other_case)) => {
                if other_case {
                    self.other_case(place, &path, &file);
                }
                match node {
                    Node::Page(idx) => self.page(place, &path, idx),
                    _ => {
                        self.dead_for_some(place, &path);
                    }
                }
            }
        }
    }

    /// A page that is there: may its readers see it, and has it the heading?
    fn page(&mut self, place: &Use<'a>, path: &PathTarget, idx: usize) {
        let page = &self.catalog.pages[idx];
        let shut = self.catalog.settings.audiences.ids().filter(|id| place.readers.has(*id));
        let shut: Vec<AudienceId> = shut.filter(|id| is_narrower(self.catalog, page, *id)).collect();
        if place.what != "include" && place.routed && !page.routed {
            let message =
                format!("the {} leads to `{}`, which the content globs leave out", place.what, page.path);
            self.missing(
                place,
                message,
                Some("link to a page of the site, or take it into `content:`".into()),
            );
        } else if !shut.is_empty() {
            self.narrower(place, page, &shut);
        } else if self.dead_for_some(place, path) {
            // One cause: where the page is not, its headings are not either.
        } else if let Some(fragment) = path.fragment.as_deref().filter(|_| place.what == "link") {
            self.anchor(place, fragment, idx);
        }
    }

    fn narrower(&mut self, place: &Use<'a>, page: &'a Page, shut: &[AudienceId]) {
        let audiences = &self.catalog.settings.audiences;
        let names: Vec<String> = shut.iter().map(|id| format!("`{}`", audiences.name(*id))).collect();
        let result =
            if place.what == "include" { "it renders nothing there" } else { "they see its text only" };
        let message = format!(
            "the {} leads to `{}`, which {} may not read",
            place.what,
            page.path,
            names.join(" and ")
        );
        let mut finding = Diagnostic::new(&codes::NARROWER_TARGET, self.written_span(place), message)
            .help(format!("{result}; widen that page's `ft.audience`, or take the {} out", place.what));
        if let Some(span) = page.audience_span {
            finding = finding.label(span, "who may read it");
        }
        self.push(finding, place);
    }

    fn other_case(&mut self, place: &Use<'a>, path: &PathTarget, file: &str) {
        let span = self.written_span(place);
        let message = format!("`{}` is named `{file}` in other case", path.path);
        let right = match path.absolute {
            true => format!("/{file}"),
            false => target::relative(target::folder(place.from), file),
        };
        let mut finding = Diagnostic::new(&codes::CASE_MISMATCH, span, message)
            .help(format!("write `{right}`: on most servers case counts"));
        let ending = place.written.find(['#', '?']).map_or("", |at| &place.written[at..]);
        if self.sources.text(span) == place.written && !path.own_host {
            finding = finding.fix(Safety::Safe, span, format!("{right}{ending}"));
        }
        self.push(finding, place);
    }

    fn anchor(&mut self, place: &Use<'a>, fragment: &str, page: usize) {
        let page = &self.catalog.pages[page];
        let mut anchors = Vec::new();
        self.anchors(page, &mut anchors, 0);
        if fragment.is_empty()
            || fragment.eq_ignore_ascii_case("top")
            || anchors.iter().any(|a| a == fragment)
        {
            return;
        }
        let message = format!("`{}` has no heading `#{fragment}`", page.path);
        let mut finding = Diagnostic::new(&codes::ANCHOR_MISSING, self.written_span(place), message);
        if let Some(Near { word, alone }) = near(fragment, &anchors) {
            let before = place.written.find('#').map_or("", |at| &place.written[..at]);
            finding = finding.help(format!("did you mean `#{word}`?"));
            finding = self.rewritten(place, finding, format!("{before}#{word}"), alone);
        }
        self.push(finding, place);
    }

    /// Headings and `id`s of a page and its includes.
    fn anchors(&self, page: &Page, out: &mut Vec<String>, depth: usize) {
        out.extend(page.playbook.sections.iter().map(|s| s.anchor.clone()));
        let text = self.sources.get(page.source).map_or("", |f| f.text.as_str());
        out.extend(near::html_ids(text).map(String::from));
        if depth < INCLUDE_DEPTH {
            let paths = page.playbook.includes.iter().filter_map(|i| i.path.as_deref());
            paths.filter_map(|p| self.catalog.page(p)).for_each(|p| self.anchors(p, out, depth + 1));
        }
    }

    /// Nothing of that name in any root of its readers.
    fn nowhere(&mut self, place: &Use<'a>, path: &PathTarget) {
        let folder = target::folder(place.from);
        let Some(full) = target::joined(if path.absolute { "" } else { folder }, &path.path) else {
            let message = format!("the {} `{}` leads out of the library", place.what, place.written);
            return self.missing(place, message, None);
        };
        let audiences = &self.catalog.settings.audiences;
        let others = self.trees.iter().filter(|(_, tree)| tree.find(folder, path).is_some());
        let others: Vec<String> = others.map(|(id, _)| format!("`{}`", audiences.name(*id))).collect();
        if !others.is_empty() {
            let message =
                format!("the {} leads to `{full}`, which only {} has", place.what, others.join(" and "));
            return self.missing(place, message, None);
        }
        let message = format!("the {} leads to `{full}`, which does not exist", place.what);
        let mut finding = self.lost(place, message);
        if let Some((near, alone)) = near::file(self.trees, &full, folder) {
            let ending = place.written.find(['#', '?']).map_or("", |at| &place.written[at..]);
            let right = format!("{near}{ending}");
            finding = finding.help(format!("did you mean `{near}`?"));
            finding = self.rewritten(place, finding, right, alone && !path.absolute && !path.own_host);
        }
        self.push(finding, place);
    }

    /// A finding with the unsafe fix that writes another target, where that is the only one and the old stands as read.
    fn rewritten(&self, place: &Use<'a>, finding: Diagnostic, right: String, alone: bool) -> Diagnostic {
        let span = finding.span;
        match alone && self.sources.text(span) == place.written {
            true => finding.fix(Safety::Unsafe, span, right),
            false => finding,
        }
    }

    fn missing(&mut self, place: &Use<'a>, message: String, help: Option<String>) {
        let finding = Diagnostic { help, ..self.lost(place, message) };
        self.push(finding, place);
    }

    fn lost(&self, place: &Use<'a>, message: String) -> Diagnostic {
        // An entry of a table of contents has a code of its own.
        let code = if place.what == "entry" { &codes::PAGE_ORPHANED } else { &codes::TARGET_MISSING };
        Diagnostic::new(code, self.written_span(place), message).severity(Severity::Error)
    }

    /// Each place once a code, however many pages include it.
    fn push(&mut self, mut finding: Diagnostic, place: &Use<'a>) {
        if self.seen.insert((place.span, finding.code.id)) {
            finding.owner =
                self.catalog.page(place.from).and_then(|p| p.front.text("ft.owner")).map(String::from);
            self.found.push(finding);
        }
    }

    /// The target itself within the construct: the smallest span to edit.
    fn written_span(&self, place: &Use<'a>) -> Span {
        let text = self.sources.text(place.span);
        match text.rfind(place.written).filter(|_| !place.written.is_empty()) {
            Some(at) => {
                let start = place.span.start as usize + at;
                Span::new(place.span.source, start..start + place.written.len())
            }
            None => place.span,
        }
    }
}

/// True if all readers of `page` are narrower than `audience`.
fn is_narrower(catalog: &Catalog, page: &Page, audience: AudienceId) -> bool {
    let mut wider = catalog.settings.audiences.ids().filter(|id| *id <= audience);
    !wider.any(|id| page.audiences.has(id))
}
