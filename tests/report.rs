//! The room `report`, by data: one set of findings in every format, under `tests/report/FORMAT.out`.
//! `BLESS=1` writes what was found; read the diff.

#[path = "support/golden.rs"]
mod golden;
#[path = "report/readers.rs"]
mod readers;

use gameplan::diagnostic::{Code, Diagnostic, Safety, Severity, codes, fingerprints};
use gameplan::report::{By, FORMATS, Options, Report, Write};
use gameplan::source::{SourceFile, SourceMap, Span};
use proptest::prelude::*;

/// The first place of `text` in a file.
fn span(file: &SourceFile, text: &str) -> Span {
    let at = file.text.find(text).expect("the text stands there");
    Span::new(file.id, at..at + text.len())
}

fn findings(sources: &mut SourceMap) -> Vec<Diagnostic> {
    let page = "\u{feff}---\nft.owner: alind\nms.date: 1/2/2026\n---\n\n# Über 😀 [日本](gone.md) end\n";
    let page = sources.add("b/page.md".into(), page.into());
    let table = "| KPI | green < 10 % | red >\u{200b} 40 % |\r\n| x |\n";
    let table = sources.add("a.md".into(), table.into());
    let many =
        sources.add("many.md".into(), "[a](1.md)\n[b](2.md)\n[c](3.md)\n[d](4.md)\n[e](5.md)\n".into());
    let mut out = vec![
        Diagnostic::new(
            &codes::TARGET_MISSING,
            span(&page, "gone.md"),
            "the link leads to `b/gone.md`, which is not",
        )
        .help("did you mean `b/one.md`?")
        .fix(Safety::Unsafe, span(&page, "gone.md"), "one.md"),
        Diagnostic::new(&codes::BAND_GAP, span(&table, "green < 10 %"), "10 and 40 get no colour")
            .label(span(&table, "red >\u{200b} 40 %"), "the next colour begins here")
            .label(span(&page, "1/2/2026"), "and this is elsewhere"),
        Diagnostic::new(
            &codes::HEADER_NOISE,
            span(&page, "---\nft.owner: alind\nms.date: 1/2/2026\n---"),
            "noise",
        ),
        Diagnostic::new(&codes::KEY_MISSING, Span::new(table.id, 40..40), "an empty place")
            .severity(Severity::Warning),
    ];
    out[0].owner = Some("alind".into());
    for n in (1..=5).rev() {
        let target = format!("{n}.md");
        let message = format!("the entry `{target}` is on line {n}");
        out.push(Diagnostic::new(&codes::ANCHOR_MISSING, span(&many, &target), message));
    }
    out.push(hostile(sources));
    out
}

/// A page that tries to speak to the machines and people that read about it.
fn hostile(sources: &mut SourceMap) -> Diagnostic {
    let text = "::error::x\n##vso[task.setvariable variable=a]b\n<b>&\u{1}]]> @alind #1 | \u{ffff}\n";
    let file = sources.add("c/od,d: 100%;].md".into(), text.into());
    let message =
        "a `|` in `##[command]` and ##vso[build.x] of @alind, <img src=\"x\">, 100 %25\n::error::y ` *z*";
    Diagnostic::new(&codes::CELLS_LOST, span(&file, "##vso[task.setvariable variable=a]b\n<b>&"), message)
        .label(span(&file, "@alind #1 |"), "a [label](2); `x`, 5%0A")
        .help("write `a\\|b`; nothing else")
        .fix(Safety::Safe, span(&file, "<b>&"), "b")
}

#[test]
fn findings_in_every_format() {
    let mut sources = SourceMap::default();
    let findings = findings(&mut sources);
    let report = Report {
        files: 1204,
        suppressed: 2,
        rules: 78,
        below: "the library/",
        explain: |code| (code.id == "TB002").then(|| "# TB002\n\nWhy it matters.\n".to_string()),
        ..Report::new(&findings, &sources)
    };
    let values = [("b/page.md", "alind"), ("many.md", "mhaug | <x>")];
    let values = values.map(|(path, owner)| (path.to_string(), owner.to_string())).into();
    let by = By { key: "ft.owner".into(), values };
    let grouped = Report { by: Some(&by), ..report };
    for format in FORMATS {
        compare(format.name, format.write, &report);
        if let Some(count) = format.count {
            compare(&format!("{}.count", format.name), count, &report);
            compare(&format!("{}.by", format.name), format.write, &grouped);
            compare(&format!("{}.count-by", format.name), count, &grouped);
        }
    }
}

