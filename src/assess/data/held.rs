//! Whether a record holds a value at a place. In: the record. Out: a [`Gap`] where it does not.
//! Never: takes `N/A`, `-` or blanks for a value, or a date to come for a thing done.

use super::Looked;
use crate::model::Name;
use crate::model::audience::AudienceId;
use crate::model::customer::{Dates, ServiceRecord};
use crate::model::date::Date;
use crate::model::registry::spelling;
use crate::model::{Span, Spanned};
use std::collections::BTreeMap;

/// Something that is not there.
#[derive(Clone, Debug)]
pub(super) struct Gap {
    pub(super) part: Option<String>,
    pub(super) service: Option<Name>,
    /// Where in the record it belongs.
    pub(super) at: Span,
    /// What to write.
    pub(super) help: String,
    pub(super) audience: AudienceId,
}

impl Gap {
    pub(super) fn of(audience: AudienceId, help: String, at: Span) -> Self {
        Self { part: None, service: None, at, help, audience }
    }

    pub(super) fn at_service(self, service: &Name) -> Self {
        Self { service: Some(service.clone()), ..self }
    }

    pub(super) fn of_part(self, part: &str) -> Self {
        Self { part: Some(part.to_string()), ..self }
    }
}

impl Looked<'_> {
    fn gap(&self, help: String, at: Span) -> Gap {
        Gap::of(self.catalog.settings.audiences.narrowest(), help, at)
    }

    pub(super) fn says(&self, text: &str) -> bool {
        !self.catalog.vocabulary.is_nothing(text)
    }

    /// True if a `data:` block holds a value under a name, without case.
    fn holds(&self, data: &BTreeMap<String, Spanned<String>>, name: &str) -> bool {
        let wanted = spelling(name);
        data.iter().any(|(key, value)| spelling(key) == wanted && self.says(&value.value))
    }
}

/// At least one person of a role.
pub(super) fn person(looked: &Looked<'_>, role: &Name) -> Vec<Gap> {
    let held = looked.customer.people.iter().any(|p| p.role.value == *role && looked.says(&p.name));
    if held {
        return Vec::new();
    }
    vec![looked.gap(format!("people: a person with role {role}"), looked.customer.span)]
}

/// Date, intent, business reason and success owner of every service.
pub(super) fn dibs(looked: &Looked<'_>) -> Vec<Gap> {
    let mut out = Vec::new();
    for service in &looked.services {
        let dibs = service.dibs.as_ref();
        let text = |of: Option<&String>| of.is_some_and(|t| looked.says(t));
        let parts = [
            ("date", "due", dibs.is_some_and(|d| d.due.is_some())),
            ("intent", "intent", text(dibs.and_then(|d| d.intent.as_ref()))),
            ("business reason", "reason", text(dibs.and_then(|d| d.reason.as_ref()))),
            ("success owner", "owner", text(dibs.and_then(|d| d.owner.as_ref()))),
        ];
        let name = &service.name.value;
        let at = dibs.map_or(service.span, |d| d.span);
        for (part, key, _) in parts.into_iter().filter(|(_, _, held)| !held) {
            let help = format!("services.{name}.dibs.{key}");
            out.push(looked.gap(help, at).at_service(name).of_part(part));
        }
    }
    out
}

/// A key of every service.
pub(super) fn service(looked: &Looked<'_>, key: &str, field: &str) -> Vec<Gap> {
    let lacks = |s: &&&ServiceRecord| !has_key(looked, s, key) && !looked.holds(&s.data, field);
    let lacking = looked.services.iter().filter(lacks);
    let gap = |s: &&ServiceRecord| {
        let name = &s.name.value;
        let help = match key {
            "next" | "target" => format!("services.{name}.status: `{key}` of a row"),
            _ => format!("services.{name}.{key}"),
        };
        looked.gap(help, s.span).at_service(name)
    };
    lacking.map(gap).collect()
}

fn has_key(looked: &Looked<'_>, service: &ServiceRecord, key: &str) -> bool {
    let date = |of: fn(&Dates) -> &Option<Spanned<Date>>| {
        of(&service.dates).as_ref().is_some_and(|day| day.value <= looked.as_of)
    };
    match key {
        "entitled" => service.entitled.is_some() || service.overridden.is_some(),
        "engagement" => service.engagement.as_ref().is_some_and(|t| looked.says(t)),
        "phase" => service.phase.is_some(),
        "intended" => service.intended.is_some(),
        "tags" => !service.tags.is_empty(),
        "next" => service.status.iter().any(|r| r.next.as_ref().is_some_and(|n| n.on.is_some())),
        "target" => service.status.iter().any(|r| r.target.is_some()),
        "dates.intake" => date(|d| &d.intake),
        "dates.engaged" => date(|d| &d.engaged),
        "dates.kickoff" => date(|d| &d.kickoff),
        "dates.enabled" => date(|d| &d.enabled),
        _ => false,
    }
}

/// A key of the record itself.
pub(super) fn record(looked: &Looked<'_>, key: &str, field: &str) -> Vec<Gap> {
    let c = looked.customer;
    let held = match key {
        "status_note" => {
            c.status_note.as_ref().and_then(|n| n.on.as_ref()).is_some_and(|d| d.value <= looked.as_of)
        }
        "health" => c.health.as_ref().is_some_and(|h| h.overall.is_some()),
        "renewal" => c.renewal.is_some(),
        "segment" => c.segment.as_ref().is_some_and(|t| looked.says(&t.value)),
        "region" => c.region.is_some(),
        "managed" => c.managed.is_some(),
        "tpid" => c.tpid.as_ref().is_some_and(|t| looked.says(t)),
        "motion" => !c.motions.is_empty(),
        "partners" => !c.partners.is_empty(),
        _ => false,
    };
    if held || looked.holds(&c.data, field) { Vec::new() } else { vec![looked.gap(key.to_string(), c.span)] }
}

/// A note of a kind that exists on the day, or the field in `data:`.
pub(super) fn note(looked: &Looked<'_>, kind: &str, field: &str) -> Vec<Gap> {
    let is_kind = |k: &String| spelling(k) == kind;
    let notes = looked.customer.notes.iter();
    let mut notes = notes.filter(|n| n.on.is_none_or(|on| on <= looked.as_of) && looked.says(&n.text));
    if notes.any(|n| n.kind.as_ref().is_some_and(is_kind)) {
        return Vec::new();
    }
    data(looked, field).into_iter().map(|gap| noted(gap, kind)).collect()
}

fn noted(gap: Gap, kind: &str) -> Gap {
    let help = format!("notes: a note with kind {kind}, or {}", gap.help);
    Gap { help, ..gap }
}

/// `data:` of the record, or of the services: said once if none of them holds it.
pub(super) fn data(looked: &Looked<'_>, name: &str) -> Vec<Gap> {
    if looked.holds(&looked.customer.data, name) {
        return Vec::new();
    }
    let lacking: Vec<_> = looked.services.iter().filter(|s| !looked.holds(&s.data, name)).collect();
    if lacking.len() == looked.services.len() {
        return vec![looked.gap(format!("data.{name}"), looked.customer.span)];
    }
    let of = |s: &&&ServiceRecord| {
        let service = &s.name.value;
        looked.gap(format!("services.{service}.data.{name}"), s.span).at_service(service)
    };
    lacking.iter().map(of).collect()
}
