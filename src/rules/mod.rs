//! The check. In: Catalog, resolved, assessed. Out: diagnostics. Never: prints.

pub mod links;
pub mod redirects;
pub mod records;
