//! The proof on the number line: do bands cover every value exactly once?
//! In: a domain and intervals. Out: gaps and overlaps, down to the single point, each with a value that shows it.
//! Never: a unit's text, a finding; the rules word them.

use super::{Decimal, Edge, Interval, Unit};

/// The values a measure can take: from 0 (itself possible) without end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Domain {
    /// Seats and days are whole numbers; everything else is a continuum.
    pub unit: Unit,
}

/// What is wrong with a set of bands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Values that no band takes.
    Gap {
        /// Which values.
        interval: Interval,
        /// One of them; none if no value of six digits lies between the edges.
        example: Option<Decimal>,
        /// Index of the band that ends here; none at the domain's start.
        below: Option<usize>,
        /// Index of the band that begins here; none at the domain's end.
        above: Option<usize>,
    },
    /// Values that two bands take.
    Overlap {
        /// Which values.
        interval: Interval,
        /// One of them; none if no value of six digits lies between the edges.
        example: Option<Decimal>,
        /// Indices of the two bands, the smaller first.
        bands: (usize, usize),
    },
}

/// Overlaps that are told of one set of bands, at most. Their number grows with the square of the bands: forty equal
/// bands would be 780 findings, and whoever mends the first hundred has the others before him next.
const MOST_OVERLAPS: usize = 100;

/// All gaps from the lowest up, then the overlaps by the order of the bands, the first hundred.
pub fn faults(domain: Domain, bands: &[Interval]) -> Vec<Fault> {
    let whole = domain.unit.is_whole();
    let spans: Vec<Stretch> =
        bands.iter().enumerate().filter_map(|(i, b)| Stretch::of(*b, i, whole)).collect();
    let mut faults = gaps(&spans, whole);
    faults.extend(overlaps(&spans, whole).take(MOST_OVERLAPS));
    faults
}

/// True if no value of the domain lies in an interval: `< 0 %`, or `> 50 and < 51` of whole seats.
pub fn is_empty(domain: Domain, interval: Interval) -> bool {
    Stretch::of(interval, 0, domain.unit.is_whole()).is_none()
}

/// A place between values: just before or just behind a number. On whole numbers only `behind: false` occurs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cut {
    at: Decimal,
    behind: bool,
}

/// The zero of every domain.
const START: Cut = Cut { at: Decimal(0), behind: false };

/// A band between two cuts; no end is without end.
#[derive(Clone, Copy)]
struct Stretch {
    start: Cut,
    end: Option<Cut>,
    band: usize,
}

impl Stretch {
    /// The part of a band that lies in the domain; none if there is none.
    fn of(interval: Interval, band: usize, whole: bool) -> Option<Self> {
        let start = interval.low.map_or(START, |e| cut(e, e.closed, whole)).max(START);
        let end = interval.high.map(|e| cut(e, !e.closed, whole));
        end.is_none_or(|end| start < end).then_some(Self { start, end, band })
    }
}

/// Where an edge cuts: `before` its number or behind it. On whole numbers that is before the next one.
fn cut(edge: Edge, before: bool, whole: bool) -> Cut {
    if !whole {
        return Cut { at: edge.at, behind: !before };
    }
    let number = if before { edge.at.ceil() } else { edge.at.floor().saturating_add(1) };
    Cut { at: Decimal(number.saturating_mul(Decimal::ONE)), behind: false }
}

fn gaps(spans: &[Stretch], whole: bool) -> Vec<Fault> {
    let mut ordered: Vec<Stretch> = spans.to_vec();
    ordered.sort_by_key(|s| (s.start, s.band));
    let mut out = Vec::new();
    let (mut reached, mut below) = (Some(START), None);
    for span in &ordered {
        let Some(from) = reached else { break };
        if from < span.start {
            out.push(gap(from, Some(span.start), below, Some(span.band), whole));
        }
        if span.end.is_none_or(|end| end > from) {
            (reached, below) = (span.end, Some(span.band));
        }
    }
    out.extend(reached.map(|from| gap(from, None, below, None, whole)));
    out
}

fn gap(from: Cut, to: Option<Cut>, below: Option<usize>, above: Option<usize>, whole: bool) -> Fault {
    let interval = between(from, to, whole);
    Fault::Gap { interval, example: example(interval), below, above }
}

fn overlaps(spans: &[Stretch], whole: bool) -> impl Iterator<Item = Fault> {
    let pairs = spans.iter().enumerate().flat_map(|(at, a)| spans[at + 1..].iter().map(move |b| (a, b)));
    pairs.filter_map(move |(a, b)| {
        let start = a.start.max(b.start);
        let end = a.end.into_iter().chain(b.end).min();
        let interval = end.is_none_or(|end| start < end).then(|| between(start, end, whole))?;
        Some(Fault::Overlap { interval, example: example(interval), bands: (a.band, b.band) })
    })
}

/// The interval between two cuts, the first before the second.
fn between(from: Cut, to: Option<Cut>, whole: bool) -> Interval {
    let low = Some(Edge { at: from.at, closed: !from.behind });
    let high = to.map(|to| match whole {
        true => Edge { at: Decimal(to.at.0 - Decimal::ONE), closed: true },
        false => Edge { at: to.at, closed: to.behind },
    });
    Interval { low, high }
}

/// A value of an interval with a lower end: the edge itself, the next whole number, the middle, or the next
/// of six digits.
fn example(interval: Interval) -> Option<Decimal> {
    let low = interval.low?;
    if low.closed {
        return Some(low.at);
    }
    let next = Decimal((low.at.floor().saturating_add(1)).saturating_mul(Decimal::ONE));
    let Some(high) = interval.high else { return Some(next) };
    let middle = Decimal(low.at.0 + (high.at.0 - low.at.0) / 2);
    [next, middle, high.at]
        .into_iter()
        .find(|v| *v > low.at && (*v < high.at || (*v == high.at && high.closed)))
}
