//! What a review says first: health or usage in a sentence, renewal, status note. In: a customer, scope. Out: sentences.
//! Never: a missing part left out without its name.

use crate::assess::Assessment;
use crate::document::wording;
use crate::document::{Scope, glance};
use crate::model::Spanned;
use crate::model::customer::{Colour, Customer};
use crate::model::date::Date;
use crate::plan::share;

/// `Fjordlys is Yellow; groups Red, Yellow, Red; forecast Green by Dec 2026.`, with what is missing named.
pub fn health(scope: &Scope, customer: &Customer) -> String {
    let health = customer.health.as_ref();
    let word = |colour: Option<Colour>, field: &str| {
        colour.map_or_else(|| wording::missing(field), |c| c.as_str().to_string())
    };
    let groups: Vec<&str> = health.iter().flat_map(|h| &h.groups).map(|c| c.as_str()).collect();
    let groups = if groups.is_empty() { wording::missing("health.groups") } else { groups.join(", ") };
    let forecast = match health.and_then(|h| h.forecast) {
        None => wording::missing("health.forecast"),
        Some(f) => {
            let by = f.by.map_or_else(|| wording::missing("health.forecast.by"), wording::month);
            format!("{} by {by}", word(f.overall, "health.forecast.overall"))
        }
    };
    let overall = word(health.and_then(|h| h.overall), "health.overall");
    format!("{} is {overall}; groups {groups}; forecast {forecast}.", name(scope, customer))
}

/// `Active usage of Fjordlys: Exchange 23.4 % (Aug 2026).`
pub(super) fn usage(scope: &Scope, assessment: &Assessment) -> String {
    let all = glance::glances(scope, &assessment.services);
    let said = all.iter().filter_map(|g| match (&g.usage, &g.unknown) {
        (Some(usage), _) => {
            let data = g.data.as_ref().map(|d| format!(" ({d})")).unwrap_or_default();
            Some(format!("{} {usage}{data}", g.name))
        }
        (None, Some(gap)) => Some(format!("{} {}", g.name, gap.missing)),
        (None, None) => None,
    });
    let said: Vec<String> = said.collect();
    match said.is_empty() {
        true => wording::missing("services"),
        false => format!("Active usage of {}: {}.", name(scope, assessment.customer), said.join(", ")),
    }
}

/// Renewal and status note, as far as the viewer may know.
pub(super) fn facts(scope: &Scope, customer: &Customer) -> Vec<String> {
    let renewal = customer.renewal.as_ref().filter(|_| scope.gives("renewal"));
    let renewal = renewal.map(|day| format!("Renewal {}", wording::day(day.value).text));
    let note = scope.gives("status_note").then(|| status_note(scope, customer));
    renewal.into_iter().chain(note).collect()
}

/// A note of a day that has not come does not exist.
fn status_note(scope: &Scope, customer: &Customer) -> String {
    let exists = |on: Option<&Spanned<Date>>| on.is_none_or(|day| day.value <= scope.as_of);
    let note = customer.status_note.as_ref().filter(|note| exists(note.on.as_ref()));
    let Some(note) = note else { return wording::missing("status_note") };
    let on =
        note.on.as_ref().map_or_else(|| wording::missing("status_note.on"), |d| wording::day(d.value).text);
    let colour = note.colour.map(|c| format!(" ({})", c.as_str())).unwrap_or_default();
    let next = note.next.map(|d| format!(", next {}", wording::day(d).text)).unwrap_or_default();
    format!("Status note of {on}{colour}{next}")
}

fn name<'a>(scope: &'a Scope, customer: &'a Customer) -> &'a str {
    share::customer_name(&scope.catalog.settings, scope.viewer, customer)
}
