//! One audience's root while it is built: what is kept, the engine, the publisher, the fence.
//! In: the library, a viewer. Out: artifacts accepted one by one; leaks counted. Never: published here.

use super::load::Loaded;
use super::sink::{Desk, Sink};
use crate::diagnostic::Diagnostic;
use crate::document::{Format, Scope};
use crate::error::Result;
use crate::guard::Forbidden;
use crate::model::audience::Viewer;
use crate::model::date::Date;
use crate::model::prose::{Block, Fragment};
use crate::model::slug::Slugger;
use crate::render::prose::{self, Body, Context, Decor, Home};
use crate::render::{Artifact, Engine, Fragments};
use crate::resolve::Resolved;
use crate::source::Span;
use std::sync::Mutex;

/// The route that fragments are rendered for: every handout lies two folders deep.
const HANDOUT: &str = "customers/x/checklist.html";

/// A root in the making.
pub(super) struct Root<'a> {
    /// For whom.
    pub viewer: Viewer,
    /// Pages and links.
    pub resolved: Resolved,
    /// Templates.
    pub engine: Engine,
    /// Where artifacts go.
    pub publisher: Sink,
    /// What may not stand in it; none for the narrowest audience.
    pub fence: Option<Forbidden>,
    /// Leaks found so far.
    pub leaks: Mutex<Vec<Diagnostic>>,
    library: &'a Loaded,
    as_of: Date,
}

impl<'a> Root<'a> {
    /// Puts a root together. Errors: a template that cannot be read.
    pub(super) fn new(
        library: &'a Loaded,
        viewer: Viewer,
        resolved: Resolved,
        publisher: impl Into<Sink>,
        fence: Option<Forbidden>,
        as_of: Date,
    ) -> Result<Self> {
        let fragments = fragments(library, &viewer, &resolved);
        let engine = Engine::new(&viewer.folder(), fragments, &library.templates)?;
        let publisher = publisher.into();
        Ok(Self { viewer, resolved, engine, publisher, fence, leaks: Mutex::new(Vec::new()), library, as_of })
    }

    /// A root that keeps the one artifact that is asked for. `handouts`: with the library's fragments, which
    /// only customers' documents print. Errors: a template that cannot be read.
    pub(super) fn desk(
        library: &'a Loaded,
        viewer: Viewer,
        resolved: Resolved,
        handouts: bool,
        as_of: Date,
    ) -> Result<Self> {
        let fragments = if handouts { fragments(library, &viewer, &resolved) } else { Fragments::default() };
        let engine = Engine::new(&viewer.folder(), fragments, &library.templates)?;
        let (publisher, leaks) = (Sink::Desk(Desk::default()), Mutex::new(Vec::new()));
        Ok(Self { viewer, resolved, engine, publisher, fence: None, leaks, library, as_of })
    }

    /// What documents are composed from.
    pub(super) fn scope(&self) -> Scope<'_> {
        Scope { catalog: &self.library.catalog, viewer: &self.viewer, as_of: self.as_of }
    }

    /// Searches an artifact for what may not leave, and hands it to the publisher.
    pub(super) fn accept(&self, artifact: Artifact) -> Result<()> {
        if let Some(fence) = &self.fence {
            let found = fence.find(&artifact);
            if !found.is_empty() {
                let mut leaks = self.leaks.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                leaks.extend(found);
            }
        }
        self.publisher.accept(artifact)
    }

    /// A page's blocks as HTML with its additions, and as its Markdown twin.
    pub(super) fn prose(&self, blocks: &[Block], route: &str, decor: &Decor) -> [Body; 2] {
        self.reads(route, |cx| {
            let markdown = Body { text: prose::markdown(blocks, cx), head: 0 };
            [prose::page_html(blocks, &mut Slugger::default(), cx, decor), markdown]
        })
    }

    /// What the page at `route` is rendered with.
    pub(super) fn reads<T>(&self, route: &str, with: impl FnOnce(&Context<'_>) -> T) -> T {
        let include = |span: Span| self.included(span);
        with(&Context {
            links: &self.resolved.links,
            from: route,
            viewer: &self.viewer,
            include: &include,
            heading_shift: 0,
            home: Home::Here,
        })
    }

    /// The blocks of an include that the viewer may read.
    pub(super) fn included(&self, span: Span) -> Option<&'a [Block]> {
        included(self.library, &self.resolved, span)
    }
}

fn included<'a>(library: &'a Loaded, resolved: &Resolved, span: Span) -> Option<&'a [Block]> {
    let page = *resolved.includes.get(&span)?;
    Some(&library.catalog.pages[page].blocks)
}

/// Every fragment of the library for one audience, once for all its customers.
fn fragments(library: &Loaded, viewer: &Viewer, resolved: &Resolved) -> Fragments {
    let include = |span: Span| included(library, resolved, span);
    let (links, include) = (&resolved.links, &include);
    let pages = library.catalog.fragments.iter().enumerate().map(|(page, own)| {
        let home = Home::Elsewhere(resolved.routes.get(&page).map(String::as_str));
        let cx = Context { links, from: HANDOUT, viewer, include, heading_shift: 3, home };
        own.iter().map(|fragment| piece(fragment, &cx)).unzip()
    });
    let (html, markdown) = pages.unzip();
    Fragments { html, markdown }
}

/// A fragment as HTML and as Markdown.
fn piece(fragment: &Fragment, cx: &Context<'_>) -> (String, String) {
    match fragment {
        Fragment::Inline(content) => {
            (prose::inline_html(content, cx), one_line(&prose::inline_markdown(content, cx)))
        }
        Fragment::Blocks(blocks) => {
            (prose::html(blocks, &mut Slugger::default(), cx), prose::markdown(blocks, cx))
        }
    }
}

/// A line of a Markdown checklist is one line: breaks become blanks.
fn one_line(text: &str) -> String {
    let parts = text.lines().map(|l| l.trim().trim_end_matches('\\').trim_end());
    parts.filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Both formats in the order that [`Root::prose`] gives them.
pub(super) const FORMATS: [Format; 2] = [Format::Html, Format::Markdown];
