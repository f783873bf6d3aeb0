//! For whom roots are built. In: names as `--audience` gives them. Out: [`Viewer`]s in the settings' order.
//! Never: an audience that the settings do not name.

use super::load::Loaded;
use crate::error::{Error, Result};
use crate::model::audience::{AudienceId, Viewer};
use crate::model::nearest::nearest;
use crate::model::settings::Settings;
use std::collections::BTreeSet;

/// The audience whose roots show customers only in a build for one named partner (DOMAIN.md 7).
pub(super) const PARTNER: &str = "partner";

/// Viewers of the names; all audiences of the settings without a name. `partners` are those that records name.
///
/// # Errors
/// A name that is no audience, or a partner that no record names.
pub(super) fn viewers(
    names: &[String],
    settings: &Settings,
    partners: &BTreeSet<String>,
) -> Result<Vec<Viewer>> {
    if names.is_empty() {
        return Ok(settings.audiences.ids().map(|id| viewer(settings, id, None)).collect());
    }
    let mut found = Vec::new();
    for name in names {
        let (audience, partner) = match name.split_once(':') {
            Some((audience, partner)) => (audience, Some(partner)),
            None => (name.as_str(), None),
        };
        let known = settings.audiences.0.iter().map(String::as_str);
        let id = settings
            .audiences
            .find(audience)
            .ok_or_else(|| unknown("audience", audience, known.collect()))?;
        if let Some(partner) = partner.filter(|p| !partners.contains(*p)) {
            return Err(unknown(
                "partner of a record",
                partner,
                partners.iter().map(String::as_str).collect(),
            ));
        }
        let viewer = viewer(settings, id, partner);
        if !found.contains(&viewer) {
            found.push(viewer);
        }
    }
    found.sort_by(|a, b| (a.audience, &a.partner).cmp(&(b.audience, &b.partner)));
    Ok(found)
}

fn viewer(settings: &Settings, id: AudienceId, partner: Option<&str>) -> Viewer {
    Viewer {
        audience: id,
        name: settings.audiences.name(id).to_string(),
        partner: partner.map(str::to_string),
    }
}

/// An unknown name, with the nearest or all of the known ones. Exit 3.
pub(super) fn unknown(what: &str, name: &str, known: Vec<&str>) -> Error {
    let hint = match nearest(name, &known) {
        Some(near) => format!("; did you mean `{near}`?"),
        None if known.is_empty() => "; there is none".to_string(),
        None => {
            let some: Vec<String> = known.iter().take(5).map(|k| format!("`{k}`")).collect();
            let more = if known.len() > 5 { ", …" } else { "" };
            format!("; there {} {}{more}", if known.len() == 1 { "is" } else { "are" }, some.join(", "))
        }
    };
    Error::not_found(format!("no {what} `{name}`{hint}"))
}

/// An unknown customer; where there is none at all, where records lie.
pub(super) fn unknown_customer(library: &Loaded, id: &str) -> Error {
    let known: Vec<&str> = library.records.iter().map(|r| r.id.as_str()).collect();
    match known.is_empty() {
        true => {
            let folder = &library.catalog.settings.customers_dir;
            Error::not_found(format!(
                "no customer `{id}`: there is no record yet, it would be `{folder}/{id}.yml`"
            ))
        }
        false => unknown("customer", id, known),
    }
}

/// True if this viewer's root has customers' folders at all.
pub(super) fn has_customers(viewer: &Viewer) -> bool {
    viewer.name != PARTNER || viewer.partner.is_some()
}

/// True if this viewer's root shows a customer with these partners.
pub(super) fn shows(viewer: &Viewer, partners: &[crate::source::Spanned<String>]) -> bool {
    match &viewer.partner {
        Some(name) => partners.iter().any(|p| p.value == *name),
        None => has_customers(viewer),
    }
}
