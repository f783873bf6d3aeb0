//! Headers of pages and their dates. In: `tests/front_matter`. Out: differences from the accepted text.
//! Never: the body of a page.

#[path = "support/golden.rs"]
mod golden;
#[path = "support/shown.rs"]
mod shown;

use gameplan::diagnostic::{Findings, codes};
use gameplan::model::front_matter::FrontMatter;
use gameplan::parse::{date, front_matter};
use gameplan::source::{SourceFile, SourceId, SourceMap};
use proptest::prelude::*;

fn read(text: &str) -> (FrontMatter, usize, Findings, SourceMap) {
    let mut map = SourceMap::default();
    let mut findings = Findings::default();
    let file = map.add("a.md".into(), text.to_string());
    let (header, body) = front_matter::read(&file, &mut findings);
    findings.sort();
    (header, body, findings, map)
}

fn shown(text: &str) -> String {
    let (header, body, findings, map) = read(text);
    let mut out = match header.span {
        Some(span) => format!("header {}\n", shown::place(span, &map)),
        None => "no header\n".to_string(),
    };
    if header.unreadable {
        out += "unreadable\n";
    }
    for entry in &header.entries {
        let list = entry.list.as_ref().map_or(String::new(), |list| format!(" of {}", list.len()));
        let places = (shown::place(entry.key.span, &map), shown::place(entry.value.span, &map));
        out += &format!("{} {:?}: {} {:?}{list}\n", places.0, entry.key.value, places.1, entry.value.value);
    }
    out += &format!("body {:?}\n", text[body..].lines().next().unwrap_or(""));
    out + &shown::findings(&findings, &map)
}

#[test]
fn headers_are_read_as_dirty_as_they_are() {
    let mut differences = Vec::new();
    for path in golden::files("tests/front_matter", "md") {
        let text = golden::text(&path);
        differences.push(golden::differs(&path.with_extension("txt"), &shown(&text)));
        for (end, _) in text.char_indices() {
            read(&text[..end]);
        }
    }
    golden::none(differences);
}

#[test]
fn a_fix_removes_its_finding_and_keeps_the_values() {
    let mut fixes = 0;
    for path in golden::files("tests/front_matter", "md") {
        let text = golden::text(&path);
        let (header, _, findings, _) = read(&text);
        for found in findings.0.iter().filter(|d| d.fix.is_some()) {
            let (after, _, left, _) = read(&shown::mended(&text, found).expect("a fix"));
            assert!(left.0.len() < findings.0.len(), "{}", path.display());
            for entry in &header.entries {
                assert_eq!(after.text(&entry.key.value), header.text(&entry.key.value), "{}", path.display());
            }
            fixes += 1;
        }
    }
    assert!(fixes >= 4, "only {fixes} fixes were tried");
}

#[test]
fn dates_of_pages_are_read_in_us_order() {
    let cases = [
        ("4/05/2019", Some("2019-04-05")),
        ("04/5/2019", Some("2019-04-05")),
        (" 12/31/2020 ", Some("2020-12-31")),
        ("4/05/19", Some("2019-04-05")),
        ("2019-04-05", Some("2019-04-05")),
        ("13/05/2019", None),
        ("2/30/2019", None),
        ("4/05/0019", None),
        ("4/05/2219", None),
        ("004/05/2019", None),
        ("4/05", None),
        ("+4/05/2019", None),
        ("April 2019", None),
        ("", None),
    ];
    for (text, due) in cases {
        let read = date::page_date(text);
        assert_eq!(read.date.map(|d| d.to_string()).as_deref(), due, "{text}");
        assert_eq!(read.text, text.trim());
    }
}

#[test]
fn dates_of_records_are_iso_only() {
    assert_eq!(date::iso("2026-03-10").map(|d| d.to_string()).as_deref(), Some("2026-03-10"));
    assert_eq!(date::month("2026-08").map(|m| m.to_string()).as_deref(), Some("2026-08"));
    for text in ["2026-3-10", "2026-02-30", "3/10/2026", "26-03-10", "2026-03-10 ", "2026-03", "２026-03-10"]
    {
        assert_eq!(date::iso(text), None, "{text}");
    }
    for text in ["2026-8", "2026-13", "2026-00", "2026-08-01", "1969-01", "08-2026"] {
        assert_eq!(date::month(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_header_is_read(inner in "[a-c.:@>%\"'\\[\\]{}#& \\t\\r\\n-]{0,60}", bom in any::<bool>()) {
        let text = format!("{}---\n{inner}\n---\nbody\n", if bom { "\u{feff}" } else { "" });
        let (header, body, findings, _) = read(&text);
        prop_assert!(header.span.is_some());
        prop_assert!(text.is_char_boundary(body) && body <= text.len());
        for entry in &header.entries {
            prop_assert!(text.get(entry.key.span.range()).is_some());
            prop_assert!(text.get(entry.value.span.range()).is_some());
        }
        let broken = findings.0.iter().any(|d| d.code == &codes::HEADER_UNREADABLE);
        prop_assert_eq!(header.unreadable, broken);
    }

    #[test]
    fn a_header_and_its_values_survive_any_line_end(keys in prop::collection::btree_map("[a-z]{1,8}", "[a-z]{1,8}( [a-z]{1,8}){0,3}", 1..5), crlf in any::<bool>()) {
        let end = if crlf { "\r\n" } else { "\n" };
        let lines: String = keys.iter().map(|(k, v)| format!("{k}: {v}{end}")).collect();
        let text = format!("---{end}{lines}---{end}body");
        let file = SourceFile::new(SourceId(0), "a.md".into(), text.clone());
        let mut findings = Findings::default();
        let (header, body) = front_matter::read(&file, &mut findings);
        prop_assert!(findings.0.is_empty());
        prop_assert_eq!(&text[body..], "body");
        for (key, value) in keys {
            prop_assume!(!["null", "true"].contains(&value.as_str()));
            prop_assert_eq!(header.text(&key), Some(value.as_str()));
        }
    }
}
