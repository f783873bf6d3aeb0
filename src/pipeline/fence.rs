//! What may not stand in a wider root (DOMAIN.md 7): names of other customers, their ids as path segments,
//! people of records, note sentences, the settings' patterns.
//! In: every record, a viewer. Out: needles. Never: what the viewer may know.

use crate::guard::{Kind, Needle};
use crate::model::audience::{AudienceId, Viewer};
use crate::model::customer::Customer;
use crate::model::settings::Settings;
use crate::source::{SourceId, Span};

/// Words of a note's sentence below which it is no sentence worth a search.
const SENTENCE_WORDS: usize = 4;

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
