//! The measures of DOMAIN.md 6: tables of cases, the sample customer, laws of whole seats.

#![allow(clippy::unwrap_used, reason = "a case that cannot be read is a fault of the test")]

#[path = "support/golden.rs"]
mod golden;
#[path = "measures/builder.rs"]
mod builder;

use builder::{FJORDLYS, catalog, customer, date, here};
use gameplan::assess::measures::{
    Fall, crossing, expecting, fewest_in, longest_run, measured_enablement, seats_to_leave, seats_to_reach,
    seats_to_target, service_states, tagged,
};
use gameplan::assess::{RowState, ServiceState, focus};
use gameplan::model::audience::AudienceId;
use gameplan::model::band::{Band, Decimal, Edge, Interval, Quantity, Unit};
use gameplan::model::measure::Measure;
use gameplan::source::Span;
use proptest::prelude::*;

fn state(words: &str, as_of: &str) -> ServiceState {
    let customer = customer("Exchange", words);
    service_states(&catalog(), &customer, date(as_of)).remove(0)
}

fn shown(state: &ServiceState, measure: Measure) -> String {
    let Some(found) = state.measures.iter().find(|m| m.measure == measure) else { return "none".to_string() };
    let known = match &found.value {
        Ok(known) => known,
        Err(why) => return format!("? {} -> {}", why.because, why.needs),
    };
    let mut out = match known.of() {
        Some(seats) => format!("{} = {}/{seats}", known.text, known.quantity.numerator),
        None => format!("{} of unknown", known.text),
    };
    out += &known.as_of.as_ref().map_or_else(String::new, |d| format!(" at {d}"));
    out += if known.stale { " stale" } else { "" };
    out += if known.open_ended { " open" } else { "" };
    out += &found.seats_to_target.map_or_else(String::new, |n| format!(", to target {n}"));
    out + &known.remark.as_ref().map_or_else(String::new, |r| format!(" ({r})"))
}

/// What follows for a record under a name of `formulas.txt`.
fn follows(words: &str, key: &str) -> String {
    let (day, name) = match key.split_once(' ') {
        Some((day, name)) if day.starts_with("20") => (day, name),
        _ => ("2026-09-08", key),
    };
    let state = state(words.trim_start_matches("(nothing)"), day);
    if let Some(measure) = Measure::ALL.into_iter().find(|m| m.name() == name) {
        return shown(&state, measure);
    }
    match name {
        "reach" => shown_reach(&state),
        "rows" => shown_rows(&state),
        "phase" => shown_phase(&state),
        "measured enablement" => {
            measured_enablement(&state.trend).map_or_else(|| "never".to_string(), |m| m.to_string())
        }
        _ => shown_crossing(&state, name),
    }
}

fn shown_reach(state: &ServiceState) -> String {
    state.reach.as_ref().map_or_else(
        || "none".to_string(),
        |r| format!("needed {}, committed {}, ceiling {}: {}", r.needed, r.committed, r.ceiling, r.says),
    )
}

fn shown_rows(state: &ServiceState) -> String {
    let row = |r: &RowState| match r.row {
        Some(_) => format!("{} {}", r.l1, r.seats),
        None => format!("({} {})", r.l1, r.seats),
    };
    let rows: Vec<String> = state.rows.iter().map(row).collect();
    let scope = if state.in_scope { "in scope" } else { "out" };
    format!("{}; missing {}; {scope}", rows.join(", "), state.seats_missing)
}

fn shown_phase(state: &ServiceState) -> String {
    match &state.phase {
        None => "unknown".to_string(),
        Some((phase, None)) => phase.to_string(),
        Some((phase, Some(why))) => format!("{phase} ({why})"),
    }
}

fn shown_crossing(state: &ServiceState, name: &str) -> String {
    let percent = name.strip_prefix("reaches ").and_then(|n| n.strip_suffix(" %")).unwrap().parse().unwrap();
    let Some(found) = crossing(&state.trend, date("2026-03-24"), percent) else { return "never".to_string() };
    let fall = match found.fell_back {
        None => "",
        Some(Fall::Users) => ", users lost",
        Some(Fall::SeatsBought) => ", seats bought",
    };
    format!("{} {}{fall}", found.month, found.text())
}

