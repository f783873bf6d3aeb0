//! Signs of numbers, and the order of days. In: values. Out: the map's lines for them.
//! Never: a doubt kept quiet: it stands in capitals.

use super::Columns;
use crate::parse::import::sheet::{Cell, Written};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How often a sign stands between thousands, and before decimals; an example of each.
#[derive(Default)]
struct Seen<'a> {
    thousands: Vec<&'a str>,
    decimals: Vec<&'a str>,
}

impl Columns<'_> {
    /// `thousands:`, `decimal:`, `date_order:`, `percents:`, `blank:`.
    pub(super) fn signs(&self, has_percents: bool) -> String {
        let plain = self.cells().filter(|c| c.written != Written::Value);
        let texts: Vec<String> =
            plain.map(|c| self.table.of(*c).into_owned()).filter(|t| !t.is_empty()).collect();
        let mut text = numbers(&texts);
        text.push_str(&days(&texts));
        // A workbook shows 24.81 % and holds 0.2481.
        let fraction = |c: &Cell| c.written == Written::Value && self.table.of(*c).starts_with("0.");
        if has_percents && self.cells().any(fraction) {
            text.push_str(
                "percents: fraction   # the workbook holds numbers below 1, such as 0.2481 for 24.81 %\n",
            );
        }
        text.push_str("blank: [\"-\", N/A]   # beside the blank cell: missing, never 0\n");
        text
    }

    fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows.iter().flat_map(|row| row.cells.iter())
    }
}

fn numbers(texts: &[String]) -> String {
    let (mut comma, mut point) = (Seen::default(), Seen::default());
    for text in texts {
        let Some((sign, groups)) = number(text.trim_end_matches('%').trim_end()) else { continue };
        let seen = if sign == ',' { &mut comma } else { &mut point };
        if groups { seen.thousands.push(text) } else { seen.decimals.push(text) }
    }
    let shows = |seen: &[&str]| seen.first().map(|v| format!("`{v}`"));
    let said =
        [shows(&comma.thousands), shows(&point.thousands), shows(&comma.decimals), shows(&point.decimals)];
    let said = said.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let english = point.thousands.is_empty() && comma.decimals.is_empty();
    let german = comma.thousands.is_empty() && point.decimals.is_empty();
    let (thousands, decimal, why) = match (english, german) {
        (true, true) => ("none", "point", "no number shows a sign".to_string()),
        (true, false) => ("comma", "point", format!("so {said} are read")),
        (false, true) => ("point", "comma", format!("so {said} are read")),
        (false, false) => ("comma", "point", format!("MIXED: {said} stand in one table; ask who made it")),
    };
    format!("thousands: {thousands}   # {why}\ndecimal: {decimal}\n")
}

/// The first sign of a number, and whether thousands stand behind it.
fn number(text: &str) -> Option<(char, bool)> {
    let sign = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, ',' | '.'))?;
    let parts: Vec<&str> = text.split(sign).collect();
    let digits = |p: &&str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',');
    let sound = parts.iter().all(digits) && parts[0].len() <= 3 && !is_day(text);
    sound.then(|| (sign, parts.len() > 2 || parts[1].len() == 3 || parts[1].contains(['.', ','])))
}

fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    parts.len() == 3
        && parts.iter().all(|p| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()))
        && (parts[2].len() == 4 || parts[0].len() == 4)
        && parts[1].len() <= 2
}

/// The order of days, by their sign where signs differ.
fn days(texts: &[String]) -> String {
    let mut by_sign: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    for day in texts.iter().map(|t| t.split([' ', 'T']).next().unwrap_or(t)).filter(|t| is_day(t)) {
        let sign = day.chars().find(|c| !c.is_ascii_digit()).unwrap_or('-');
        by_sign.entry(sign).or_default().push(day);
    }
    let read: Vec<(char, &str, String)> = by_sign
        .iter()
        .map(|(sign, days)| {
            let (order, why) = order(days);
            (*sign, order, format!("{why}, such as `{}`", days[0]))
        })
        .collect();
    match read.as_slice() {
        [] => String::new(),
        [(_, order, why)] => format!("date_order: {order}   # {why}\n"),
        many => {
            let mut text = "date_order:\n".to_string();
            for (sign, order, why) in many {
                let _ = writeln!(text, "  \"{sign}\": {order}   # {why}");
            }
            text
        }
    }
}

fn order(days: &[&str]) -> (&'static str, &'static str) {
    let part = |text: &str, n: usize| {
        text.split(['/', '.', '-']).nth(n).and_then(|p| p.parse::<u32>().ok()).unwrap_or(0)
    };
    if days.iter().all(|d| part(d, 0) > 31) {
        return ("ymd", "the year stands first");
    }
    match (days.iter().any(|d| part(d, 0) > 12), days.iter().any(|d| part(d, 1) > 12)) {
        (true, false) => ("dmy", "a first part is above 12"),
        (false, true) => ("mdy", "a second part is above 12"),
        (true, true) => ("mdy", "MIXED: first and second parts are above 12; ask who made the export"),
        (false, false) => ("mdy", "IN DOUBT: no part is above 12; ask who made the export"),
    }
}
