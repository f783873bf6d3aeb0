//! The customers of a build: each record read, assessed and written by one core, one after the other.
//! In: the library, roots. Out: documents in the roots, rows for the lists, findings.
//! Never: more customers in memory than one chunk; an order that depends on threads.

use super::customer::{self, ReadCustomer};
use super::found::Found;
use super::load::Loaded;
use super::packs::Packs;
use super::root::Root;
use super::{Progress, fence, handouts, viewers};
use crate::document;
use crate::document::customers::Row;
use crate::document::pack::member::Member;
use crate::error::Result;
use crate::guard::{Forbidden, Needle};
use crate::model::Spanned;
use crate::model::audience::Viewer;
use crate::resolve::Resolved;
use crate::rules;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Customers that are in memory at a time.
const CHUNK: usize = 512;

/// What became of the customers.
#[derive(Debug, Default)]
pub(super) struct Customers {
    /// With an error in record, usage or progress: not written.
    pub failed: usize,
    /// Customers with documents, by root.
    pub shown: Vec<usize>,
    /// Review packs written.
    pub packs: usize,
}

/// What of the customers is written.
pub(super) struct Wanted<'a> {
    /// Places in `library.records`.
    pub selected: &'a [usize],
    /// Their folders and the lists; else they only pass by for the packs.
    pub documents: bool,
    /// Review packs; none: those that stand are carried over.
    pub packs: Option<Packs<'a>>,
    /// Customers with errors are left out.
    pub keep_going: bool,
}

