//! Numbers, percentages and days by the signs that a map declares. In: a cell's text. Out: values, or why not.
//! Never: takes a sign that the map does not declare; a blank is missing, never 0.

use super::sheet::Written;
use crate::model::date::{Date, Month};
use crate::parse::date as dates;
use jiff::ToSpan;

/// What stands in a cell that cannot be read: message and mend.
pub type Doubt = (String, String);

/// The signs of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Between thousands.
    pub thousands: Option<char>,
    /// Before decimals.
    pub decimal: Option<char>,
    /// Order of days, by the sign between their parts; `None` as the sign: any.
    pub dates: Vec<(Option<char>, Order)>,
    /// Texts that mean missing, lower case; the empty text always does.
    pub blank: Vec<String>,
    /// Percentages are fractions: `0.2481` is 24.81 %.
    pub fractions: bool,
}

/// The order of a day's parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "m, d and y say it")]
pub enum Order {
    Mdy,
    Dmy,
    Ymd,
    Serial,
}

/// A decimal number: `mantissa / 10^decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    /// All digits.
    pub mantissa: i128,
    /// How many stand behind the sign.
    pub decimals: u32,
}

/// The largest count: products of two counts stay exact.
const LARGEST: i128 = 1_000_000_000;

impl Signs {
    /// True for a cell that says nothing.
    pub fn is_blank(&self, text: &str) -> bool {
        text.is_empty() || self.blank.iter().any(|b| *b == text.to_lowercase())
    }

    /// A whole number.
    ///
    /// # Errors
    /// Anything else than digits and the declared signs at their places.
    pub fn count(&self, text: &str, written: Written) -> Result<Option<u64>, Doubt> {
        if self.is_blank(text) {
            return Ok(None);
        }
        let number = self.number(text, written)?;
        if written != Written::Value && number.decimals == 3 {
            // `9.000` may be nine, or nine thousand in an export that writes its numbers the other way round.
            let help = "declare the sign as `thousands`, or write the count without decimals";
            return Err((
                format!("`{text}` has three decimals, where a whole number is due"),
                help.to_string(),
            ));
        }
        let scale = 10_i128.pow(number.decimals);
        if number.mantissa % scale != 0 {
            let help = "counts are whole: declare the sign as `thousands`, or mend the cell";
            return Err((format!("`{text}` is no whole number"), help.to_string()));
        }
        let whole = number.mantissa / scale;
        u64::try_from(whole).ok().filter(|_| whole <= LARGEST).map(Some).ok_or_else(|| {
            (
                format!("`{text}` is below 0 or above {LARGEST}"),
                "mend the cell, or leave it blank".to_string(),
            )
        })
    }

    /// A percentage, in points: `24.81 %` is 24.81.
    ///
    /// # Errors
    /// As for [`Signs::count`].
    pub fn percent(&self, text: &str, written: Written) -> Result<Option<Exact>, Doubt> {
        if self.is_blank(text) {
            return Ok(None);
        }
        let bare = text.trim_end_matches('%').trim_end();
        let number = self.number(bare, written)?;
        if !(self.fractions && bare.len() == text.len()) {
            return Ok(Some(number));
        }
        let Exact { mantissa, decimals } = number;
        Ok(Some(match decimals.checked_sub(2) {
            Some(decimals) => Exact { mantissa, decimals },
            None => Exact { mantissa: mantissa * 10_i128.pow(2 - decimals), decimals: 0 },
        }))
    }

    fn number(&self, text: &str, written: Written) -> Result<Exact, Doubt> {
        let (thousands, decimal) = match written {
            Written::Value => (None, Some('.')),
            _ => (self.thousands, self.decimal),
        };
        let digits = text.strip_prefix('-').unwrap_or(text);
        let strange =
            digits.chars().find(|c| !c.is_ascii_digit() && !same(*c, thousands) && Some(*c) != decimal);
        if let Some(sign) = strange {
            return Err(self.undeclared(text, sign));
        }
        let (whole, part) = match decimal.and_then(|d| digits.split_once(d)) {
            Some((whole, part)) => (whole, part),
            None => (digits, ""),
        };
        let groups: Vec<&str> = whole.split(|c| same(c, thousands)).collect();
        let grouped = groups.len() == 1
            || (groups[1..].iter().all(|g| g.len() == 3) && (1..=3).contains(&groups[0].len()));
        let joined: String = groups.concat() + part;
        let fits =
            grouped && part.bytes().all(|b| b.is_ascii_digit()) && !joined.is_empty() && joined.len() <= 30;
        match joined.parse::<i128>().ok().filter(|_| fits) {
            Some(mantissa) => {
                let mantissa = if digits.len() < text.len() { -mantissa } else { mantissa };
                Ok(Exact { mantissa, decimals: part.len() as u32 })
            }
            None => Err((format!("`{text}` is no number by the signs of the map"), self.declared())),
        }
    }

