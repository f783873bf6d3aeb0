//! The edges that a displayed percentage must not cross: of every band and target on its measure.
//! In: playbooks and settings. Out: edges by measure. Never: compares values.

use crate::model::band::{Decimal, Interval, Unit};
use crate::model::catalog::Catalog;
use crate::model::condition::{Rule, Test, When};
use crate::model::measure::Measure;
use crate::model::playbook::{Item, Playbook};
use std::collections::{BTreeMap, BTreeSet};

/// The intended usage on whose two sides the tags stand.
const HALF: Decimal = Decimal(50 * Decimal::ONE);

/// Edges of percent bands by measure, sorted.
#[derive(Debug, Default)]
pub(super) struct Edges(BTreeMap<Measure, Vec<Decimal>>);

impl Edges {
    /// Edges of the pages that give lines, of the focus areas and of the targets.
    pub(super) fn of(catalog: &Catalog) -> Self {
        // The tags `Expecting<50` and `Expecting>50` follow from it.
        let mut found = Found::from([(Measure::IntendedUsage, HALF)]);
        for idx in &catalog.playbooks {
            if let Some(page) = catalog.pages.get(*idx) {
                of_playbook(&page.playbook, &mut found);
            }
        }
        for area in &catalog.settings.focus {
            of_when(&area.when, &mut found);
        }
        let active = super::target::stated_target(&catalog.settings, Measure::ActiveUsage);
        let others = catalog.settings.targets.iter().map(|(measure, band)| (*measure, band.interval));
        for (measure, interval) in others.chain(active.map(|band| (Measure::ActiveUsage, band.interval))) {
            push(measure, interval, &mut found);
        }
        let mut edges: BTreeMap<Measure, Vec<Decimal>> = BTreeMap::new();
        for (measure, at) in found {
            edges.entry(measure).or_default().push(at);
        }
        Self(edges)
    }

    /// Edges on a measure.
    pub(super) fn on(&self, measure: Measure) -> &[Decimal] {
        self.0.get(&measure).map_or(&[], Vec::as_slice)
    }
}

type Found = BTreeSet<(Measure, Decimal)>;

fn of_playbook(playbook: &Playbook, found: &mut Found) {
    for scenario in &playbook.scenarios {
        of_when(&scenario.when, found);
        scenario.items.iter().for_each(|item| of_item(item, found));
    }
    // What a KPI row measures is found later, for one customer; an edge too many is harmless.
    let bands = playbook.kpis.iter().flat_map(|k| k.bands.iter().flatten());
    for band in bands.filter(|b| matches!(b.unit, Unit::Percent | Unit::Unsaid)) {
        Measure::ALL.into_iter().for_each(|measure| push(measure, band.interval, found));
    }
}

fn of_item(item: &Item, found: &mut Found) {
    item.when.iter().chain(&item.done_when).for_each(|when| of_when(when, found));
    item.items.iter().for_each(|sub| of_item(sub, found));
}

fn of_when(when: &When, found: &mut Found) {
    let Rule::All(clauses) = &when.rule else { return };
    for clause in clauses {
        if let Test::Band { measure, band } = &clause.test {
            push(*measure, band.interval, found);
        }
    }
}

fn push(measure: Measure, interval: Interval, found: &mut Found) {
    if measure.unit() == Unit::Percent {
        found.extend([interval.low, interval.high].into_iter().flatten().map(|edge| (measure, edge.at)));
    }
}
