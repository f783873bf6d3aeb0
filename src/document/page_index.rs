//! The site's first page, where the library has none: its pages by folder, and the way to the customers.
//! In: the catalog, scope. Out: [`PageIndex`]. Never: a page outside of the viewer's root.

use super::page::{site, words};
use super::wording::{self, Day};
use super::{CUSTOMERS, Scope};
use crate::plan::routes;
use serde::Serialize;

/// The first page.
#[derive(Clone, Debug, Serialize)]
pub struct PageIndex {
    /// Title of the site.
    pub site: String,
    /// The audience's name.
    pub audience: String,
    /// The day in force.
    pub as_of: Day,
    /// `47 pages`.
    pub count: String,
    /// `customers/index.html`, where this root has one.
    pub customers: Option<&'static str>,
    /// Folders by path.
    pub folders: Vec<Folder>,
}

/// The pages of a folder.
#[derive(Clone, Debug, Serialize)]
pub struct Folder {
    /// `Playbook / Archive`; empty for the root.
    pub name: String,
    /// Pages by title.
    pub pages: Vec<Link>,
}

/// A page.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// Title.
    pub title: String,
    /// Route.
    pub href: String,
    /// Description.
    pub about: Option<String>,
}

/// Composes it; `has_customers`: the root lists customers.
pub fn compose(scope: &Scope, has_customers: bool) -> PageIndex {
    let catalog = scope.catalog;
    let kept: Vec<usize> = (0..catalog.pages.len()).filter(|p| scope.holds(*p)).collect();
    let mut folders: Vec<(&str, Folder)> = Vec::new();
    for idx in &kept {
        let page = &catalog.pages[*idx];
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let at = folders.iter().position(|(f, _)| *f == folder).unwrap_or_else(|| {
            let name: Vec<String> = folder.split('/').filter(|p| !p.is_empty()).map(words).collect();
            folders.push((folder, Folder { name: name.join(" / "), pages: Vec::new() }));
            folders.len() - 1
        });
        folders[at].1.pages.push(Link {
            title: page.title.clone(),
            href: routes::page(&page.path),
            about: page.front.text("description").filter(|d| *d != page.title).map(String::from),
        });
    }
    folders.sort_by(|a, b| a.0.cmp(b.0));
    for (_, folder) in &mut folders {
        folder.pages.sort_by(|a, b| (&a.title, &a.href).cmp(&(&b.title, &b.href)));
    }
    let lists = has_customers && CUSTOMERS.is_for(&catalog.settings, scope.viewer.audience);
    PageIndex {
        site: site(&catalog.settings.title),
        audience: wording::capitalised(&scope.viewer.name),
        as_of: wording::day(scope.as_of),
        count: wording::counted(kept.len(), "page", "pages"),
        customers: lists.then_some("customers/index.html"),
        folders: folders.into_iter().map(|(_, f)| f).collect(),
    }
}
