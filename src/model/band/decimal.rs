//! Exact decimals with six digits behind the point. In: digits as people write them. Out: [`Decimal`], its text.
//! Never: floats, rounding.

use std::fmt;

/// An exact decimal: millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(pub i64);

/// Digits behind the point.
const DIGITS: usize = 6;

impl Decimal {
    /// Millionths in one.
    pub const ONE: i64 = 1_000_000;

    /// A whole number; none beyond nine million millions.
    pub fn whole(value: i64) -> Option<Self> {
        value.checked_mul(Self::ONE).map(Self)
    }

    /// Reads `40`, `0.5`, `10,000` (commas only between groups of three), `-2.5`. None for anything else:
    /// no digits, more than six digits behind the point, too large.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, body) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = match body.split_once('.') {
            Some((whole, fraction)) if is_digits(fraction) && fraction.len() <= DIGITS => (whole, fraction),
            Some(_) => return None,
            None => (body, ""),
        };
        let whole: i64 = ungrouped(whole)?.parse().ok()?;
        let fraction: i64 = format!("{fraction:0<DIGITS$}").parse().ok()?;
        let value = whole.checked_mul(Self::ONE)?.checked_add(fraction)?;
        Some(Self(if negative { -value } else { value }))
    }

    /// The whole number at or below.
    pub fn floor(self) -> i64 {
        self.0.div_euclid(Self::ONE)
    }

    /// The whole number at or above.
    pub fn ceil(self) -> i64 {
        self.floor() + i64::from(self.0.rem_euclid(Self::ONE) != 0)
    }
}

/// `40`, `0.5`, `10,000`: no zeros at the end, groups of three.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let (whole, fraction) = (size / Self::ONE.unsigned_abs(), size % Self::ONE.unsigned_abs());
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}", grouped(whole))?;
        if fraction == 0 {
            return Ok(());
        }
        let digits = format!("{fraction:0DIGITS$}");
        write!(f, ".{}", digits.trim_end_matches('0'))
    }
}

/// `12,400`: whole numbers as the documents write them.
pub fn thousands(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(value.unsigned_abs()))
}

fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The digits without the commas between groups of three; none if the groups are wrong.
fn ungrouped(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next().filter(|g| is_digits(g))?;
    let rest: Vec<&str> = groups.collect();
    let sound = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|g| g.len() == 3 && is_digits(g)));
    sound.then(|| format!("{first}{}", rest.concat()))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
