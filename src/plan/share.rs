//! What of a record may leave for one viewer (DOMAIN.md 7). In: settings, viewer, labels.
//! Out: yes or no. Never: widens; what nothing is said about stays inside.

use crate::assess::Line;
use crate::model::audience::Viewer;
use crate::model::customer::Customer;
use crate::model::settings::Settings;

/// True for the narrowest audience: nothing is held back from it.
pub fn is_inside(settings: &Settings, viewer: &Viewer) -> bool {
    viewer.audience == settings.audiences.narrowest()
}

/// True if a field of the record without a label of its own may be shown. What is shared with an audience
/// is shared with the narrower ones too.
pub fn gives(settings: &Settings, viewer: &Viewer, field: &str) -> bool {
    viewer.may_see(settings.label_of(field))
}

/// True if a line may be shown: its text may be read and all that decides about it may be known.
pub fn shows(line: &Line, viewer: &Viewer) -> bool {
    line.readers.has(viewer.audience) && viewer.may_see(line.judgement.audience)
}

/// The customer's name for this viewer: the external one outside, if there is one.
pub fn customer_name<'a>(settings: &Settings, viewer: &Viewer, customer: &'a Customer) -> &'a str {
    match &customer.external_name {
        Some(external) if !is_inside(settings, viewer) => external,
        _ => &customer.name,
    }
}

/// An owner's name for this viewer: none if it is a person whom the viewer may not know.
pub fn owner<'a>(viewer: &Viewer, customer: &Customer, owner: Option<&'a str>) -> Option<&'a str> {
    let hidden = |name: &str| customer.people.iter().any(|p| p.name == name && !viewer.may_see(p.audience));
    owner.filter(|name| !hidden(name))
}
