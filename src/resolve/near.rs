//! What was meant. In: a wrong name and the right ones. Out: at most one suggestion. Never: a far guess.

use super::target;
use super::tree::Tree;
use crate::model::audience::AudienceId;
use crate::model::links::relative;
use crate::model::nearest::{Near, near};
use std::collections::BTreeSet;

/// The nearest name in the folder of `full`, else the same name in another folder; as a link from `folder`.
/// And whether it is the only one that is so near.
pub fn file(trees: &[(AudienceId, Tree)], full: &str, folder: &str) -> Option<(String, bool)> {
    let full = full.trim_end_matches('/');
    let (inside, wrong) = (target::folder(full), full.rsplit('/').next().unwrap_or(full));
    let mut names: BTreeSet<&str> = trees.iter().flat_map(|(_, tree)| tree.names(inside)).collect();
    while let Some(Near { word, alone }) = near(wrong, &names) {
        let word = *word;
        if !is_slip(wrong, word) {
            names.remove(word);
            continue;
        }
        let path = if inside.is_empty() { word.to_string() } else { format!("{inside}/{word}") };
        return Some((relative(folder, &path), alone));
    }
    // An index stands in every folder: the same name elsewhere says nothing.
    if wrong.eq_ignore_ascii_case("index.md") || wrong.eq_ignore_ascii_case("readme.md") {
        return None;
    }
    let paths: BTreeSet<&str> = trees.iter().flat_map(|(_, tree)| tree.named(wrong)).collect();
    let alone = paths.len() == 1;
    let links = paths.into_iter().map(|path| relative(folder, path));
    links.min_by_key(|link| link.matches('/').count()).map(|link| (link, alone))
}

/// True unless a word of one name stands for another word in the other: `phase-success` is no slip of `phase-assess`,
/// though few letters differ. Words may come or go, and be written as one.
fn is_slip(wrong: &str, right: &str) -> bool {
    let (wrong, right) = (wrong.to_lowercase(), right.to_lowercase());
    let (lost, come) = (only(&wrong, &right), only(&right, &wrong));
    if lost.is_empty() || come.is_empty() {
        return true;
    }
    let letters = |word: &str| word.chars().collect::<BTreeSet<char>>();
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    // Of a few letters or of numbers one is as right as another, unless the letters only changed places.
    let is_long = lost.chars().count().min(come.chars().count()) >= LETTERS;
    let is_word = digits(&lost) == digits(&come) && (is_long || letters(&lost) == letters(&come));
    is_word && near(&lost, [&come]).is_some()
}

/// The fewest letters of a word that can be a slip of another one.
const LETTERS: usize = 4;

/// The words of a name that another one does not have, as one.
fn only(name: &str, other: &str) -> String {
    let has = |word: &&str| !words(other).any(|own| own == *word);
    words(name).filter(has).collect()
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
