//! Laws that hold for every number. In: random seats. Out: passed or not.

use super::fixture::Fixture;
use gameplan::assess::run::assess;
use gameplan::assess::{Judgement, Verdict};
use proptest::prelude::*;

const PAGE: &str = "
page p.md
scenario low : Low
services Exchange
when active usage < 10%
scenario middle : Middle
services Exchange
when active usage 10%-40%
scenario high : High
services Exchange
when active usage > 40%
scenario not-blocked : Not blocked
overlay
services Exchange
when status not Blocked and active usage >= 10%
customer a
service Exchange
at Migrate
";

fn judge(record: &str) -> Vec<Judgement> {
    let fixture = Fixture::read(&format!("{PAGE}{record}"));
    let (customer, progress) = &fixture.customers[0];
    let locate = |_| (String::new(), 0);
    let assessment = assess(&fixture.catalog, customer, progress, fixture.as_of, &locate);
    assessment.scenarios.into_iter().map(|s| s.judgement).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Of bands without gap and overlap exactly one applies, whatever the seats.
    #[test]
    fn one_band_applies(active in 0u32..200_000, entitled in 1u32..100_000) {
        let record = format!("entitled {entitled}\nrow In Progress\nusage 2026-08 {active}/{entitled}\n");
        let applies = judge(&record)[..3].iter().filter(|j| j.verdict == Verdict::Applies).count();
        prop_assert_eq!(applies, 1);
    }

    /// Adding a datum never turns a settled verdict around: what was not unknown stays.
    #[test]
    fn data_only_settles_unknowns(active in 0u32..1_000, blocked in any::<bool>(), rows in any::<bool>()) {
        let row = if blocked { "row Blocked\n" } else { "row In Progress\n" };
        let with = if rows { row } else { "" };
        let before = judge(&format!("entitled 1000\ndate enabled 2026-01-01\n{with}"));
        let after = judge(&format!("entitled 1000\ndate enabled 2026-01-01\n{row}usage 2026-08 {active}/1000\n"));
        for (before, after) in before.iter().zip(&after) {
            if before.verdict == Verdict::Unknown {
                prop_assert!(before.needs.is_some());
            } else {
                prop_assert_eq!(before.verdict, after.verdict);
            }
        }
    }
}
