//! Bands (DOMAIN.md 4): exact decimals, intervals with open or closed ends, the proof on the number line.
//! In: edges. Out: [`Band`], [`Quantity`], exact comparisons, gaps and overlaps.
//! Never: floats, rounding in a comparison.

pub mod cover;
mod decimal;
mod interval;
mod quantity;

pub use decimal::{Decimal, thousands};
pub use interval::{Edge, Interval};
pub use quantity::Quantity;

use crate::source::Span;

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

impl Unit {
    /// True if only whole numbers occur: seats and days.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Seats | Self::Days)
    }
}

/// An interval as a page states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// From where to where.
    pub interval: Interval,
    /// As written, else the measure's.
    pub unit: Unit,
    /// As written, trimmed.
    pub text: String,
    /// Where.
    pub span: Span,
}

impl Band {
    /// The canonical text: `< 10 %`, `≥ 51`; a unit only where it was written or the measure gave it.
    pub fn canonical(&self) -> String {
        self.interval.text(self.unit == Unit::Percent)
    }
}