/// A rule of a team: no catalogue holds it.
static OF_A_TEAM: Code = Code {
    id: "ZZ901",
    name: "say-mailbox",
    severity: Severity::Warning,
    summary: "a word of the team's",
    since: "2026.1",
    suggests_until: None,
    page: None,
};

#[test]
fn a_rule_of_a_team_is_a_rule_in_sarif() {
    let mut sources = SourceMap::default();
    let file = sources.add("a.md".into(), "inbox\n".to_string());
    let one = |code| Diagnostic::new(code, span(&file, "inbox"), "say `mailbox`");
    let findings = vec![one(&OF_A_TEAM), one(&codes::HEADER_NOISE)];
    let sarif = FORMATS.iter().find(|f| f.name == "sarif").expect("a format");
    let text = (sarif.write)(&Report::new(&findings, &sources), Options { color: false, width: 100 });
    let run = &serde_json::from_str::<serde_json::Value>(&text).expect("JSON")["runs"][0];
    for result in run["results"].as_array().expect("results") {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
    assert_eq!(run["results"].as_array().map(Vec::len), Some(2));
}

fn compare(name: &str, write: Write, report: &Report<'_>) {
    let seen = write(report, Options { color: false, width: 100 });
    golden::same(format!("tests/report/{name}.out"), &seen);
}

#[test]
fn colour_is_only_where_it_is_asked_for() {
    let mut sources = SourceMap::default();
    let findings = findings(&mut sources);
    let report = Report::new(&findings, &sources);
    for (color, escapes) in [(true, true), (false, false)] {
        let text = gameplan::report::human(&report, Options { color, width: 100 });
        assert_eq!(text.contains('\u{1b}'), escapes);
    }
}

#[test]
fn many_equal_findings_end_in_the_command_that_deals_with_them() {
    let mut sources = SourceMap::default();
    let file = sources.add("a.md".into(), "xxxxx\n".to_string());
    for (fixes, option) in [
        (vec![Some(Safety::Safe)], "--fix` mends"),
        (vec![Some(Safety::Safe), Some(Safety::Unsafe)], "--unsafe-fixes --diff` shows"),
        (vec![Some(Safety::Safe), None], "--format short` lists"),
    ] {
        let one = |n: usize| {
            let span = Span::new(file.id, n..n + 1);
            let found = Diagnostic::new(&codes::LEAK, span, format!("number {n}"));
            match fixes[n % fixes.len()] {
                Some(safety) => found.fix(safety, span, "y"),
                None => found,
            }
        };
        let findings: Vec<Diagnostic> = (0..5).map(one).collect();
        let text = gameplan::report::human(&Report::new(&findings, &sources), Options::default());
        let said = format!("= 2 more in 1 file: `gameplan check --select AU006 {option}");
        assert!(text.contains(&said) && text.matches("error[").count() == 3, "{said}\n{text}");
    }
}

#[test]
fn an_empty_report_says_so() {
    let sources = SourceMap::default();
    let report = Report { files: 3, ..Report::new(&[], &sources) };
    assert_eq!(gameplan::report::human(&report, Options::default()), "nothing found in 3 files\n");
    assert_eq!(gameplan::report::short(&report, Options::default()), "");
}

fn written(name: &str, report: &Report<'_>) -> String {
    let format = FORMATS.iter().find(|f| f.name == name).expect("a format");
    (format.write)(report, Options::default())
}

#[test]
fn pipelines_read_what_was_meant() {
    let mut sources = SourceMap::default();
    let findings = findings(&mut sources);
    let report = Report::new(&findings, &sources);
    for (format, file, read) in [
        ("github", "file", readers::github as fn(&str) -> Option<readers::Note>),
        ("azure", "sourcepath", readers::azure),
    ] {
        let text = written(format, &report);
        let notes: Vec<readers::Note> = text.lines().filter_map(read).collect();
        assert_eq!(notes.len(), findings.len() - usize::from(format == "azure"), "{text}");
        let hostile = notes.iter().find(|n| n.properties[file] == "c/od,d: 100%;].md").expect("its path");
        assert!(hostile.message.contains(&findings[9].message), "{}", hostile.message);
        assert!(hostile.message.contains("a [label](2); `x`, 5%0A\nhelp: write"), "{}", hostile.message);
    }
}

#[test]
fn a_pipeline_shows_ten_of_a_severity_and_the_log_has_the_rest() {
    let mut sources = SourceMap::default();
    let file = sources.add("a.md".into(), "##[error]x ##vso[a.b]c\n".repeat(40));
    let at = |n: u32| Span { source: file.id, start: n * 22, end: n * 22 + 8 };
    let leak = |n: u32| Diagnostic::new(&codes::LEAK, at(n), format!("##[error]{n} ##vso[a.b]c\n::error::d"));
    let mut findings: Vec<Diagnostic> = (0..30).map(leak).collect();
    findings.push(Diagnostic::new(&codes::BAND_GAP, at(39), "an error of another kind"));
    findings.push(Diagnostic::new(&codes::KEY_MISSING, at(38), "a warning"));
    let report = Report::new(&findings, &sources);
    for (format, read) in
        [("github", readers::github as fn(&str) -> Option<readers::Note>), ("azure", readers::azure)]
    {
        let text = written(format, &report);
        let notes: Vec<readers::Note> = text.lines().filter_map(read).collect();
        let errors = notes.iter().filter(|n| n.kind == "error").count();
        assert_eq!((errors, notes.len()), (10, 11), "{text}");
        assert!(
            notes[1].message.ends_with("an error of another kind"),
            "a second kind before the second of one"
        );
        assert!(notes[0].message.contains("29 more like it"), "{}", notes[0].message);
        let plain: Vec<&str> = text.lines().filter(|l| read(l).is_none()).collect();
        assert_eq!(plain.len(), 3 + 21, "{text}");
        let folds = |l: &&&str| {
            ["::group::", "::endgroup::", "##[group]", "##[endgroup]"].iter().any(|f| l.starts_with(f))
        };
        assert_eq!(plain.iter().filter(folds).count(), 2);
        let tries = |l: &&&str| l.trim_start().starts_with("::") || l.contains("##[") || l.contains("##vso[");
        assert_eq!(plain.iter().filter(|l| !folds(l)).filter(tries).count(), 0, "{text}");
        assert_eq!(plain.iter().filter(|l| l.starts_with("error AU006 leak: a.md:")).count(), 21, "{text}");
    }
}

#[test]
fn gitlab_has_its_keys_and_no_fingerprint_twice() {
    let mut sources = SourceMap::default();
    let findings = findings(&mut sources);
    let text = written("gitlab", &Report::new(&findings, &sources));
    let issues: Vec<serde_json::Value> = serde_json::from_str(&text).expect("an array");
    let prints: std::collections::BTreeSet<&str> =
        issues.iter().map(|i| i["fingerprint"].as_str().expect("a text")).collect();
    assert_eq!((prints.len(), issues.len()), (findings.len(), findings.len()));
    for issue in &issues {
        assert!(issue["description"].is_string() && issue["check_name"].is_string());
        assert!(
            ["info", "minor", "major", "critical", "blocker"]
                .contains(&issue["severity"].as_str().expect("a text"))
        );
        assert!(
            issue["location"]["path"].is_string() && issue["location"]["lines"]["begin"].as_u64() > Some(0)
        );
    }
    assert_eq!(written("gitlab", &Report::new(&[], &sources)), "[]\n");
}

#[test]
fn junit_fails_what_fails_the_run() {
    let mut sources = SourceMap::default();
    let findings = findings(&mut sources);
    for (fails_at, failures) in [(Severity::Error, 3), (Severity::Warning, 9), (Severity::Suggestion, 10)] {
        let text = written("junit", &Report { fails_at, ..Report::new(&findings, &sources) });
        readers::xml(&text).expect("well-formed");
        assert!(
            text.contains(&format!("<testsuites name=\"gameplan\" tests=\"10\" failures=\"{failures}\"")),
            "{text}"
        );
        assert_eq!(text.matches("<failure ").count(), failures);
    }
    let nothing = written("junit", &Report { files: 3, ..Report::new(&[], &sources) });
    readers::xml(&nothing).expect("well-formed");
    assert!(
        nothing.contains("tests=\"1\" failures=\"0\"") && nothing.contains("<testcase name=\"3 files\""),
        "{nothing}"
    );
}

#[test]
fn a_summary_fits_into_a_comment_and_counts_the_rest() {
    let mut sources = SourceMap::default();
    let file = sources.add("a.md".into(), "one line of text\n".repeat(3000));
    let at = |n: u32| Span { source: file.id, start: n * 17, end: n * 17 + 3 };
    let many = |n: u32| Diagnostic::new(&codes::TARGET_MISSING, at(n), format!("the link leads to `{n}`"));
    let findings: Vec<Diagnostic> = (0..3000).map(many).collect();
    let report = Report { command: "gameplan check -L x", ..Report::new(&findings, &sources) };
    let text = written("markdown", &report);
    assert!(text.len() < 65_536, "{} bytes", text.len());
    let left = 3000 - text.matches("**LN006**").count();
    assert!(
        text.contains(&format!("- and {left} more, which `gameplan check -L x --format short` lists")),
        "{left}"
    );
    let mut sources = SourceMap::default();
    let mut findings = Vec::new();
    for n in 0..3000 {
        let file =
            sources.add(format!("a folder with a long name/a page with a long name {n}.md"), "x\n".into());
        findings.push(Diagnostic::new(&codes::TARGET_MISSING, Span::new(file.id, 0..1), "a link to nothing"));
    }
    let by = By { key: "path".into(), values: [].into() };
    let text = written("markdown", &Report { by: Some(&by), ..Report::new(&findings, &sources) });
    assert!(text.len() < 65_536, "{} bytes", text.len());
    assert!(text.contains("| and ") && text.lines().last().is_some_and(|l| l.starts_with("and ")), "{text}");
}

#[test]
fn sarif_leaves_the_least_out_where_github_would_refuse_all() {
    let mut sources = SourceMap::default();
    let file = sources.add("a.md".into(), "one line of text\n".to_string());
    let of = |severity| Diagnostic::new(&codes::LEAK, Span::new(file.id, 0..3), "x").severity(severity);
    let mut findings = vec![of(Severity::Suggestion); 25_000];
    findings.push(of(Severity::Error));
    let text = written("sarif", &Report::new(&findings, &sources));
    let log: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 25_000);
    assert_eq!(results.iter().filter(|r| r["level"] == "error").count(), 1);
    let said = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].as_str();
    assert_eq!(said, Some("left out, the least first: 1 finding (GitHub takes 25000 results)"));
}

