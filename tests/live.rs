//! The preview in a real browser while its library is written. In: a copy of the invented library, saves. Out: what
//! the page says and whether it is the page that was opened. Never: a port that is known beforehand. Without a driver
//! this says so and passes.
#![cfg(feature = "serve")]

#[path = "support/driver.rs"]
mod driver;
#[path = "support/folders.rs"]
mod folders;

use driver::{Colours, Driver};
use gameplan::pipeline::Library;
use gameplan::serve::{ServeOptions, start};
use serde_json::json;
use std::fs;

const PAGE: &str = "english-playbook/mail";

#[test]
fn a_save_puts_the_text_in_place_and_keeps_the_page() {
    let Some(driver) = Driver::found() else { return };
    let library = folders::copied("tests/site/library");
    let today = "2026-09-08".parse().expect("a day");
    let options = Library { root: library.path().to_path_buf(), as_of: None, today };
    let server = start(ServeOptions { library: options, audience: None, port: 0 }).expect("starts");
    let address = server.address;
    std::thread::spawn(move || server.run().expect("runs"));
    let file = library.path().join(format!("{PAGE}.md"));
    let text = fs::read_to_string(&file).expect("the page");
    let save = |text: &str| fs::write(&file, text).expect("saved");

    driver.look(1280, Colours::Light);
    driver.open(&format!("http://{address}/{PAGE}.html"));
    assert!(driver.comes_true("document.querySelector('.theme')"), "the page is dressed");
    let before = driver.value("(window.opened = true, scrollTo({top: 120, behavior: 'instant'}), scrollY)");

    save(&format!("{text}\n## Tides\n\nThe tide waits.\n\n## Winds\n\n{}", "It blows.\n\n".repeat(40)));
    assert!(driver.comes_true("document.querySelector('#tides')"), "the new heading is there");
    assert_eq!(driver.value("window.opened"), json!(true), "the page was not loaded again");
    assert_ne!(before, json!(0), "the page is longer than the window");
    assert_eq!(driver.value("scrollY"), before, "its place is kept");
    assert!(driver.comes_true("document.querySelector('#tides > .anchor')"), "the new text is dressed");
    assert!(driver.comes_true("document.querySelector('.filters select')"), "its tasks have their filters");
    let listed = "document.querySelectorAll('.frame > .contents a[href=\"#tides\"]').length";
    assert_eq!(driver.value(listed), json!(1), "the contents of the page know it");
    assert_eq!(
        driver.value("document.querySelectorAll('.theme').length"),
        json!(1),
        "nothing is dressed twice"
    );

    // A fault in the header stands in a strip above the page, and goes with the fault.
    save(&text.replacen("ms.date:", "ms.date", 1));
    assert!(driver.comes_true("document.querySelector('.gameplan-strip')"), "the fault is shown");
    save(&text);
    assert!(driver.comes_true("!document.querySelector('.gameplan-strip')"), "and goes");
    assert!(driver.comes_true("document.querySelector('.gameplan-drawer')"), "findings are behind the page");

    // Another title changes the head, the way to the page and the table: the whole page is loaded.
    save(&text.replacen("title: Mail", "title: Post", 1));
    assert!(driver.comes_true("document.title.includes('Post')"), "the title is new");
    assert_eq!(driver.value("window.opened || false"), json!(false), "it is another page now");
    assert!(driver.comes_true("document.querySelector('.theme')"), "and dressed");
    assert_eq!(driver.complaints(), Vec::<String>::new());
}
