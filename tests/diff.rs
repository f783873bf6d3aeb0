//! What an edit changes. Each `tests/diff/cases/NAME.txt` edits a copy of `tests/diff/library` and compares it with the
//! library as it was: `=== edit FILE` with lines `old -> new`, `=== write FILE`, `=== remove FILE`, `=== move FILE FILE`, `=== base edit FILE` (and its
//! kin) for the old one, `=== format NAME`, then `=== expected`. `BLESS=1` writes what was seen; read the diff.

#[path = "support/folders.rs"]
mod folders;
#[path = "support/golden.rs"]
mod golden;

use folders::{copied, write};
use gameplan::pipeline::{DiffFormat, Library, Silent, diff};
use std::path::Path;
use std::process::Command;

#[test]
fn cases() {
    golden::play("tests/diff/cases", "=== expected", play);
}

/// Both libraries as the case has them, compared.
fn play(input: &str) -> String {
    let (old, new) = (copied("tests/diff/library"), copied("tests/diff/library"));
    let mut format = DiffFormat::Human;
    for section in input.split("=== ").skip(1) {
        let (head, body) = section.split_once('\n').expect("a section has a line end");
        let (folder, head) = match head.strip_prefix("base ") {
            Some(head) => (old.path(), head),
            None => (new.path(), head),
        };
        match head.split_once(' ') {
            Some(("edit", file)) => edit(&folder.join(file), body),
            Some(("write", file)) => write(&folder.join(file), body),
            Some(("remove", file)) => remove(&folder.join(file)),
            Some(("move", files)) => {
                let (from, to) = files.split_once(' ').expect("two files");
                std::fs::rename(folder.join(from), folder.join(to)).expect("a file can be moved");
            }
            Some(("format", "json")) => format = DiffFormat::Json,
            Some(("format", "markdown")) => format = DiffFormat::Markdown,
            other => panic!("no step {other:?}"),
        }
    }
    let base = old.path().to_str().expect("UTF-8");
    let today = "2026-09-09".parse().expect("a day");
    let library = Library { root: new.path().to_path_buf(), as_of: None, today };
    let said = diff(&library, base, format, &Silent).unwrap_or_else(|error| format!("error: {error}\n"));
    said.replace(base, "BASE")
}

fn edit(file: &Path, lines: &str) {
    let mut text = std::fs::read_to_string(file).expect("the file is there");
    for line in lines.lines() {
        let (old, new) = line.split_once(" -> ").expect("`old -> new`");
        assert!(text.contains(old), "{}: no `{old}`", file.display());
        text = text.replace(old, &new.replace("\\n", "\n"));
    }
    std::fs::write(file, text).expect("the file can be written");
}

fn remove(path: &Path) {
    match path.is_dir() {
        true => std::fs::remove_dir_all(path),
        false => std::fs::remove_file(path),
    }
    .expect("it can be removed");
}

/// The README's edit of the demo library, in a repository, says what the README says.
#[test]
fn the_readme_shows_what_is_seen() {
    let readme = std::fs::read_to_string("README.md").expect("the README");
    let part = readme.split("## Before you merge").nth(1).expect("the section");
    let block = part.split("```\n").nth(1).expect("a block");
    let (command, expected) = block.split_once('\n').expect("a command, then its answer");
    assert_eq!(command, "$ gameplan diff --base main");
    let folder = copied("content");
    committed(folder.path());
    edit(
        &folder.path().join("english-playbook/mail.md"),
        "10 %–40 % -> 10 %–45 %\nactive usage > 40 % -> active usage > 45 %",
    );
    let library = Library {
        root: folder.path().to_path_buf(),
        as_of: None,
        today: "2026-09-08".parse().expect("a day"),
    };
    let said = diff(&library, "main", DiffFormat::Human, &Silent).expect("compared");
    assert_eq!(said, expected);
}

/// Everything in the folder as the commit `main` of a repository.
fn committed(folder: &Path) {
    let steps: [&[&str]; 3] = [
        &["init", "--quiet", "--initial-branch=main"],
        &["add", "--all"],
        &["commit", "--quiet", "--message=before"],
    ];
    for words in steps {
        let mut git = Command::new("git");
        git.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.invalid"]);
        let out = git.args(words).output().expect("git runs");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    }
}

/// The library need not be the whole repository; records may lie beside it.
#[test]
fn a_revision_has_the_records_beside_the_library() {
    let library = copied("tests/diff/library");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("lib");
    std::fs::rename(library.path(), &root).expect("on one disk");
    std::fs::rename(root.join("customers"), folder.path().join("records")).expect("on one disk");
    edit(&root.join("gameplan.yml"), "title: Lantern Program -> records: {customers: ../records}");
    committed(folder.path());
    edit(&folder.path().join("records/aldermoor.yml"), "423/1000 -> 390/1000");
    let library = Library { root, as_of: None, today: "2026-09-08".parse().expect("a day") };
    let said = diff(&library, "main", DiffFormat::Human, &Silent).expect("compared");
    let first = "compared with main, as of 2026-09-08: 1 of 5 customers changes, 1 changes band; 4 do not\n\n\
        record: ../records/aldermoor.yml\n";
    assert!(said.starts_with(first), "{said}");
}

#[test]
fn a_base_that_is_none_says_so() {
    let folder = copied("tests/diff/library");
    let root = folder.path().to_path_buf();
    let library = Library { root, as_of: None, today: "2026-09-08".parse().expect("a day") };
    let said =
        |base: &str| diff(&library, base, DiffFormat::Human, &Silent).expect_err("no base").to_string();
    assert!(
        said("tests/diff/library/cohorts")
            .starts_with("could not compare with a folder that holds no library")
    );
    Command::new("git").arg("-C").arg(folder.path()).args(["init", "--quiet"]).status().expect("git runs");
    assert_eq!(said("nowhere"), "the repository has no revision `nowhere`, and there is no such folder");
}
