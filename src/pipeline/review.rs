//! `review close`: the figures of a meeting that was held, for the next pack to compare with. In: a library, a region,
//! a day. Out: `reviews/<YYYY-MM>/<region>-<date>.yml`. Never: overwrites; invents what was decided.

use super::load::{self, Loaded};
use super::{Library, customer, show, viewers};
use crate::document::{Scope, pack};
use crate::error::{Error, Result};
use crate::model::audience::Viewer;
use crate::model::date::Date;
use crate::model::registry::spelling;
use crate::model::review::{MemberFigures, ReviewOutcome};
use crate::output;
use crate::parse::schema::review_outcome;
use crate::plan::packs::{self, Meeting};
use std::path::PathBuf;

/// Writes the outcome of a region's meeting with the figures of its members; gives the file's path.
///
/// # Errors
/// No such region or meeting, a day that has not come, a record with errors, or an outcome that is there already.
pub fn close_review(library: &Library, region: &str, on: Date) -> Result<PathBuf> {
    let loaded = load::load(&library.root, None)?;
    let as_of = show::as_of(library, &loaded);
    if on > as_of {
        let said = format!("close the review of {on}: {as_of} is in force (`--as-of` gives another day)");
        return Err(Error::new(said));
    }
    let meeting = meeting(&loaded, region, on, as_of)?;
    let members = meeting.members.iter().map(|id| figures(&loaded, id, as_of)).collect::<Result<Vec<_>>>()?;
    let budget = packs::budget(loaded.catalog.settings.review.minutes, members.len());
    let carried = members[budget.fit..].iter().map(|m| m.customer.clone()).collect();
    let outcome = ReviewOutcome {
        region: meeting.region.region.clone(),
        on,
        as_of,
        source: meeting.cohort.source,
        carried_over: carried,
        members,
        decisions: Vec::new(),
        actions: Vec::new(),
    };
    let path = format!("{}.yml", meeting.stem);
    output::create(&library.root, &[(path.clone(), review_outcome::text(&outcome))], Vec::new())?;
    Ok(library.root.join(path))
}

fn meeting<'a>(loaded: &'a Loaded, region: &str, on: Date, as_of: Date) -> Result<Meeting<'a>> {
    let catalog = &loaded.catalog;
    let wanted = catalog.registry.regions.find(region).map_or(region, |name| name.as_str());
    let meetings = packs::on(&catalog.cohorts, &catalog.reviews, on, as_of);
    let known: Vec<String> = meetings.iter().map(|m| m.region.region.to_string()).collect();
    let found = meetings.into_iter().find(|m| spelling(&m.region.region) == spelling(wanted));
    if let Some(found) = found {
        return Ok(found);
    }
    if !known.is_empty() {
        return Err(viewers::unknown("region", region, known.iter().map(String::as_str).collect()));
    }
    let near = packs::next(&catalog.cohorts, &catalog.reviews, on);
    let near = near.iter().find(|m| spelling(&m.region.region) == spelling(wanted));
    let hint = near.map(|m| format!("; the next one is on {}", m.on)).unwrap_or_default();
    Err(Error::not_found(format!("no cohort meets on {on}, a {}{hint}", packs::weekday(on))))
}

fn figures(loaded: &Loaded, id: &str, as_of: Date) -> Result<MemberFigures> {
    let Some(idx) = loaded.records.iter().position(|r| r.id == id) else {
        return Err(viewers::unknown_customer(loaded, id));
    };
    let read = customer::read(loaded, idx);
    let Some(record) = read.customer.as_ref().filter(|_| !read.findings.has_errors()) else {
        return Err(Error::new(format!(
            "close the review: the record of `{id}` has errors (`gameplan check`)"
        )));
    };
    let assessment = customer::assess(loaded, record, &read.progress, &read.sources, as_of);
    let viewer = inside(loaded);
    let scope = Scope { catalog: &loaded.catalog, viewer: &viewer, as_of };
    Ok(pack::figures::figures(&scope, &assessment))
}

/// The reader of packs: the narrowest audience.
pub(super) fn inside(loaded: &Loaded) -> Viewer {
    let audiences = &loaded.catalog.settings.audiences;
    let audience = audiences.narrowest();
    Viewer { audience, name: audiences.name(audience).to_string(), partner: None }
}
