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
    let checked = gameplan(&library, &["check", "--fail-on", "warning"]);
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

#[test]
fn every_command_documents_itself() {
    let dir = tempfile::tempdir().expect("temp");
    let help = text(&gameplan(dir.path(), &["--help"]).stdout);
    let commands =
        help.split("Commands:\n").nth(1).expect("commands").split("\n\n").next().expect("commands");
    let names: Vec<&str> = commands.lines().filter_map(|l| l.split_whitespace().next()).collect();
    let made = text(&gameplan(dir.path(), &["man", "man1"]).stdout);
    let script = text(&gameplan(dir.path(), &["completions", "bash"]).stdout);
    for name in ["import", "metadata", "new", "build", "check", "show", "man", "completions"] {
        assert!(names.contains(&name), "{help}");
        let own = text(&gameplan(dir.path(), &[name, "--help"]).stdout);
        assert!(own.contains("Examples:\n  gameplan "), "{own}");
        assert!(made.contains(&format!("gameplan-{name}.1\n")), "{made}");
        assert!(
            script.contains(&format!("gameplan__{name}"))
                || script.contains(&format!("gameplan__subcmd__{name}")),
            "{name}"
        );
    }
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        assert!(!gameplan(dir.path(), &["completions", shell]).stdout.is_empty());
    }
    let page = std::fs::read_to_string(dir.path().join("man1/gameplan-import.1")).expect("a man page");
    assert!(page.contains(".TH") && page.contains("--map") || page.contains("\\-\\-map"), "{page}");
}

/// Examples that nobody could type would mislead.
#[test]
fn examples_are_commands_that_parse() {
    let dir = tempfile::tempdir().expect("temp");
    for name in ["import", "metadata", "new", "build", "check", "show"] {
        let help = text(&gameplan(dir.path(), &[name, "--help"]).stdout);
        for line in help.split("Examples:\n").nth(1).expect("examples").lines() {
            let command = line.trim().split("  ").next().unwrap_or("").split(" > ").next().unwrap_or("");
            let words: Vec<String> = command
                .replace(['"', '\''], "\u{1}")
                .split('\u{1}')
                .enumerate()
                .flat_map(|(n, part)| {
                    if n % 2 == 1 {
                        vec![part.to_string()]
                    } else {
                        part.split_whitespace().map(String::from).collect()
                    }
                })
                .collect();
            let arguments: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
            let seen = text(&gameplan(dir.path(), &arguments).stderr);
            assert!(!seen.contains("Usage:"), "{line}: {seen}");
        }
    }
}
