//! Where links lead in one audience's root. In: what `resolve` found. Out: [`LinkTable`].
//! Never: guesses; a target that is not in the table is written as its text.

use crate::source::Span;
use std::collections::HashMap;

/// Where a link, image or include of a page leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Href {
    /// Out of the site: kept as written.
    External(String),
    /// A place on the same page.
    Fragment(String),
    /// A route below the root (`playbook/a.html`), with an optional `#fragment`.
    Route {
        /// Route with `/`, relative to the root.
        route: String,
        /// Without `#`.
        fragment: Option<String>,
    },
    /// Not in this audience's root, or nowhere: written as its text.
    Absent,
}

/// The targets of one audience's root, by the span of the link, image or include.
#[derive(Clone, Debug, Default)]
pub struct LinkTable {
    /// Looked up only; never iterated.
    pub targets: HashMap<Span, Href>,
}
