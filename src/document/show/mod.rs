//! What `show` prints: a page as it was read, a customer as it was assessed.
//! In: Catalog, Assessment. Out: serialisable views in the shape of DESIGN.md "JSON".
//! Never: hides what the check would say; findings stand in the view.

pub mod customer;
pub mod playbook;
pub mod settings;

use crate::assess::{Locate, Reason};
use crate::model::Span;

/// The line of a span, from 1.
fn line(locate: &Locate<'_>, span: Span) -> u32 {
    locate(span).1
}

/// A reason in one string: the fact, and `file:line` of the rule.
pub fn because(reason: &Reason) -> String {
    match &reason.rule {
        Some(rule) => format!("{} ({}:{})", reason.fact, rule.path, rule.line),
        None => reason.fact.clone(),
    }
}
