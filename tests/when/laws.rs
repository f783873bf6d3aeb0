//! Laws of conditions on random ones. In: proptest. Out: pass or fail. Never: an example; the tables hold those.

use super::{Own, span};
use gameplan::diagnostic::Findings;
use gameplan::model::condition::Rule;
use gameplan::parse::due::{cadence, due};
use gameplan::parse::when::{infer, read};
use proptest::prelude::*;
use std::sync::LazyLock;

static OWN: LazyLock<Own> = LazyLock::new(Own::new);

/// Clauses on different measures and fields, as authors write them.
const CLAUSES: [&str; 22] = [
    "au 10-40%",
    "intended use > 40% and < 70%",
    "Uptake known",
    "qe >= 10000",
    "days to kickoff > 31",
    "note age = 14 days",
    "STATUS blocked or no intent",
    "status only In Progress",
    "l2 not Legal / Regulatory or Migration",
    "l3 network",
    "phase Migration",
    "motion Get Modern",
    "region europe or APAC",
    "segment enterprise",
    "managed",
    "partner northsea",
    "cohort yes",
    "new not yes",
    "tag Expecting<50",
    "has EXO or Teams",
    "has fm",
    "l2 Customer IT Infrastructure and Remediation",
];

const PIECES: [&str; 36] = [
    "active usage",
    "au",
    "status",
    "l2",
    "has",
    "new",
    "cohort",
    "region",
    "tag",
    "on demand",
    "known",
    "not",
    "only",
    "and",
    "or",
    ";",
    "<",
    ">",
    "≥",
    "10",
    "40%",
    "-",
    "(",
    ")",
    "Blocked",
    "No Intent",
    "EXO",
    "Windows 10",
    "FAQ",
    "ü",
    "日本",
    "\u{200b}",
    "every",
    "weeks",
    "after",
    "engaged",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(&PIECES[..]), any::<bool>());
    prop::collection::vec(piece, 0..12).prop_map(|v| {
        v.iter().map(|(p, gap)| if *gap { format!("{p} ") } else { (*p).to_string() }).collect()
    })
}

proptest! {
    #[test]
    fn canonical_text_reads_back(
        picked in prop::sample::subsequence(&CLAUSES[..], 1..6).prop_shuffle(),
        joint in prop::sample::select(vec![" and ", "; ", " AND ", " ;"]),
    ) {
        let own = &*OWN;
        let mut findings = Findings::default();
        let once = read(&picked.join(joint), span(), &own.words(), &mut findings);
        prop_assert!(findings.0.is_empty(), "{:?}", findings.0);
        let text = once.text.expect("a text");
        let twice = read(&text, span(), &own.words(), &mut findings);
        prop_assert_eq!(twice.text.as_ref(), Some(&text));
        prop_assert!(findings.0.is_empty());
        let Rule::All(clauses) = twice.rule else { return Err(TestCaseError::fail("clauses")) };
        let apart: Vec<&str> = clauses.iter().map(|c| c.text.as_str()).collect();
        prop_assert_eq!(apart.join(" and "), text);
    }

    #[test]
    fn any_text_is_read_without_a_fall(text in texts()) {
        let own = &*OWN;
        let mut findings = Findings::default();
        let when = read(&text, span(), &own.words(), &mut findings);
        prop_assert_eq!(matches!(when.rule, Rule::Unreadable(_)), !findings.0.is_empty());
        let implied = infer(&text, span(), &own.words());
        if let (Rule::All(_), Some(text)) = (&implied.rule, &implied.text) {
            let mut findings = Findings::default();
            let again = read(text, span(), &own.words(), &mut findings);
            prop_assert_eq!(again.text, implied.text);
        }
        let _ = due(&text, span());
        if let Some(recurrence) = cadence(&text) {
            prop_assert!(1 <= recurrence.from && recurrence.from <= recurrence.to);
        }
    }
}