#[test]
fn every_formula_holds_at_its_edges() {
    let text = std::fs::read_to_string("tests/measures/formulas.txt").unwrap();
    let mut words = "";
    let mut cases = 0;
    let mut wrong = Vec::new();
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let Some((key, wanted)) = line.strip_prefix("    ").and_then(|l| l.split_once(" => ")) else {
            words = if line == "FJORDLYS" { FJORDLYS } else { line };
            continue;
        };
        cases += 1;
        let found = follows(words, key);
        if found != wanted {
            wrong.push(format!("{words}\n    {key}\n   found {found}\n  wanted {wanted}"));
        }
    }
    assert!(cases > 100, "the table was not read: {cases} cases");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn between(low: i64, high: i64) -> Interval {
    let edge = |at: i64| Some(Edge { at: Decimal(at * Decimal::ONE), closed: true });
    Interval { low: edge(low), high: edge(high) }
}

fn above(percent: i64) -> Interval {
    Interval { low: Some(Edge { at: Decimal(percent * Decimal::ONE), closed: false }), high: None }
}

#[test]
fn leaving_a_band_and_reaching_its_edge_are_two_numbers() {
    assert_eq!(seats_to_leave(2902, 12400, between(10, 40)), Some(2059));
    assert_eq!(seats_to_reach(2902, 12400, Decimal(40 * Decimal::ONE)), 2058);
    assert_eq!(seats_to_target(2902, 12400, above(50)), 3299);
    // 40 % of 12,401 is no whole number of seats: the two are one.
    assert_eq!(seats_to_leave(2902, 12401, between(10, 40)), Some(2059));
    assert_eq!(seats_to_reach(2902, 12401, Decimal(40 * Decimal::ONE)), 2059);
    assert_eq!(seats_to_leave(2902, 12400, above(20)), None, "no upper end");
    let below_ten =
        Interval { low: None, high: Some(Edge { at: Decimal(10 * Decimal::ONE), closed: false }) };
    assert_eq!(seats_to_leave(99, 1000, below_ten), Some(1), "10 % itself is outside");
    assert_eq!(seats_to_leave(i64::MAX, 1, below_ten), Some(0));
}

#[test]
fn intent_gives_a_tag_and_a_tag_gives_an_interval() {
    assert_eq!(expecting(49, 100), Some("Expecting<50"));
    assert_eq!(expecting(50, 100), None);
    assert_eq!(expecting(51, 100), Some("Expecting>50"));
    assert_eq!(expecting(51, 0), None);
    let by_tags = |tags: &str| {
        let record = customer("Exchange", tags);
        tagged(&record.services[0]).map(|(tag, interval)| format!("{tag}: {}", interval.text(true)))
    };
    assert_eq!(by_tags("tag pilot | tag expecting <50"), Some("expecting <50: < 50 %".to_string()));
    assert_eq!(by_tags("tag Expecting>50"), Some("Expecting>50: > 50 %".to_string()));
    assert_eq!(by_tags("tag Expecting>50 | tag Expecting<50"), None);
}

#[test]
fn a_trend_names_its_gaps() {
    let words = "entitled 100 | usage 2025-11 5/90 | usage 2026-02 7 | usage 2026-03 8/100";
    let state = state(words, "2026-03-31");
    let gaps: Vec<String> = state.gaps.iter().map(ToString::to_string).collect();
    assert_eq!(gaps, ["2025-12", "2026-01"]);
    let seats: Vec<(i64, bool)> = state.trend.iter().map(|p| (p.seats, p.at_other_seats)).collect();
    assert_eq!(seats, [(90, false), (90, true), (100, false)]);
}

