//! Due rules and cadences (DOMAIN.md 2, Time). In: plain text of a label. Out: [`DueRule`], [`Recurrence`].
//! Never: today's date, a guess at what cannot be read.

use crate::model::playbook::{DueAnchor, DueRule, DueUnit, Recurrence};
use crate::model::registry::spelling;
use crate::source::Span;

/// The longest rule and interval that is believed: ten years of days.
const MOST: u32 = 3_660;

/// Names of the dates that a rule counts from, longest first where one begins another.
const ANCHORS: [(&str, DueAnchor); 17] = [
    ("engagement start date", DueAnchor::Engaged),
    ("engagement start", DueAnchor::Engaged),
    ("engaged", DueAnchor::Engaged),
    ("submitted date", DueAnchor::Intake),
    ("submitted", DueAnchor::Intake),
    ("intake", DueAnchor::Intake),
    ("kickoff meeting", DueAnchor::Kickoff),
    ("kick-off", DueAnchor::Kickoff),
    ("kickoff", DueAnchor::Kickoff),
    ("service enablement", DueAnchor::Enabled),
    ("enablement", DueAnchor::Enabled),
    ("enabled", DueAnchor::Enabled),
    ("renewal date", DueAnchor::Renewal),
    ("renewal", DueAnchor::Renewal),
    ("it applies", DueAnchor::Applies),
    ("the step applies", DueAnchor::Applies),
    ("applies", DueAnchor::Applies),
];

/// Reads `14 days after engaged`, `2 working days after intake`, `three weeks before renewal`. None for
/// anything else, for more than ten years, and for a day before the scenario applies.
pub fn due(text: &str, span: Span) -> Option<DueRule> {
    let plain = spelling(text);
    let plain = plain.trim_end_matches('.');
    let (amount, rest) = plain.split_once(' ')?;
    let amount = number(amount).filter(|n| *n <= MOST)?;
    let (unit, rest) = due_unit(rest)?;
    let (before, anchor) = match rest.split_once(' ')? {
        ("before", anchor) => (true, anchor),
        ("after", anchor) => (false, anchor),
        _ => return None,
    };
    let anchor = anchor.strip_prefix("the ").unwrap_or(anchor);
    let anchor = ANCHORS.iter().find(|(name, _)| *name == anchor).map(|(_, a)| *a)?;
    let sound = !(before && anchor == DueAnchor::Applies);
    sound.then(|| DueRule { text: text.trim().to_string(), amount, unit, before, anchor, span })
}

fn due_unit(text: &str) -> Option<(DueUnit, &str)> {
    const UNITS: [(&str, DueUnit); 9] = [
        ("working days", DueUnit::WorkingDays),
        ("working day", DueUnit::WorkingDays),
        ("business days", DueUnit::WorkingDays),
        ("business day", DueUnit::WorkingDays),
        ("workdays", DueUnit::WorkingDays),
        ("days", DueUnit::Days),
        ("day", DueUnit::Days),
        ("weeks", DueUnit::Weeks),
        ("week", DueUnit::Weeks),
    ];
    UNITS.iter().find_map(|(word, unit)| {
        let rest = text.strip_prefix(word)?.strip_prefix(' ')?;
        Some((*unit, rest))
    })
}

/// A whole number in digits, or in English from one to ten.
fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let spelt = WORDS.iter().position(|w| *w == word).map(|idx| idx as u32 + 1);
    let digits = || word.bytes().all(|b| b.is_ascii_digit()).then(|| word.parse().ok()).flatten();
    spelt.or_else(digits)
}

/// Words that are an interval of so many days by themselves.
const WORDS: [(&str, u32); 27] = [
    ("daily", 1),
    ("weekly", 7),
    ("biweekly", 14),
    ("bi-weekly", 14),
    ("fortnightly", 14),
    ("monthly", 30),
    ("bimonthly", 60),
    ("bi-monthly", 60),
    ("quarterly", 91),
    ("half-yearly", 182),
    ("semi-annually", 182),
    ("yearly", 365),
    ("annually", 365),
    ("annual", 365),
    ("täglich", 1),
    ("wöchentlich", 7),
    ("monatlich", 30),
    ("vierteljährlich", 91),
    ("jährlich", 365),
    ("diario", 1),
    ("semanal", 7),
    ("quincenal", 14),
    ("mensual", 30),
    ("mensal", 30),
    ("trimestral", 91),
    ("anual", 365),
    ("semanalmente", 7),
];

/// Reads a Cadence: the shortest and the longest interval that its text names, in days. None for *once* (but
/// `once per week` is weekly) and for a text that names none, such as `at any major change`.
pub fn cadence(text: &str) -> Option<Recurrence> {
    let plain = spelling(text).replace(['–', '—'], "-").replace("(bi-) ", "(bi-)");
    let plain = plain.replace("(bi-)monthly", "monthly bimonthly").replace("(bi-)weekly", "weekly biweekly");
    let words: Vec<String> = plain.split_whitespace().flat_map(pieces).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    for (idx, word) in words.iter().enumerate() {
        let rest = &words[idx + 1..];
        match *word {
            "once" if matches!(rest.first(), Some(&("a" | "per" | "each" | "every"))) => {
                found.extend(interval(&rest[1..]));
            }
            "once" | "twice" | "times" if found.is_empty() => return None,
            "every" | "each" | "per" => found.extend(interval(rest)),
            _ => found.extend(WORDS.iter().find(|(w, _)| w == word).map(|(_, d)| (*d, *d))),
        }
    }
    let from = found.iter().map(|(from, _)| *from).min()?;
    let to = found.iter().map(|(_, to)| *to).max()?;
    Some(Recurrence { from, to })
}

/// A word without its punctuation; `1-2` as three pieces.
fn pieces(word: &str) -> Vec<String> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-');
    match word.split_once('-') {
        Some((a, b)) if number(a).is_some() && number(b).is_some() => {
            vec![a.to_string(), "-".to_string(), b.to_string()]
        }
        _ => vec![word.to_string()],
    }
}

/// What stands behind *every*: `week`, `2 weeks`, `other month`, `1 - 2 weeks`.
fn interval(words: &[&str]) -> Option<(u32, u32)> {
    match words {
        [low, "-" | "to" | "or", high, unit, ..] if number(low).is_some() && number(high).is_some() => {
            let (low, high) = (days(number(low)?, unit)?, days(number(high)?, unit)?);
            (low <= high).then_some((low, high))
        }
        ["other" | "second", unit, ..] => days(2, unit).map(|d| (d, d)),
        [amount, unit, ..] if number(amount).is_some() => days(number(amount)?, unit).map(|d| (d, d)),
        [unit, ..] => days(1, unit).map(|d| (d, d)),
        [] => None,
    }
}

/// Days of so many units: months and quarters as twelfths and quarters of 365; none for 0 and beyond ten years.
fn days(amount: u32, unit: &str) -> Option<u32> {
    let months = |n: u32| amount.checked_mul(n)?.checked_mul(365).map(|d| d / 12);
    let days = match unit {
        "day" | "days" => Some(amount),
        "week" | "weeks" => amount.checked_mul(7),
        "month" | "months" => months(1),
        "quarter" | "quarters" => months(3),
        "year" | "years" => months(12),
        _ => None,
    }?;
    (1..=MOST).contains(&days).then_some(days)
}
