//! Bands as people write them (DOMAIN.md 4). In: text. Out: [`Band`], or why there is none; thresholds by colour.
//! Never: guesses an ambiguous one, rounds, makes a finding.

mod heading;
mod part;
mod threshold;
pub(in crate::parse) mod word;

pub use heading::{Found, in_heading};
pub use threshold::{Thresholds, Unread, thresholds};

use crate::model::band::{Band, Edge, Interval, Unit, cover};
use crate::source::Span;
use part::{Part, Sign, Value};

/// Why a text is no band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandFault {
    /// It can be read in more than one way: `40% < 70%`.
    Ambiguous,
    /// A number without a sign: `70%`.
    BareNumber,
    /// Something else than a band.
    Unreadable,
    /// No value lies in it: `> 70% < 40%`.
    Empty,
    /// Percents beside seats or days.
    MixedUnits,
    /// A colour that stands twice in one threshold.
    Repeated,
}

impl BandFault {
    /// What follows the quoted text in a finding: `` `70%` is a bare number ``.
    pub fn words(self) -> &'static str {
        match self {
            Self::Ambiguous => "is ambiguous",
            Self::BareNumber => "is a bare number",
            Self::Unreadable => "cannot be read as a band",
            Self::Empty => "is empty: no value lies in it",
            Self::MixedUnits => "mixes units",
            Self::Repeated => "stands under a colour that stands twice",
        }
    }

    /// The mend, for a finding's help.
    pub fn help(self) -> &'static str {
        match self {
            Self::Ambiguous => {
                "write both ends with their signs, as `> 40 % and < 70 %`, or closed, as `40 %–70 %`"
            }
            Self::BareNumber => "put a sign before the number, as `≥ 70 %`, `> 70 %` or `< 70 %`",
            Self::Unreadable => "write it as `< 10 %`, `10 %–40 %`, `> 40 %` or `≥ 51`",
            Self::Empty => "write two ends that hold a value, the lower first, as `40 %–70 %`",
            Self::MixedUnits => "write both ends in one unit, as `40 %–70 %`",
            Self::Repeated => "keep one band for each colour",
        }
    }
}

/// Reads one band in any spelling of DOMAIN.md 4: `<10%`, `(10-40%)`, `> 40% < 70%`, `51+/`, `≥ 50`.
/// The unit is the written one, else `default`. `text` is plain: markup gone, backslash escapes allowed.
///
/// # Errors
/// A [`BandFault`] says why it is none: ambiguous, a bare number, empty, unreadable.
pub fn read(text: &str, span: Span, default: Unit) -> Result<Band, BandFault> {
    let parts = part::parts(text);
    let kinds: Vec<Part> = bare(&parts).iter().map(|p| p.part).collect();
    let (interval, written) = interval(&kinds)?;
    let unit = if written == Unit::Unsaid { default } else { written };
    if cover::is_empty(cover::Domain { unit }, interval) {
        return Err(BandFault::Empty);
    }
    Ok(Band { interval, unit, text: text.trim().to_string(), span })
}

/// Without the separators around it and the brackets that hold it whole.
fn bare(mut parts: &[part::Placed]) -> &[part::Placed] {
    while let [rest @ .., last] = parts
        && matches!(last.part, Part::Comma | Part::Separator)
    {
        parts = rest;
    }
    match parts {
        [open, inner @ .., close] if open.part == Part::Open && close.part == Part::Close => bare(inner),
        _ => parts,
    }
}

/// The interval that parts state, and the unit written.
fn interval(parts: &[Part]) -> Result<(Interval, Unit), BandFault> {
    use Part::{And, Comma, Dash, Name, Plus, Sign as S, Value as V};
    match *parts {
        [V(_)] => Err(BandFault::BareNumber),
        [S(sign), V(value)] => Ok((half(sign, value), value.unit)),
        [V(value), Plus] => Ok((half(Sign::AtLeast, value), value.unit)),
        [V(low), Dash, V(high)] => both((Sign::AtLeast, low), (Sign::AtMost, high)),
        [S(s), V(a), S(t), V(b)] | [S(s), V(a), And | Comma, S(t), V(b)] => both((s, a), (t, b)),
        [V(a), S(s), Name, S(t), V(b)] => both((s.mirrored(), a), (t, b)),
        [V(_), S(_), V(_)] | [S(_), V(_), Dash, V(_)] | [V(_), S(_)] => Err(BandFault::Ambiguous),
        _ => Err(BandFault::Unreadable),
    }
}

/// What lies on the right side of one number.
fn half(sign: Sign, value: Value) -> Interval {
    let edge = |closed| Some(Edge { at: value.at, closed });
    match sign {
        Sign::Below => Interval { low: None, high: edge(false) },
        Sign::AtMost => Interval { low: None, high: edge(true) },
        Sign::Above => Interval { low: edge(false), high: None },
        Sign::AtLeast => Interval { low: edge(true), high: None },
        Sign::Equal => Interval { low: edge(true), high: edge(true) },
    }
}

/// What lies on the right side of both: one sign must look up and one down.
fn both(a: (Sign, Value), b: (Sign, Value)) -> Result<(Interval, Unit), BandFault> {
    if !a.0.opposes(b.0) {
        return Err(BandFault::Ambiguous);
    }
    let unit = common_unit(a.1.unit, b.1.unit)?;
    let interval = half(a.0, a.1).intersect(half(b.0, b.1)).ok_or(BandFault::Empty)?;
    Ok((interval, unit))
}

fn common_unit(a: Unit, b: Unit) -> Result<Unit, BandFault> {
    match (a, b) {
        (Unit::Unsaid, one) | (one, Unit::Unsaid) => Ok(one),
        _ if a == b => Ok(a),
        _ => Err(BandFault::MixedUnits),
    }
}

/// True if a text begins with a comparison sign: such a clause belongs to the measure before it.
pub fn begins_with_sign(text: &str) -> bool {
    part::parts(text).first().is_some_and(|p| matches!(p.part, Part::Sign(_)))
}
