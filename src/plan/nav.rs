//! The way through one root: its tables of contents as one forest, and where each page stands in it.
//! In: the catalog, what is resolved. Out: [`Navigation`]. Never: a page that is not kept; a page twice in
//! the reading order.

use crate::model::catalog::Catalog;
use crate::model::links::Href;
use crate::resolve::{Resolved, TocNode};
use std::collections::{BTreeMap, HashMap};

/// All entries of a root; the numbers are indices into `nodes`.
#[derive(Clone, Debug, Default)]
pub struct Navigation {
    /// Every entry, parents before their children.
    pub nodes: Vec<Node>,
    /// Entries without a parent, in order.
    pub roots: Vec<usize>,
    /// Kept pages that no table of contents names, by route.
    pub loose: Vec<usize>,
    /// Pages in reading order with the table that each belongs to, by its entry; none: the root's own.
    order: Vec<(usize, Option<usize>)>,
    /// The entry that stands for a page: the first that leads to it. Looked up only.
    places: HashMap<usize, usize>,
    /// Position of a page in `order`. Looked up only.
    positions: HashMap<usize, usize>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Name.
    pub name: String,
    /// Where it leads; none: a heading above its children.
    pub href: Option<Href>,
    /// The page.
    pub page: Option<usize>,
    /// The entry above.
    pub parent: Option<usize>,
    /// Entries below, in order.
    pub children: Vec<usize>,
}

impl Navigation {
    /// Puts the trees of a root together: those of the root folder stand first and side by side with one
    /// entry for each other table of contents; a root without any is told by its folders.
    pub fn new(catalog: &Catalog, resolved: &Resolved) -> Self {
        let mut nav = Self::default();
        let mut trees = Vec::new();
        for tree in &resolved.tocs {
            let parent = (!tree.folder.is_empty() && resolved.tocs.len() > 1)
                .then(|| nav.add(folder_node(catalog, resolved, &tree.folder), None));
            trees.extend(parent);
            tree.nodes.iter().for_each(|node| nav.take(node, parent));
        }
        if nav.nodes.is_empty() {
            nav.folders(catalog, resolved);
        }
        for root in nav.roots.clone() {
            let tree = trees.contains(&root).then_some(root);
            nav.read(root, tree);
        }
        nav.loose = resolved.kept.iter().copied().filter(|p| !nav.places.contains_key(p)).collect();
        nav
    }

    /// The entry of a page.
    pub fn place(&self, page: usize) -> Option<usize> {
        self.places.get(&page).copied()
    }

    /// The entries from the top down to this one.
    pub fn path(&self, node: usize) -> Vec<usize> {
        let mut path: Vec<usize> = std::iter::successors(Some(node), |n| self.nodes[*n].parent).collect();
        path.reverse();
        path
    }

    /// The pages before and after a page in its own tree.
    pub fn neighbours(&self, page: usize) -> (Option<usize>, Option<usize>) {
        let Some(at) = self.positions.get(&page).copied() else { return (None, None) };
        let same = |other: Option<&(usize, Option<usize>)>| {
            other.filter(|(_, tree)| *tree == self.order[at].1).map(|(page, _)| *page)
        };
        (same(at.checked_sub(1).and_then(|b| self.order.get(b))), same(self.order.get(at + 1)))
    }

    fn add(&mut self, node: Node, parent: Option<usize>) -> usize {
        let idx = self.nodes.len();
        self.nodes.push(Node { parent, ..node });
        match parent {
            Some(parent) => self.nodes[parent].children.push(idx),
            None => self.roots.push(idx),
        }
        idx
    }

    fn take(&mut self, node: &TocNode, parent: Option<usize>) {
        let entry = Node { href: node.href.clone(), page: node.page, ..heading(&node.name) };
        let idx = self.add(entry, parent);
        node.children.iter().for_each(|child| self.take(child, Some(idx)));
    }

    fn read(&mut self, node: usize, tree: Option<usize>) {
        if let Some(page) = self.nodes[node].page
            && !self.places.contains_key(&page)
        {
            self.places.insert(page, node);
            self.positions.insert(page, self.order.len());
            self.order.push((page, tree));
        }
        for child in self.nodes[node].children.clone() {
            self.read(child, tree);
        }
    }

    /// One entry a folder, its pages by title.
    fn folders(&mut self, catalog: &Catalog, resolved: &Resolved) {
        let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for page in &resolved.kept {
            let route = resolved.routes[page].as_str();
            folders.entry(route.rsplit_once('/').map_or("", |(f, _)| f)).or_default().push(*page);
        }
        for (folder, mut pages) in folders {
            pages.sort_by(|a, b| catalog.pages[*a].title.cmp(&catalog.pages[*b].title));
            let parent = (!folder.is_empty()).then(|| self.add(folder_node(catalog, resolved, folder), None));
            let own = parent.and_then(|p| self.nodes[p].page);
            for page in pages.into_iter().filter(|p| own != Some(*p)) {
                self.add(page_node(catalog, resolved, page), parent);
            }
        }
    }
}

fn heading(name: &str) -> Node {
    Node { name: name.to_string(), href: None, page: None, parent: None, children: Vec::new() }
}

fn page_node(catalog: &Catalog, resolved: &Resolved, page: usize) -> Node {
    let href = Href::Route { route: resolved.routes[&page].clone(), fragment: None };
    Node { href: Some(href), page: Some(page), ..heading(&catalog.pages[page].title) }
}

/// A folder, by its own first page where it has one.
fn folder_node(catalog: &Catalog, resolved: &Resolved, folder: &str) -> Node {
    let name = folder_name(folder);
    match resolved.by_route.get(&format!("{folder}/index.html")) {
        Some(page) => Node { name, ..page_node(catalog, resolved, *page) },
        None => heading(&name),
    }
}

/// `guides/role-guide` → `Role guide`.
pub fn folder_name(folder: &str) -> String {
    let last = folder.rsplit('/').next().unwrap_or(folder).replace(['-', '_'], " ");
    let mut chars = last.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
