//! The decision-table proof: for each playbook, service and measure exactly one band scenario takes every value.
//! In: scenarios with a band on a percentage. Out: gaps and overlaps, each once, with both edges.
//! Never: overlays; a gap asked of a single band; a gap claimed where a scenario's other clauses may close it.

use super::bands::values;
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::Name;
use crate::model::band::cover::{Domain, Fault, faults};
use crate::model::band::{Interval, Unit};
use crate::model::condition::{Field, Mode, Rule as Says, Test};
use crate::model::measure::Measure;
use crate::model::page::Page;
use crate::model::playbook::{Scenario, ServiceScope};
use std::collections::{BTreeMap, BTreeSet};

/// Cases of single-valued fields that are tried for one service, at most.
const MOST_CASES: usize = 64;

/// A band scenario of one measure.
struct Row<'a> {
    scenario: &'a Scenario,
    band: Interval,
    /// What fields of one value it asks for.
    fields: Vec<(Field, bool, &'a [Name])>,
    /// True if a clause asks for a set (status, tags): others may hold beside it.
    sets: bool,
}

/// A value of each single-valued field; none: any value that no scenario names.
type Case<'a> = Vec<(Field, Option<&'a Name>)>;

/// A fault with what it was found for.
struct Found<'a> {
    fault: Fault,
    /// Rows of the fault: below and above, or the two.
    rows: [Option<usize>; 2],
    services: Vec<Option<&'a Name>>,
    cases: Vec<String>,
}

/// Reports the faults of one page's decision table.
pub(super) fn check(page: &Page, findings: &mut Findings) {
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
            prove(&rows, *service, &mut found);
        }
        findings.extend(found.iter().map(|f| finding(f, &rows, measure, services.len())));
    }
}

impl<'a> Row<'a> {
    fn of(scenario: &'a Scenario, measure: Measure) -> Option<Self> {
        let Says::All(clauses) = &scenario.when.rule else { return None };
        let mut row =
            Self { scenario, band: Interval { low: None, high: None }, fields: Vec::new(), sets: false };
        let mut banded = false;
        for clause in clauses {
            match &clause.test {
                Test::Band { measure: m, band } if *m == measure => {
                    row.band = row.band.intersect(band.interval)?;
                    banded = true;
                }
                Test::Field { field, mode, values } if has_one_value(*field) && *mode != Mode::Only => {
                    row.fields.push((*field, *mode == Mode::Is, values));
                }
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

    fn holds_in(&self, case: &Case<'_>) -> bool {
        self.fields.iter().all(|(field, is, values)| {
            let value = case.iter().find(|(f, _)| f == field).and_then(|(_, v)| *v);
            value.is_some_and(|v| values.contains(v)) == *is
        })
    }
}

fn has_one_value(field: Field) -> bool {
    matches!(
        field,
        Field::Region | Field::Segment | Field::Managed | Field::Cohort | Field::New | Field::Phase
    )
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

/// Adds the faults of one service, in every case of its fields.
fn prove<'a>(rows: &[Row<'a>], service: Option<&'a Name>, found: &mut Vec<Found<'a>>) {
    let mine: Vec<usize> = (0..rows.len()).filter(|i| rows[*i].is_for(service)).collect();
    for case in cases(rows, &mine) {
        let taking: Vec<usize> = mine.iter().copied().filter(|i| rows[*i].holds_in(&case)).collect();
        if taking.len() < 2 {
            continue;
        }
        let bands: Vec<Interval> = taking.iter().map(|i| rows[*i].band).collect();
        for fault in faults(Domain { unit: Unit::Percent }, &bands) {
            let places = match fault {
                Fault::Gap { below, above, .. } => [below.map(|i| taking[i]), above.map(|i| taking[i])],
                Fault::Overlap { bands: (a, b), .. } => [Some(taking[a]), Some(taking[b])],
            };
            let sets = places.iter().flatten().any(|i| rows[*i].sets);
            if !(sets && matches!(fault, Fault::Overlap { .. })) {
                note(fault, places, service, &case, found);
            }
        }
    }
}

/// Every combination of the values that rows name, and one that none names.
fn cases<'a>(rows: &[Row<'a>], mine: &[usize]) -> Vec<Case<'a>> {
    let mut values: BTreeMap<Field, BTreeSet<&'a Name>> = BTreeMap::new();
    for (field, _, names) in mine.iter().flat_map(|i| &rows[*i].fields) {
        values.entry(*field).or_default().extend(*names);
    }
    let mut cases: Vec<Case<'a>> = vec![Vec::new()];
    for (field, names) in values {
        // `yes` and `no` leave nothing else.
        let closed = names.iter().any(|n| n.as_str() == "yes") && names.iter().any(|n| n.as_str() == "no");
        let options: Vec<Option<&Name>> =
            names.into_iter().map(Some).chain((!closed).then_some(None)).collect();
        if cases.len() * options.len() > MOST_CASES {
            break;
        }
        let with = |case: &Case<'a>, value| case.iter().copied().chain([(field, value)]).collect();
        cases = cases
            .iter()
            .flat_map(|case| options.iter().map(|v| with(case, *v)).collect::<Vec<_>>())
            .collect();
    }
    cases
}

fn note<'a>(
    fault: Fault,
    rows: [Option<usize>; 2],
    service: Option<&'a Name>,
    case: &Case<'_>,
    found: &mut Vec<Found<'a>>,
) {
    let parts: Vec<String> =
        case.iter().filter_map(|(f, v)| Some(format!("{} {}", f.as_str(), (*v)?))).collect();
    let text = parts.join(" and ");
    let at = found.iter().position(|f| f.fault_values() == values_of(fault) && f.rows == rows);
    let at = at.unwrap_or_else(|| {
        found.push(Found { fault, rows, services: Vec::new(), cases: Vec::new() });
        found.len() - 1
    });
    let entry = &mut found[at];
    if !entry.services.contains(&service) {
        entry.services.push(service);
    }
    if !entry.cases.contains(&text) {
        entry.cases.push(text);
    }
}

impl Found<'_> {
    fn fault_values(&self) -> (bool, Interval) {
        values_of(self.fault)
    }
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
    let what = if is_gap { "no scenario" } else { "two scenarios" };
    let example = match found.fault {
        Fault::Gap { example, .. } | Fault::Overlap { example, .. } => example,
    };
    let example = example.filter(|_| interval.point().is_none());
    let example = example.map_or(String::new(), |e| format!(", {e} % for one"));
    let message =
        format!("{} {}: {what}{}{example}", measure.name(), values(interval, true), limits(found, services));
    let places: Vec<&Row<'_>> = found.rows.iter().flatten().map(|i| &rows[*i]).collect();
    let Some((first, others)) = places.split_last() else {
        return Diagnostic::new(&codes::BAND_GAP, rows[0].scenario.when.span, message);
    };
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

/// For which services and in which cases, where it is not for all.
fn limits(found: &Found<'_>, services: usize) -> String {
    let mut out = String::new();
    if found.services.len() < services {
        let names: Vec<&str> =
            found.services.iter().map(|s| s.map_or("other services", |n| n.as_str())).collect();
        out += &format!(" for {}", names.join(", "));
    }
    if !found.cases.iter().any(String::is_empty) {
        out += &format!(" in {}", found.cases.join(", "));
    }
    out
}
