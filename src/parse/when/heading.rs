//! What a heading implies when no `When` is given. In: its plain text. Out: a [`When`] with source *heading*.
//! Never: a finding, a status that the heading does not begin with, a guess between two bands.

use super::name::measure_at;
use super::{Words, canonical, clause, value};
use crate::model::Name;
use crate::model::band::Unit;
use crate::model::condition::{Clause, Field, Mode, Rule, Test, When, WhenSource};
use crate::model::measure::Measure;
use crate::model::prose::fold;
use crate::model::registry::spelling;
use crate::model::slug::unnumbered;
use crate::parse::band::word::{begins_word, word_at};
use crate::parse::band::{Found, in_heading};
use crate::source::Span;

/// The condition that a heading states: *on demand* for a phrase of the vocabulary's `reference`; else
/// `cohort yes` if it begins Opportunity Review, a status if it begins with L1 names, and a percentage band
/// (of active usage unless it names another percentage). Without any of these: no condition, source none.
pub fn infer(heading: &str, span: Span, words: &Words<'_>) -> When {
    let text = fold(heading);
    let text = unnumbered(&text);
    let spelled = spelling(text);
    let rule = if words.vocabulary.reference.iter().any(|phrase| is_phrase(&spelled, phrase)) {
        Rule::OnDemand
    } else {
        let tests = [cohort(&spelled), status(text, words), band(text, span, words)];
        let clause = |test: Test| Clause { text: clause::text(&test), test };
        let clauses: Vec<Clause> = tests.into_iter().flatten().map(clause).collect();
        if clauses.is_empty() { Rule::Always } else { Rule::All(clauses) }
    };
    let source = if matches!(rule, Rule::Always) { WhenSource::None } else { WhenSource::Heading };
    When { text: canonical(&rule), source, rule, span }
}

/// True if a heading is a phrase, both as spelled; `…` at an end of the phrase stands for any words.
fn is_phrase(spelled: &str, phrase: &str) -> bool {
    let text = spelled.trim_matches(|c: char| !c.is_alphanumeric());
    let core = phrase.trim_matches(|c: char| !c.is_alphanumeric());
    let places = || text.match_indices(core).map(|(start, _)| start);
    let whole = |start: &usize| begins_word(text, *start) && word_at(text, *start, core).is_some();
    let head = phrase.starts_with('…');
    let tail = phrase.ends_with('…');
    !core.is_empty()
        && places()
            .filter(whole)
            .any(|start| (head || start == 0) && (tail || start + core.len() == text.len()))
}

fn cohort(spelled: &str) -> Option<Test> {
    let begins = spelled.starts_with("opportunity review");
    begins.then(|| Test::Field { field: Field::Cohort, mode: Mode::Is, values: vec![Name::from("yes")] })
}

/// L1 names at the beginning, joined by `and`, `or`, `/`, `&` or a comma.
fn status(text: &str, words: &Words<'_>) -> Option<Test> {
    let mut values: Vec<Name> = Vec::new();
    let mut at = 0;
    while let Some((name, end)) = status_at(text, at, words) {
        if !values.contains(&name) {
            values.push(name);
        }
        let joint = value::skip(text, end);
        let joined = ["and", "or"].iter().find_map(|word| word_at(text, joint, word));
        let signed = || text[joint..].starts_with([',', '/', '&']).then_some(joint + 1);
        match joined.or_else(signed) {
            Some(behind) => at = after_comma(text, value::skip(text, behind)),
            None => break,
        }
    }
    (!values.is_empty()).then_some(Test::Field { field: Field::Status, mode: Mode::Is, values })
}

/// Past an `and` or `or` that follows a comma.
fn after_comma(text: &str, at: usize) -> usize {
    let word = ["and", "or"].iter().find_map(|word| word_at(text, at, word));
    word.map_or(at, |end| value::skip(text, end))
}

/// The longest L1 name at a place, not glued to what follows by a hyphen.
fn status_at(text: &str, at: usize, words: &Words<'_>) -> Option<(Name, usize)> {
    let ends =
        |name: &Name| word_at(text, at, name).filter(|end| !text[*end..].starts_with(['-', '\'', '’']));
    let names = words.registry.statuses.iter();
    names.filter_map(|name| ends(name).map(|end| (name.clone(), end))).max_by_key(|(_, end)| *end)
}

/// The one percentage band of a heading. Few headings state a number at all; the others are not looked through.
fn band(text: &str, span: Span, words: &Words<'_>) -> Option<Test> {
    if !text.contains(char::is_numeric) {
        return None;
    }
    let found = in_heading(&masked(text, words), span);
    let [Found { band, range }] = found.as_slice() else { return None };
    let measure = measure(text, range.clone(), words)?;
    let mut band = band.clone();
    band.text = text.get(range.clone()).unwrap_or(&band.text).to_string();
    Some(Test::Band { measure, band })
}

/// The heading with numbers that belong to names blanked out: `Windows 10 >40%`, `Scenario 2 <10%`.
fn masked(text: &str, words: &Words<'_>) -> String {
    const COUNTED: [&str; 6] = ["scenario", "step", "phase", "stage", "part", "level"];
    let services = words.registry.services.spellings();
    let mut out = text.to_string();
    for (start, _) in text.char_indices().filter(|(start, _)| begins_word(text, *start)) {
        let service = services.iter().filter_map(|name| word_at(text, start, name)).max();
        let counted = COUNTED.iter().find_map(|word| word_at(text, start, word)).map(|end| {
            let digits = &text[value::skip(text, end)..];
            text.len() - digits.trim_start_matches(|c: char| c.is_ascii_digit()).len()
        });
        if let Some(end) = service.max(counted) {
            let name: String =
                text[start..end].chars().map(|c| if c.is_ascii_digit() { 'x' } else { c }).collect();
            out.replace_range(start..end, &name);
        }
    }
    out
}

/// The percentage that a band is of: the one named beside it, else the only one named, else active usage;
/// none if the heading names several.
fn measure(text: &str, band: std::ops::Range<usize>, words: &Words<'_>) -> Option<Measure> {
    let named = named(text, words);
    let blank = |part: &str| part.chars().all(|c| !c.is_alphanumeric());
    let behind = named.iter().find(|(_, r)| r.start >= band.end && blank(&text[band.end..r.start]));
    let before = named.iter().rfind(|(_, r)| r.end <= band.start && blank(&text[r.end..band.start]));
    if let Some((measure, _)) = behind.or(before) {
        return Some(*measure);
    }
    match named.as_slice() {
        [] => Some(Measure::ActiveUsage),
        [(first, _), rest @ ..] => rest.iter().all(|(m, _)| m == first).then_some(*first),
    }
}

/// Percentages named in a text, in order, the longest name at each place.
fn named(text: &str, words: &Words<'_>) -> Vec<(Measure, std::ops::Range<usize>)> {
    let mut out: Vec<(Measure, std::ops::Range<usize>)> = Vec::new();
    for (start, _) in text.char_indices().filter(|(start, _)| begins_word(text, *start)) {
        let inside = out.last().is_some_and(|(_, range)| start < range.end);
        if let Some((measure, end)) = measure_at(text, start, words).filter(|_| !inside)
            && measure.unit() == Unit::Percent
        {
            out.push((measure, start..end));
        }
    }
    out
}
