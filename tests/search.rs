//! Search: words cut alike in Rust and in the browser, and what queries find in the built index.
//! In: `tests/search/cut.txt` (texts and their terms), `tests/search/queries.txt` (queries and results), the library
//! of `tests/extras/library`. Out: failed tests; `BLESS=1` writes what was seen, read the diff.
//! The browser is Chromium behind its driver; `./test` installs both. Without them those tests say so and pass.

#[path = "support/driver.rs"]
mod driver;
#[path = "support/golden.rs"]
mod golden;
#[path = "extras/place/mod.rs"]
mod place;
#[path = "support/server.rs"]
mod server;

use driver::{DOWN, Driver, ENTER, ESCAPE, UP};
use gameplan::render::search::{script, terms};
use proptest::prelude::*;
use serde_json::json;
use server::Server;
use std::path::Path;

const CUT: &str = "tests/search/cut.txt";
const QUERIES: &str = "tests/search/queries.txt";
/// The page has its results, and no more are on their way.
const FOUND: &str = "document.querySelector('.search-results[aria-busy=false]')";
const COUNT: &str = "document.getElementById('search-count').textContent";

#[test]
fn texts_are_cut_as_written_down() {
    let mut seen = String::new();
    for line in read(CUT).lines() {
        let Some((texts, _)) = line.split_once(" =>") else {
            seen.push_str(&format!("{line}\n"));
            continue;
        };
        let cuts: Vec<String> = texts.split(" | ").map(|text| terms(text).join(" ")).collect();
        assert!(cuts.iter().all(|cut| *cut == cuts[0]), "`{texts}` gives {cuts:?}");
        seen.push_str(format!("{texts} => {}", cuts[0]).trim_end());
        seen.push('\n');
    }
    golden::same(CUT, &seen);
}

#[test]
fn the_browser_cuts_as_the_index_was_cut() {
    let Some(driver) = Driver::found() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let mut texts: Vec<String> = Vec::new();
    for line in read(CUT).lines() {
        texts.extend(line.split_once(" =>").iter().flat_map(|(t, _)| t.split(" | ").map(String::from)));
    }
    // Every letter below U+3400, and some of the blocks above it.
    let all: Vec<char> =
        (0x20..0x3400).chain(0xfa00..0x10000).chain(0x1d400..0x1d800).filter_map(char::from_u32).collect();
    texts.extend(all.chunks(16).map(|chunk| chunk.iter().map(|c| format!("{c}a ")).collect()));
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).expect(name);
    write("search.js", script());
    write("texts.js", format!("const TEXTS = {};", json!(texts)));
    write(
        "page.html",
        "<meta charset=utf-8><script src=search.js></script><script src=texts.js></script>".into(),
    );
    driver.open(&format!("file://{}", folder.path().join("page.html").display()));
    let cuts = driver.ask(
        "const { cut, terms } = window.gameplanWords; tell(TEXTS.map((t) => cut(t).flatMap(terms).join(' ')));",
    );
    assert_eq!(cuts.len(), texts.len());
    // Letters that one of the two knows from a newer Unicode are no difference of the code.
    let differ: Vec<_> =
        texts.iter().zip(&cuts).filter(|(text, cut)| terms(text).join(" ") != **cut).collect();
    assert!(
        differ.is_empty(),
        "{} of {} differ: {:?}",
        differ.len(),
        texts.len(),
        &differ[..differ.len().min(3)]
    );
}

#[test]
fn queries_find_what_is_written_down_under_the_strict_policy() {
    let Some(driver) = Driver::found() else { return };
    let built = place::build();
    let cases = read(QUERIES);
    let mut seen = cases.lines().filter(|l| l.starts_with('#')).map(|l| format!("{l}\n")).collect::<String>();
    for root in ["internal", "partner"] {
        let server = Server::start(&built.path(root));
        for case in cases.lines().filter_map(|line| line.strip_prefix("? ")) {
            let Some(query) = case.strip_prefix(root).map(str::trim) else { continue };
            find(&driver, &format!("{}/search/index.html", server.address()), query);
            let lines = driver.ask(include_str!("search/seen.js")).join("\n");
            seen.push_str(&format!("? {case}\n{lines}\n\n"));
            assert_eq!(driver.complaints(), Vec::<String>::new(), "{case}");
        }
        assert_eq!(server.refused(), Vec::<String>::new(), "the page asks for what is not there");
    }
    golden::same(QUERIES, &seen);
}

