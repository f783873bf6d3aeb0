//! The portfolio: sums and ranks over many customers, the lists and the table for spreadsheets.

use gameplan::pipeline::{BuildOptions, Library, Silent, build};
use std::fs;

/// Builds a library of records (id, rest of the record) and gives the internal root.
fn built(records: &[(String, String)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("temp");
    let folder = dir.path().join("lib/customers");
    fs::create_dir_all(&folder).expect("folder");
    fs::write(dir.path().join("lib/index.md"), "# Start\n").expect("written");
    for (id, rest) in records {
        fs::write(folder.join(format!("{id}.yml")), format!("id: {id}\n{rest}")).expect("written");
    }
    let day = "2026-09-08".parse().expect("a date");
    let options = BuildOptions {
        library: Library { root: dir.path().join("lib"), as_of: Some(day), today: day },
        out: Some(dir.path().join("out")),
        audiences: vec!["internal".into()],
        only: Vec::new(),
        customers: Vec::new(),
        jobs: Some(2),
        strict: false,
        keep_going: false,
    };
    let report = build(&options, &Silent).expect("builds");
    assert!(!report.stopped, "{:?}", report.findings);
    dir
}

fn record(name: &str, region: &str, usage: &str) -> String {
    format!(
        "name: {name}\nregion: {region}\nservices:\n  Exchange:\n    entitled: 1000\n    phase: Adoption\n    status: In Progress\n    dates: {{enabled: 2026-01-05}}\n    usage: {{{usage}}}\n"
    )
}

fn read(dir: &tempfile::TempDir, path: &str) -> String {
    fs::read_to_string(dir.path().join("out/internal").join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

#[test]
fn usage_is_all_active_of_all_entitled_and_the_mean_a_footnote() {
    let records = [
        ("a".to_string(), record("Ash", "Coast", "2026-05: 900/1000, 2026-08: 500/1000")),
        ("b".to_string(), record("Beech", "Coast", "2026-05: 60/100, 2026-08: 10/100")),
        ("c".to_string(), record("Cork", "Hills", "2026-05: 80/1000, 2026-08: 80/1000")),
    ];
    let dir = built(&records);
    let coast = read(&dir, "customers/coast.html").replace('\u{a0}', " ");
    // 510 of 1,100, not the mean of 50 % and 10 %.
    assert!(coast.contains("<strong>46.4 %</strong>"), "{coast}");
    assert!(coast.contains("mean of the customers’ ratios 30.0 %"));
    let list = coast.split_once("<ol class=\"plain\">").and_then(|(_, rest)| rest.split_once("</ol>"));
    let losers: Vec<&str> = list.expect("a list").0.split("<li").skip(1).collect();
    assert!(losers[0].contains("Ash") && losers[0].contains("400"), "{losers:?}");
    assert!(losers.len() == 2 && losers[1].contains("Beech"), "{losers:?}");
    let all = read(&dir, "customers/index.html").replace('\u{a0}', " ");
    // 590 of 2,100: 28.095… %.
    assert!(all.contains("<strong>28.1 %</strong>"));
}

#[test]
fn a_sum_just_below_the_target_is_not_shown_as_met() {
    let records = [
        ("a".to_string(), record("Ash", "Coast", "2026-08: 4999/10000")),
        ("b".to_string(), record("Beech", "Coast", "2026-08: 5000/10000")),
    ];
    let page = read(&built(&records), "customers/coast.html").replace('\u{a0}', " ");
    // 9,999 of 20,000 is 49.995 %.
    assert!(page.contains("<strong>49.9 %</strong>"), "{page}");
}

#[test]
fn what_is_not_known_is_left_out_of_the_sum_and_said() {
    let records = [
        ("a".to_string(), record("Ash", "Coast", "2026-08: 500/1000")),
        ("b".to_string(), record("Beech", "Coast", "").replace("    usage: {}\n", "")),
        ("c".to_string(), record("Cork", "Coast", "2026-05: 100/1000")),
    ];
    let built = built(&records);
    let table = read(&built, "customers/portfolio.csv");
    let beech = table.lines().find(|line| line.starts_with("Beech,")).expect("Beech");
    assert!(beech.contains("[missing: usage of Exchange for 2026-08]"), "{beech}");
    let page = read(&built, "customers/coast.html").replace('\u{a0}', " ");
    assert!(page.contains("<strong>30.0 %</strong>"), "600 of 2,000: {page}");
    assert!(page.contains("1 without usage (Beech), not in the sum, 1 older than 45 days (Cork)"));
}

#[test]
fn no_cell_runs_and_every_cell_is_text_or_number() {
    let records = [
        ("a".to_string(), record("\"=HYPERLINK(\\\"x\\\")\"", "\"@Coast\"", "2026-08: 500/1000")),
        ("b".to_string(), record("\"Büro, \\\"West\\\"\"", "Hills", "2026-07: 120/1000, 2026-08: 100/1000")),
    ];
    let csv = read(&built(&records), "customers/portfolio.csv");
    assert!(csv.starts_with('\u{feff}') && csv.ends_with("\r\n"));
    let mut lines = csv.trim_start_matches('\u{feff}').split("\r\n");
    assert!(lines.next().expect("head").starts_with("Customer,Id,Region,Service,Unit,Active,Entitled"));
    assert!(
        lines
            .next()
            .expect("a")
            .starts_with("\"'=HYPERLINK(\"\"x\"\")\",a,\"'@Coast\",Exchange,users,500,1000,50.0 %")
    );
    let b = lines.next().expect("b");
    assert!(b.starts_with("\"Büro, \"\"West\"\"\",b,Hills"), "{b}");
    assert!(b.contains(",-20,"), "a fall is a number: {b}");
}
