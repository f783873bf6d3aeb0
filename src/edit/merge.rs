//! One line, three ways: as printed, as it came back, as the progress file has it. In: [`Sides`].
//! Out: [`Decision`]. Never: one side over the other when both changed.

use crate::model::date::Date;
use crate::model::progress::{State, Tick};
use crate::parse::ticks::Theirs;

/// The three sides of a line.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// The state that the handout was printed with.
    pub base: State,
    /// The day it was printed for.
    pub printed: Date,
    /// What came back.
    pub theirs: &'a Theirs,
    /// The tick of the progress file, whatever its day.
    pub tick: Option<&'a Tick>,
    /// The state that follows on the day of printing from the progress file as it is now.
    pub ours: State,
    /// Why `ours` is not the tick's own state: `done by the record: …`.
    pub because: Option<&'a str>,
}

/// What happens to a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing: nobody changed it, or both did alike.
    Keep,
    /// It becomes theirs.
    Apply,
    /// Neither side; both are named.
    Refuse(String),
}

/// Decides.
pub fn decide(sides: &Sides<'_>) -> Decision {
    let Sides { base, theirs, tick, .. } = sides;
    if theirs.state == *base && !adds_words(theirs, *tick) {
        return Decision::Keep;
    }
    let later = tick.filter(|tick| tick.on.is_some_and(|on| on > sides.printed));
    let recorded = tick.filter(|tick| tick.on.is_some_and(|on| on >= sides.printed));
    if recorded.is_some_and(|tick| tick.state == theirs.state) && !adds_words(theirs, *tick) {
        return Decision::Keep;
    }
    let ours = later.map_or(sides.ours, |tick| tick.state);
    if ours == *base {
        return by_record(sides).map_or(Decision::Apply, Decision::Refuse);
    }
    if ours == theirs.state && !adds_words(theirs, *tick) {
        return Decision::Keep;
    }
    let who = tick.map(told).unwrap_or_default();
    Decision::Refuse(format!(
        "both changed since it was printed: here {} became {}, in the progress file it is {}{who}",
        base.as_str(),
        theirs.state.as_str(),
        ours.as_str(),
    ))
}

/// A tick cannot undo what the record says: the line would stay done.
fn by_record(sides: &Sides<'_>) -> Option<String> {
    let ticked = sides.tick.is_some_and(|tick| tick.state == State::Done);
    let because = sides.because.filter(|_| sides.ours == State::Done && !ticked)?;
    (!sides.theirs.state.is_closed()).then(|| format!("a tick cannot open it again: it is {because}"))
}

/// True if the words behind the line say what the tick does not.
fn adds_words(theirs: &Theirs, tick: Option<&Tick>) -> bool {
    let reason = tick.and_then(|tick| tick.reason.as_deref());
    let until = tick.and_then(|tick| tick.until);
    let says = |theirs: &str| Some(theirs) != reason;
    theirs.reason.as_deref().is_some_and(says) || theirs.until.is_some_and(|day| Some(day) != until)
}

fn told(tick: &Tick) -> String {
    let parts: Vec<String> = tick.by.iter().cloned().chain(tick.on.map(|on| on.to_string())).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}
