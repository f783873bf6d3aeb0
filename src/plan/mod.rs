//! What is written where, before it has words. In: model, resolved and assessed. Out: routes, lanes,
//! grouping, *This week*. Never: bytes, wording, a number that `assess` did not give.

pub mod diff;
pub mod lanes;
pub mod nav;
pub mod packs;
pub mod routes;
pub mod share;
pub mod site;
pub mod this_week;
