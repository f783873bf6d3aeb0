//! The bands of a KPI row as a small gauge in its own cell. In: KPI rows. Out: [`KpiGauge`] by the cell.
//! Never: a band that could not be read; a colour without its sign and its text.

use super::page_scale::{Line, Tick};
use crate::model::Span;
use crate::model::audience::AudienceId;
use crate::model::band::Unit;
use crate::model::page::Page;
use crate::model::playbook::Kpi;
use serde::Serialize;

/// The bands of one KPI.
#[derive(Clone, Debug, Serialize)]
pub struct KpiGauge {
    /// In the order green, yellow, red; only those that were read.
    pub parts: Vec<Part>,
    /// Edges.
    pub ticks: Vec<Tick>,
    /// Text alternative: `Green ≥ 51 %, red < 51 %.`
    pub words: String,
}

/// One colour.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// `green`, `yellow`, `red`.
    pub colour: &'static str,
    /// Permille.
    pub at: i64,
    /// Permille.
    pub width: i64,
    /// Where its sign stands: permille, rounded down.
    pub middle: i64,
    /// `≥ 51 %`.
    pub text: String,
}

/// The gauges of the page's rows, each with the cell that it belongs to.
pub fn gauges(page: &Page, audience: AudienceId) -> Vec<(Span, KpiGauge)> {
    let rows = page.playbook.kpis.iter().filter(|k| k.audience.has(audience));
    rows.filter_map(|kpi| Some((kpi.threshold_span, gauge(kpi)?))).collect()
}

/// Permille that the text of a mark takes in a cell of a table.
const TICK_ROOM: i64 = 170;

fn gauge(kpi: &Kpi) -> Option<KpiGauge> {
    let read: Vec<_> = ["green", "yellow", "red"]
        .into_iter()
        .zip(&kpi.bands)
        .filter_map(|(colour, band)| Some((colour, band.as_ref()?)))
        .collect();
    if read.is_empty() {
        return None;
    }
    let percent = read.iter().any(|(_, b)| b.unit == Unit::Percent);
    let line = Line::over(read.iter().map(|(_, b)| b.interval), percent);
    let parts: Vec<Part> = read
        .iter()
        .map(|(colour, band)| {
            let (at, width) = line.stretch(band.interval);
            Part { colour, at, width, middle: at + width / 2, text: band.interval.text(percent) }
        })
        .collect();
    let said: Vec<String> = parts.iter().map(|p| format!("{} {}", p.colour, p.text)).collect();
    let words = super::wording::capitalised(&said.join(", ")) + ".";
    Some(KpiGauge { parts, ticks: line.ticks(read.iter().map(|(_, b)| b.interval), TICK_ROOM), words })
}
