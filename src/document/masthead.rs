//! What stands at the top of every document of a customer. In: record, scope. Out: [`Masthead`].
//! Never: a link to a document that this audience does not get.

use super::wording::{self, Day};
use super::{CHECKLIST, CUSTOMER_INDEX, KPIS, Kind, REVIEW, Scope};
use crate::model::customer::Customer;
use crate::plan::share;
use serde::Serialize;

/// The top of a document.
#[derive(Clone, Debug, Serialize)]
pub struct Masthead {
    /// `Checklist`.
    pub kind: &'static str,
    /// The customer's name for this viewer.
    pub customer: String,
    /// Its id.
    pub id: String,
    /// The day in force.
    pub as_of: Day,
    /// The audience's name, as printed.
    pub audience: String,
    /// The audience's name, as the settings write it.
    pub audience_name: String,
    /// Region, where it may be shown.
    pub region: Option<String>,
    /// Segment, where it may be shown.
    pub segment: Option<String>,
    /// The customer's documents.
    pub documents: Vec<Sibling>,
    /// The list of customers, where the viewer has one: `../index.html`.
    pub customers: Option<&'static str>,
}

/// A document of the same customer.
#[derive(Clone, Debug, Serialize)]
pub struct Sibling {
    /// `KPI table`.
    pub title: &'static str,
    /// `kpis.html`, in the same folder.
    pub href: &'static str,
    /// This one.
    pub current: bool,
}

/// The four documents of a customer with their file names.
const DOCUMENTS: [(Kind, &str); 4] = [
    (CUSTOMER_INDEX, "index.html"),
    (CHECKLIST, "checklist.html"),
    (KPIS, "kpis.html"),
    (REVIEW, "review.html"),
];

/// Composes it for one document.
pub fn masthead(scope: &Scope, customer: &Customer, kind: &Kind) -> Masthead {
    let settings = &scope.catalog.settings;
    let text = |field: &str, value: Option<&str>| value.filter(|_| scope.gives(field)).map(String::from);
    let lists = super::CUSTOMERS.is_for(settings, scope.viewer.audience);
    Masthead {
        kind: kind.title,
        customer: share::customer_name(settings, scope.viewer, customer).to_string(),
        id: customer.id.clone(),
        as_of: wording::day(scope.as_of),
        audience: wording::capitalised(&scope.viewer.name),
        audience_name: scope.viewer.name.clone(),
        region: text("region", customer.region.as_ref().map(|r| r.value.as_str())),
        segment: text("segment", customer.segment.as_ref().map(|s| s.value.as_str())),
        documents: DOCUMENTS
            .iter()
            .filter(|(k, _)| k.is_for(settings, scope.viewer.audience))
            .map(|(k, href)| Sibling { title: k.title, href, current: k == kind })
            .collect(),
        customers: lists.then_some("../index.html"),
    }
}
