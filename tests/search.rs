//! Search: words cut alike in Rust and in the browser, and what queries find in the built index.
//! In: `tests/search/cut.txt` (texts and their terms), `tests/search/queries.txt` (queries and results), the library
//! of `tests/extras/library`. Out: failed tests; `BLESS=1` writes what was seen, read the diff.
//! The browser is `$GAMEPLAN_BROWSER`, else `chromium`; `./test` installs it. Without one those tests end.

#[path = "support/golden.rs"]
mod golden;
#[path = "extras/place/mod.rs"]
mod place;
#[path = "search/server.rs"]
mod server;

use gameplan::render::search::{script, terms};
use proptest::prelude::*;
use server::Server;
use std::path::Path;
use std::process::Command;

const CUT: &str = "tests/search/cut.txt";
const QUERIES: &str = "tests/search/queries.txt";

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
    let Some(browser) = browser() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let mut texts: Vec<String> = Vec::new();
    for line in read(CUT).lines() {
        texts.extend(line.split_once(" =>").iter().flat_map(|(t, _)| t.split(" | ").map(String::from)));
    }
    // Every letter below U+3400, and some of the blocks above it.
    let all: Vec<char> =
        (0x20..0x3400).chain(0xfa00..0x10000).chain(0x1d400..0x1d800).filter_map(char::from_u32).collect();
    texts.extend(all.chunks(16).map(|chunk| chunk.iter().map(|c| format!("{c}a ")).collect()));
    std::fs::write(folder.path().join("search.js"), script()).expect("the script");
    std::fs::write(folder.path().join("texts.js"), format!("const TEXTS = {};", serde_json::json!(texts)))
        .expect("texts");
    let page = "<!doctype html><meta charset=utf-8><pre id=out></pre><script src=search.js></script><script src=texts.js></script>\
        <script>const { cut, terms } = window.gameplanWords; document.getElementById('out').textContent = \
        TEXTS.map((text) => encodeURIComponent(cut(text).flatMap(terms).join(' '))).join('\\n');</script>";
    std::fs::write(folder.path().join("page.html"), page).expect("the page");
    let dom = dump(&browser, &format!("file://{}", folder.path().join("page.html").display()), 4000);
    let out = dom.split("<pre id=\"out\">").nth(1).and_then(|t| t.split("</pre>").next()).expect("an answer");
    let cuts: Vec<String> = out.split('\n').map(decoded).collect();
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
    let Some(browser) = browser() else { return };
    let built = place::build();
    let cases = read(QUERIES);
    let queries: Vec<&str> = cases.lines().filter_map(|line| line.strip_prefix("? ")).collect();
    let mut seen = cases.lines().filter(|l| l.starts_with('#')).map(|l| format!("{l}\n")).collect::<String>();
    for root in ["internal", "partner"] {
        let own: Vec<&str> = queries.iter().filter_map(|q| q.strip_prefix(root)).map(str::trim).collect();
        let server = Server::start(&built.path(root), harness(root, &own));
        let dom = dump(&browser, &format!("{}/harness.html", server.address()), 12_000);
        let out =
            dom.split("<pre id=\"out\">").nth(1).and_then(|t| t.split("</pre>").next()).expect("an answer");
        seen.push_str(&decoded(out));
        assert_eq!(server.refused(), Vec::<String>::new(), "the page asks for what is not there");
    }
    golden::same(QUERIES, &seen);
}

#[test]
fn a_search_runs_from_a_folder_and_by_keyboard() {
    let Some(browser) = browser() else { return };
    let built = place::build();
    let page = built.path("internal/search/index.html");
    let dom = dump(&browser, &format!("file://{}#q=xylograph", page.display()), 4000);
    assert!(dom.contains("href=\"../playbook/inner.html\""), "the page is found from a folder");
    assert!(dom.contains("1 page for “xylograph”"), "the number of pages is said");
    let dom = dump(&browser, &format!("file://{}?q=xylograph", page.display()), 4000);
    assert!(dom.contains("href=\"../playbook/inner.html\""), "a form of another page asks by `?q=`");
    let server = Server::start(&built.path("internal"), read("tests/search/keys.html"));
    let dom = dump(&browser, &format!("{}/harness.html", server.address()), 8000);
    let out = dom.split("<pre id=\"out\">").nth(1).and_then(|t| t.split("</pre>").next()).expect("an answer");
    golden::same("tests/search/keys.txt", &format!("{}\n", decoded(out)));
}

/// The first query of a large library, with everything that it loads, stays below 150 KB.
#[test]
fn a_first_query_of_the_real_library_is_small() {
    let (Some(browser), Some(library)) = (browser(), std::env::var_os("GAMEPLAN_LIBRARY")) else { return };
    let built = place::build_of(Path::new(&library));
    for root in ["internal", "partner"] {
        for query in ["FTOP", "exchange%20migration", "customer"] {
            let server = Server::start(&built.path(root), String::new());
            let dom = dump(&browser, &format!("{}/search/index.html#q={query}", server.address()), 8000);
            assert!(dom.contains("class=\"hit\""), "{root}: nothing was found for {query}");
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

/// A page that opens the search page once a query, in frames, and writes down what each shows.
fn harness(root: &str, queries: &[&str]) -> String {
    let page = read("tests/search/harness.html").replace("ROOT", root);
    page.replace("QUERIES", &serde_json::json!(queries).to_string().replace('<', "\\u003c"))
}

fn browser() -> Option<String> {
    let named = std::env::var("GAMEPLAN_BROWSER").ok().filter(|b| !b.is_empty());
    let browser = named.unwrap_or_else(|| "chromium".into());
    let found = Command::new(&browser).arg("--version").output().is_ok_and(|o| o.status.success());
    found.then_some(browser)
}

fn dump(browser: &str, address: &str, milliseconds: u32) -> String {
    let profile = tempfile::tempdir().expect("a folder");
    let output = Command::new(browser)
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("--virtual-time-budget={milliseconds}"))
        .arg(address)
        .output()
        .expect("the browser runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// `%0A` and its kin resolved.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = (*first == b'%').then(|| std::str::from_utf8(tail.get(..2)?).ok()).flatten();
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => (bytes.push(byte), rest = &tail[2..]).1,
            None => (bytes.push(*first), rest = tail).1,
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .unwrap_or_else(|e| panic!("{path}: {e}"))
}
