//! Customer records: findings that are made elsewhere. In: nothing. Out: why, and the mend.
//! Never: a check.

use crate::diagnostic::codes;
use crate::rules::{Rule, sample};

/// RC001.
pub(in crate::rules) static RECORD_SHAPE: Rule = Rule {
    code: &codes::RECORD_SHAPE,
    why: "A wrong key or a number written as text empties the measures that need it. Records are strict: \
          what is not known is refused and said.",
    fix: "Write the key or value as the message shows.",
    check: None,
    sample: sample!("RC001", "customers/fjordlys.yml"),
};

/// RC002.
pub(in crate::rules) static REFERENCE_UNKNOWN: Rule = Rule {
    code: &codes::REFERENCE_UNKNOWN,
    why: "A service, role or status that the registry does not hold is counted nowhere.",
    fix: "Write a name of the registry, or add it there.",
    check: None,
    sample: sample!("RC002", "customers/fjordlys.yml"),
};

/// RC003.
pub(in crate::rules) static SEATS_UNBALANCED: Rule = Rule {
    code: &codes::SEATS_UNBALANCED,
    why: "Status rows that hold more seats than the customer is entitled to make every share wrong.",
    fix: "Correct the seats of the rows, or the entitlement.",
    check: None,
    sample: sample!("RC003", "customers/fjordlys.yml"),
};

/// RC004.
pub(in crate::rules) static PRIMARY_COUNT: Rule = Rule {
    code: &codes::PRIMARY_COUNT,
    why: "With two primary people of a role, or two reference tenants, nobody is it.",
    fix: "Leave `primary` or `reference` at one.",
    check: None,
    sample: sample!("RC004", "customers/fjordlys.yml"),
};

/// RC005.
pub(in crate::rules) static TIMELINE_IMPOSSIBLE: Rule = Rule {
    code: &codes::TIMELINE_IMPOSSIBLE,
    why: "Durations come from these dates; an end before its beginning makes them negative.",
    fix: "Correct one of the two dates.",
    check: None,
    sample: sample!("RC005", "customers/fjordlys.yml"),
};

/// RC006.
pub(in crate::rules) static USAGE_CLASH: Rule = Rule {
    code: &codes::USAGE_CLASH,
    why: "Two numbers for one month: every measure of usage depends on which is taken.",
    fix: "Keep one; numbers in the record win over imported ones.",
    check: None,
    sample: sample!("RC006", "usage/fjordlys.csv"),
};

/// RC007.
pub(in crate::rules) static NOTE_OVERDUE: Rule = Rule {
    code: &codes::NOTE_OVERDUE,
    why: "A red or yellow customer needs a status note every fortnight; without one the review speaks of old \
          news.",
    fix: "Write `status_note:` with today's date.",
    check: None,
    sample: sample!("RC007", "customers/fjordlys.yml"),
};

/// RC008.
pub(in crate::rules) static NOTE_MISSING: Rule = Rule {
    code: &codes::NOTE_MISSING,
    why: "Nobody is named, or nothing was noted: the review has nobody to ask.",
    fix: "Add a status note, a primary person for the role, or a reference tenant.",
    check: None,
    sample: sample!("RC008", "customers/fjordlys.yml"),
};

/// RC009.
pub(in crate::rules) static SEATS_MISSING: Rule = Rule {
    code: &codes::SEATS_MISSING,
    why: "Seats that no status row holds are counted as Status Unknown / New Subscription or Workload.",
    fix: "Add the row that is missing; the fix offers it.",
    check: None,
    sample: sample!("RC009", "customers/fjordlys.yml"),
};

/// RC010.
pub(in crate::rules) static FACTS_CONTRADICT: Rule = Rule {
    code: &codes::FACTS_CONTRADICT,
    why: "Two facts of the record exclude each other, and every document that uses one of them is doubtful.",
    fix: "Correct the one that is wrong.",
    check: None,
    sample: sample!("RC010", "customers/fjordlys.yml"),
};

/// RC011.
pub(in crate::rules) static DATA_MISSING: Rule = Rule {
    code: &codes::DATA_MISSING,
    why: "A playbook that applies to the customer requires the field; the process cannot be finished without \
          it.",
    fix: "Add the field where `fields:` of the settings look for it, or under `data:`.",
    check: None,
    sample: sample!("RC011", "customers/fjordlys.yml"),
};

/// RC013.
pub(in crate::rules) static NOTE_VAGUE: Rule = Rule {
    code: &codes::NOTE_VAGUE,
    why: "`For now` and `soon` were true on the day of the note; a fortnight later nobody knows whether anything is due.",
    fix: "Say what, who and until when: `carrier swap until 30 October`. The words are `vocabulary: {vague: [...]}` in gameplan.yml.",
    check: None,
    sample: sample!("RC013", "customers/fjordlys.yml"),
};

/// RC012.
pub(in crate::rules) static USAGE_EARLY: Rule = Rule {
    code: &codes::USAGE_EARLY,
    why: "The month has not ended at the as-of date: its number is not final and is not used.",
    fix: "Wait for the month's end, or correct the month.",
    check: None,
    sample: sample!("RC012", "customers/fjordlys.yml"),
};
