//! Laws of bands on random ones. In: proptest. Out: pass or fail. Never: an example; the tables hold those.

use gameplan::model::band::cover::{Domain, Fault, faults, is_empty};
use gameplan::model::band::{Decimal, Edge, Interval, Quantity, Unit};
use gameplan::parse::band::{in_heading, read, thresholds};
use gameplan::source::Span;
use proptest::prelude::*;
use std::cmp::Ordering;
use std::ops::Bound;
use version_ranges::Ranges;

/// Edges in tenths from 0 to 12, so that random bands often meet.
fn edge() -> impl Strategy<Value = Option<Edge>> {
    let some = (0_i64..=120, any::<bool>())
        .prop_map(|(at, closed)| Some(Edge { at: Decimal(at * 100_000), closed }));
    prop_oneof![1 => Just(None), 4 => some]
}

fn interval() -> impl Strategy<Value = Interval> {
    (edge(), edge()).prop_filter_map("empty", |(a, b)| Interval::new(a, b))
}

fn ranges(interval: &Interval) -> Ranges<i64> {
    let bound = |edge: Option<Edge>| match edge {
        None => Bound::Unbounded,
        Some(Edge { at, closed: true }) => Bound::Included(at.0),
        Some(Edge { at, closed: false }) => Bound::Excluded(at.0),
    };
    Ranges::from_range_bounds((bound(interval.low), bound(interval.high)))
}

/// How a/b lies to c/d by continued fractions: no product that could be wrong in the same way as ours.
fn naive(a: i128, b: i128, c: i128, d: i128) -> Ordering {
    let whole = a.div_euclid(b).cmp(&c.div_euclid(d));
    if whole != Ordering::Equal {
        return whole;
    }
    match (a.rem_euclid(b), c.rem_euclid(d)) {
        (0, 0) => Ordering::Equal,
        (0, _) => Ordering::Less,
        (_, 0) => Ordering::Greater,
        (ra, rc) => naive(d, rc, b, ra),
    }
}

fn texts() -> impl Strategy<Value = String> {
    const PIECES: [&str; 40] = [
        "<",
        ">",
        "≤",
        "≥",
        "=",
        "10",
        "40",
        "0.5",
        "1,000",
        "99999999999999999999",
        "%",
        "％",
        " ",
        " ",
        " ",
        "-",
        "–",
        "+",
        "/",
        ";",
        ",",
        "(",
        ")",
        "\\",
        "and",
        "or",
        "Green",
        "red:",
        "MAD",
        "seats",
        "days",
        "ü",
        "黄",
        "\u{200b}",
        "\u{a0}",
        "active usage",
        "status",
        "Blocked",
        "not",
        "known",
    ];
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..14).prop_map(|v| v.concat())
}

