//! What `build` writes, and what it leaves as it was. In: the small library, changed. Out: trees of roots.
//! Never: the look of a document; golden files hold that.

use super::folders::tree;
use super::program::run;
use super::small;
use std::collections::BTreeSet;
use std::path::Path;

fn paths(folder: &Path) -> BTreeSet<String> {
    tree(folder).into_keys().collect()
}

fn built(folder: &Path, arguments: &[&str]) {
    let ran = run(folder, &[&["build"], arguments].concat());
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
}

fn rewrite(folder: &Path, path: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(folder.join(path)).expect(path);
    assert!(text.contains(from), "{path} has no `{from}`");
    std::fs::write(folder.join(path), text.replace(from, to)).expect("written");
}

/// A customer's folder with these documents.
fn customer(id: &str, checklist: bool) -> Vec<String> {
    let mut files = vec!["index.html", "kpis.html", "kpis.md", "review.html", "review.md"];
    if checklist {
        files.extend(["checklist.html", "checklist.md"]);
    }
    files.into_iter().map(|f| format!("customers/{id}/{f}")).collect()
}

#[test]
fn each_audience_has_a_root_of_its_own() {
    let dir = small();
    built(dir.path(), &[]);
    built(dir.path(), &["--audience", "partner:northsea-consulting"]);
    built(dir.path(), &["--audience", "partner:quayside"]);
    let public = dir.path().join("public");
    let roots = ["customer", "internal", "partner", "partner--northsea-consulting", "partner--quayside"];
    let beside: BTreeSet<String> = std::fs::read_dir(&public)
        .expect("public")
        .map(|e| e.expect("entry").file_name().into_string().expect("UTF-8"))
        .collect();
    let expected: BTreeSet<String> =
        roots.iter().flat_map(|r| [(*r).to_string(), format!("{r}.build.json")]).collect();
    assert_eq!(beside, expected);
    let folders = |root: &str| -> BTreeSet<String> {
        let all = paths(&public.join(root));
        all.iter()
            .filter_map(|p| p.strip_prefix("customers/")?.split_once('/'))
            .map(|(id, _)| id.to_string())
            .collect()
    };
    let ids = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(folders("internal"), ids(&["fjell", "harrow", "skerry"]));
    assert_eq!(folders("customer"), ids(&["fjell", "harrow", "skerry"]));
    assert_eq!(folders("partner"), ids(&[]));
    assert_eq!(folders("partner--northsea-consulting"), ids(&["fjell", "harrow"]));
    assert_eq!(folders("partner--quayside"), ids(&["harrow"]));
    for (root, checklist) in [("internal", true), ("customer", false), ("partner--quayside", true)] {
        let all = paths(&public.join(root));
        let own: BTreeSet<&String> = all.iter().filter(|p| p.starts_with("customers/harrow/")).collect();
        assert_eq!(own, customer("harrow", checklist).iter().collect(), "{root}");
    }
    for root in ["customer", "partner"] {
        assert!(!paths(&public.join(root)).contains("customers/index.html"), "{root} lists customers");
    }
    for root in ["internal", "partner--quayside"] {
        assert!(paths(&public.join(root)).contains("customers/index.html"), "{root} has no list");
    }
}

#[test]
fn pages_keep_their_addresses_and_have_a_twin() {
    let dir = small();
    built(dir.path(), &[]);
    let internal = paths(&dir.path().join("public/internal"));
    for page in ["index", "playbook/mail", "playbook/kickoff", "german-playbook/mail-de"] {
        assert!(
            internal.contains(&format!("{page}.html")) && internal.contains(&format!("{page}.md")),
            "{page}"
        );
    }
    assert!(internal.contains("playbook/media/quay.png"));
    assert!(!internal.iter().any(|p| p.contains("includes")), "an include has a route");
    let partner = tree(&dir.path().join("public/partner"));
    assert!(partner.contains_key("playbook/mail.html") && !partner.contains_key("playbook/kickoff.html"));
    for (path, bytes) in partner {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("kickoff.html") && !text.contains("between us and the yard"), "{path}");
    }
}

#[test]
fn no_wider_root_names_what_is_not_for_it() {
    let dir = small();
    built(dir.path(), &[]);
    built(dir.path(), &["--audience", "partner:quayside"]);
    for root in ["customer", "partner", "partner--quayside"] {
        for (path, bytes) in tree(&dir.path().join("public").join(root)) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            assert!(!text.contains("until the yard sends"), "{root}/{path} holds a note");
            assert!(!text.contains("A. Lindholm"), "{root}/{path} names a person");
            let others = if path.starts_with("customers/fjell/") { "Skerry" } else { "Fjell" };
            assert!(!text.contains(others), "{root}/{path} names another customer");
        }
    }
}

