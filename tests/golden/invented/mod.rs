//! An invented customer that shows every lane, and the library it is assessed against: built by hand,
//! so that documents are tested without the rooms before them. In: nothing. Out: catalog, record, assessment.
//! Never: anything real.

mod assessed;
mod library;
mod record;

pub(crate) use assessed::assessment;
pub(crate) use library::catalog;
pub(crate) use record::customer;

use gameplan::model::Name;
use gameplan::model::audience::AudienceId;
use gameplan::model::band::{Band, Decimal, Edge, Interval, Unit};
use gameplan::model::date::Date;
use gameplan::source::{Span, Spanned};

pub(crate) const CUSTOMER: AudienceId = AudienceId(0);
pub(crate) const PARTNER: AudienceId = AudienceId(1);
pub(crate) const INTERNAL: AudienceId = AudienceId(2);

pub(crate) fn date(text: &str) -> Date {
    text.parse().expect("a date of a test")
}

pub(crate) fn said<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}

pub(crate) fn name(text: &str) -> Spanned<Name> {
    said(Name::from(text))
}

pub(crate) fn edge(percent: i64, closed: bool) -> Option<Edge> {
    Some(Edge { at: Decimal(percent * 1_000_000), closed })
}

pub(crate) fn band(low: Option<Edge>, high: Option<Edge>, text: &str) -> Band {
    Band { interval: Interval { low, high }, unit: Unit::Percent, text: text.into(), span: Span::default() }
}
