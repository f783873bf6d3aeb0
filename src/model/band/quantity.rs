//! Exact values of measures. In: counts. Out: [`Quantity`], comparisons by cross-multiplication, its text.
//! Never: a division before a comparison; a text on the wrong side of an edge.

use super::{Decimal, Unit};
use std::cmp::Ordering;

/// An exact value: `numerator / denominator`, in the measure's unit (percents as a ratio of 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// Above the line.
    pub numerator: i64,
    /// Below the line; positive.
    pub denominator: i64,
}

/// Between two different edges of six digits there is always a value of seven.
const MOST_DIGITS: u32 = 7;

impl Quantity {
    /// A ratio, such as active users of entitled seats; none unless the lower part is positive.
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator > 0).then_some(Self { numerator, denominator })
    }

    /// A whole number of seats or days.
    pub fn whole(value: i64) -> Self {
        Self { numerator: value, denominator: 1 }
    }

    /// How the value lies to an edge; with [`Unit::Percent`] the edge is in hundredths.
    pub fn compare(self, edge: Decimal, unit: Unit) -> Ordering {
        let hundred = if unit == Unit::Percent { 100 } else { 1 };
        let left = i128::from(self.numerator) * hundred * i128::from(Decimal::ONE);
        let right = i128::from(edge.0) * i128::from(self.denominator);
        left.cmp(&right)
    }

    /// `23.4 %`: one decimal, half up (DOMAIN.md 6, Display), but always on the same side of every edge (in
    /// percent) as the exact value: with an edge at 40, 39.97 is `39.9 %` and 40.03 `40.1 %`. More decimals
    /// only where edges leave no room for one.
    pub fn percent_text(self, edges: &[Decimal]) -> String {
        let (mut shown, mut digits) = (self.rounded(1), 1);
        for tried in 1..=MOST_DIGITS {
            if let Some(fits) = self.fitting(tried, edges) {
                (shown, digits) = (fits, tried);
                break;
            }
        }
        let scale = 10_u128.pow(digits);
        let size = shown.unsigned_abs();
        let sign = if shown < 0 { "-" } else { "" };
        format!("{sign}{}.{:0width$} %", size / scale, size % scale, width = digits as usize)
    }

    /// The value in percent with so many digits, rounded half up: 23.4 % is 234.
    fn rounded(self, digits: u32) -> i128 {
        let (n, d) = (i128::from(self.numerator) * 100 * 10_i128.pow(digits), i128::from(self.denominator));
        (2 * n + d).div_euclid(2 * d)
    }

    /// The rounded value, moved off the edges it would cross; none if no value of so many digits fits.
    fn fitting(self, digits: u32, edges: &[Decimal]) -> Option<i128> {
        let mut shown = self.rounded(digits);
        for edge in edges {
            shown = match self.compare(*edge, Unit::Percent) {
                Ordering::Less => shown.min(last_below(*edge, digits)),
                Ordering::Greater => shown.max(first_above(*edge, digits)),
                Ordering::Equal => shown,
            };
        }
        let same_side = |e: &Decimal| side(shown, digits, *e) == self.compare(*e, Unit::Percent);
        edges.iter().all(same_side).then_some(shown)
    }
}

/// The largest number of so many digits below an edge.
fn last_below(edge: Decimal, digits: u32) -> i128 {
    (i128::from(edge.0) * 10_i128.pow(digits) - 1).div_euclid(i128::from(Decimal::ONE))
}

/// The smallest number of so many digits above an edge.
fn first_above(edge: Decimal, digits: u32) -> i128 {
    (i128::from(edge.0) * 10_i128.pow(digits)).div_euclid(i128::from(Decimal::ONE)) + 1
}

fn side(shown: i128, digits: u32, edge: Decimal) -> Ordering {
    (shown * i128::from(Decimal::ONE)).cmp(&(i128::from(edge.0) * 10_i128.pow(digits)))
}
