//! Formats as people write them: field tables with spans, strict.
//! In: [`super::yaml::Node`]. Out: values with spans, diagnostics. Never: meaning; `lower` does that.

pub mod cohort;
pub mod cx;
pub mod field;
pub mod json_schema;
pub mod progress;
pub mod reader;
pub mod record;
pub mod review_outcome;
pub mod settings;
pub mod usage;
pub(in crate::parse) mod value;
