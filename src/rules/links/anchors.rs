//! Headings that targets name (LN011). In: a target with a fragment, the page that it leads to. Out: a finding with the
//! nearest heading. Never: `#top`, which every page has.

use super::{Check, Use};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::catalog::Catalog;
use crate::model::nearest::{Near, near};
use crate::model::page::Page;
use crate::resolve::links::INCLUDE_DEPTH;
use crate::source::SourceMap;

impl<'a> Check<'a> {
    pub(super) fn anchor(&mut self, place: &Use<'a>, fragment: &str, number: usize) {
        if fragment.is_empty() || fragment.eq_ignore_ascii_case("top") {
            return;
        }
        let (catalog, sources) = (self.catalog, self.sources);
        let page = &catalog.pages[number];
        let anchors = self.anchors.entry(number).or_insert_with(|| anchors(catalog, sources, page));
        if anchors.contains(&fragment) {
            return;
        }
        let key = (number, fragment.to_string());
        let near = *self.near.entry(key).or_insert_with(|| near(fragment, anchors.iter().copied()));
        let message = format!("`{}` has no heading `#{fragment}`", page.path);
        let mut finding = Diagnostic::new(&codes::ANCHOR_MISSING, self.written_span(place), message);
        if let Some(Near { word, alone }) = near {
            let before = place.written.find('#').map_or("", |at| &place.written[..at]);
            finding = finding.help(format!("did you mean `#{word}`?"));
            finding = self.rewritten(place, finding, format!("{before}#{word}"), alone);
        }
        self.push(finding, place);
    }
}

/// Headings and `id`s of a page and its includes.
fn anchors<'a>(catalog: &'a Catalog, sources: &'a SourceMap, page: &'a Page) -> Vec<&'a str> {
    let mut out = Vec::new();
    add(catalog, sources, page, &mut out, 0);
    out
}

fn add<'a>(
    catalog: &'a Catalog,
    sources: &'a SourceMap,
    page: &'a Page,
    out: &mut Vec<&'a str>,
    depth: usize,
) {
    out.extend(page.playbook.sections.iter().map(|section| section.anchor.as_str()));
    out.extend(html_ids(sources.get(page.source).map_or("", |file| file.text.as_str())));
    if depth < INCLUDE_DEPTH {
        let paths = page.playbook.includes.iter().filter_map(|include| include.path.as_deref());
        let pages = paths.filter_map(|path| catalog.page(path));
        pages.for_each(|page| add(catalog, sources, page, out, depth + 1));
    }
}

/// Values of `id="…"` and `name="…"` in raw HTML.
fn html_ids(text: &str) -> impl Iterator<Item = &str> {
    let values = |key: &'static str| {
        text.match_indices(key).filter_map(move |(at, _)| {
            let value = &text[at + key.len()..];
            value.find('"').map(|end| &value[..end])
        })
    };
    values(" id=\"").chain(values(" name=\""))
}
