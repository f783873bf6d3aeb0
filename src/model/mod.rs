//! The nouns of the domain, checked and complete: what a page, a playbook, a customer is.
//! In: values that `parse` has lowered. Out: types that every later room reads.
//! Never: serde, files, the clock, text of a report.

pub mod audience;
pub mod band;
pub mod catalog;
pub mod cohort;
pub mod condition;
pub mod customer;
pub mod date;
pub mod front_matter;
pub mod letters;
pub mod links;
pub mod measure;
pub mod name;
pub mod nearest;
pub mod page;
pub mod pattern;
pub mod playbook;
pub mod progress;
pub mod prose;
pub mod raw_html;
pub mod registry;
pub mod review;
pub mod scalar;
pub mod sentence;
pub mod settings;
pub mod slug;
pub mod target;
pub mod team_rule;
pub mod vocabulary;

pub use crate::source::{SourceId, Span, Spanned};
pub use name::Name;
