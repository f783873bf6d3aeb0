//! The contents of a site: its whole table, the pages outside of it, the way to the customers. It is
//! `nav.html`, and the first page where the library has none. In: the plan of a root. Out: [`PageIndex`].
//! Never: a page outside of the viewer's root.

use super::Scope;
use super::page::site as site_title;
use super::wording::{self, Day};
use crate::model::links;
use crate::plan::nav::folder_name;
use crate::plan::site::SitePlan;
use serde::Serialize;

/// The contents.
#[derive(Clone, Debug, Serialize)]
pub struct PageIndex {
    /// Title of the site.
    pub site: String,
    /// The audience's name.
    pub audience: String,
    /// The day in force.
    pub as_of: Day,
    /// Way back to the root: always empty, the page lies there.
    pub root: &'static str,
    /// `47 pages`.
    pub count: String,
    /// `customers/index.html`, where this root has one.
    pub customers: Option<&'static str>,
    /// The table of contents.
    pub tree: Vec<Branch>,
    /// Pages that it does not name, by folder.
    pub folders: Vec<Folder>,
}

/// An entry and what stands below it.
#[derive(Clone, Debug, Serialize)]
pub struct Branch {
    /// Name.
    pub name: String,
    /// Where it leads; none: a heading.
    pub href: Option<String>,
    /// Description of its page.
    pub about: Option<String>,
    /// Entries below it.
    pub entries: Vec<Self>,
}

/// The pages of a folder.
#[derive(Clone, Debug, Serialize)]
pub struct Folder {
    /// `Playbook / Archive`; empty for the root.
    pub name: String,
    /// Pages by title.
    pub pages: Vec<Branch>,
}

/// Composes it.
pub fn compose(scope: &Scope, site: &SitePlan) -> PageIndex {
    PageIndex {
        site: site_title(&scope.catalog.settings.title),
        audience: wording::capitalised(&scope.viewer.name),
        as_of: wording::day(scope.as_of),
        root: "",
        count: wording::counted(site.resolved.kept.len(), "page", "pages"),
        customers: site.lists_customers.then_some("customers/index.html"),
        tree: site.navigation.roots.iter().map(|n| branch(scope, site, *n)).collect(),
        folders: folders(scope, site),
    }
}

fn branch(scope: &Scope, site: &SitePlan, node: usize) -> Branch {
    let node = &site.navigation.nodes[node];
    Branch {
        name: node.name.clone(),
        href: node.href.as_ref().and_then(|h| h.written("")),
        about: node.parent.is_none().then(|| about(scope, node.page, &node.name)).flatten(),
        entries: node.children.iter().map(|n| branch(scope, site, *n)).collect(),
    }
}

fn about(scope: &Scope, page: Option<usize>, name: &str) -> Option<String> {
    let page = &scope.catalog.pages[page?];
    page.front.text("description").filter(|d| *d != page.title && *d != name).map(String::from)
}

fn folders(scope: &Scope, site: &SitePlan) -> Vec<Folder> {
    let mut out: Vec<(String, Folder)> = Vec::new();
    for page in &site.navigation.loose {
        let route = &site.resolved.routes[page];
        let folder = route.rsplit_once('/').map_or("", |(folder, _)| folder);
        if out.last().is_none_or(|(last, _)| last != folder) {
            let parts: Vec<String> = folder.split('/').filter(|p| !p.is_empty()).map(folder_name).collect();
            out.push((folder.to_string(), Folder { name: parts.join(" / "), pages: Vec::new() }));
        }
        let title = scope.catalog.pages[*page].title.clone();
        let href = links::address("", route);
        let at = out.len() - 1;
        out[at].1.pages.push(Branch {
            about: about(scope, Some(*page), &title),
            name: title,
            href: Some(href),
            entries: Vec::new(),
        });
    }
    let mut folders: Vec<Folder> = Vec::new();
    for (_, folder) in out {
        match folders.iter_mut().find(|f| f.name == folder.name) {
            Some(known) => known.pages.extend(folder.pages),
            None => folders.push(folder),
        }
    }
    for folder in &mut folders {
        folder.pages.sort_by(|a, b| (&a.name, &a.href).cmp(&(&b.name, &b.href)));
    }
    folders
}
