//! Dates of pages (US order) and of records (ISO). In: text. Out: dates. Never: the clock.

use crate::model::date::{Date, Month};
use crate::model::front_matter::{LikelyDate, PageDate};

/// The years a page's date may lie in.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// Reads a page's date: `M/D/YYYY` with one or two digits, two digits of a year mean 20yy, or ISO.
/// What is no day of 1990 to 2100 has no date.
pub fn page_date(text: &str) -> PageDate {
    let text = text.trim();
    let date = us(text).or_else(|| iso(text)).filter(|d| YEARS.contains(&d.year()));
    let likely = if date.is_none() { likely(text) } else { None };
    PageDate { text: text.to_string(), date, likely }
}

/// Reads `2026-03-10`; every part in full, the year from 1970 to 2200.
pub fn iso(text: &str) -> Option<Date> {
    let [year, month, day] = fields(text, '-', &[4, 2, 2])?;
    Month::new(year, i8::try_from(month).ok()?)?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Reads `2026-08`.
pub fn month(text: &str) -> Option<Month> {
    let [year, month] = fields(text, '-', &[4, 2])?;
    Month::new(year, i8::try_from(month).ok()?)
}

/// The ISO dates that a date in another order may mean: US order first.
pub fn guesses(text: &str) -> Vec<Date> {
    let parts: Vec<&str> = text.trim().split(['/', '.', '-']).map(str::trim).collect();
    let [a, b, c] = parts[..] else { return Vec::new() };
    let orders = if a.len() == 4 { [[a, b, c], [a, c, b]] } else { [[c, a, b], [c, b, a]] };
    let mut dates: Vec<Date> = orders.iter().filter_map(|[y, m, d]| civil(y, m, d)).collect();
    dates.dedup();
    dates
}

/// The day that a text means: `10/018/2019`, `27 Mar 2020` and `Mar 27, 2020` can mean no other; `25.09.2019` could be
/// a slip.
fn likely(text: &str) -> Option<LikelyDate> {
    let certain = padded(text).or_else(|| named(text));
    let (date, certain) = match (certain, &guesses(text)[..]) {
        (Some(date), _) => (date, true),
        (None, [only]) => (*only, false),
        _ => return None,
    };
    let text = YEARS.contains(&date.year()).then(|| date.strftime("%m/%d/%Y").to_string())?;
    Some(LikelyDate { text, certain })
}

/// US order with too many zeros.
fn padded(text: &str) -> Option<Date> {
    let [month, day, year] = slashes(text)?;
    civil(year, month.trim_start_matches('0'), day.trim_start_matches('0'))
}

/// Day, month and year with the month's English name, or its first letters.
fn named(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let parts: Vec<&str> = text.split([' ', ',', '.', '-']).filter(|p| !p.is_empty()).collect();
    let [a, b, year] = parts[..] else { return None };
    let (name, day) = if is_number(a) { (b, a) } else { (a, b) };
    let name = name.to_ascii_lowercase();
    let month = MONTHS.iter().position(|m| name.len() >= 3 && m.starts_with(&name))? + 1;
    civil(year, &month.to_string(), day).filter(|_| year.len() == 4)
}

fn us(text: &str) -> Option<Date> {
    let [month, day, year] = slashes(text)?;
    civil(year, month, day)
}

fn slashes(text: &str) -> Option<[&str; 3]> {
    let parts: Vec<&str> = text.split('/').collect();
    <[&str; 3]>::try_from(parts).ok().filter(|p| p.iter().all(|x| is_number(x)))
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    if ![year, month, day].iter().all(|x| is_number(x)) || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let year: i16 = match year.len() {
        2 => 2000 + year.parse::<i16>().ok()?,
        4 => year.parse().ok()?,
        _ => return None,
    };
    let month = Month::new(year, month.parse().ok()?)?.month;
    Date::new(year, month, day.parse().ok()?).ok()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Numbers of a fixed count of digits each, between separators.
fn fields<const N: usize>(text: &str, separator: char, digits: &[usize; N]) -> Option<[i16; N]> {
    let parts: Vec<&str> = text.split(separator).collect();
    let fits = parts.len() == N && parts.iter().zip(digits).all(|(p, n)| p.len() == *n && is_number(p));
    let numbers: Vec<i16> = fits.then(|| parts.iter().filter_map(|p| p.parse().ok()).collect())?;
    numbers.try_into().ok()
}
