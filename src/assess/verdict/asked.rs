//! Of whom a condition is asked. In: catalog, record, states, the day. Out: [`Asked`].
//! Never: evaluates.

use crate::assess::ServiceState;
use crate::model::audience::AudienceId;
use crate::model::catalog::Catalog;
use crate::model::customer::{Customer, ServiceRecord};
use crate::model::date::Date;

/// The facts that a condition is asked of: one customer on one day, and one of its services or all.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The library.
    pub catalog: &'a Catalog,
    /// The record.
    pub customer: &'a Customer,
    /// One per service of the record, in its order.
    pub states: &'a [ServiceState],
    /// The service, as an index into the record and `states`; none: once a customer.
    pub service: Option<usize>,
    /// The day.
    pub as_of: Date,
}

impl<'a> Asked<'a> {
    /// Asked once a customer. `states` has one entry per service of the record, in its order.
    pub fn new(
        catalog: &'a Catalog,
        customer: &'a Customer,
        states: &'a [ServiceState],
        as_of: Date,
    ) -> Self {
        Self { catalog, customer, states, service: None, as_of }
    }

    /// The same, asked of one service (an index into the record).
    #[must_use]
    pub fn of(self, service: usize) -> Self {
        Self { service: Some(service), ..self }
    }

    /// The service's state.
    pub fn state(&self) -> Option<&'a ServiceState> {
        self.states.get(self.service?)
    }

    /// The service's record.
    pub fn record(&self) -> Option<&'a ServiceRecord> {
        self.customer.services.get(self.service?)
    }

    /// The services that decide: the one asked; of the customer those in scope, or all when none is.
    pub fn subjects(&self) -> impl Iterator<Item = (&'a ServiceRecord, &'a ServiceState)> + use<'a> {
        let everyone = self.service.is_some() || !self.states.iter().any(|s| s.in_scope);
        self.services().filter(move |(_, state)| everyone || state.in_scope)
    }

    /// The service asked; of the customer all services, in scope or not.
    pub fn services(&self) -> impl Iterator<Item = (&'a ServiceRecord, &'a ServiceState)> + use<'a> {
        let asked = self.service;
        let all = self.customer.services.iter().zip(self.states).enumerate();
        all.filter(move |(idx, _)| asked.is_none_or(|asked| asked == *idx)).map(|(_, pair)| pair)
    }

    /// Who may know a field of the record.
    pub fn label(&self, field: &str) -> AudienceId {
        self.catalog.settings.label_of(field)
    }

    /// Who may know what nothing is said about.
    pub fn narrowest(&self) -> AudienceId {
        self.catalog.settings.audiences.narrowest()
    }
}
