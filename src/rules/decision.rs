//! The decision-table proof: for each playbook, service, measure and case exactly one band scenario takes every value.
//! In: scenarios with a band on a percentage. Out: gaps and overlaps, each once, with both edges.
//! Never: overlays; a gap asked of a single band; a gap claimed where a scenario's other clauses may close it.

mod cases;

use super::Library;
use super::bands::values;
use crate::diagnostic::{Diagnostic, Findings, Severity, codes};
use crate::model::Name;
use crate::model::band::cover::{Domain, Fault, faults};
use crate::model::band::{Interval, Unit};
use crate::model::condition::{Mode, Rule as Says, Test};
use crate::model::measure::Measure;
use crate::model::page::Page;
use crate::model::playbook::{Scenario, ServiceScope};
use crate::model::registry::Registry;
use cases::{Case, Condition, Space, has_one_value};
use std::collections::{BTreeMap, BTreeSet};

/// Faults of one service that are told, at most: each case may have others.
const MOST_FAULTS: usize = 400;

/// A band scenario of one measure.
struct Row<'a> {
    scenario: &'a Scenario,
    band: Interval,
    /// What fields of one value it asks for.
    conditions: Vec<Condition<'a>>,
    /// True if a clause asks for a set (status, tags): others may hold beside it.
    sets: bool,
}

/// A fault with what it was found for.
struct Found<'a> {
    fault: Fault,
    /// Rows of the fault: below and above, or the two; none where no scenario takes the case at all.
    rows: [Option<usize>; 2],
    /// The cases in words.
    with: String,
    services: Vec<Option<&'a Name>>,
}

/// Reports the faults of one page's decision table.
pub(super) fn check(library: &Library<'_>, page: &Page, findings: &mut Findings) {
    let own = |s: &&Scenario| s.span.source == page.source && !s.overlay;
    let scenarios: Vec<&Scenario> = page.playbook.scenarios.iter().filter(own).collect();
    for measure in Measure::ALL.into_iter().filter(|m| m.unit() == Unit::Percent) {
        let rows: Vec<Row<'_>> = scenarios.iter().filter_map(|s| Row::of(s, measure)).collect();
        if rows.len() < 2 {
            continue;
        }
        let services = services(&rows);
        let mut found: Vec<Found<'_>> = Vec::new();
        for service in &services {
            prove(&rows, *service, &library.catalog.registry, &mut found);
        }
        findings.extend(found.iter().map(|f| finding(f, &rows, measure, services.len())));
    }
}

impl<'a> Row<'a> {
    fn of(scenario: &'a Scenario, measure: Measure) -> Option<Self> {
        let Says::All(clauses) = &scenario.when.rule else { return None };
        let mut row =
            Self { scenario, band: Interval { low: None, high: None }, conditions: Vec::new(), sets: false };
        let mut banded = false;
        for clause in clauses {
            match &clause.test {
                Test::Band { measure: m, band } if *m == measure => {
                    row.band = row.band.intersect(band.interval)?;
                    banded = true;
                }
                Test::Field { field, mode, values } if has_one_value(*field) && *mode != Mode::Only => {
                    row.conditions.push(Condition { field: *field, is: *mode == Mode::Is, names: values });
                }
                // Whoever has a value in the band has the measure.
                Test::MeasureKnown(m) if *m == measure => {}
                _ => row.sets = true,
            }
        }
        banded.then_some(row)
    }

    fn is_for(&self, service: Option<&Name>) -> bool {
        match &self.scenario.services {
            ServiceScope::Customer | ServiceScope::All => true,
            ServiceScope::Named(names) => service.is_some_and(|s| names.iter().any(|n| n.name == *s)),
        }
    }
}

/// Every service that a row names, and *any other* where a row is for all.
fn services<'a>(rows: &[Row<'a>]) -> Vec<Option<&'a Name>> {
    let mut named = BTreeSet::new();
    let mut all = false;
    for row in rows {
        match &row.scenario.services {
            ServiceScope::Named(names) => named.extend(names.iter().map(|n| &n.name)),
            ServiceScope::Customer | ServiceScope::All => all = true,
        }
    }
    named.into_iter().map(Some).chain(all.then_some(None)).collect()
}

