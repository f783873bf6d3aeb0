//! The room `output`: a root is published whole or not at all (DESIGN.md, invariant 3).

use gameplan::output::{Counts, Fault, Manifest, Published, Publisher, Root, create, unsafe_because};
use gameplan::render::artifact::Artifact;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn artifact(path: &str, text: &str) -> Artifact {
    let sources = vec![format!("{path}.md")];
    Artifact { path: path.into(), bytes: text.into(), label: "internal".into(), sources }
}

fn open(out: &Path) -> Publisher {
    Root::open(out, "internal").expect("open").publisher()
}

fn accept(publisher: &Publisher, files: &[(&str, &str)]) {
    for (path, text) in files {
        publisher.accept(artifact(path, text)).expect("accept");
    }
}

fn build(out: &Path, files: &[(&str, &str)]) -> Published {
    let publisher = open(out);
    accept(&publisher, files);
    publisher.publish().expect("publish")
}

/// Everything below `out` with content, names of hidden files too.
fn tree(out: &Path) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(out).min_depth(1).into_iter().map(|e| e.expect("entry"));
    files
        .filter(|e| !e.file_type().is_dir())
        .map(|e| {
            let path = e.path().strip_prefix(out).expect("below").to_string_lossy().into_owned();
            (path, fs::read_to_string(e.path()).expect("text"))
        })
        .collect()
}

fn manifest(out: &Path) -> Manifest {
    Manifest::read(&out.join("internal.build.json")).expect("manifest").expect("there")
}

#[test]
fn a_first_build_writes_everything_and_a_second_nothing() {
    let dir = tempfile::tempdir().expect("temp");
    let out = dir.path().join("public");
    let files = [("index.html", "<p>a"), ("customers/x/index.html", "<p>b")];
    let first = build(&out, &files);
    assert_eq!(first.counts, Counts { written: 2, unchanged: 0, removed: 0, bytes: 8 });
    let before = tree(&out);
    let paths: Vec<_> = before.keys().map(String::as_str).collect();
    assert_eq!(paths, ["internal.build.json", "internal/customers/x/index.html", "internal/index.html"]);
    let times = |p: &str| fs::metadata(out.join(p)).and_then(|m| m.modified()).expect("time");
    let stamps = (times("internal.build.json"), times("internal/index.html"), times("internal"));
    let second = build(&out, &files);
    assert_eq!(second.counts, Counts { written: 0, unchanged: 2, removed: 0, bytes: 8 });
    assert_eq!(tree(&out), before);
    assert_eq!((times("internal.build.json"), times("internal/index.html"), times("internal")), stamps);
}

#[test]
fn the_manifest_says_what_stands_there() {
    let dir = tempfile::tempdir().expect("temp");
    build(dir.path(), &[("b.html", "b"), ("a.html", "a")]);
    let text = fs::read_to_string(dir.path().join("internal.build.json")).expect("text");
    assert_eq!(
        text,
        "{\n\"a.html\": {\"hash\":\"e6c632b61e964e1f\",\"label\":\"internal\",\"sources\":[\"a.html.md\"]},\n\
         \"b.html\": {\"hash\":\"575a0b1c44d8843f\",\"label\":\"internal\",\"sources\":[\"b.html.md\"]}\n}\n"
    );
}

#[test]
fn what_changed_is_written_and_what_is_gone_is_removed() {
    let dir = tempfile::tempdir().expect("temp");
    let out = dir.path();
    build(out, &[("a.html", "a"), ("b/b.html", "b"), ("c/c.html", "c")]);
    let published = build(out, &[("a.html", "a"), ("b/b.html", "B")]);
    assert_eq!(published.counts, Counts { written: 1, unchanged: 1, removed: 1, bytes: 2 });
    assert_eq!(fs::read_to_string(out.join("internal/b/b.html")).expect("b"), "B");
    assert!(!out.join("internal/c").exists());
    assert_eq!(manifest(out).files.keys().collect::<Vec<_>>(), ["a.html", "b/b.html"]);
}

#[cfg(unix)]
#[test]
fn unchanged_files_are_linked_not_copied() {
    use std::os::unix::fs::MetadataExt;
    let dir = tempfile::tempdir().expect("temp");
    build(dir.path(), &[("a.html", "a"), ("b.html", "b")]);
    let inode = |p: &str| fs::metadata(dir.path().join("internal").join(p)).expect("there").ino();
    let before = (inode("a.html"), inode("b.html"));
    build(dir.path(), &[("a.html", "a"), ("b.html", "B")]);
    assert_eq!(inode("a.html"), before.0);
    assert_ne!(inode("b.html"), before.1);
}

