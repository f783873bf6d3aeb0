//! Task states against the ticks as they are. In: customers, states, the playbooks' tasks. Out: changes of a [`Plan`].
//! Never: a tick that is newer than the export; a tick that no playbook has a line for.

use super::Known;
use super::plan::Plan;
use super::sums::Sums;
use crate::diagnostic::Findings;
use crate::edit::progress;
use crate::error::{Error, Result};
use crate::model::catalog::Catalog;
use crate::model::customer::Customer;
use crate::model::date::Date;
use crate::model::playbook::ServiceScope;
use crate::model::progress::{Progress, Tick};
use crate::output::Replacement;
use crate::parse::import::tasks::TaskState;
use crate::parse::schema;
use crate::source::{SourceFile, SourceId};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Adds the changes that task states make to a plan.
///
/// # Errors
/// A progress file that cannot be changed so.
pub(super) fn plan(
    known: &[Known],
    sums: &Sums,
    catalog: &Catalog,
    as_of: Date,
    plan: &mut Plan,
) -> Result<()> {
    let scopes = scopes(catalog);
    let mut by_customer: BTreeMap<usize, Vec<&TaskState>> = BTreeMap::new();
    for ((customer, ..), (task, _)) in &sums.states {
        by_customer.entry(*customer).or_default().push(task);
    }
    let mut strangers = BTreeSet::new();
    for (at, tasks) in by_customer {
        let strange = tasks.iter().filter(|task| !scopes.contains_key(task.id.as_str()));
        strangers.extend(strange.map(|task| task.id.clone()));
        of_customer(&known[at], &tasks, &scopes, as_of, plan)?;
    }
    plan.strangers = strangers.into_iter().collect();
    Ok(())
}

/// The new text of one customer's progress file, if its tasks change anything.
fn of_customer(
    known: &Known,
    tasks: &[&TaskState],
    scopes: &Scopes<'_>,
    as_of: Date,
    plan: &mut Plan,
) -> Result<()> {
    let (path, old) = &known.progress;
    let file = old.as_ref().map(|text| SourceFile::new(SourceId(0), path.clone(), text.clone()));
    // Faults of the file stopped the import before.
    let read = |file| schema::progress::read(file, &mut Findings::default());
    let before = file.as_ref().map(read).unwrap_or_default();
    let mut ticks = BTreeMap::new();
    // A row that names its service comes after the one that speaks of all, and wins.
    for (task, asked) in tasks.iter().filter_map(|task| Some((task, scopes.get(task.id.as_str())?))) {
        for key in keys(task, asked, &known.customer) {
            set(&key, task, &before, &mut ticks);
        }
    }
    let ticks = told(&known.customer.id, ticks, &before, as_of, plan);
    if ticks.is_empty() {
        return Ok(());
    }
    let failed = |why| Error::new(format!("set task states ({why})")).at(Path::new(path));
    let new = progress::set(file.as_ref(), &ticks, &BTreeMap::new()).map_err(failed)?;
    let old = old.clone().map(String::into_bytes);
    plan.files.push(Replacement { path: path.clone(), old, new: new.into_bytes() });
    Ok(())
}

type Scopes<'a> = BTreeMap<&'a str, Vec<&'a ServiceScope>>;

/// Of whom the playbooks ask each task.
fn scopes(catalog: &Catalog) -> Scopes<'_> {
    let mut scopes = Scopes::new();
    for task in catalog.pages.iter().filter(|p| p.gives_lines).flat_map(|p| &p.playbook.tasks) {
        scopes.entry(task.id.as_str()).or_default().push(&task.services);
    }
    scopes
}

/// The ticks that a task state means: `Exchange/task:3616`. Without a service: one for each service of the record
/// that the playbooks ask the task of.
fn keys(task: &TaskState, scopes: &[&ServiceScope], customer: &Customer) -> BTreeSet<String> {
    let key = |owner: &str| format!("{owner}/task:{}", task.id);
    if let Some(service) = &task.service {
        return BTreeSet::from([key(service)]);
    }
    let services = customer.services.iter().map(|s| &s.name.value);
    let asked = |scope: &&ServiceScope| -> Vec<String> {
        match scope {
            ServiceScope::Customer => vec![key("customer")],
            ServiceScope::All => services.clone().map(|s| key(s)).collect(),
            ServiceScope::Named(names) => {
                let named = |s: &&_| names.iter().any(|n| n.known && n.name == **s);
                services.clone().filter(named).map(|s| key(s)).collect()
            }
        }
    };
    scopes.iter().flat_map(asked).collect()
}

/// What a person wrote beside the state stays, unless the export says it too.
fn set(key: &str, task: &TaskState, before: &Progress, ticks: &mut BTreeMap<String, Tick>) {
    let old = before.ticks.get(key).cloned().unwrap_or_default();
    let tick = Tick {
        state: task.state,
        by: task.by.clone().or(old.by),
        on: task.on.or(old.on),
        reason: task.reason.clone().or(old.reason),
        ..old
    };
    ticks.insert(key.to_string(), tick);
}

/// Tells the ticks in the plan, and gives those that change.
fn told(
    id: &str,
    ticks: BTreeMap<String, Tick>,
    before: &Progress,
    as_of: Date,
    plan: &mut Plan,
) -> BTreeMap<String, Tick> {
    let mut changed = BTreeMap::new();
    for (key, tick) in ticks {
        let old = before.ticks.get(&key);
        let former = old.map(|t| t.state).unwrap_or_default();
        if former == tick.state {
            plan.states_unchanged += 1;
        } else if let Some(newer) = old.and_then(|t| t.on).filter(|on| tick.on.is_some_and(|new| new < *on)) {
            let said = format!("{id} {key}: the tick `{}` of {newer} is newer", former.as_str());
            plan.held_back.push(said);
        } else if let Some(day) = tick.on.filter(|day| *day > as_of) {
            plan.held_back.push(format!("{id} {key}: {day} has not come on {as_of}"));
        } else {
            plan.states.push((
                id.to_string(),
                key.clone(),
                former.as_str().into(),
                tick.state.as_str().into(),
            ));
            changed.insert(key, tick);
        }
    }
    changed
}
