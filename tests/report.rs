//! The room `report`, by data: one set of findings in every format, under `tests/report/FORMAT.out`.
//! `BLESS=1` writes what was found; read the diff.

use gameplan::diagnostic::{Diagnostic, Safety, Severity, codes};
use gameplan::report::{FORMATS, Options, Report};
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
    out
}

#[test]
fn findings_in_every_format() {
    let mut sources = SourceMap::default();
    let findings = findings(&mut sources);
    let report = Report { findings: &findings, sources: &sources, files: 1204, suppressed: 2, baselined: 0 };
    for format in FORMATS {
        let seen = (format.write)(&report, Options { color: false, width: 100 });
        let path = format!("tests/report/{}.out", format.name);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &seen).expect("bless");
        }
        assert_eq!(seen, std::fs::read_to_string(&path).unwrap_or_default(), "{path}");
    }
}

#[test]
fn colour_is_only_where_it_is_asked_for() {
    let mut sources = SourceMap::default();
    let findings = findings(&mut sources);
    let report = Report { findings: &findings, sources: &sources, files: 1, suppressed: 0, baselined: 0 };
    for (color, escapes) in [(true, true), (false, false)] {
        let text = gameplan::report::human(&report, Options { color, width: 100 });
        assert_eq!(text.contains('\u{1b}'), escapes);
    }
}

#[test]
fn an_empty_report_says_so() {
    let sources = SourceMap::default();
    let report = Report { findings: &[], sources: &sources, files: 3, suppressed: 0, baselined: 0 };
    assert_eq!(gameplan::report::human(&report, Options::default()), "nothing found in 3 files\n");
    assert_eq!(gameplan::report::short(&report, Options::default()), "");
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
            let report = Report { findings, sources: &sources, files: 1, suppressed: 0, baselined: 0 };
            FORMATS.iter().map(|f| (f.write)(&report, Options::default())).collect::<Vec<_>>()
        };
        let first = write(&findings);
        findings.reverse();
        prop_assert_eq!(first, write(&findings));
    }
}
