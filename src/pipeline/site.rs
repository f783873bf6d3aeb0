//! Pages of one root. In: a [`Root`]. Out: artifacts: pages with their twins, media, style, script, the whole table of
//! contents. Never: a page that is not kept.

use super::load::Loaded;
use super::root::{FORMATS, Root};
use super::viewers;
use crate::diagnostic::Diagnostic;
use crate::document::{self, Format};
use crate::error::Result;
use crate::model::page::Page;
use crate::plan::site::SitePlan;
use crate::render::prose::Decor;
use crate::render::{self, Artifact, assets};
use crate::source::{SourceId, read};
use rayon::prelude::*;
use std::collections::HashMap;

/// Findings of the library by the file that they point into, each with its line.
pub(super) type ByFile = HashMap<SourceId, Vec<(u32, Diagnostic)>>;

/// The findings of pages, for the notes of the authors' own root.
pub(super) fn by_file(library: &Loaded, findings: &[Diagnostic]) -> ByFile {
    let mut out = ByFile::new();
    for finding in findings {
        let line = library.sources.line(finding.span);
        out.entry(finding.span.source).or_default().push((line, finding.clone()));
    }
    out
}

/// Writes the site of a root. Media that cannot be read are left out; the check names them.
pub(super) fn write(library: &Loaded, root: &Root<'_>, has_customers: bool, found: &ByFile) -> Result<()> {
    let scope = root.scope();
    let lists = has_customers && document::CUSTOMERS.is_for(&scope.catalog.settings, scope.viewer.audience);
    let lists = lists && viewers::has_customers(scope.viewer);
    let plan = SitePlan::new(&library.catalog, &root.resolved, lists);
    let site = Site { library, root, plan: &plan, found };
    root.resolved.kept.par_iter().try_for_each(|page| site.page(*page))?;
    for file in assets::site_files(root.engine.label(), &library.templates) {
        root.accept(file)?;
    }
    let rows = document::nav::rows(&library.catalog, &plan);
    root.accept(assets::site_nav(root.engine.label(), &rows))?;
    root.resolved.media.par_iter().try_for_each(|(route, path)| media(library, root, route, path))?;
    site.contents()
}

/// One root's site.
struct Site<'a> {
    library: &'a Loaded,
    root: &'a Root<'a>,
    plan: &'a SitePlan<'a>,
    found: &'a ByFile,
}

impl Site<'_> {
    fn page(&self, idx: usize) -> Result<()> {
        let page = &self.library.catalog.pages[idx];
        let route = &self.root.resolved.routes[&idx];
        if !FORMATS.into_iter().any(|format| self.root.publisher.wants(&twin(route, format))) {
            return Ok(());
        }
        let found = self.found.get(&page.source).map(Vec::as_slice).unwrap_or_default();
        let found: Vec<(u32, &Diagnostic)> = found.iter().map(|(line, d)| (*line, d)).collect();
        let quality = document::page_quality::note(&page.path, &found);
        let view = document::page::compose(&self.root.scope(), self.plan, idx, route, quality);
        let bodies = self.root.prose(&page.blocks, route, &self.decor(page)?);
        for (format, body) in FORMATS.into_iter().zip(bodies) {
            let path = twin(route, format);
            let mut artifact = render::page(&self.root.engine, &document::PAGE, format, &view, &body, &path)?;
            artifact.sources = sources(page);
            self.root.accept(artifact)?;
        }
        Ok(())
    }

    /// Rows that filters know, gauges beside the thresholds of KPIs, labels and needs in the text.
    fn decor(&self, page: &Page) -> Result<Decor> {
        let audience = self.root.viewer.audience;
        let rows = document::page_tasks::rows(page, audience).into_iter().map(|r| (r.span, r)).collect();
        let gauges = document::page_kpis::gauges(page, audience).into_iter();
        let cells = gauges
            .map(|(span, view)| Ok((span, render::part(&self.root.engine, "html/page_kpi.html", &view)?)))
            .collect::<Result<_>>()?;
        Ok(Decor { rows, cells, marks: document::page_steps::marks(page) })
    }

    /// The whole table, and the first page where the library has none.
    fn contents(&self) -> Result<()> {
        let view = document::page_index::compose(&self.root.scope(), self.plan);
        let own = (!self.root.resolved.by_route.contains_key("index.html")).then_some("index.html");
        for route in std::iter::once(document::nav::CONTENTS).chain(own) {
            for format in FORMATS {
                let path = twin(route, format);
                let engine = &self.root.engine;
                self.root.accept(render::document(engine, &document::PAGE_INDEX, format, &view, &path)?)?;
            }
        }
        Ok(())
    }
}

/// The page and what it includes.
fn sources(page: &Page) -> Vec<String> {
    let includes = page.playbook.includes.iter().filter_map(|i| i.path.clone());
    std::iter::once(page.path.clone()).chain(includes).collect()
}

/// `a/b.html` in a format.
pub(super) fn twin(route: &str, format: Format) -> String {
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
