//! JSON Schemas, by a validator that is not ours: `check-jsonschema`, which `./test` puts below `target/python` (or
//! `GAMEPLAN_CHECK_JSONSCHEMA`). In: our schemas and every record, cohort and settings file of the tests and the demo;
//! SARIF and its schema; the snippets of `docs/ci.md`. Out: files on which schema and reader disagree. Never: the network.
//! Without the validator these tests say so and pass.

#![allow(clippy::print_stderr, reason = "what was not tested is said")]

use gameplan::diagnostic::{Findings, Severity};
use gameplan::model::catalog::Catalog;
use gameplan::parse::lower;
use gameplan::parse::schema::json_schema::{File, schema};
use gameplan::pipeline::load;
use gameplan::source::{SourceFile, SourceId};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The validator, if it is here.
fn validator() -> Option<PathBuf> {
    let named = std::env::var_os("GAMEPLAN_CHECK_JSONSCHEMA").map(PathBuf::from);
    let path = named.unwrap_or_else(|| "target/python/bin/check-jsonschema".into());
    if !path.exists() {
        eprintln!("no check-jsonschema at {}: schemas were not tested", path.display());
    }
    path.exists().then_some(path)
}

/// Files that are not as the schema says, each with what is wrong.
fn refused(validator: &Path, schema: &[&str], files: &BTreeSet<PathBuf>) -> BTreeMap<PathBuf, Vec<String>> {
    let mut command = Command::new(validator);
    command.args(["--output-format", "json", "--regex-variant", "nonunicode"]).args(schema).args(files);
    let output = command.output().expect("the validator runs");
    let said: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)));
    let mut out: BTreeMap<PathBuf, Vec<String>> = BTreeMap::new();
    for list in ["errors", "parse_errors"] {
        for fault in said[list].as_array().into_iter().flatten() {
            let file = fault["filename"].as_str().expect("a file").into();
            out.entry(file).or_default().push(format!("{}: {}", fault["path"], fault["message"]));
        }
    }
    out
}

/// What the reader says of a file: nothing, that a key is unknown, or something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Good,
    UnknownKey,
    Other,
}

fn read(file: File, path: &Path, catalog: &Catalog) -> Verdict {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let name = path.file_name().expect("a name").to_string_lossy();
    let source = SourceFile::new(SourceId(0), format!("x/{name}"), text);
    let mut findings = Findings::default();
    match file {
        File::Record => drop(lower::record::read(&source, None, catalog, &mut findings)),
        File::Cohort => drop(lower::cohort::read(&source, catalog, &mut findings)),
        File::Settings => drop(lower::settings::read(Some(&source), None, &mut findings)),
        File::Map => drop(gameplan::parse::import::map::read(&source, &catalog.registry, &mut findings)),
    }
    let shape = findings.0.iter().filter(|d| ["RC001", "RC002", "SE001"].contains(&d.code.id));
    let said: Vec<_> = shape.collect();
    if said.iter().any(|d| d.message.contains("is no key of")) {
        Verdict::UnknownKey
    } else if said.is_empty()
        && findings.0.iter().all(|d| d.severity < Severity::Error || d.code.id != "SE001")
    {
        Verdict::Good
    } else {
        Verdict::Other
    }
}

/// Every file of a kind, with the library whose names hold there.
fn files() -> Vec<(File, PathBuf, PathBuf)> {
    let below = ["tests", "content"].into_iter().flat_map(|root| {
        walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(|e| e.expect("an entry").into_path())
    });
    let mut out = Vec::new();
    for path in below.filter(|p| p.extension().is_some_and(|e| e == "yml")) {
        let folder = path.parent().expect("a folder").to_path_buf();
        let above = folder.parent().unwrap_or(&folder).to_path_buf();
        let is = |name: &str| folder.ends_with(name);
        if path.ends_with("gameplan.yml") {
            out.push((File::Settings, path, folder));
        } else if is("tests/records/good") || is("tests/records/bad") {
            out.push((File::Record, path, folder));
        } else if is("customers") {
            out.push((File::Record, path, above));
        } else if is("cohorts") {
            out.push((File::Cohort, path, above));
        } else if path.ends_with("map.yml") {
            out.push((File::Map, path, "tests/import/library".into()));
        }
    }
    out
}

#[test]
fn schemas_and_the_reader_agree() {
    let Some(validator) = validator() else { return };
    let dir = tempfile::tempdir().expect("temp");
    // Most libraries know the same names: one run of the validator a schema.
    let mut by_schema: BTreeMap<String, BTreeMap<PathBuf, Verdict>> = BTreeMap::new();
    let mut catalogs: BTreeMap<PathBuf, Catalog> = BTreeMap::new();
    for (file, path, library) in files() {
        let catalog = catalogs.entry(library.clone());
        let catalog = catalog.or_insert_with(|| load(&library, None).expect("a library").catalog);
        let text = serde_json::to_string_pretty(&schema(file, catalog)).expect("JSON");
        let verdict = read(file, &path, catalog);
        by_schema.entry(text).or_default().insert(path, verdict);
    }
    let (mut faults, mut good, mut bad, mut schemas) = (Vec::new(), 0, 0, BTreeSet::new());
    for (idx, (text, files)) in by_schema.iter().enumerate() {
        let path = dir.path().join(format!("{idx}.json"));
        std::fs::write(&path, text).expect("a schema");
        schemas.insert(path.clone());
        let path = path.to_str().expect("UTF-8");
        let refused = refused(&validator, &["--schemafile", path], &files.keys().cloned().collect());
        for (file, verdict) in files {
            match (verdict, refused.get(file)) {
                (Verdict::Good, Some(said)) => faults.push(format!("{}: {said:?}", file.display())),
                (Verdict::UnknownKey, None) => faults.push(format!("{}: taken", file.display())),
                (Verdict::Good, None) => good += 1,
                (Verdict::UnknownKey, Some(_)) => bad += 1,
                (Verdict::Other, _) => {}
            }
        }
    }
    assert_eq!(refused(&validator, &["--check-metaschema"], &schemas), BTreeMap::new());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(good > 60 && bad > 3, "only {good} good and {bad} bad files were tried");
}

#[test]
fn sarif_is_as_its_schema_says() {
    let Some(validator) = validator() else { return };
    let dir = tempfile::tempdir().expect("temp");
    let mut logs = BTreeSet::new();
    for library in ["content", "tests/rules/TB002/bad", "tests/rules/LN006/bad", "tests/rules/SE001/bad"] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_gameplan"));
        let output =
            program.args(["check", "--format", "sarif", "-L", library]).output().expect("the program runs");
        let path = dir.path().join(library.replace('/', "-")).with_extension("json");
        std::fs::write(&path, output.stdout).expect("a log");
        logs.insert(path);
    }
    let golden = dir.path().join("golden.json");
    std::fs::copy("tests/report/sarif.out", &golden).expect("a log");
    logs.insert(golden.clone());
    let schema = ["--schemafile", "tests/report/sarif-schema-2.1.0.json"];
    assert_eq!(refused(&validator, &schema, &logs), BTreeMap::new());
    let broken =
        std::fs::read_to_string(&golden).expect("a log").replace("\"startLine\": 1,", "\"startLine\": 0,");
    std::fs::write(&golden, broken).expect("a log");
    assert_eq!(refused(&validator, &schema, &logs).len(), 1, "the schema refuses nothing");
}
