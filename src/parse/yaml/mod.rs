//! YAML as a tree with spans: the only place that knows the YAML crate.
//! In: a range of a file. Out: [`Node`] and diagnostics. Never: types; a scalar stays text.

mod node;

pub use node::{Node, NodeKind, ScalarStyle};
