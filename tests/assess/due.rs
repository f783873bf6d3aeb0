//! Days of due rules. In: rule, anchor, expected day. Out: passed or not.

use gameplan::assess::due::day_of;
use gameplan::model::date::Date;
use gameplan::source::Span;

/// 2026-09-04 is a Friday, 2026-09-05 a Saturday.
const DAYS: &str = "
14 days after engaged           2026-09-04 2026-09-18
14 days before renewal          2026-09-04 2026-08-21
2 weeks after kickoff           2026-09-04 2026-09-18
1 working day after kickoff     2026-09-04 2026-09-07
2 working days after kickoff    2026-09-04 2026-09-08
5 working days after kickoff    2026-09-04 2026-09-11
10 working days after kickoff   2026-09-05 2026-09-18
5 working days after kickoff    2026-09-05 2026-09-11
6 working days after kickoff    2026-09-05 2026-09-14
1 working day after kickoff     2026-09-05 2026-09-07
1 working day before renewal    2026-09-07 2026-09-04
1 working day before renewal    2026-09-06 2026-09-04
5 working days before renewal   2026-09-06 2026-08-31
7 working days before renewal   2026-09-08 2026-08-28
";

#[test]
fn days() {
    for row in DAYS.trim().lines() {
        let (text, days) = row.split_at(32);
        let rule = gameplan::parse::due::due(text.trim(), Span::default()).expect("a due rule");
        let mut days = days.split_whitespace().map(|d| d.parse::<Date>().expect("a date"));
        let (anchor, expected) = (days.next().expect("an anchor"), days.next());
        assert_eq!(day_of(&rule, anchor), expected, "{row}");
    }
}