proptest! {
    #[test]
    fn canonical_text_reads_back(interval in interval(), percent in any::<bool>()) {
        let unit = if percent { Unit::Percent } else { Unit::Unsaid };
        prop_assume!(interval.point().is_none() && interval.edges().count() > 0);
        prop_assume!(!is_empty(Domain { unit }, interval));
        let band = read(&interval.text(percent), Span::default(), Unit::Unsaid);
        prop_assert_eq!(band.map(|b| (b.interval, b.unit)), Ok((interval, unit)));
    }

    #[test]
    fn membership_agrees_with_the_naive_one(
        n in 0_i64..2_000_000_000, d in 1_i64..2_000_000_000, interval in interval(), percent in any::<bool>(),
    ) {
        let unit = if percent { Unit::Percent } else { Unit::Seats };
        let scale = if percent { 100 } else { 1 };
        let at = |e: Edge| naive(i128::from(n) * scale, i128::from(d), i128::from(e.at.0), 1_000_000);
        let low = interval.low.is_none_or(|e| at(e) == Ordering::Greater || (e.closed && at(e) == Ordering::Equal));
        let high = interval.high.is_none_or(|e| at(e) == Ordering::Less || (e.closed && at(e) == Ordering::Equal));
        let value = Quantity::ratio(n, d).expect("d is positive");
        prop_assert_eq!(interval.contains(value, unit), low && high);
    }

    #[test]
    fn display_never_crosses_an_edge(
        d in 1_i64..60_000, part in 0_i64..=1000, near in prop::collection::vec(-200_i64..200, 0..5),
    ) {
        let n = d * part / 700;
        let value = Quantity::ratio(n, d).expect("d is positive");
        // Edges within a fifth of a point of the value, where rounding can go wrong, in thousandths.
        let edges: Vec<Decimal> = near.iter().map(|k| Decimal((n * 100_000 / d + k).max(0) * 1000)).collect();
        let shown = value.percent_text(&edges);
        let number = shown.strip_suffix(" %").expect("a percent");
        let digits = number.split_once('.').expect("a decimal").1.len() as u32;
        let scaled: i64 = number.replace('.', "").parse().expect("digits");
        for edge in &edges {
            let of_shown = (i128::from(scaled) * 1_000_000).cmp(&(i128::from(edge.0) * 10_i128.pow(digits)));
            prop_assert_eq!(of_shown, value.compare(*edge, Unit::Percent), "{} beside {}", shown, edge);
        }
        if edges.is_empty() {
            prop_assert_eq!(digits, 1);
            let twice_error = (i128::from(scaled) * i128::from(d) - i128::from(n) * 1000) * 2;
            prop_assert!(twice_error > -i128::from(d) && twice_error <= i128::from(d), "half up: {}", shown);
        }
    }

    #[test]
    fn cover_agrees_with_version_ranges(bands in prop::collection::vec(interval(), 0..6)) {
        let domain = Ranges::higher_than(0_i64);
        let mut free = domain.clone();
        let mut clash = Vec::new();
        for (idx, band) in bands.iter().enumerate() {
            free = free.intersection(&ranges(band).complement());
            for (other, earlier) in bands[..idx].iter().enumerate() {
                let both = ranges(band).intersection(&ranges(earlier)).intersection(&domain);
                if !both.is_empty() { clash.push(((other, idx), both)); }
            }
        }
        let mut gaps = Ranges::empty();
        let mut overlaps = Vec::new();
        for fault in faults(Domain { unit: Unit::Percent }, &bands) {
            let (interval, example) = match fault {
                Fault::Gap { interval, example, .. } => { gaps = gaps.union(&ranges(&interval)); (interval, example) }
                Fault::Overlap { interval, example, bands } => { overlaps.push((bands, ranges(&interval))); (interval, example) }
            };
            prop_assert!(ranges(&interval).contains(&example.expect("tenths leave room").0));
        }
        overlaps.sort_by_key(|(pair, _)| *pair);
        clash.sort_by_key(|(pair, _)| *pair);
        prop_assert_eq!(gaps, free);
        prop_assert_eq!(overlaps, clash);
    }

    #[test]
    fn whole_numbers_are_counted_one_by_one(bands in prop::collection::vec(interval(), 0..6)) {
        let holds = |i: &Interval, n: i64| i.contains(Quantity::whole(n), Unit::Seats);
        let found = faults(Domain { unit: Unit::Seats }, &bands);
        for n in 0..=15 {
            let takers = bands.iter().filter(|b| holds(b, n)).count();
            let gap = found.iter().filter(|f| matches!(f, Fault::Gap { interval, .. } if holds(interval, n))).count();
            let twice = found.iter().filter(|f| matches!(f, Fault::Overlap { interval, .. } if holds(interval, n))).count();
            prop_assert_eq!(gap, usize::from(takers == 0), "{} in {:?}", n, found);
            prop_assert_eq!(twice, takers * takers.saturating_sub(1) / 2, "{} in {:?}", n, found);
        }
    }

    #[test]
    fn colours_read_in_any_order(
        order in Just(vec![("Green", "> 70%"), ("Yellow:", "40%-70%"), ("Red :", "\\<40%")]).prop_shuffle(),
        joint in prop::sample::select(vec!["; ", ", ", " / ", " ", ";"]),
    ) {
        let cell = order.iter().map(|(c, b)| format!("{c} {b}")).collect::<Vec<_>>().join(joint);
        let read = thresholds(&cell, Span::default(), &super::colours());
        let texts: Vec<String> = read.bands.iter().flatten().map(|b| b.canonical()).collect();
        prop_assert_eq!(texts, vec!["> 70 %", "40 %–70 %", "< 40 %"]);
        prop_assert!(read.unread.is_empty());
    }

    #[test]
    fn any_text_is_read_without_a_fall(text in texts()) {
        let _ = in_heading(&text, Span::default());
        let cell = thresholds(&text, Span::default(), &super::colours());
        prop_assert!(cell.unread.iter().all(|u| text.contains(&u.text)));
        if let Ok(band) = read(&text, Span::default(), Unit::Percent) {
            let domain = Domain { unit: band.unit };
            prop_assert!(!is_empty(domain, band.interval));
        }
    }
}
