//! What leads nowhere, once a place and not once an audience. In: Catalog, sources, the pages to look at.
//! Out: findings. Never: one for an excluded page that nobody named.

mod anchors;
mod dead;
mod entries;
mod paths;

use super::Library;
use crate::diagnostic::{Diagnostic, Safety, Severity, codes};
use crate::model::audience::{AudienceId, AudienceSet};
use crate::model::catalog::Catalog;
use crate::model::nearest::{Near, nearest};
use crate::model::prose::{Block, BlockKind, Inline, InlineKind};
use crate::resolve::links::{INCLUDE_DEPTH, children, find, inlines};
use crate::resolve::target::{self, Target};
use crate::resolve::tree::{Node, Tree};
use crate::source::{SourceMap, Span};
use std::collections::{BTreeSet, HashMap, HashSet};

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

struct Check<'a> {
    catalog: &'a Catalog,
    sources: &'a SourceMap,
    /// One per audience, widest first.
    trees: &'a [(AudienceId, Tree)],
    /// What fragments can name on a page, once a page.
    anchors: HashMap<usize, Vec<&'a str>>,
    /// The nearest of them, once a page and wrong fragment.
    near: HashMap<(usize, String), Option<Near<&'a str>>>,
    found: Vec<Diagnostic>,
    seen: HashSet<(Span, &'static str)>,
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
        Self {
            catalog,
            sources,
            trees: library.trees(),
            anchors: HashMap::new(),
            near: HashMap::new(),
            found: Vec::new(),
            seen: HashSet::new(),
        }
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
