//! The check, by data: `tests/rules/<CODE>/bad` and `good` are small libraries, `<CODE>/bad.txt` what is found in the
//! bad one. In: every rule of the table. Out: differences from the accepted text, and from `docs/rules/`.
//! Never: a rule without a case. `BLESS=1` accepts what was found; read the diff.

#[path = "support/golden.rs"]
mod golden;

use gameplan::diagnostic::{CODES, Code, Diagnostic, Findings, SETS, Severity};
use gameplan::model::audience::Viewer;
use gameplan::model::catalog::Catalog;
use gameplan::model::settings::Settings;
use gameplan::parse::library::{Base, assemble};
use gameplan::parse::{lower, page};
use gameplan::pipeline::{CheckOptions, Library, Silent, check, load};
use gameplan::source::{SourceFile, SourceId, SourceMap, Span};
use gameplan::{resolve, rules};
use proptest::prelude::*;
use std::fs;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use version_ranges::Ranges;

/// Codes whose findings need more than a check, or are not made yet. Whoever makes one takes it off the list: the
/// test fails as soon as its bad case is found.
const UNSEEN: [&str; 2] = ["AU006", "SE003"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

/// Everything that is found in a library, excluded pages included.
fn found(folder: &Path) -> (Findings, SourceMap) {
    let loaded = load(folder, None).expect("a library");
    let day = jiff::civil::date(2026, 9, 8);
    let library = Library { root: folder.to_path_buf(), as_of: None, today: day };
    let report = check(&CheckOptions { library, paths: Vec::new() }, &Silent).expect("a check");
    let seen = rules::Library::new(&loaded.catalog, &loaded.sources);
    let as_of = loaded.catalog.settings.as_of;
    let mut findings = rules::run(&match as_of {
        Some(day) => seen.as_of(day),
        None => seen,
    });
    findings.extend(report.findings);
    for id in loaded.catalog.settings.audiences.ids() {
        let name = loaded.catalog.settings.audiences.name(id).to_string();
        let viewer = Viewer { audience: id, name, partner: None };
        let resolved = resolve::viewer_tree(&loaded.catalog, &viewer);
        findings.extend(rules::clashes::findings(&loaded.catalog, &loaded.sources, &resolved));
    }
    rules::finish(&mut findings, &loaded.catalog, &report.sources, as_of.unwrap_or(day));
    (findings, report.sources)
}

fn shown(findings: &[Diagnostic], sources: &SourceMap) -> String {
    let mut out = String::new();
    for d in findings {
        out += &format!("{} {} {} {}\n", d.severity.as_str(), d.code.id, place(d.span, sources), d.message);
        for label in &d.labels {
            out += &format!("  {}: {}\n", place(label.span, sources), label.text);
        }
        if let Some(help) = &d.help {
            out += &format!("  help: {help}\n");
        }
        for (fix, edit) in d.fix.iter().flat_map(|f| f.edits.iter().map(move |e| (f, e))) {
            let text = sources.text(edit.span);
            out += &format!(
                "  {:?} fix: {} {text:?} -> {:?}\n",
                fix.safety,
                place(edit.span, sources),
                edit.text
            );
        }
    }
    out
}

fn place(span: Span, sources: &SourceMap) -> String {
    let file = sources.get(span.source).expect("file of a span");
    let (start, end) = (file.position(span.start), file.position(span.end));
    let to =
        if start.line == end.line { end.column.to_string() } else { format!("{}:{}", end.line, end.column) };
    format!("{}:{}:{}-{to}", file.path, start.line, start.column)
}

#[test]
fn every_rule_finds_its_bad_case_and_leaves_the_good_one() {
    let mut failures = Vec::new();
    for rule in rules::RULES {
        let id = rule.code.id;
        let (mut bad, sources) = found(&root().join(id).join("bad"));
        bad.0.retain(|d| d.code.id == id);
        if UNSEEN.contains(&id) == bad.0.is_empty() {
            failures.extend(golden::differs(&root().join(id).join("bad.txt"), &shown(&bad.0, &sources)));
        } else {
            failures.push(format!("{id} bad: {} found", bad.0.len()));
        }
        let (good, sources) = found(&root().join(id).join("good"));
        // The cases keep their headers short; FM003 has a case of its own.
        let left =
            |d: &&Diagnostic| d.code.id == id || (d.severity > Severity::Suggestion && d.code.id != "FM003");
        let left: Vec<Diagnostic> = good.0.iter().filter(left).cloned().collect();
        if !left.is_empty() {
            failures.push(format!("{id} good\n{}", shown(&left, &sources)));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn the_table_holds_every_code_in_order() {
    let listed: Vec<&str> = rules::RULES.iter().map(|r| r.code.id).collect();
    let codes: Vec<&str> = CODES.iter().map(|c| c.id).collect();
    assert_eq!(listed, codes);
    for rule in rules::RULES {
        assert!(rule.why.ends_with('.') && rule.fix.ends_with('.'), "{}", rule.code.id);
    }
}

#[test]
fn messages_are_written_as_the_house_writes_them() {
    for rule in rules::RULES.iter().filter(|r| !UNSEEN.contains(&r.code.id)) {
        for d in found(&root().join(rule.code.id).join("bad")).0.0 {
            assert!(!d.message.ends_with('.'), "{}: {}", d.code.id, d.message);
            let first = d.message.chars().next().expect("a message");
            assert!(
                !first.is_uppercase() || d.message.starts_with(d.code.id),
                "{}: {}",
                d.code.id,
                d.message
            );
            let own = rules::RULES.iter().any(|r| r.code.id == d.code.id && r.check.is_some());
            assert!(d.help.is_some() || !own, "{} has no help: {}", d.code.id, d.message);
        }
    }
}

#[test]
fn pages_of_rules_are_the_table_and_its_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    for rule in rules::RULES {
        let (path, text) = (folder.join(format!("{}.md", rule.code.id)), rules::page(rule));
        assert_eq!(rules::explain(rule.code.id).as_ref(), Some(&text));
        assert_eq!(rules::explain(rule.code.name).as_ref(), Some(&text));
        golden::same(&path, &text);
    }
    assert_eq!(rules::explain("h1-missing"), rules::explain("st003"));
    assert_eq!(rules::explain("nonsense"), None);
    let pages = fs::read_dir(&folder).expect("docs/rules").count();
    assert_eq!(pages, rules::RULES.len(), "a page of no rule");
}

#[test]
fn a_malformed_address_is_no_missing_file_as_well() {
    let folder = root().join("LN007/bad");
    let loaded = load(&folder, None).expect("a library");
    let dead = rules::links::findings(&rules::Library::new(&loaded.catalog, &loaded.sources), None);
    assert!(dead.iter().any(|d| d.code.id == "LN006"), "nothing to tell apart");
    let (found, sources) = found(&folder);
    assert!(found.0.iter().all(|d| d.code.id != "LN006"), "{}", shown(&found.0, &sources));
}

#[test]
fn levels_are_given_by_code_name_alias_and_folder() {
    // settings, how many of ST003's three warnings become error, warning, suggestion
    let cases = [
        ("{levels: {ST003: error}}", [3, 0, 0]),
        ("{levels: {heading-order: error}}", [3, 0, 0]),
        ("{levels: {multiple-h1s: suggestion}}", [0, 0, 3]),
        ("{levels: {heading-order: error, ST003: off}}", [0, 0, 0]),
        ("{levels: {ST003: off, heading-order: error}}", [0, 0, 0]),
        ("{folders: {\"*.md\": {ST003: off}}}", [0, 0, 0]),
        ("{folders: {\"archive/**\": {ST003: off}}}", [0, 3, 0]),
        ("{levels: {ST003: off}, folders: {\"**\": {heading-order: error}}}", [3, 0, 0]),
        ("{folders: {\"*.md\": {ST003: off}, \"**\": {ST003: error}}}", [3, 0, 0]),
        ("{folders: {\"*.md\": {ST003: off}, \"**\": {ST004: error}}}", [0, 0, 0]),
        ("\"2026.1\"", [0, 3, 0]),
    ];
    let (all, sources) = found(&root().join("ST003/bad"));
    for (text, expected) in cases {
        let settings = settings(&format!("rules: {text}"));
        let mut changed = all.clone();
        rules::apply_levels(&mut changed, &settings, &sources, jiff::civil::date(2026, 9, 8));
        let count =
            |severity| changed.0.iter().filter(|d| d.code.id == "ST003" && d.severity == severity).count();
        let found = [Severity::Error, Severity::Warning, Severity::Suggestion].map(count);
        assert_eq!(found, expected, "{text}");
    }
}

/// A code of a set to come: the catalogue has none yet.
static TO_COME: Code = Code {
    id: "ST901",
    name: "to-come",
    severity: Severity::Warning,
    summary: "a rule of the next set",
    since: "2027.1",
    suggests_until: Some("2027-06-01"),
    page: None,
};

#[test]
fn a_new_rule_suggests_until_its_day_and_a_pinned_set_does_not_have_it() {
    let (may, june) = (jiff::civil::date(2027, 5, 31), jiff::civil::date(2027, 6, 1));
    let cases = [
        ("title: Moves", may, Some((Severity::Suggestion, "mend it (new: a warning from 2027-06-01 on)"))),
        ("title: Moves", june, Some((Severity::Warning, "mend it"))),
        ("rules: \"2026.1\"", june, None),
        ("rules: {pin: \"2026.1\"}", may, None),
    ];
    for (text, day, expected) in cases {
        let mut findings = Findings::default();
        findings.push(Diagnostic::new(&TO_COME, Span::default(), "new").help("mend it"));
        let catalog = Catalog { settings: settings(text), ..Catalog::default() };
        rules::finish(&mut findings, &catalog, &SourceMap::default(), day);
        let found = findings.0.first().map(|d| (d.severity, d.help.as_deref().unwrap_or_default()));
        assert_eq!(found, expected, "{text}");
    }
    for code in CODES {
        assert!(
            code.id[2..].parse::<u16>().is_ok_and(|n| n < 901),
            "{}: numbers from 901 on are the teams'",
            code.id
        );
        assert!(SETS.contains(&code.since), "{} comes with a set that there is not", code.id);
        assert!(
            code.suggests_until.is_none_or(|day| day.parse::<jiff::civil::Date>().is_ok()),
            "{}",
            code.id
        );
    }
}

/// Settings without a fault.
fn settings(text: &str) -> Settings {
    let mut findings = Findings::default();
    let own = SourceFile::new(SourceId(1), "gameplan.yml".into(), text.to_string());
    let (settings, ..) = lower::settings::read(Some(&own), None, &mut findings);
    assert!(findings.0.is_empty(), "{:?}", findings.0);
    settings
}

#[test]
fn comments_let_through_one_place_or_a_file() {
    let cases = [
        ("TBD <!-- gameplan-ignore ST006 why -->\n", 1, 0),
        ("<!-- gameplan-ignore ST006 why -->\nTBD\n\nTBD\n", 1, 1),
        ("<!-- gameplan-ignore placeholder-left why -->\nTBD\n", 1, 0),
        ("<!-- gameplan-ignore-file ST006 why -->\n\nTBD\n\nTBD\n", 2, 0),
        ("`<!-- gameplan-ignore ST006 why -->` TBD\n", 0, 1),
        ("```\n<!-- gameplan-ignore ST006 why -->\n```\nTBD\n", 0, 1),
        ("````\n```\n<!-- gameplan-ignore ST009 why -->\n```\n````\nTBD\n", 0, 1),
        ("Write `in a line <!-- gameplan-ignore ST009 why -->`. TBD\n", 0, 1),
        ("`<!-- gameplan-ignore ST009 -->` TBD <!-- gameplan-ignore ST006 why -->\n", 1, 0),
        ("TBD <!-- gameplan-ignore ST009 why --> <!-- gameplan-ignore ST006 why -->\n", 1, 1),
        ("<!-- gameplan-ignore ST009 why --> <!-- gameplan-ignore ST006 why -->\nTBD\n", 1, 1),
        ("<!-- gameplan-ignore ST0006 why -->\nTBD\n", 0, 2),
        ("<!-- gameplan-ignore ST009 why -->\nTBD\n", 0, 2),
    ];
    for (text, suppressed, left) in cases {
        let (mut findings, catalog, sources) = checked(&format!("---\ntitle: Moves\n---\n# Moves\n\n{text}"));
        findings.0.retain(|d| ["ST006", "SU001", "SU002"].contains(&d.code.id));
        let done = rules::finish(&mut findings, &catalog, &sources, jiff::civil::date(2026, 9, 8));
        assert_eq!(done.suppressed, suppressed, "{text}");
        assert_eq!(findings.0.len(), left, "{text}\n{}", shown(&findings.0, &sources));
    }
}

#[test]
fn settings_say_what_headers_hold() {
    let cases = [
        (
            "rules: {require: {\"*.md\": [title, summary]}}",
            "title: Moves",
            "FM003",
            Some("`summary` is missing"),
        ),
        ("rules: {require: {\"other/*\": [summary]}}", "title: Moves", "FM003", None),
        ("rules: {keys: [summary]}", "colour: red", "FM008", Some("`colour`")),
        ("rules: {keys: [summary]}", "summary: Moves", "FM008", None),
        ("title: Moves", "colour: red", "FM008", None),
        (
            "rules: {require_for_topic: {guide: [summary]}}",
            "title: Moves\nms.topic: guide",
            "FM003",
            Some("`summary`"),
        ),
        (
            "rules: {require_for_topic: {news: [title]}}",
            "description: x\nms.topic: guide",
            "SE002",
            Some("`news`"),
        ),
        ("rules: {require: {\"**\": [title]}, require_for_topic: {news: [a]}}", "title: M", "FM003", None),
        ("rules: {people: [alind, mhaug]}", "manager: alnid", "FM005", Some("none of the library's people")),
        ("rules: {people: [alind, mhaug]}", "manager: alind", "FM005", None),
        ("rules: {values: {ms.prod: [mail, files]}}", "ms.prod: mail, fils", "FM006", Some("`fils`")),
        ("rules: {values: {ms.prod: [mail, files]}}", "ms.prod: mail, files", "FM006", None),
        ("rules: {budgets: {news: 30}}", "ms.date: 08/01/2026\nms.topic: news", "FR004", Some("good for 30")),
        ("rules: {budgets: {news: 30}}", "ms.date: 08/01/2026\nms.topic: guide", "FR004", None),
        ("title: Moves", "ms.date: 09/10/2026", "FR004", Some("2 days ahead")),
        ("rules: {levels: {FM005: off}}", "manager: A. Lindqvist", "FM005", None),
    ];
    for (settings, header, code, expected) in cases {
        let (found, ..) = checked_with(settings, &format!("---\n{header}\n---\n# Moves\n"));
        let said = found.0.iter().find(|d| d.code.id == code).map(|d| d.message.as_str());
        match (expected, said) {
            (Some(expected), Some(said)) => assert!(said.contains(expected), "{settings}: {said}"),
            (expected, said) => assert_eq!(expected, said, "{settings}: {header}"),
        }
    }
}

/// What the rules find in one page.
fn checked(text: &str) -> (Findings, Catalog, SourceMap) {
    checked_with("title: Moves", text)
}

/// The same with settings, on 2026-09-08.
fn checked_with(settings: &str, text: &str) -> (Findings, Catalog, SourceMap) {
    let mut findings = Findings::default();
    let own = SourceFile::new(SourceId(1), "gameplan.yml".into(), settings.to_string());
    let (settings, registry, vocabulary) = lower::settings::read(Some(&own), None, &mut findings);
    assert!(findings.0.is_empty(), "{:?}", findings.0);
    let mut sources = SourceMap::default();
    let file: std::sync::Arc<SourceFile> = sources.add_as(SourceId(0), "page.md".into(), text.to_string());
    let parsed = page::read(&file, &settings, &vocabulary, &mut findings);
    let catalog = assemble(Base { settings, registry, vocabulary }, vec![parsed], &mut findings);
    let library = rules::Library::new(&catalog, &sources).as_of(jiff::civil::date(2026, 9, 8));
    let found = rules::run(&library);
    (found, catalog, sources)
}

/// What a scenario may ask beside its band.
const CLAUSES: [&str; 6] = [
    "",
    " and region EMEA",
    " and region not EMEA",
    " and managed yes",
    " and managed no",
    " and region EMEA and managed yes",
];

/// A band in tenths of a point, with closed or open ends.
#[derive(Clone, Copy, Debug)]
struct TestBand {
    low: Option<(i32, bool)>,
    high: Option<(i32, bool)>,
}

impl TestBand {
    fn text(self) -> String {
        let low = self.low.map(|(at, closed)| format!("{} {at}%", if closed { "≥" } else { ">" }));
        let high = self.high.map(|(at, closed)| format!("{} {at}%", if closed { "≤" } else { "<" }));
        low.into_iter().chain(high).collect::<Vec<_>>().join(" and ")
    }

    fn ranges(self) -> Ranges<i32> {
        let bound = |edge: Option<(i32, bool)>| match edge {
            None => Bound::Unbounded,
            Some((at, true)) => Bound::Included(at),
            Some((at, false)) => Bound::Excluded(at),
        };
        Ranges::from_range_bounds((bound(self.low), bound(self.high))).intersection(&Ranges::higher_than(0))
    }

    /// At twice the value, so that the middle between two edges is whole.
    fn takes(self, twice: i32) -> bool {
        let above = self.low.is_none_or(|(at, closed)| twice > 2 * at || (closed && twice == 2 * at));
        above && self.high.is_none_or(|(at, closed)| twice < 2 * at || (closed && twice == 2 * at))
    }
}

prop_compose! {
    fn band()(low in 1..6, wide in 1..4, ends in 0..3, closed in any::<(bool, bool)>()) -> TestBand {
        let (from, to) = ((low * 10, closed.0), ((low + wide) * 10, closed.1));
        match ends {
            0 => TestBand { low: None, high: Some(to) },
            1 => TestBand { low: Some(from), high: None },
            _ => TestBand { low: Some(from), high: Some(to) },
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// With fields of one value in the conditions, the proof agrees with an independent library of intervals, case by
    /// case.
    #[test]
    fn decision_tables_are_proved_in_every_case(rows in prop::collection::vec((band(), 0_usize..6), 2..5)) {
        let mut text = "---\ntitle: Moves\n---\n# Moves\n\n## Approach\n\nApplies To: **Exchange**\n".to_string();
        for (n, (band, kind)) in rows.iter().enumerate() {
            let when = format!("active usage {}{}", band.text(), CLAUSES[*kind]);
            text += &format!("\n### Step {n}\n\nWhen: **{when}**\n\n1. Ask who decides.\n");
        }
        let (findings, _, sources) = checked(&text);
        let said = |what: &str| findings.0.iter().any(|d| d.code.id == "TB002" && d.message.contains(what));
        let (mut gap, mut overlap) = (false, false);
        for (region, managed) in [("EMEA", true), ("EMEA", false), ("APAC", true), ("APAC", false)] {
            let holds = |kind: usize| match kind {
                1 => region == "EMEA",
                2 => region != "EMEA",
                3 => managed,
                4 => !managed,
                5 => region == "EMEA" && managed,
                _ => true,
            };
            let mut free = Ranges::higher_than(0);
            let mut taken: Ranges<i32> = Ranges::empty();
            for (band, _) in rows.iter().filter(|(_, kind)| holds(*kind)) {
                let own = band.ranges();
                overlap |= !taken.intersection(&own).is_empty();
                taken = taken.union(&own);
                free = free.intersection(&own.complement());
            }
            gap |= !free.is_empty();
        }
        prop_assert_eq!(said("no scenario"), gap, "{}\n{}", text, shown(&findings.0, &sources));
        prop_assert_eq!(said("two scenarios"), overlap, "{}\n{}", text, shown(&findings.0, &sources));
    }

    /// The proof agrees with asking every value: a gap is said if and only if some value has no scenario, an overlap
    /// if and only if some has two.
    #[test]
    fn decision_tables_are_proved_as_every_value_says(bands in prop::collection::vec(band(), 2..5)) {
        let mut text = "---\ntitle: Moves\n---\n# Moves\n\n## Approach\n\nApplies To: **Exchange**\n".to_string();
        for (n, band) in bands.iter().enumerate() {
            text += &format!("\n### Step {n}\n\nWhen: **active usage {}**\n\n1. Ask who decides.\n", band.text());
        }
        let (findings, _, sources) = checked(&text);
        let said = |what: &str| findings.0.iter().any(|d| d.code.id == "TB002" && d.message.contains(what));
        let taken = |twice: i32| bands.iter().filter(|b| b.takes(twice)).count();
        let (gap, overlap) = ((0..300).any(|v| taken(v) == 0), (0..300).any(|v| taken(v) > 1));
        prop_assert_eq!(said("no scenario"), gap, "{}\n{}", text, shown(&findings.0, &sources));
        prop_assert_eq!(said("two scenarios"), overlap, "{}\n{}", text, shown(&findings.0, &sources));
    }
}
