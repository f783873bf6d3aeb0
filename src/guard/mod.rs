//! What may not leave. In: artifacts of a wider root, the words that may not stand in it. Out: diagnostics.
//! Never: mends, or trusts what rendered; every byte is searched.

mod plain;
mod search;

pub use plain::plain;
pub use search::{Forbidden, Kind, Needle};
