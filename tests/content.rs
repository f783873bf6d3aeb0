//! The demo library: clean, complete in its constructs, and each customer where its file says.
//! In: `content/`, README.md. Out: failed tests. Never: a disk write, unless `BLESS=1`.

#[path = "support/golden.rs"]
mod golden;
#[path = "content/constructs.rs"]
mod constructs;

use constructs::CONSTRUCTS;
use gameplan::diagnostic::Severity;
use gameplan::model::date::Date;
use gameplan::pipeline::{self, CheckOptions, Library, Loaded, Silent};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// The library; the day of the run is far off, so that only the settings' day can give these answers.
fn library() -> Library {
    Library { root: root().join("content"), as_of: None, today: Date::constant(2031, 1, 1) }
}

fn loaded() -> Loaded {
    pipeline::load(&library().root, None).expect("the demo library can be read")
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Every customer as `show customer` gives it.
fn customers() -> Vec<Value> {
    let ids = loaded().records.into_iter().map(|r| r.id);
    let shown = ids.map(|id| pipeline::show_customer(&library(), &id).expect("a customer of the list"));
    shown.map(|s| serde_json::to_value(s.view.expect("a record without errors")).expect("JSON")).collect()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// A text; `-` for none.
fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or("-")
}

#[test]
fn nothing_is_wrong_but_what_nine_lines_leave_out() {
    let options = CheckOptions { library: library(), paths: Vec::new() };
    let report = pipeline::check(&options, &Silent).expect("the check can run");
    let said = |d: &gameplan::diagnostic::Diagnostic| {
        let path = report.sources.get(d.span.source).map_or("", |f| f.path.as_str());
        format!("{} {} {path}: {}", d.severity.as_str(), d.code.id, d.message)
    };
    // Fewer seats intended than in progress is what some customers of the demo are about.
    let allowed = |line: &String| {
        line.starts_with("suggestion RC008 customers/quayside.yml")
            || line.starts_with("suggestion RC010") && line.ends_with("are In Progress")
    };
    let strange: Vec<String> = report.findings.iter().map(said).filter(|line| !allowed(line)).collect();
    assert!(strange.is_empty(), "\n{}", strange.join("\n"));
    assert!(report.findings.iter().all(|d| d.severity == Severity::Suggestion));
    assert!(report.files > 25, "only {} files were checked", report.files);
}

#[test]
fn no_required_field_is_missing() {
    for customer in customers() {
        assert!(list(&customer, "missing").is_empty(), "{}: {}", customer["id"], customer["missing"]);
    }
}

#[test]
fn every_construct_is_used() {
    let loaded = loaded();
    let unused: Vec<&str> =
        CONSTRUCTS.iter().filter(|(_, used)| !used(&loaded.catalog)).map(|(name, _)| *name).collect();
    assert!(unused.is_empty(), "no page of content/ has: {}", unused.join(", "));
}

#[test]
fn every_lane_and_every_state_occurs() {
    let (mut lanes, mut states) = (BTreeSet::new(), BTreeSet::new());
    for customer in customers() {
        lanes.extend(list(&customer, "scenarios").iter().map(|s| word(s, "verdict").to_string()));
        states.extend(list(&customer, "checklist").iter().map(|l| word(l, "state").to_string()));
    }
    let all = ["applies", "does-not", "earlier", "later", "on-demand", "unknown"];
    assert_eq!(lanes, all.map(String::from).into());
    let all = ["blocked", "cancelled", "deferred", "doing", "done", "not required", "open", "waiting"]
        .map(String::from);
    assert_eq!(states, all.into());
}

/// One block a customer: what its file was written to show. `BLESS=1` writes it; read the difference.
#[test]
fn customers_stand_where_their_files_say() {
    let actual: String = customers().iter().map(standing).collect();
    golden::same("tests/content/customers.txt", &actual);
}

fn standing(customer: &Value) -> String {
    let mut out = format!("{}\n", word(customer, "id"));
    for (name, service) in customer["services"].as_object().into_iter().flatten() {
        let usage = &service["measures"]["active usage"];
        let value = usage["value"].as_str().unwrap_or_else(|| word(usage, "because"));
        let stale = if usage["stale"] == true { ", stale" } else { "" };
        let remark = usage["remark"].as_str().map_or(String::new(), |r| format!(", {r}"));
        out += &format!("  {name}: {value}{stale}{remark}; step {}\n", word(&usage["band"], "scenario"));
        let kpis = list(service, "kpis").iter().map(|k| format!("{} {}", word(k, "name"), word(k, "band")));
        out += &format!("    kpis: {}\n", joined(kpis));
        let focus = list(service, "focus").iter().filter(|f| f["verdict"] == "applies");
        out += &format!("    focus: {}\n", joined(focus.map(|f| word(f, "area").to_string())));
    }
    for verdict in ["applies", "earlier", "later", "on-demand", "unknown"] {
        let of = list(customer, "scenarios").iter().filter(|s| s["verdict"] == verdict);
        let named = of.map(|s| match s["service"].as_str() {
            Some(service) => format!("{service}/{}", word(s, "id")),
            None => word(s, "id").to_string(),
        });
        out += &format!("  {verdict}: {}\n", joined(named));
    }
    out
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = parts.collect();
    if all.is_empty() { "-".into() } else { all.join(", ") }
}

/// The translation says the same as its source: same steps, items, tasks and edges.
#[test]
fn the_translation_keeps_every_rule() {
    let catalog = loaded().catalog;
    let translated =
        catalog.pages.iter().find(|p| p.language.as_deref() == Some("de")).expect("a German page");
    let source = &catalog.pages[translated.translation_of.expect("its source")];
    let rules = |page: &gameplan::model::page::Page| -> Vec<String> {
        let mut out = Vec::new();
        for s in &page.playbook.scenarios {
            out.push(format!("{:?} {:?} {:?} {:?}", s.when.text, s.roles, s.services, s.recurrence));
            let item = |i: &gameplan::model::playbook::Item| {
                let when = i.when.as_ref().map(|w| &w.text);
                format!("{:?} {:?} {when:?} {}", i.need, i.due.as_ref().map(|d| &d.text), i.items.len())
            };
            out.extend(s.items.iter().map(item));
        }
        out.extend(
            page.playbook
                .tasks
                .iter()
                .map(|t| format!("{} {:?} {:?} {:?}", t.id, t.need, t.roles, t.services)),
        );
        let edge = |b: &Option<gameplan::model::band::Band>| b.as_ref().map(|b| b.interval);
        out.extend(
            page.playbook.kpis.iter().map(|k| format!("{:?}", k.bands.iter().map(edge).collect::<Vec<_>>())),
        );
        out.extend(page.playbook.data_fields.iter().map(|f| f.name.clone()));
        out
    };
    assert_eq!(rules(translated), rules(source));
}

#[test]
fn the_record_in_the_readme_is_the_one_that_is_built() {
    let (readme, record) = (text("README.md"), text("content/customers/quayside.yml"));
    assert_eq!(record.lines().count(), 9);
    let shown = readme.split("```").filter_map(|block| block.strip_prefix("yaml\n"));
    assert!(
        shown.into_iter().any(|block| block == record),
        "README.md does not show content/customers/quayside.yml"
    );
}

/// The README's first mistake, made again: the program still answers with the same words.
#[test]
fn the_mistake_in_the_readme_gets_the_answer_in_the_readme() {
    let folder = tempfile::tempdir().expect("temp");
    let record = text("content/customers/quayside.yml").replace("region:", "regoin:");
    fs::create_dir(folder.path().join("customers")).expect("folder");
    fs::write(folder.path().join("customers/quayside.yml"), record).expect("record");
    fs::write(folder.path().join("gameplan.yml"), text("content/gameplan.yml")).expect("settings");
    let mut program = Command::new(env!("CARGO_BIN_EXE_gameplan"));
    let run =
        program.args(["check", "--color", "never", "-L"]).arg(folder.path()).output().expect("the program");
    assert_eq!(run.status.code(), Some(1));
    let answer = String::from_utf8(run.stdout).expect("text");
    let error = answer.split("\n\n").find(|part| part.starts_with("error")).expect("an error");
    assert!(
        text("README.md").contains(&format!("```\n{}\n```", error.trim_end())),
        "README.md lacks:\n{error}"
    );
}
