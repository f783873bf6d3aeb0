//! The phase of a service (DOMAIN.md 3): as recorded, or from facts where they decide.
//! In: a service's rows and dates. Out: the phase, why if it was inferred, who may know. Never: a guess.

use super::Subject;
use crate::model::Name;
use crate::model::audience::AudienceId;
use crate::model::customer::StatusRow;
use crate::model::registry::spelling;

/// The phase and, if the record does not give it, the facts that decide.
pub(super) fn phase(s: &Subject<'_>) -> Option<(Name, Option<String>)> {
    if let Some(given) = &s.service.phase {
        return Some((given.value.clone(), None));
    }
    if migrating(s).next().is_some() {
        return Some((named(s, "Migrate"), Some("inferred: a status row says Migration".to_string())));
    }
    if s.existing(&s.service.dates.kickoff).is_some() {
        return None;
    }
    let dates = &s.service.dates;
    let begun = [("engaged", &dates.engaged), ("intake", &dates.intake)];
    let (what, day) = begun.into_iter().find_map(|(what, date)| Some((what, s.existing(date)?)))?;
    Some((named(s, "Initiate"), Some(format!("inferred: {what} on {day}, no kickoff yet"))))
}

/// Who may know it: a phase that follows from rows is for those who may know all of them.
pub(super) fn audience(s: &Subject<'_>) -> AudienceId {
    let of_rows = migrating(s).map(|row| row.audience).max().filter(|_| s.service.phase.is_none());
    let label = s.catalog.settings.label_of("phase");
    of_rows.map_or(label, |of_rows| label.max(of_rows))
}

/// The rows that say Migration.
fn migrating<'a>(s: &Subject<'a>) -> impl Iterator<Item = &'a StatusRow> + use<'a> {
    let says = |row: &&StatusRow| row.l2.as_ref().is_some_and(|l2| spelling(&l2.value) == "migration");
    s.service.status.iter().filter(says)
}

fn named(s: &Subject<'_>, phase: &str) -> Name {
    s.catalog.registry.phases.find(phase).cloned().unwrap_or_else(|| Name::from(phase))
}
