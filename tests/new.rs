//! What a new user meets first: `new library`, `new` in a docfx folder, help, completions, man pages.
//! In: empty folders. Out: failures. Never: a page that must be read before the first build.

use std::path::Path;
use std::process::{Command, Output};

fn gameplan(folder: &Path, arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gameplan"));
    program.args(arguments).current_dir(folder).env("NO_COLOR", "1").output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn a_new_library_builds_at_once_and_shows_what_there_is() {
    let dir = tempfile::tempdir().expect("temp");
    assert!(gameplan(dir.path(), &["new", "library", "harbour"]).status.success());
    let library = dir.path().join("harbour");
    let checked = gameplan(&library, &["check", "--fail-on", "suggestion"]);
    assert!(checked.status.success(), "{}", text(&checked.stdout));
    let built = gameplan(&library, &["build", "--strict"]);
    assert!(built.status.success(), "{}", text(&built.stderr));
    let read = |path: &str| std::fs::read_to_string(library.join("public").join(path)).expect(path);
    let (inside, outside) =
        (read("internal/playbook/raise-usage.html"), read("partner/playbook/raise-usage.html"));
    assert!(inside.contains("Questions about this playbook?"), "the include");
    assert!(inside.contains("Copy this page for your next playbook"), "the alert");
    assert!(
        inside.contains("Notes for ourselves") && !outside.contains("Notes for ourselves"),
        "both audiences"
    );
    assert!(
        read("internal/german-playbook/raise-usage-de.html").contains("Nutzung steigern"),
        "the translation"
    );
    assert!(read("internal/customers/example/checklist.html").contains("Find the team that uses it most"));
}

#[test]
fn a_docfx_folder_gets_its_settings_and_nothing_else() {
    let dir = tempfile::tempdir().expect("temp");
    let docfx = r#"{"build": {"content": [{"files": ["**/*.md"], "exclude": ["drafts/**"]}], "dest": "_site", "xref": ["a"]}, "mine": 1}"#;
    std::fs::write(dir.path().join("docfx.json"), docfx).expect("docfx.json");
    let page = "---\ntitle: Mail\nms.topic: guide\nft.audience: internal, partner\n---\n\n# Mail\n\n## Approach\n\nPrimary Role: **FM**  \nApplies To: **Exchange / Fax**\n\n### Ask\n\n1. Ask. <!-- id: ask -->\n";
    for path in ["playbook/mail.md", "drafts/old.md", "german-playbook/mail-de.md"] {
        let file = dir.path().join(path);
        std::fs::create_dir_all(file.parent().expect("folder")).expect("folder");
        std::fs::write(file, page).expect("page");
    }
    let routes = |folder: &Path| {
        let built = gameplan(folder, &["build", "--format", "json", "--as-of", "2026-09-08"]);
        let json: serde_json::Value = serde_json::from_slice(&built.stdout).expect("JSON");
        json["audiences"]["internal"]["pages"].clone()
    };
    let before = routes(dir.path());
    let made = gameplan(dir.path(), &["new", "library", "."]);
    assert_eq!(text(&made.stdout), "./gameplan.yml\n");
    let settings = std::fs::read_to_string(dir.path().join("gameplan.yml")).expect("settings");
    for line in [
        "# 3 pages: 2 with a route, 1 that give checklist lines.\n",
        "#   build.content: `content:` here; docfx.json's globs hold until you give it\n",
        "#   build.dest: `gameplan build --out DIR`\n",
        "#   build.xref: not read; link to the page\n",
        "#   mine: not read\n",
        "# content: {files: [\"**/*.md\"], exclude: [\"drafts/**\"]}\n",
        "# `ft.audience` of the pages: internal (3), partner (3); without one a page is internal.\n",
        "  de: {folder: \"german-playbook\", suffix: \"-de\"}\n",
        "# Services that steps and tasks name: Exchange (3).\n",
        "# The registry does not hold Fax (3); add those that are services:\n",
        "# Roles that steps and tasks name: FastTrack Manager (3).\n",
        "# `ms.topic` of the pages: guide (3).\n",
    ] {
        assert!(settings.contains(line), "{line}{settings}");
    }
    assert_eq!(routes(dir.path()), before, "the settings change nothing");
    let again = gameplan(dir.path(), &["new", "library", "."]);
    assert_eq!(again.status.code(), Some(2), "nothing is written over");
}

/// Whatever a person calls it: a file comes out, or the reason and the mend, and never a file twice.
#[test]
fn names_are_any_text() {
    let dir = tempfile::tempdir().expect("temp");
    let there = gameplan(dir.path(), &["new", "library", "My other one/deeper"]);
    assert!(text(&there.stdout).starts_with("My other one/deeper/.gitignore\n"), "{}", text(&there.stderr));
    let own = dir.path().join("own");
    std::fs::create_dir(&own).expect("folder");
    std::fs::write(dir.path().join("file"), "").expect("written");
    let at = |arguments: &[&str]| gameplan(&own, arguments);
    assert_eq!(
        text(&at(&["new", "library", "."]).stdout).lines().count(),
        8,
        "an empty folder has a name too"
    );
    for (arguments, made) in [
        (["new", "playbook", "Größe ändern"], "./playbook/groesse-aendern.md\n"),
        (["new", "customer", "Harrow & Sons \"AB\""], "./customers/harrow-sons-ab.yml\n"),
    ] {
        let seen = at(&arguments);
        assert!(text(&seen.stdout).starts_with(made), "{}{}", text(&seen.stdout), text(&seen.stderr));
    }
    let checked = at(&["check", "--fail-on", "error"]);
    assert!(checked.status.success(), "{}", text(&checked.stdout));
    for (arguments, why) in [
        (
            ["new", "playbook", "größe ÄNDERN"],
            "exists already (nothing was written): ./playbook/groesse-aendern.md",
        ),
        (["new", "customer", "harrow sons ab"], "a record that exists already"),
        (["new", "playbook", "日本語"], "give it letters from a to z"),
        (["new", "library", "../file"], "could not make the folder"),
        (["new", "library", ""], "could not name a library"),
        (["new", "library", "a library/inside"], "could not begin a library inside another one"),
    ] {
        let refused = at(&arguments);
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains(why), "{}", text(&refused.stderr));
    }
}

