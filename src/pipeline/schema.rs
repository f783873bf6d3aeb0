//! JSON Schemas with the names of one library. In: a library, which file. Out: the schema's text.
//! Never: refuses broken settings: the schema is what helps to mend them.

use super::{Library, load};
use crate::error::Result;
pub use crate::parse::schema::json_schema::File;
use crate::parse::schema::json_schema::schema;

/// The schema of a file, as it is written to disk.
///
/// # Errors
/// The library cannot be read.
pub fn json_schema(library: &Library, file: File) -> Result<String> {
    let loaded = load::load(&library.root, None)?;
    let schema = schema(file, &loaded.catalog);
    Ok(serde_json::to_string_pretty(&schema).expect("values always have a JSON form") + "\n")
}