#[test]
fn a_markdown_handout_is_ticked_by_comments() {
    let dir = small();
    built(dir.path(), &[]);
    let text = std::fs::read_to_string(dir.path().join("public/internal/customers/fjell/checklist.md"))
        .expect("text");
    let first = "<!-- gameplan ticks 1 customer=fjell as-of=2026-09-08 audience=internal -->";
    assert_eq!(text.lines().next(), Some(first));
    let lines: Vec<&str> = text.lines().filter(|l| l.trim_start().starts_with("- [")).collect();
    assert!(lines.len() >= 3, "{text}");
    for line in &lines {
        let comment = line.split("<!-- gp ").nth(1).and_then(|c| c.strip_suffix(" -->"));
        let parts: Vec<&str> = comment.unwrap_or_else(|| panic!("no comment: {line}")).split(' ').collect();
        let [key, state, hash] = parts[..] else { panic!("not three parts: {line}") };
        assert!(key.contains('/'), "{line}");
        assert_eq!(line.contains("- [x]"), state == "done", "{line}");
        assert!(hash.len() == 8 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')), "{line}");
    }
    assert!(lines.iter().any(|l| l.contains("<!-- gp Exchange/best-team done ")), "{text}");
}

#[test]
fn a_partial_build_carries_the_rest_over() {
    let dir = small();
    built(dir.path(), &[]);
    let public = dir.path().join("public");
    let before = tree(&public);
    rewrite(dir.path(), "customers/fjell.yml", "2026-08: 234/1000", "2026-08: 240/1000");
    rewrite(dir.path(), "customers/skerry.yml", "2026-08: 150/200", "2026-08: 151/200");
    rewrite(dir.path(), "playbook/kickoff.md", "Invite the harbour", "Invite the whole harbour");
    // What each partial build may change.
    for (arguments, allowed) in [
        (vec!["--customer", "fjell"], "customers/fjell/"),
        (vec!["--only", "customers"], "customers/"),
        (vec!["--only", "reviews"], "reviews/"),
        (vec!["--only", "site"], "playbook/"),
    ] {
        let standing = tree(&public);
        built(dir.path(), &arguments);
        let now = tree(&public);
        assert_eq!(standing.keys().collect::<Vec<_>>(), now.keys().collect::<Vec<_>>(), "{arguments:?}");
        let changed: Vec<&String> = now.keys().filter(|p| now[*p] != standing[*p]).collect();
        assert!(!changed.is_empty(), "{arguments:?} changed nothing");
        for path in changed {
            // The search index and llms.txt are made of the pages.
            let of_pages = |p: &str| allowed == "playbook/" && (p.starts_with("search/") || p == "llms.txt");
            let inside = path.split_once('/').is_some_and(|(_, p)| p.starts_with(allowed) || of_pages(p));
            assert!(inside || path.ends_with(".build.json"), "{arguments:?} changed {path}");
        }
    }
    assert_ne!(before, tree(&public));
    let partly = tree(&public);
    built(dir.path(), &[]);
    assert_eq!(partly, tree(&public), "the parts together are the whole");
}

#[test]
fn another_audience_stays_as_it_is() {
    let dir = small();
    built(dir.path(), &["--audience", "internal"]);
    let public = dir.path().join("public");
    assert!(!public.join("partner").exists());
    let internal = tree(&public);
    rewrite(dir.path(), "playbook/mail.md", "Thank the people", "Thank all the people");
    built(dir.path(), &["--audience", "partner"]);
    let both = tree(&public);
    assert!(both.contains_key("partner/playbook/mail.html"));
    assert!(internal.iter().all(|(path, bytes)| both[path] == *bytes), "internal was touched");
}

#[test]
fn keep_going_leaves_out_and_strict_stops() {
    let dir = small();
    built(dir.path(), &[]);
    let public = dir.path().join("public");
    let before = tree(&public);
    // Findings in pages stop nothing; with `--strict` they do.
    let strict = run(dir.path(), &["build", "--strict"]);
    assert_eq!((strict.code, tree(&public) == before), (1, true), "{}", strict.err);
    rewrite(dir.path(), "customers/harrow.yml", "region:", "regoin:");
    rewrite(dir.path(), "customers/skerry.yml", "entitled: 200", "entitled: 210");
    let stopped = run(dir.path(), &["build"]);
    assert_eq!((stopped.code, tree(&public) == before), (1, true), "{}", stopped.err);
    let going = run(dir.path(), &["build", "--keep-going"]);
    assert_eq!(going.code, 1, "{}", going.err);
    assert!(
        going.err.contains("customers/harrow.yml:3:1") && going.err.contains("did you mean `region`"),
        "{}",
        going.err
    );
    let internal = tree(&public.join("internal"));
    assert!(!internal.keys().any(|p| p.starts_with("customers/harrow/")), "harrow was built");
    assert!(internal.keys().any(|p| p.starts_with("customers/fjell/")), "fjell was not built");
    for (path, bytes) in &internal {
        assert!(!String::from_utf8_lossy(bytes).contains("Harrow"), "{path} names who was left out");
    }
}
