//! The real library, where it is at hand: `$GAMEPLAN_LIBRARY`, else `../shared/library`; else one line says so.
//! In: its pages. Out: what the program reads of them, held against the pages themselves. Never: its text here.

use gameplan::document::show;
use gameplan::pipeline::{self, BuildOptions, CheckOptions, Library, Silent};
use gameplan::source::Span;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

#[path = "library/rows.rs"]
mod rows;

const SEED: &str = "playbook/archive/service-specific-exo.md";

fn folder() -> Option<PathBuf> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    let find = || {
        let named = std::env::var_os("GAMEPLAN_LIBRARY").map(PathBuf::from);
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/library");
        let found = named.or(Some(beside)).filter(|f| f.is_dir());
        if found.is_none() {
            say("skipped: the real library is not here (set GAMEPLAN_LIBRARY)");
        }
        found
    };
    FOUND.get_or_init(find).clone()
}

/// A line that is seen although the test passes.
fn say(line: &str) {
    writeln!(std::io::stderr(), "{line}").expect("a line");
}

fn library(root: &Path) -> Library {
    let today = "2026-09-08".parse().expect("a day");
    Library { root: root.to_path_buf(), as_of: None, today }
}

fn array<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("`{key}` is no list in {value}"))
}

/// Every page as `show playbook` gives it, without findings.
fn pages(root: &Path) -> BTreeMap<String, Value> {
    let loaded = pipeline::load(root, None).expect("a library");
    let locate = |span: Span| {
        let file = loaded.sources.get(span.source);
        file.map_or_else(Default::default, |f| (f.path.clone(), f.line(span.start)))
    };
    let view = |page| serde_json::to_value(show::playbook::compose(page, &locate, Vec::new())).expect("JSON");
    loaded.catalog.pages.iter().map(|page| (page.path.clone(), view(page))).collect()
}

#[test]
fn every_page_is_read_and_every_row_is_found() {
    let Some(root) = folder() else { return };
    let pages = pages(&root);
    let mut total = rows::Counts::default();
    let mut faults = Vec::new();
    for (path, view) in &pages {
        let read = rows::Counts {
            tasks: array(view, "tasks").len(),
            kpis: array(view, "kpis").len(),
            data_fields: array(view, "data_fields").len(),
            refresh: array(view, "refresh").len(),
            ring_updates: array(view, "ring_updates").len(),
        };
        let counted = rows::count(&root, path);
        if read != counted {
            faults.push(format!("{path}: read {read:?}, counted {counted:?}"));
        }
        total += read;
    }
    say(&format!("{} pages: {total:?}", pages.len()));
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert_eq!(pages.len(), 450);
    assert!(total.tasks > 1000 && total.refresh > 500 && total.data_fields > 5 && total.kpis > 0);
}

#[test]
fn the_seed_page_means_what_it_says() {
    let Some(root) = folder() else { return };
    let seed = pipeline::show_playbook(&library(&root), SEED).expect("the page");
    let seed = serde_json::to_value(seed).expect("JSON");
    let begins = [
        ("Blocked and No Intent", "FastTrack Manager", "status Blocked or No Intent", "heading", 4),
        ("Escalation", "FastTrack Engineer", "on demand", "heading", 5),
        ("<10%", "FastTrack Manager", "active usage < 10 %", "heading", 1),
        ("(10-40%)", "FastTrack Manager", "active usage 10 %–40 %", "heading", 5),
        (">40%", "FastTrack Manager", "active usage > 40 %", "heading", 1),
        ("Opportunity Review", "FastTrack Manager", "cohort yes", "heading", 1),
    ];
    let scenarios = array(&seed, "scenarios");
    assert_eq!(scenarios.len(), begins.len());
    for (scenario, (words, role, when, source, lines)) in scenarios.iter().zip(begins) {
        let heading = scenario["heading"].as_str().expect("text");
        assert!(heading.contains(words), "`{heading}` is not the one with `{words}`");
        assert_eq!(scenario["roles"], json!([role]), "{heading}");
        assert_eq!(scenario["services"], json!(["Exchange"]), "{heading}");
        assert_eq!(scenario["when"], json!({"text": when, "source": source}), "{heading}");
        assert_eq!(array(scenario, "items").len(), lines, "{heading}");
    }
    let subs: Vec<usize> =
        array(&scenarios[3], "items").iter().map(|item| array(item, "items").len()).collect();
    assert_eq!(subs, [3, 3, 0, 0, 0]);
    let kpi = &array(&seed, "kpis")[0];
    assert_eq!(array(&seed, "kpis").len(), 1);
    assert_eq!(kpi["name"], "AU");
    assert_eq!(kpi["bands"], json!({"green": "≥ 51", "yellow": null, "red": null}));
    let fields = array(&seed, "data_fields").iter().map(|f| (f["name"].as_str(), &f["required"]));
    let required = json!(true);
    let expected = ["DIBS", "FM", "Overall Status"].map(|name| (Some(name), &required));
    assert_eq!(fields.collect::<Vec<_>>(), expected);
    let dates: Vec<&Value> = array(&seed, "refresh").iter().map(|r| &r["date"]).collect();
    assert_eq!(dates, ["2018-10-16", "2018-10-03"]);
    assert_eq!(seed["ring_updates"], json!([]));
    assert_eq!(seed["tasks"], json!([]));
}

