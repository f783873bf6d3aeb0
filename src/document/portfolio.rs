//! Sums over many customers (DOMAIN.md 6, portfolio usage), the biggest losers, late status notes, the table for
//! spreadsheets. In: rows of customers. Out: small views, cells. Never: users and devices added; a stale or missing
//! value counted as 0.

use super::customers::Row;
use super::{Scope, wording};
use crate::assess::measures::{self, NoteState};
use crate::assess::{Assessment, ServiceState, Verdict};
use crate::model::band::{Decimal, Quantity};
use crate::model::measure::Measure;
use serde::Serialize;

/// What sums and ranks are made of: one service of one customer.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Active users and entitled seats of the newest month; none if usage is not known.
    pub usage: Option<(i64, i64)>,
    /// Older than 45 days.
    pub stale: bool,
    /// Fall in active users over 3 months.
    pub loss: Option<i64>,
    /// Active users missing to the target; 0 when met.
    pub to_target: Option<i64>,
    /// Months between two usage points that have none.
    pub gaps: usize,
}

/// The status note of a customer that is late or absent.
#[derive(Clone, Debug, Serialize)]
pub struct LateNote {
    /// Customer.
    pub name: String,
    /// Its page, seen from the portfolio's folder.
    pub href: String,
    /// `22 days old, red: older than 21 days (health Yellow)`, `[missing: status_note.on of the record]`.
    pub says: String,
    /// `red`, `amber`.
    pub state: &'static str,
}

/// The sum of one service.
#[derive(Clone, Debug, Serialize)]
pub struct Sum {
    /// Service.
    pub service: String,
    /// `users`, `devices`.
    pub unit: String,
    /// Customers that have it.
    pub customers: String,
    /// Σ active.
    pub active: String,
    /// Σ QE.
    pub seats: String,
    /// Σ active / Σ QE; none if no customer's usage is known.
    pub usage: Option<String>,
    /// The mean of the ratios: a footnote.
    pub mean: Option<String>,
    /// Customers at or above the target.
    pub met: String,
    /// `2 without usage, 1 older than 45 days`, both left out of the sum or said.
    pub without: Option<String>,
}

/// One that lost users.
#[derive(Clone, Debug, Serialize)]
pub struct Loser {
    /// Place, from 1; equal losses share one.
    pub rank: usize,
    /// Customer.
    pub name: String,
    /// Its page, seen from the portfolio's folder.
    pub href: String,
    /// Service.
    pub service: String,
    /// `170`.
    pub loss: String,
    /// `−6.3 %` of those active 3 months before.
    pub share: String,
}

/// Customers that a footnote names.
const FOOTNOTE: usize = 4;

/// Losers that are listed.
const LOSERS: usize = 5;

/// What stays of one service.
pub fn tally(scope: &Scope, service: &ServiceState) -> Tally {
    let usage = super::gauge::seen(scope, service, Measure::ActiveUsage);
    let loss = super::gauge::seen(scope, service, Measure::Loss);
    let loss = loss.as_ref().and_then(|m| m.value.as_ref().ok());
    // Without a month it is no measured 0 %: the service is not enabled yet.
    let known = usage.as_ref().and_then(|m| m.value.as_ref().ok()).filter(|k| k.as_of.is_some());
    Tally {
        usage: known.map(|k| (k.quantity.numerator, k.quantity.denominator)),
        stale: known.is_some_and(|k| k.stale),
        loss: loss.map(|k| k.quantity.numerator),
        to_target: known.and(usage.as_ref()).and_then(|m| m.seats_to_target),
        gaps: service.gaps.len(),
    }
}

/// The focus areas that hold for a service, inside only.
pub fn areas(scope: &Scope, service: &ServiceState) -> Vec<String> {
    let held = service.focus.iter().filter(|f| f.judgement.verdict == Verdict::Applies);
    let seen = held.filter(|f| scope.is_inside() && scope.viewer.may_see(f.judgement.audience));
    seen.map(|f| f.area.clone()).collect()
}

