//! Who sees which page and where links lead. In: the Catalog. Out: per audience kept set, routes, media, targets
//! and tables of contents ([`Resolved`]). What leads nowhere is told by `rules/links`, from the same trees.
//! Never: renders, or lets what one audience may not read into another's tables.

pub mod links;
pub mod near;
mod overlay;
pub mod redirects;
mod toc;
pub mod tree;

pub use crate::model::target;
pub use overlay::{OWN_PAGES, is_kept, route, virtual_path};
pub use toc::{TocNode, TocTree, table_of, trees as contents};

use crate::model::Span;
use crate::model::audience::Viewer;
use crate::model::catalog::Catalog;
use crate::model::links::LinkTable;
use std::collections::{BTreeMap, BTreeSet, HashMap};
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
    pub clashes: Vec<Clash>,
}

/// Resolves the library for one viewer.
pub fn viewer_tree(catalog: &Catalog, viewer: &Viewer) -> Resolved {
    resolved(catalog, viewer, |_| None)
}

/// The same as far as one page needs it: links, includes and media are those of the page and of what it includes.
pub fn page_tree(catalog: &Catalog, viewer: &Viewer, page: usize) -> Resolved {
    resolved(catalog, viewer, |tree| links::reach(catalog, tree, page))
}

fn resolved(
    catalog: &Catalog,
    viewer: &Viewer,
    asked: impl FnOnce(&Tree) -> Option<BTreeSet<usize>>,
) -> Resolved {
    let tree = Tree::new(catalog, viewer.audience);
    let (by_route, clashes) = by_route(catalog, viewer);
    let kept: Vec<usize> = by_route.values().copied().collect();
    let found = links::collect(catalog, &tree, viewer.audience, asked(&tree).as_ref());
    Resolved {
        viewer: viewer.clone(),
        routes: by_route.iter().map(|(route, page)| (*page, route.clone())).collect(),
        kept,
        by_route,
        media: found.media,
        links: found.links,
        includes: found.includes,
        tocs: toc::trees(catalog, &tree, viewer.audience),
        clashes,
    }
}

/// The kept page of each route of one viewer, as [`Resolved::by_route`].
pub fn routes_of(catalog: &Catalog, viewer: &Viewer) -> BTreeMap<String, usize> {
    by_route(catalog, viewer).0
}

/// Two pages on one route of one root, or a page on a route of the site's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The route.
    pub route: String,
    /// The page that stays: the first by path; none: the site's own page.
    pub kept: Option<usize>,
    /// The page that is left out.
    pub left_out: usize,
}

/// Kept pages by route; of two on one route the first by path stays, and no page takes the place of the site's own.
fn by_route(catalog: &Catalog, viewer: &Viewer) -> (BTreeMap<String, usize>, Vec<Clash>) {
    let mut by_route = BTreeMap::new();
    let mut clashes = Vec::new();
    for (idx, page) in catalog.pages.iter().enumerate() {
        if !is_kept(page, viewer.audience) {
            continue;
        }
        let Some(path) = virtual_path(&page.path, &catalog.settings.audiences, viewer.audience) else {
            continue;
        };
        let route = route(&path);
        let kept = by_route.get(&route).copied();
        match kept {
            _ if OWN_PAGES.contains(&route.as_str()) => {
                clashes.push(Clash { route, kept: None, left_out: idx });
            }
            Some(_) => clashes.push(Clash { route, kept, left_out: idx }),
            None => drop(by_route.insert(route, idx)),
        }
    }
    (by_route, clashes)
}
