//! Tables of contents of one audience. In: every toc, the audience's files. Out: [`TocTree`]s with routes.
//! Never: an entry whose page the audience may not see, a parent with nothing below it, a toc twice.

use super::overlay::{is_kept, route, virtual_path};
use super::target::{self, Target};
use super::tree::{Node, Tree};
use crate::model::audience::{AudienceId, AudienceSet};
use crate::model::catalog::{Catalog, Toc, TocEntry};
use crate::model::links::Href;
use std::collections::BTreeSet;

/// One table of contents that no other one takes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TocTree {
    /// Its folder, without the last `/`; empty: the root.
    pub folder: String,
    /// Entries.
    pub nodes: Vec<TocNode>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TocNode {
    /// Name.
    pub name: String,
    /// Where it leads: a route or an external address; none: a heading above its children.
    pub href: Option<Href>,
    /// The page, as an index into the catalog.
    pub page: Option<usize>,
    /// Entries below it; those of a nested toc too.
    pub children: Vec<Self>,
}

impl TocTree {
    /// The names of all entries.
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        let mut open: Vec<&TocNode> = self.nodes.iter().collect();
        while let Some(node) = open.pop() {
            names.push(node.name.as_str());
            open.extend(&node.children);
        }
        names
    }
}

/// The audience's tables of contents, by folder; the root's first.
pub fn trees(catalog: &Catalog, tree: &Tree, audience: AudienceId) -> Vec<TocTree> {
    let mut tocs: Vec<(String, usize)> = Vec::new();
    for (idx, toc) in catalog.tocs.iter().enumerate() {
        if let Some(path) = virtual_path(&toc.path, &catalog.settings.audiences, audience) {
            tocs.push((target::folder(&path).to_string(), idx));
        }
    }
    tocs.sort();
    let mut build = Build { catalog, tree, audience, nested: BTreeSet::new() };
    let mut trees = Vec::new();
    for (folder, idx) in tocs {
        if build.nested.contains(&idx) {
            continue;
        }
        let nodes = build.nodes(&catalog.tocs[idx].entries, &mut vec![idx]);
        trees.push((idx, TocTree { folder, nodes }));
    }
    trees.retain(|(idx, toc)| !build.nested.contains(idx) && toc.nodes.iter().any(holds_page));
    trees.into_iter().map(|(_, toc)| toc).collect()
}

/// The table of a page's folder or of the next one above, that some reader of the page has.
pub fn table_of<'c>(catalog: &'c Catalog, page: &str, readers: AudienceSet) -> Option<&'c Toc> {
    let audiences = &catalog.settings.audiences;
    let folder = target::folder(page);
    let above = |toc: &&Toc| {
        let own = target::folder(&toc.path);
        let reads = |id| readers.has(id) && virtual_path(&toc.path, audiences, id).is_some();
        let holds = own.is_empty() || folder == own || folder.starts_with(&format!("{own}/"));
        holds && audiences.ids().any(reads)
    };
    catalog.tocs.iter().filter(above).max_by_key(|toc| target::folder(&toc.path).len())
}

/// A toc that leads only out of the site says nothing about it.
fn holds_page(node: &TocNode) -> bool {
    node.page.is_some() || node.children.iter().any(holds_page)
}

struct Build<'a> {
    catalog: &'a Catalog,
    tree: &'a Tree,
    audience: AudienceId,
    /// Tocs that stand in another one.
    nested: BTreeSet<usize>,
}

impl Build<'_> {
    /// `files`: the tocs that lead here, so that none takes itself in, nor one of a folder above it.
    fn nodes(&mut self, entries: &[TocEntry], files: &mut Vec<usize>) -> Vec<TocNode> {
        entries.iter().flat_map(|entry| self.node(entry, files)).collect()
    }

    /// The entry's node. Of an entry whose own page others read, the entries below take the place: its name is that
    /// page's. Nothing where nothing is left.
    fn node(&mut self, entry: &TocEntry, files: &mut Vec<usize>) -> Vec<TocNode> {
        let mut is_others = false;
        let mut children = self.nodes(&entry.entries, files);
        let mut node = TocNode { name: entry.name.clone(), href: None, page: None, children: Vec::new() };
        if let Some(written) = &entry.href {
            let folder = target::folder(&self.catalog.tocs[files[files.len() - 1]].path);
            match target::read(&written.value, &self.catalog.settings.site.hosts) {
                Target::External => node.href = Some(Href::External(written.value.trim().to_string())),
                Target::Path(path) => {
                    is_others = self.page(&mut node, folder, &path);
                    let toc = self.tree.find_with(folder, &path, "toc.yml").map(|f| f.node);
                    if let Some(Node::Toc(idx)) = toc {
                        children.extend(self.nested(idx, files));
                        // A folder's table has its name, whoever may read the page that stands for it.
                        is_others = false;
                    }
                }
                _ => {}
            }
        }
        if is_others {
            return children;
        }
        node.children = children;
        if node.href.is_some() || !node.children.is_empty() { vec![node] } else { Vec::new() }
    }

    fn nested(&mut self, idx: usize, files: &mut Vec<usize>) -> Vec<TocNode> {
        let folder_of = |idx: usize| target::folder(&self.catalog.tocs[idx].path);
        let (own, other) = (folder_of(files[files.len() - 1]), folder_of(idx));
        let above = other.is_empty() || own.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'));
        if files.contains(&idx) || above {
            return Vec::new();
        }
        self.nested.insert(idx);
        files.push(idx);
        let nodes = self.nodes(&self.catalog.tocs[idx].entries, files);
        files.pop();
        nodes
    }

    /// Leads the node to its page; true if there is one that the audience may not read.
    fn page(&self, node: &mut TocNode, folder: &str, path: &target::PathTarget) -> bool {
        let own = self.tree.find(folder, path);
        // A page that stands in for its translation has its place in its own table.
        let fragment = path.fragment.clone().filter(|_| own.is_some());
        let stands_in = own.is_none();
        let Some(found) = own.or_else(|| self.tree.find_source(folder, path)) else { return false };
        let Node::Page(idx) = found.node else { return false };
        if !is_kept(&self.catalog.pages[idx], self.audience) {
            return true;
        }
        node.href = Some(Href::Route { route: route(found.path), fragment });
        node.page = (!stands_in).then_some(idx);
        false
    }
}
