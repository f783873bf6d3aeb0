//! The same library gives the same bytes (DESIGN.md, invariants 1 and 3): with one thread or eight, in another
//! folder, with files made in another order; a second build writes nothing.
//! In: the demo library, the small one of these tests. Out: equal trees. Never: a clock.

#[path = "support/folders.rs"]
mod folders;
#[path = "support/program.rs"]
mod program;

use folders::{plant, tree};
use program::{SMALL, run};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

type Tree = BTreeMap<String, Vec<u8>>;

/// Folders with a library: the demo, the small one.
fn libraries() -> Vec<PathBuf> {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    [demo, PathBuf::from(SMALL)].into_iter().filter(|f| f.is_dir()).collect()
}

/// The library's own files: a build made by hand may stand beside them.
fn files(folder: &Path) -> Tree {
    let mut files = tree(folder);
    files.retain(|path, _| !path.starts_with("public/"));
    files
}

fn build(folder: &Path, arguments: &[&str]) -> String {
    let ran = run(folder, &[&["build", "--format", "json", "--as-of", "2026-09-08"], arguments].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

/// The first path in which two trees differ.
fn differs(a: &Tree, b: &Tree) -> Option<String> {
    let paths = a.keys().chain(b.keys());
    paths.into_iter().find(|p| a.get(*p) != b.get(*p)).cloned()
}

#[test]
fn threads_folder_and_order_of_files_change_nothing() {
    for library in libraries() {
        let files = files(&library);
        let dir = tempfile::tempdir().expect("temp");
        let [first, other] = ["first", "another/folder below"].map(|name| dir.path().join(name));
        plant(&files, &first, false);
        plant(&files, &other, true);
        build(&first, &["--jobs", "1"]);
        build(&other, &["--jobs", "8"]);
        let [one, eight] = [&first, &other].map(|folder| tree(&folder.join("public")));
        assert!(one.len() > 20, "{} gave {} files", library.display(), one.len());
        assert!(one.keys().filter(|p| p.ends_with(".build.json")).count() >= 3, "no manifests");
        assert_eq!(differs(&one, &eight), None, "{}", library.display());
    }
}

#[test]
fn the_answers_of_show_and_check_are_the_same_too() {
    for library in libraries() {
        let files = files(&library);
        let dir = tempfile::tempdir().expect("temp");
        let [first, other] = ["first", "other"].map(|name| dir.path().join(name));
        plant(&files, &first, false);
        plant(&files, &other, true);
        let record = files.keys().find_map(|p| p.strip_prefix("customers/")?.strip_suffix(".yml"));
        let page = files.keys().find(|p| p.contains("playbook/") && p.ends_with(".md")).expect("a page");
        let asked = [
            vec!["show", "customer", record.expect("a record"), "--format", "json"],
            vec!["show", "playbook", page, "--format", "json"],
            vec!["show", "settings", "--format", "json"],
            vec!["check", "--format", "json"],
        ];
        for arguments in asked {
            let [one, two] = [&first, &other].map(|folder| run(folder, &arguments).out);
            assert!(one.len() > 100, "{arguments:?}: {one}");
            assert_eq!(one, two, "{arguments:?}");
        }
    }
}

#[test]
fn a_second_build_writes_nothing() {
    for library in libraries() {
        let dir = tempfile::tempdir().expect("temp");
        plant(&files(&library), dir.path(), false);
        build(dir.path(), &[]);
        let before = tree(&dir.path().join("public"));
        let time =
            |path: &str| std::fs::metadata(dir.path().join("public").join(path)).and_then(|m| m.modified());
        let stamps: Vec<_> = before.keys().map(|p| time(p).expect("a time")).collect();
        let answer: serde_json::Value = serde_json::from_str(&build(dir.path(), &[])).expect("JSON");
        for (folder, root) in answer["audiences"].as_object().expect("roots") {
            assert_eq!((&root["written"], &root["removed"]), (&0.into(), &0.into()), "{folder}");
            assert!(root["unchanged"].as_u64() > Some(0), "{folder}");
        }
        let after = tree(&dir.path().join("public"));
        assert_eq!(differs(&before, &after), None);
        assert_eq!(after.keys().map(|p| time(p).expect("a time")).collect::<Vec<_>>(), stamps);
    }
}

#[test]
fn a_new_build_is_the_same_as_one_over_an_older_one() {
    for library in libraries() {
        let dir = tempfile::tempdir().expect("temp");
        let [fresh, grown] = ["fresh", "grown"].map(|name| dir.path().join(name));
        let files = files(&library);
        plant(&files, &fresh, false);
        let mut fewer = files.clone();
        let is_record = |p: &String| p.starts_with("customers/");
        let gone = files.keys().find(|p| is_record(p)).expect("a record").clone();
        fewer.remove(&gone);
        let changed = files.keys().rfind(|p| is_record(p)).expect("a record").clone();
        let text =
            String::from_utf8_lossy(&files[&changed]).replacen("region:", "segment: small\nregion:", 1);
        if !String::from_utf8_lossy(&files[&changed]).contains("segment:") {
            fewer.insert(changed, text.into_bytes());
        }
        plant(&fewer, &grown, false);
        build(&grown, &[]);
        plant(&files, &grown, false);
        build(&fresh, &[]);
        build(&grown, &[]);
        let [a, b] = [&fresh, &grown].map(|folder| tree(&folder.join("public")));
        assert_eq!(differs(&a, &b), None, "{}", library.display());
    }
}
