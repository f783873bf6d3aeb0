//! Who may know a derived value (DOMAIN.md 7). In: settings and a service's rows. Out: audience labels.
//! Never: widens; what nothing gives away is for the narrowest audience.

use crate::model::audience::AudienceId;
use crate::model::customer::ServiceRecord;
use crate::model::settings::Settings;

/// The audience of what is computed from consumption status rows: the narrowest of theirs.
pub(super) fn of_rows(settings: &Settings, service: &ServiceRecord) -> AudienceId {
    let narrowest = settings.audiences.narrowest();
    service.status.iter().map(|r| r.audience).max().unwrap_or(narrowest)
}
