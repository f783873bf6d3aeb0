//! Roles, services, groups, regions, statuses, phases: names, aliases, units.
//! In: the default registry and the settings. Out: lookups without case.
//! Never: invents; a name that no entry matches is none.

use super::Name;
use std::collections::HashMap;

/// The registry in force.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    /// Roles, each with its aliases.
    pub roles: Names,
    /// Services.
    pub services: Names,
    /// What a service counts: `users`, `devices`; by service name.
    pub units: HashMap<Name, String>,
    /// Groups of services: `EMS` → AADP, Intune, AIP.
    pub groups: HashMap<String, Vec<Name>>,
    /// Regions; empty: any value.
    pub regions: Names,
    /// Phases in order.
    pub phases: Names,
    /// L1 statuses in order.
    pub statuses: Names,
    /// L2 by L1, in order; an L2 may stand under several L1.
    pub reasons: Vec<(Name, Name)>,
    /// L3 by L2.
    pub engineering_reasons: Vec<(Name, Name)>,
    /// Motions that pages of the library name; for *did you mean* only.
    pub motions: Names,
}

/// Canonical names in order, and every spelling of them.
#[derive(Clone, Debug, Default)]
pub struct Names {
    list: Vec<Name>,
    by_spelling: HashMap<String, usize>,
}

impl Names {
    /// Adds a name, or finds it, and gives it more aliases. A spelling that another name holds moves over.
    pub fn add<S: AsRef<str>>(&mut self, name: &str, aliases: impl IntoIterator<Item = S>) {
        let key = spelling(name);
        let idx = match self.by_spelling.get(&key) {
            Some(idx) if spelling(&self.list[*idx]) == key => *idx,
            _ => {
                self.list.push(Name::from(name));
                self.list.len() - 1
            }
        };
        self.by_spelling.insert(key, idx);
        for alias in aliases {
            self.by_spelling.insert(spelling(alias.as_ref()), idx);
        }
    }

    /// The canonical name of a spelling, without case and with white space folded.
    pub fn find(&self, text: &str) -> Option<&Name> {
        self.by_spelling.get(&spelling(text)).map(|idx| &self.list[*idx])
    }

    /// Canonical names in order.
    pub fn iter(&self) -> impl Iterator<Item = &Name> {
        self.list.iter()
    }

    /// Place of a canonical name in the order.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.by_spelling.get(&spelling(name)).copied()
    }

    /// All spellings, sorted, for longest-match reading and suggestions.
    pub fn spellings(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.by_spelling.keys().map(String::as_str).collect();
        all.sort_unstable();
        all
    }

    /// True without any name.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// How names are compared: lower case, white space folded, zero-width signs out.
pub fn spelling(text: &str) -> String {
    super::prose::fold(text).to_lowercase()
}

impl Registry {
    /// The L2 of an L1 by any spelling.
    pub fn reason(&self, l1: &str, text: &str) -> Option<&Name> {
        let wanted = spelling(text);
        self.reasons.iter().find(|(a, b)| **a == *l1 && spelling(b) == wanted).map(|(_, b)| b)
    }

    /// The unit of a service: `users` unless the registry says otherwise.
    pub fn unit(&self, service: &str) -> &str {
        self.units.get(service).map_or("users", String::as_str)
    }
}
