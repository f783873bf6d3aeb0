//! Old addresses that lead on (`site: redirects`). In: settings, one audience's routes. Out: [`Redirect`]s and why
//! others are none. Never: a redirect in place of a page, or to a page that the audience may not read.

use super::target::{self, Target};
use crate::model::settings::Settings;
use std::collections::{BTreeMap, BTreeSet};

/// Folders and files that the build itself writes.
const OWN: [&str; 9] = [
    "assets",
    "customers",
    "reviews",
    "search",
    "404.html",
    "index.html",
    "nav.html",
    "_headers",
    "web.config",
];

/// True for a route below which the build itself writes.
pub fn is_own(route: &str) -> bool {
    OWN.contains(&route.split('/').next().unwrap_or_default())
}

/// An old address and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// Route of the stub page.
    pub from: String,
    /// Where it leads.
    pub to: Place,
}

/// Where a redirect leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A page of the root.
    Route {
        /// Its route.
        route: String,
        /// Without `#`.
        fragment: Option<String>,
    },
    /// An address out of the site.
    External(String),
}

/// Why an entry gives no stub page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The old address is none of a page below the root.
    NoAddress,
    /// The build writes something else there.
    Own,
    /// A page stands there: its index in the catalog.
    Taken(usize),
    /// Two entries are one address: the other one, as written.
    Twice(String),
    /// The new address leads to no page of this root.
    Nowhere,
    /// The new address leads back to the old one.
    Circle,
}

/// The redirects of a root by old address, and the faults by old address as written.
pub fn redirects(
    settings: &Settings,
    by_route: &BTreeMap<String, usize>,
) -> (Vec<Redirect>, Vec<(String, Fault)>) {
    let mut stubs: BTreeMap<String, (&String, &String)> = BTreeMap::new();
    let mut faults = Vec::new();
    for (old, new) in &settings.site.redirects {
        match old_route(old, by_route) {
            Ok(route) => match stubs.get(&route) {
                Some((other, _)) => faults.push((old.clone(), Fault::Twice((*other).clone()))),
                None => drop(stubs.insert(route, (old, new))),
            },
            Err(fault) => faults.push((old.clone(), fault)),
        }
    }
    let mut out = Vec::new();
    for (from, (old, new)) in &stubs {
        match end(new, settings, by_route, &stubs) {
            Ok(to) => out.push(Redirect { from: from.clone(), to }),
            Err(fault) => faults.push(((*old).clone(), fault)),
        }
    }
    faults.sort();
    (out, faults)
}

fn old_route(old: &str, by_route: &BTreeMap<String, usize>) -> Result<String, Fault> {
    let route = route(old.trim()).ok_or(Fault::NoAddress)?;
    match by_route.get(&route) {
        Some(page) => Err(Fault::Taken(*page)),
        None if is_own(&route) => Err(Fault::Own),
        None => Ok(route),
    }
}

/// `/old/page.md`, `old/page.html`, `old/`: the route of the page.
fn route(address: &str) -> Option<String> {
    let path = address.trim_start_matches('/');
    let strange =
        |c: char| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '#');
    let mut steps = path.trim_end_matches('/').split('/');
    let bad = |s: &str| s.is_empty() || s.ends_with(['.', ' ']) || s.contains(strange);
    if steps.clone().any(bad) || path.len() > 200 {
        return None;
    }
    let name = steps.next_back()?;
    match name.rsplit_once('.') {
        _ if path.ends_with('/') => Some(format!("{path}index.html")),
        Some((_, "html")) => Some(path.to_string()),
        Some((_, "md")) => path.strip_suffix(".md").map(|stem| format!("{stem}.html")),
        Some(_) => None,
        None => Some(format!("{path}/index.html")),
    }
}

/// Follows a new address through further redirects to its end.
fn end(
    new: &str,
    settings: &Settings,
    by_route: &BTreeMap<String, usize>,
    stubs: &BTreeMap<String, (&String, &String)>,
) -> Result<Place, Fault> {
    let mut seen = BTreeSet::new();
    let mut next = new;
    while seen.insert(next) {
        let path = match target::read(next.trim(), &settings.site.hosts) {
            Target::External if is_web(next.trim()) => return Ok(Place::External(next.trim().to_string())),
            Target::Path(path) => path,
            _ => return Err(Fault::Nowhere),
        };
        let found = route(&path.path).or_else(|| path.path.is_empty().then(|| "index.html".to_string()));
        let route = found.ok_or(Fault::Nowhere)?;
        if by_route.contains_key(&route) {
            return Ok(Place::Route { route, fragment: path.fragment });
        }
        match stubs.get(&route) {
            Some((_, further)) => next = further.as_str(),
            None => return Err(Fault::Nowhere),
        }
    }
    Err(Fault::Circle)
}

fn is_web(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}