/// The status note, if it is late or missing; inside only.
pub fn late_note(scope: &Scope, assessment: &Assessment) -> Option<LateNote> {
    let customer = assessment.customer;
    let state = assessment.services.first().filter(|_| scope.is_inside())?;
    let note = state.measures.iter().find(|m| m.measure == Measure::NoteAge)?;
    let late = |says: String, state| LateNote {
        name: customer.name.clone(),
        href: format!("{}/review.html", customer.id),
        says,
        state,
    };
    match &note.value {
        Err(unknown) => Some(late(wording::missing(&unknown.needs), "red")),
        Ok(known) => {
            let health = customer.health.as_ref().and_then(|h| h.overall);
            let state = match measures::note_state(known.quantity.numerator, health) {
                NoteState::Fresh => return None,
                NoteState::Amber => "amber",
                NoteState::Red => "red",
            };
            let remark = known.remark.as_deref().map(|r| format!(", {r}")).unwrap_or_default();
            Some(late(format!("{} old{remark}", known.text), state))
        }
    }
}

/// The sums of every service, in the order in which services appear.
pub fn sums(rows: &[&Row], edges: &[Decimal]) -> Vec<Sum> {
    let mut names: Vec<(&str, &str)> = Vec::new();
    for cell in rows.iter().flat_map(|r| &r.services) {
        if !names.iter().any(|(n, _)| *n == cell.name) {
            names.push((&cell.name, &cell.glance.unit));
        }
    }
    names.sort_unstable();
    names.into_iter().map(|(name, unit)| sum(rows, name, unit, edges)).collect()
}

fn sum(rows: &[&Row], name: &str, unit: &str, edges: &[Decimal]) -> Sum {
    let named = rows.iter().flat_map(|r| r.services.iter().map(move |cell| (r.name.as_str(), cell)));
    let named: Vec<(&str, &Tally)> =
        named.filter(|(_, cell)| cell.name == name).map(|(customer, cell)| (customer, &cell.tally)).collect();
    let cells: Vec<&Tally> = named.iter().map(|(_, tally)| *tally).collect();
    let who = |of: &dyn Fn(&Tally) -> bool| few(named.iter().filter(|(_, t)| of(t)).map(|(name, _)| *name));
    let known: Vec<(i64, i64)> =
        cells.iter().filter_map(|t| t.usage).filter(|(_, seats)| *seats > 0).collect();
    let (active, seats) = known.iter().fold((0, 0), |(a, s), (active, seats)| (a + active, s + seats));
    let stale = cells.iter().filter(|t| t.stale).count();
    let none = cells.len() - known.len();
    let parts = [
        (none > 0).then(|| {
            let who = who(&|t| t.usage.is_none_or(|(_, seats)| seats <= 0));
            format!("{} without usage{who}, not in the sum", wording::count(none as i64))
        }),
        (stale > 0)
            .then(|| format!("{} older than 45 days{}", wording::count(stale as i64), who(&|t| t.stale))),
    ];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    Sum {
        service: name.to_string(),
        unit: unit.to_string(),
        customers: wording::count(cells.len() as i64),
        active: wording::count(active),
        seats: wording::count(seats),
        usage: Quantity::ratio(active, seats).map(|q| q.percent_text(edges)),
        mean: mean(&known).map(|q| q.percent_text(&[])),
        met: wording::count(cells.iter().filter(|t| t.to_target == Some(0)).count() as i64),
        without: (!said.is_empty()).then(|| said.join(", ")),
    }
}

/// ` (Quayside Books, Dunmore Foods)`; nothing where there are more than a footnote holds.
fn few<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.len() > FOOTNOTE { String::new() } else { format!(" ({})", names.join(", ")) }
}

/// The mean of ratios, to twelve digits: a footnote, compared with nothing.
fn mean(known: &[(i64, i64)]) -> Option<Quantity> {
    const DIGITS: i128 = 1_000_000_000_000;
    let ratios = known.iter().map(|(active, seats)| i128::from(*active) * DIGITS / i128::from(*seats));
    let sum: i128 = ratios.sum();
    let count = i128::try_from(known.len()).ok().filter(|n| *n > 0)?;
    Quantity::ratio(i64::try_from(sum / count).ok()?, DIGITS as i64)
}

