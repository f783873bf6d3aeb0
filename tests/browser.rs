//! The site in a real browser, served with the policies that a build writes: axe-core finds nothing on a page of
//! every kind, nothing is refused, keys lead everywhere, search answers, pages are whole without scripts.
//! In: `chromedriver` and Chromium, axe-core below `target/npm` (or `GAMEPLAN_AXE`); `./test` installs them. Out:
//! failures by page. Never: another machine. Without a driver these tests say so and pass.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a browser that cannot be asked is a fault of the test"
)]

#[path = "support/driver.rs"]
mod driver;
#[path = "support/server.rs"]
mod server;

use driver::{Colours, DOWN, Driver, ENTER, ESCAPE, TAB};
use gameplan::pipeline::{BuildOptions, Library, Silent};
use serde_json::json;
use server::Server;
use std::path::PathBuf;

/// A page of every kind: of the demo, and of the invented library with its Japanese, its video and its ropes.
const PAGES: [(&str, &[&str]); 2] = [
    (
        "content",
        &[
            "english-playbook/mail.html",
            "german-playbook/mail-de.html",
            "playbook/adopt-teams.html",
            "index.html",
            "nav.html",
            "search/index.html#q=mail",
            "search/index.html#q=nothing-like-it",
            "404.html",
            "mail.html?still",
            "customers/index.html",
            "customers/northern.html",
            "customers/norrland-timber/index.html",
            "customers/norrland-timber/checklist.html",
            "customers/norrland-timber/kpis.html",
            "customers/norrland-timber/review.html",
            "customers/isbister-care/kpis.html",
            "reviews/2026-09/northern-2026-09-08.html",
        ],
    ),
    (
        "tests/site/library",
        &[
            "japanese-playbook/mail-jp.html",
            "guide/index.html",
            "guide/knots%20and%20bends.html",
            "guide/inside.html",
        ],
    ),
];

/// The internal root of a library, and what serves it.
struct Site {
    _folder: tempfile::TempDir,
    server: Server,
}

impl Site {
    fn of(library: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let today = "2026-09-08".parse().unwrap();
        let options = BuildOptions {
            library: Library { root: PathBuf::from(library), as_of: None, today },
            out: Some(folder.path().to_path_buf()),
            audiences: vec!["internal".into()],
            only: Vec::new(),
            customers: Vec::new(),
            jobs: None,
            strict: false,
            keep_going: true,
        };
        gameplan::pipeline::build(&options, &Silent).unwrap();
        let server = Server::start(&folder.path().join("internal"));
        Self { _folder: folder, server }
    }

    fn address(&self, page: &str) -> String {
        format!("{}/{page}", self.server.address())
    }
}

/// axe-core's text.
fn axe() -> Option<String> {
    let path = std::env::var_os("GAMEPLAN_AXE")
        .map_or_else(|| PathBuf::from("target/npm/node_modules/axe-core/axe.min.js"), PathBuf::from);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("no axe-core at {}: accessibility was not tested", path.display());
    }
    text
}

