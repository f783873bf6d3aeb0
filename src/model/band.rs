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

// TEMP until the branch `bands` is merged.
#[allow(missing_docs)]
impl Interval {
    pub fn contains(&self, q: Quantity, unit: Unit) -> bool {
        let scale: i128 = if unit == Unit::Percent { 100_000_000 } else { 1_000_000 };
        let v = i128::from(q.numerator) * scale;
        let d = i128::from(q.denominator);
        let low = self.low.is_none_or(|e| {
            let x = i128::from(e.at.0) * d;
            v > x || (e.closed && v == x)
        });
        let high = self.high.is_none_or(|e| {
            let x = i128::from(e.at.0) * d;
            v < x || (e.closed && v == x)
        });
        low && high
    }
    pub fn text(&self, unit: Unit) -> String {
        let n = |e: Edge| format!("{}{}", e.at.0 / 1_000_000, if unit == Unit::Percent { " %" } else { "" });
        match (self.low, self.high) {
            (Some(l), None) => format!("{} {}", if l.closed { "≥" } else { ">" }, n(l)),
            (None, Some(h)) => format!("{} {}", if h.closed { "≤" } else { "<" }, n(h)),
            (Some(l), Some(h)) if l.closed && h.closed => format!("{}–{}", n(l), n(h)),
            (Some(l), Some(h)) => {
                format!(
                    "{} {} and {} {}",
                    if l.closed { "≥" } else { ">" },
                    n(l),
                    if h.closed { "≤" } else { "<" },
                    n(h)
                )
            }
            _ => String::from("any"),
        }
    }
}

#[allow(missing_docs)]
impl Quantity {
    pub fn percent_text(&self, _edges: &[Decimal]) -> String {
        let t = (i128::from(self.numerator) * 2000 + i128::from(self.denominator))
            / (2 * i128::from(self.denominator));
        if t % 10 == 0 { format!("{} %", t / 10) } else { format!("{}.{} %", t / 10, t % 10) }
    }
}

#[allow(missing_docs)]
pub fn thousands(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    if n < 0 { format!("-{out}") } else { out }
}