#[test]
fn a_file_that_someone_changed_or_removed_is_mended() {
    let dir = tempfile::tempdir().expect("temp");
    let out = dir.path();
    let files = [("a.html", "aa"), ("b.html", "bb")];
    build(out, &files);
    fs::write(out.join("internal/a.html"), "zz").expect("write");
    fs::remove_file(out.join("internal/b.html")).expect("remove");
    assert_eq!(build(out, &files).counts.written, 2);
    assert_eq!(fs::read_to_string(out.join("internal/a.html")).expect("a"), "aa");
}

#[test]
fn files_of_others_are_carried_over_and_named() {
    let dir = tempfile::tempdir().expect("temp");
    let out = dir.path();
    build(out, &[("a.html", "a")]);
    fs::write(out.join("internal/CNAME"), "example.org").expect("write");
    fs::create_dir_all(out.join("internal/.well-known")).expect("folder");
    fs::write(out.join("internal/.well-known/x.txt"), "x").expect("write");
    for text in ["a", "b"] {
        let published = build(out, &[("a.html", text)]);
        assert_eq!(published.foreign, [".well-known/x.txt", "CNAME"]);
        assert_eq!(published.replaced, Vec::<String>::new());
        assert_eq!(fs::read_to_string(out.join("internal/CNAME")).expect("kept"), "example.org");
        assert!(!manifest(out).files.contains_key("CNAME"));
    }
    let published = build(out, &[("a.html", "b"), ("CNAME", "ours")]);
    assert_eq!(
        (published.foreign, published.replaced),
        (vec![".well-known/x.txt".into()], vec!["CNAME".into()])
    );
}

#[test]
fn an_abandoned_build_leaves_the_root_as_it_was() {
    let dir = tempfile::tempdir().expect("temp");
    let out = dir.path();
    build(out, &[("a.html", "a")]);
    let before = tree(out);
    let publisher = open(out);
    accept(&publisher, &[("a.html", "changed"), ("b.html", "b")]);
    assert!(out.join(".internal.staging/b.html").exists());
    publisher.abandon();
    assert_eq!(tree(out), before);
}

#[test]
fn a_crash_at_any_step_leaves_a_complete_root() {
    let dir = tempfile::tempdir().expect("temp");
    let out = dir.path();
    let root = out.join("internal");
    build(out, &[("a.html", "a"), ("b.html", "b")]);
    // While staging: the process ends without any clearing.
    let publisher = open(out);
    accept(&publisher, &[("a.html", "later")]);
    std::mem::forget(publisher);
    assert_eq!(fs::read_to_string(root.join("a.html")).expect("a"), "a");
    fs::remove_file(out.join(".internal.lock")).expect("the forgotten lock");
    assert_eq!(build(out, &[("a.html", "a"), ("b.html", "b")]).counts.written, 0);
    assert!(!out.join(".internal.staging").exists());
    // Between two renames: the old root lies aside.
    fs::rename(&root, out.join(".internal.old")).expect("rename");
    assert_eq!(build(out, &[("a.html", "a"), ("b.html", "b")]).counts.written, 0);
    // Behind the swap, before the manifest is in place: new files are known as ours by the announced manifest.
    let old = fs::read(out.join("internal.build.json")).expect("manifest");
    build(out, &[("a.html", "a"), ("c.html", "c")]);
    fs::rename(out.join("internal.build.json"), out.join("internal.build.json.next")).expect("rename");
    fs::write(out.join("internal.build.json"), old).expect("write");
    let published = build(out, &[("a.html", "a")]);
    assert_eq!((published.counts.removed, published.foreign), (1, vec![]));
    assert!(!root.join("c.html").exists());
}

#[test]
fn a_second_build_at_the_same_time_is_refused() {
    let dir = tempfile::tempdir().expect("temp");
    let first = open(dir.path());
    let fault = Root::open(dir.path(), "internal").expect_err("held");
    assert!(fault.to_string().contains("another run is writing this folder"), "{fault}");
    Root::open(dir.path(), "partner").expect("another root is free");
    drop(first);
    Root::open(dir.path(), "internal").expect("free again");
}

#[test]
fn a_partial_build_carries_the_rest_over() {
    let dir = tempfile::tempdir().expect("temp");
    let out = dir.path();
    let carried = |path: &str| !path.starts_with("customers/x/");
    let fault = Root::open(out, "internal").expect("open").partial(carried).err().expect("refused");
    assert!(fault.to_string().contains("build all of it once"), "{fault}");
    build(out, &[("a.html", "a"), ("customers/x/index.html", "x"), ("customers/x/old.html", "o")]);
    let publisher = Root::open(out, "internal").expect("open").partial(carried).expect("stands");
    accept(&publisher, &[("customers/x/index.html", "X")]);
    let counts = publisher.publish().expect("publish").counts;
    assert_eq!(counts, Counts { written: 1, unchanged: 1, removed: 1, bytes: 1 });
    assert_eq!(manifest(out).files.keys().collect::<Vec<_>>(), ["a.html", "customers/x/index.html"]);
}

