//! The nearest right word. In: a wrong word and the right ones. Out: at most one suggestion. Never: a far guess.

use crate::diagnostic::{Diagnostic, Safety};

/// The right word nearest to a wrong one: equal without case, blanks and signs, else by edit distance
/// of at most a third of the longer word (at least 1). Among equals the first given wins.
pub fn nearest<S: AsRef<str>>(word: &str, candidates: impl IntoIterator<Item = S>) -> Option<String> {
    let wanted = bare(word);
    let mut best: Option<(usize, String)> = None;
    for candidate in candidates {
        let right = candidate.as_ref();
        let found = bare(right);
        let distance = strsim::damerau_levenshtein(&wanted, &found);
        let limit = (wanted.chars().count().max(found.chars().count()) / 3).max(1);
        let far = distance > limit || (distance > 0 && (wanted.is_empty() || found.is_empty()));
        if !far && best.as_ref().is_none_or(|(least, _)| distance < *least) {
            best = Some((distance, right.to_string()));
        }
    }
    best.map(|(_, right)| right)
}

/// A finding at a wrong word, with the right one if one is near: with a fix if no other is as near. Else with
/// `otherwise` as its help.
pub fn told<S: AsRef<str>>(
    found: Diagnostic,
    word: &str,
    candidates: impl IntoIterator<Item = S> + Clone,
    otherwise: impl FnOnce() -> String,
) -> Diagnostic {
    let Some(near) = nearest(word, candidates.clone()) else { return found.help(otherwise()) };
    let others: Vec<S> = candidates.into_iter().filter(|c| bare(c.as_ref()) != bare(&near)).collect();
    let distance = |right: &str| strsim::damerau_levenshtein(&bare(word), &bare(right));
    match nearest(word, others).is_some_and(|other| distance(&other) == distance(&near)) {
        true => found.help(format!("did you mean `{near}`?")),
        false => found.meant(Safety::Unsafe, &near),
    }
}

/// `did you mean …?`, if a right word is near.
pub fn did_you_mean<S: AsRef<str>>(word: &str, candidates: impl IntoIterator<Item = S>) -> Option<String> {
    nearest(word, candidates).map(|right| format!("did you mean `{right}`?"))
}

fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
