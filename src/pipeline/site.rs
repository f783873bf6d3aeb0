//! Pages of one root. In: a [`Root`]. Out: artifacts: pages with their twins, media, style, a first page
//! where the library has none. Never: a page that is not kept.

use super::load::Loaded;
use super::root::{FORMATS, Root};
use crate::document::{self, Format};
use crate::error::Result;
use crate::render::{self, Artifact, assets};
use crate::source::read;
use rayon::prelude::*;

/// Writes the site of a root. Media that cannot be read are left out; the check names them.
pub(super) fn write(library: &Loaded, root: &Root<'_>, has_customers: bool) -> Result<()> {
    root.resolved.kept.par_iter().try_for_each(|page| write_page(library, root, *page))?;
    for file in assets::site_files(root.engine.label()) {
        root.accept(file)?;
    }
    root.resolved.media.par_iter().try_for_each(|(route, path)| media(library, root, route, path))?;
    if !root.resolved.by_route.contains_key("index.html") {
        first_page(root, has_customers)?;
    }
    Ok(())
}

fn write_page(library: &Loaded, root: &Root<'_>, idx: usize) -> Result<()> {
    let page = &library.catalog.pages[idx];
    let route = &root.resolved.routes[&idx];
    if !FORMATS.into_iter().any(|format| root.publisher.wants(&twin(route, format))) {
        return Ok(());
    }
    let view = document::page::compose(&root.scope(), page, route);
    let (html, markdown) = root.prose(&page.blocks, route);
    for (format, body) in FORMATS.into_iter().zip([html, markdown]) {
        let path = twin(route, format);
        let mut artifact = render::page(&root.engine, &document::PAGE, format, &view, &body, &path)?;
        artifact.sources = sources(page);
        root.accept(artifact)?;
    }
    Ok(())
}

/// The page and what it includes.
fn sources(page: &crate::model::page::Page) -> Vec<String> {
    let includes = page.playbook.includes.iter().filter_map(|i| i.path.clone());
    std::iter::once(page.path.clone()).chain(includes).collect()
}

/// `a/b.html` in a format.
fn twin(route: &str, format: Format) -> String {
    let stem = route.strip_suffix(".html").unwrap_or(route);
    format!("{stem}.{}", format.extension())
}

fn media(library: &Loaded, root: &Root<'_>, route: &str, path: &str) -> Result<()> {
    if !root.publisher.wants(route) {
        return Ok(());
    }
    let Ok(bytes) = read::bytes(&library.root, path, library.catalog.settings.max_media_bytes) else {
        return Ok(());
    };
    root.accept(Artifact {
        path: route.to_string(),
        bytes,
        label: root.engine.label().to_string(),
        sources: vec![path.to_string()],
    })
}

fn first_page(root: &Root<'_>, has_customers: bool) -> Result<()> {
    let view = document::page_index::compose(&root.scope(), has_customers);
    for format in FORMATS {
        let path = twin("index.html", format);
        root.accept(render::document(&root.engine, &document::PAGE_INDEX, format, &view, &path)?)?;
    }
    Ok(())
}