#[test]
fn settings_move_the_target() {
    let mut catalog = catalog();
    let interval = Interval { low: Some(Edge { at: Decimal(60 * Decimal::ONE), closed: true }), high: None };
    let band = Band { interval, unit: Unit::Percent, text: "60%+".to_string(), span: Span::default() };
    catalog.settings.targets.push((Measure::ActiveUsage, band));
    let customer = customer("Exchange", "entitled 100 | row In Progress | usage 2026-08 20/100");
    let state = service_states(&catalog, &customer, date("2026-09-08")).remove(0);
    assert_eq!(shown(&state, Measure::ActiveUsage), "20.0 % = 20/100 at 2026-08, to target 40");
    assert_eq!(state.reach.unwrap().needed, 60);
    assert_eq!(state.target.text, "60%+");
}

#[test]
fn a_measure_is_for_the_narrowest_of_its_inputs() {
    let mut catalog = catalog();
    let words = "entitled 100 | intended 5 | row In Progress 60 for partner | row Blocked for customer \
        | usage 2026-08 70/100";
    let audiences = |catalog: &_, words: &str| {
        let state = service_states(catalog, &customer("Exchange", words), date("2026-09-08")).remove(0);
        let of = |m: Measure| state.measures.iter().find(|s| s.measure == m).unwrap().audience.0;
        let reach = state.reach.as_ref().unwrap().audience.0;
        (Measure::ALL.map(of), reach)
    };
    // In the order of `Measure::ALL`: usage, intended usage, committed, ceiling, entitled, users, intended, three
    // velocities, plateau, loss, note age, renewal.
    assert_eq!(audiences(&catalog, words), ([0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 2, 2], 1));
    // Without more users than seats in progress, the plateau tells nothing of rows.
    let fewer = words.replace("70/100", "10/100").replace("for partner", "");
    assert_eq!(audiences(&catalog, &fewer), ([0, 1, 2, 2, 0, 0, 1, 0, 0, 0, 0, 0, 2, 2], 2));
    catalog.settings.share.push((AudienceId(1), vec!["renewal".to_string()]));
    catalog.settings.audiences.0 = vec!["customer".to_string(), "internal".to_string()];
    assert_eq!(audiences(&catalog, &fewer), ([0, 1, 2, 2, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1], 2));
}

#[test]
fn the_sample_customer_comes_out_whole() {
    let state = state(FJORDLYS, "2026-09-08");
    let mut out = String::new();
    for measure in Measure::ALL {
        out += &format!("{}: {}\n", measure.name(), shown(&state, measure));
    }
    for area in ["Large and low", "Plateau", "Biggest losers", "Velocity", "Intent"] {
        out += &format!("{area}: {}\n", focus::evidence(&state, area));
    }
    golden::same("tests/measures/fjordlys.txt", &out);
}

#[test]
fn evidence_shows_the_series_with_its_holes() {
    let words = "entitled 12400 | usage 2026-01 900 | usage 2026-03 2790 | usage 2026-04 2811 | usage 2026-06 2866 \
        | usage 2026-07 2880 | usage 2026-08 2902";
    let state = state(words, "2026-09-08");
    let evidence = focus::evidence(&state, "Plateau");
    assert!(
        evidence
            .starts_with("2026-03 to 2026-08: 2,790, 2,811, –, 2,866, 2,880, 2,902; within ±5 % of 2,790;"),
        "{evidence}"
    );
    assert!(evidence.contains("5 months, 2026-03 to 2026-08; likely: 2026-05 is missing"), "{evidence}");
    let run = longest_run(&state.trend).unwrap();
    assert_eq!(run.steps(), 5);
}

#[test]
fn services_keep_the_records_order() {
    let mut record = customer("Teams", "entitled 5");
    builder::add_service(&mut record, "Windows 10", "entitled 7 | row No Intent");
    record.services[1].phase = Some(here("Enable".into()));
    let states = service_states(&catalog(), &record, date("2026-09-08"));
    let found: Vec<(&str, &str, bool)> =
        states.iter().map(|s| (s.name.as_str(), s.unit.as_str(), s.in_scope)).collect();
    assert_eq!(found, [("Teams", "users", true), ("Windows 10", "devices", false)]);
}

