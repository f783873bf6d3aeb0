//! The usage of the last months as columns. In: usage points. Out: positions in permille, and words.
//! Never: joins months over a gap; a month without data stays visible as one.

use super::wording;
use crate::assess::{ServiceState, TrendPoint};
use crate::model::date::Month;
use serde::Serialize;

/// Most months shown.
const MONTHS: i32 = 12;

/// Columns of active users by month, oldest first; positions in permille.
#[derive(Clone, Debug, Serialize)]
pub struct Trend {
    /// One a month, gaps too.
    pub columns: Vec<Column>,
    /// Height of the target in active users, if it lies above the newest column.
    pub target: Option<i64>,
    /// `target 6,201`.
    pub target_text: Option<String>,
    /// First month.
    pub first: String,
    /// Newest month.
    pub last: String,
    /// Text alternative.
    pub words: String,
    /// Months of it that were restated: `May 2026 was 880 until 10 Jun 2026`.
    pub restated: Vec<String>,
}

/// One month.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// Left edge.
    pub x: i64,
    /// Width.
    pub width: i64,
    /// Centre.
    pub middle: i64,
    /// Height; 0 for a gap.
    pub height: i64,
    /// No data.
    pub missing: bool,
    /// The newest.
    pub newest: bool,
    /// The newest, and older than 45 days: drawn hollow.
    pub hollow: bool,
    /// `Aug 2026`.
    pub month: String,
    /// `2,902`; none for a gap.
    pub active: Option<String>,
    /// 20 places of text bar.
    pub bar: String,
}

/// The trend of a service; none with fewer than two points. `needed` is the active users of the target.
pub fn trend(service: &ServiceState, needed: Option<i64>, stale: bool) -> Option<Trend> {
    let newest = service.trend.last()?;
    let start = service.trend.first()?.month.max(newest.month.plus(1 - MONTHS));
    let months = newest.month.index() - start.index() + 1;
    if months < 2 {
        return None;
    }
    let most = service.trend.iter().filter(|p| p.month >= start).map(|p| p.active).max()?;
    let needed = needed.filter(|n| *n > newest.active);
    let top = most.max(needed.unwrap_or(0)).max(1);
    let column = |i: i32| {
        let month = start.plus(i);
        let point = service.trend.iter().find(|p| p.month == month);
        let slot = 1000 / i64::from(months);
        let mut column = draw(month, point, top);
        column.x = slot * i64::from(i) + slot / 6;
        column.width = slot - slot / 3;
        column.middle = column.x + column.width / 2;
        column.newest = month == newest.month;
        column.hollow = column.newest && stale;
        column
    };
    Some(Trend {
        columns: (0..months).map(column).collect(),
        target: needed.map(|n| n * 800 / top),
        target_text: needed.map(|n| format!("target {}", wording::count(n))),
        first: wording::month(start),
        last: wording::month(newest.month),
        words: words(service, start),
        restated: service.trend.iter().filter(|p| p.month >= start).filter_map(restated).collect(),
    })
}

/// What a month said before it was restated.
pub fn restated(point: &TrendPoint) -> Option<String> {
    let was = point.was?;
    let of = was.entitled.map_or_else(String::new, |e| format!(" of {}", wording::count(e as i64)));
    let until = was.until.map_or_else(String::new, |day| format!(" until {}", wording::day(day).text));
    Some(format!("{} was {}{of}{until}", wording::month(point.month), wording::count(was.active as i64)))
}

/// The highest column takes 800 of the 1000: above it there is room for its number.
fn draw(month: Month, point: Option<&TrendPoint>, top: i64) -> Column {
    let active = point.map(|p| p.active);
    let share = |of: i64| active.map_or(0, |a| a.max(0) * of / top);
    Column {
        x: 0,
        width: 0,
        middle: 0,
        height: share(800),
        missing: active.is_none(),
        newest: false,
        hollow: false,
        month: wording::month(month),
        active: active.map(wording::count),
        bar: "█".repeat(share(20) as usize),
    }
}

fn words(service: &ServiceState, start: Month) -> String {
    let shown: Vec<&TrendPoint> = service.trend.iter().filter(|p| p.month >= start).collect();
    let [first, .., last] = shown.as_slice() else { return String::new() };
    let gaps: Vec<String> =
        service.gaps.iter().filter(|m| **m >= start).map(|m| wording::month(*m)).collect();
    let mut out = format!(
        "Active {} of {}: {} in {}, {} in {}",
        service.unit,
        service.name,
        wording::count(first.active),
        wording::month(first.month),
        wording::count(last.active),
        wording::month(last.month),
    );
    if !gaps.is_empty() {
        out.push_str(&format!("; no data for {}", gaps.join(", ")));
    }
    out + "."
}

/// The change in active users over a number of months up to the newest point.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// `+22`; none if a month is missing.
    pub text: Option<String>,
    /// `Jul 2026`, the month it is counted from.
    pub from: String,
}

/// The change over `months`; none without any point.
pub fn change(service: &ServiceState, months: i32) -> Option<Change> {
    let newest = service.trend.last()?;
    let from = newest.month.plus(-months);
    let then = service.trend.iter().find(|p| p.month == from);
    Some(Change { text: then.map(|p| wording::change(newest.active - p.active)), from: wording::month(from) })
}
