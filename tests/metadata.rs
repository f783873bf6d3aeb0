//! The run `metadata`: the front matter as a table and back. In: the demo library, the real one where
//! `GAMEPLAN_LIBRARY` says where it is, invented pages. Out: failures. Never: a library changed; copies are.

use gameplan::edit::front_matter;
use gameplan::model::date::Date;
use gameplan::parse::import::sheet::{self, Form};
use gameplan::pipeline::{Filter, Library, apply_metadata, export_metadata, metadata_table};
use gameplan::render::table;
use gameplan::source::{SourceFile, SourceId, SourceMap};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn libraries() -> Vec<PathBuf> {
    let real = std::env::var_os("GAMEPLAN_LIBRARY").map(PathBuf::from);
    [Some(PathBuf::from("content")), real].into_iter().flatten().collect()
}

fn library(root: &Path) -> Library {
    let today: Date = "2026-09-08".parse().expect("a day");
    Library { root: root.to_path_buf(), as_of: None, today }
}

fn pages(root: &Path) -> BTreeMap<String, String> {
    let entries = walkdir::WalkDir::new(root).into_iter().map(|e| e.expect("entry"));
    let named =
        |e: &walkdir::DirEntry| e.file_type().is_file() && e.path().extension().is_some_and(|x| x == "md");
    let read = |e: walkdir::DirEntry| {
        let path = e.path().strip_prefix(root).expect("below").display().to_string();
        Some((path, std::fs::read_to_string(e.path()).ok()?))
    };
    entries.filter(named).filter_map(read).collect()
}

fn copied(root: &Path) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("temp");
    for (path, text) in pages(root) {
        let file = dir.path().join(path);
        std::fs::create_dir_all(file.parent().expect("folder")).expect("folder");
        std::fs::write(file, text).expect("written");
    }
    dir
}

/// Both formats, written although there is nothing to write: every byte stays.
#[test]
fn an_untouched_table_changes_nothing() {
    for root in libraries() {
        let copy = copied(&root);
        let before = pages(copy.path());
        let tables = tempfile::tempdir().expect("temp");
        for (name, workbook) in [("pages.csv", false), ("pages.xlsx", true)] {
            let file = tables.path().join(name);
            let bytes =
                export_metadata(&library(copy.path()), &Filter::default(), workbook).expect("exported");
            std::fs::write(&file, &bytes).expect("written");
            let again =
                export_metadata(&library(copy.path()), &Filter::default(), workbook).expect("exported");
            assert_eq!(bytes, again, "the same library gives the same table");
            let applied = apply_metadata(&library(copy.path()), &file, true).expect("applied");
            assert_eq!((applied.changes, applied.conflicts), (vec![], vec![]), "{}", root.display());
            assert!(applied.written && applied.pages > 5);
            assert_eq!(pages(copy.path()), before);
        }
    }
}

/// Every value of every page, set to another one and back, is the page as it was.
#[test]
fn a_value_set_and_set_back_leaves_every_byte() {
    let mut tried = 0;
    for root in libraries() {
        let (header, rows) = metadata_table(&library(&root), &Filter::default()).expect("a table");
        let texts = pages(&root);
        // A part of the pages will do: every way to write a value occurs in it.
        for row in rows.into_iter().step_by(4) {
            let file = |text: &str| SourceFile::new(SourceId(0), row[0].clone(), text.to_string());
            let text = &texts[&row[0]];
            for (key, value) in
                header.iter().zip(&row).skip(2).filter(|(_, v)| !v.is_empty() && !v.contains('\n'))
            {
                let set = |text: &str, value: &str| {
                    front_matter::set(&file(text), &[(key.clone(), value.to_string())])
                };
                let Ok(other) = set(text, "Another value") else { continue };
                assert_ne!(&other, text);
                // Quotes that the value needs may come back in another kind.
                let back = set(&other, value).expect("set back");
                let quoted = |t: &str| {
                    t.chars().filter(|c| !matches!(c, '"' | '\'' | '[' | ']' | '\\')).collect::<String>()
                };
                assert_eq!(quoted(&back), quoted(text), "{} {key}", row[0]);
                tried += 1;
            }
        }
    }
    assert!(tried > 20, "{tried} values were tried");
}

const PAGE: &str = "\u{feff}---  \r\ntitle: Old   # why\r\ndescription: \"Quoted\"\r\nft.audience: [internal, partner]\r\nms.custom:\r\nft.owner: alindq\r\n---\r\n\r\n# Old\r\n\r\n---\r\ntitle: not this\r\n---\r\n";

fn set(key: &str, value: &str) -> Result<String, (String, String)> {
    let file = SourceFile::new(SourceId(0), "page.md".into(), PAGE.into());
    front_matter::set(&file, &[(key.to_string(), value.to_string())])
}

#[test]
fn one_value_changes_and_no_other_byte() {
    for (key, value, from, to) in [
        ("title", "New", "title: Old ", "title: New "),
        ("title", "New: better", "title: Old ", "title: \"New: better\" "),
        ("title", "", "title: Old ", "title:  "),
        ("description", "It's", "\"Quoted\"", "\"It's\""),
        ("ft.audience", "internal", "[internal, partner]", "[internal]"),
        ("ms.custom", "x", "ms.custom:\r", "ms.custom: x\r"),
        ("ms.topic", "guide", "alindq\r\n", "alindq\r\nms.topic: guide\r\n"),
    ] {
        assert_eq!(set(key, value).as_deref(), Ok(PAGE.replacen(from, to, 1).as_str()), "{key}");
    }
    assert!(set("title", "two\nlines").is_err());
    assert!(set("no key", "x").is_err());
}

