//! The room `source`: globs, the walk, reading.

use gameplan::source::git::{self, Revision};
use gameplan::source::glob::Globs;
use gameplan::source::read::{self, ReadFault};
use gameplan::source::walk::{self, Skip};
use gameplan::source::{SourceFile, SourceId};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

fn globs(patterns: &[&str]) -> Globs {
    Globs::new(&patterns.iter().map(|p| (*p).to_string()).collect::<Vec<_>>())
}

#[test]
fn globs_take_what_docfx_takes() {
    // pattern, path, whether it is taken
    let table = [
        ("**/*.md", "a.md", true),
        ("**/*.md", "x/y/a.md", true),
        ("**/*.md", "x/a.yml", false),
        ("**/**.yml", "toc.yml", true),
        ("**/**.yml", "x/y/toc.yml", true),
        ("**/archive/**", "archive/a.md", true),
        ("**/archive/**", "p/archive/q/a.md", true),
        ("**/archive/**", "p/archived/a.md", false),
        ("README.md", "README.md", true),
        ("README.md", "x/README.md", false),
        ("contribute/*.md", "contribute/x/a.md", false),
        ("playbook/", "playbook/x/a.md", true),
        ("./playbook/**", "playbook/a.md", true),
        ("?.{md,txt}", "a.txt", true),
        ("[a-c].md", "d.md", false),
        ("!a.md", "b.md", false),
        ("**/*.MD", "a.md", false),
        ("", "a.md", false),
    ];
    for (pattern, path, taken) in table {
        assert_eq!(globs(&[pattern]).matches(path).is_some(), taken, "{pattern} on {path}");
    }
}

#[test]
fn the_first_pattern_that_takes_a_path_counts() {
    let globs = globs(&["playbook/b*.md", "playbook/**", "**/*.md"]);
    assert_eq!(globs.matches("playbook/b.md"), Some(0));
    assert_eq!(globs.matches("playbook/a.md"), Some(1));
    assert_eq!(globs.matches("c.md"), Some(2));
    assert_eq!(globs.matches("c.yml"), None);
}

#[test]
fn a_broken_pattern_is_named_and_takes_nothing() {
    let globs = globs(&["{a,b", "**/*.md"]);
    assert_eq!(globs.broken().iter().map(|b| b.0).collect::<Vec<_>>(), [0]);
    assert_eq!(globs.matches("a"), None);
    assert_eq!(globs.matches("a.md"), Some(1));
}

fn put(root: &Path, path: &str, bytes: &[u8]) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("below the root")).expect("folder");
    fs::write(file, bytes).expect("file");
}