/// Records and playbooks begin where the settings say that they lie, with names that the registry knows.
#[test]
fn the_settings_say_where_new_files_lie() {
    let dir = tempfile::tempdir().expect("temp");
    let settings =
        "playbooks: [\"guides/**\"]\nrecords: {customers: ../records}\nregistry: {regions: {Coast: []}}\n";
    let library = dir.path().join("library");
    std::fs::create_dir(&library).expect("folder");
    std::fs::write(library.join("gameplan.yml"), settings).expect("settings");
    assert!(gameplan(&library, &["new", "playbook", "Move mail"]).status.success());
    assert!(library.join("guides/move-mail.md").is_file());
    assert!(gameplan(&library, &["new", "customer", "Harrow"]).status.success());
    let record = std::fs::read_to_string(dir.path().join("records/harrow.yml")).expect("record");
    assert!(record.contains("region: Coast\n") && record.lines().count() == 9, "{record}");
    let shown = gameplan(&library, &["show", "customer", "harrow"]);
    assert!(shown.status.success(), "{}", text(&shown.stderr));
}

/// A new user in the wrong folder, or with a folder too many in `--out`.
#[test]
fn wrong_folders_are_named() {
    let dir = tempfile::tempdir().expect("temp");
    for command in ["build", "check"] {
        let seen = gameplan(dir.path(), &[command]);
        assert_eq!(seen.status.code(), Some(3));
        assert!(text(&seen.stderr).contains("`gameplan new library NAME` begins a library"));
    }
    assert_eq!(std::fs::read_dir(dir.path()).expect("folder").count(), 0);
    assert!(gameplan(dir.path(), &["new", "library", "."]).status.success());
    let hidden = gameplan(dir.path(), &["build", "--out", "playbook"]);
    assert_eq!(hidden.status.code(), Some(2));
    assert!(text(&hidden.stderr).contains("would not be read"), "{}", text(&hidden.stderr));
    std::fs::remove_dir_all(dir.path().join("customers")).expect("removed");
    let shown = gameplan(dir.path(), &["show", "customer", "example"]);
    assert_eq!(shown.status.code(), Some(3));
    assert!(text(&shown.stderr).contains("it would be `customers/example.yml`"), "{}", text(&shown.stderr));
}

#[test]
fn every_command_documents_itself() {
    let dir = tempfile::tempdir().expect("temp");
    let names = commands(dir.path());
    assert!(names.len() > 10, "{names:?}");
    let made = text(&gameplan(dir.path(), &["man", "man1"]).stdout);
    let script = text(&gameplan(dir.path(), &["completions", "bash"]).stdout);
    for name in &names {
        assert!(made.contains(&format!("gameplan-{name}.1\n")), "{made}");
        assert!(script.contains(&format!("gameplan__subcmd__{name}")), "{name}");
        let help = text(&gameplan(dir.path(), &[name, "--help"]).stdout);
        assert!(help.contains("Examples:\n  gameplan "), "{name} has no example");
    }
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        assert!(!gameplan(dir.path(), &["completions", shell]).stdout.is_empty());
    }
    let page = std::fs::read_to_string(dir.path().join("man1/gameplan-import.1")).expect("a man page");
    assert!(page.contains(".TH") && page.contains("\\-\\-map") && page.contains("a first map"), "{page}");
}