/// What the check owes the author of the seed page: code, line, and words of the message.
const OWED: [(&str, u32, &[&str]); 15] = [
    ("FR003", 7, &["2019-04-05", "2018-10-16"]),
    ("LN006", 14, &["include", "questions-feedback.md"]),
    ("ST005", 26, &["never closed"]),
    ("LN006", 30, &["service-specific-exo-au.png"]),
    ("LN006", 39, &["l1l2l3-homepage-list.md"]),
    ("ST010", 44, &["this label block stands above"]),
    ("ST010", 62, &["this label block stands above"]),
    ("TK011", 93, &["the same words"]),
    ("ST005", 100, &["never closed"]),
    ("ST005", 152, &["never closed"]),
    ("ST011", 154, &["`Key Inputs`", "scenarios"]),
    ("ST007", 160, &["`Next Steps` has nothing in it"]),
    ("ST011", 162, &["`Data Collected`", "scenarios"]),
    ("TB007", 174, &["no yellow and no red"]),
    ("FR001", 186, &["two digits"]),
];

#[test]
fn the_seed_page_gets_what_it_is_owed_by_the_check() {
    let Some(root) = folder() else { return };
    let report = checked(&root, &[SEED]);
    let said: Vec<(&str, u32, &str)> = report
        .findings
        .iter()
        .map(|d| (d.code.id, report.sources.line(d.span), d.message.as_str()))
        .collect();
    let gets = |(code, line, words): &&(&str, u32, &[&str])| {
        let holds = |message: &str| words.iter().all(|w| message.contains(w));
        said.iter().any(|(c, l, message)| c == code && l == line && holds(message))
    };
    let lacks: Vec<_> = OWED.iter().filter(|owed| !gets(owed)).collect();
    assert!(lacks.is_empty(), "{lacks:?} is not among\n{said:#?}");
    assert_eq!(said.iter().filter(|(code, ..)| *code == "ST005").count(), 3);
}

#[test]
fn every_family_of_pages_finds_something_and_nothing_falls() {
    let Some(root) = folder() else { return };
    let report = checked(&root, &[]);
    for family in ["FM", "ST", "TB", "TK", "LN", "AU", "FR"] {
        assert!(report.findings.iter().any(|d| d.code.id.starts_with(family)), "{family} found nothing");
    }
    assert!(report.files > 400, "only {} files were checked", report.files);
}

fn checked(root: &Path, paths: &[&str]) -> pipeline::CheckReport {
    let paths = paths.iter().map(ToString::to_string).collect();
    pipeline::check(&CheckOptions { library: library(root), paths }, &Silent).expect("a check")
}

#[test]
fn every_audience_gets_its_pages() {
    let Some(root) = folder() else { return };
    let out = tempfile::tempdir().expect("temp");
    let report = build(&root, out.path());
    let pages: Vec<(&str, usize)> = report.roots.iter().map(|r| (r.folder.as_str(), r.pages)).collect();
    assert_eq!(pages, [("customer", 0), ("partner", 227), ("internal", 167)]);
    assert!(report.roots.iter().all(|r| r.published) && !report.stopped);
    for (folder, pages) in pages {
        let made = |ending: &str| {
            let files = walkdir::WalkDir::new(out.path().join(folder)).into_iter();
            files.filter(|e| e.as_ref().is_ok_and(|e| e.path().to_string_lossy().ends_with(ending))).count()
        };
        // A root without a page for `index.html` gets a first page; each has `nav.html` with its twin, `404.html`
        // and `search/index.html`.
        assert_eq!((made(".html"), made(".md")), (pages.max(1) + 3, pages.max(1) + 1), "{folder}");
    }
}

fn build(root: &Path, out: &Path) -> pipeline::BuildReport {
    let options = BuildOptions {
        library: library(root),
        out: Some(out.to_path_buf()),
        audiences: Vec::new(),
        only: Vec::new(),
        customers: Vec::new(),
        jobs: None,
        strict: false,
        keep_going: false,
    };
    pipeline::build(&options, &Silent).expect("built")
}

/// A copy of the library's texts with the sample customer and the settings that go with it.
fn with_sample(root: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("temp");
    for entry in walkdir::WalkDir::new(root).min_depth(1) {
        let entry = entry.expect("entry");
        let text = entry.path().extension().is_some_and(|e| e == "md" || e == "yml" || e == "json");
        if text && entry.file_type().is_file() {
            let to = copy.path().join(entry.path().strip_prefix(root).expect("below"));
            std::fs::create_dir_all(to.parent().expect("a folder")).expect("folder");
            std::fs::write(to, std::fs::read(entry.path()).expect("text")).expect("copied");
        }
    }
    std::fs::create_dir_all(copy.path().join("customers")).expect("folder");
    std::fs::write(copy.path().join("gameplan.yml"), include_str!("library/sample.yml")).expect("settings");
    let record = include_str!("library/fjordlys.yml");
    std::fs::write(copy.path().join("customers/fjordlys.yml"), record).expect("record");
    copy
}

