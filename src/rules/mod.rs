//! The check. In: Catalog, resolved, assessed. Out: diagnostics. Never: prints.

pub mod drift;
pub mod links;
pub mod records;
