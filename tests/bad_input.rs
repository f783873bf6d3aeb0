//! What people get wrong: bad records stop a build before anything is published, bad pages are published as well
//! as can be; every fault is named in one run, and no bytes make the program panic.
//! In: the small library with one thing broken, random bytes. Out: exit codes, places, trees. Never: a fault unseen.

#[path = "bad_input/pages.rs"]
mod pages;
#[path = "support/folders.rs"]
mod folders;
#[path = "support/program.rs"]
mod program;
#[path = "bad_input/random.rs"]
mod random;

use folders::{copied, tree};
use program::{Ran, SMALL, run};
use serde_json::Value;
use std::path::Path;

/// A copy of the small library in a folder of its own.
pub(crate) fn small() -> tempfile::TempDir {
    copied(SMALL)
}

/// Findings of a check, as `path:line code severity`.
pub(crate) fn found(folder: &Path, paths: &[&str]) -> Vec<String> {
    let ran = run(folder, &[&["check", "--format", "json"], paths].concat());
    let answer: Value = serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {}", ran.err));
    let one = |f: &Value| {
        let text = |v: &Value| v.as_str().expect("text").to_string();
        format!("{}:{} {} {}", text(&f["path"]), f["start"]["line"], text(&f["code"]), text(&f["severity"]))
    };
    answer["findings"].as_array().expect("a list").iter().map(one).collect()
}

/// Files that stop a build, what breaks them, and the lines that are named.
const STOPPING: &[(&str, &str, &str, &[u32])] = &[
    ("customers/fjell.yml", "region: EMEA", "regoin: EMEA", &[3]),
    ("customers/fjell.yml", "managed: true", "managed: perhaps", &[5]),
    ("customers/fjell.yml", "{l1: Blocked, seats: 400", "{l1: Blokced, seats: 4000", &[17]),
    ("customers/harrow.yml", "enabled: 2026-02-01", "enabled: 2026-02-31", &[6]),
    ("customers/harrow.yml", "id: harrow", "id: harow", &[1]),
    ("customers/harrow.yml", "services:", "services: [", &[]),
    ("customers/skerry.yml", "usage: {2026-08: 150/200}", "usage: {2026-13: 150/200}", &[9]),
    ("customers/skerry.yml", "entitled: 200", "entitled: -200", &[6]),
    ("usage/harrow.csv", "Exchange,2026-08,50,500", "Exchange,2026-08,fifty,500", &[3]),
    ("progress/fjell.yml", "state: done", "state: dun", &[2]),
    ("cohorts/2026-09.yml", "customer: fjell", "costumer: fjell", &[2]),
    ("cohorts/2026-09.yml", "since: 2026-09-01", "since: soon", &[2]),
];

fn rewrite(folder: &Path, path: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(folder.join(path)).expect(path);
    assert!(text.contains(from), "{path} has no `{from}`");
    std::fs::write(folder.join(path), text.replace(from, to)).expect("written");
}

#[test]
fn each_bad_file_of_a_customer_stops_the_build_untouched() {
    for (path, from, to, lines) in STOPPING {
        let dir = small();
        assert_eq!(run(dir.path(), &["build"]).code, 0);
        let before = tree(&dir.path().join("public"));
        rewrite(dir.path(), path, from, to);
        rewrite(dir.path(), "playbook/mail.md", "Thank the people", "Thank all the people");
        let ran = run(dir.path(), &["build"]);
        assert_eq!(ran.code, 1, "`{to}` in {path}: {}{}", ran.out, ran.err);
        assert_eq!(tree(&dir.path().join("public")), before, "`{to}` in {path} changed the roots");
        assert!(ran.err.contains(path), "`{to}` in {path}: {}", ran.err);
        let checked = found(dir.path(), &[path]);
        for line in *lines {
            let named =
                checked.iter().any(|f| f.starts_with(&format!("{path}:{line} ")) && f.ends_with(" error"));
            assert!(named, "`{to}` in {path}:{line}: {checked:?}");
        }
        assert!(checked.iter().any(|f| f.ends_with(" error")), "`{to}` in {path}: {checked:?}");
    }
}

