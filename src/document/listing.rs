//! The pages of a root as machines list them: site map, `llms.txt`. In: scope, the kept pages with routes.
//! Out: [`Listing`]. Never: a page that is not kept; a customer.

use super::Scope;
use super::page::{site, words};
use crate::model::page::Page;
use crate::model::prose::fold;
use serde::Serialize;
use std::collections::BTreeMap;

/// Every page of a root.
#[derive(Clone, Debug, Serialize)]
pub struct Listing {
    /// Title of the site.
    pub site: String,
    /// `47 pages for internal readers`.
    pub about: String,
    /// Folders by path, each with its pages by route.
    pub folders: Vec<Folder>,
}

/// The pages of a folder.
#[derive(Clone, Debug, Serialize)]
pub struct Folder {
    /// `Playbook / Archive`; `Start` for the root.
    pub name: String,
    /// By route.
    pub pages: Vec<Listed>,
}

/// A page.
#[derive(Clone, Debug, Serialize)]
pub struct Listed {
    /// Title on one line.
    pub title: String,
    /// Route below the root.
    pub route: String,
    /// Its Markdown twin's.
    pub twin: String,
    /// Description on one line.
    pub about: Option<String>,
    /// Day of the newest row of its change log that the reader sees, `2026-09-08`.
    pub changed: Option<String>,
}

/// Composes it. `kept` in the order of the routes, with the day of the newest change.
pub fn compose(scope: &Scope, kept: &[(&Page, &str, Option<String>)]) -> Listing {
    let mut folders: BTreeMap<&str, Vec<Listed>> = BTreeMap::new();
    for (page, route, changed) in kept {
        let folder = route.rsplit_once('/').map_or("", |(folder, _)| folder);
        let title = fold(&page.title);
        folders.entry(folder).or_default().push(Listed {
            route: (*route).to_string(),
            twin: route.strip_suffix(".html").map(|stem| format!("{stem}.md")).unwrap_or_default(),
            about: page.front.text("description").map(fold).filter(|d| *d != title),
            changed: changed.clone(),
            title,
        });
    }
    let name = |folder: &str| match folder {
        "" => "Start".to_string(),
        _ => folder.split('/').map(words).collect::<Vec<_>>().join(" / "),
    };
    Listing {
        site: site(&scope.catalog.settings.title),
        about: format!(
            "{} for the audience {}",
            super::wording::counted(kept.len(), "page", "pages"),
            scope.viewer.name
        ),
        folders: folders.into_iter().map(|(folder, pages)| Folder { name: name(folder), pages }).collect(),
    }
}
