//! What a root holds beside its pages: search, feed, site map, `llms.txt`, 404, stubs at old addresses, headers.
//! In: a [`Root`]. Out: artifacts, all from the kept set. Never: a customer, not even for internal readers.

use super::load::Loaded;
use super::root::{FORMATS, Root};
use super::site::twin;
use crate::document::nav::CONTENTS;
use crate::document::{self, Format, NOT_FOUND, SEARCH, Scope, feed, listing, not_found, search_page};
use crate::error::Result;
use crate::model::Span;
use crate::model::page::Page;
use crate::model::prose::{Block, BlockKind};
use crate::render::prose::{Sections, sections};
use crate::render::search::{self, Entry, FACETS, SEARCH_PAGE, SEARCH_SCRIPT, SEARCH_STYLE};
use crate::render::{self, Artifact, headers, redirects, sitemap, video};
use crate::resolve::redirects::{Place, redirects as old_addresses};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Writes all of it.
pub(super) fn write(library: &Loaded, root: &Root<'_>) -> Result<()> {
    let scope = root.scope();
    let read: Vec<Read<'_>> =
        root.resolved.kept.par_iter().map(|page| Read::new(library, root, *page)).collect();
    let mut out = search_files(root, &scope, &read)?;
    let base = sitemap::base(&library.catalog.settings);
    out.extend(lists(root, &scope, &read, &base)?);
    out.push(render::document(
        &root.engine,
        &NOT_FOUND,
        Format::Html,
        &not_found::compose(&scope, &base, SEARCH_PAGE),
        "404.html",
    )?);
    out.extend(stubs(library, root, &scope)?);
    let paths = paths(root, &out);
    out.extend(headers::files(root.engine.label(), &paths, &video_origins(library, root)));
    out.into_par_iter().try_for_each(|artifact| root.accept(artifact))
}

/// Every file of the root that is no customer's.
fn paths(root: &Root<'_>, beside: &[Artifact]) -> BTreeSet<String> {
    let pages = root.resolved.by_route.keys().map(String::as_str).chain(["index.html", CONTENTS]);
    let pages = pages.flat_map(|route| FORMATS.map(|format| twin(route, format)));
    let others = root.resolved.media.keys().chain(beside.iter().map(|artifact| &artifact.path));
    pages.chain(others.cloned()).collect()
}

/// A kept page and what its reader sees.
struct Read<'a> {
    page: &'a Page,
    route: &'a str,
    sections: Sections,
}

impl<'a> Read<'a> {
    fn new(library: &'a Loaded, root: &'a Root<'_>, idx: usize) -> Self {
        let page = &library.catalog.pages[idx];
        let route = root.resolved.routes[&idx].as_str();
        let sections = root.reads(route, |context| sections(&page.blocks, &page.title, context));
        Self { page, route, sections }
    }

    fn shows(&self, span: Span) -> bool {
        self.sections.shows(span)
    }

    fn entry(&self, scope: &Scope) -> Entry {
        let folders = self.route.rsplit_once('/').map_or("", |(folders, _)| folders);
        let place: Vec<String> =
            folders.split('/').filter(|f| !f.is_empty()).map(document::page::words).collect();
        let includes = self.page.playbook.includes.iter().filter_map(|i| i.path.clone());
        Entry {
            route: self.route.to_string(),
            title: crate::model::prose::fold(&self.page.title),
            language: self.page.language.clone().unwrap_or_else(|| SOURCE_LANGUAGE.into()),
            place: place.join(" / "),
            description: self
                .page
                .front
                .text("description")
                .filter(|d| *d != self.page.title)
                .unwrap_or_default()
                .to_string(),
            facets: search_page::facets(scope.catalog, self.page, &|span| self.shows(span)),
            sections: self.sections.all.clone(),
            sources: std::iter::once(self.page.path.clone()).chain(includes).collect(),
        }
    }
}

/// The language of pages that no language's folder holds.
const SOURCE_LANGUAGE: &str = "en";

fn search_files(root: &Root<'_>, scope: &Scope, read: &[Read<'_>]) -> Result<Vec<Artifact>> {
    let entries: Vec<Entry> = read.par_iter().map(|r| r.entry(scope)).collect();
    let label = root.engine.label();
    let mut out = search::shards(label, &entries, &search_page::synonyms(scope.catalog));
    out.extend(search::files(label));
    let mut folders: Vec<String> = search::languages(&entries).into_iter().collect();
    folders.sort_by_key(|folder| folder != SOURCE_LANGUAGE);
    let view = search_page::compose(scope, &folders, &FACETS, [SEARCH_STYLE, SEARCH_SCRIPT]);
    out.push(render::document(&root.engine, &SEARCH, Format::Html, &view, SEARCH_PAGE)?);
    Ok(out)
}

/// Feed, site map, `llms.txt`.
fn lists(root: &Root<'_>, scope: &Scope, read: &[Read<'_>], base: &str) -> Result<Vec<Artifact>> {
    let shows: Vec<_> = read.iter().map(|r| move |span: Span| r.shows(span)).collect();
    let rows = read.iter().zip(&shows).map(|(r, shows)| (r.page, r.route, shows as &dyn Fn(Span) -> bool));
    let feed = feed::compose(scope, rows);
    let kept: Vec<_> =
        read.iter().map(|r| (r.page, r.route, feed::newest(r.page, &|span| r.shows(span)))).collect();
    let listing = listing::compose(scope, &kept);
    Ok(vec![
        render::feed::feed(&root.engine, &feed, base)?,
        sitemap::sitemap(&root.engine, &listing, base)?,
        render::llms::llms(&root.engine, &listing)?,
    ])
}

fn stubs(library: &Loaded, root: &Root<'_>, scope: &Scope) -> Result<Vec<Artifact>> {
    let (found, _) = old_addresses(&library.catalog.settings, &root.resolved.by_route);
    let stub = |old: &crate::resolve::redirects::Redirect| {
        let address = match &old.to {
            Place::Route { route, fragment } => redirects::address(&old.from, route, fragment.as_deref()),
            Place::External(url) => url.clone(),
        };
        redirects::stub(&root.engine, scope, &old.from, address)
    };
    found.iter().map(stub).collect()
}

/// Origins of the videos that kept pages name, for frames that a click loads.
fn video_origins(library: &Loaded, root: &Root<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for page in &root.resolved.kept {
        origins(&library.catalog.pages[*page].blocks, root, 0, &mut found);
    }
    found
}

/// The deepest nesting that is looked into.
const DEEPEST: u8 = 40;

fn origins(blocks: &[Block], root: &Root<'_>, depth: u8, found: &mut BTreeSet<String>) {
    if depth > DEEPEST {
        return;
    }
    for block in blocks {
        let mut inner = |blocks: &[Block]| origins(blocks, root, depth + 1, found);
        match &block.kind {
            BlockKind::Video(url) => found.extend(video::origin(url)),
            BlockKind::Zone { audiences, blocks } if audiences.has(root.viewer.audience) => inner(blocks),
            BlockKind::Quote(blocks)
            | BlockKind::Alert { blocks, .. }
            | BlockKind::Div { blocks, .. }
            | BlockKind::Footnote { blocks, .. } => inner(blocks),
            BlockKind::List { items, .. } => items.iter().for_each(|item| inner(&item.blocks)),
            BlockKind::Include { .. } => inner(root.included(block.span).unwrap_or_default()),
            _ => {}
        }
    }
}
