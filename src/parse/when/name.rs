//! Names of measures and fields, at a place or anywhere in a text. In: text and words. Out: the longest match.
//! Never: a name inside another word.

use super::Words;
use crate::model::condition::Field;
use crate::model::measure::Measure;
use crate::parse::band::word::word_at;

/// What a clause can begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A measure by name or alias.
    Measure(Measure),
    /// A field by its word; `has` is [`Field::HasService`] until its values are read.
    Field(Field),
}

/// The longest name of a measure or field that begins at `at`, and where it ends.
pub(super) fn subject_at(text: &str, at: usize, words: &Words<'_>) -> Option<(Subject, usize)> {
    let measure = measure_at(text, at, words).map(|(m, end)| (Subject::Measure(m), end));
    let field = Field::ALL
        .iter()
        .filter(|(field, _)| *field != Field::HasRole)
        .filter_map(|(field, word)| word_at(text, at, word).map(|end| (Subject::Field(*field), end)));
    measure.into_iter().chain(field).max_by_key(|(_, end)| *end)
}

/// The measure with the longest spelling that begins at `at`, and where it ends.
pub(super) fn measure_at(text: &str, at: usize, words: &Words<'_>) -> Option<(Measure, usize)> {
    spellings(words)
        .filter_map(|(word, measure)| word_at(text, at, word).map(|end| (measure, end)))
        .max_by_key(|(_, end)| *end)
}

fn spellings<'a>(words: &Words<'a>) -> impl Iterator<Item = (&'a str, Measure)> {
    let more = words.measure_aliases.iter().map(|(word, measure)| (word.as_str(), *measure));
    let own = Measure::ALL
        .iter()
        .flat_map(|m| std::iter::once(m.name()).chain(m.aliases().iter().copied()).map(|word| (word, *m)));
    own.chain(more)
}

/// Every word a clause can begin with, for suggestions.
pub(super) fn subjects<'a>(words: &Words<'a>) -> Vec<&'a str> {
    let fields = Field::ALL.iter().map(|(_, word)| *word);
    let mut all: Vec<&str> = spellings(words).map(|(word, _)| word).chain(fields).collect();
    all.dedup();
    all
}

/// `` `a`, `b`, `c` ``; at most twelve, the rest as `…`.
pub(super) fn listed<'a>(among: impl IntoIterator<Item = &'a str>) -> String {
    let all: Vec<String> = among.into_iter().map(|word| format!("`{word}`")).collect();
    let more = if all.len() > 12 { ", …" } else { "" };
    format!("{}{more}", all[..all.len().min(12)].join(", "))
}