/// The commands that `--help` lists.
fn commands(folder: &Path) -> Vec<String> {
    let help = text(&gameplan(folder, &["--help"]).stdout);
    let list = help.split("Commands:\n").nth(1).expect("commands").split("\n\n").next().expect("commands");
    let names = list.lines().filter_map(|l| l.split_whitespace().next());
    names.filter(|n| *n != "help").map(String::from).collect()
}

/// Examples that nobody could type would mislead: each is run in a new library, in order, beside the files that it
/// names. Those that wait for people, or for a repository, only have to be understood.
#[test]
fn examples_do_what_they_say() {
    let dir = tempfile::tempdir().expect("temp");
    let library = dir.path().join("harbour");
    for line in examples(dir.path(), &["--help"]) {
        let folder = if line.starts_with("gameplan new library") { dir.path() } else { &library };
        if line.starts_with("gameplan") {
            typed(&line, folder);
        }
    }
    let write = |name: &str, text: &str| std::fs::write(library.join(name), text).expect("written");
    let settings = std::fs::read_to_string(library.join("gameplan.yml")).expect("settings");
    let rule =
        "TEAM901: {name: no-drafts, in: text, pattern: DRAFT, message: a draft, good: [Plan], bad: [DRAFT]}";
    write("gameplan.yml", &settings.replace("{require", &format!("{{team: {{{rule}}}, require")));
    write(
        "usage.csv",
        "Customer,Month,Exchange Active Users,Exchange Entitlements\nExample,2026-07,340,1000\n",
    );
    let handout = std::fs::read_to_string(library.join("public/internal/customers/example/checklist.md"));
    write("checklist.md", &handout.expect("a handout").replacen("- [ ]", "- [x]", 1));
    std::fs::create_dir(library.join("cohorts")).expect("folder");
    write(
        "cohorts/2026-09.yml",
        "meeting: Tuesday\nregions: {EMEA: {members: [{customer: example, since: 2026-09-01}]}}\n",
    );
    for name in commands(dir.path()) {
        for line in examples(&library, &[&name, "--help"]) {
            let waits = name == "serve" || line.contains("--since") || line.contains("--base ");
            match name.as_str() {
                _ if waits => {
                    let seen = typed_as_far_as(&line, &library, &["--help"]);
                    assert!(seen.status.success(), "{line}: {}", text(&seen.stderr));
                }
                _ if line.starts_with("gameplan new library") => {
                    typed(&line, tempfile::tempdir().expect("temp").path());
                }
                _ => typed(&line, &library),
            }
        }
    }
}

fn examples(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let help = text(&gameplan(folder, arguments).stdout);
    let shown = help.split_once("Examples:\n").or_else(|| help.split_once("First steps:\n"));
    let shown = shown.map_or("", |(_, shown)| shown.split("\n\n").next().unwrap_or(""));
    shown.lines().map(|l| l.trim().split("   ").next().unwrap_or("").to_string()).collect()
}

fn typed(line: &str, folder: &Path) {
    let seen = typed_as_far_as(line, folder, &[]);
    assert!(seen.status.success(), "{line}: {}{}", text(&seen.stdout), text(&seen.stderr));
}

/// Runs a line as a shell would: quotes, `~`, and `>`.
fn typed_as_far_as(line: &str, folder: &Path, more: &[&str]) -> Output {
    let (command, file) = line.split_once(" > ").map_or((line, None), |(c, f)| (c, Some(f)));
    let home = |word: &str| word.replace('~', &folder.join("home").to_string_lossy());
    let mut words: Vec<String> = Vec::new();
    for (n, part) in command.split('"').enumerate() {
        match n % 2 {
            0 => words.extend(part.split_whitespace().map(home)),
            _ => words.push(part.to_string()),
        }
    }
    let as_of = if line.contains("2026-09-08") { vec!["--as-of", "2026-09-08"] } else { vec![] };
    let arguments: Vec<&str> =
        words.iter().skip(1).map(String::as_str).chain(as_of).chain(more.iter().copied()).collect();
    let seen = gameplan(folder, &arguments);
    if let Some(file) = file {
        let file = folder.join(home(file));
        std::fs::create_dir_all(file.parent().expect("folder")).expect("folder");
        std::fs::write(file, &seen.stdout).expect("written");
    }
    seen
}
