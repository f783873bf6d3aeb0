//! What a cold check costs beside reading and parsing, and which rules cost most of it.
//! In: the library of `GAMEPLAN_LIBRARY`, else the demo. Out: medians of five, CPU and wall. Never: a judgement.
//!
//! `GAMEPLAN_LIBRARY=DIR cargo bench --bench check`

#![allow(clippy::print_stdout, reason = "a benchmark says what it measured")]

use gameplan::diagnostic::Findings;
use gameplan::pipeline::{CheckOptions, Library, Silent, check, load};
use gameplan::rules;
use rustix::time::{ClockId, clock_gettime};
use std::path::PathBuf;
use std::time::Instant;

const RUNS: usize = 5;

/// CPU and wall seconds of one call.
fn cost(run: &mut dyn FnMut()) -> (f64, f64) {
    let cpu = || {
        let now = clock_gettime(ClockId::ProcessCPUTime);
        now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
    };
    let (started, before) = (Instant::now(), cpu());
    run();
    (cpu() - before, started.elapsed().as_secs_f64())
}

/// Medians of several calls.
fn median(run: &mut dyn FnMut()) -> (f64, f64) {
    let costs: Vec<(f64, f64)> = (0..RUNS).map(|_| cost(run)).collect();
    let middle = |pick: fn(&(f64, f64)) -> f64| {
        let mut all: Vec<f64> = costs.iter().map(pick).collect();
        all.sort_by(f64::total_cmp);
        all[RUNS / 2]
    };
    (middle(|c| c.0), middle(|c| c.1))
}

fn main() {
    let demo = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content");
    let root = std::env::var_os("GAMEPLAN_LIBRARY").map_or(demo, PathBuf::from);
    let today = jiff::civil::date(2026, 9, 8);
    let library = || Library { root: root.clone(), as_of: None, today };
    let read = median(&mut || drop(load(&root, None).expect("a library")));
    let whole = median(&mut || {
        let options = CheckOptions { library: library(), paths: Vec::new() };
        drop(check(&options, &Silent).expect("a check"));
    });
    let loaded = load(&root, None).expect("a library");
    println!("{} pages, medians of {RUNS}, seconds of CPU and wall", loaded.catalog.pages.len());
    println!("{:>8.4} {:>8.4}  reading and parsing", read.0, read.1);
    println!("{:>8.4} {:>8.4}  the whole check, {:.1} times as much CPU", whole.0, whole.1, whole.0 / read.0);
    let seen = rules::Library::new(&loaded.catalog, &loaded.sources).as_of(today);
    let mut each: Vec<(f64, &str)> = Vec::new();
    for rule in rules::RULES {
        let Some(look) = rule.check else { continue };
        each.push((median(&mut || look(&seen, &mut Findings::default())).0, rule.code.id));
    }
    let links = || drop(rules::links::findings(&seen, None));
    each.push((median(&mut || links()).0, "LN006 and its like"));
    each.sort_by(|a, b| b.0.total_cmp(&a.0));
    each.iter().take(10).for_each(|(seconds, rule)| println!("{seconds:>8.4}           {rule}"));
}
