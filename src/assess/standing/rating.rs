//! The colour of a value on a KPI row (DOMAIN.md 4). In: the row's bands, a measure, the stated target.
//! Out: [`Rated`]: colour, reason, users to the next colour. Never: rounds, or fills a gap.

use crate::assess::measures::{fewest_in, sentence};
use crate::assess::{Known, MeasureState, Rating};
use crate::model::audience::AudienceId;
use crate::model::band::{Band, Edge, Interval, Unit};
use crate::model::measure::Measure;
use crate::model::playbook::Kpi;

/// Colours in the order of [`Kpi::bands`], the best first.
const COLOURS: [Rating; 3] = [Rating::Green, Rating::Yellow, Rating::Red];
/// A green edge this close to the stated target, in millionths, is said with it: one point.
const ONE_POINT: i64 = 1_000_000;

/// How a row is rated.
#[derive(Debug)]
pub(super) struct Rated {
    pub(super) rating: Rating,
    pub(super) value: Option<String>,
    /// The value and why it has this colour, or none.
    pub(super) fact: String,
    /// The band that takes the value, or why none does.
    pub(super) why: String,
    /// Users missing to the next better colour, and that colour.
    pub(super) next: Option<(i64, Rating)>,
    pub(super) audience: AudienceId,
}

impl Rated {
    pub(super) fn unknown(fact: String, audience: AudienceId) -> Self {
        Self { rating: Rating::Unknown, value: None, why: fact.clone(), fact, next: None, audience }
    }
}

/// Rates a measure on a row.
pub(super) fn rate(kpi: &Kpi, state: &MeasureState, target: Option<&Band>) -> Rated {
    let Ok(known) = &state.value else { return Rated::unknown(sentence(state), state.audience) };
    let value = sentence(state);
    let (rating, why) = colour(kpi, state.measure.unit(), known);
    let next = next_colour(kpi, state, known, rating);
    let beside = target.and_then(|t| beside_target(kpi, t)).map_or_else(String::new, |b| format!("; {b}"));
    let why = format!("{why}{beside}");
    let colour = if rating.is_colour() { format!("{} ", rating.as_str()) } else { String::new() };
    let shown = if known.as_of.is_none() { with_remark(known) } else { known.text.clone() };
    Rated {
        rating,
        value: Some(shown),
        fact: format!("{value}, {colour}{why}"),
        why,
        next,
        audience: state.audience,
    }
}

/// A value without a date is shown with what there is to say: `0 %, not enabled yet`.
fn with_remark(known: &Known) -> String {
    known.remark.as_ref().map_or_else(|| known.text.clone(), |remark| format!("{}, {remark}", known.text))
}

/// The colour, and the band that gives it; or none, and why.
fn colour(kpi: &Kpi, unit: Unit, known: &Known) -> (Rating, String) {
    if known.stale {
        return (Rating::Unknown, "older than 45 days: not rated".to_string());
    }
    if let Some(why) = unreadable(kpi, unit) {
        return (Rating::Unrated, why);
    }
    let holds = |b: &&(Rating, &Band)| b.1.interval.contains(known.quantity, unit);
    let given = given(kpi);
    let found: Vec<&(Rating, &Band)> = given.iter().filter(holds).collect();
    match found[..] {
        [(rating, band)] if known.open_ended && band.interval.high.is_some() => {
            (Rating::Unknown, format!("still open: may leave {} {}", rating.as_str(), text(band)))
        }
        [(rating, band)] => (*rating, text(band)),
        [] if known.open_ended => (Rating::Unknown, "still open".to_string()),
        [] => (Rating::Unrated, no_colour(&given, unit, known)),
        _ => (Rating::Unrated, format!("more than one colour takes it: {}", listed(&found))),
    }
}

/// Why a row rates nothing: no threshold, one that cannot be read, or one in another unit.
fn unreadable(kpi: &Kpi, unit: Unit) -> Option<String> {
    let text = kpi.text.trim();
    if !kpi.unread.is_empty() {
        return Some(format!("the playbook's threshold cannot be read: `{}`", kpi.unread.join("`, `")));
    }
    if text.is_empty() || kpi.bands.iter().all(Option::is_none) {
        return Some("the playbook gives no threshold".to_string());
    }
    if !kpi.rated {
        return Some(format!("the playbook's threshold `{text}` cannot be rated"));
    }
    let other = |b: &&Band| b.unit != Unit::Unsaid && b.unit != unit;
    kpi.bands
        .iter()
        .flatten()
        .find(other)
        .map(|b| format!("the playbook's threshold `{}` counts something else", b.text))
}

