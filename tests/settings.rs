//! The settings: `gameplan.yml` and `docfx.json` over the defaults.
//! In: `tests/settings/<case>/{gameplan.yml,docfx.json}`. Out: `expected.txt` of the case; `BLESS=1` writes it.

#[path = "support/golden.rs"]
mod golden;

use gameplan::diagnostic::Findings;
use gameplan::model::registry::Registry;
use gameplan::model::settings::Settings;
use gameplan::model::vocabulary::Vocabulary;
use gameplan::parse::lower::settings;
use gameplan::source::{SourceFile, SourceMap};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

/// Settings, findings, and what a case may have changed of names and words.
fn dump(sources: &SourceMap) -> String {
    let find = |name: &str| sources.find(name).map(Arc::as_ref);
    let mut findings = Findings::default();
    let (settings, registry, vocabulary) =
        settings::read(find("gameplan.yml"), find("docfx.json"), &mut findings);
    findings.sort();
    let mut out = String::new();
    for d in &findings.0 {
        let file: &SourceFile = sources.get(d.span.source).expect("findings lie in the case's files");
        let at = file.position(d.span.start);
        let _ = writeln!(
            out,
            "{}:{}:{}: {} {}: {}",
            file.path,
            at.line,
            at.column,
            d.severity.as_str(),
            d.code.id,
            d.message
        );
        let _ = writeln!(out, "  help: {}", d.help.as_deref().unwrap_or("none"));
    }
    out + &show_settings(&settings) + &show_names(&registry) + &show_words(&vocabulary)
}

fn show_settings(s: &Settings) -> String {
    let mut out = String::new();
    let mut line = |key: &str, value: String| writeln!(out, "{key}: {value}").expect("text grows");
    line("title", s.title.clone());
    line("as_of", format!("{:?}", s.as_of));
    line("content", format!("{:?} but {:?}", s.content.files, s.content.exclude));
    line("playbooks", format!("{:?}", s.playbooks));
    line("audiences", s.audiences.0.join(" > "));
    line(
        "checklists_for",
        format!("{:?}", s.checklists_for.iter().map(|a| s.audiences.name(*a)).collect::<Vec<_>>()),
    );
    line("measure_aliases", format!("{:?}", s.measure_aliases));
    line(
        "targets",
        format!(
            "{:?}",
            s.targets.iter().map(|(m, b)| (m.name(), b.text.as_str(), b.interval.low)).collect::<Vec<_>>()
        ),
    );
    line("fields", format!("{:?}", s.fields));
    line(
        "languages",
        format!(
            "{:?}",
            s.languages.iter().map(|(c, l)| format!("{c} {} {}", l.folder, l.suffix)).collect::<Vec<_>>()
        ),
    );
    line(
        "share",
        format!("{:?}", s.share.iter().map(|(a, f)| (s.audiences.name(*a), f)).collect::<Vec<_>>()),
    );
    line("leaks", format!("{:?}", s.leaks));
    line(
        "focus",
        format!(
            "{:?}",
            s.focus.iter().map(|f| (f.name.value.as_str(), f.when.text.as_deref())).collect::<Vec<_>>()
        ),
    );
    line("review", format!("{:?}", s.review));
    line("rules", format!("{:?} {:?}", s.pin, s.levels));
    line("levels by glob", format!("{:?}", s.folders.iter().map(|(g, l)| (&g.value, l)).collect::<Vec<_>>()));
    line("folders", format!("{} {} {}", s.customers_dir, s.usage_dir, s.progress_dir));
    line("synonyms", format!("{:?}", s.synonyms));
    line("site", format!("{:?}", s.site));
    line("file", format!("{} {}", s.from_file, s.max_file_bytes));
    out
}

fn show_names(registry: &Registry) -> String {
    let found = |name: Option<&gameplan::model::Name>| name.map_or("none", |n| n.as_str()).to_string();
    let phases: Vec<&str> = registry.phases.iter().map(|n| n.as_str()).collect();
    let regions: Vec<&str> = registry.regions.iter().map(|n| n.as_str()).collect();
    let statuses: Vec<&str> = registry.statuses.iter().map(|n| n.as_str()).collect();
    let roles = ["FM", "DL", "FE"].map(|t| found(registry.roles.find(t)));
    let services = ["HM", "Post", "EXO"].map(|t| found(registry.services.find(t)));
    let reason = found(registry.reason("Blocked", "Weather"));
    let detail = found(registry.engineering_reason("Customer IT Infrastructure and Remediation", "tide"));
    format!(
        "roles: {roles:?}\nservices: {services:?}, unit of HM {}\nEMS: {:?}\nregions: {regions:?}\n\
         phases: {phases:?}, Migration is {}\nstatuses: {statuses:?}, {reason}, {detail}\n",
        registry.unit(&found(registry.services.find("HM"))),
        registry.group("EMS"),
        found(registry.phases.find("Migration")),
    )
}

fn show_words(v: &Vocabulary) -> String {
    format!(
        "words: {:?} {:?} {:?} {:?} {:?} {:?}\n",
        v.section("Danach"),
        v.section("Change Log"),
        v.column("nummer"),
        v.need("x"),
        v.colour("Grønn"),
        v.not_steps.contains(&"remarks".to_string())
    )
}

#[test]
fn every_case_reads_as_expected() {
    let mut wrong = Vec::new();
    let mut cases: Vec<_> = std::fs::read_dir("tests/settings")
        .expect("the cases are in the repository")
        .map(|e| e.expect("readable").path())
        .collect();
    cases.sort();
    for case in cases {
        let mut sources = SourceMap::default();
        for name in ["gameplan.yml", "docfx.json"] {
            if let Ok(text) = std::fs::read_to_string(case.join(name)) {
                sources.add(name.into(), text);
            }
        }
        wrong.push(golden::differs(&case.join("expected.txt"), &dump(&sources)));
    }
    golden::none(wrong);
}

#[test]
fn without_files_the_defaults_hold_without_findings() {
    let mut findings = Findings::default();
    let (found, _, _) = settings::read(None, None, &mut findings);
    assert!(findings.0.is_empty(), "{:?}", findings.0);
    assert!(!found.from_file);
    assert_eq!(found.content.files, ["**/*.md"]);
    assert!(Path::new(&found.customers_dir).is_relative());
}
