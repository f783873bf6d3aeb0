//! Records, cohorts and progress files with the findings they must get.
//! In: `tests/records`. Out: differences from the accepted text. Never: the disk of a library.

#[path = "support/golden.rs"]
mod golden;
#[path = "support/shown.rs"]
mod shown;

use gameplan::diagnostic::{Findings, Severity};
use gameplan::model::catalog::Catalog;
use gameplan::model::customer::Customer;
use gameplan::model::name::Name;
use gameplan::parse::lower::{cohort, record};
use gameplan::parse::schema::progress;
use gameplan::source::SourceMap;
use std::path::Path;

/// A registry of invented size: what records below `tests/records` may name.
fn catalog() -> Catalog {
    let mut catalog = Catalog::default();
    let registry = &mut catalog.registry;
    registry.roles.add("FastTrack Manager", ["FM"]);
    registry.roles.add("FastTrack Engineer", ["FE"]);
    registry.services.add("Exchange", ["Exchange Online", "EXO"]);
    registry.services.add("Teams", ["MS Teams"]);
    for phase in ["Initiate", "Assess", "Remediate", "Enable", "Adoption", "Operate"] {
        registry.phases.add(phase, [""; 0]);
    }
    registry.phases.add("Migrate", ["Migration"]);
    for region in ["EMEA", "Americas"] {
        registry.regions.add(region, [""; 0]);
    }
    let reasons = [
        ("In Progress", "Migration"),
        ("Blocked", "Customer IT Infrastructure and Remediation"),
        ("No Intent", "Using Microsoft On-Premises Solution"),
        ("Status Unknown", "New Subscription or Workload"),
    ];
    for (l1, l2) in reasons {
        registry.statuses.add(l1, [""; 0]);
        registry.reasons.push((Name::from(l1), Name::from(l2)));
    }
    let l2 = Name::from("Customer IT Infrastructure and Remediation");
    registry.engineering_reasons.push((l2, Name::from("Network")));
    catalog.vocabulary.nothing.push("n/a".into());
    catalog
}

struct Read {
    customer: Option<Customer>,
    findings: Findings,
    map: SourceMap,
}

fn read(path: &Path, text: &str) -> Read {
    let mut map = SourceMap::default();
    let mut findings = Findings::default();
    let name = path.file_name().expect("file name").to_string_lossy();
    let file = map.add(format!("customers/{name}"), text.to_string());
    let csv = path.with_extension("csv");
    let usage = csv.exists().then(|| map.add("usage.csv".into(), golden::text(&csv)));
    let customer = record::read(&file, usage.as_deref(), &catalog(), &mut findings);
    findings.sort();
    Read { customer, findings, map }
}

fn fixture(name: &str) -> Read {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/records").join(name);
    read(&path, &golden::text(&path))
}

#[test]
fn faulty_records_get_their_findings() {
    let mut differences = Vec::new();
    for path in golden::files("tests/records/bad", "yml") {
        let read = read(&path, &golden::text(&path));
        assert!(!read.findings.0.is_empty(), "{} has no fault", path.display());
        differences
            .push(golden::differs(&path.with_extension("txt"), &shown::findings(&read.findings, &read.map)));
    }
    golden::none(differences);
}

#[test]
fn a_good_record_has_no_finding_above_suggestion() {
    for path in golden::files("tests/records/good", "yml") {
        let read = read(&path, &golden::text(&path));
        let text = shown::findings(&read.findings, &read.map);
        assert!(
            read.findings.0.iter().all(|d| d.severity == Severity::Suggestion),
            "{}\n{text}",
            path.display()
        );
        assert!(read.customer.is_some());
    }
}

#[test]
fn the_sample_record_is_read_as_it_is_written() {
    let read = fixture("good/fjordlys.yml");
    let messages: Vec<&str> = read.findings.0.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(messages, ["`due` is still to be written"]);
    let customer = read.customer.expect("a customer");
    assert_eq!(customer.id, "fjordlys");
    assert_eq!(customer.name, "Fjordlys Rederi AS");
    assert_eq!(customer.external_name.as_deref(), Some("Fjordlys"));
    assert_eq!(customer.tpid.as_deref(), Some("88123"));
    assert_eq!(customer.health.as_ref().map(|h| h.groups.len()), Some(3));
    let exchange = &customer.services[0];
    assert_eq!(exchange.entitled.as_ref().map(|e| e.value), Some(12400));
    assert_eq!(exchange.status.len(), 3);
    assert_eq!(exchange.status[1].l3.as_ref().map(|n| n.value.as_str()), Some("Network"));
    assert_eq!(exchange.status[2].seats, None);
    let newest = exchange.usage.values().last().expect("usage");
    assert_eq!((newest.active, newest.entitled), (2902, Some(12400)));
    assert_eq!(exchange.dates.kickoff.as_ref().map(|d| d.value.to_string()), Some("2026-02-03".into()));
    assert_eq!(customer.actions[0].closed, None);
    assert!(customer.decisions[0].made);
    assert_eq!(customer.notes[0].audience, catalog().settings.audiences.narrowest());
}

