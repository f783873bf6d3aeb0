//! What changed, from the tables of the pages: refresh rows and ring updates. In: scope, kept pages, what the reader
//! sees of each. Out: [`Feed`], newest first. Never: the clock; a row without a day; a row of a hidden zone.

use super::Scope;
use super::page::site;
use crate::model::Span;
use crate::model::date::Date;
use crate::model::page::Page;
use crate::model::playbook::{Refresh, RingUpdate};
use crate::model::prose::fold;
use serde::Serialize;
use std::collections::BTreeMap;

/// Rows that a feed holds at most; older ones stand on their pages.
const MOST: usize = 2000;

/// What changed.
#[derive(Clone, Debug, Serialize)]
pub struct Feed {
    /// Title of the site.
    pub site: String,
    /// The audience's name.
    pub audience: String,
    /// Day of the newest entry; the day in force where there is none.
    pub updated: String,
    /// Newest first, then by page.
    pub entries: Vec<Entry>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Day, `2026-09-08`.
    pub day: String,
    /// Route of its page.
    pub route: String,
    /// What it is called for ever: page, kind, and day with its place among the rows of the day, or number.
    pub key: String,
    /// Title of its page.
    pub title: String,
    /// Who changed it.
    pub who: Option<String>,
    /// What changed.
    pub what: String,
}

/// Composes it from the kept pages with their routes and what the reader sees of each.
pub fn compose<'a>(
    scope: &Scope,
    kept: impl IntoIterator<Item = (&'a Page, &'a str, &'a dyn Fn(Span) -> bool)>,
) -> Feed {
    let mut entries: Vec<Entry> = Vec::new();
    for (page, route, shows) in kept {
        let rows: Vec<&Refresh> = page.playbook.refresh.iter().filter(|r| shows(r.span)).collect();
        entries.extend(refreshed(page, route, &rows));
        let rings = page.playbook.ring_updates.iter().filter(|r| shows(r.span));
        entries.extend(rings.filter_map(|ring| ring_update(page, route, ring, &rows)));
    }
    // Rows of one day and page stand in the order of the page, the newer ones first.
    entries.sort_by(|a, b| (&b.day, &a.route).cmp(&(&a.day, &b.route)));
    entries.truncate(MOST);
    let newest = entries.first().map(|e| e.day.clone());
    Feed {
        site: printable(&site(&scope.catalog.settings.title)),
        audience: scope.viewer.name.clone(),
        updated: newest.unwrap_or_else(|| scope.as_of.to_string()),
        entries,
    }
}

/// The newest day of a page's change log as the reader sees it.
pub fn newest(page: &Page, shows: &dyn Fn(Span) -> bool) -> Option<String> {
    let days = page.playbook.refresh.iter().filter(|r| shows(r.span)).filter_map(|r| r.date.date);
    days.max().map(|day| day.to_string())
}

fn refreshed(page: &Page, route: &str, rows: &[&Refresh]) -> Vec<Entry> {
    let dated: Vec<(Date, &Refresh)> = rows.iter().filter_map(|r| Some((r.date.date?, *r))).collect();
    // Rows of one day are counted from the oldest on, so that a new row changes no older one's name.
    let ascending = dated.first().map(|d| d.0) < dated.last().map(|d| d.0);
    let ordered: Vec<&(Date, &Refresh)> =
        if ascending { dated.iter().collect() } else { dated.iter().rev().collect() };
    let mut of_day: BTreeMap<Date, usize> = BTreeMap::new();
    let entry = |(day, row): &(Date, &Refresh)| {
        let nth = of_day.entry(*day).or_default();
        *nth += 1;
        Entry {
            day: day.to_string(),
            route: route.to_string(),
            key: format!("{} refresh {day} {nth}", page.path),
            title: printable(&page.title),
            who: Some(printable(&row.who)).filter(|who| !who.is_empty()),
            what: or_else(printable(&row.what), "Changed"),
        }
    };
    let mut entries: Vec<Entry> = ordered.into_iter().map(entry).collect();
    entries.reverse();
    entries
}

/// A ring update carries no day: it has that of the row that names its number, else of the newest row.
fn ring_update(page: &Page, route: &str, ring: &RingUpdate, rows: &[&Refresh]) -> Option<Entry> {
    let digits: String = ring.id.chars().filter(char::is_ascii_digit).collect();
    let names = |row: &&&Refresh| digits.len() > 2 && row.what.contains(&digits);
    let named = rows.iter().filter(names).filter_map(|r| r.date.date).max();
    let day = named.or_else(|| rows.iter().filter_map(|r| r.date.date).max())?;
    let number = printable(&ring.id);
    let name = printable(&ring.name);
    Some(Entry {
        day: day.to_string(),
        route: route.to_string(),
        key: format!("{} ring {}", page.path, if number.is_empty() { &name } else { &number }),
        title: printable(&page.title),
        who: None,
        what: fold(&format!("Ring update {number}: {name}")),
    })
}

fn or_else(text: String, other: &str) -> String {
    if text.is_empty() { other.to_string() } else { text }
}

/// One line without the signs that XML cannot hold.
fn printable(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}
