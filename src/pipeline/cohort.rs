//! `cohort suggest`: who might be reviewed in a month. In: a library, a month, maybe a region. Out: a cohort file to
//! read, strike and commit, with every reason. Never: written to disk; people choose.

use super::load::{self, Loaded};
use super::review::inside;
use super::{Library, customer, show, viewers};
use crate::assess::{Assessment, Verdict};
use crate::document::Scope;
use crate::document::portfolio;
use crate::error::{Error, Result};
use crate::model::date::{Date, Month};
use crate::model::scalar;
use crate::plan::packs;
use jiff::ToSpan;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Characters of a reason that are printed.
const REASON: usize = 240;

/// One customer in a focus area.
struct Candidate {
    id: String,
    name: String,
    /// Areas that hold, in the settings' order.
    areas: Vec<String>,
    /// `Exchange, Plateau: …`.
    reasons: Vec<String>,
    /// The largest fall in active users over 3 months.
    loss: i64,
    /// Member of the month before: since when.
    since: Option<Date>,
}

/// The text of a cohort file for `month` with the customers that are in focus today.
///
/// # Errors
/// The library cannot be read, or no customer has the region.
pub fn suggest_cohort(library: &Library, month: Month, region: Option<&str>) -> Result<String> {
    let loaded = load::load(&library.root, None)?;
    let as_of = show::as_of(library, &loaded);
    let all: Vec<(String, Option<Candidate>)> = (0..loaded.records.len())
        .into_par_iter()
        .filter_map(|idx| candidate(&loaded, idx, month, as_of))
        .collect();
    let wanted = region.map(|r| loaded.catalog.registry.regions.find(r).map_or(r, |n| n.as_str()));
    let mut known: Vec<&str> = all.iter().map(|(region, _)| region.as_str()).collect();
    known.sort_unstable();
    known.dedup();
    if let Some(wanted) = wanted.filter(|w| !known.iter().any(|k| k.eq_ignore_ascii_case(w))) {
        return Err(viewers::unknown("region of a record", wanted, known));
    }
    let mut by_region: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    for (region, candidate) in all {
        if wanted.is_none_or(|w| w.eq_ignore_ascii_case(&region)) {
            by_region.entry(region).or_default().extend(candidate);
        }
    }
    if by_region.is_empty() {
        return Err(Error::not_found("no customer has a record without errors"));
    }
    Ok(text(&loaded, month, as_of, by_region))
}

/// The customer's region, and the customer if an area holds; none if its record cannot be used or has no region.
fn candidate(loaded: &Loaded, idx: usize, month: Month, as_of: Date) -> Option<(String, Option<Candidate>)> {
    let read = customer::read(loaded, idx);
    let record = read.customer.as_ref().filter(|_| !read.findings.has_errors())?;
    let region = record.region.as_ref()?.value.to_string();
    let assessment = customer::assess(loaded, record, &read.progress, &read.sources, as_of);
    let viewer = inside(loaded);
    let scope = Scope { catalog: &loaded.catalog, viewer: &viewer, as_of };
    let found = in_focus(&scope, loaded, &assessment, month);
    Some((region, found))
}

fn in_focus(
    scope: &Scope<'_>,
    loaded: &Loaded,
    assessment: &Assessment<'_>,
    month: Month,
) -> Option<Candidate> {
    let mut areas: Vec<String> = Vec::new();
    let mut reasons = Vec::new();
    for service in &assessment.services {
        for focus in service.focus.iter().filter(|f| f.judgement.verdict == Verdict::Applies) {
            if !areas.contains(&focus.area) {
                areas.push(focus.area.clone());
            }
            reasons.push(format!("{}, {}: {}", service.name, focus.area, focus.judgement.because.fact));
        }
    }
    let id = assessment.customer.id.clone();
    let losses = assessment.services.iter().filter_map(|s| portfolio::tally(scope, s).loss);
    let loss = losses.max().unwrap_or_default();
    let since = member_since(loaded, &id, month);
    let name = assessment.customer.name.clone();
    (!areas.is_empty()).then_some(Candidate { id, name, areas, reasons, loss, since })
}

/// Since when a customer is a member, if it still was one at the end of the month before.
fn member_since(loaded: &Loaded, id: &str, month: Month) -> Option<Date> {
    let before = loaded.catalog.cohorts.iter().find(|c| c.month == month.plus(-1))?;
    let last = before.month.end();
    before.member_on(id, last)?;
    let member = before.regions.iter().flat_map(|r| &r.members).find(|m| m.customer.value == id);
    let joined = before.regions.iter().flat_map(|r| &r.changes).filter(|c| c.joins && c.customer.value == id);
    member.and_then(|m| m.since).or_else(|| joined.filter_map(|c| c.effective).max())
}

fn text(loaded: &Loaded, month: Month, as_of: Date, by_region: BTreeMap<String, Vec<Candidate>>) -> String {
    let review = &loaded.catalog.settings.review;
    let mut out = format!(
        "# Proposed from the focus areas of {as_of}. Strike and add, then commit as cohorts/{month}.yml.\n\
         # {} minutes take {} customers a region; whoever does not fit stands as a remark.\n",
        review.minutes,
        packs::budget(review.minutes, usize::MAX).fit
    );
    let meeting = loaded.catalog.cohorts.iter().filter(|c| c.month < month).max_by_key(|c| c.month);
    match meeting.and_then(|c| c.meeting.as_deref()) {
        Some(day) => out.push_str(&format!("meeting: {day}\nregions:\n")),
        None => out.push_str("meeting: Tuesday   # no earlier cohort says which day\nregions:\n"),
    }
    let first = month.plus(-1).end().checked_add(1.day()).unwrap_or(month.end());
    for (region, mut all) in by_region {
        let _ = writeln!(out, "  {}:", scalar::anywhere(&region));
        // Who was a member stays, then who is in most areas, then who lost most.
        all.sort_by(|a, b| {
            let key = |c: &Candidate| (c.since.is_none(), std::cmp::Reverse(c.areas.len()), -c.loss);
            (key(a), &a.id).cmp(&(key(b), &b.id))
        });
        let fit = packs::budget(review.minutes, all.len()).fit;
        out.push_str(if all.is_empty() {
            "    members: []   # no customer is in a focus area\n"
        } else {
            "    members:\n"
        });
        for (at, candidate) in all.iter().enumerate() {
            member(candidate, at < fit, first, &mut out);
        }
    }
    out
}

fn member(candidate: &Candidate, fits: bool, first: Date, out: &mut String) {
    let since = candidate.since.unwrap_or(first);
    let kept = candidate.since.map(|d| format!(", a member since {d}")).unwrap_or_default();
    let _ = writeln!(out, "      # {}{kept}", one_line(&candidate.name));
    for reason in &candidate.reasons {
        let _ = writeln!(out, "      #   {}", one_line(reason));
    }
    let areas: Vec<String> = candidate.areas.iter().map(|a| scalar::anywhere(a)).collect();
    let remark = if fits { "" } else { "# " };
    let _ = writeln!(
        out,
        "      {remark}- {{customer: {}, since: {since}, focus: [{}]}}",
        candidate.id,
        areas.join(", ")
    );
}

/// A remark ends with its line.
fn one_line(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().count() <= REASON {
        return line;
    }
    let head: String = line.chars().take(REASON - 1).collect();
    format!("{}…", head.trim_end())
}
