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
    /// Groups of services: `EMS` → AADP, Intune, AIP; names as written, looked up by [`Registry::group`].
    pub groups: HashMap<String, Vec<Name>>,
    /// Regions; empty: any value.
    pub regions: Names,
    /// Phases in order.
    pub phases: Names,
    /// L1 statuses in order.
    pub statuses: Names,
    /// L2 by L1, in order; an L2 may stand under several L1.
    pub reasons: Vec<(Name, Name)>,
    /// All L2 with their other spellings, whatever their L1.
    pub reason_names: Names,
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

    /// The other spellings of a canonical name, sorted.
    pub fn aliases(&self, name: &str) -> Vec<&str> {
        let own = spelling(name);
        let idx = self.position(name);
        let is_alias = |(key, at): &(&String, &usize)| Some(**at) == idx && **key != own;
        let mut all: Vec<&str> =
            self.by_spelling.iter().filter(is_alias).map(|(key, _)| key.as_str()).collect();
        all.sort_unstable();
        all
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
    let mut folded = super::prose::fold(text);
    if folded.is_ascii() {
        folded.make_ascii_lowercase();
        return folded;
    }
    folded.to_lowercase()
}

impl Registry {
    /// The L2 of an L1 by any spelling.
    pub fn reason(&self, l1: &str, text: &str) -> Option<&Name> {
        let wanted = self.reason_names.find(text).map_or_else(|| spelling(text), |name| spelling(name));
        self.reasons.iter().find(|(a, b)| **a == *l1 && spelling(b) == wanted).map(|(_, b)| b)
    }

    /// The L3 of an L2 without case.
    pub fn engineering_reason(&self, l2: &str, text: &str) -> Option<&Name> {
        let wanted = spelling(text);
        self.engineering_reasons.iter().find(|(a, b)| **a == *l2 && spelling(b) == wanted).map(|(_, b)| b)
    }

    /// The services of a group, without case; none if there is no such group.
    pub fn group(&self, text: &str) -> Option<&[Name]> {
        let wanted = spelling(text);
        self.groups.get(text).map(Vec::as_slice).or_else(|| {
            // Keys that differ in case only have the same services: `insert_group` sees to it.
            self.groups.iter().find(|(name, _)| spelling(name) == wanted).map(|(_, list)| list.as_slice())
        })
    }

    /// Sets a group; one of the same name without case is replaced.
    pub fn insert_group(&mut self, name: &str, services: Vec<Name>) {
        let wanted = spelling(name);
        self.groups.retain(|other, _| spelling(other) != wanted);
        self.groups.insert(name.to_string(), services);
    }

    /// Adds an L2 to an L1, once; gives its canonical name.
    pub fn add_reason(&mut self, l1: &str, l2: &str) -> Name {
        if let Some(known) = self.reason(l1, l2) {
            return known.clone();
        }
        self.reason_names.add(l2, [""; 0]);
        let name = self.reason_names.find(l2).map_or_else(|| Name::from(l2), Name::clone);
        self.reasons.push((Name::from(l1), name.clone()));
        name
    }

    /// Adds an L3 to an L2, once.
    pub fn add_engineering_reason(&mut self, l2: &str, l3: &str) {
        if self.engineering_reason(l2, l3).is_none() {
            self.engineering_reasons.push((Name::from(l2), Name::from(l3)));
        }
    }

    /// The unit of a service: `users` unless the registry says otherwise.
    pub fn unit(&self, service: &str) -> &str {
        self.units.get(service).map_or("users", String::as_str)
    }
}
