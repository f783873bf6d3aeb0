//! `show`: one page or one customer as the program understands it. In: a library and a name. Out: JSON values.
//! Never: a file written.

use super::Library;
use crate::error::{Error, Result};
use serde_json::Value;

/// Everything that a page means (DESIGN.md, `show playbook`).
///
/// # Errors
/// The library cannot be read, or has no such page.
pub fn show_playbook(library: &Library, path: &str) -> Result<Value> {
    Err(Error::new(format!("show `{path}`: the stages are not wired yet")).at(&library.root))
}

/// Everything that follows for a customer (DESIGN.md, `show customer`).
///
/// # Errors
/// The library cannot be read, or has no such customer.
pub fn show_customer(library: &Library, id: &str) -> Result<Value> {
    Err(Error::new(format!("show `{id}`: the stages are not wired yet")).at(&library.root))
}
