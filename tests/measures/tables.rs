//! Every formula with its edges: a record in words, the day, the measure, what comes out.

use gameplan::model::measure::Measure;
use gameplan::model::measure::Measure::*;

pub type Case = (&'static str, &'static str, Measure, &'static str);

pub const CASES: &[Case] = &[
    // The sample customer.
    (
        "entitled 12400 | usage 2026-08 2902/12400",
        "2026-09-08",
        ActiveUsage,
        "23.4 % = 2902/12400 at 2026-08, to target 3299",
    ),
    // Edges are exact.
    (
        "entitled 1000 | usage 2026-08 100/1000",
        "2026-09-08",
        ActiveUsage,
        "10.0 % = 100/1000 at 2026-08, to target 401",
    ),
    (
        "entitled 1000 | usage 2026-08 400/1000",
        "2026-09-08",
        ActiveUsage,
        "40.0 % = 400/1000 at 2026-08, to target 101",
    ),
    (
        "entitled 1000 | usage 2026-08 500/1000",
        "2026-09-08",
        ActiveUsage,
        "50.0 % = 500/1000 at 2026-08, to target 1",
    ),
    (
        "entitled 1000 | usage 2026-08 501/1000",
        "2026-09-08",
        ActiveUsage,
        "50.1 % = 501/1000 at 2026-08, to target 0",
    ),
    (
        "entitled 1001 | usage 2026-08 500/1001",
        "2026-09-08",
        ActiveUsage,
        "49.9 % = 500/1001 at 2026-08, to target 1",
    ),
    // A rounded value stays on its side of the target.
    (
        "entitled 10000 | usage 2026-08 4996/10000",
        "2026-09-08",
        ActiveUsage,
        "49.9 % = 4996/10000 at 2026-08, to target 5",
    ),
    // Above 100 % is kept.
    (
        "entitled 100 | usage 2026-08 120/100",
        "2026-09-08",
        ActiveUsage,
        "120.0 % = 120/100 at 2026-08, to target 0 (above 100 %)",
    ),
    // QE 0, no entitlement, no usage.
    (
        "entitled 0 | usage 2026-08 5/0",
        "2026-09-08",
        ActiveUsage,
        "? there are 0 entitled seats in 2026-08 -> entitled of Exchange",
    ),
    (
        "usage 2026-08 5",
        "2026-09-08",
        ActiveUsage,
        "? no entitled seats are given in 2026-08 -> entitled of Exchange",
    ),
    (
        "entitled 400 | row Duplicate/Invalid | usage 2026-08 5",
        "2026-09-08",
        ActiveUsage,
        "? all 400 entitled seats are Duplicate/Invalid -> entitled of Exchange",
    ),
    (
        "entitled 400 | enabled 2026-03-10",
        "2026-09-08",
        ActiveUsage,
        "? no usage after enablement on 2026-03-10 -> usage of Exchange for 2026-08",
    ),
    // New: 0 because nobody could use it; without a month it is no measured value.
    (
        "entitled 400 | kickoff 2026-03-10",
        "2026-09-08",
        ActiveUsage,
        "0 % = 0/400, to target 201 (not enabled yet)",
    ),
    ("row In Progress", "2026-09-08", ActiveUsage, "0 % = 0/1, to target 1 (not enabled yet)"),
    (
        "entitled 400 | enabled 2026-09-09",
        "2026-09-08",
        ActiveUsage,
        "0 % = 0/400, to target 201 (not enabled yet)",
    ),
    ("entitled 400", "2026-09-08", ActiveUsers, "0 = 0/1 (not enabled yet)"),
    ("entitled 400", "2026-09-08", Plateau, "none"),
    ("entitled 400", "2026-09-08", Loss, "none"),
    // Stale by one day, and not yet.
    (
        "entitled 100 | usage 2026-08 20/100",
        "2026-10-15",
        ActiveUsage,
        "20.0 % = 20/100 at 2026-08, to target 31",
    ),
    (
        "entitled 100 | usage 2026-08 20/100",
        "2026-10-16",
        ActiveUsage,
        "20.0 % = 20/100 at 2026-08 stale, to target 31",
    ),
    // A month exists from its last day on.
    (
        "entitled 100 | usage 2026-07 10/100 | usage 2026-08 20/100",
        "2026-08-30",
        ActiveUsage,
        "10.0 % = 10/100 at 2026-07, to target 41",
    ),
    (
        "entitled 100 | usage 2026-07 10/100 | usage 2026-08 20/100",
        "2026-08-31",
        ActiveUsage,
        "20.0 % = 20/100 at 2026-08, to target 31",
    ),
    // Bare counts: the nearest earlier month's seats, else today's.
    (
        "entitled 200 | usage 2026-08 20",
        "2026-09-08",
        ActiveUsage,
        "10.0 % = 20/200 at 2026-08, to target 81 (at today's seats)",
    ),
    (
        "entitled 200 | usage 2026-06 20/100 | usage 2026-08 20",
        "2026-09-08",
        ActiveUsage,
        "20.0 % = 20/100 at 2026-08, to target 31 (at the seats of 2026-06)",
    ),
    (
        "entitled 200 | override 80 | usage 2026-08 20",
        "2026-09-08",
        ActiveUsage,
        "25.0 % = 20/80 at 2026-08, to target 21 (at today's seats)",
    ),
    // Duplicate/Invalid seats leave every month's denominator.
    (
        "entitled 120 | row Duplicate/Invalid 20 | row In Progress | usage 2026-08 20/120",
        "2026-09-08",
        ActiveUsage,
        "20.0 % = 20/100 at 2026-08, to target 31",
    ),
    (
        "entitled 120 | row Duplicate/Invalid 20 | row In Progress",
        "2026-09-08",
        Entitled,
        "100 = 100/1 (without 20 Duplicate/Invalid)",
    ),
    ("entitled 120 | override 90", "2026-09-08", Entitled, "90 = 90/1 (overridden)"),
    ("row Blocked", "2026-09-08", Entitled, "? no entitled seats are given -> entitled of Exchange"),
    // Blocked and No Intent stay in.
    ("entitled 100 | row Blocked 50 | row No Intent", "2026-09-08", Entitled, "100 = 100/1"),
    // Intent.
    ("entitled 12400 | intended 5600", "2026-09-08", IntendedUsage, "45.2 % = 5600/12400"),
    ("entitled 12400 | intended 5600", "2026-09-08", Intended, "5,600 = 5600/1"),
    ("entitled 100 | intended 120", "2026-09-08", IntendedUsage, "120.0 % = 120/100 (above 100 %)"),
    (
        "entitled 100 | tag Expecting<50",
        "2026-09-08",
        IntendedUsage,
        "? no intended seats are given, only the tag Expecting<50 -> intended of Exchange",
    ),
    ("entitled 100", "2026-09-08", Intended, "? no intended seats are given -> intended of Exchange"),
    (
        "entitled 0 | intended 5",
        "2026-09-08",
        IntendedUsage,
        "? there are 0 entitled seats -> entitled of Exchange",
    ),
    // Committed and ceiling.
    (
        "entitled 100 | row In Progress 30 target 2026-10-01 | row In Progress 20 target 2026-12-15 | row No Intent",
        "2026-09-08",
        Committed,
        "50.0 % = 50/100 at 2026-12-15",
    ),
    (
        "entitled 100 | row In Progress 30 | row No Intent",
        "2026-09-08",
        Committed,
        "30.0 % = 30/100 (no target date)",
    ),
    ("entitled 100 | row In Progress 30 | row No Intent", "2026-09-08", Ceiling, "30.0 % = 30/100"),
    ("entitled 100 | row In Progress 30 | row No Intent 20", "2026-09-08", Ceiling, "80.0 % = 80/100"),
    ("entitled 100", "2026-09-08", Committed, "? no consumption status is given -> status of Exchange"),
    // Velocity: an end that has not come is open, a date to come does not exist.
    ("intake 2026-01-12 | kickoff 2026-02-03", "2026-09-08", DaysToKickoff, "22 days = 22/1 at 2026-02-03"),
    ("intake 2026-01-12 | kickoff 2026-01-13", "2026-09-08", DaysToKickoff, "1 day = 1/1 at 2026-01-13"),
    (
        "intake 2026-08-27",
        "2026-09-08",
        DaysToKickoff,
        "at least 12 days = 12/1 at 2026-09-08 open (open: intake on 2026-08-27, no kickoff yet)",
    ),
    (
        "intake 2026-08-27 | kickoff 2026-09-09",
        "2026-09-08",
        DaysToKickoff,
        "at least 12 days = 12/1 at 2026-09-08 open (open: intake on 2026-08-27, no kickoff yet)",
    ),
    (
        "intake 2026-09-09",
        "2026-09-08",
        DaysToKickoff,
        "? no intake date on 2026-09-08 -> dates.intake of Exchange",
    ),
    ("engaged 2026-01-26 | kickoff 2026-02-03", "2026-09-08", EngagedToKickoff, "8 days = 8/1 at 2026-02-03"),
    (
        "kickoff 2026-02-03 | enabled 2026-03-10",
        "2026-09-08",
        KickoffToEnabled,
        "35 days = 35/1 at 2026-03-10",
    ),
    (
        "kickoff 2026-02-03 | enabled 2026-02-01",
        "2026-09-08",
        KickoffToEnabled,
        "-2 days = -2/1 at 2026-02-01",
    ),
    // Plateau: five month-ends span more than 3 months, four do not.
    (
        "entitled 1000 | usage 2026-04 100 | usage 2026-05 102 | usage 2026-06 104 | usage 2026-07 105 | usage 2026-08 105",
        "2026-09-08",
        Plateau,
        "123 days = 123/1 at 2026-08 (4 months, 2026-04 to 2026-08)",
    ),
    (
        "entitled 1000 | usage 2026-05 102 | usage 2026-06 104 | usage 2026-07 105 | usage 2026-08 105",
        "2026-09-08",
        Plateau,
        "92 days = 92/1 at 2026-08 (3 months, 2026-05 to 2026-08)",
    ),
    // Anchored at the first count: 106 is beyond 5 % of 100, so the run begins a month later.
    (
        "entitled 1000 | usage 2026-04 100 | usage 2026-05 102 | usage 2026-06 104 | usage 2026-07 105 | usage 2026-08 106",
        "2026-09-08",
        Plateau,
        "92 days = 92/1 at 2026-08 (3 months, 2026-05 to 2026-08)",
    ),
    // One of five missing: likely. Two missing: no run.
    (
        "entitled 1000 | usage 2026-04 100 | usage 2026-05 102 | usage 2026-07 105 | usage 2026-08 105",
        "2026-09-08",
        Plateau,
        "123 days = 123/1 at 2026-08 (4 months, 2026-04 to 2026-08; likely: 2026-06 is missing)",
    ),
    (
        "entitled 1000 | usage 2026-04 100 | usage 2026-07 105 | usage 2026-08 105",
        "2026-09-08",
        Plateau,
        "31 days = 31/1 at 2026-08 (1 month, 2026-07 to 2026-08)",
    ),
    // 49 users are too few, 50 are not.
    (
        "entitled 1000 | usage 2026-04 49 | usage 2026-05 49 | usage 2026-06 49 | usage 2026-07 49 | usage 2026-08 49",
        "2026-09-08",
        Plateau,
        "0 days = 0/1 at 2026-08 (4 months, 2026-04 to 2026-08; no plateau: fewer than 50 users)",
    ),
    (
        "entitled 1000 | usage 2026-04 50 | usage 2026-05 50 | usage 2026-06 50 | usage 2026-07 50 | usage 2026-08 50",
        "2026-09-08",
        Plateau,
        "123 days = 123/1 at 2026-08 (4 months, 2026-04 to 2026-08)",
    ),
    // At the target it is one, above it is none.
    (
        "entitled 200 | usage 2026-04 100 | usage 2026-05 100 | usage 2026-06 100 | usage 2026-07 100 | usage 2026-08 100",
        "2026-09-08",
        Plateau,
        "123 days = 123/1 at 2026-08 (4 months, 2026-04 to 2026-08)",
    ),
    (
        "entitled 199 | usage 2026-04 100 | usage 2026-05 100 | usage 2026-06 100 | usage 2026-07 100 | usage 2026-08 100",
        "2026-09-08",
        Plateau,
        "0 days = 0/1 at 2026-08 (4 months, 2026-04 to 2026-08; no plateau: above target)",
    ),
    // A purchase moves the seats, not the run.
    (
        "entitled 2000 | usage 2026-04 100/1000 | usage 2026-05 100/1000 | usage 2026-06 100/2000 | usage 2026-07 100/2000 | usage 2026-08 100/2000",
        "2026-09-08",
        Plateau,
        "123 days = 123/1 at 2026-08 (4 months, 2026-04 to 2026-08; seats moved by more than 5 %)",
    ),
    (
        "entitled 1000 | row In Progress 100 | row No Intent | usage 2026-04 100 | usage 2026-05 100 | usage 2026-06 100 | usage 2026-07 100 | usage 2026-08 100",
        "2026-09-08",
        Plateau,
        "123 days = 123/1 at 2026-08 (4 months, 2026-04 to 2026-08; all seats with intent are in use)",
    ),
    (
        "entitled 400 | enabled 2026-03-10",
        "2026-09-08",
        Plateau,
        "? no usage after enablement on 2026-03-10 -> usage of Exchange for 2026-08",
    ),
    // Loss over 3 months: both ends needed; a purchase loses nobody.
    (
        "entitled 1000 | usage 2026-05 300/600 | usage 2026-08 250/1000",
        "2026-09-08",
        Loss,
        "50 = 50/1 at 2026-08 (300 in 2026-05, 250 in 2026-08)",
    ),
    (
        "entitled 1000 | usage 2026-05 250/600 | usage 2026-08 250/1000",
        "2026-09-08",
        Loss,
        "0 = 0/1 at 2026-08 (250 in 2026-05, 250 in 2026-08)",
    ),
    (
        "entitled 1000 | usage 2026-05 250 | usage 2026-08 286",
        "2026-09-08",
        Loss,
        "-36 = -36/1 at 2026-08 (250 in 2026-05, 286 in 2026-08)",
    ),
    (
        "entitled 1000 | usage 2026-04 250 | usage 2026-08 286",
        "2026-09-08",
        Loss,
        "? no usage for 2026-05, 3 months before 2026-08 -> usage of Exchange for 2026-05",
    ),
    // The note: 14 amber, 21 red; 92 for green and blue.
    (
        "health Yellow | note 2026-08-25",
        "2026-09-08",
        NoteAge,
        "14 days = 14/1 at 2026-08-25 (fresh: within 14 days (health Yellow))",
    ),
    (
        "health Yellow | note 2026-08-24",
        "2026-09-08",
        NoteAge,
        "15 days = 15/1 at 2026-08-24 (amber: older than 14 days (health Yellow))",
    ),
    (
        "health Red | note 2026-08-18",
        "2026-09-08",
        NoteAge,
        "21 days = 21/1 at 2026-08-18 (amber: older than 14 days (health Red))",
    ),
    (
        "health Red | note 2026-08-17",
        "2026-09-08",
        NoteAge,
        "22 days = 22/1 at 2026-08-17 (red: older than 21 days (health Red))",
    ),
    (
        "health Green | note 2026-06-08",
        "2026-09-08",
        NoteAge,
        "92 days = 92/1 at 2026-06-08 (fresh: within 92 days (health Green))",
    ),
    (
        "health Blue | note 2026-06-07",
        "2026-09-08",
        NoteAge,
        "93 days = 93/1 at 2026-06-07 (red: older than 92 days (health Blue))",
    ),
    (
        "note 2026-08-24",
        "2026-09-08",
        NoteAge,
        "15 days = 15/1 at 2026-08-24 (amber: older than 14 days (no health is given: the stricter rule))",
    ),
    (
        "note 2026-09-09",
        "2026-09-08",
        NoteAge,
        "? no status note on 2026-09-08 -> status_note.on of the record",
    ),
    ("renewal 2027-03-31", "2026-09-08", DaysToRenewal, "204 days = 204/1 at 2027-03-31"),
    ("renewal 2026-09-07", "2026-09-08", DaysToRenewal, "-1 days = -1/1 at 2026-09-07 (passed)"),
];

/// Record, whether the target can be reached and at which price.
pub const REACH: &[(&str, &str)] = &[
    (super::builder::FJORDLYS, "needed 6201, committed 5600, ceiling 8600: needs 601 of the blocked seats"),
    (
        "entitled 100 | row In Progress 51 target 2026-12-15 | row No Intent",
        "needed 51, committed 51, ceiling 51: within the seats in progress (51 by 2026-12-15)",
    ),
    (
        "entitled 100 | row In Progress 51 | row No Intent",
        "needed 51, committed 51, ceiling 51: within the seats in progress (51, no target date)",
    ),
    (
        "entitled 100 | row In Progress 50 | row No Intent",
        "needed 51, committed 50, ceiling 50: needs a change of intent: 1 seat more than intent allows",
    ),
    (
        "entitled 100 | row In Progress 40 | row Blocked 5 | row No Intent 10",
        "needed 51, committed 40, ceiling 90: needs 5 of the blocked seats and 6 of the seats with Status Unknown",
    ),
    (
        "entitled 100 | row In Progress 40 | row Status Unknown",
        "needed 51, committed 40, ceiling 100: needs 11 of the seats with Status Unknown",
    ),
    (
        "entitled 100 | row In Progress 40 | row Paused",
        "needed 51, committed 40, ceiling 100: needs 11 of the other seats",
    ),
    (
        "entitled 100 | row In Progress 40 | row No Intent | usage 2026-08 51/100",
        "needed 51, committed 40, ceiling 40: met: 51 active users in 2026-08",
    ),
    ("entitled 100", "none"),
    ("row In Progress", "none"),
];

/// Record, rows with their seats, seats missing, whether in scope.
pub const ROWS: &[(&str, &str)] = &[
    (super::builder::FJORDLYS, "In Progress 5600, Blocked 3000, No Intent 3800; missing 0; in scope"),
    ("entitled 100 | row Blocked", "Blocked 100; missing 0; in scope"),
    (
        "entitled 100 | row In Progress 60 | row Blocked 30",
        "In Progress 60, Blocked 30, (Status Unknown 10); missing 10; in scope",
    ),
    (
        "entitled 100 | row In Progress 60 | row Blocked 50",
        "In Progress 60, Blocked 50; missing -10; in scope",
    ),
    (
        "entitled 100 | row In Progress 120 | row No Intent",
        "In Progress 120, No Intent 0; missing -20; in scope",
    ),
    (
        "entitled 100 | override 90 | row In Progress 60 | row Blocked",
        "In Progress 60, Blocked 30; missing 0; in scope",
    ),
    ("entitled 100 | row No Intent", "No Intent 100; missing 0; out"),
    (
        "entitled 100 | row No Intent 60 | row Duplicate/Invalid",
        "No Intent 60, Duplicate/Invalid 40; missing 0; out",
    ),
    ("entitled 100 | row No Intent 60", "No Intent 60, (Status Unknown 40); missing 40; in scope"),
    ("entitled 100", "(Status Unknown 100); missing 100; in scope"),
    ("entitled 0", "; missing 0; out"),
    ("row In Progress", "In Progress 0; missing 0; in scope"),
    ("row No Intent", "No Intent 0; missing 0; out"),
    ("", "; missing 0; in scope"),
];

/// Record, its phase.
pub const PHASES: &[(&str, &str)] = &[
    ("phase Enable | row Blocked l2 Migration", "Enable"),
    ("entitled 5 | row Blocked l2 Migration", "Migrate (inferred: a status row says Migration)"),
    ("intake 2026-01-12", "Initiate (inferred: intake on 2026-01-12, no kickoff yet)"),
    ("intake 2026-01-12 | engaged 2026-01-26", "Initiate (inferred: engaged on 2026-01-26, no kickoff yet)"),
    ("engaged 2026-01-26 | kickoff 2026-09-09", "Initiate (inferred: engaged on 2026-01-26, no kickoff yet)"),
    ("engaged 2026-01-26 | kickoff 2026-02-03", "unknown"),
    ("intake 2026-09-09", "unknown"),
    ("", "unknown"),
];

/// Record, percent, first crossing after enablement on 2026-03-24.
pub const CROSSINGS: &[(&str, u8, &str)] = &[
    ("entitled 1000 | usage 2026-03 50 | usage 2026-04 100", 10, "2026-04 7–37 d"),
    ("entitled 1000 | usage 2026-03 50 | usage 2026-04 99", 10, "never"),
    ("entitled 1000 | usage 2026-03 100", 10, "2026-03 0–7 d"),
    ("entitled 1000 | usage 2026-02 500 | usage 2026-04 100", 10, "2026-04 0–37 d"),
    (
        "entitled 1000 | usage 2026-03 50/500 | usage 2026-04 100/1000 | usage 2026-05 100/1001",
        10,
        "2026-03 0–7 d, seats bought",
    ),
    ("entitled 1000 | usage 2026-04 100 | usage 2026-05 99", 10, "2026-04 0–37 d, users lost"),
];

/// Record, the month in which it was measured as enabled.
pub const ENABLED: &[(&str, Option<&str>)] = &[
    ("entitled 1000 | usage 2026-03 99 | usage 2026-04 100", Some("2026-04")),
    ("entitled 999 | usage 2026-03 99 | usage 2026-04 100", Some("2026-04")),
    ("entitled 990 | usage 2026-03 99", Some("2026-03")),
    ("entitled 50000 | usage 2026-03 100", Some("2026-03")),
    ("entitled 1000 | usage 2026-03 99", None),
];
