//! The band scenarios of a page on one number line a measure. In: scenarios that the viewer may read.
//! Out: positions in permille, lanes, a text alternative. Never: a number that is not also said.

use crate::model::audience::AudienceId;
use crate::model::band::{Band, Decimal, Interval, Unit};
use crate::model::condition::{Rule, Test};
use crate::model::measure::Measure;
use crate::model::page::Page;
use serde::Serialize;

/// One number line.
#[derive(Clone, Debug, Serialize)]
pub struct Scale {
    /// `Active usage`.
    pub measure: String,
    /// Stretches by their beginning.
    pub stretches: Vec<Stretch>,
    /// Inner edges and both ends.
    pub ticks: Vec<Tick>,
    /// How many lanes the drawing has: stretches that overlap lie below one another.
    pub lanes: usize,
    /// Text alternative.
    pub words: String,
}

/// The band of one scenario.
#[derive(Clone, Debug, Serialize)]
pub struct Stretch {
    /// Its number in the drawing, from 1.
    pub number: usize,
    /// The scenario's heading and anchor.
    pub heading: String,
    /// Without `#`.
    pub anchor: String,
    /// `10 %–40 %`.
    pub text: String,
    /// Permille.
    pub at: i64,
    /// Permille.
    pub width: i64,
    /// Where its number stands: permille, rounded down.
    pub middle: i64,
    /// From 0.
    pub lane: usize,
    /// `closed`, `open`, or none without an end.
    pub low: Option<&'static str>,
    /// The same for the upper end.
    pub high: Option<&'static str>,
}

/// A mark below the line.
#[derive(Clone, Debug, Serialize)]
pub struct Tick {
    /// Permille.
    pub at: i64,
    /// `40 %`.
    pub text: String,
    /// True if a narrow screen has no room for it before the next one.
    pub close: bool,
}

/// The number lines of a page, by measure in order of appearance.
pub fn scales(page: &Page, audience: AudienceId) -> Vec<Scale> {
    let mut found: Vec<(Measure, Vec<Stated>)> = Vec::new();
    for scenario in page.playbook.scenarios.iter().filter(|s| s.audience.has(audience)) {
        let Rule::All(clauses) = &scenario.when.rule else { continue };
        for clause in clauses {
            let Test::Band { measure, band } = &clause.test else { continue };
            let stated = Stated { heading: &scenario.heading, anchor: &scenario.anchor, band };
            match found.iter_mut().find(|(m, _)| m == measure) {
                Some((_, all)) => all.push(stated),
                None => found.push((*measure, vec![stated])),
            }
        }
    }
    found.into_iter().map(|(measure, stated)| scale(measure, stated)).collect()
}

struct Stated<'a> {
    heading: &'a str,
    anchor: &'a str,
    band: &'a Band,
}

fn scale(measure: Measure, mut stated: Vec<Stated>) -> Scale {
    let percent = measure.unit() == Unit::Percent;
    let line = Line::over(stated.iter().map(|s| s.band.interval), percent);
    stated.sort_by_key(|s| s.band.interval.low.map(|e| e.at));
    let mut ends: Vec<i64> = Vec::new();
    let mut stretches = Vec::new();
    for (i, one) in stated.iter().enumerate() {
        let (at, width) = line.stretch(one.band.interval);
        let lane = ends.iter().position(|end| *end <= at).unwrap_or(ends.len());
        if lane == ends.len() {
            ends.push(0);
        }
        ends[lane] = at + width;
        let end =
            |edge: Option<crate::model::band::Edge>| edge.map(|e| if e.closed { "closed" } else { "open" });
        stretches.push(Stretch {
            number: i + 1,
            heading: one.heading.to_string(),
            anchor: one.anchor.to_string(),
            text: one.band.interval.text(percent),
            at,
            width,
            middle: at + width / 2,
            lane,
            low: end(one.band.interval.low),
            high: end(one.band.interval.high),
        });
    }
    let said: Vec<String> = stretches.iter().map(|s| format!("{}: {}", s.text, s.heading)).collect();
    Scale {
        measure: super::wording::capitalised(measure.name()),
        words: said.join("; ") + ".",
        ticks: line.ticks(stated.iter().map(|s| s.band.interval), TICK_ROOM),
        lanes: ends.len(),
        stretches,
    }
}

/// A number line from 0 to its end.
pub(super) struct Line {
    end: i64,
    percent: bool,
}

impl Line {
    /// Long enough for these intervals: 100 %, or a third beyond the last edge.
    pub(super) fn over(intervals: impl Iterator<Item = Interval>, percent: bool) -> Self {
        let last = intervals.flat_map(Interval::edges).map(|e| e.at.0).max().unwrap_or(0);
        let hundred = 100 * Decimal::ONE;
        let end = match percent && last <= hundred {
            true => hundred,
            false => last.saturating_add(last / 3).max(Decimal::ONE),
        };
        Self { end, percent }
    }

    fn place(&self, at: Decimal) -> i64 {
        (i128::from(at.0) * 1000 / i128::from(self.end)).clamp(0, 1000) as i64
    }

    /// Beginning and width in permille; a single point is made visible.
    pub(super) fn stretch(&self, interval: Interval) -> (i64, i64) {
        let at = interval.low.map_or(0, |e| self.place(e.at));
        let end = interval.high.map_or(1000, |e| self.place(e.at));
        (at.min(994), (end - at).max(6))
    }

    /// The edges, each once, and 0 and the end of a line of percents; of two that would touch one is left out,
    /// the ends first: `room` is what a text takes, in permille. The text of the bands names all of them.
    pub(super) fn ticks(&self, intervals: impl Iterator<Item = Interval>, room: i64) -> Vec<Tick> {
        let mut at: Vec<i64> = intervals.flat_map(Interval::edges).map(|e| e.at.0).collect();
        at.push(0);
        if self.percent {
            at.push(self.end);
        }
        at.sort_unstable();
        at.dedup();
        let sign = if self.percent { " %" } else { "" };
        let text = |at| format!("{}{sign}", Decimal(at));
        let tick = |at| Tick { at: self.place(Decimal(at)), text: text(at), close: false };
        spaced(at.into_iter().map(tick).collect(), room)
    }
}

/// Permille that the text of a mark takes.
const TICK_ROOM: i64 = 60;

/// Permille that it takes on the narrowest screen.
const NARROW_ROOM: i64 = 130;

fn spaced(ticks: Vec<Tick>, room: i64) -> Vec<Tick> {
    let mut out: Vec<Tick> = Vec::new();
    for tick in ticks {
        match out.last() {
            Some(last) if tick.at - last.at >= room => out.push(tick),
            Some(last) if last.at == 0 => {
                out.pop();
                out.push(tick);
            }
            Some(_) => {}
            None => out.push(tick),
        }
    }
    for next in 1..out.len() {
        out[next - 1].close = out[next].at - out[next - 1].at < NARROW_ROOM;
    }
    out
}
