//! Ticks in a real browser: boxes of a handout are ticked, copied, found again when the page is opened anew, and
//! collected. In: Chromium behind its driver. Out: what the page says and what `collect` makes of it. Never: the
//! machine's own clipboard.

use super::session::Session;
use crate::driver::Driver;
use serde_json::json;

/// Stands in for a clipboard, so that what is written can be read.
const WRITES: &str = "window.COPIED = ''; Object.defineProperty(navigator, 'clipboard', \
    { value: { writeText: (text) => { window.COPIED = text; return Promise.resolve(); } } });";
/// A browser that does not let pages write: the text is offered and selected, and the reader copies it.
const REFUSES: &str = "Object.defineProperty(navigator, 'clipboard', \
    { value: { writeText: () => Promise.reject(new Error('not allowed')) } });";

#[test]
fn a_tick_in_the_page_lands_in_the_progress_file() {
    let session = Session::new();
    session.build();
    let page = format!("file://{}", session.path("out/internal/customers/alder/checklist.html").display());
    for clipboard in [WRITES, REFUSES] {
        let Some(driver) = Driver::found() else { return };
        driver.prepare(clipboard);
        driver.open(&page);
        let says = |expected: &str| {
            let said = driver.settles("document.getElementById('ticks-count').textContent", &json!(expected));
            assert_eq!(said, json!(expected), "{clipboard}");
        };
        says("No new ticks");
        driver.value(&click("Exchange/task:7002"));
        says("1 new tick, not yet copied");
        driver.value(&click("Exchange/ask-seats"));
        says("2 new ticks, not yet copied");
        session.write("sent.txt", &copied(&driver, clipboard == WRITES));
        says("2 new ticks, copied");
        driver.value(&click("Exchange/raise.ask-first.ask-who-tells-the-people"));
        says("3 new ticks, 1 not yet copied");
        driver.value(&click("Exchange/raise.ask-first.ask-who-tells-the-people"));
        driver.open(&page);
        says("2 new ticks, copied");
        let ticked = |key: &str| driver.value(&format!("{}.checked", field(key)));
        assert_eq!([ticked("Exchange/task:7002"), ticked("Exchange/ask-seats")], [json!(true), json!(false)]);
    }
    let words = ["collect", "sent.txt", "--by", "Ilse Tamm", "--write"].map(String::from);
    let said = session.gameplan(&words);
    let expected = "alder: 2 to write, 0 refused, 0 unchanged\n\
        \u{20} done -> open  Exchange/ask-seats  Ask how many seats will be in use, and note the number.\n\
        \u{20} open -> done  Exchange/task:7002  Close the wave\n\
        ! written: progress/alder.yml\n";
    assert_eq!(said, expected);
}

/// What the button hands over, or what the reader takes from the text that is offered instead.
fn copied(driver: &Driver, writes: bool) -> String {
    driver.value("document.getElementById('ticks-copy').click()");
    let text = if writes { "window.COPIED" } else { "document.getElementById('ticks-text').value" };
    assert!(driver.comes_true(text), "there is something to copy");
    let taken = driver.value(text).as_str().expect("a text").to_string();
    if !writes {
        let selected = "document.activeElement?.id === 'ticks-text' && String(getSelection()) !== ''";
        assert!(driver.comes_true(selected), "the text is selected");
        driver.value("document.getElementById('ticks-text').dispatchEvent(new Event('copy'))");
    }
    taken
}

fn click(key: &str) -> String {
    format!("{}.click()", field(key))
}

fn field(key: &str) -> String {
    format!("document.querySelector('input[data-key=\"{key}\"]')")
}
