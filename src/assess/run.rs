//! One customer, assessed. In: Catalog, record, ticks, the day. Out: [`Assessment`].
//! Never: another customer, the clock.

use super::verdict::{Asked, scenarios, settle_bands};
use super::{Assessment, Locate};
use crate::model::catalog::Catalog;
use crate::model::customer::Customer;
use crate::model::date::Date;
use crate::model::progress::Progress;

/// Everything that follows from one record on one day. Nothing dated later exists.
pub fn assess<'a>(
    catalog: &'a Catalog,
    customer: &'a Customer,
    progress: &Progress,
    as_of: Date,
    locate: &Locate<'_>,
) -> Assessment<'a> {
    let mut services = super::measures::service_states(catalog, customer, as_of);
    let scenarios = scenarios(&Asked::new(catalog, customer, &services, as_of), locate);
    settle_bands(catalog, &mut services, &scenarios);
    let lines = super::lines::lines(&Asked::new(catalog, customer, &services, as_of), &scenarios, progress, locate);
    let done_earlier = super::state::done_earlier(&lines, progress, as_of);
    Assessment { customer, as_of, services, scenarios, lines, missing: Vec::new(), done_earlier }
}
