//! Sums against the files as they are. In: customers, sums. Out: the changes of a [`Plan`] and the files' new texts.
//! Never: a figure taken away; a month that has not ended, or a sum with a blank in it.

use super::Known;
use super::plan::{Change, Plan, pair};
use super::sums::{Sum, Sums};
use crate::diagnostic::Findings;
use crate::edit::usage::{self, UsageLine};
use crate::error::{Error, Result};
use crate::model::Name;
use crate::model::customer::UsagePoint;
use crate::model::date::{Date, Month};
use crate::model::registry::Registry;
use crate::model::review::MemberFigures;
use crate::output::Replacement;
use crate::parse::schema;
use crate::source::{SourceFile, SourceId};
use std::collections::{BTreeMap, BTreeSet};

/// The changes that sums make.
///
/// # Errors
/// A file that cannot be changed so.
pub(super) fn plan(
    known: &[Known],
    sums: &Sums,
    registry: &Registry,
    closed: &[Closed],
    as_of: Date,
) -> Result<Plan> {
    let mut drafting = Drafting { plan: Plan::default(), registry, closed, as_of };
    drafting.figures(known, sums)?;
    Ok(drafting.plan)
}

/// The figures that a closed review has of a customer, and its file.
pub(super) struct Closed<'a> {
    pub path: &'a str,
    pub member: &'a MemberFigures,
}

struct Drafting<'a> {
    plan: Plan,
    registry: &'a Registry,
    closed: &'a [Closed<'a>],
    as_of: Date,
}

impl Drafting<'_> {
    fn figures(&mut self, known: &[Known], sums: &Sums) -> Result<()> {
        let mut by_customer: BTreeMap<usize, Vec<_>> = BTreeMap::new();
        for ((customer, service, month), sum) in &sums.figures {
            by_customer.entry(*customer).or_default().push((service, *month, sum));
        }
        for (at, figures) in by_customer {
            let known = &known[at];
            let (path, old) = &known.usage;
            let mut lines = old.as_deref().map_or_else(Vec::new, usage_lines);
            let before = lines.clone();
            let mut unlisted = BTreeSet::new();
            for (service, month, sum) in figures {
                let Some(change) = self.change(known, service, month, sum) else { continue };
                let listed = known.customer.services.iter().any(|s| s.name.value == *service);
                if !listed && unlisted.insert(service) {
                    self.plan.unlisted.push((known.customer.id.clone(), service.clone()));
                }
                self.overruled(known, &change);
                self.figure(change, &mut lines);
            }
            if lines != before {
                let failed = |why| Error::new(format!("write the usage of `{}`: {why}", known.customer.id));
                let new = usage::text(&lines).map_err(failed)?;
                self.file(path, old.as_deref(), new.into_bytes());
            }
        }
        Ok(())
    }

    /// What a sum changes; one with a blank in it, or of a month that goes on, is held back.
    fn change(&mut self, known: &Known, service: &Name, month: Month, sum: &Sum) -> Option<Change> {
        let customer = known.customer.id.clone();
        let why = match sum.blank_active {
            Some(line) => Some(format!("the active count of line {line} is blank")),
            None if month.end() > self.as_of => Some(format!("the month has not ended on {}", self.as_of)),
            None => None,
        };
        if let Some(why) = why {
            self.plan.held_back.push(format!("{customer} {service} {month}: {why}"));
            return None;
        }
        let entitled = (!sum.blank_entitled).then_some(sum.entitled);
        Some(Change { customer, service: service.clone(), month, active: sum.active, entitled, was: None })
    }

    /// A record's own `usage:` counts, whatever the export says.
    fn overruled(&mut self, known: &Known, change: &Change) {
        let service = known.customer.services.iter().find(|s| s.name.value == change.service);
        let point = service.and_then(|s| s.usage.get(&change.month));
        let own = point.filter(|p| p.span.source == known.customer.span.source);
        let differs = |own: &&UsagePoint| {
            own.active != change.active || own.entitled.zip(change.entitled).is_some_and(|(a, b)| a != b)
        };
        if let Some(own) = own.filter(differs) {
            let Change { customer, service, month, active, entitled, .. } = change;
            let (own, new) = (pair(own.active, own.entitled), pair(*active, *entitled));
            self.plan.overruled.push(format!("{customer} {service} {month}: {own} in the record, not {new}"));
        }
    }

    /// Closed reviews that were held on a figure that is another one now.
    fn restated(&mut self, change: &Change) {
        let of = |closed: &Closed| {
            let service = closed.member.services.iter().find(|s| *s.name == *change.service)?;
            let said = service.active.filter(|a| *a != change.active)?;
            let same = closed.member.customer == change.customer && service.month == Some(change.month);
            same.then(|| {
                let Change { customer, service, month, active, .. } = change;
                format!("{}: {customer} {service} {month} stands there as {said}, now {active}", closed.path)
            })
        };
        self.plan.closed.extend(self.closed.iter().filter_map(of));
    }

    fn figure(&mut self, change: Change, lines: &mut Vec<UsageLine>) {
        let name = |line: &UsageLine| {
            self.registry.services.find(&line.service).is_some_and(|n| *n == change.service)
        };
        match lines.iter_mut().find(|l| l.month == change.month && name(l)) {
            Some(line) if (line.active, line.entitled) == (change.active, change.entitled) => {
                self.plan.unchanged += 1;
            }
            // A blank cell takes nothing away.
            Some(line) if line.active == change.active && change.entitled.is_none() => {
                self.plan.unchanged += 1;
            }
            Some(line) => {
                let was = Some((line.active, line.entitled));
                self.restated(&change);
                usage::restate(line, change.active, change.entitled.or(line.entitled), self.as_of);
                self.plan.restated.push(Change { was, ..change });
            }
            None => {
                let own = lines.iter().find(|l| name(l)).map(|l| l.service.clone());
                lines.push(UsageLine {
                    service: own.unwrap_or_else(|| change.service.to_string()),
                    month: change.month,
                    active: change.active,
                    entitled: change.entitled,
                    was: None,
                });
                self.plan.new.push(change);
            }
        }
    }

    fn file(&mut self, path: &str, old: Option<&str>, new: Vec<u8>) {
        let old = old.map(|text| text.as_bytes().to_vec());
        self.plan.files.push(Replacement { path: path.to_string(), old, new });
    }
}

fn usage_lines(text: &str) -> Vec<UsageLine> {
    let file = SourceFile::new(SourceId(0), String::new(), text.to_string());
    // Faults of the file stopped the import before.
    usage::lines(schema::usage::read(&file, &mut Findings::default()))
}