    fn undeclared(&self, text: &str, sign: char) -> Doubt {
        if matches!(sign, ',' | '.' | '\'' | '’') || sign.is_whitespace() {
            let said = format!(
                "`{text}` holds `{sign}`, which the map declares neither as `thousands` nor as `decimal`"
            );
            return (said, "declare it in the map".to_string());
        }
        (
            format!("`{text}` is no number"),
            "mend the cell, or list the text under `blank:` if it means missing".to_string(),
        )
    }

    fn declared(&self) -> String {
        let name = |sign: Option<char>| sign.map_or("none".to_string(), |c| format!("`{c}`"));
        format!("thousands: {}, decimal: {}", name(self.thousands), name(self.decimal))
    }

    /// A day.
    ///
    /// # Errors
    /// A day that the declared order does not give, or none declared.
    pub fn day(&self, text: &str, written: Written) -> Result<Option<Date>, Doubt> {
        if self.is_blank(text) {
            return Ok(None);
        }
        // A time of day behind it says nothing here.
        let day = text.split([' ', 'T']).next().unwrap_or(text);
        if let Some(date) = dates::iso(day) {
            return Ok(Some(date));
        }
        let sign = day.chars().find(|c| !c.is_ascii_digit());
        let declared = self.dates.iter().any(|(_, order)| *order == Order::Serial);
        // A number in a workbook's column of days can be nothing else.
        if let Some(date) = serial(day).filter(|_| declared || written == Written::Value) {
            return Ok(Some(date));
        }
        let order = self.dates.iter().find(|(s, _)| s.is_none() || *s == sign).map(|(_, order)| *order);
        let Some(order) = order else {
            return Err((
                format!("the order of `{text}` is not declared"),
                "say `date_order: mdy`, `dmy` or `ymd` in the map".to_string(),
            ));
        };
        let parts: Vec<&str> = sign.map(|s| day.split(s).collect()).unwrap_or_default();
        let date = <[&str; 3]>::try_from(parts).ok().and_then(|parts| ordered(parts, order));
        date.map(Some).ok_or_else(|| {
            (
                format!("`{text}` is no day in the order `{}`", order.as_str()),
                "mend the cell, or the map's `date_order`".to_string(),
            )
        })
    }

    /// A month: `2026-08`, `08/2026`, `Aug 2026`, or a day in it.
    ///
    /// # Errors
    /// As for [`Signs::day`].
    pub fn month(&self, text: &str, written: Written) -> Result<Option<Month>, Doubt> {
        if self.is_blank(text) {
            return Ok(None);
        }
        match dates::month(text).or_else(|| two_parts(text)) {
            Some(month) => Ok(Some(month)),
            None => Ok(self.day(text, written)?.map(Month::of)),
        }
    }
}

impl Order {
    /// `mdy` …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mdy => "mdy",
            Self::Dmy => "dmy",
            Self::Ymd => "ymd",
            Self::Serial => "serial",
        }
    }
}

/// The days that a spreadsheet counts, from 1990 to 2099: 46265 is 2026-08-31. Behind the sign stands the time.
fn serial(text: &str) -> Option<Date> {
    let (days, time) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let days: i32 = days.parse().ok().filter(|n| (32_874..73_051).contains(n))?;
    let sound = time.bytes().all(|b| b.is_ascii_digit());
    let epoch = Date::new(1899, 12, 30).ok().filter(|_| sound)?;
    epoch.checked_add(days.days()).ok()
}

/// A blank between thousands may be any blank.
fn same(c: char, sign: Option<char>) -> bool {
    sign.is_some_and(|s| s == c || (s == ' ' && c.is_whitespace()) || (s == '\'' && c == '’'))
}

fn ordered([a, b, c]: [&str; 3], order: Order) -> Option<Date> {
    let [year, month, day] = match order {
        Order::Mdy => [c, a, b],
        Order::Dmy => [c, b, a],
        Order::Ymd => [a, b, c],
        Order::Serial => return None,
    };
    let sized =
        |t: &str, most: usize| t.len() <= most && !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !(sized(year, 4) && year.len() == 4 && sized(month, 2) && sized(day, 2)) {
        return None;
    }
    let month = Month::new(year.parse().ok()?, month.parse().ok()?)?;
    Date::new(month.year, month.month, day.parse().ok()?).ok()
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `08/2026`, `2026/8`, `Aug 2026`, `August-2026`.
fn two_parts(text: &str) -> Option<Month> {
    let (a, b) = text.split_once(['/', '-', '.', ' '])?;
    let (year, month) = if a.len() == 4 && a.bytes().all(|b| b.is_ascii_digit()) { (a, b) } else { (b, a) };
    let name = month.to_lowercase();
    let named = || MONTHS.iter().position(|m| name.len() >= 3 && name.starts_with(m)).map(|n| n as i8 + 1);
    if year.len() != 4 {
        return None;
    }
    Month::new(year.parse().ok()?, month.parse().ok().or_else(named)?)
}
