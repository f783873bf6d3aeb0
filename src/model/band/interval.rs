//! Intervals with open or closed ends. In: edges. Out: [`Interval`], membership, the canonical text.
//! Never: an empty interval made here; never a rounded comparison.

use super::{Decimal, Quantity, Unit};
use std::cmp::Ordering;

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

impl Interval {
    /// The interval between two ends; none if nothing lies in it.
    pub fn new(low: Option<Edge>, high: Option<Edge>) -> Option<Self> {
        let holds = match (low, high) {
            (Some(l), Some(h)) => l.at < h.at || (l.at == h.at && l.closed && h.closed),
            _ => true,
        };
        holds.then_some(Self { low, high })
    }

    /// What lies in both; none if nothing does.
    pub fn intersect(self, other: Self) -> Option<Self> {
        let low = tighter(self.low, other.low, Ordering::Greater);
        let high = tighter(self.high, other.high, Ordering::Less);
        Self::new(low, high)
    }

    /// True if the value lies in it; `unit` is the measure's: a percent is hundredths of the value.
    /// By cross-multiplication: 2902/12400 against 40 % compares 100·2902 with 40·12400.
    pub fn contains(self, value: Quantity, unit: Unit) -> bool {
        let above = self.low.is_none_or(|edge| match value.compare(edge.at, unit) {
            Ordering::Greater => true,
            Ordering::Equal => edge.closed,
            Ordering::Less => false,
        });
        let below = self.high.is_none_or(|edge| match value.compare(edge.at, unit) {
            Ordering::Less => true,
            Ordering::Equal => edge.closed,
            Ordering::Greater => false,
        });
        above && below
    }

    /// The single value of `= 40 %`; none for wider intervals.
    pub fn point(self) -> Option<Decimal> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low.at == high.at => Some(low.at),
            _ => None,
        }
    }

    /// The edges, lower first.
    pub fn edges(self) -> impl Iterator<Item = Edge> {
        [self.low, self.high].into_iter().flatten()
    }

    /// `< 10 %`, `≥ 51`, `10 %–40 %` (closed at both ends), `> 40 % and < 70 %`, `40 %` (one point),
    /// `any value`; the sign ` %` (with U+0020) if the unit is shown.
    pub fn text(self, unit_shown: bool) -> String {
        let unit = if unit_shown { " %" } else { "" };
        if let Some(at) = self.point() {
            return format!("{at}{unit}");
        }
        let low = self.low.map(|e| format!("{} {}{unit}", if e.closed { '≥' } else { '>' }, e.at));
        let high = self.high.map(|e| format!("{} {}{unit}", if e.closed { '≤' } else { '<' }, e.at));
        match (self.low, self.high, low, high) {
            (Some(l), Some(h), ..) if l.closed && h.closed => format!("{}{unit}–{}{unit}", l.at, h.at),
            (.., Some(low), Some(high)) => format!("{low} and {high}"),
            (.., Some(one), None) | (.., None, Some(one)) => one,
            (.., None, None) => "any value".to_string(),
        }
    }
}

/// The edge that leaves less room; at one place the open one. `order` is how the tighter one compares.
fn tighter(a: Option<Edge>, b: Option<Edge>, order: Ordering) -> Option<Edge> {
    match (a, b) {
        (Some(a), Some(b)) if a.at == b.at => Some(Edge { at: a.at, closed: a.closed && b.closed }),
        (Some(a), Some(b)) => Some(if a.at.cmp(&b.at) == order { a } else { b }),
        (one, None) | (None, one) => one,
    }
}
