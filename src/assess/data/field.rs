//! Which place of a record a field's name means: settings first, then the portal's names, then `data:`.
//! In: a data table's row. Out: the gaps at that place. Never: a field that is found nowhere counts as held.

use super::condition::Rows;
use super::held::{self, Gap};
use super::{Looked, rows};
use crate::model::Name;
use crate::model::catalog::Catalog;
use crate::model::playbook::DataField;
use crate::model::registry::spelling;

/// A place in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A person of a role.
    Person(Name),
    /// The four parts of DIBS.
    Dibs,
    /// A part of every consumption status row.
    Row(rows::Part),
    /// A key of a service: `entitled`, `engagement`, `dates.kickoff` …
    Service(&'static str),
    /// A key of the record: `renewal`, `status_note` …
    Record(&'static str),
    /// A note of a kind.
    Note(String),
    /// `data:` of the record or of a service, by name.
    Data(String),
}

/// Keys of a service that a field can lie in; the record's words for what the portal calls otherwise.
const SERVICE_KEYS: [(&str, &[&str]); 11] = [
    ("entitled", &["entitlements", "entitlement", "entitled seats"]),
    ("engagement", &["engagement scenario", "service engagement scenario"]),
    ("phase", &["service status", "service phase"]),
    ("intended", &["intended seats", "intended use", "intended usage"]),
    ("tags", &["tag"]),
    ("next", &["next action date", "next action"]),
    ("target", &["target date"]),
    ("dates.intake", &["intake", "submitted date"]),
    ("dates.engaged", &["engaged", "engagement start date"]),
    ("dates.kickoff", &["kickoff", "kickoff date"]),
    ("dates.enabled", &["enabled", "enablement date"]),
];

/// Keys of the record itself.
const RECORD_KEYS: [(&str, &[&str]); 9] = [
    (
        "status_note",
        &["status note", "enterprise status note", "enterprise status notes", "status note date"],
    ),
    ("health", &["customer health", "overall health"]),
    ("renewal", &["renewal date"]),
    ("segment", &[]),
    ("region", &[]),
    ("managed", &[]),
    ("tpid", &["customer id"]),
    ("motion", &["motions"]),
    ("partners", &["partner"]),
];

/// What a record lacks of a required field.
pub(super) fn gaps(looked: &Looked<'_>, field: &DataField) -> Vec<Gap> {
    let place = place(looked.catalog, &field.name);
    match &place {
        Place::Row(part) => rows::gaps(looked, *part, &Rows::of(looked.catalog, &field.required)),
        Place::Person(role) => held::person(looked, role),
        Place::Dibs => held::dibs(looked),
        Place::Service(key) => held::service(looked, key, &field.name),
        Place::Record(key) => held::record(looked, key, &field.name),
        Place::Note(kind) => held::note(looked, kind, &field.name),
        Place::Data(name) => held::data(looked, name),
    }
}

fn place(catalog: &Catalog, name: &str) -> Place {
    let wanted = spelling(name);
    let given = catalog.settings.fields.iter().find(|(field, _)| spelling(field) == wanted);
    match given {
        Some((_, path)) => by_path(catalog, path),
        None => by_name(catalog, name),
    }
}

/// `data.Overall Status`, `people.FastTrack Manager`, `services.dibs`, `status.l2`, `notes.intent`.
fn by_path(catalog: &Catalog, path: &str) -> Place {
    let path = path.trim().trim_start_matches("services.").trim_start_matches("*.");
    if let Some(name) = path.strip_prefix("data.") {
        return Place::Data(name.trim().to_string());
    }
    if let Some(role) = path.strip_prefix("people.") {
        let role = role.trim();
        return Place::Person(catalog.registry.roles.find(role).cloned().unwrap_or_else(|| Name::from(role)));
    }
    if let Some(kind) = path.strip_prefix("notes.") {
        return Place::Note(spelling(kind));
    }
    let key = spelling(path.trim_start_matches("status."));
    by_key(&key).unwrap_or_else(|| Place::Data(path.to_string()))
}

fn by_name(catalog: &Catalog, name: &str) -> Place {
    if let Some(role) = catalog.registry.roles.find(name) {
        return Place::Person(role.clone());
    }
    let text = spelling(name.split('(').next().unwrap_or(name));
    if let Some(part) = rows::Part::named(&text) {
        return Place::Row(part);
    }
    if let Some(place) = by_key(&text) {
        return place;
    }
    match text.strip_suffix(" notes").or_else(|| text.strip_suffix(" note")) {
        Some(kind) => Place::Note(kind.trim().to_string()),
        None => Place::Data(name.trim().to_string()),
    }
}

fn by_key(text: &str) -> Option<Place> {
    if text == "dibs" {
        return Some(Place::Dibs);
    }
    if let Some(part) = rows::Part::named(text) {
        return Some(Place::Row(part));
    }
    let find = |keys: &[(&'static str, &[&str])]| {
        keys.iter().find(|(key, names)| *key == text || names.contains(&text)).map(|(key, _)| *key)
    };
    find(&SERVICE_KEYS).map(Place::Service).or_else(|| find(&RECORD_KEYS).map(Place::Record))
}
