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

pub(in crate::assess) use bands::settle_bands;
