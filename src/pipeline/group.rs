//! What findings can be put together by (`check --by`). In: what was found, a key. Out: [`By`].
//! Never: a key that no page has.

use super::CheckReport;
use crate::error::{Error, Result};
use crate::model::nearest::closest;
use crate::report::{By, KEYS};
use std::collections::BTreeSet;

/// By one of the keys that every finding has, or by the pages' values of a key of the front matter.
///
/// # Errors
/// Neither is called so (kind: not found).
pub fn by(checked: &CheckReport, key: &str) -> Result<By> {
    let is_own = KEYS.contains(&key);
    let entries = checked.headers.iter().flat_map(|(_, front)| &front.entries);
    let known: BTreeSet<&str> =
        entries.map(|entry| entry.key.value.as_str()).chain(KEYS.iter().copied()).collect();
    if !known.contains(key) {
        let near = closest(key, known).unwrap_or_default();
        return Err(Error::not_found(format!("no page has the key `{key}`; the nearest is `{near}`")));
    }
    let pages = checked.headers.iter().filter(|_| !is_own);
    let values = pages.filter_map(|(path, front)| Some((path.clone(), front.text(key)?.to_string())));
    Ok(By { key: key.to_string(), values: values.collect() })
}