fn given(kpi: &Kpi) -> Vec<(Rating, &Band)> {
    COLOURS.into_iter().zip(&kpi.bands).filter_map(|(c, b)| Some((c, b.as_ref()?))).collect()
}

/// A band as the playbook gives it: with a unit only where it is written.
fn text(band: &Band) -> String {
    band.canonical()
}

fn listed(bands: &[&(Rating, &Band)]) -> String {
    let named: Vec<String> = bands.iter().map(|(c, b)| format!("{} {}", c.as_str(), text(b))).collect();
    named.join(" and ")
}

/// Why no colour takes a value: it lies between two, or colours are missing.
fn no_colour(given: &[(Rating, &Band)], unit: Unit, known: &Known) -> String {
    let below = given
        .iter()
        .filter(|(_, b)| is_above(b, unit, known))
        .max_by_key(|(_, b)| b.interval.high.map(|e| e.at));
    let above = given
        .iter()
        .filter(|(_, b)| is_below(b, unit, known))
        .min_by_key(|(_, b)| b.interval.low.map(|e| e.at));
    if let (Some(below), Some(above)) = (below, above) {
        return format!("in no colour: between {}", listed(&[below, above]));
    }
    let missing: Vec<&str> =
        COLOURS.into_iter().filter(|c| given.iter().all(|(g, _)| g != c)).map(Rating::as_str).collect();
    match given {
        [(_, only)] => format!("the playbook gives {} only, no {}", text(only), missing.join(" or ")),
        _ if missing.is_empty() => format!("in no colour: {}", listed(&given.iter().collect::<Vec<_>>())),
        _ => format!(
            "the playbook gives {}, no {}",
            listed(&given.iter().collect::<Vec<_>>()),
            missing.join(" or ")
        ),
    }
}

/// True if a value lies above a band's upper end.
fn is_above(band: &Band, unit: Unit, known: &Known) -> bool {
    let beyond = |e: Edge| Interval { low: Some(Edge { closed: !e.closed, ..e }), high: None };
    band.interval.high.is_some_and(|high| beyond(high).contains(known.quantity, unit))
}

/// True if a value lies below a band's lower end.
fn is_below(band: &Band, unit: Unit, known: &Known) -> bool {
    let beyond = |e: Edge| Interval { low: None, high: Some(Edge { closed: !e.closed, ..e }) };
    band.interval.low.is_some_and(|low| beyond(low).contains(known.quantity, unit))
}

/// Fewest more active users that reach a better colour; only where active users are what is missing.
fn next_colour(kpi: &Kpi, state: &MeasureState, known: &Known, now: Rating) -> Option<(i64, Rating)> {
    if state.measure != Measure::ActiveUsage || !matches!(now, Rating::Yellow | Rating::Red | Rating::Unrated)
    {
        return None;
    }
    if unreadable(kpi, Unit::Percent).is_some() {
        return None;
    }
    let rank = |c: Rating| COLOURS.iter().position(|x| *x == c).unwrap_or(COLOURS.len());
    let better = given(kpi).into_iter().filter(|(c, _)| rank(*c) < rank(now));
    let (active, seats) = (known.quantity.numerator, known.of()?);
    let missing = |(colour, band): (Rating, &Band)| {
        let more = fewest_in(seats, band.interval).saturating_sub(active);
        (more > 0).then_some((more, colour))
    };
    better.filter_map(missing).min_by_key(|(more, colour)| (*more, rank(*colour)))
}

/// `green ≥ 51, the stated target is > 50 %`, when the two differ by at most one point.
fn beside_target(kpi: &Kpi, target: &Band) -> Option<String> {
    let green = kpi.bands[0].as_ref()?;
    let (edge, stated) = (green.interval.low?, target.interval.low?);
    let near = edge != stated && (edge.at.0 - stated.at.0).abs() <= ONE_POINT;
    near.then(|| format!("green is {}, the stated target is {}", text(green), target.canonical()))
}
