//! What stands between the check and a pipeline: the steps of `action.yml`, the hooks, the snippets of `docs/ci.md`.
//! In: small libraries in a repository of their own. Out: what the pipeline would see. Never: the network.
//! Without pre-commit and check-jsonschema (`./test` puts them below `target/python`) those parts say so and pass.

#![allow(clippy::print_stderr, reason = "what was not tested is said")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const GAMEPLAN: &str = env!("CARGO_BIN_EXE_gameplan");

fn own(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn program(name: &str) -> Option<PathBuf> {
    let path = own("target/python/bin").join(name);
    if !path.exists() {
        eprintln!("no {name} at {}: a part was not tested", path.display());
    }
    path.exists().then_some(path)
}

fn git(folder: &Path, words: &[&str]) {
    let who = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
    let done = Command::new("git").arg("-C").arg(folder).args(who).args(words).output();
    assert!(done.expect("git runs").status.success(), "git {words:?}");
}

/// A repository with a library in a folder of it: a page that is right, and one with a link to nothing.
fn repository() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("temp");
    let docs = dir.path().join("the docs");
    std::fs::create_dir(&docs).expect("a folder");
    std::fs::write(docs.join("gameplan.yml"), "as_of: 2026-09-08\n").expect("settings");
    let page = |title: &str, text: &str| format!("---\ntitle: {title}\n---\n# {title}\n\n{text}\n");
    std::fs::write(docs.join("good.md"), page("Good", "It is.")).expect("a page");
    std::fs::write(docs.join("bad.md"), page("Bad", "A [link](gone.md).")).expect("a page");
    git(dir.path(), &["init", "--quiet", "--initial-branch=main"]);
    dir
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn the_action_notes_summarises_and_writes_sarif() {
    let dir = repository();
    let (summary, sarif) = (dir.path().join("summary.md"), dir.path().join("out.sarif"));
    let run = |arguments: &str, fail_on: &str| {
        let mut action = Command::new("bash");
        action.arg(own("action/check")).current_dir(dir.path()).env("GAMEPLAN", GAMEPLAN);
        action.env("LIBRARY", "the docs").env("FAIL_ON", fail_on).env("ARGUMENTS", arguments);
        action.env("SARIF", &sarif).env("GITHUB_STEP_SUMMARY", &summary).output().expect("bash runs")
    };
    let bad = run("", "error");
    let note =
        "::error file=the docs/bad.md,line=6,endLine=6,col=10,endColumn=17,title=LN006 target-missing::";
    assert_eq!(bad.status.code(), Some(1), "{}", said(&bad));
    assert!(said(&bad).contains(note), "{}", said(&bad));
    let text = std::fs::read_to_string(&summary).expect("a summary");
    assert!(
        text.starts_with("### Gameplan check\n") && text.contains("`the docs/bad.md:6:10` **LN006**"),
        "{text}"
    );
    let log = std::fs::read_to_string(&sarif).expect("a log");
    assert!(log.contains("\"uri\": \"the%20docs/bad.md\""), "{log}");
    assert_eq!(run("--ignore\nLN006\n", "error").status.code(), Some(0));
    assert_eq!(run("--ignore\nLN006\n", "suggestion").status.code(), Some(1));
    std::fs::remove_file(&sarif).expect("the log");
    let unknown = run("--select\nLN999\n", "error");
    assert_eq!(unknown.status.code(), Some(3), "{}", said(&unknown));
    assert!(!sarif.exists(), "a report of a check that did not run");
}

#[test]
fn the_action_hands_every_input_to_its_script() {
    let action = std::fs::read_to_string(own("action.yml")).expect("action.yml");
    let script = std::fs::read_to_string(own("action/check")).expect("the script");
    let inputs = action.split("\nruns:").next().expect("a head").split("\ninputs:").nth(1).expect("inputs");
    let names = inputs.lines().filter(|l| l.starts_with("  ") && !l.starts_with("   ") && l.ends_with(':'));
    let names: Vec<&str> = names.map(|l| l.trim().trim_end_matches(':')).collect();
    assert_eq!(names, ["library", "fail-on", "arguments", "sarif"]);
    for name in names {
        let variable = name.replace('-', "_").to_uppercase();
        assert!(action.contains(&format!("{variable}: ${{{{ inputs.{name} }}}}")), "{name}");
        assert!(script.contains(&format!("${{{variable}:-")), "{variable}");
    }
}

#[test]
fn the_hook_stops_a_commit_that_breaks_a_page() {
    let Some(pre_commit) = program("pre-commit") else { return };
    let hooks = tempfile::tempdir().expect("temp");
    std::fs::copy(own(".pre-commit-hooks.yaml"), hooks.path().join(".pre-commit-hooks.yaml")).expect("hooks");
    git(hooks.path(), &["init", "--quiet", "--initial-branch=main"]);
    git(hooks.path(), &["add", "."]);
    git(hooks.path(), &["commit", "--quiet", "-m", "hooks"]);
    let valid =
        Command::new(&pre_commit).arg("validate-manifest").arg(own(".pre-commit-hooks.yaml")).output();
    assert!(valid.expect("it runs").status.success());
    let dir = repository();
    let config = format!(
        "repos: [{{repo: '{}', rev: main, hooks: [{{id: gameplan-check-system, args: [-L, the docs]}}]}}]\n",
        hooks.path().display()
    );
    std::fs::write(dir.path().join(".pre-commit-config.yaml"), config).expect("a config");
    let home = tempfile::tempdir().expect("temp");
    let bin = Path::new(GAMEPLAN).parent().expect("a folder");
    let paths = std::env::join_paths(
        [bin.to_path_buf()]
            .into_iter()
            .chain(std::env::split_paths(&std::env::var_os("PATH").expect("a path"))),
    );
    let run = || {
        git(dir.path(), &["add", "."]);
        let mut hook = Command::new(&pre_commit);
        hook.arg("run").current_dir(dir.path()).env("PRE_COMMIT_HOME", home.path());
        hook.env("PATH", paths.as_ref().expect("a path")).output().expect("it runs")
    };
    let bad = run();
    assert_eq!(bad.status.code(), Some(1), "{}", said(&bad));
    assert!(
        said(&bad).contains("error[LN006 target-missing]") && said(&bad).contains("bad.md:6:10"),
        "{}",
        said(&bad)
    );
    std::fs::write(dir.path().join("the docs/gone.md"), "---\ntitle: Gone\n---\n# Gone\n\nBack.\n")
        .expect("a page");
    let good = run();
    assert!(good.status.success(), "{}", said(&good));
}

/// Snippets of `docs/ci.md` by the file that their first line names.
fn snippets() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(own("docs/ci.md")).expect("docs/ci.md");
    let blocks = text.split("```yaml\n# ").skip(1).map(|b| b.split("```").next().expect("a block"));
    let blocks = blocks.map(|b| b.split_once('\n').expect("a name"));
    blocks.map(|(name, text)| (name.to_string(), text.to_string())).collect()
}

