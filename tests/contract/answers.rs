//! Keys of the JSON answers, in the order that DESIGN.md gives. In: answers. Out: failures.
//! Never: values, where other tests hold them.

use super::{program::run, small};
use serde_json::Value;
use std::path::Path;

fn answer(folder: &Path, arguments: &[&str]) -> Value {
    let ran = run(folder, &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {}{}", ran.out, ran.err))
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap_or_else(|| panic!("no object: {value}")).keys().map(String::as_str).collect()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    let list = value[key].as_array().unwrap_or_else(|| panic!("`{key}` is no list"));
    assert!(!list.is_empty(), "`{key}` is empty");
    list
}

#[test]
fn a_playbook_has_the_contracts_keys() {
    let dir = small();
    let page = answer(dir.path(), &["show", "playbook", "playbook/mail.md"]);
    assert_eq!(
        keys(&page),
        [
            "path",
            "title",
            "front_matter",
            "labels",
            "sections",
            "scenarios",
            "tasks",
            "kpis",
            "data_fields",
            "ring_updates",
            "refresh",
            "includes",
            "diagnostics"
        ]
    );
    assert_eq!(keys(&list(&page, "sections")[0]), ["kind", "heading", "level", "line"]);
    let scenario = &list(&page, "scenarios")[1];
    assert_eq!(
        keys(scenario),
        [
            "id", "heading", "line", "roles", "services", "motions", "phase", "when", "includes", "items",
            "tasks"
        ]
    );
    assert_eq!(keys(&scenario["when"]), ["text", "source"]);
    let item = &list(scenario, "items")[0];
    let of_item = ["id", "id_source", "line", "text", "need", "when", "due", "items"];
    assert_eq!(keys(item), of_item);
    assert_eq!(keys(&list(item, "items")[0]), of_item);
    let kpi = &list(&page, "kpis")[0];
    assert_eq!(keys(kpi), ["name", "definition", "bands", "rated", "line"]);
    assert_eq!(keys(&kpi["bands"]), ["green", "yellow", "red"]);
    assert_eq!(keys(&list(&page, "data_fields")[0]), ["name", "required", "line"]);
    assert_eq!(keys(&list(&page, "ring_updates")[0]), ["id", "name", "link"]);
    assert_eq!(keys(&list(&page, "refresh")[0]), ["date", "who", "what"]);
    let labels = [
        "program_manager",
        "phase",
        "motions",
        "primary_role",
        "secondary_role",
        "applies_to",
        "cadence",
        "recurring_activity",
        "purpose",
        "audience",
        "output",
        "prerequisites",
    ];
    assert_eq!(keys(&page["labels"]), labels);
    let kickoff = answer(dir.path(), &["show", "playbook", "playbook/kickoff.md"]);
    assert_eq!(keys(&list(&kickoff, "tasks")[0]), ["id", "name", "mandatory", "role", "services", "line"]);
}

#[test]
fn every_page_has_every_key_even_where_there_is_nothing() {
    let dir = small();
    std::fs::write(dir.path().join("empty.md"), "").expect("written");
    let whole = answer(dir.path(), &["show", "playbook", "playbook/mail.md"]);
    for page in ["empty.md", "index.md", "playbook/includes/questions.md", "german-playbook/mail-de.md"] {
        let view = answer(dir.path(), &["show", "playbook", page]);
        assert_eq!(keys(&view), keys(&whole), "{page}");
        assert_eq!(keys(&view["labels"]), keys(&whole["labels"]), "{page}");
    }
}

#[test]
fn a_customer_has_the_contracts_keys() {
    let dir = small();
    let view = answer(dir.path(), &["show", "customer", "fjell"]);
    assert_eq!(keys(&view), ["id", "name", "as_of", "services", "scenarios", "checklist", "missing"]);
    let service = &view["services"]["Exchange"];
    assert_eq!(keys(service), ["measures", "kpis", "focus"]);
    let of_measure =
        ["value", "numerator", "denominator", "as_of", "stale", "band", "seats_to_next", "seats_to_target"];
    for (name, measure) in service["measures"].as_object().expect("measures") {
        // What follows the contract's keys says why.
        assert_eq!(keys(measure)[..8], of_measure, "{name}");
    }
    let usage = &service["measures"]["active usage"];
    assert_eq!(keys(&usage["band"]), ["text", "scenario"]);
    assert_eq!(usage["value"], "23.4 %");
    assert_eq!(keys(&list(service, "kpis")[0]), ["name", "value", "band", "because", "seats_to_next"]);
    assert_eq!(keys(&list(service, "focus")[0]), ["area", "verdict", "because"]);
    for scenario in list(&view, "scenarios") {
        assert_eq!(keys(scenario), ["playbook", "id", "service", "verdict", "because", "needs"]);
        let verdict = scenario["verdict"].as_str().expect("a verdict");
        let known = ["applies", "earlier", "later", "does-not", "on-demand", "unknown"];
        assert!(known.contains(&verdict), "{verdict}");
    }
    for line in list(&view, "checklist") {
        let of_line =
            ["key", "id", "service", "text", "role", "need", "state", "because", "playbook", "line", "due"];
        assert_eq!(keys(line), of_line);
        let service = line["service"].as_str().unwrap_or("customer");
        assert_eq!(line["key"], format!("{service}/{}", line["id"].as_str().expect("an id")));
    }
    let done = list(&view, "checklist").iter().find(|l| l["id"] == "best-team").expect("the line");
    assert_eq!(done["state"], "done");
}

#[test]
fn findings_have_the_contracts_keys() {
    let dir = small();
    let checked = answer(dir.path(), &["check"]);
    assert_eq!(keys(&checked), ["version", "findings", "summary"]);
    assert_eq!(checked["version"], 1);
    assert_eq!(
        keys(&checked["summary"]),
        ["files", "error", "warning", "suggestion", "suppressed", "baselined", "fixable"]
    );
    let mut fixes = 0;
    let mut labels = 0;
    for finding in list(&checked, "findings") {
        assert_eq!(
            keys(finding),
            [
                "code",
                "name",
                "severity",
                "path",
                "start",
                "end",
                "message",
                "labels",
                "help",
                "fix",
                "fingerprint",
                "owner"
            ]
        );
        for place in ["start", "end"] {
            assert_eq!(keys(&finding[place]), ["line", "column", "byte"]);
        }
        for label in finding["labels"].as_array().expect("labels") {
            labels += 1;
            assert_eq!(keys(label), ["path", "start", "end", "text"]);
        }
        if !finding["fix"].is_null() {
            fixes += 1;
            assert_eq!(keys(&finding["fix"]), ["safety", "edits"]);
            assert_eq!(keys(&list(&finding["fix"], "edits")[0]), ["path", "start", "end", "text"]);
        }
    }
    assert!(fixes > 0 && labels > 0, "no fix or no label was seen");
    let count =
        |severity: &str| list(&checked, "findings").iter().filter(|f| f["severity"] == severity).count();
    for severity in ["error", "warning", "suggestion"] {
        assert_eq!(checked["summary"][severity], count(severity), "{severity}");
    }
    let page = answer(dir.path(), &["show", "playbook", "playbook/mail.md"]);
    assert_eq!(keys(&list(&page, "diagnostics")[0]), keys(&list(&checked, "findings")[0]));
}

#[test]
fn a_build_counts_what_it_did() {
    let dir = small();
    let built = answer(dir.path(), &["build"]);
    assert_eq!(keys(&built), ["audiences", "findings", "seconds"]);
    assert_eq!(keys(&built["audiences"]), ["customer", "partner", "internal"]);
    let of_root = ["pages", "customers", "reviews", "written", "unchanged", "removed", "bytes"];
    for (name, root) in built["audiences"].as_object().expect("roots") {
        assert_eq!(keys(root), of_root, "{name}");
    }
    let internal = &built["audiences"]["internal"];
    assert_eq!((&internal["pages"], &internal["customers"]), (&4.into(), &3.into()));
    let partner = &built["audiences"]["partner"];
    assert_eq!((&partner["pages"], &partner["customers"]), (&2.into(), &0.into()));
    assert_eq!(keys(&built["findings"]), ["error", "warning", "suggestion"]);
    assert_eq!(keys(&built["seconds"]), ["read", "parse", "plan", "render", "write", "total"]);
    let named = answer(dir.path(), &["build", "--audience", "partner:quayside"]);
    assert_eq!(keys(&named["audiences"]), ["partner--quayside"]);
    assert_eq!(named["audiences"]["partner--quayside"]["customers"], 1);
}
