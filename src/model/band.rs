//! Bands (DOMAIN.md 4): exact decimals, intervals with open or closed ends.
//! In: edges. Out: [`Band`], [`Quantity`], exact comparisons.
//! Never: floats, rounding in a comparison.

use crate::source::Span;

/// An exact decimal: millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(pub i64);

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Unit {
    /// Hundredths of a whole; a continuum.
    Percent,
    /// Whole seats, users or devices: no gap between `≤ 50` and `51+`.
    Seats,
    /// Whole days.
    Days,
    /// Not written.
    #[default]
    Unsaid,
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edge {
    /// Where.
    pub at: Decimal,
    /// True if the edge itself belongs to the interval.
    pub closed: bool,
}

/// From `low` to `high`; none is without end. Never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// Lower end.
    pub low: Option<Edge>,
    /// Upper end.
    pub high: Option<Edge>,
}

/// An interval as a page states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// From where to where.
    pub interval: Interval,
    /// As written.
    pub unit: Unit,
    /// As written, trimmed.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// An exact value: `numerator / denominator`, in the measure's unit (percents as a ratio of 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// Above the line.
    pub numerator: i64,
    /// Below the line; positive.
    pub denominator: i64,
}
