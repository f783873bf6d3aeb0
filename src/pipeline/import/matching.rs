//! Whose row it is. In: customers, a row's number, tenant and name. Out: the customer, or why none.
//! Never: a near name taken; it is only proposed.

use crate::model::customer::Customer;
use crate::model::nearest::nearest;
use crate::model::registry::spelling;
use crate::parse::import::rows::ExportRow;
use std::collections::HashMap;

/// Unknown names for which a near one is looked for.
const PROPOSED: usize = 50;

/// Customers by what exports call them.
#[derive(Debug, Default)]
pub(super) struct Index {
    tpids: HashMap<String, Vec<usize>>,
    tenants: HashMap<String, Vec<usize>>,
    names: HashMap<String, Vec<usize>>,
    own_tpid: Vec<Option<String>>,
    ids: Vec<String>,
    looked_up: std::cell::Cell<usize>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// The customer's place.
    Known(usize),
    /// No record, and why.
    Unknown(String),
    /// Several records.
    Doubt(String),
}

impl Index {
    /// Adds the customer of the next place.
    pub(super) fn add(&mut self, customer: &Customer) {
        let at = self.ids.len();
        self.ids.push(customer.id.clone());
        self.own_tpid.push(customer.tpid.as_deref().map(spelling));
        if let Some(tpid) = &customer.tpid {
            self.tpids.entry(spelling(tpid)).or_default().push(at);
        }
        for tenant in &customer.tenants {
            self.tenants.entry(spelling(&tenant.id.value)).or_default().push(at);
        }
        for name in [Some(&customer.name), customer.external_name.as_ref()].into_iter().flatten() {
            let places = self.names.entry(spelling(name)).or_default();
            if !places.contains(&at) {
                places.push(at);
            }
        }
    }

    /// The customer of a row: by number or tenant, else by name where the numbers do not speak against it.
    pub(super) fn find(&self, row: &ExportRow) -> Match {
        let by_tpid = places(&self.tpids, row.tpid.as_deref());
        let by_tenant = places(&self.tenants, row.tenant.as_deref());
        for (key, found) in [("number", by_tpid), ("tenant", by_tenant)] {
            if let [one, two, ..] = found {
                return Match::Doubt(format!(
                    "`{}` and `{}` have the same {key}",
                    self.ids[*one], self.ids[*two]
                ));
            }
        }
        match (by_tpid, by_tenant) {
            ([one], [two]) if one != two => Match::Doubt(format!(
                "the number is that of `{}`, the tenant that of `{}`",
                self.ids[*one], self.ids[*two]
            )),
            ([one], _) | (_, [one]) => Match::Known(*one),
            _ => self.by_name(row),
        }
    }

    fn by_name(&self, row: &ExportRow) -> Match {
        match places(&self.names, row.name.as_deref()) {
            [one] => match (&row.tpid, &self.own_tpid[*one]) {
                (Some(said), Some(own)) if spelling(said) != *own => Match::Unknown(format!(
                    "the name is that of `{}`, whose number is `{own}`",
                    self.ids[*one]
                )),
                _ => Match::Known(*one),
            },
            [one, two, ..] => {
                Match::Doubt(format!("`{}` and `{}` have the same name", self.ids[*one], self.ids[*two]))
            }
            [] => Match::Unknown(self.proposal(row)),
        }
    }

    fn proposal(&self, row: &ExportRow) -> String {
        let missing = "no record has this number, tenant or name".to_string();
        let Some(name) = row.name.as_deref().filter(|_| self.looked_up.get() < PROPOSED) else {
            return missing;
        };
        self.looked_up.set(self.looked_up.get() + 1);
        let mut names: Vec<&String> = self.names.keys().collect();
        names.sort_unstable();
        match nearest(name, names) {
            Some(near) => format!("no record; is it `{}`?", self.ids[self.names[near][0]]),
            None => missing,
        }
    }
}

fn places<'a>(by: &'a HashMap<String, Vec<usize>>, key: Option<&str>) -> &'a [usize] {
    key.and_then(|key| by.get(&spelling(key))).map_or(&[], Vec::as_slice)
}