#[test]
fn what_changed_meanwhile_is_a_conflict_and_nothing_is_written() {
    let dir = tempfile::tempdir().expect("temp");
    for name in ["a.md", "b.md"] {
        std::fs::write(dir.path().join(name), "---\ntitle: One\nft.owner: alindq\n---\n\n# One\n")
            .expect("page");
    }
    let out = tempfile::tempdir().expect("temp");
    let file = out.path().join("pages.csv");
    let filter = Filter { owner: Some("ALINDQ".into()), ..Filter::default() };
    let table = export_metadata(&library(dir.path()), &filter, false).expect("exported");
    let edited = String::from_utf8(table).expect("UTF-8").replace(",One,", ",=Two,");
    std::fs::write(&file, &edited).expect("written");
    std::fs::write(dir.path().join("b.md"), "---\ntitle: Three\nft.owner: alindq\n---\n\n# One\n")
        .expect("page");
    let before = pages(dir.path());
    let applied = apply_metadata(&library(dir.path()), &file, true).expect("compared");
    assert!(!applied.written && applied.changes.len() == 1);
    assert_eq!(applied.conflicts[0].1, "b.md");
    assert_eq!(pages(dir.path()), before);
    std::fs::write(dir.path().join("b.md"), &before["a.md"]).expect("page");
    assert!(apply_metadata(&library(dir.path()), &file, true).expect("applied").written);
    assert_eq!(pages(dir.path())["a.md"], before["a.md"].replace("title: One", "title: =Two"));
}

/// What spreadsheets make of days: a day typed in takes the page's order, one turned around is a conflict.
#[test]
fn days_take_the_order_of_the_page() {
    let dir = tempfile::tempdir().expect("temp");
    let page = |day: &str| format!("---\ntitle: One\nms.date: {day}\n---\n\n# One\n");
    let file = dir.path().join("pages.csv");
    for (old, cell, new) in [
        ("1/8/2020", "2026-08-27", Some("8/27/2026")),
        ("01/08/2020", "2026-08-27", Some("08/27/2026")),
        ("2020-01-08", "2026-08-27", Some("2026-08-27")),
        ("1/8/2020", "08/27/2026", Some("08/27/2026")),
        ("1/8/2020", "01/08/2020", Some("1/8/2020")),
        ("1/8/2020", "2020-01-08", Some("1/8/2020")),
        ("1/8/2020", "08.01.2020", None),
        ("soon", "later", Some("later")),
        ("1/8/2020", "", Some("")),
    ] {
        std::fs::write(dir.path().join("a.md"), page(old)).expect("page");
        let table = export_metadata(&library(dir.path()), &Filter::default(), false).expect("exported");
        let table =
            String::from_utf8(table).expect("UTF-8").replace(&format!(",{old},"), &format!(",{cell},"));
        std::fs::write(&file, table).expect("written");
        let applied = apply_metadata(&library(dir.path()), &file, true).expect("applied");
        assert_eq!(applied.conflicts.len(), usize::from(new.is_none()), "{old} {cell}");
        assert_eq!(pages(dir.path())["a.md"], page(new.unwrap_or(old)), "{old} {cell}");
    }
}

#[test]
fn filters_choose_pages() {
    let count = |filter: Filter| {
        metadata_table(&library(Path::new("content")), &filter).map_or(0, |(_, rows)| rows.len())
    };
    let all = count(Filter::default());
    for (name, filter) in [
        ("glob", Filter { glob: Some("playbook/**".into()), ..Filter::default() }),
        ("audience", Filter { audience: Some("customer".into()), ..Filter::default() }),
    ] {
        let some = count(filter);
        assert!(some > 0 && some < all, "{name}: {some} of {all}");
    }
    assert_eq!(count(Filter { glob: Some("nowhere/**".into()), ..Filter::default() }), 0);
}

proptest! {
    #[test]
    fn any_value_is_read_back_or_refused(value in "[ -~äß\\n]{0,20}", key in "title|description|ft.owner|ms.custom|ms.new") {
        if let Ok(text) = set(&key, &value) {
            let file = SourceFile::new(SourceId(0), "page.md".into(), text);
            let (front, body) = gameplan::parse::front_matter::read(&file, &mut Default::default());
            prop_assert_eq!(front.text(&key).unwrap_or(""), value.trim());
            prop_assert!(file.text[body..].starts_with("\r\n# Old\r\n\r\n---\r\n"));
        }
    }

    #[test]
    fn every_cell_comes_back(cells in proptest::collection::vec("[=+@'a\",;-]{1,6}", 2..5)) {
        let header: Vec<String> = cells.iter().map(|_| "h".to_string()).collect();
        let bytes = table::csv(&header, std::slice::from_ref(&cells));
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        prop_assert!(text.lines().nth(1).is_some_and(|l| !l.starts_with(['=', '+', '-', '@'])));
        let mut sources = SourceMap::default();
        let form = Form { delimiter: Some(b','), ..Form::default() };
        let read = sheet::read("t.csv", &bytes, &form, &mut sources, &mut Default::default()).expect("a table");
        let back: Vec<String> = (0..cells.len()).map(|c| table::unguarded(&read.text(&read.rows[1], c)).to_string()).collect();
        let trimmed = |c: &String| c.trim().to_string();
        prop_assert_eq!(back.iter().map(trimmed).collect::<Vec<_>>(), cells.iter().map(trimmed).collect::<Vec<_>>());
    }
}
