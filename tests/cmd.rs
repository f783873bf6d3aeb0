//! The room `cli`, by data: each `tests/cmd/NAME.txt` is a session in an empty folder. A line `$ gameplan …` runs the
//! program, a line `## …` is a remark; below it stand its answer, its talk (`! ` before each line) and `exit N` if that is not 0. `$ cat FILE` and
//! `$ ls` look at what was made; `$ write FILE TEXT` (`¶` ends a line), `$ mv`, `$ rm` and `$ git` change it. `BLESS=1` writes what was seen; read the diff.

#[path = "support/golden.rs"]
mod golden;
#[path = "support/program.rs"]
mod program;

use gameplan::pipeline::{Library, create_customer, create_playbook};
use program::{told, words};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

#[test]
fn sessions_go_as_written_down() {
    golden::none(golden::files("tests/cmd", "txt").into_iter().map(|case| {
        let dir = tempfile::tempdir().expect("temp");
        let mut seen = String::new();
        let text = golden::text(&case);
        for line in text.lines().filter(|l| l.starts_with("$ ") || l.starts_with("## ")) {
            let _ = writeln!(seen, "{line}");
            if let Some(command) = line.strip_prefix("$ ") {
                seen.push_str(&step(command, dir.path()));
            }
        }
        golden::differs(&case, &seen)
    }));
}

fn step(command: &str, folder: &Path) -> String {
    let words = words(command);
    match words[0].as_str() {
        "gameplan" => gameplan(&words[1..], folder),
        "cat" => std::fs::read_to_string(folder.join(&words[1])).expect("a file that was made"),
        "ls" => files(folder),
        "write" => write(&folder.join(&words[1]), &words[2].replace('¶', "\n")),
        "mv" => move_file(&folder.join(&words[1]), &folder.join(&words[2])),
        "rm" => {
            std::fs::remove_file(folder.join(&words[1])).expect("a file that was made");
            String::new()
        }
        "git" => git(&words[1..], folder),
        other => panic!("no command `{other}`"),
    }
}

fn write(file: &Path, text: &str) -> String {
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    std::fs::write(file, text).expect("written");
    String::new()
}

fn move_file(from: &Path, to: &Path) -> String {
    std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
    std::fs::rename(from, to).expect("a file that was made");
    String::new()
}

/// As nobody in particular, on one day, so that commits have the same names every time; what git says is not shown.
fn git(arguments: &[String], folder: &Path) -> String {
    let who = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
    let mut git = Command::new("git");
    git.current_dir(folder).args(who).args(arguments);
    for day in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
        git.env(day, "2026-09-08T12:00:00Z");
    }
    let done = git.output().expect("git runs");
    assert!(done.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::new()
}

fn gameplan(arguments: &[String], folder: &Path) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gameplan"));
    program.args(arguments).current_dir(folder).env("COLUMNS", "100").env_remove("NO_COLOR");
    let seen = told(&mut program);
    // Today is the one thing that a session cannot know.
    let today = jiff::Zoned::now().date();
    masked(&seen.replace(&today.to_string(), "TODAY"))
}

/// How many files a root has changes with every new document: only whether there are any is told. Nor is it told how
/// many rules there are.
fn masked(seen: &str) -> String {
    let rules = format!(", {} rules run", gameplan::rules::RULES.len());
    let seen = &seen.replace(&rules, ", N rules run");
    let mask = |line: &str| match line.split_once("; ").filter(|(_, counts)| counts.contains(" written, ")) {
        Some((pages, counts)) => {
            let words = counts.split(' ').map(|w| if w != "0" && w.parse::<u32>().is_ok() { "N" } else { w });
            format!("{pages}; {}\n", words.collect::<Vec<_>>().join(" "))
        }
        // What would be read as a remark or a step is set in.
        None if line.starts_with("## ") || line.starts_with("$ ") => format!("  {line}\n"),
        None => format!("{line}\n"),
    };
    seen.lines().map(mask).collect()
}

fn files(folder: &Path) -> String {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|e| e.expect("entry"));
    let files = entries.filter(|e| e.file_type().is_file());
    files.map(|e| format!("{}\n", e.path().strip_prefix(folder).expect("below").display())).collect()
}

#[test]
fn new_files_know_the_day_and_the_last_month_that_ended() {
    for (today, month, date) in
        [("2026-09-08", "2026-08", "09/08/2026"), ("2026-01-31", "2026-01", "01/31/2026")]
    {
        let dir = tempfile::tempdir().expect("temp");
        let today = today.parse().expect("a day");
        let library = Library { root: dir.path().to_path_buf(), as_of: None, today };
        let made = create_customer(&library, "Harrow \"& Sons").expect("made");
        let record = std::fs::read_to_string(&made[0]).expect("text");
        assert_eq!(record.lines().count(), 9);
        assert!(record.starts_with("id: harrow-sons\nname: \"Harrow \\\"& Sons\"\n"), "{record}");
        assert!(record.ends_with(&format!("    usage: {{{month}: 350/1000}}\n")), "{record}");
        let made = create_playbook(&library, "First steps").expect("made");
        let page = std::fs::read_to_string(&made.path).expect("text");
        assert!(
            page.contains(&format!("\nms.date: {date}\n")) && page.contains("<!-- id: first-steps-first -->")
        );
        assert!(!page.contains("{name}") && !page.contains("{id}") && !page.contains("{quoted}"), "{page}");
    }
}