/// The places in `library.records` of the customers named; all of them without a name.
///
/// # Errors
/// A name that is no customer.
pub(super) fn select(library: &Loaded, named: &[String]) -> Result<Vec<usize>> {
    if named.is_empty() {
        return Ok((0..library.records.len()).collect());
    }
    let find = |id: &String| {
        library.records.iter().position(|r| r.id == *id).ok_or_else(|| viewers::unknown_customer(library, id))
    };
    let mut found: Vec<usize> = named.iter().map(find).collect::<Result<_>>()?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// What a wider root must know of all customers before the first one is written.
#[derive(Debug, Default)]
pub(super) struct Census {
    /// How many records there are.
    pub records: usize,
    /// Partners that records name.
    pub partners: BTreeSet<String>,
    /// Customers and their partners.
    customers: Vec<(String, Vec<Spanned<String>>)>,
    needles: BTreeMap<usize, Vec<Needle>>,
}

/// Reads every record once, for partners and for the fences of wider roots.
pub(super) fn census(library: &Loaded) -> Census {
    let audiences = &library.catalog.settings.audiences;
    let wider: Vec<Viewer> = audiences
        .ids()
        .filter(|id| *id != audiences.narrowest())
        .map(|id| Viewer { audience: id, name: audiences.name(id).to_string(), partner: None })
        .collect();
    let read = |idx: usize| {
        let ReadCustomer { customer, .. } = customer::read(library, idx);
        let customer = customer?;
        let needles: Vec<Vec<Needle>> = wider.iter().map(|v| fence::of_customer(&customer, v)).collect();
        Some((customer.id, customer.partners, needles))
    };
    let all: Vec<_> = (0..library.records.len()).into_par_iter().map(read).collect();
    let mut census = Census { records: all.len(), ..Census::default() };
    for (id, partners, needles) in all.into_iter().flatten() {
        census.partners.extend(partners.iter().map(|p| p.value.clone()));
        census.customers.push((id, partners));
        for (viewer, found) in wider.iter().zip(needles) {
            census.needles.entry(viewer.audience.0 as usize).or_default().extend(found);
        }
    }
    census
}

impl Census {
    /// What may not stand in a viewer's root; none for the narrowest audience.
    pub(super) fn fence(&self, library: &Loaded, resolved: &Resolved) -> Option<Forbidden> {
        let settings = &library.catalog.settings;
        let viewer = &resolved.viewer;
        if viewer.audience == settings.audiences.narrowest() {
            return None;
        }
        let mut needles = fence::of_settings(settings);
        needles.extend(fence::of_pages(&library.catalog, resolved));
        needles.extend(self.needles.get(&(viewer.audience.0 as usize)).into_iter().flatten().cloned());
        let shown = self.customers.iter().filter(|(_, partners)| viewers::shows(viewer, partners));
        Some(Forbidden::new(needles).listing(shown.map(|(id, _)| id.clone())))
    }
}

/// Writes the selected customers into all roots, and the pages that list them.
pub(super) fn write(
    library: &Loaded,
    roots: &[Root<'_>],
    wanted: &Wanted<'_>,
    found: &mut Found<'_>,
    progress: &dyn Progress,
) -> Result<Customers> {
    let Wanted { selected, documents, packs, keep_going } = wanted;
    let mut out = Customers { failed: 0, shown: vec![0; roots.len()], packs: 0 };
    let mut members = Vec::new();
    let mut rows: Vec<Vec<Row>> = roots.iter().map(|_| Vec::new()).collect();
    progress.begin("customers", selected.len());
    for chunk in selected.chunks(CHUNK) {
        let each = chunk.par_iter().map(|idx| {
            let one = one(library, roots, wanted, *idx);
            progress.step();
            one
        });
        let done: Vec<Result<One>> = each.collect();
        for one in done {
            let One { read, rows: own, members: pages } = one?;
            members.extend(pages);
            out.failed += usize::from(own.is_none());
            found.add_from(read.findings.0, &read.sources);
            for (idx, row) in own.into_iter().flatten().enumerate() {
                out.shown[idx] += usize::from(row.is_some() && *documents);
                rows[idx].extend(row);
            }
        }
    }
    // Lists of some customers would look like lists of all.
    if selected.is_empty() || selected.len() < library.records.len() || (out.failed > 0 && !keep_going) {
        return Ok(out);
    }
    if let Some(packs) = packs {
        document::customers::sort(&mut rows[packs.root]);
        out.packs = packs.write(&roots[packs.root], &rows[packs.root], members)?;
    }
    let listing = |(root, _): &(&Root<'_>, Vec<Row>)| *documents && viewers::has_customers(&root.viewer);
    for (root, rows) in roots.iter().zip(rows).filter(listing) {
        handouts::write_lists(root, rows)?;
    }
    Ok(out)
}

/// One customer: what was read, and its row in each root that shows it; no rows with an error.
struct One {
    read: ReadCustomer,
    rows: Option<Vec<Option<Row>>>,
    /// Its pages in review packs.
    members: Vec<(usize, Member)>,
}

fn one(library: &Loaded, roots: &[Root<'_>], wanted: &Wanted<'_>, idx: usize) -> Result<One> {
    let mut read = customer::read(library, idx);
    let catalog = &library.catalog;
    let Some(as_of) = roots.first().map(|root| root.scope().as_of) else {
        let rows = (!read.findings.has_errors()).then(Vec::new);
        return Ok(One { read, rows, members: Vec::new() });
    };
    // What levels and comments let through stops no build; they are asked again when the rest is found.
    let mut judged = read.findings.clone();
    rules::finish(&mut judged, catalog, &read.sources, as_of);
    let Some(record) = read.customer.as_ref().filter(|_| !judged.has_errors()) else {
        read.findings = judged;
        return Ok(One { read, rows: None, members: Vec::new() });
    };
    let assessment = customer::assess(library, record, &read.progress, &read.sources, as_of);
    let rows = roots
        .iter()
        .map(|root| match viewers::shows(&root.viewer, &record.partners) {
            true if wanted.documents => {
                handouts::write(root, &assessment, &library.records[idx].path).map(Some)
            }
            true => Ok(Some(document::customers::row(&root.scope(), &assessment))),
            false => Ok(None),
        })
        .collect::<Result<Vec<_>>>()?;
    let packs = wanted.packs.as_ref();
    let members = packs.map_or_else(Vec::new, |p| p.members(&roots[p.root], &assessment));
    let told = rules::records::findings(&assessment, &catalog.vocabulary.vague);
    drop(assessment);
    read.findings.extend(told);
    rules::finish(&mut read.findings, catalog, &read.sources, as_of);
    Ok(One { read, rows: Some(rows), members })
}