#[test]
fn a_search_runs_from_a_folder() {
    let Some(driver) = Driver::found() else { return };
    let built = place::build();
    let page = format!("file://{}", built.path("internal/search/index.html").display());
    find(&driver, &page, "xylograph");
    assert_eq!(driver.value(COUNT), json!("1 page for “xylograph”"), "the number of pages is said");
    let first = "document.querySelector('.hit').getAttribute('href')";
    assert_eq!(driver.value(first), json!("../playbook/inner.html"), "the page is found from a folder");
    driver.open(&format!("{page}?q=xylograph"));
    assert!(driver.comes_true(FOUND), "the search ends");
    assert_eq!(driver.value(first), json!("../playbook/inner.html"), "a form of another page asks by `?q=`");
}

#[test]
fn a_search_goes_by_keyboard() {
    let Some(driver) = Driver::found() else { return };
    let built = place::build();
    let server = Server::start(&built.path("internal"));
    driver.open(&format!("{}/search/index.html", server.address()));
    assert!(driver.comes_true(FOUND), "the page listens");
    let focus = "(document.activeElement?.id || document.activeElement?.textContent)";
    let at = |expected: &str, key: &str| assert_eq!(driver.value(focus), json!(expected), "{key}");
    driver.press("/");
    at("search-words", "the way to the field");
    driver.press("FTOP");
    assert!(
        driver.comes_true(&format!("{FOUND} && document.querySelector('.hit')")),
        "results while writing"
    );
    assert_eq!(driver.value(COUNT), json!("2 pages for “FTOP”"));
    assert_eq!(driver.value("location.hash"), json!("#q=FTOP"), "the address can be sent to somebody");
    for (key, name, expected) in [
        (DOWN, "down", "Blocked customers"),
        (DOWN, "down again", "Inner ledger"),
        (UP, "up", "Blocked customers"),
        (UP, "up again", "search-words"),
        (DOWN, "down", "Blocked customers"),
        (ESCAPE, "Escape", "search-words"),
    ] {
        driver.press(key);
        at(expected, name);
    }
    driver.press(ENTER);
    assert_eq!(driver.settles(focus, &json!("Blocked customers")), json!("Blocked customers"), "Enter");
}

/// The first query of a large library, with everything that it loads, stays below 150 KB.
#[test]
fn a_first_query_of_the_real_library_is_small() {
    let Some(library) = std::env::var_os("GAMEPLAN_LIBRARY") else { return };
    let Some(driver) = Driver::found() else { return };
    let built = place::build_of(Path::new(&library));
    for root in ["internal", "partner"] {
        for query in ["FTOP", "exchange migration", "customer"] {
            // Another port is another place: nothing of it is known to the browser.
            let server = Server::start(&built.path(root));
            find(&driver, &format!("{}/search/index.html", server.address()), query);
            assert!(
                driver.comes_true("document.querySelector('.hit')"),
                "{root}: nothing was found for {query}"
            );
            let bytes = server.bytes();
            assert!(bytes < 150_000, "{root}: {query} moves {bytes} bytes");
        }
    }
}

proptest! {
    /// What is asked for in other case, width or with other marks between is cut to the same terms.
    #[test]
    fn case_and_marks_make_no_difference(words in prop::collection::vec("[a-zäöüéñ0-9]{1,12}", 1..6)) {
        let plain = words.join(" ");
        let expected = terms(&plain);
        prop_assert_eq!(&terms(&plain.to_uppercase()), &expected);
        prop_assert_eq!(&terms(&words.join("\u{a0}, ")), &expected);
        let marked: String = plain.chars().flat_map(|c| ['\u{200b}', c]).collect();
        prop_assert_eq!(&terms(&marked), &expected);
    }

    /// Any two neighbouring signs of a script without blanks are one term, wherever they stand.
    #[test]
    fn neighbours_are_found(signs in "[ぁ-ん一-龠ァ-ヴ]{2,20}", before in "[a-z ]{0,8}") {
        let all = terms(&format!("{before}{signs}"));
        let signs: Vec<char> = signs.chars().collect();
        for pair in signs.windows(2) {
            let pair: String = pair.iter().collect();
            prop_assert!(all.contains(&pair), "{:?} lacks {}", all, pair);
        }
    }
}

/// Opens the search page with a query, or with what stands behind `#`, and waits for what it finds.
fn find(driver: &Driver, page: &str, query: &str) {
    let encode = if query.contains('=') { query.to_string() } else { format!("q={}", encoded(query)) };
    driver.open(&format!("{page}#{encode}"));
    assert!(driver.comes_true(FOUND), "{query}: the search ends");
}

/// A text as a part of an address.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .unwrap_or_else(|e| panic!("{path}: {e}"))
}
