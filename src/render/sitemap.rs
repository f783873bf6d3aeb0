//! The site map. In: the pages of a root, the site's host. Out: `sitemap.xml`. Never: a page outside of the listing.

use super::{Artifact, Engine, artifact};
use crate::document::Format;
use crate::document::listing::Listing;
use crate::error::Result;
use crate::model::links;
use crate::model::settings::Settings;
use serde::Serialize;

#[derive(Serialize)]
struct Map {
    pages: Vec<Place>,
}

#[derive(Serialize)]
struct Place {
    address: String,
    changed: Option<String>,
}

/// Writes the site map. Addresses are absolute where the settings name a host (`site: hosts`), else they are
/// relative to the root: a build cannot know where it will stand. Errors: a template that cannot be rendered.
pub fn sitemap(engine: &Engine, listing: &Listing, base: &str) -> Result<Artifact> {
    let pages = listing.folders.iter().flat_map(|f| &f.pages);
    let place = |p: &crate::document::listing::Listed| Place {
        address: address(base, &p.route),
        changed: p.changed.clone(),
    };
    let map = Map { pages: pages.map(place).collect() };
    let text = engine.render("xml/sitemap.xml", Format::Html, &map, None)?;
    Ok(artifact(engine, "sitemap.xml", text))
}

/// Where the root stands: `https://host/` of the first of `site: hosts`; empty without one.
pub fn base(settings: &Settings) -> String {
    let Some(host) = settings.site.hosts.iter().map(|h| h.trim().trim_matches('/')).find(|h| !h.is_empty())
    else {
        return String::new();
    };
    let lower = host.to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        format!("{host}/")
    } else {
        format!("https://{host}/")
    }
}

/// The address of a route, percent-encoded.
pub(super) fn address(base: &str, route: &str) -> String {
    format!("{base}{}", links::address("", route))
}
