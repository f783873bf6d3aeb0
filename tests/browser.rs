//! The site in a real browser: axe-core finds nothing, and what the script adds works. In: `GAMEPLAN_BROWSER` or
//! `chromium`, axe-core below `target/npm` (or `GAMEPLAN_AXE`); `./test` installs both. Out: failures by page.
//! Never: the network. Without a browser these tests say so and pass.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a browser that cannot be asked is a fault of the test"
)]

#[path = "browser/chromium.rs"]
mod chromium;

use chromium::{Browser, Colours};

/// One page of every kind of the invented library and of the demo.
const PAGES: [(&str, &[&str]); 2] = [
    (
        "tests/site/library",
        &[
            "english-playbook/mail.html",
            "german-playbook/mail-de.html",
            "japanese-playbook/mail-jp.html",
            "guide/index.html",
            "guide/knots and bends.html",
            "guide/inside.html",
            "index.html",
            "nav.html",
        ],
    ),
    ("content", &["english-playbook/mail.html", "playbook/migrate-mail.html", "index.html"]),
];

#[test]
fn axe_finds_nothing_in_light_dark_and_print_on_phone_and_desk() {
    let Some(browser) = Browser::found() else { return };
    let Some(axe) = chromium::axe() else { return };
    let mut faults = Vec::new();
    for (library, pages) in PAGES {
        for colours in [Colours::Light, Colours::Dark, Colours::Print] {
            let site = chromium::site(library, colours);
            site.add("axe.js", &axe);
            for said in
                browser.ask(&site, pages, &[360, 1280], colours, "axe.js", include_str!("browser/axe.js"))
            {
                faults.extend(said.faults().map(|f| format!("{library} {} {colours:?}: {f}", said.page)));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_script_adds_what_it_says() {
    let Some(browser) = Browser::found() else { return };
    let site = chromium::site("tests/site/library", Colours::Light);
    let pages = ["english-playbook/mail.html", "guide/index.html"];
    let mut faults = Vec::new();
    let said = browser.ask(&site, &pages, &[360, 1280], Colours::Light, "", include_str!("browser/walk.js"));
    for one in said {
        faults.extend(one.faults().map(|f| format!("{}: {f}", one.page)));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn without_scripts_the_page_is_whole() {
    let Some(browser) = Browser::found() else { return };
    let site = chromium::site("tests/site/library", Colours::Light);
    let text = browser.without_scripts(&site, "english-playbook/mail.html");
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
}