#[test]
fn the_sample_customer_gets_its_lines_and_no_others() {
    let Some(root) = folder() else { return };
    let copy = with_sample(&root);
    let shown = pipeline::show_customer(&library(copy.path()), "fjordlys").expect("shown");
    assert!(shown.findings.is_empty(), "{:?}", shown.findings);
    let view = serde_json::to_value(shown.view.expect("a record without errors")).expect("JSON");
    assert_eq!(view["as_of"], "2026-09-08");
    let usage = &view["services"]["Exchange"]["measures"]["active usage"];
    assert_eq!(usage["value"], "23.4 %");
    assert_eq!(usage["band"]["text"], "10 %–40 %");
    assert_eq!((&usage["seats_to_next"], &usage["seats_to_target"]), (&json!(2059), &json!(3299)));
    let lines = array(&view, "checklist");
    let migrate = |need: &str| {
        let of = |l: &&Value| l["playbook"] == "playbook/migrate-migration.md" && l["need"] == need;
        lines.iter().filter(of).count()
    };
    assert_eq!((migrate("mandatory"), migrate("optional")), (4, 11));
    let pages = pages(copy.path());
    for line in lines {
        let page = &pages[line["playbook"].as_str().expect("path")];
        let fault = strange(page, line);
        assert!(fault.is_none(), "{}: {}", line["key"], fault.unwrap_or_default());
    }
    let services: Vec<&Value> = lines.iter().map(|l| &l["service"]).filter(|s| !s.is_null()).collect();
    assert!(services.len() > 20 && services.iter().all(|s| **s == "Exchange"));
}

/// What a line has that the sample customer has not: another phase, motion or service.
fn strange(page: &Value, line: &Value) -> Option<String> {
    let id = line["id"].as_str().expect("text");
    let number = id.strip_prefix("task:");
    let holds = |s: &&Value| match number {
        Some(number) => array(s, "tasks").iter().any(|t| t == number),
        None => array(s, "items").iter().any(|i| i["id"] == id),
    };
    let scenario = array(page, "scenarios").iter().find(holds);
    let labels = &page["labels"];
    let (phase, motions) = match scenario {
        Some(s) => (&s["phase"], &s["motions"]),
        None => (&labels["phase"], &labels["motions"]),
    };
    let task = number.and_then(|n| array(page, "tasks").iter().find(|t| t["id"] == n));
    let own = task.map(|t| &t["services"]).filter(|s| s.as_array().is_some_and(|s| !s.is_empty()));
    let services = own.or(scenario.map(|s| &s["services"])).unwrap_or(&labels["applies_to"]);
    let one_of = |values: &Value, known: &[&str]| {
        let values = values.as_array().expect("a list");
        values.is_empty() || values.iter().any(|v| known.contains(&v.as_str().unwrap_or_default()))
    };
    // A condition of the scenario's own stands in the place of the page's phase.
    let conditioned = scenario.is_some_and(|s| s["when"]["source"] != "none");
    let faults = [
        (conditioned || one_of(phase, &["Migrate", "Migration"]), phase),
        (one_of(motions, &["Customer Health"]), motions),
        (one_of(services, &["Exchange", "All Services", "Core Onboarding"]), services),
    ];
    faults.into_iter().find(|(fine, _)| !fine).map(|(_, found)| found.to_string())
}

#[test]
fn the_sample_customers_checklist_says_what_the_target_costs() {
    let Some(root) = folder() else { return };
    let copy = with_sample(&root);
    let out = tempfile::tempdir().expect("temp");
    let report = build(copy.path(), out.path());
    assert!(report.roots.iter().all(|r| r.published), "{:?}", report.findings);
    let folder = out.path().join("internal/customers/fjordlys");
    for file in ["checklist.md", "checklist.html", "kpis.md", "kpis.html", "review.md", "review.html"] {
        let text = std::fs::read_to_string(folder.join(file)).expect(file).replace('\u{a0}', " ");
        for words in ["needs 601 of the blocked seats", "23.4 %", "2,059", "3,299"] {
            assert!(text.contains(words), "{file} does not say `{words}`");
        }
    }
    let checklist = std::fs::read_to_string(folder.join("checklist.md")).expect("text");
    let first = "<!-- gameplan ticks 1 customer=fjordlys as-of=2026-09-08 audience=internal -->";
    assert_eq!(checklist.lines().next(), Some(first));
    let week = checklist.split("## This week").nth(1).and_then(|t| t.split("\n## ").next()).expect("a week");
    let counted = week.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_digit())).count();
    assert!((1..=12).contains(&counted), "{week}");
}
