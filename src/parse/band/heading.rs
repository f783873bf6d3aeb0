//! Percentage bands inside a heading. In: its plain text. Out: the bands, each with its place.
//! Never: a band without a percent sign, a bare percentage, a guess.

use super::part::{Part, Placed, parts};
use super::{BandFault, bare, interval};
use crate::model::band::{Band, Unit, cover};
use crate::source::Span;
use std::ops::Range;

/// A band and the bytes of the heading that state it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The band, in percent.
    pub band: Band,
    /// Bytes of the heading's text.
    pub range: Range<usize>,
}

/// The most parts that one band is written with: `> 40% and < 70%`.
const LONGEST: usize = 5;

/// Every percentage band of a heading, in order: `<10%`, `(10-40%) AU`. Nothing at all if one of them is
/// ambiguous or empty. `100%` and `10-40 seats` are none.
pub fn in_heading(text: &str, span: Span) -> Vec<Found> {
    let parts = parts(text);
    let mut found = Vec::new();
    for run in runs(&parts) {
        match in_run(text, span, run) {
            Ok(bands) => found.extend(bands),
            Err(_) => return Vec::new(),
        }
    }
    found
}

/// The stretches between separators, brackets, and dashes that only part a heading (`Step 2 - 40%`).
fn runs(parts: &[Placed]) -> Vec<&[Placed]> {
    let mut out = Vec::new();
    let mut start = 0;
    for (idx, placed) in parts.iter().enumerate() {
        let parting = match placed.part {
            Part::Open | Part::Close | Part::Comma | Part::Separator | Part::Other => true,
            Part::Dash => !joins(parts, idx),
            _ => false,
        };
        if parting {
            out.push(&parts[start..idx]);
            start = idx + 1;
        }
    }
    out.push(&parts[start..]);
    out
}

/// True for a dash without blanks, between two percentages, or alone between numbers in brackets.
fn joins(parts: &[Placed], idx: usize) -> bool {
    let (Some(before), Some(after)) = (idx.checked_sub(1).map(|i| &parts[i]), parts.get(idx + 1)) else {
        return false;
    };
    let dash = &parts[idx].range;
    let tight = before.range.end == dash.start && dash.end == after.range.start;
    let percent = |p: &Placed| matches!(p.part, Part::Value(v) if v.unit == Unit::Percent);
    let part_at = |i: Option<usize>| i.and_then(|i| parts.get(i)).map(|p| p.part);
    let bracketed =
        part_at(idx.checked_sub(2)) == Some(Part::Open) && part_at(Some(idx + 2)) == Some(Part::Close);
    tight || (percent(before) && percent(after)) || bracketed
}

fn in_run(text: &str, span: Span, run: &[Placed]) -> Result<Vec<Found>, BandFault> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < run.len() {
        let longest = LONGEST.min(run.len() - start);
        let mut taken = 1;
        for len in (2..=longest).rev() {
            match window(text, span, &run[start..start + len]) {
                Ok(one) => {
                    found.extend(one);
                    taken = len;
                    break;
                }
                Err(BandFault::Unreadable | BandFault::BareNumber) => {}
                Err(fault) => return Err(fault),
            }
        }
        start += taken;
    }
    Ok(found)
}

/// The band that exactly these parts state; none without a percent sign.
fn window(text: &str, span: Span, parts: &[Placed]) -> Result<Option<Found>, BandFault> {
    let kinds: Vec<Part> = bare(parts).iter().map(|p| p.part).collect();
    let (interval, unit) = interval(&kinds)?;
    if unit != Unit::Percent {
        return Ok(None);
    }
    if cover::is_empty(cover::Domain { unit }, interval) {
        return Err(BandFault::Empty);
    }
    let range = parts[0].range.start..parts[parts.len() - 1].range.end;
    let band = Band { interval, unit, text: text[range.clone()].to_string(), span };
    Ok(Some(Found { band, range }))
}
