//! A value in a sentence: with its parts, its date and what there is to say. In: a known value. Out: text.
//! Never: rounds again; the text is the value's own.

use crate::assess::{Known, MeasureState};
use crate::model::band::{Unit, thousands};
use crate::model::measure::Measure;

/// `active usage is 23.4 % (…)`, `loss is not known: …; needs …`.
pub(in crate::assess) fn sentence(state: &MeasureState) -> String {
    let name = state.measure.name();
    match &state.value {
        Ok(known) => format!("{name} is {}", stated(state.measure, known)),
        Err(why) => format!("{name} is not known: {}; needs {}", why.because, why.needs),
    }
}

/// `23.4 % (2,902/12,400, 2026-08, at today's seats)`, `0 % (not enabled yet)`, `12,400`.
fn stated(measure: Measure, known: &Known) -> String {
    let mut parts = Vec::new();
    let is_new = measure == Measure::ActiveUsage && known.as_of.is_none();
    if measure.unit() == Unit::Percent && !is_new {
        let q = known.quantity;
        parts.push(format!("{}/{}", thousands(q.numerator), thousands(q.denominator)));
    }
    parts.extend(known.as_of.clone());
    parts.extend(known.remark.clone());
    if parts.is_empty() { known.text.clone() } else { format!("{} ({})", known.text, parts.join(", ")) }
}
