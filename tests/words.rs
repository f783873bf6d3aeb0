//! Names and words: the default registry and vocabulary, and how values are cut into names.
//! In: `tests/words/*.tsv`, the assets, and the library where it is at hand. Out: pass or fail.

use gameplan::diagnostic::{Findings, codes};
use gameplan::model::playbook::{LabelKind, NameRef, Need, SectionKind, ServiceScope};
use gameplan::model::registry::{Registry, spelling};
use gameplan::model::vocabulary::{Column, Vocabulary};
use gameplan::parse::lower::{registry::default_registry, vocabulary::default_vocabulary};
use gameplan::parse::{names, yaml};
use gameplan::source::{SourceFile, SourceId};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Read once for all tests.
fn words() -> &'static (Registry, Vocabulary) {
    static WORDS: OnceLock<(Registry, Vocabulary)> = OnceLock::new();
    WORDS.get_or_init(read_words)
}

fn read_words() -> (Registry, Vocabulary) {
    let mut findings = Findings::default();
    let both = (default_registry(&mut findings), default_vocabulary(&mut findings));
    let faults: Vec<&str> = findings.0.iter().map(|d| d.message.as_str()).collect();
    assert!(faults.is_empty(), "the assets have faults: {faults:#?}");
    both
}

fn fixture(name: &str) -> Vec<Vec<String>> {
    let path = Path::new("tests/words").join(name);
    let text = std::fs::read_to_string(&path).expect("the fixture is in the repository");
    let lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    lines.map(|l| l.split('\t').map(String::from).collect()).collect()
}

fn show(names: &[NameRef]) -> String {
    let name = |n: &NameRef| if n.known { n.name.to_string() } else { format!("? {}", n.name) };
    names.iter().map(name).collect::<Vec<_>>().join(" | ")
}

fn show_scope(scope: &ServiceScope) -> String {
    match scope {
        ServiceScope::Customer => "customer".into(),
        ServiceScope::All => "all".into(),
        ServiceScope::Named(names) => show(names),
    }
}