#[test]
fn two_records_of_one_customer_stop_the_build() {
    let dir = small();
    let record = std::fs::read(dir.path().join("customers/skerry.yml")).expect("record");
    std::fs::write(dir.path().join("customers/skerry.yaml"), record).expect("written");
    let ran = run(dir.path(), &["build"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.err.contains("customers/skerry.yaml") && ran.err.contains("customers/skerry.yml"),
        "{}",
        ran.err
    );
    assert!(!dir.path().join("public/internal").exists());
}

#[test]
fn all_faults_are_named_in_one_run() {
    let dir = small();
    let once: Vec<_> = STOPPING.iter().filter(|(.., lines)| !lines.is_empty()).collect();
    for (path, from, to, _) in &once {
        rewrite(dir.path(), path, from, to);
    }
    let checked = found(dir.path(), &[]);
    let Ran { code, err, out } = run(dir.path(), &["build"]);
    assert_eq!(code, 1, "{out}{err}");
    for (path, _, to, lines) in once {
        for line in *lines {
            let place = format!("{path}:{line}");
            let named =
                checked.iter().filter(|f| f.starts_with(&format!("{place} ")) && f.ends_with(" error"));
            assert!(named.count() > 0, "`{to}`: {place} is not among {checked:#?}");
            assert!(err.contains(&format!("--> {place}:")), "`{to}`: {place} is not in {err}");
        }
    }
    assert!(!dir.path().join("public/internal").exists(), "something was published");
    let left = tree(&dir.path().join("public"));
    assert!(left.is_empty(), "{:?}", left.keys());
}

#[test]
fn a_template_that_is_no_text_is_named_and_the_own_one_stands_in() {
    let dir = small();
    let plain = (run(dir.path(), &["build"]).code, tree(&dir.path().join("public")));
    std::fs::create_dir_all(dir.path().join("templates/html")).expect("a folder");
    std::fs::write(dir.path().join("templates/html/page.html"), b"<main>\xe4</main>").expect("written");
    let checked = found(dir.path(), &[]);
    assert!(checked.iter().any(|f| f == "templates/html/page.html:1 SO001 error"), "{checked:?}");
    assert_eq!((run(dir.path(), &["build"]).code, tree(&dir.path().join("public"))), plain);
}

/// The title of a page that others read may be the heading of one that all read, with a link or stars in it: that says
/// nothing of the other page.
#[test]
fn a_heading_may_say_what_the_title_of_others_says() {
    let dir = small();
    let page = |name: &str, head: &str, body: &str| {
        let text = format!("---\n{head}\n---\n{body}\n");
        std::fs::write(dir.path().join("playbook").join(name), text).expect("written");
    };
    page("inner.md", "title: The inner ledger of seats\nft.audience: internal", "# Inner");
    page(
        "wide.md",
        "title: Wide\nft.audience: internal, partner",
        "# Wide\n\n## The [inner](mail.md) ledger *of* seats",
    );
    let ran = run(dir.path(), &["build", "--audience", "partner:northsea-consulting"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    page("wide.md", "title: Wide\nft.audience: internal, partner", "# Wide");
    std::fs::write(
        dir.path().join("toc.yml"),
        "- name: The inner ledger of seats\n  href: playbook/inner.md\n",
    )
    .expect("written");
    let ran = run(dir.path(), &["build", "--audience", "partner:northsea-consulting"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

/// Our own words are on every page of a handout: a customer who is called like one of them closes no root.
#[test]
fn a_customer_may_be_called_as_a_column_is() {
    let dir = small();
    rewrite(dir.path(), "customers/harrow.yml", "name: Harrow Salvage", "name: Target");
    let ran = run(dir.path(), &["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.err.contains("AU006"), "{}", ran.err);
}

#[test]
fn a_record_that_is_no_text_is_named() {
    for bytes in [
        &b"id: fjell\nname: Fj\xf8ll\n"[..],
        b"",
        b"\0\0\0",
        b"\xff\xfe",
        b"- a\n- b\n",
        b"id: *x\n",
        b"{{{{",
    ] {
        let dir = small();
        std::fs::write(dir.path().join("customers/fjell.yml"), bytes).expect("written");
        let ran = run(dir.path(), &["build"]);
        assert_eq!(ran.code, 1, "{bytes:?}: {}", ran.err);
        assert!(ran.err.contains("customers/fjell.yml"), "{bytes:?}: {}", ran.err);
        let shown = run(dir.path(), &["show", "customer", "fjell"]);
        assert_eq!((shown.code, shown.out.as_str()), (1, ""), "{bytes:?}: {}", shown.err);
        let going = run(dir.path(), &["build", "--keep-going"]);
        assert_eq!(going.code, 1, "{bytes:?}: {}", going.err);
        assert!(dir.path().join("public/internal/customers/skerry/index.html").exists(), "{bytes:?}");
        assert!(!dir.path().join("public/internal/customers/fjell").exists(), "{bytes:?}");
    }
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut text =
        String::from("id: fjell\nname: Fjell\nregion: EMEA\ndata:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for depth in 1..12 {
        let part = format!("*a{}", depth - 1);
        text += &format!("  a{depth}: &a{depth} [{}]\n", [part.as_str(); 9].join(", "));
    }
    let dir = small();
    for bomb in [text, format!("id: {}", "[".repeat(100_000)), "a: {".repeat(50_000)] {
        std::fs::write(dir.path().join("customers/fjell.yml"), bomb).expect("written");
        let ran = run(dir.path(), &["build"]);
        assert_eq!(ran.code, 1, "{}", &ran.err[..ran.err.len().min(400)]);
        assert!(ran.err.contains("customers/fjell.yml"));
    }
}

#[test]
fn includes_of_includes_are_bounded() {
    let dir = small();
    for number in 1..=8 {
        let next = format!("[!INCLUDE [next](wide-{}.md)]\n\n", number + 1).repeat(10);
        let text =
            format!("---\ntitle: Wide {number}\nft.audience: internal\n---\n\n# Wide {number}\n\n{next}");
        std::fs::write(dir.path().join(format!("wide-{number}.md")), text).expect("written");
    }
    let ran = run(dir.path(), &["build", "--audience", "internal"]);
    assert_eq!(ran.code, 0, "{}", &ran.err[..ran.err.len().min(400)]);
    let checked = found(dir.path(), &["wide-1.md"]);
    assert!(checked.iter().any(|f| f.ends_with(" LN012 error")), "{checked:?}");
}

/// What makes a page when nothing else stands on it. The time that a page takes grows with its length, not with its
/// square: of these, one of the square would take longer than everybody's patience.
const ALONE: [&str; 18] = [
    "a.",
    "#",
    "#\n",
    "# [a](#b)\n",
    "\u{200b}",
    "*",
    "[",
    "`",
    "&",
    "- ",
    "<!a \n",
    "<!a =\"\n",
    "para\n\n1. item\n\n",
    "Primary Role: **a**\n\n",
    "[!INCLUDE [a](b.md)]\n",
    "### A\n\nWhen: **active usage < 10 %**\n\n1. b\n\n",
    "3616 ",
    "task 3616, ",
];

#[test]
fn a_page_of_one_thing_is_read_in_its_time() {
    let dir = small();
    for (number, unit) in ALONE.iter().enumerate() {
        let head = format!(
            "---\ntitle: Page {number}\nft.audience: internal\n---\n\n# Page {number}\n\n## Approach\n\n"
        );
        let text = head + &unit.repeat(100_000 / unit.len());
        std::fs::write(dir.path().join(format!("alone-{number}.md")), text).expect("written");
    }
    let ran = run(dir.path(), &["build", "--audience", "internal"]);
    assert_eq!(ran.code, 0, "{}", &ran.err[..ran.err.len().min(400)]);
    assert_eq!(run(dir.path(), &["check", "--format", "short", "--fail-on", "error"]).code, 1);
}
