//! Laws of the way there and back: a printed checklist collected as it is changes nothing; marked ones are taken
//! over once, however often they are collected.

use super::session::Session;
use gameplan::pipeline::{CollectOptions, CollectReport, Library, collect};
use proptest::prelude::*;
use std::fmt::Write as _;

const KEYS: [&str; 8] = [
    "Exchange/ask-seats",
    "Exchange/raise.ask-first.ask-who-tells-the-people",
    "Exchange/raise.ask-first.offer-the-short-session-for",
    "Exchange/raise.ask-first.offer-the-short.bring-the-cards-with-the",
    "Exchange/name-person",
    "Exchange/task:7001",
    "Exchange/task:7002",
    "customer/open-actions",
];
const STATES: [&str; 9] =
    ["open", "doing", "done", "waiting", "deferred", "blocked", "not required", "cancelled", ""];
/// Marks, and words for the states that no mark can tell apart.
const MARKS: [(&str, &str); 9] = [
    ("keep", ""),
    (" ", ""),
    ("x", ""),
    ("~", ""),
    ("~", " waiting"),
    ("~", " deferred: after the holidays"),
    ("~", " blocked: no room before October"),
    ("-", " cancelled: no more"),
    ("-", " not required until 2026-12-31: the group does it"),
];

/// A progress file of states by key; none where the state is empty.
fn progress(states: &[(usize, bool)]) -> String {
    let mut out = "ticks:\n".to_string();
    for (key, (state, old)) in KEYS.iter().zip(states).filter(|(_, (state, _))| !STATES[*state].is_empty()) {
        let day = if *old { "2026-08-01" } else { "2026-09-08" };
        let until = if *old { "2026-09-01" } else { "2026-12-31" };
        let state = STATES[*state];
        let _ =
            writeln!(out, "  \"{key}\": {{state: {state}, on: {day}, by: Bo, reason: why, until: {until}}}");
    }
    if out.lines().count() == 1 { String::new() } else { out }
}

fn collected(session: &Session, write: bool) -> CollectReport {
    let today = "2026-09-08".parse().expect("a day");
    let library = Library { root: session.path(""), as_of: None, today };
    let files = vec![session.path("sent.md").to_string_lossy().into_owned()];
    collect(&CollectOptions { library, files, by: Some("Ilse".into()), write }).expect("collected")
}

/// Puts marks into the lines, and the lines in another order.
fn marked(checklist: &str, marks: &[usize], turn: usize) -> String {
    let lines: Vec<&str> = checklist.lines().filter(|l| l.contains("<!-- gp ")).collect();
    let head = checklist.lines().next().expect("a header");
    let mut out = vec![head.to_string()];
    for (line, mark) in lines.iter().zip(marks.iter().cycle()) {
        let open = line.find('[').expect("a mark");
        let (mark, word) = MARKS[*mark];
        out.push(match mark {
            "keep" => (*line).to_string(),
            // A word of the printed state would speak against the new mark.
            _ => format!(
                "{}[{mark}] said anew {}{word}",
                &line[..open],
                &line[line.find("<!-- gp ").expect("an id")..]
            ),
        });
    }
    let turn = turn % out.len().max(1);
    out[1..].rotate_left(turn.min(lines.len().saturating_sub(1)));
    if turn % 2 == 1 {
        out[1..].reverse();
    }
    out.join("\r\n")
}

/// The page has every line with the state of the Markdown: what nobody touches comes back from neither.
fn same_in_html(session: &Session, checklist: &str) {
    let page = session.read("out/internal/customers/alder/checklist.html");
    for line in checklist.lines().filter_map(|l| l.split_once("<!-- gp ")) {
        let words: Vec<&str> = line.1.split(' ').collect();
        let ticked = if words[1] == "done" { " checked>" } else { ">" };
        let boxes = page.split("<input ").filter(|b| b.contains(&format!("data-comment=\"{}\"", words[0])));
        let mut seen = 0;
        for tick in boxes.map(|b| &b[..=b.find('>').expect("an end")]) {
            assert!(
                tick.contains(&format!("data-hash=\"{}\" data-state=\"{}\"", words[2], words[1])),
                "{tick}"
            );
            assert!(tick.ends_with(ticked), "{tick}");
            seen += 1;
        }
        assert!(seen > 0, "{} has no box", words[0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn there_and_back(
        states in proptest::collection::vec((0..STATES.len(), any::<bool>()), KEYS.len()),
        marks in proptest::collection::vec(0..MARKS.len(), 5..9),
        turn in 0..9usize,
    ) {
        let session = Session::new();
        session.write("progress/alder.yml", &progress(&states));
        let checklist = session.checklist("alder");
        same_in_html(&session, &checklist);
        session.write("sent.md", &checklist);
        let same = collected(&session, true);
        prop_assert_eq!((same.changes(), same.refused()), (0, 0), "{:?}", same);
        prop_assert_eq!(session.read("progress/alder.yml"), progress(&states));

        session.write("sent.md", &marked(&checklist, &marks, turn));
        let once = collected(&session, true);
        prop_assert_eq!(once.refused(), 0, "{:?}", once);
        let after = session.read("progress/alder.yml");
        let twice = collected(&session, true);
        prop_assert_eq!((twice.changes(), twice.refused()), (0, 0), "{:?}\n{}", twice, after);
        prop_assert_eq!(session.read("progress/alder.yml"), after);

        // What was taken over is what the next checklist shows.
        let next = session.checklist("alder");
        for change in &once.customers[0].changes {
            let line = next.lines().find(|l| l.contains(&format!("<!-- gp {} ", change.key)));
            let shown = line.is_some_and(|l| l.contains(&format!(" {} ", change.to.token())));
            prop_assert!(shown, "{:?}\n{}", change, next);
        }
    }
}