proptest! {
    /// One user fewer than said stays inside, exactly that many leave.
    #[test]
    fn the_fewest_users_that_leave_are_the_fewest(seats in 1..5_000_i64, share in 0..=100_i64, low in 0..50_i64,
        width in 0..60_i64, low_closed: bool, high_closed: bool) {
        let active = seats * share / 100;
        let edge = |at: i64, closed| Some(Edge { at: Decimal(at * Decimal::ONE), closed });
        let band = Interval { low: edge(low, low_closed), high: edge(low + width, high_closed) };
        let holds = |users: i64| band.contains(Quantity { numerator: users, denominator: seats }, Unit::Percent);
        let more = seats_to_leave(active, seats, band).unwrap();
        prop_assert!(!holds(active + more));
        if holds(active) {
            prop_assert!(more > 0 && holds(active + more - 1));
        }
    }

    /// The fewest users that meet a target meet it, one fewer do not.
    #[test]
    fn the_fewest_users_that_meet_are_the_fewest(seats in 1..5_000_i64, at in 0..=100_000_000_i64, closed: bool) {
        let target = Interval { low: Some(Edge { at: Decimal(at), closed }), high: None };
        let meets = |users: i64| target.contains(Quantity { numerator: users, denominator: seats }, Unit::Percent);
        let fewest = fewest_in(seats, target);
        prop_assert!(meets(fewest));
        prop_assert!(fewest == 0 || !meets(fewest - 1));
        prop_assert_eq!(seats_to_target(0, seats, target), fewest);
    }

    /// A run holds what it claims, and no earlier start would.
    #[test]
    fn a_run_is_the_longest(users in proptest::collection::vec(90..111_i64, 1..9), gap in 0..9_usize) {
        let words: Vec<String> = users.iter().enumerate().filter(|(i, _)| *i != gap)
            .map(|(i, n)| format!("usage 2026-{:02} {n}", i + 1)).collect();
        let state = state(&format!("entitled 1000 | {}", words.join(" | ")), "2026-12-31");
        if let Some(run) = longest_run(&state.trend) {
            let near = |n: i64, first: i64| (n - first).abs() * 20 <= first;
            let from = |start: usize| state.trend[start..].iter().all(|p| near(p.active, state.trend[start].active));
            let start = state.trend.iter().position(|p| p.month == run.from).unwrap();
            prop_assert!(from(start));
            prop_assert!((0..start).all(|earlier| !from(earlier)));
        } else {
            prop_assert!(state.trend.is_empty());
        }
    }

    /// What is dated after the day changes nothing.
    #[test]
    fn the_future_does_not_exist(month in 9..13_u8, active in 0..20_000_i64, day in 9..29_u8) {
        let before = state(FJORDLYS, "2026-09-08");
        let words = FJORDLYS.replace(" | note 2026-08-27", "").replace(" | enabled 2026-03-10", "");
        let known = state(&words, "2026-09-08");
        let future = format!("{words} | enabled 2026-09-{day:02} | note 2026-09-{day:02} | usage 2026-{month:02} {active}");
        let after = state(&future, "2026-09-08");
        for measure in Measure::ALL {
            prop_assert_eq!(shown(&known, measure), shown(&after, measure));
        }
        let later = state(&format!("{FJORDLYS} | usage 2026-{month:02} {active}"), "2026-09-08");
        prop_assert_eq!(before.trend, later.trend);
    }

    /// No record is too large to be measured.
    #[test]
    fn extremes_are_measured(entitled: u64, active: u64, intended: u64, seats: u64, given: u64) {
        let words = format!("entitled {entitled} | intended {intended} | usage 2026-05 {given}/{entitled} \
            | usage 2026-08 {active}/{given} | row In Progress {seats} | row Duplicate/Invalid {given} | row Blocked");
        let state = state(&words, "2026-09-08");
        for measure in Measure::ALL {
            prop_assert!(!shown(&state, measure).is_empty());
        }
    }
}
