//! What may not stand in a wider root (DOMAIN.md 7): names of other customers, their ids as path segments,
//! people of records, note sentences, titles and paths of pages that others read, the settings' patterns.
//! In: every record, the pages, a viewer. Out: needles. Never: what the viewer may know.

use crate::guard::{Kind, Needle};
use crate::model::audience::{AudienceId, Viewer};
use crate::model::catalog::Catalog;
use crate::model::customer::Customer;
use crate::model::settings::Settings;
use crate::resolve::{Resolved, redirects, route, virtual_path};
use crate::source::{SourceId, Span};

/// Words of a note's sentence below which it is no sentence worth a search.
const SENTENCE_WORDS: usize = 4;

/// Words of a title below which other texts hold it by chance.
const TITLE_WORDS: usize = 3;

/// The needles of one customer for one viewer.
pub(super) fn of_customer(customer: &Customer, viewer: &Viewer) -> Vec<Needle> {
    let mut out = Vec::new();
    let own = Some(customer.id.clone());
    let names = [Some(&customer.name), customer.external_name.as_ref()];
    for name in names.into_iter().flatten() {
        out.push(needle(name, Kind::Words, "the name of another customer", customer.span, own.clone()));
    }
    out.push(needle(&customer.id, Kind::CustomerId, "the id of another customer", customer.span, own));
    let hidden = |label: AudienceId| !viewer.may_see(label);
    for person in customer.people.iter().filter(|p| hidden(p.audience)) {
        out.push(needle(&person.name, Kind::Words, "a person of a record", person.role.span, None));
    }
    for note in customer.notes.iter().filter(|n| hidden(n.audience)) {
        out.extend(
            sentences(&note.text).map(|s| needle(s, Kind::Words, "a note of a record", note.span, None)),
        );
    }
    for row in customer.services.iter().flat_map(|s| &s.status).filter(|r| hidden(r.audience)) {
        for text in row.note.iter() {
            out.extend(
                sentences(text).map(|s| needle(s, Kind::Words, "a note of a status row", row.span, None)),
            );
        }
    }
    out
}

/// Titles and routes of the pages that a root's readers may not read.
pub(super) fn of_pages(catalog: &Catalog, resolved: &Resolved) -> Vec<Needle> {
    let audience = resolved.viewer.audience;
    let hidden = catalog.pages.iter().filter(|page| !page.audiences.has(audience));
    let mut out = Vec::new();
    for page in hidden {
        let span = Span::new(page.source, 0..0);
        if says_something(&page.title) {
            out.push(needle(&page.title, Kind::Title, "the title of a page that others read", span, None));
        }
        let audiences = &catalog.settings.audiences;
        let own = audiences.ids().filter(|id| page.audiences.has(*id));
        let route =
            own.filter_map(|id| virtual_path(&page.path, audiences, id)).map(|path| route(&path)).next();
        let is_free = |route: &String| !resolved.by_route.contains_key(route) && !redirects::is_own(route);
        if let Some(route) = route.filter(is_free) {
            let stem = route.trim_end_matches(".html");
            out.push(needle(stem, Kind::Route, "the path of a page that others read", span, None));
        }
    }
    out
}

/// True for a title that is more than a word or two of the language: three words, or six signs that need no blanks.
fn says_something(title: &str) -> bool {
    title.split_whitespace().count() >= TITLE_WORDS
        || title.chars().filter(|c| c.is_alphanumeric() && !c.is_ascii()).count() >= 2 * TITLE_WORDS
}

/// The settings' own patterns.
pub(super) fn of_settings(settings: &Settings) -> Vec<Needle> {
    let nowhere = Span::new(SourceId(0), 0..0);
    settings.leaks.iter().map(|p| needle(&p.text, Kind::Pattern, &p.why, nowhere, None)).collect()
}

fn needle(text: &str, kind: Kind, why: &str, span: Span, owner: Option<String>) -> Needle {
    Needle { text: text.to_string(), kind, why: why.to_string(), span, owner }
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '!', '?', ';', '\n', '。'])
        .map(str::trim)
        .filter(|s| s.split_whitespace().count() >= SENTENCE_WORDS)
}
