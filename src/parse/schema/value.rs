//! Scalars to values. In: trimmed text. Out: a value, or the mend in words. Never: spans.

use crate::model::date::{Date, Month};
use crate::model::sentence::{either, ticked};
use crate::parse::{date as dates, suggest};

/// The largest count: products of two counts stay exact.
const LARGEST: u64 = 1_000_000_000;

/// A whole number without separators; the mend names what to write instead.
pub(in crate::parse) fn integer(text: &str) -> Result<u64, String> {
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        let number = text.parse().ok().filter(|n| *n <= LARGEST);
        return number.ok_or_else(|| format!("write {LARGEST} or less"));
    }
    let digits: String = text.chars().filter(|c| !is_separator(*c)).collect();
    let grouped = digits.len() > 3 && digits.bytes().all(|b| b.is_ascii_digit());
    Err(if grouped && digits.len() < text.len() {
        format!("write `{digits}`, without separators")
    } else if text.starts_with('-') {
        "write 0 or more".to_string()
    } else {
        "write digits only, such as `120`".to_string()
    })
}

fn is_separator(c: char) -> bool {
    matches!(c, ',' | '.' | '\'' | '_' | '’') || c.is_whitespace()
}

/// `true` or `false`; the mend names which one a `yes` or `no` means.
pub(in crate::parse) fn flag(text: &str) -> Result<bool, String> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(match text.to_lowercase().as_str() {
            "yes" | "y" | "on" | "true" | "1" => "write `true`".to_string(),
            "no" | "n" | "off" | "false" | "0" => "write `false`".to_string(),
            _ => "write `true` or `false`".to_string(),
        }),
    }
}

/// `2026-03-10`; the mend gives the dates that another order may mean.
pub(in crate::parse) fn date(text: &str) -> Result<Date, String> {
    if let Some(date) = dates::iso(text) {
        return Ok(date);
    }
    Err(match dates::guesses(text)[..] {
        [one] => format!("write `{one}`"),
        [one, two, ..] => format!("write `{one}`, or `{two}` if the day stands first"),
        [] => "write year, month and day, such as `2026-03-10`".to_string(),
    })
}

/// `2026-08`.
pub(in crate::parse) fn month(text: &str) -> Result<Month, String> {
    if let Some(month) = dates::month(text) {
        return Ok(month);
    }
    let whole = dates::iso(text).map(Month::of).or_else(|| two_parts(text));
    Err(whole
        .map_or_else(|| "write year and month, such as `2026-08`".to_string(), |m| format!("write `{m}`")))
}

/// `8/2026`, `2026/8`, `2026-8`.
fn two_parts(text: &str) -> Option<Month> {
    let (a, b) = text.split_once(['/', '-', '.'])?;
    let (year, month) = if a.len() == 4 { (a, b) } else { (b, a) };
    Month::new(year.parse().ok()?, month.parse().ok()?)
}

/// One of the words, without case, in its own spelling.
pub(in crate::parse) fn one_of(text: &str, words: &'static [&'static str]) -> Result<&'static str, String> {
    let found = words.iter().find(|w| w.eq_ignore_ascii_case(text));
    found.copied().ok_or_else(|| {
        suggest::did_you_mean(text, words).unwrap_or_else(|| format!("write {}", either(ticked(words))))
    })
}

/// The mend for a key without a value in braces: a comma has cut it off the value before it.
pub(in crate::parse) fn cut_off(key: &str) -> String {
    let digits = key.starts_with(|c: char| c.is_ascii_digit());
    let mend = if digits {
        "write the number before it without separators"
    } else {
        "quote the text before it, if it belongs to that"
    };
    mend.to_string()
}
