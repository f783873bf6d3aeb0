//! Ticks in a real browser: a copy of the handout ticks its own boxes, presses the button and is loaded again.
//! Without Chromium (`GAMEPLAN_BROWSER`, or `chromium` on the path) nothing is tested, and that is said.

use super::session::Session;
use std::path::PathBuf;
use std::process::Command;

/// Ticks one line and unticks another, copies, loads the page again, and writes down what it saw.
const VISITOR: &str = r#"<script>
(function () {
  var say = function (name, text) {
    var pre = document.createElement('pre');
    pre.id = name; pre.textContent = text; document.body.appendChild(pre);
  };
  var seen = function () { return document.getElementById('ticks-count').textContent; };
  var box = function (key) { return document.querySelector('input[data-key="' + key + '"]'); };
  var first = sessionStorage.getItem('first');
  if (first) {
    say('first', first);
    say('again', seen() + '; ' + box('Exchange/task:7002').checked + ' ' + box('Exchange/ask-seats').checked);
    return;
  }
  var log = [seen()];
  box('Exchange/task:7002').click();
  log.push(seen());
  box('Exchange/ask-seats').click();
  log.push(seen());
  document.getElementById('ticks-copy').click();
  setTimeout(function () {
    var text = document.getElementById('ticks-text');
    // Where the clipboard may not be written, the text is offered and selected; the reader copies it.
    if (!text.hidden) text.dispatchEvent(new Event('copy'));
    else text.value = COPIED;
    setTimeout(function () {
      log.push(seen());
      box('Exchange/raise.ask-first.ask-who-tells-the-people').click();
      log.push(seen());
      box('Exchange/raise.ask-first.ask-who-tells-the-people').click();
      sessionStorage.setItem('first', log.join('\n') + '\n' + text.value);
      location.reload();
    }, 50);
  }, 200);
})();
</script>"#;

/// Stands in for the clipboard, so that what is written can be read.
const CLIPBOARD: &str = r"<script>
var COPIED = '';
try {
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: function (t) { COPIED = t; return Promise.resolve(); } } });
} catch (e) { /* The text is offered instead. */ }
</script>";

#[test]
#[allow(clippy::print_stdout, reason = "a test that does nothing says so")]
fn a_tick_in_the_page_lands_in_the_progress_file() {
    let Some(browser) = browser() else {
        println!("not tested: no Chromium here");
        return;
    };
    let session = Session::new();
    session.build();
    let page = session.read("out/internal/customers/alder/checklist.html");
    for (name, clipboard) in [("with", CLIPBOARD), ("without", "<script>var COPIED = '';</script>")] {
        let page = page
            .replace("<body", &format!("{clipboard}<body"))
            .replace("</body>", &format!("{VISITOR}</body>"));
        session.write("visit.html", &page);
        let dom = visited(&browser, &session, name);
        let first = pre(&dom, "first");
        let (said, copied) =
            first.split_at(first.find("<!--").unwrap_or_else(|| panic!("no ticks: {first}")));
        let expected = [
            "No new ticks",
            "1 new tick, not yet copied",
            "2 new ticks, not yet copied",
            "2 new ticks, copied",
            "3 new ticks, 1 not yet copied",
        ];
        assert_eq!(said.lines().collect::<Vec<_>>(), expected, "{name}");
        assert_eq!(pre(&dom, "again"), "2 new ticks, copied; true false", "{name}");
        session.write("sent.txt", copied);
    }
    let words = ["collect", "sent.txt", "--by", "Ilse Tamm", "--write"].map(String::from);
    let said = session.gameplan(&words);
    let expected = "alder: 2 to write, 0 refused, 0 unchanged\n\
        \u{20} done -> open  Exchange/ask-seats  Ask how many seats will be in use, and note the number.\n\
        \u{20} open -> done  Exchange/task:7002  Close the wave\n\
        ! written: progress/alder.yml\n";
    assert_eq!(said, expected);
}

fn visited(browser: &PathBuf, session: &Session, name: &str) -> String {
    let profile = session.path(&format!("profile-{name}"));
    let output = Command::new(browser)
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"])
        .args(["--disable-background-networking", "--disable-component-update", "--virtual-time-budget=5000"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg("--dump-dom")
        .arg(format!("file://{}", session.path("visit.html").display()))
        .output()
        .expect("the browser starts");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The text of `<pre id="…">`.
fn pre(dom: &str, id: &str) -> String {
    let start = dom.find(&format!("<pre id=\"{id}\">")).unwrap_or_else(|| panic!("no `{id}` in\n{dom}"));
    let text = dom[start..].split_once('>').map_or("", |(_, rest)| rest);
    let text = text.split("</pre>").next().unwrap_or("");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn browser() -> Option<PathBuf> {
    let named = std::env::var_os("GAMEPLAN_BROWSER").filter(|name| !name.is_empty()).map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    named.or_else(|| {
        std::env::split_paths(&path).map(|folder| folder.join("chromium")).find(|file| file.is_file())
    })
}
