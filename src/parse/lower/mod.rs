//! From formats as written to the model. In: schema values. Out: model types, diagnostics. Never: reads files.

mod areas;
pub mod cohort;
mod facts;
mod lookup;
pub mod record;
pub mod registry;
mod rules;
pub mod settings;
mod team;
pub mod vocabulary;
