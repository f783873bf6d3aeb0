//! What a KPI row measures, and of which services (DOMAIN.md 5, below the record).
//! In: a row's name and definition, the registry, the page's labels. Out: [`Asked`].
//! Never: guesses a measure; a name that says none is unknown.

use crate::assess::ServiceState;
use crate::model::Name;
use crate::model::catalog::Catalog;
use crate::model::customer::Customer;
use crate::model::measure::Measure;
use crate::model::page::Page;
use crate::model::playbook::{Kpi, LabelKind, Playbook, ServiceScope};
use crate::model::registry::spelling;

/// Spellings that stand for active usage wherever they occur in a row's name.
const ACTIVE_USAGE: [&str; 5] = ["au", "ae/qe", "all up", "all-up", "active usage"];
/// Spellings that do so in its definition.
const ALL_UP: [&str; 2] = ["all up", "all-up"];

/// What a row asks.
#[derive(Debug)]
pub(super) struct Asked {
    /// None: no name says it.
    pub(super) measure: Option<Measure>,
    /// Services that the row itself names; empty: those of the page.
    pub(super) services: Vec<Name>,
}

/// Reads a row: a name of the settings first, then a service's alias (its active usage), then a measure.
pub(super) fn asked(catalog: &Catalog, kpi: &Kpi) -> Asked {
    let services = services_named(catalog, &kpi.name);
    let given = given_alias(catalog, &kpi.name);
    let measure = match given {
        Some(measure) => Some(measure),
        None if !services.is_empty() => Some(Measure::ActiveUsage),
        None => own_name(kpi),
    };
    Asked { measure, services }
}

/// What a row measures, as its name and definition say; none: no name says it.
pub fn measured(catalog: &Catalog, kpi: &Kpi) -> Option<Measure> {
    asked(catalog, kpi).measure
}

/// A measure by an alias of the settings: the whole name, or words of it.
fn given_alias(catalog: &Catalog, name: &str) -> Option<Measure> {
    let aliases = &catalog.settings.measure_aliases;
    if aliases.is_empty() {
        return None;
    }
    let of = |text: &str| aliases.iter().find(|(alias, _)| *alias == text).map(|(_, measure)| *measure);
    of(&spelling(name)).or_else(|| windows(name).iter().find_map(|(_, text)| of(text)))
}

fn own_name(kpi: &Kpi) -> Option<Measure> {
    let name = spelling(&kpi.name);
    let whole = name.split(['(', '[']).next().unwrap_or("").trim_end();
    let by_name = Measure::ALL.into_iter().find(|m| m.name() == whole || m.aliases().contains(&whole));
    by_name.or_else(|| {
        let defined = spelling(&kpi.definition);
        let active = ACTIVE_USAGE.iter().any(|words| holds(&name, words) || defined == *words)
            || ALL_UP.iter().any(|words| holds(&defined, words));
        active.then_some(Measure::ActiveUsage)
    })
}

/// True if words stand in a text as whole words.
fn holds(text: &str, words: &str) -> bool {
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let mut found = text.match_indices(words);
    found.any(|(at, _)| ends(text[..at].chars().next_back()) && ends(text[at + words.len()..].chars().next()))
}

/// Services whose alias stands in a text as whole words, longest aliases first; groups give their members.
fn services_named(catalog: &Catalog, text: &str) -> Vec<Name> {
    let registry = &catalog.registry;
    let mut taken: Vec<std::ops::Range<usize>> = Vec::new();
    let mut found: Vec<Name> = Vec::new();
    for (range, words) in windows(text) {
        if taken.iter().any(|t| t.start < range.end && range.start < t.end) {
            continue;
        }
        let names: Vec<Name> = match registry.services.find(&words) {
            Some(name) => vec![name.clone()],
            None => group(catalog, &words),
        };
        if !names.is_empty() {
            taken.push(range);
            found.extend(names);
        }
    }
    found.retain(|name| !is_collective(name));
    found
}

fn group(catalog: &Catalog, words: &str) -> Vec<Name> {
    let mut keys: Vec<&String> = catalog.registry.groups.keys().filter(|k| spelling(k) == words).collect();
    keys.sort_unstable();
    keys.first().and_then(|key| catalog.registry.groups.get(*key)).cloned().unwrap_or_default()
}

/// Runs of whole words, longest first, then from the left: their byte range and their spelling.
fn windows(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let words = words(text);
    let mut out = Vec::new();
    for length in (1..=words.len()).rev() {
        for run in words.windows(length) {
            let range = run[0].start..run[length - 1].end;
            out.push((range.clone(), spelling(&text[range])));
        }
    }
    out
}

/// Byte ranges of runs of letters and digits; a name has few words, of a long text the first 24 count.
fn words(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        match out.last_mut() {
            Some(last) if last.end == at => last.end = at + c.len_utf8(),
            _ => out.push(at..at + c.len_utf8()),
        }
    }
    out.truncate(24);
    out
}

/// True if a row is this service's: its own, or the page's.
pub(super) fn is_of(
    catalog: &Catalog,
    customer: &Customer,
    state: &ServiceState,
    playbook: &Playbook,
    asked: &Asked,
) -> bool {
    if !asked.services.is_empty() {
        return asked.services.contains(&state.name);
    }
    let mut named = playbook.applies_to.iter().filter(|n| !is_collective(n)).peekable();
    if named.peek().is_some() {
        return named.any(|n| *n == state.name);
    }
    if asks_all(catalog, playbook) {
        return state.in_scope;
    }
    // The page names no service: the row is said once, under the record's first.
    customer.services.first().is_some_and(|s| s.name.value == state.name)
}

/// Names that stand for no single service.
pub(in crate::assess) fn is_collective(name: &str) -> bool {
    matches!(spelling(name).as_str(), "all" | "all services" | "core onboarding")
}

/// True if a page speaks of all services.
pub(in crate::assess) fn asks_all(catalog: &Catalog, playbook: &Playbook) -> bool {
    let is_all = |name: &str| {
        let name = catalog.registry.services.find(name).map_or(name, |n| n.as_str());
        matches!(spelling(name).as_str(), "all" | "all services")
    };
    playbook.applies_to.iter().any(|n| is_all(n))
        || playbook.labels.values(LabelKind::AppliesTo).iter().any(|v| is_all(v))
        || playbook.scenarios.iter().any(|s| s.services == ServiceScope::All)
}

/// True if a record asks for a page: it names no playbooks, or this one by path or file stem.
pub(in crate::assess) fn page_is_asked(customer: &Customer, page: &Page) -> bool {
    let without = page.path.strip_suffix(".md").unwrap_or(&page.path);
    let stem = without.rsplit('/').next().unwrap_or(without);
    customer.playbooks.as_ref().is_none_or(|list| {
        list.iter().any(|p| [page.path.as_str(), without, stem].contains(&p.value.trim_start_matches("./")))
    })
}
