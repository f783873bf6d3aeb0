//! How numbers, days and months read. In: exact values. Out: display strings without markup.
//! Never: a percentage; those are displayed by `assess`, which knows the edges.

use crate::model::date::{Date, Month, days_between};
use serde::Serialize;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A day, for machines and for people.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Day {
    /// `2026-09-08`.
    pub iso: String,
    /// `8 Sep 2026`.
    pub text: String,
}

/// A day in both forms.
pub fn day(date: Date) -> Day {
    let month = MONTHS[usize::from(date.month().unsigned_abs()) - 1];
    Day { iso: date.to_string(), text: format!("{} {month} {}", date.day(), date.year()) }
}

/// `Aug 2026`.
pub fn month(month: Month) -> String {
    format!("{} {}", MONTHS[usize::from(month.month.unsigned_abs()) - 1], month.year)
}

/// The month or day of a value as `assess` writes it (`2026-08`, `2026-08-31`), for people.
pub fn dated(text: &str) -> String {
    if let Ok(date) = text.parse::<Date>() {
        return day(date).text;
    }
    let parts = text.split_once('-').and_then(|(y, m)| Month::new(y.parse().ok()?, m.parse().ok()?));
    parts.map_or_else(|| text.to_string(), month)
}

/// `12,400`, `−22`: thousands by comma, a true minus sign.
pub fn count(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if n < 0 { format!("\u{2212}{out}") } else { out }
}

/// `+22`, `−4`, `±0`.
pub fn change(n: i64) -> String {
    match n {
        0 => "±0".into(),
        1.. => format!("+{}", count(n)),
        _ => count(n),
    }
}

/// `1 item`, `3 items`; a plural that is no `-s` is given whole.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(n as i64), if n == 1 { one } else { many })
}

/// `overdue 7 days`, `due today`, `due in 4 days`, seen from `as_of`.
pub fn due(date: Date, as_of: Date) -> String {
    match days_between(as_of, date) {
        0 => "due today".into(),
        n @ 1.. => format!("due in {}", counted(n as usize, "day", "days")),
        n => format!("overdue {}", counted(n.unsigned_abs() as usize, "day", "days")),
    }
}

/// `126 days`, from `since` to `as_of`; none if it has not come yet.
pub fn age(since: Date, as_of: Date) -> Option<String> {
    let days = usize::try_from(days_between(since, as_of)).ok()?;
    Some(counted(days, "day", "days"))
}

/// How a missing datum is printed: `[missing: health.forecast]`.
pub fn missing(datum: &str) -> String {
    format!("[missing: {datum}]")
}

/// The first letter in upper case.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// `Exchange, Teams and Intune`.
pub fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).into(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_read_well() {
        assert_eq!([count(0), count(999), count(-12_400)], ["0", "999", "−12,400"]);
        assert_eq!([change(22), change(-4), change(0)], ["+22", "−4", "±0"]);
        let on = |d| jiff::civil::date(2026, 9, d);
        assert_eq!(
            [due(on(1), on(8)), due(on(8), on(8)), due(on(9), on(8))],
            ["overdue 7 days", "due today", "due in 1 day"]
        );
        assert_eq!(
            [dated("2026-08"), dated("2026-08-31"), dated("soon")],
            ["Aug 2026", "31 Aug 2026", "soon"]
        );
    }
}