/// The customers that lost most users over 3 months, at most five; equal losses share a place.
pub fn losers(rows: &[&Row]) -> Vec<Loser> {
    let mut all: Vec<(i64, i64, &Row, &str)> = Vec::new();
    for row in rows {
        for cell in &row.services {
            if let (Some(loss @ 1..), Some((active, _))) = (cell.tally.loss, cell.tally.usage) {
                all.push((loss, active, row, &cell.name));
            }
        }
    }
    all.sort_by(|a, b| (b.0, &a.2.name, &a.2.id, a.3).cmp(&(a.0, &b.2.name, &b.2.id, b.3)));
    let losses: Vec<i64> = all.iter().map(|l| l.0).collect();
    let listed = all.into_iter().take(LOSERS).map(|(loss, active, row, service)| Loser {
        rank: losses.iter().filter(|l| **l > loss).count() + 1,
        name: row.name.clone(),
        href: row.href.clone(),
        service: service.to_string(),
        loss: wording::count(loss),
        share: Quantity::ratio(loss, loss + active)
            .map_or_else(String::new, |q| format!("−{}", q.percent_text(&[]))),
    });
    listed.collect()
}

/// A cell of a table for spreadsheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words of a record or of ours.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Nothing is known.
    Empty,
}

/// The columns of the portfolio; *Focus* stands inside only.
const COLUMNS: [&str; 17] = [
    "Customer",
    "Id",
    "Region",
    "Service",
    "Unit",
    "Active",
    "Entitled",
    "Usage",
    "Data",
    "Stale",
    "Band",
    "Change in a month",
    "Loss in 3 months",
    "To next band",
    "To target",
    "Missing",
    "Focus",
];

/// The portfolio as a table: one line a customer and service, its names first.
pub fn table(scope: &Scope, rows: &[Row]) -> Vec<Vec<Value>> {
    let width = if scope.is_inside() { COLUMNS.len() } else { COLUMNS.len() - 1 };
    let mut out = vec![COLUMNS[..width].iter().map(|c| Value::Text((*c).into())).collect()];
    for row in rows {
        for idx in 0..row.services.len().max(1) {
            let mut line = cells(row, idx);
            line.truncate(width);
            out.push(line);
        }
    }
    out
}

fn cells(row: &Row, idx: usize) -> Vec<Value> {
    let text = |t: Option<&String>| t.map_or(Value::Empty, |t| Value::Text(t.clone()));
    let number = |n: Option<i64>| n.map_or(Value::Empty, Value::Number);
    let cell = row.services.get(idx);
    let tally = cell.map(|c| &c.tally);
    let usage = tally.and_then(|t| t.usage);
    let glance = cell.map(|c| &c.glance);
    let mut missing: Vec<&str> = row.missing.iter().map(String::as_str).collect();
    missing.extend(glance.and_then(|g| g.unknown.as_ref()).map(|unknown| unknown.missing.as_str()));
    let stale = tally.filter(|t| t.usage.is_some()).map(|t| if t.stale { "yes" } else { "no" }.to_string());
    vec![
        Value::Text(row.name.clone()),
        Value::Text(row.id.clone()),
        text(row.region.as_ref()),
        text(cell.map(|c| &c.name)),
        text(glance.map(|g| &g.unit)),
        number(usage.map(|u| u.0)),
        number(usage.map(|u| u.1)),
        text(glance.and_then(|g| g.usage.as_ref())),
        text(glance.and_then(|g| g.data.as_ref())),
        text(stale.as_ref()),
        text(glance.and_then(|g| g.band.as_ref())),
        number(cell.and_then(|c| c.moved)),
        number(tally.and_then(|t| t.loss)),
        text(glance.and_then(|g| g.to_next.as_ref())).whole(),
        number(tally.and_then(|t| t.to_target)),
        text(Some(missing.join("; ")).filter(|m| !m.is_empty()).as_ref()),
        text(cell.map(|c| c.focus.join("; ")).filter(|f| !f.is_empty()).as_ref()),
    ]
}

impl Value {
    /// A count with its commas as the number it is.
    fn whole(self) -> Self {
        match &self {
            Self::Text(text) => text.replace(',', "").parse().map_or(self.clone(), Self::Number),
            _ => self,
        }
    }
}
