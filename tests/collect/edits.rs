//! What is written into a progress file reads back, whatever it holds.

use gameplan::edit::progress;
use gameplan::model::progress::{State, Tick};
use gameplan::source::{SourceFile, SourceId, Span};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Files of every shape that people have.
const FILES: [&str; 6] = [
    "",
    "# nothing yet\n",
    "ticks: {}\n",
    "# kept\nticks:\n  \"a/b\": {state: done}  # kept\n  c/d:\n    # kept\n    state: open\n    by: X\n",
    "ticks: {a/b: {state: done, reason: r, until: 2026-01-01}, \"c/d\": {by: X, state: open}} # kept\n",
    "\u{feff}ticks:\r\n    c/d: {state: not required, reason: \"kept\"}\r\n    a/b:\r\n        state: waiting # kept\r\n        reason: r\r\n",
];

fn text() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(prop_oneof![
        "[ -~]{1,20}",
        "\\PC{1,12}",
        Just("yes".into()),
        Just("2026-09-08".into()),
        Just("~".into()),
        Just("a\nb\tc\u{7f}\u{85}\u{feff}".into()),
    ])
}

prop_compose! {
    fn tick()(state in 0..State::ALL.len(), by in text(), evidence in text(), reason in text(), dated in any::<bool>()) -> Tick {
        let day = "2026-09-08".parse().ok().filter(|_| dated);
        let state = State::ALL[state];
        Tick { state, by, on: day, evidence: evidence.clone(), text: evidence, reason, until: day, span: Span::default() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// `set` reads back what it wrote and compares; here it is asked whether it ever gives up, and what it keeps.
    #[test]
    fn ticks_can_be_set_in_any_file(
        file in 0..FILES.len(),
        ticks in proptest::collection::btree_map("(a/b|c/d|[a-z ]{1,8}/[a-z.:\\\\\"'#-]{1,8})", tick(), 1..4),
    ) {
        let ticks: BTreeMap<String, Tick> = ticks;
        let old = SourceFile::new(SourceId(0), "progress/x.yml".into(), FILES[file].into());
        let new = progress::set(Some(&old), &ticks, &BTreeMap::new());
        prop_assert!(new.is_ok(), "{:?}", new);
        let new = new.expect("asked above");
        // Comments stay, but for those inside a line that had to be written anew.
        prop_assert_eq!(new.matches("# kept").count(), FILES[file].matches("# kept").count(), "{}", new);
        let again = SourceFile::new(SourceId(0), "progress/x.yml".into(), new.clone());
        prop_assert_eq!(progress::set(Some(&again), &ticks, &BTreeMap::new()), Ok(new));
    }
}
