//! Which columns are figures of which service. In: headers, the registry. Out: `services:` of a map.
//! Never: users and devices in one figure.

use super::{Columns, spelling};
use crate::model::Name;
use crate::model::registry::Registry;
use crate::model::scalar::quoted;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Words behind a service's name: key of the map, what they count.
const MEANINGS: &[(&[&str], &str, &str)] = &[
    (&["percent", "pct", "ratio", "percentage"], "percent", "users"),
    (&["mad", "devices"], "active", "devices"),
    (
        &["entitlements", "entitled", "entitlement", "seats", "qe", "pau", "licenses", "licences"],
        "entitled",
        "users",
    ),
    (&["active", "mau", "ae", "au"], "active", "users"),
];

impl Columns<'_> {
    /// `services:`.
    pub(super) fn services(&mut self, registry: &Registry) -> String {
        let mut found: BTreeMap<Name, Vec<(usize, &'static str, &'static str)>> = BTreeMap::new();
        for (at, name) in self.names.iter().enumerate().filter(|(at, n)| !self.taken[*at] && !n.is_empty()) {
            if let Some((service, key, unit)) = read(&spelling(name), registry) {
                found.entry(service).or_default().push((at, key, unit));
            }
        }
        let mut body = String::new();
        for (service, columns) in found {
            let counted = registry.units.get(&service).map_or("users", String::as_str);
            let mut parts: Vec<String> = Vec::new();
            let mut left_out = String::new();
            for (at, key, unit) in columns {
                let why = if key == "active" && unit != counted {
                    format!("it counts {unit}")
                } else if parts.iter().any(|p| p.starts_with(&format!("{key}:"))) {
                    format!("another column is `{key}` already")
                } else {
                    self.taken[at] = true;
                    parts.push(format!("{key}: {}", quoted(&self.names[at])));
                    continue;
                };
                let _ = write!(left_out, "; not {}: {why}", quoted(&self.names[at]));
            }
            if !parts.is_empty() {
                let _ = writeln!(
                    body,
                    "  {}: {{{}}}   # counts {counted}{left_out}",
                    quoted(&service),
                    parts.join(", ")
                );
            }
        }
        match body.is_empty() {
            true => body,
            false => format!("services:   # by the service's name at the beginning of the header\n{body}"),
        }
    }
}

/// The service that a header begins with, and what the words behind it mean.
fn read(header: &str, registry: &Registry) -> Option<(Name, &'static str, &'static str)> {
    let spellings = registry.services.spellings();
    let ends = |s: &&&str| header[s.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    let longest =
        spellings.iter().filter(|s| header.starts_with(**s)).filter(ends).max_by_key(|s| s.len())?;
    let (key, unit) = meaning(&header[longest.len()..])?;
    Some((registry.services.find(longest)?.clone(), key, unit))
}

fn meaning(rest: &str) -> Option<(&'static str, &'static str)> {
    if rest.contains('%') {
        return Some(("percent", "users"));
    }
    let words: Vec<&str> = rest.split([' ', '-', '_', '(', ')', '/', ':']).collect();
    let holds = |(known, ..): &&(&[&str], &str, &str)| words.iter().any(|w| known.contains(w));
    MEANINGS.iter().find(holds).map(|(_, key, unit)| (*key, *unit))
}
