//! Figures per customer: tenants added up before anything is compared. In: matched rows. Out: [`Sums`].
//! Never: the same tenant, service and month twice; a blank figure as 0.

use super::matching::{Index, Match};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::Name;
use crate::model::date::Month;
use crate::model::registry::spelling;
use crate::parse::import::number::Exact;
use crate::parse::import::rows::{Export, ExportRow, Figure};
use crate::parse::import::tasks::TaskState;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What an export says of the known customers.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// By customer's place, service, month.
    pub figures: BTreeMap<(usize, Name, Month), Sum>,
    /// Task states by customer's place, task and service; those without a service first.
    pub states: BTreeMap<(usize, String, Option<Name>), (TaskState, Span)>,
    /// Rows without a record: place in the export, why.
    pub unknown: Vec<(usize, String)>,
    /// Customers that the export names.
    pub present: BTreeSet<usize>,
    /// Tenants that the export names, folded, by customer's place and month of their figures.
    pub tenants: BTreeMap<(usize, Month), BTreeSet<String>>,
    /// Sums that a tenant's cells are blank for: line, customer, service, month.
    pub blanks: Vec<(u32, usize, Name, Month)>,
    /// Percentages that differ: line, customer, service, what it says, active, entitled.
    pub percents: Vec<(u32, usize, Name, Exact, u64, u64)>,
}

/// The figures of one customer, service and month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    /// Active of all tenants.
    pub active: u64,
    /// Entitled of all tenants.
    pub entitled: u64,
    /// The line of a tenant whose active count is blank.
    pub blank_active: Option<u32>,
    /// True if a tenant's entitlements are blank.
    pub blank_entitled: bool,
}

/// Adds up.
pub(super) fn add(export: &Export, index: &Index, findings: &mut Findings) -> Sums {
    let mut adding =
        Adding { sums: Sums::default(), seen: HashMap::new(), tenants: HashMap::new(), findings };
    for (at, row) in export.rows.iter().enumerate() {
        match index.find(row) {
            Match::Known(customer) => adding.row(row, customer),
            Match::Unknown(why) => adding.sums.unknown.push((at, why)),
            Match::Doubt(why) => {
                let fault = Diagnostic::new(&codes::REFERENCE_UNKNOWN, row.span, why);
                adding.findings.push(fault.help("mend the records so that one of them is meant"));
            }
        }
    }
    let mut sums = adding.sums;
    // Where no tenant has a figure there is no sum that one is missing from.
    let summed = |(_, customer, service, month): &(u32, usize, Name, Month)| {
        sums.figures.contains_key(&(*customer, service.clone(), *month))
    };
    sums.blanks = std::mem::take(&mut sums.blanks).into_iter().filter(summed).collect();
    sums
}

struct Adding<'a, 'f> {
    sums: Sums,
    /// Line and place of each customer, tenant, service and month.
    seen: HashMap<(usize, usize, &'a Name, Month), (u32, Span)>,
    /// Many rows speak of one tenant: a number is smaller than its name.
    tenants: HashMap<String, usize>,
    findings: &'f mut Findings,
}

impl<'a> Adding<'a, '_> {
    fn row(&mut self, row: &'a ExportRow, customer: usize) {
        self.sums.present.insert(customer);
        state(row, customer, &mut self.sums, self.findings);
        let Some(month) = row.month else { return };
        if let (Some(tenant), false) = (&row.tenant, row.figures.is_empty()) {
            self.sums.tenants.entry((customer, month)).or_default().insert(spelling(tenant));
        }
        let blanks = row.blank.iter().map(|service| (row.line, customer, service.clone(), month));
        self.sums.blanks.extend(blanks);
        let next = self.tenants.len();
        let tenant = *self.tenants.entry(who(row)).or_insert(next);
        for figure in &row.figures {
            match self.seen.insert((customer, tenant, &figure.service, month), (row.line, row.span)) {
                Some(first) => self.twice(row, &figure.service, month, first),
                None => self.figure(row, customer, month, figure),
            }
        }
    }

    fn figure(&mut self, row: &ExportRow, customer: usize, month: Month, figure: &Figure) {
        let sum = self.sums.figures.entry((customer, figure.service.clone(), month)).or_default();
        sum.active += figure.active.unwrap_or(0);
        sum.entitled += figure.entitled.unwrap_or(0);
        sum.blank_active = sum.blank_active.or(figure.active.is_none().then_some(row.line));
        sum.blank_entitled |= figure.entitled.is_none();
        if let (Some(said), Some(active), Some(entitled)) = (figure.differs, figure.active, figure.entitled) {
            self.sums.percents.push((row.line, customer, figure.service.clone(), said, active, entitled));
        }
    }

    fn twice(&mut self, row: &ExportRow, service: &Name, month: Month, (line, first): (u32, Span)) {
        let message = format!(
            "`{service}` of `{}` in `{month}` stands twice: on line {line} and on line {}",
            who(row),
            row.line
        );
        let fault = Diagnostic::new(&codes::USAGE_CLASH, row.span, message);
        self.findings.push(fault.help("keep one of the two rows").label(first, "first here"));
    }
}

/// What tells two rows of a customer apart.
fn who(row: &ExportRow) -> String {
    [&row.tenant, &row.tpid, &row.name].into_iter().flatten().next().map(|t| spelling(t)).unwrap_or_default()
}

fn state(row: &ExportRow, customer: usize, sums: &mut Sums, findings: &mut Findings) {
    let Some(task) = &row.task else { return };
    let key = (customer, task.id.clone(), task.service.clone());
    match sums.states.get(&key) {
        Some((first, span)) if first != task => {
            let of = task.service.as_ref().map_or_else(String::new, |s| format!(" of `{s}`"));
            let states = [first.state, task.state].map(|s| s.as_str());
            let message = format!("task {}{of} has two states: `{}` and `{}`", task.id, states[0], states[1]);
            let fault = Diagnostic::new(&codes::USAGE_CLASH, row.span, message);
            findings.push(fault.help("keep one of the two rows").label(*span, "first here"));
        }
        Some(_) => {}
        None => {
            sums.states.insert(key, (task.clone(), row.span));
        }
    }
}
