//! The published site: every kept page and no other, links that lead somewhere, no directive left in the text,
//! nothing that a strict policy forbids. In: the demo library, an invented one, and the library that
//! `GAMEPLAN_LIBRARY` names. Out: failures by file. Never: the network.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a library that cannot be read is a fault of the test"
)]

#[path = "site/built.rs"]
mod built;
#[path = "site/scan.rs"]
mod scan;

use built::{Built, built, real_library};
use gameplan::document::nav::CONTENTS;
use std::collections::{BTreeSet, HashMap};

/// The site of each library that there is here.
fn sites() -> Vec<Built> {
    let mut all = vec![built("content", false), built("tests/site/library", false)];
    match real_library() {
        Some(library) => all.push(built(&library, true)),
        None => eprintln!("GAMEPLAN_LIBRARY is not set: the real library is not built"),
    }
    all
}

#[test]
fn what_is_published_is_sound() {
    let mut faults = Vec::new();
    for site in sites() {
        for root in site.roots() {
            faults.extend(kept_pages(&site, &root));
            faults.extend(links(&site, &root));
            faults.extend(tables(&site, &root));
            for (path, text) in site.html(&root) {
                faults
                    .extend(scan::directives(&text).into_iter().map(|d| format!("{root}/{path}: raw `{d}`")));
                if !["customers/", "reviews/"].iter().any(|f| path.starts_with(f)) {
                    faults.extend(
                        scan::loose(&own_host(&text)).into_iter().map(|d| format!("{root}/{path}: {d}")),
                    );
                }
                faults.extend(
                    scan::twice(&text).into_iter().map(|id| format!("{root}/{path}: id `{id}` twice")),
                );
            }
        }
    }
    let shown = faults.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{} faults\n{shown}", faults.len());
}

/// The page of lost addresses names the site's own host: it is shown under any address.
fn own_host(text: &str) -> String {
    text.replace("https://quay.example.org/", "")
}

/// Every page of the kept set is there, and no other.
fn kept_pages(site: &Built, root: &str) -> Vec<String> {
    let kept: BTreeSet<String> = site.resolved(root).by_route.into_keys().collect();
    let own = ["index.html", CONTENTS, "404.html", "search.html"];
    let known = |p: &String| {
        own.contains(&p.as_str())
            || p.starts_with("customers/")
            || p.starts_with("reviews/")
            || p.starts_with("search/")
            || site.is_old_address(p)
    };
    let there: BTreeSet<String> = site.html(root).into_iter().map(|(p, _)| p).collect();
    let lacking = kept.difference(&there).map(|p| format!("{root}/{p}: kept, but not there"));
    let strange =
        there.difference(&kept).filter(|p| !known(p)).map(|p| format!("{root}/{p}: there, but not kept"));
    lacking.chain(strange).collect()
}

/// Every link and image within the site leads to a file of it, and every fragment to a place on its page.
/// A fragment that no page has is the author's, and `check` names it.
fn links(site: &Built, root: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut places: HashMap<String, Option<BTreeSet<String>>> = HashMap::new();
    let pages = site.html(root).into_iter().map(|(path, text)| (path, scan::references(&text)));
    // The Markdown of pages says what their HTML says; that of handouts has templates of its own.
    let is_handout = |path: &str| ["customers/", "reviews/"].iter().any(|folder| path.starts_with(folder));
    let handouts = site.files(root, ".md").into_iter().filter(|(path, _)| is_handout(path));
    let handouts = handouts.map(|(path, text)| (path, scan::markdown_references(&text)));
    for (path, links) in pages.chain(handouts) {
        for link in links {
            let Some((target, fragment)) = scan::target(&path, &link) else { continue };
            let read = || site.file(root, &target).map(|text| scan::ids(&text).into_iter().collect());
            let Some(there) = places.entry(target.clone()).or_insert_with(read) else {
                faults.push(format!("{root}/{path}: `{link}` leads nowhere"));
                continue;
            };
            let Some(fragment) = fragment.filter(|_| target.ends_with(".html")) else { continue };
            if !there.contains(&fragment) && !site.is_found(&fragment) {
                faults.push(format!("{root}/{path}: `{link}` has no place there, and no finding says so"));
            }
        }
    }
    faults
}

/// No entry of a table points nowhere; the page that holds it all names every kept page.
fn tables(site: &Built, root: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let script = site.file(root, "assets/nav.js").unwrap();
    let json = script.trim().strip_prefix("window.gameplanNav = ").unwrap().strip_suffix(';').unwrap();
    let rows: Vec<(String, Option<String>, Option<usize>)> = serde_json::from_str(json).unwrap();
    for (at, (name, href, above)) in rows.iter().enumerate() {
        if above.is_some_and(|a| a >= at) {
            faults.push(format!("{root}: the entry `{name}` stands before the one above it"));
        }
        if let Some((target, _)) = href.as_ref().and_then(|h| scan::target("index.html", h))
            && site.file(root, &target).is_none()
        {
            faults.push(format!("{root}: the entry `{name}` leads to {target}, which is not there"));
        }
    }
    let contents = site.file(root, CONTENTS).unwrap();
    let named: BTreeSet<String> = scan::references(&contents)
        .iter()
        .filter_map(|l| scan::target(CONTENTS, l).map(|(t, _)| t))
        .collect();
    let unnamed = site.resolved(root).by_route.into_keys().filter(|r| !named.contains(r));
    faults.extend(unnamed.map(|r| format!("{root}: {CONTENTS} does not name {r}")));
    faults
}

/// The measures of the issue, and that a page does not grow with the site.
#[test]
fn the_real_library_stays_small() {
    let Some(library) = real_library() else { return };
    let site = built(&library, true);
    let pages = site.html("internal");
    let mut sizes: Vec<usize> = pages.iter().map(|(_, text)| text.len()).collect();
    sizes.sort_unstable();
    assert!(sizes[sizes.len() / 2] < 60_000, "median {}", sizes[sizes.len() / 2]);
    let total = site.bytes_beside_media("internal");
    assert!(total < 60_000_000, "{total} bytes");
    for (path, text) in pages.iter().filter(|(p, _)| p != CONTENTS) {
        let side = text
            .split_once("<nav class=\"side\"")
            .map_or("", |(_, rest)| rest.split("</nav>").next().unwrap_or(""));
        assert!(side.len() < 16_000, "{path}: {} bytes of navigation", side.len());
    }
}

#[test]
fn a_page_says_what_it_is_and_where_it_lies() {
    let site = built("tests/site/library", false);
    let cases = std::fs::read_to_string("tests/site/says.txt").unwrap();
    let mut faults = Vec::new();
    for line in cases.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (place, said) = line.split_once(" | ").unwrap();
        let (path, no) = said.strip_prefix("not ").map_or((said, false), |rest| (rest, true));
        let (root, file) = place.split_once('/').unwrap();
        let text = site.file(root, file).unwrap_or_else(|| panic!("{place} is not there"));
        if text.contains(&path.replace('⏎', "\n")) == no {
            faults.push(line.to_string());
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
