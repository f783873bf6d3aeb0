//! Navigation as one page shows it: the way down to the page, what lies beside it and below it; the whole of
//! it is one shared file. In: the plan of a root. Out: entries and links. Never: a whole table on a page, so
//! that a site grows with its pages and not with their square.

use crate::model::catalog::Catalog;
use crate::model::links;
use crate::plan::nav::{Navigation, folder_name};
use crate::plan::site::SitePlan;
use serde::Serialize;

/// Entries shown before and after the one that matters, where a list is long.
const AROUND: usize = 14;

/// The page that holds the whole table.
pub const CONTENTS: &str = "nav.html";

/// An entry.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Its number in `assets/nav.js`; none for `all 130 entries`.
    pub id: Option<usize>,
    /// Name.
    pub name: String,
    /// Where it leads; none: a heading.
    pub href: Option<String>,
    /// This is the page.
    pub current: bool,
    /// It has entries below it that are not shown here.
    pub more: bool,
    /// Shown below it.
    pub entries: Vec<Self>,
}

/// A link.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// Name.
    pub name: String,
    /// Where it leads; none: plain text.
    pub href: Option<String>,
}

/// The entries around a page that stands at `route`.
pub fn entries(site: &SitePlan, page: usize, route: &str) -> Vec<Entry> {
    let nav = &site.navigation;
    let path = nav.place(page).map(|n| nav.path(n)).unwrap_or_default();
    let view = View { nav, route, path: &path };
    view.list(&nav.roots, 0)
}

struct View<'a> {
    nav: &'a Navigation,
    route: &'a str,
    path: &'a [usize],
}

impl View<'_> {
    /// The entries of one level; `depth`: how far down the path it lies.
    fn list(&self, nodes: &[usize], depth: usize) -> Vec<Entry> {
        let focus = self.path.get(depth).and_then(|n| nodes.iter().position(|o| o == n)).unwrap_or(0);
        let (from, to) = (focus.saturating_sub(AROUND), (focus + AROUND + 1).min(nodes.len()));
        let mut out: Vec<Entry> = nodes[from..to].iter().map(|n| self.entry(*n, depth)).collect();
        if to - from < nodes.len() {
            out.push(Entry {
                id: None,
                name: format!("All {} entries", nodes.len()),
                href: Some(links::address(self.route, CONTENTS)),
                current: false,
                more: false,
                entries: Vec::new(),
            });
        }
        out
    }

    fn entry(&self, idx: usize, depth: usize) -> Entry {
        let node = &self.nav.nodes[idx];
        let on_path = self.path.get(depth) == Some(&idx);
        let next = self.path.get(depth + 1);
        let entries = match (on_path, next) {
            (false, _) => Vec::new(),
            // Above the page's own level only the way down is shown.
            (true, Some(next)) if depth + 2 < self.path.len() => vec![self.entry(*next, depth + 1)],
            (true, _) => self.list(&node.children, depth + 1),
        };
        Entry {
            id: Some(idx),
            name: node.name.clone(),
            href: node.href.as_ref().and_then(|h| h.written(self.route)),
            current: on_path && next.is_none(),
            more: entries.len() < node.children.len(),
            entries,
        }
    }
}

/// The way to a page: entries above it, else folders; the page itself is not among them.
pub fn crumbs(site: &SitePlan, page: usize, route: &str) -> Vec<Link> {
    let nav = &site.navigation;
    if let Some(place) = nav.place(page) {
        let path = nav.path(place);
        let above = path[..path.len() - 1].iter().map(|n| &nav.nodes[*n]);
        return above
            .map(|n| Link { name: n.name.clone(), href: n.href.as_ref().and_then(|h| h.written(route)) })
            .collect();
    }
    let folders: Vec<&str> = route.split('/').collect();
    let below = (1..folders.len()).map(|n| folders[..n].join("/"));
    below
        .map(|folder| {
            let index = format!("{folder}/index.html");
            let kept = site.resolved.by_route.contains_key(&index) && index != route;
            Link { name: folder_name(&folder), href: kept.then(|| links::address(route, &index)) }
        })
        .collect()
}

/// The pages before and after a page in the order of its table.
pub fn neighbours(site: &SitePlan, page: usize, route: &str) -> (Option<Link>, Option<Link>) {
    let (before, after) = site.navigation.neighbours(page);
    let link = |page: usize| {
        let place = site.navigation.place(page)?;
        Some(Link {
            name: site.navigation.nodes[place].name.clone(),
            href: Some(links::address(route, site.resolved.routes.get(&page)?)),
        })
    };
    (before.and_then(link), after.and_then(link))
}

/// The whole table for the script, one row an entry: name, address below the root (or 0), number of the
/// entry above (or -1).
pub fn rows(catalog: &Catalog, site: &SitePlan) -> Vec<(String, Option<String>, Option<usize>)> {
    let nodes = site.navigation.nodes.iter().map(|node| {
        let href = node.href.as_ref().and_then(|h| h.written(""));
        (node.name.clone(), href, node.parent)
    });
    let loose = site.navigation.loose.iter().map(|page| {
        let route = site.resolved.routes.get(page).map(|r| links::address("", r));
        (catalog.pages[*page].title.clone(), route, None)
    });
    nodes.chain(loose).collect()
}