/// Adds the faults of one service. With one band there is no table, and nothing is asked.
fn prove<'a>(rows: &[Row<'a>], service: Option<&'a Name>, registry: &Registry, found: &mut Vec<Found<'a>>) {
    let mine: Vec<usize> = (0..rows.len()).filter(|i| rows[*i].is_for(service)).collect();
    if mine.len() < 2 {
        return;
    }
    let space = Space::of(mine.iter().flat_map(|i| &rows[*i].conditions), registry);
    let mut faulty: Vec<(Fault, [Option<usize>; 2], BTreeSet<Case<'a>>)> = Vec::new();
    for case in space.cases() {
        let holds = |i: &usize| rows[*i].conditions.iter().all(|c| space.holds(c, &case));
        let taking: Vec<usize> = mine.iter().copied().filter(holds).collect();
        for (fault, places) in faults_of(rows, &taking) {
            let is_full = faulty.len() == MOST_FAULTS;
            match faulty.iter_mut().find(|(f, p, _)| values_of(*f) == values_of(fault) && *p == places) {
                Some((.., cases)) => drop(cases.insert(case.clone())),
                None if is_full => {}
                None => faulty.push((fault, places, BTreeSet::from([case.clone()]))),
            }
        }
    }
    for (fault, rows, cases) in faulty {
        let with = space.told(&cases);
        let same =
            |f: &&mut Found<'_>| values_of(f.fault) == values_of(fault) && f.rows == rows && f.with == with;
        match found.iter_mut().find(same) {
            Some(known) => known.services.push(service),
            None => found.push(Found { fault, rows, with, services: vec![service] }),
        }
    }
}

/// The faults of the scenarios that hold in one case.
fn faults_of(rows: &[Row<'_>], taking: &[usize]) -> Vec<(Fault, [Option<usize>; 2])> {
    let bands: Vec<Interval> = taking.iter().map(|i| rows[*i].band).collect();
    let placed = |fault| match fault {
        Fault::Gap { below, above, .. } => (fault, [below.map(|i| taking[i]), above.map(|i| taking[i])]),
        Fault::Overlap { bands: (a, b), .. } => (fault, [Some(taking[a]), Some(taking[b])]),
    };
    let is_proved = |(fault, places): &(Fault, [Option<usize>; 2])| {
        let sets = places.iter().flatten().any(|i| rows[*i].sets);
        !(sets && matches!(fault, Fault::Overlap { .. }))
    };
    faults(Domain { unit: Unit::Percent }, &bands).into_iter().map(placed).filter(is_proved).collect()
}

/// Whether it is a gap, and of which values.
fn values_of(fault: Fault) -> (bool, Interval) {
    match fault {
        Fault::Gap { interval, .. } => (true, interval),
        Fault::Overlap { interval, .. } => (false, interval),
    }
}

fn finding(found: &Found<'_>, rows: &[Row<'_>], measure: Measure, services: usize) -> Diagnostic {
    let (is_gap, interval) = values_of(found.fault);
    let places: Vec<&Row<'_>> = found.rows.iter().flatten().map(|i| &rows[*i]).collect();
    let cases = format!("{}{}", of_services(found, services), found.with);
    let Some((first, others)) = places.split_last() else {
        return nothing(rows, measure, &cases);
    };
    let what = if is_gap { "no scenario" } else { "two scenarios" };
    let example = match found.fault {
        Fault::Gap { example, .. } | Fault::Overlap { example, .. } => example,
    };
    let example = example.filter(|_| interval.point().is_none());
    let example = example.map_or(String::new(), |e| format!(", {e} % for one"));
    let message = format!("{} {}: {what}{cases}{example}", measure.name(), values(interval, true));
    let help = match is_gap {
        true => "take the edge into one of the two bands, or write a scenario for what lies between",
        false => "let each value lie in one band; a scenario on top of others carries `Overlay: **yes**`",
    };
    let mut out = Diagnostic::new(&codes::BAND_GAP, first.scenario.when.span, message).help(help);
    for row in std::iter::once(first).chain(others) {
        out = out.label(row.scenario.when.span, format!("takes {}", row.band.text(true)));
    }
    out
}

/// A case that the table leaves out as a whole: it may be meant for the others only, and then says so.
fn nothing(rows: &[Row<'_>], measure: Measure, cases: &str) -> Diagnostic {
    let span = rows[0].scenario.when.span;
    let message = format!("{} at any value: no scenario{cases}", measure.name());
    let mut out = Diagnostic::new(&codes::BAND_GAP, span, message)
        .severity(Severity::Warning)
        .help("write a scenario for these customers, or let one of the others take them");
    let distinct: BTreeMap<_, _> = rows.iter().map(|r| (r.scenario.when.span, r)).collect();
    for (span, row) in distinct.into_iter().take(3) {
        let text = row.scenario.when.text.as_deref().unwrap_or("");
        out = out.label(span, format!("only {text}"));
    }
    out
}

/// For which services, where it is not for all.
fn of_services(found: &Found<'_>, services: usize) -> String {
    if found.services.len() == services {
        return String::new();
    }
    let names: Vec<&str> =
        found.services.iter().map(|s| s.map_or("other services", |n| n.as_str())).collect();
    format!(" for {}", names.join(", "))
}