#[test]
fn snippets_are_what_their_pipelines_take() {
    let names: BTreeSet<String> = snippets().into_iter().map(|(name, _)| name).collect();
    let pipelines = [
        (".github/workflows/playbooks.yml", Some("vendor.github-workflows")),
        (".gitlab-ci.yml", Some("vendor.gitlab-ci")),
        (".pre-commit-config.yaml", None),
        ("azure-pipelines.yml", Some("vendor.azure-pipelines")),
    ];
    assert_eq!(names, pipelines.iter().map(|(name, _)| name.to_string()).collect());
    let (Some(validator), Some(pre_commit)) = (program("check-jsonschema"), program("pre-commit")) else {
        return;
    };
    let dir = tempfile::tempdir().expect("temp");
    let check = |file: &Path, schema: Option<&str>| {
        let mut command = Command::new(if schema.is_some() { &validator } else { &pre_commit });
        match schema {
            Some(name) => command.args(["--regex-variant", "nonunicode", "--builtin-schema", name]),
            None => command.arg("validate-config"),
        };
        let output = command.arg(file).output().expect("it runs");
        assert!(output.status.success(), "{}: {}", file.display(), said(&output));
    };
    check(&own("action.yml"), Some("vendor.github-actions"));
    for (name, text) in snippets() {
        let file = dir.path().join(name.replace('/', "-"));
        std::fs::write(&file, text).expect("a snippet");
        check(&file, pipelines.iter().find(|(n, _)| *n == name).expect("known").1);
    }
}