#[test]
fn the_walk_is_sorted_and_leaves_generated_folders_out() {
    let dir = tempfile::tempdir().expect("temp");
    let root = dir.path();
    let kept = ["a/b.md", "a.md", "customers/x.yml", "a-b.md"];
    let left =
        [".git/x.md", "target/x.md", "a/node_modules/x.md", "public/internal/index.md", "elsewhere/x.md"];
    for path in kept.iter().chain(&left) {
        put(root, path, b"x");
    }
    put(root, "elsewhere.build.json", b"{}");
    let skip = Skip { folders: vec![root.join("public")] };
    let walked = walk::walk(root, &skip).expect("walk");
    let paths: Vec<_> = walked.files.iter().map(|e| e.path.as_str()).collect();
    assert_eq!(paths, ["a-b.md", "a.md", "a/b.md", "customers/x.yml", "elsewhere.build.json"]);
    assert_eq!(walked.files[0].bytes, 1);
    assert_eq!(walked.passed, []);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_root_and_names_that_are_no_text_are_passed_by() {
    use std::os::unix::{ffi::OsStrExt, fs::symlink};
    let dir = tempfile::tempdir().expect("temp");
    let outside = tempfile::tempdir().expect("temp");
    let root = dir.path();
    put(outside.path(), "secret.md", b"x");
    put(root, "real/a.md", b"x");
    symlink(outside.path().join("secret.md"), root.join("out.md")).expect("link");
    symlink(outside.path(), root.join("out")).expect("link");
    symlink(root.join("real/a.md"), root.join("in.md")).expect("link");
    symlink(root.join("gone.md"), root.join("nowhere.md")).expect("link");
    fs::write(root.join(std::ffi::OsStr::from_bytes(b"b\xff.md")), b"x").expect("file");
    let walked = walk::walk(root, &Skip::default()).expect("walk");
    let paths: Vec<_> = walked.files.iter().map(|e| e.path.as_str()).collect();
    assert_eq!(paths, ["in.md", "real/a.md"]);
    let passed: Vec<_> = walked.passed.iter().map(|p| format!("{}: {}", p.path, p.why)).collect();
    assert_eq!(
        passed,
        [
            "b\u{fffd}.md: the file's name is not UTF-8",
            "nowhere.md: the link leads nowhere",
            "out: the link leads out of the library",
            "out.md: the link leads out of the library",
        ]
    );
}

#[test]
fn a_root_that_is_no_folder_is_an_error() {
    let dir = tempfile::tempdir().expect("temp");
    assert!(walk::walk(&dir.path().join("gone"), &Skip::default()).is_err());
    put(dir.path(), "file", b"");
    assert!(walk::walk(&dir.path().join("file"), &Skip::default()).is_err());
}

#[test]
fn a_file_that_is_no_text_has_its_place() {
    let dir = tempfile::tempdir().expect("temp");
    put(dir.path(), "a.md", b"\xef\xbb\xbfab\nd\xc3\xa9\xff rest");
    let fault = read::text(dir.path(), "a.md", 100).expect_err("not UTF-8");
    let ReadFault::NotText { offset, line, column, byte, before } = fault else {
        panic!("wrong fault");
    };
    assert_eq!((offset, line, column, byte), (9, 2, 3, 0xff));
    assert_eq!(before, "\u{feff}ab\nd\u{e9}");
}

#[test]
fn sizes_are_bounded() {
    let dir = tempfile::tempdir().expect("temp");
    put(dir.path(), "a.md", b"12345");
    assert_eq!(read::text(dir.path(), "a.md", 5).as_deref(), Ok("12345"));
    let fault = read::text(dir.path(), "a.md", 4).expect_err("too large");
    assert_eq!(fault, ReadFault::TooLarge { bytes: 5, limit: 4 });
    assert!(matches!(read::text(dir.path(), "gone.md", 4), Err(ReadFault::Unreadable(_))));
}

proptest! {
    #[test]
    fn a_name_is_taken_by_itself_and_by_everything(path in "[a-z]{1,6}(/[a-z]{1,6}){0,3}\\.md") {
        prop_assert_eq!(globs(&[&path]).matches(&path), Some(0));
        prop_assert_eq!(globs(&["**"]).matches(&path), Some(0));
        prop_assert_eq!(globs(&["**/*.md"]).matches(&path), Some(0));
    }
}

proptest! {
    /// A column is what stands before it on its line, counted one by one.
    #[test]
    fn columns_are_counted_in_characters(text in "([aé\u{feff}水\u{1f6a2}]{0,90}\n?){0,40}", at in 0usize..9000) {
        let file = SourceFile::new(SourceId(0), "a.md".into(), text.clone());
        let at = text.floor_char_boundary(at);
        let position = file.position(at as u32);
        let before = text[..at].rsplit('\n').next().unwrap_or_default();
        prop_assert_eq!(position.line as usize, text[..at].matches('\n').count() + 1);
        let columns = before.chars().filter(|c| *c != '\u{feff}').count() + 1;
        prop_assert_eq!(position.column as usize, columns);
    }
}

/// Runs git in `root` as nobody in particular.
fn run_git(root: &Path, words: &[&str]) {
    let who = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
    let done = std::process::Command::new("git").arg("-C").arg(root).args(who).args(words).output();
    assert!(done.expect("git runs").status.success(), "git {words:?}");
}

/// A repository with a library below `lib/`; the second commit changes, removes and adds a page.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    run_git(root, &["init", "--quiet", "--initial-branch=main"]);
    put(root, "lib/a.md", b"old\n");
    put(root, "lib/gone.md", b"gone\n");
    put(root, "beside/r.yml", b"id: r\n");
    run_git(root, &["add", "."]);
    run_git(root, &["commit", "--quiet", "-m", "one"]);
    put(root, "lib/a.md", b"new\n");
    fs::remove_file(root.join("lib/gone.md")).expect("it is there");
    put(root, "beside/r.yml", b"id: other\n");
    run_git(root, &["commit", "--quiet", "-a", "-m", "two"]);
    put(root, "lib/fresh page.md", b"fresh\n");
    folder
}

#[test]
fn a_revision_is_laid_out_with_what_lies_beside_the_library() {
    let folder = repository();
    let library = folder.path().join("lib");
    let old = Revision::lay_out(&library, "HEAD~1").expect("the revision is there");
    assert_eq!(fs::read(old.root.join("a.md")).expect("it is there"), b"old\n");
    assert_eq!(fs::read(old.root.join("../beside/r.yml")).expect("it is there"), b"id: r\n");
    assert!(old.root.join("gone.md").exists() && !old.root.join("fresh page.md").exists());
    assert_eq!(fs::read(library.join("a.md")).expect("it is there"), b"new\n", "the working tree stays");
    let kept = old.root.clone();
    drop(old);
    assert!(!kept.exists(), "the folder goes with its value");
}

#[test]
fn what_differs_from_a_revision_is_listed_from_the_library() {
    let folder = repository();
    let changed = git::changed(&folder.path().join("lib"), "HEAD~1").expect("the revision is there");
    assert_eq!(changed.into_iter().collect::<Vec<_>>(), ["a.md", "fresh page.md", "gone.md"]);
}

#[test]
fn a_revision_without_a_name_and_a_folder_without_a_repository_are_said() {
    let folder = repository();
    for name in ["nowhere", "--upload-pack=x", ""] {
        let fault = git::changed(folder.path(), name).expect_err("no such revision");
        assert_eq!(fault.to_string(), format!("the repository has no revision `{name}`"));
    }
    let bare = tempfile::tempdir().expect("a folder");
    let fault = Revision::lay_out(bare.path(), "HEAD").expect_err("no repository").to_string();
    assert!(fault.starts_with("could not ask git about the library"), "{fault}");
}

#[test]
fn a_library_knows_its_folder_within_the_repository() {
    let dir = tempfile::tempdir().expect("temp");
    let library = dir.path().join("docs/the library");
    std::fs::create_dir_all(&library).expect("folders");
    assert_eq!(git::below(&library.join("gone")), "");
    std::fs::write(dir.path().join(".git"), "gitdir: elsewhere\n").expect("a worktree's file");
    assert_eq!(git::below(&library), "docs/the library/");
    assert_eq!(git::below(&library.join("../../docs")), "docs/");
    assert_eq!(git::below(dir.path()), "");
}