#[test]
fn values_are_cut_into_names() {
    let (registry, vocabulary) = words();
    let mut wrong = Vec::new();
    for row in fixture("values.tsv") {
        let [kind, value, expected] = &row[..] else { panic!("three columns are due: {row:?}") };
        let found = match kind.as_str() {
            "services" => show_scope(&names::services(value, registry, vocabulary)),
            "roles" => show(&names::roles(value, registry, vocabulary)),
            "values" => names::values(value).join(" | "),
            other => panic!("`{other}` is no kind"),
        };
        if found != *expected {
            wrong.push(format!("{kind} `{value}`: `{found}`, expected `{expected}`"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_of_six_languages_are_known() {
    let (_, vocabulary) = words();
    let mut wrong = Vec::new();
    for row in fixture("words.tsv") {
        let [kind, key, spellings @ ..] = &row[..] else { panic!("two columns are due: {row:?}") };
        for text in spellings {
            let found = match kind.as_str() {
                "section" => vocabulary.section(text).map(SectionKind::as_str),
                "label" => vocabulary.label(text).map(LabelKind::as_str),
                "column" => vocabulary
                    .column(text)
                    .and_then(|c| Column::ALL.iter().find(|(a, _)| *a == c))
                    .map(|(_, k)| *k),
                "need" => vocabulary.need(text).map(Need::as_str),
                "alert" => vocabulary.alerts.get(&text.to_lowercase()).map(String::as_str),
                other => panic!("`{other}` is no kind"),
            };
            if found.unwrap_or("none") != key {
                wrong.push(format!("{kind} `{text}`: {found:?}, expected `{key}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lists_of_words_are_read() {
    let (_, vocabulary) = words();
    assert!(vocabulary.not_steps.contains(&"focus areas".to_string()));
    assert!(vocabulary.evidence.contains(&"step inputs".to_string()));
    assert!(vocabulary.reference.contains(&"playbook processes".to_string()));
    assert_eq!(vocabulary.yes_or_no("**Ja**"), Some(true));
    assert_eq!(vocabulary.yes_or_no("No"), Some(false));
    assert_eq!(vocabulary.yes_or_no("Yes/No"), None);
    assert!(vocabulary.is_nothing("N/A") && vocabulary.is_nothing(" – ") && !vocabulary.is_nothing("Nona"));
}

#[test]
fn statuses_hold_the_sample_record() {
    let (registry, _) = words();
    let reason =
        registry.reason("Blocked", "customer it infrastructure, remediation").expect("an alias is found");
    assert_eq!(&**reason, "Customer IT Infrastructure and Remediation");
    assert!(registry.engineering_reason(reason, "network").is_some());
    assert!(registry.reason("No Intent", "Using Microsoft On-Premises Solution").is_some());
    assert!(registry.reason("Blocked", "Using Microsoft On-Premises Solution").is_none());
    assert!(registry.reason("In Progress", "migration").is_some());
    let order: Vec<&str> = registry.statuses.iter().map(|n| n.as_str()).collect();
    assert_eq!(order, ["In Progress", "Blocked", "No Intent", "Status Unknown", "Duplicate/Invalid"]);
    let phases: Vec<&str> = registry.phases.iter().map(|n| n.as_str()).collect();
    assert_eq!(phases, ["Initiate", "Assess", "Remediate", "Enable", "Migrate", "Adoption", "Operate"]);
    assert_eq!(registry.phases.find("migration").map(|n| n.as_str()), Some("Migrate"));
    assert_eq!(registry.unit("Windows 10"), "devices");
    assert_eq!(registry.unit("Exchange"), "users");
    assert!(registry.regions.is_empty());
}

#[test]
fn every_spelling_of_the_registry_leads_to_one_name() {
    // A spelling that two entries of the asset claim would silently belong to the later one.
    let text = std::fs::read_to_string("assets/registry.yml").expect("the asset is in the repository");
    let file = SourceFile::new(SourceId(0), "registry.yml".into(), text);
    let root = yaml::parse(&file, 0..file.text.len(), &mut Findings::default(), &codes::SETTINGS_SHAPE);
    let root = root.expect("the asset is YAML");
    for block in ["roles", "services", "phases", "motions", "status_aliases", "reason_aliases"] {
        let mut seen = BTreeSet::new();
        for (name, value) in root.get(block).expect("the block is there").entries() {
            let aliases = value.get("aliases").unwrap_or(value).items().iter().filter_map(|n| n.as_text());
            for text in aliases.chain([name.value.as_str()]) {
                assert!(seen.insert(spelling(text)), "`{text}` stands twice in `{block}`");
            }
        }
    }
}

/// The library's Markdown files; none where it is not at hand.
#[allow(clippy::print_stderr, reason = "a test that had nothing to compare with says so")]
fn library() -> Vec<PathBuf> {
    let given = std::env::var_os("GAMEPLAN_LIBRARY").map(PathBuf::from);
    let beside = ["../shared/library", "../../shared/library"].map(PathBuf::from);
    let root = given.into_iter().chain(beside).find(|p| p.is_dir()).unwrap_or_default();
    let files: Vec<PathBuf> = walkdir::WalkDir::new(root)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .collect();
    if files.is_empty() {
        eprintln!("note: no library at GAMEPLAN_LIBRARY or ../shared/library: nothing was compared with it");
    }
    files
}

/// Cells of a table line, escaped pipes kept.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim().replace("\\|", "\u{1}");
    let line = line.strip_prefix('|').unwrap_or(&line);
    let line = line.strip_suffix('|').unwrap_or(line);
    line.split('|').map(|c| c.replace('\u{1}', "|").trim().to_string()).collect()
}

fn is_rule(line: &str) -> bool {
    let signs = line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'));
    signs && line.contains('|') && line.contains('-')
}

fn is_number(cell: &str) -> bool {
    !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit())
}

/// Headers and rows of all tables, by a scan that knows no vocabulary.
fn tables() -> Vec<(Vec<String>, Vec<Vec<String>>)> {
    let mut found = Vec::new();
    for file in library() {
        let text = std::fs::read_to_string(&file).expect("the library is text");
        let lines: Vec<&str> = text.lines().collect();
        for at in 1..lines.len() {
            if is_rule(lines[at]) && lines[at - 1].contains('|') {
                let rows = lines[at + 1..].iter().take_while(|l| l.contains('|')).map(|l| cells(l)).collect();
                found.push((cells(lines[at - 1]), rows));
            }
        }
    }
    found
}

/// How a task, KPI, data or refresh table is told without the vocabulary.
const MARKS: [&str; 14] = [
    "Task ID",
    "Aufgaben-ID",
    "Id. de tarea",
    "ID da Tarefa",
    "タスク ID",
    "任务 ID",
    "KPI",
    "CMR",
    "Data Field",
    "Datenfeld",
    "データ フィールド",
    "Who Changed",
    "Geändert durch",
    "変更者",
];

#[test]
fn every_table_of_the_library_is_known_by_its_headers() {
    let (_, vocabulary) = words();
    let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen = 0;
    for (header, _) in tables() {
        if header.iter().any(|h| MARKS.iter().any(|m| h.contains(m))) {
            seen += 1;
            let missing = header.iter().filter(|h| !h.is_empty() && vocabulary.column(h).is_none());
            missing.for_each(|h| *unknown.entry(h.clone()).or_default() += 1);
        }
    }
    assert!(unknown.is_empty(), "headers that no vocabulary names, in {seen} tables: {unknown:#?}");
    assert!(seen == 0 || seen > 500, "only {seen} tables were found");
}

/// Values that the library's own pages get wrong: no registry can hold them.
const SLIPS: [&str; 4] = ["Core Onboarding", "Haupt-Onboarding", "コア オンボーディング", "Engagement"];

#[test]
fn every_role_and_service_of_the_librarys_task_tables_is_known() {
    let (registry, vocabulary) = words();
    let mut unknown = BTreeSet::new();
    for (header, rows) in tables() {
        let place = |column: Column| header.iter().position(|h| vocabulary.column(h) == Some(column));
        let Some(id) = place(Column::TaskId) else { continue };
        // A row whose id is no number is no task: its cells are shifted.
        for row in rows.iter().filter(|r| r.get(id).is_some_and(|c| is_number(c))) {
            let cell = |column: Column| place(column).and_then(|at| row.get(at)).map_or("", String::as_str);
            let roles = names::roles(cell(Column::Role), registry, vocabulary);
            let services = match names::services(cell(Column::Services), registry, vocabulary) {
                ServiceScope::Named(names) => names,
                _ => Vec::new(),
            };
            let missing =
                roles.into_iter().chain(services).filter(|n| !n.known && !SLIPS.contains(&n.name.as_str()));
            unknown.extend(missing.map(|n| n.name.to_string()));
        }
    }
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn every_role_and_service_of_the_librarys_labels_is_known() {
    let (registry, vocabulary) = words();
    let mut unknown = BTreeSet::new();
    let mut seen = 0;
    for file in library() {
        let text = std::fs::read_to_string(&file).expect("the library is text");
        for line in text.lines() {
            let Some((name, value)) = line.trim().split_once([':', '：']) else { continue };
            let Some(kind) = vocabulary.label(name) else { continue };
            let missing = match kind {
                LabelKind::PrimaryRole | LabelKind::SecondaryRole => {
                    names::roles(value, registry, vocabulary)
                }
                LabelKind::AppliesTo => match names::services(value, registry, vocabulary) {
                    ServiceScope::Named(names) => names,
                    _ => Vec::new(),
                },
                _ => continue,
            };
            seen += 1;
            // A label that a translator ran into the one before it holds a second label in its value.
            let missing = missing
                .into_iter()
                .filter(|n| !n.known && !n.name.contains(':') && !SLIPS.contains(&n.name.as_str()));
            unknown.extend(missing.map(|n| n.name.to_string()));
        }
    }
    assert!(unknown.is_empty(), "{unknown:#?}");
    assert!(seen == 0 || seen > 500, "only {seen} labels were found");
}

#[test]
fn every_need_of_the_librarys_task_tables_is_known() {
    let (_, vocabulary) = words();
    let mut unread: BTreeMap<String, usize> = BTreeMap::new();
    for (header, rows) in tables() {
        let need = header.iter().position(|h| vocabulary.column(h) == Some(Column::Need));
        let id = header.iter().position(|h| vocabulary.column(h) == Some(Column::TaskId));
        let (Some(need), Some(id)) = (need, id) else { continue };
        for row in rows.iter().filter(|r| r.get(id).is_some_and(|c| is_number(c))) {
            let cell = row.get(need).map_or("", String::as_str);
            if !vocabulary.is_nothing(cell) && vocabulary.need(cell).is_none() {
                *unread.entry(cell.to_string()).or_default() += 1;
            }
        }
    }
    // Two rows of translated pages lost a pipe: need and role stand in one cell.
    let slips = unread.iter().filter(|(cell, _)| cell.starts_with("O FastTrack")).count();
    assert_eq!(unread.len(), slips, "{unread:#?}");
}

proptest! {
    /// Names joined by any separator are the same names, in order, each once.
    #[test]
    fn joined_services_come_back(
        picks in prop::collection::vec(0usize..24, 1..6),
        separators in prop::collection::vec(prop::sample::select(&[" / ", "/", ", ", "; ", " & ", " and ", " and/or ", "、", " und "][..]), 5),
        upper in any::<bool>(),
    ) {
        let (registry, vocabulary) = words();
        let all: Vec<String> = registry.services.iter().map(|n| n.to_string()).collect();
        prop_assert_eq!(all.len(), 24);
        let mut text = String::new();
        let mut expected: Vec<&str> = Vec::new();
        for (at, pick) in picks.iter().enumerate() {
            if at > 0 { text.push_str(separators[at - 1]); }
            text.push_str(&if upper { all[*pick].to_uppercase() } else { all[*pick].clone() });
            if !expected.contains(&all[*pick].as_str()) { expected.push(&all[*pick]); }
        }
        let found = show_scope(&names::services(&text, registry, vocabulary));
        prop_assert_eq!(found, expected.join(" | "));
    }

    /// Any text at all is read, and nothing but its own words comes back.
    #[test]
    fn any_text_is_read(text in "\\PC{0,60}") {
        let (registry, vocabulary) = words();
        names::services(&text, registry, vocabulary);
        names::roles(&text, registry, vocabulary);
        prop_assert!(names::values(&text).iter().all(|v| !v.is_empty()));
    }
}
