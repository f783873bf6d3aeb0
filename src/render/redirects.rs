//! Stub pages at old addresses. In: where each leads. Out: a page each. Never: a script; the stub is left by itself.

use super::{Artifact, Engine, document};
use crate::document::{Format, REDIRECT, Scope, not_found};
use crate::error::Result;
use crate::model::links;

/// The address of a route as a stub at `from` writes it.
pub fn address(from: &str, route: &str, fragment: Option<&str>) -> String {
    links::address(from, route) + &fragment.map(links::hash).unwrap_or_default()
}

/// Writes the stub at `from` that leads to `address`. Errors: a template that cannot be rendered.
pub fn stub(engine: &Engine, scope: &Scope, from: &str, address: String) -> Result<Artifact> {
    document(engine, &REDIRECT, Format::Html, &not_found::stub(scope, from, address), from)
}