proptest! {
    /// No text and no span makes a format fail, and the order of the findings never shows.
    #[test]
    fn any_span_can_be_shown(text in "(?s)[ab\\t\\n\\r\u{200b}é😀|]{0,30}", at in 0usize..30, length in 0usize..30) {
        let mut sources = SourceMap::default();
        let file = sources.add("a.md".into(), text.clone());
        let floor = |n: usize| (0..=n.min(text.len())).rev().find(|b| text.is_char_boundary(*b)).unwrap_or(0);
        let start = floor(at);
        let span = Span::new(file.id, start..floor(at + length).max(start));
        let other = Span::new(file.id, 0..0);
        let mut findings = vec![
            Diagnostic::new(&codes::LEAK, span, "one").label(other, "two"),
            Diagnostic::new(&codes::LEAK, other, "three"),
        ];
        let write = |findings: &[Diagnostic]| {
            let report = Report::new(findings, &sources);
            FORMATS.iter().map(|f| (f.write)(&report, Options::default())).collect::<Vec<_>>()
        };
        readers::xml(&written("junit", &Report::new(&findings, &sources))).expect("well-formed");
        let first = write(&findings);
        findings.reverse();
        prop_assert_eq!(first, write(&findings));
    }
}

proptest! {
    /// What makes a finding the same one: no other finding has it, and neither lines above, nor the file's name, nor the
    /// order of the findings change it.
    #[test]
    fn fingerprints_tell_findings_apart_and_stay(
        lines in prop::collection::vec("(TBD|a b|xx yy zz|TBD and TBD)", 1..12),
        above in 0usize..4,
        at in 0usize..12,
    ) {
        let head = "---\ntitle: Moves\n---\n";
        let found = |text: &str, path: &str| {
            let mut sources = SourceMap::default();
            let file = sources.add(path.into(), format!("{head}{text}"));
            let places = file.text.match_indices("TBD").map(|(at, word)| Span::new(file.id, at..at + word.len()));
            let findings: Vec<_> = places.map(|s| Diagnostic::new(&codes::PLACEHOLDER_LEFT, s, "`TBD` is left")).collect();
            let each: Vec<&Diagnostic> = findings.iter().collect();
            let prints = fingerprints(&sources, &each);
            let reversed = fingerprints(&sources, &each.into_iter().rev().collect::<Vec<_>>());
            assert_eq!(prints, reversed.into_iter().rev().collect::<Vec<_>>());
            prints
        };
        let before = found(&lines.join("\n"), "a.md");
        let distinct: std::collections::BTreeSet<_> = before.iter().collect();
        prop_assert_eq!(distinct.len(), before.len());
        let mut moved = lines.clone();
        let place = at.min(moved.len());
        moved.splice(place..place, std::iter::repeat_n("something else".to_string(), above));
        prop_assert_eq!(&found(&moved.join("\r\n"), "elsewhere/b.md"), &before);
        for print in before {
            prop_assert_eq!(print.to_string().parse(), Ok(print));
        }
    }
}
