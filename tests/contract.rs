//! The contract of DESIGN.md from outside: JSON keys in their order, exit codes, streams, what `build` writes.
//! In: a small library. Out: answers of the program. Never: a look into the program.

#[path = "contract/answers.rs"]
mod answers;
#[path = "contract/layout.rs"]
mod layout;
#[path = "support/folders.rs"]
mod folders;
#[path = "support/program.rs"]
mod program;

use folders::copied;
use program::{SMALL, run};

/// A copy of the small library in a folder of its own.
pub(crate) fn small() -> tempfile::TempDir {
    copied(SMALL)
}

#[test]
fn exit_codes_say_how_a_command_ended() {
    let dir = small();
    // arguments, exit code, what stderr says; stdout is empty for every failure
    let table: &[(&[&str], i32, &str)] = &[
        (&["check", "playbook/kickoff.md"], 0, ""),
        (&["check"], 1, ""),
        (&["check", "playbook/kickoff.md", "--fail-on", "warning"], 0, ""),
        (&["check", "customers", "--fail-on", "suggestion"], 1, ""),
        (&["check", "gameplan.yml", "toc.yml", "usage", "progress/fjell.yml", "cohorts"], 0, ""),
        (&[], 2, "Usage"),
        (&["bild"], 2, "build"),
        (&["build", "--jobs", "0"], 2, "--jobs"),
        (&["build", "--only", "pages"], 2, "site, customers, reviews"),
        (&["build", "--as-of", "8.9.2026"], 2, "2026-09-08"),
        (&["build", "--only", "site"], 2, "no complete root"),
        (&["build", "--customer", "fjell"], 2, "no complete root"),
        (&["-L", "nowhere", "check"], 2, "nowhere"),
        (&["check", "nowhere.md"], 3, "nowhere.md"),
        (&["check", "--select", "target-mising"], 3, "`target-missing`"),
        (&["check", "--ignore", "TB0002"], 3, "`TB002`"),
        (&["check", "--format", "sariff"], 2, "'sarif'"),
        (&["check", "--fail-on", "never"], 2, "error, warning, suggestion"),
        (&["check", "--by", "ft.onwer"], 3, "the nearest is `"),
        (&["check", "--by", "folder", "--format", "sarif"], 2, "human, json, markdown"),
        (&["check", "--statistics", "--format", "short"], 2, "`--statistics`"),
        (&["explain", "band-gapp"], 3, "`band-gap`"),
        (&["explain", ""], 3, "no rule"),
        (&["show", "playbook", "playbook/mial.md"], 3, "`playbook/mail.md`"),
        (&["show", "customer", "fjel"], 3, "`fjell`"),
        (&["build", "--audience", "partners"], 3, "`partner`"),
        (&["build", "--audience", "partner:quay-side"], 3, "`quayside`"),
        (&["build", "--customer", "harow"], 3, "`harrow`"),
    ];
    for (arguments, code, said) in table {
        let ran = run(dir.path(), arguments);
        assert_eq!(ran.code, *code, "{arguments:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(said), "{arguments:?} does not say `{said}`: {}", ran.err);
        assert!(ran.code < 2 || ran.out.is_empty(), "{arguments:?}: {}", ran.out);
    }
    assert!(!dir.path().join("public/internal").exists(), "a failed build published something");
}

#[test]
fn explain_prints_the_page_of_the_documentation() {
    let dir = small();
    let page = std::fs::read_to_string("docs/rules/ST003.md").expect("a page");
    for name in ["ST003", "st003", "heading-order", "Heading-Order", "multiple-h1s", "H1-missing"] {
        let ran = run(dir.path(), &["explain", name]);
        assert_eq!((ran.code, &ran.out), (0, &page), "{name}: {}", ran.err);
    }
    let all = run(dir.path(), &["explain"]);
    assert_eq!((all.code, all.out.lines().count()), (0, gameplan::rules::RULES.len()), "{}", all.out);
    assert!(all.out.contains("\nTB002  band-gap "), "{}", all.out);
}

#[test]
fn schemas_know_the_names_of_the_library_and_need_no_whole_settings() {
    let dir = small();
    for file in ["record", "cohort", "settings"] {
        let ran = run(dir.path(), &["schema", file]);
        let schema: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        assert_eq!((ran.code, schema["additionalProperties"].as_bool()), (0, Some(false)), "{file}");
    }
    let settings = dir.path().join("gameplan.yml");
    let text = std::fs::read_to_string(&settings).expect("settings");
    std::fs::write(&settings, text + "titel: x\nregistry: {roles: {Pilot of the harbour: []}}\n")
        .expect("settings");
    assert_eq!(run(dir.path(), &["check"]).code, 2);
    let ran = run(dir.path(), &["schema", "record"]);
    assert_eq!((ran.code, ran.out.contains("\"Pilot of the harbour\"")), (0, true), "{}", ran.err);
}

#[test]
fn settings_that_cannot_be_used_are_exit_2() {
    let dir = small();
    let file = dir.path().join("gameplan.yml");
    let whole = std::fs::read_to_string(&file).expect("settings");
    for broken in ["titel: x\n", "as_of: soon\n", "audiences: {a: b}\n", "a: [\n", "\u{0}"] {
        std::fs::write(&file, format!("{whole}{broken}")).expect("written");
        for arguments in [
            vec!["build"],
            vec!["build", "--keep-going"],
            vec!["check"],
            vec!["check", "playbook/kickoff.md"],
            vec!["show", "customer", "fjell"],
            vec!["show", "playbook", "playbook/mail.md"],
            vec!["show", "settings"],
        ] {
            let ran = run(dir.path(), &arguments);
            assert_eq!(ran.code, 2, "{broken:?} {arguments:?}: {}{}", ran.out, ran.err);
            let both = format!("{}{}", ran.out, ran.err);
            assert!(both.contains("gameplan.yml:6"), "{broken:?} {arguments:?}: {both}");
        }
    }
    assert!(!dir.path().join("public").exists());
}

#[test]
fn options_stand_before_or_after_the_command() {
    let dir = small();
    let parent = dir.path().parent().expect("a folder");
    let library = dir.path().to_str().expect("UTF-8");
    let day = ["--as-of", "2026-10-01"];
    let tail = ["show", "customer", "fjell", "--format", "json"];
    let orders: [Vec<&str>; 4] = [
        [&["-L", library][..], &day, &tail].concat(),
        [&tail[..], &day, &["--library", library]].concat(),
        [&day[..], &tail, &["-L", library]].concat(),
        [&["show", "-L", library, "--format", "json"][..], &day, &["customer", "fjell"]].concat(),
    ];
    let answers: Vec<_> = orders.iter().map(|o| run(parent, o)).collect();
    assert!(answers[0].out.contains("\"as_of\": \"2026-10-01\""), "{}{}", answers[0].out, answers[0].err);
    for (ran, order) in answers.iter().zip(&orders) {
        assert_eq!((ran.code, &ran.out), (0, &answers[0].out), "{order:?}: {}", ran.err);
    }
    let inside = run(dir.path(), &[&tail[..], &day].concat());
    assert_eq!(inside.out, answers[0].out, "the working directory is the library without `-L`");
}

#[test]
fn as_of_is_the_options_then_the_settings() {
    let dir = small();
    let day = |arguments: &[&str]| {
        let ran = run(dir.path(), &[&["show", "customer", "fjell", "--format", "json"], arguments].concat());
        let value: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        value["as_of"].as_str().expect("a day").to_string()
    };
    assert_eq!(day(&[]), "2026-09-08");
    assert_eq!(day(&["--as-of", "2026-08-15"]), "2026-08-15");
    let settings = std::fs::read_to_string(dir.path().join("gameplan.yml")).expect("settings");
    let without = settings.replace("as_of: 2026-09-08\n", "");
    std::fs::write(dir.path().join("gameplan.yml"), without).expect("written");
    assert_eq!(day(&[]), jiff::Zoned::now().date().to_string());
}

#[test]
fn stdout_is_the_answer_and_stderr_is_talk() {
    let dir = small();
    let json: &[&[&str]] = &[
        &["build", "--format", "json", "-v"],
        &["build", "--format", "json", "--color", "always"],
        &["check", "--format", "json", "-v", "--color", "always"],
        &["show", "playbook", "playbook/mail.md", "--format", "json"],
        &["show", "customer", "fjell", "--format", "json", "-v"],
        &["show", "settings", "--format", "json"],
    ];
    for arguments in json {
        let ran = run(dir.path(), arguments);
        let value: Result<serde_json::Value, _> = serde_json::from_str(&ran.out);
        assert!(value.is_ok_and(|v| v.is_object()), "{arguments:?} answers {}", ran.out);
    }
    let quiet = run(dir.path(), &["build", "-q"]);
    assert_eq!((quiet.code, quiet.err.as_str()), (0, ""));
    assert_eq!(quiet.out.lines().count(), 3, "{}", quiet.out);
    let talking = run(dir.path(), &["build", "-v"]);
    assert_eq!(talking.out, quiet.out);
    assert!(talking.err.contains("total"), "{}", talking.err);
    assert!(run(dir.path(), &["build", "-q", "-v"]).code == 2);
}
