//! Thresholds of KPI rows: TB002 band-gap, TB008 edge-off-target. The scenarios' part of TB002 is `decision`.
//! In: bands as read. Out: one finding a row, with every value that falls through or counts twice.
//! Never: a gap for a colour that is missing (TB007) or unread (TB005).

use super::{Library, Rule, decision, places, sample};
use crate::assess::measures::stated_target;
use crate::assess::standing::measured;
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::band::cover::{Domain, Fault, faults};
use crate::model::band::{Band, Decimal, Interval, Unit};
use crate::model::measure::Measure;
use crate::model::playbook::Kpi;
use crate::model::sentence::both;
use crate::source::Span;

/// TB002.
pub(super) static BAND_GAP: Rule = Rule {
    code: &codes::BAND_GAP,
    why: "A customer at exactly 40 % has no colour, or no step, when one band ends below 40 and the next begins above it; \
          where two bands hold at once, neither is said. Bands of one table must take every value exactly once.",
    fix: "Take each edge into one of its two neighbours: `Yellow: 40%-70%` is closed at both ends, `< 40%` and `> 70%` are \
          open. A band scenario that is meant to come on top of the others carries `Overlay: **yes**`.",
    check: Some(check),
    sample: sample!("TB002", "page.md"),
};

/// TB008.
pub(super) static EDGE_OFF_TARGET: Rule = Rule {
    code: &codes::EDGE_OFF_TARGET,
    why: "Green begins a little beside the stated target: a customer can reach the target and still not be green.",
    fix: "Write the same edge in both places: the target stands in `measures: {active usage: {target: …}}` of gameplan.yml.",
    check: Some(off_target),
    sample: sample!("TB008", "page.md"),
};

pub(super) const COLOURS: [&str; 3] = ["green", "yellow", "red"];

/// One point of a percentage.
const POINT: i64 = Decimal::ONE;

fn check(library: &Library<'_>, findings: &mut Findings) {
    for page in &library.catalog.pages {
        for kpi in page.playbook.kpis.iter().filter(|k| k.rated && k.span.source == page.source) {
            findings.extend(row(library, kpi));
        }
        decision::check(library, page, findings);
    }
}

fn row(library: &Library<'_>, kpi: &Kpi) -> Option<Diagnostic> {
    let given: Vec<(usize, &Band)> =
        kpi.bands.iter().enumerate().filter_map(|(c, b)| Some((c, b.as_ref()?))).collect();
    let intervals: Vec<Interval> = given.iter().map(|(_, band)| band.interval).collect();
    let shown = given.iter().any(|(_, band)| band.unit == Unit::Percent);
    let (mut none, mut two, mut colours) = (Vec::new(), Vec::new(), Vec::new());
    for fault in faults(Domain { unit: unit(library, kpi) }, &intervals) {
        match fault {
            Fault::Gap { interval, below, above, .. }
                if given.len() == 3 || (below.is_some() && above.is_some()) =>
            {
                none.push(values(interval, shown));
                colours.extend([below, above].into_iter().flatten());
            }
            Fault::Gap { .. } => {}
            Fault::Overlap { interval, bands, .. } => {
                two.push(values(interval, shown));
                colours.extend([bands.0, bands.1]);
            }
        }
    }
    if colours.is_empty() {
        return None;
    }
    colours.sort_unstable();
    colours.dedup();
    let said =
        [have(&none, "no colour"), have(&two, "two colours")].map(Option::into_iter).into_iter().flatten();
    let message = format!("`{}`: {}", kpi.name, said.collect::<Vec<_>>().join("; "));
    let mut found = Diagnostic::new(&codes::BAND_GAP, kpi.threshold_span, message)
        .help("take each edge into one of its two neighbours, such as `Yellow: 40%-70%`");
    for idx in colours {
        let (colour, band) = given[idx];
        let span = colour_span(library, kpi, colour);
        found = found.label(span, format!("{} is {}", COLOURS[colour], band.canonical()));
    }
    Some(found)
}

/// `exactly 40 % and exactly 70 % have no colour`.
fn have(values: &[String], what: &str) -> Option<String> {
    let verb = if values.len() == 1 { "has" } else { "have" };
    (!values.is_empty()).then(|| format!("{} {verb} {what}", both(values)))
}

/// `exactly 40 %`, `> 40 % and < 45 %`.
pub(super) fn values(interval: Interval, shown: bool) -> String {
    let exactly = if interval.point().is_some() { "exactly " } else { "" };
    format!("{exactly}{}", interval.text(shown))
}

/// The unit that gaps are counted in. A number without a unit is a percentage where the row is about active usage;
/// elsewhere only gaps that whole numbers have too are told.
fn unit(library: &Library<'_>, kpi: &Kpi) -> Unit {
    let said = kpi.bands.iter().flatten().map(|b| b.unit).find(|u| *u != Unit::Unsaid);
    said.unwrap_or_else(|| if is_usage(library, kpi) { Unit::Percent } else { Unit::Seats })
}

/// A row that is rated by active usage, as the documents rate it.
fn is_usage(library: &Library<'_>, kpi: &Kpi) -> bool {
    measured(library.catalog, kpi) == Some(Measure::ActiveUsage)
}

/// From the colour's word in the cell to the next separator; the cell, where the word is not there.
fn colour_span(library: &Library<'_>, kpi: &Kpi, colour: usize) -> Span {
    let text = library.sources.text(kpi.threshold_span).to_lowercase();
    let whole = library.sources.text(kpi.threshold_span);
    let names = &library.catalog.vocabulary.colours[colour];
    let at = names.iter().filter_map(|word| text.find(word.as_str())).min();
    // Lower case can be longer than capitals; then offsets say nothing.
    let Some(at) = at.filter(|_| text.len() == whole.len()) else { return kpi.threshold_span };
    let length =
        whole[at..].find([';', ',', '|']).or_else(|| whole[at..].find("<br")).unwrap_or(whole.len() - at);
    places::part(kpi.threshold_span, at, whole[at..at + length].trim_end().len())
}

fn off_target(library: &Library<'_>, findings: &mut Findings) {
    let settings = &library.catalog.settings;
    let Some(target) = stated_target(settings, Measure::ActiveUsage) else { return };
    let Some(aim) = target.interval.low else { return };
    for page in &library.catalog.pages {
        for kpi in page.playbook.kpis.iter().filter(|k| k.span.source == page.source && is_usage(library, k))
        {
            let Some(green) = &kpi.bands[0] else { continue };
            let Some(edge) =
                green.interval.low.filter(|_| matches!(green.unit, Unit::Percent | Unit::Unsaid))
            else {
                continue;
            };
            if edge == aim || (edge.at.0 - aim.at.0).abs() > POINT {
                continue;
            }
            let (green, target) = (green.canonical(), target.interval.text(true));
            let message = format!("`{}` is green from `{green}`, the target is `{target}`", kpi.name);
            let found = Diagnostic::new(&codes::EDGE_OFF_TARGET, kpi.threshold_span, message);
            findings.push(found.help("write the same edge in both, or state the target in gameplan.yml"));
        }
    }
}
