//! Who may know a derived value (DOMAIN.md 7). In: settings and a service's rows. Out: audience labels.
//! Never: widens; what nothing gives away is for the narrowest audience.

use crate::model::audience::AudienceId;
use crate::model::customer::ServiceRecord;
use crate::model::settings::Settings;

/// Fields of a record that are given to the widest audience unless settings say otherwise.
const GIVEN_AWAY: [&str; 3] = ["usage", "entitled", "dates"];

/// The audience of a field: the widest of the default and of what settings `share` it with.
pub(super) fn of_field(settings: &Settings, field: &str) -> AudienceId {
    let default = match field {
        _ if GIVEN_AWAY.contains(&field) => AudienceId(0),
        "intended" => settings.audiences.find("partner").unwrap_or(settings.audiences.narrowest()),
        _ => settings.audiences.narrowest(),
    };
    let shared = settings.share.iter().filter(|(_, fields)| fields.iter().any(|f| f == field));
    shared.map(|(id, _)| *id).min().map_or(default, |id| id.min(default))
}

/// The audience of what is computed from consumption status rows: the narrowest of theirs.
pub(super) fn of_rows(settings: &Settings, service: &ServiceRecord) -> AudienceId {
    let narrowest = settings.audiences.narrowest();
    service.status.iter().map(|r| r.audience).max().unwrap_or(narrowest)
}