#[test]
fn axe_finds_nothing_in_light_dark_and_print_on_phone_and_desk() {
    let (Some(axe), Some(driver)) = (axe(), Driver::found()) else { return };
    driver.prepare(&axe);
    let mut faults = Vec::new();
    for (library, pages) in PAGES {
        let site = Site::of(library);
        for page in pages {
            for colours in [Colours::Light, Colours::Dark, Colours::Print] {
                let paper = (colours == Colours::Print).then_some(680);
                for width in [360, 1280].into_iter().chain(paper) {
                    driver.look(width, colours);
                    driver.open(&site.address(page));
                    let said = driver.ask(include_str!("browser/axe.js"));
                    let all = said.into_iter().chain(driver.complaints());
                    faults.extend(all.map(|said| format!("{page} {colours:?} {width}: {said}")));
                }
            }
        }
        assert_eq!(site.server.refused(), Vec::<String>::new(), "{library}: asked for, and not there");
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_script_adds_what_it_says() {
    let Some(driver) = Driver::found() else { return };
    let site = Site::of("tests/site/library");
    for page in ["english-playbook/mail.html", "guide/index.html"] {
        for width in [360, 1280] {
            driver.look(width, Colours::Light);
            driver.open(&site.address(page));
            assert!(
                driver.comes_true("document.querySelector('.theme')"),
                "{page}: {:?}",
                driver.complaints()
            );
            let said = driver.ask(include_str!("browser/walk.js"));
            assert_eq!(said, Vec::<String>::new(), "{page} at {width}");
        }
    }
}

/// True once the focus is on something like it.
fn tab_to(driver: &Driver, selector: &str) -> bool {
    (0..60).any(|_| {
        driver.press(TAB);
        driver.value(&format!("document.activeElement?.matches({})", json!(selector))) == json!(true)
    })
}

#[test]
fn keys_lead_through_the_navigation() {
    let Some(driver) = Driver::found() else { return };
    let site = Site::of("tests/site/library");
    driver.look(1280, Colours::Light);
    driver.open(&site.address("english-playbook/mail.html"));
    driver.press(TAB);
    let seen = "document.activeElement?.matches('.skip') && document.activeElement?.getBoundingClientRect().top >= 0";
    assert!(driver.comes_true(seen), "the first key shows the way past the head");
    driver.press(ENTER);
    assert!(driver.comes_true("location.hash === '#pageMain'"));

    driver.open(&site.address("english-playbook/mail.html"));
    assert!(tab_to(&driver, "#pageSide .fold[aria-expanded=false]"), "a folded entry has the focus");
    driver.press(ENTER);
    let open = "document.activeElement?.getAttribute('aria-expanded') === 'true'";
    assert!(driver.comes_true(open), "Enter unfolds it");
    assert!(tab_to(&driver, "#pageSide .fold ~ ul a"), "what it holds can be reached");
    let target = driver.value("document.activeElement?.href");
    driver.press(ENTER);
    assert!(driver.comes_true(&format!("location.href === {target}")), "Enter leads to {target}");
    assert!(
        driver.comes_true("document.querySelector('#pageSide [aria-current=page]')"),
        "the way there is open"
    );

    // On a phone the table opens over the page and gives the focus back.
    driver.look(360, Colours::Light);
    driver.open(&site.address("english-playbook/mail.html"));
    assert!(tab_to(&driver, ".to-contents"));
    driver.press(ENTER);
    assert!(driver.comes_true("document.querySelector('#pageSide').contains(document.activeElement)"));
    driver.press(ESCAPE);
    assert!(driver.comes_true("document.activeElement?.matches('.to-contents')"));
}

#[test]
fn keys_search_for_words_acronyms_and_japanese() {
    let Some(driver) = Driver::found() else { return };
    driver.look(1280, Colours::Light);
    for (library, start, words, found) in [
        ("content", "index.html", "escalation", "/english-playbook/mail.html"),
        ("content", "playbook/adopt-teams.html", "FTOP", "/english-playbook/mail.html"),
        ("tests/site/library", "index.html", "L1/L2/L3", "/english-playbook/Sea.html"),
        ("tests/site/library", "english-playbook/mail.html", "使い方", "/japanese-playbook/mail-jp.html"),
    ] {
        let site = Site::of(library);
        driver.open(&site.address(start));
        assert!(driver.comes_true("document.documentElement.dataset.script === ''"));
        driver.press("/");
        assert!(
            driver.comes_true("document.activeElement?.matches('.top-search input')"),
            "`/` goes to the field"
        );
        driver.press(words);
        driver.press(ENTER);
        assert!(driver.comes_true("document.querySelector('.hit')"), "{words}: nothing is found");
        assert!(tab_to(&driver, "#search-words"));
        driver.press(DOWN);
        assert!(driver.comes_true("document.activeElement === document.querySelector('.hit')"));
        let hits = driver.value("Array.from(document.querySelectorAll('.hit'), (a) => a.pathname).join(' ')");
        assert!(hits.as_str().unwrap().contains(found), "{words}: {hits}");
        driver.press(ENTER);
        assert!(driver.comes_true("!document.querySelector('#search-form')"), "Enter opens the first result");
        assert_eq!(driver.complaints(), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn without_scripts_pages_are_whole() {
    let Some(driver) = Driver::found() else { return };
    driver.look(1280, Colours::Light);
    driver.scripts(false);
    let site = Site::of("tests/site/library");
    driver.open(&site.address("english-playbook/mail.html"));
    let text = driver.value("document.documentElement.outerHTML");
    let text = text.as_str().unwrap();
    assert!(!text.contains("data-script"), "the script ran");
    for part in [
        "aria-current=\"page\"",
        "Mail at sea",
        "href=\"../nav.html\"",
        "On this page",
        "data-need=\"Optional\"",
    ] {
        assert!(text.contains(part), "`{part}` is not there without scripts");
    }
    let shown = "Array.from(document.querySelectorAll('#pageSide a, .prose p, .contents a')).every((e) => e.checkVisibility())";
    assert_eq!(driver.value(shown), json!(true), "something is hidden without scripts");
    driver.open(&site.address("search/index.html"));
    let said = driver.value("document.querySelector('noscript').textContent");
    assert!(said.as_str().unwrap().contains("JavaScript"), "{said}");
}