#[test]
fn two_artifacts_on_one_path_stop_the_root() {
    let dir = tempfile::tempdir().expect("temp");
    let out = dir.path();
    build(out, &[("a.html", "a")]);
    let before = tree(out);
    let publisher = open(out);
    accept(&publisher, &[("a.html", "1"), ("a.html", "2"), ("b", "b"), ("b/c", "c"), ("../x", "x")]);
    let clash = |path: &str, sources: &[&str]| Fault::Clash {
        path: path.into(),
        sources: sources.iter().map(|s| (*s).to_string()).collect(),
    };
    let unsafe_path = Fault::Unsafe {
        path: "../x".into(),
        because: "it leads upwards or to itself",
        sources: vec!["../x.md".into()],
    };
    let expected = [clash("a.html", &["a.html.md"; 2]), clash("b", &["b.md", "b/c.md"]), unsafe_path];
    assert_eq!(publisher.faults(), expected);
    assert!(publisher.publish().is_err());
    assert_eq!(tree(out), before);
}

#[test]
fn artifacts_come_from_many_threads() {
    let dir = tempfile::tempdir().expect("temp");
    let publisher = open(dir.path());
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let publisher = &publisher;
            scope.spawn(move || {
                for n in 0..50 {
                    publisher.accept(artifact(&format!("c/{n}/{thread}.html"), "x")).expect("accept");
                }
            });
        }
    });
    assert_eq!(publisher.publish().expect("publish").counts.written, 400);
    assert_eq!(manifest(dir.path()).files.len(), 400);
}

#[test]
fn paths_stay_below_the_root_on_every_system() {
    for path in ["a.html", "a/b/c.html", ".well-known/x", "console.md", "größe.html", "a b.html"] {
        assert_eq!(unsafe_because(path), None, "{path}");
    }
    let refused =
        ["", "/a", "a//b", "a/", "../a", "a/../b", "./a", "a\\b", "c:a", "a\0", "a\n", "aux.html", "a/NUL"];
    for path in refused.iter().chain(&["a.", "a ", "x?y", &"a".repeat(256)]) {
        assert!(unsafe_because(path).is_some(), "{path:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_root_that_is_a_link_is_refused() {
    let dir = tempfile::tempdir().expect("temp");
    fs::create_dir(dir.path().join("real")).expect("folder");
    std::os::unix::fs::symlink(dir.path().join("real"), dir.path().join("internal")).expect("link");
    assert!(Root::open(dir.path(), "internal").is_err());
}

#[test]
fn new_files_never_overwrite() {
    let dir = tempfile::tempdir().expect("temp");
    let text = |path: &str| (path.to_string(), "new".to_string());
    create(dir.path(), &[text("a/b.md")], Vec::new()).expect("created");
    assert!(create(dir.path(), &[text("a/c.md"), text("a/b.md")], Vec::new()).is_err());
    assert_eq!(tree(dir.path()).keys().collect::<Vec<_>>(), ["a/b.md"]);
    assert!(create(dir.path(), &[text("../x.md")], Vec::new()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever stood there before, a build leaves exactly its own files, and its counts add up.
    #[test]
    fn a_build_leaves_its_own_files(
        before in proptest::collection::btree_map("[abc](/[de])?\\.h", "[xy]", 0..5),
        after in proptest::collection::btree_map("[abc](/[de])?\\.h", "[xy]", 0..5),
    ) {
        let dir = tempfile::tempdir().expect("temp");
        let pairs = |m: &BTreeMap<String, String>| {
            m.iter().map(|(p, t)| (p.clone(), t.clone())).collect::<Vec<_>>()
        };
        for files in [&before, &after] {
            let files = pairs(files);
            let files: Vec<_> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
            build(dir.path(), &files);
        }
        let mut there = tree(dir.path());
        there.remove("internal.build.json");
        let expected: BTreeMap<_, _> = after.iter().map(|(p, t)| (format!("internal/{p}"), t.clone())).collect();
        prop_assert_eq!(there, expected);
        let files = pairs(&after);
        let files: Vec<_> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
        let again = build(dir.path(), &files).counts;
        prop_assert_eq!((again.written, again.removed, again.unchanged), (0, 0, after.len()));
    }
}
