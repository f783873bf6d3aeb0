//! The page for addresses that lead nowhere, and stubs at old addresses. In: scope, addresses. Out: [`NotFound`],
//! [`Stub`]. Never: the address that was asked for; a page of another audience.

use super::Scope;
use super::page::site;
use super::wording::{self, Day};
use serde::Serialize;

/// `404.html`.
#[derive(Clone, Debug, Serialize)]
pub struct NotFound {
    /// Title of the site.
    pub site: String,
    /// The audience's name.
    pub audience: String,
    /// The day in force.
    pub as_of: Day,
    /// The address of the root: absolute where the settings name a host, for hosts show the page under any address.
    pub root: String,
    /// The page that searches, below the root.
    pub search: &'static str,
}

/// A page that leads on.
#[derive(Clone, Debug, Serialize)]
pub struct Stub {
    /// Title of the site.
    pub site: String,
    /// Way back to the root: `../`, empty at the root.
    pub root: String,
    /// Where it leads, ready to be written.
    pub address: String,
}

/// Composes the page of lost addresses. `root` ends in `/` or is empty.
pub fn compose(scope: &Scope, root: &str, search: &'static str) -> NotFound {
    NotFound {
        site: site(&scope.catalog.settings.title),
        audience: wording::capitalised(&scope.viewer.name),
        as_of: wording::day(scope.as_of),
        root: root.to_string(),
        search,
    }
}

/// Composes the stub at `from`, a path below the root.
pub fn stub(scope: &Scope, from: &str, address: String) -> Stub {
    let root = "../".repeat(from.matches('/').count());
    Stub { site: site(&scope.catalog.settings.title), root, address }
}
