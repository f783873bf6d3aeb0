//! Bands: exact numbers, every spelling, thresholds, the proof on the number line.
//! In: tables under `tests/bands`, random bands. Out: pass or fail. Never: a page.

#[path = "support/golden.rs"]
mod golden;
#[path = "bands/laws.rs"]
mod laws;
#[path = "bands/table.rs"]
mod table;

use gameplan::model::band::cover::{Domain, Fault, faults};
use gameplan::model::band::{Decimal, Interval, Quantity, Unit, thousands};
use gameplan::parse::band::{in_heading, read, thresholds};
use gameplan::source::Span;

fn unit(name: &str) -> Unit {
    match name {
        "percent" => Unit::Percent,
        "seats" => Unit::Seats,
        "days" => Unit::Days,
        _ => Unit::Unsaid,
    }
}

/// `seats: > 50` reads with seats as the unit that is not written.
fn unit_and_text(input: &str) -> (Unit, &str) {
    let (name, text) = input.split_once(": ").expect("`unit: text`");
    (unit(name), text)
}

fn colours() -> [Vec<String>; 3] {
    let words = |text: &str| text.split(' ').map(String::from).collect();
    [words("green grün 緑"), words("yellow gelb 黄 黄色"), words("red rot 赤")]
}

fn ratio(text: &str) -> Quantity {
    let (n, d) = text.split_once('/').expect("a ratio");
    Quantity::ratio(n.parse().expect("a number"), d.parse().expect("a number"))
        .expect("a positive lower part")
}

#[test]
fn numbers() {
    table::check("bands/numbers.txt", |input| {
        Decimal::parse(input)
            .map_or_else(|| "none".to_string(), |d| format!("{d}, {} to {}", d.floor(), d.ceil()))
    });
    table::check("bands/thousands.txt", |input| thousands(input.parse().expect("a number")));
}

#[test]
fn spellings() {
    table::check("bands/spellings.txt", |input| {
        let (unit, text) = unit_and_text(input);
        match read(text, Span::default(), unit) {
            Ok(band) => format!("{} ({:?})", band.canonical(), band.unit),
            Err(fault) => format!("! {}", fault.words()),
        }
    });
}

#[test]
fn headings() {
    table::check("bands/headings.txt", |input| {
        let found = in_heading(input, Span::default());
        let texts: Vec<String> = found
            .iter()
            .map(|f| format!("{} at `{}`", f.band.canonical(), &input[f.range.clone()]))
            .collect();
        texts.join("; ")
    });
}

#[test]
fn threshold_cells() {
    table::check("bands/thresholds.txt", |input| {
        let input = input.trim_matches('"');
        let read = thresholds(input, Span::default(), &colours());
        let name = |idx: usize| ["green", "yellow", "red"][idx];
        let bands = read.bands.iter().enumerate();
        let bands =
            bands.filter_map(|(idx, b)| b.as_ref().map(|b| format!("{} {}", name(idx), b.canonical())));
        let unread = read
            .unread
            .iter()
            .map(|u| format!("! {} `{}` {}", u.colour.map_or("no colour", name), u.text, u.why.words()));
        bands.chain(unread).collect::<Vec<_>>().join(" | ")
    });
}

#[test]
fn membership_is_exact() {
    table::check("bands/membership.txt", |input| {
        let (value, band) = input.split_once(" in ").expect("`value in band`");
        let band = read(band, Span::default(), Unit::Percent).expect("a band");
        band.interval.contains(ratio(value), Unit::Percent).to_string()
    });
}

#[test]
fn display_stays_on_its_side() {
    table::check("bands/display.txt", |input| {
        let (value, edges) = input.split_once(" edges").expect("`value edges …`");
        let edges: Vec<Decimal> =
            edges.split_whitespace().map(|e| Decimal::parse(e).expect("an edge")).collect();
        ratio(value).percent_text(&edges)
    });
}

#[test]
fn cover() {
    table::check("bands/cover.txt", |input| {
        let (unit, text) = unit_and_text(input);
        let bands: Vec<Interval> = (text.split(" | ").filter(|t| *t != "nothing"))
            .map(|t| read(t, Span::default(), unit).expect("a band").interval)
            .collect();
        let texts: Vec<String> = faults(Domain { unit }, &bands).iter().map(|f| said(f, unit)).collect();
        texts.join(" | ")
    });
}

fn said(fault: &Fault, unit: Unit) -> String {
    let text = |i: &Interval| i.text(unit == Unit::Percent);
    let eg = |e: &Option<Decimal>| e.map_or("nothing".to_string(), |e| e.to_string());
    let side = |s: &Option<usize>| s.map_or("·".to_string(), |s| s.to_string());
    match fault {
        Fault::Gap { interval, example, below, above } => {
            format!(
                "gap {} between {} and {}, e.g. {}",
                text(interval),
                side(below),
                side(above),
                eg(example)
            )
        }
        Fault::Overlap { interval, example, bands } => {
            format!("overlap {} of {} and {}, e.g. {}", text(interval), bands.0, bands.1, eg(example))
        }
    }
}
