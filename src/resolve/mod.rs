//! Who sees which page and where links lead. In: the Catalog and its sources. Out: per audience kept set, routes,
//! media, targets and tables of contents ([`Resolved`]); once for all, what leads nowhere ([`findings`]).
//! Never: renders, or lets what one audience may not read into another's tables.

mod check;
mod links;
mod near;
mod overlay;
mod target;
mod toc;
mod tree;

pub use check::{entry_findings, findings};
pub use overlay::{is_kept, route, virtual_path};
pub use toc::{TocNode, TocTree};

use crate::diagnostic::{Diagnostic, codes};
use crate::model::audience::Viewer;
use crate::model::catalog::Catalog;
use crate::model::links::LinkTable;
use crate::source::{SourceMap, Span};
use std::collections::{BTreeMap, HashMap};
use tree::Tree;

/// What one audience's root is made from.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// For whom.
    pub viewer: Viewer,
    /// Pages of the root: indices into the catalog, sorted by route.
    pub kept: Vec<usize>,
    /// Route of a kept page: `dir/page.html`. Looked up only; never iterated.
    pub routes: HashMap<usize, String>,
    /// The kept page of a route.
    pub by_route: BTreeMap<String, usize>,
    /// Media that the viewer's pages show: route → file below the library's root.
    pub media: BTreeMap<String, String>,
    /// Where links, images and includes lead. An include that the viewer may read has the included file's path
    /// as its route.
    pub links: LinkTable,
    /// The page of an include directive that the viewer may read, by the directive's span. Looked up only.
    pub includes: HashMap<Span, usize>,
    /// Tables of contents without what the viewer may not see, by folder; nested ones stand in their parent.
    pub tocs: Vec<TocTree>,
    /// Two pages on one route.
    pub findings: Vec<Diagnostic>,
}

/// Resolves the library for one viewer.
pub fn viewer_tree(catalog: &Catalog, sources: &SourceMap, viewer: &Viewer) -> Resolved {
    let tree = Tree::new(catalog, viewer.audience);
    let (by_route, findings) = by_route(catalog, sources, viewer);
    let kept: Vec<usize> = by_route.values().copied().collect();
    let found = links::collect(catalog, &tree, viewer.audience);
    Resolved {
        viewer: viewer.clone(),
        routes: by_route.iter().map(|(route, page)| (*page, route.clone())).collect(),
        kept,
        by_route,
        media: found.media,
        links: found.links,
        includes: found.includes,
        tocs: toc::trees(catalog, &tree, viewer.audience),
        findings,
    }
}

/// Kept pages by route; of two on one route the first by path stays, and the other has a finding.
fn by_route(
    catalog: &Catalog,
    sources: &SourceMap,
    viewer: &Viewer,
) -> (BTreeMap<String, usize>, Vec<Diagnostic>) {
    let mut by_route = BTreeMap::new();
    let mut findings = Vec::new();
    for (idx, page) in catalog.pages.iter().enumerate() {
        if !is_kept(page, viewer.audience) {
            continue;
        }
        let Some(path) = virtual_path(&page.path, &catalog.settings.audiences, viewer.audience) else {
            continue;
        };
        let route = route(&path);
        if let Some(first) = by_route.get(&route) {
            let first: &usize = first;
            let other = &catalog.pages[*first];
            let message =
                format!("`{}` and `{}` both become `{route}` for `{}`", other.path, page.path, viewer.name);
            let start = |source| Span::new(source, 0..first_line(sources, source));
            let finding = Diagnostic::new(&codes::PATH_CLASH, start(page.source), message)
                .label(start(other.source), "the other page")
                .help("rename one of them, or give them different audiences");
            findings.push(finding);
        } else {
            by_route.insert(route, idx);
        }
    }
    (by_route, findings)
}

fn first_line(sources: &SourceMap, source: crate::source::SourceId) -> usize {
    sources.get(source).map_or(0, |file| file.line_range(1).end)
}