#[test]
fn services_take_over_what_stands_on_the_customer() {
    let read = fixture("good/inherits.yml");
    let services = read.customer.expect("a customer").services;
    let phase = |n: usize| services[n].phase.as_ref().map(|p| p.value.to_string());
    let enabled = |n: usize| services[n].dates.enabled.as_ref().map(|d| d.value.to_string());
    assert_eq!((phase(0), phase(1)), (Some("Enable".into()), Some("Migrate".into())));
    assert_eq!((enabled(0), enabled(1)), (Some("2026-03-10".into()), Some("2026-04-01".into())));
    assert_eq!(services[1].dates.intake.as_ref().map(|d| d.value.to_string()), Some("2026-01-12".into()));
}

#[test]
fn a_usage_file_adds_months_and_the_record_wins() {
    let read = fixture("bad/usage-differs.yml");
    let usage = &read.customer.expect("a customer").services[0].usage;
    let counts: Vec<String> =
        usage.iter().map(|(m, p)| format!("{m} {} {:?}", p.active, p.entitled)).collect();
    assert_eq!(counts, ["2026-06 90 Some(100)", "2026-07 41 Some(100)", "2026-08 44 None"]);
    let was = usage.values().next().and_then(|p| p.was).expect("a former figure");
    assert_eq!((was.active, was.until.map(|day| day.to_string()).as_deref()), (88, Some("2026-08-02")));
}

#[test]
fn a_fix_removes_its_finding_and_adds_none() {
    let folders = ["tests/records/bad", "tests/records/good"];
    let mut fixes = 0;
    for path in folders.iter().flat_map(|f| golden::files(f, "yml")) {
        let text = golden::text(&path);
        let before = read(&path, &text);
        for found in before.findings.0.iter().filter(|d| d.fix.is_some()) {
            let after = read(&path, &shown::mended(&text, found).expect("a fix"));
            let shown = shown::findings(&after.findings, &after.map);
            assert!(
                !after.findings.0.iter().any(|d| d.message == found.message),
                "{}\n{shown}",
                path.display()
            );
            assert!(after.findings.0.len() < before.findings.0.len(), "{}\n{shown}", path.display());
            fixes += 1;
        }
    }
    assert!(fixes >= 5, "only {fixes} fixes were tried");
}

#[test]
fn every_prefix_of_every_record_is_read() {
    let folders = ["tests/records/bad", "tests/records/good"];
    for path in folders.iter().flat_map(|f| golden::files(f, "yml")) {
        let text = golden::text(&path);
        for (end, _) in text.char_indices() {
            read(&path, &text[..end]);
        }
    }
}

#[test]
fn cohorts_get_their_findings() {
    let mut differences = Vec::new();
    for path in golden::files("tests/records/cohorts", "yml") {
        let mut map = SourceMap::default();
        let mut findings = Findings::default();
        let stem = path.file_stem().expect("stem").to_string_lossy().to_string();
        let month = stem.split_once('_').map_or(stem.as_str(), |(month, _)| month);
        let file = map.add(format!("cohorts/{month}.yml"), golden::text(&path));
        let cohort = cohort::read(&file, &catalog(), &mut findings);
        findings.sort();
        let mut out = shown::findings(&findings, &map);
        for region in cohort.iter().flat_map(|c| &c.regions) {
            let members: Vec<&str> = region.members.iter().map(|m| m.customer.value.as_str()).collect();
            let changes = region.changes.len();
            out += &format!(
                "{}: {} changes {changes} actions {}\n",
                region.region,
                members.join(" "),
                region.actions.len()
            );
        }
        differences.push(golden::differs(&path.with_extension("txt"), &out));
        for (end, _) in file.text.char_indices() {
            let prefix = SourceMap::default().add(file.path.clone(), file.text[..end].to_string());
            cohort::read(&prefix, &catalog(), &mut Findings::default());
        }
    }
    golden::none(differences);
}

#[test]
fn working_days_do_not_count_weekends() {
    let text = "regions: {EMEA: {changes: [{customer: harrow, move: in, announced: 2026-09-04, effective: 2026-09-08}]}}";
    let mut working = catalog();
    working.settings.review.working_days = true;
    let file = SourceMap::default().add("cohorts/2026-09.yml".into(), text.into());
    let mut findings = Findings::default();
    cohort::read(&file, &working, &mut findings);
    let messages: Vec<&str> = findings.0.iter().map(|d| d.message.as_str()).collect();
    let due =
        "a change announced 2026-09-04 is effective 2026-09-08: 2 working days of notice, where 3 are due";
    assert_eq!(messages, [due]);
}

#[test]
fn progress_files_get_their_findings() {
    let mut differences = Vec::new();
    for path in golden::files("tests/records/progress", "yml") {
        let mut map = SourceMap::default();
        let mut findings = Findings::default();
        let file = map.add("progress/a.yml".into(), golden::text(&path));
        let progress = progress::read(&file, &mut findings);
        findings.sort();
        let mut out = shown::findings(&findings, &map);
        for (key, tick) in &progress.ticks {
            let day = tick.on.map_or("-".into(), |d| d.to_string());
            out += &format!("{key}: {} {day} {}\n", tick.state.as_str(), tick.by.as_deref().unwrap_or("-"));
        }
        differences.push(golden::differs(&path.with_extension("txt"), &out));
    }
    golden::none(differences);
}
