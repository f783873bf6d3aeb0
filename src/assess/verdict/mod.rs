//! Which scenarios apply, and why (DOMAIN.md 3). In: catalog, record, states of its services, the day.
//! Out: [`Judgement`], one [`ScenarioVerdict`] per scenario and service asked.
//! Never: guesses; what the record does not say is unknown, with the one datum that would decide it.

mod answer;
mod asked;
mod bands;
mod cohort;
mod eval;
mod fields;
mod gates;
mod motion;
mod numbers;
mod phase;
mod services;
mod status;
mod table;
mod words;

pub use asked::Asked;
pub use eval::judge_when;
pub use table::scenarios;

pub(super) use bands::settle_bands;
pub(super) use gates::{combine, judge_page};
pub(super) use services::{askings, speaks_of_status};
pub(super) use table::{judge_asking, place, placed, playbooks_of};
pub(super) use words::same_name;
