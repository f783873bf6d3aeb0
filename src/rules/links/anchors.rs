//! Headings that targets name (LN011). In: a target with a fragment, the page that it leads to. Out: a finding with the
//! nearest heading. Never: `#top`, which every page has.

use super::{Check, Use};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::nearest::{Near, near};
use crate::model::page::Page;
use crate::resolve::links::INCLUDE_DEPTH;

impl<'a> Check<'a> {
    pub(super) fn anchor(&mut self, place: &Use<'a>, fragment: &str, page: usize) {
        let page = &self.catalog.pages[page];
        let mut anchors = Vec::new();
        self.anchors(page, &mut anchors, 0);
        if fragment.is_empty()
            || fragment.eq_ignore_ascii_case("top")
            || anchors.iter().any(|a| a == fragment)
        {
            return;
        }
        let message = format!("`{}` has no heading `#{fragment}`", page.path);
        let mut finding = Diagnostic::new(&codes::ANCHOR_MISSING, self.written_span(place), message);
        if let Some(Near { word, alone }) = near(fragment, &anchors) {
            let before = place.written.find('#').map_or("", |at| &place.written[..at]);
            finding = finding.help(format!("did you mean `#{word}`?"));
            finding = self.rewritten(place, finding, format!("{before}#{word}"), alone);
        }
        self.push(finding, place);
    }

    /// Headings and `id`s of a page and its includes.
    fn anchors(&self, page: &Page, out: &mut Vec<String>, depth: usize) {
        out.extend(page.playbook.sections.iter().map(|s| s.anchor.clone()));
        let text = self.sources.get(page.source).map_or("", |f| f.text.as_str());
        out.extend(html_ids(text).map(String::from));
        if depth < INCLUDE_DEPTH {
            let paths = page.playbook.includes.iter().filter_map(|i| i.path.as_deref());
            paths.filter_map(|p| self.catalog.page(p)).for_each(|p| self.anchors(p, out, depth + 1));
        }
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
