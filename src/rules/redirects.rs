//! Old addresses that cannot lead on. In: Catalog, sources. Out: findings at the settings, once an entry and not
//! once an audience. Never: one for a page that some audience may read.

use crate::diagnostic::{Diagnostic, codes};
use crate::model::audience::Viewer;
use crate::model::catalog::Catalog;
use crate::resolve::redirects::{Fault, redirects};
use crate::resolve::routes_of;
use crate::source::{SourceMap, Span};
use std::collections::BTreeMap;

/// Findings about `site: redirects`.
pub fn findings(catalog: &Catalog, sources: &SourceMap) -> Vec<Diagnostic> {
    let site = &catalog.settings.site;
    if site.redirects.is_empty() {
        return Vec::new();
    }
    let audiences = &catalog.settings.audiences;
    let mut by_entry: BTreeMap<String, Vec<Fault>> = BTreeMap::new();
    for id in audiences.ids() {
        let viewer = Viewer { audience: id, name: audiences.name(id).to_string(), partner: None };
        for (old, fault) in redirects(&catalog.settings, &routes_of(catalog, &viewer)).1 {
            by_entry.entry(old).or_default().push(fault);
        }
    }
    let all = audiences.ids().count();
    let told = |(old, faults): (&String, &Vec<Fault>)| {
        // A page that one audience lacks is no fault: its root goes without the old address.
        let nowhere = faults.iter().filter(|f| **f == Fault::Nowhere).count();
        let told = faults.iter().find(|f| **f != Fault::Nowhere || nowhere == all)?;
        let span = site.redirect_spans.get(old).copied().unwrap_or_default();
        Some(finding(catalog, sources, old, told, span))
    };
    by_entry.iter().filter_map(told).collect()
}

fn finding(catalog: &Catalog, sources: &SourceMap, old: &str, fault: &Fault, span: Span) -> Diagnostic {
    let new = catalog.settings.site.redirects.get(old).map_or("", String::as_str);
    match fault {
        Fault::NoAddress => {
            Diagnostic::new(&codes::SETTINGS_SHAPE, span, format!("`{old}` is no address of a page"))
                .help("write the old path below the root: `old/page.html`, `old/page.md` or `old/`")
        }
        Fault::Own => {
            let message = format!("`{old}` is an address that the build writes itself");
            Diagnostic::new(&codes::PATH_CLASH, span, message).help("leave the entry out")
        }
        Fault::Taken(idx) => {
            let page = &catalog.pages[*idx];
            let end = sources.get(page.source).map_or(0, |file| file.line_range(1).end);
            let message = format!("`{old}` cannot lead on: `{}` stands there", page.path);
            Diagnostic::new(&codes::PATH_CLASH, span, message)
                .label(Span::new(page.source, 0..end), "the page that stays")
                .help("leave the entry out, or rename the page")
        }
        Fault::Twice(other) => {
            let message = format!("`{old}` and `{other}` are one address");
            Diagnostic::new(&codes::PATH_CLASH, span, message).help("keep one of them")
        }
        Fault::Nowhere => {
            let message = format!("`{new}`, where `{old}` leads, is no page of any audience");
            Diagnostic::new(&codes::TARGET_MISSING, span, message)
                .help("write the path of a page, or an address that begins with `https://`")
        }
        Fault::Circle => {
            let message = format!("`{old}` leads back to itself");
            Diagnostic::new(&codes::TARGET_MISSING, span, message).help("let it lead to a page")
        }
    }
}
