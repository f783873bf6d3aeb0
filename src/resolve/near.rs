//! What was meant. In: a wrong name and the right ones. Out: at most one suggestion. Never: a far guess.

use super::target;
use super::tree::Tree;
use crate::model::audience::AudienceId;
use std::collections::BTreeSet;

/// The nearest of `names`, if it is near: a third of the letters before the ending may differ.
pub fn name<'n>(wrong: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    nearest(wrong, names).map(|(name, _)| name)
}

/// The nearest of `names`, if it is near, and true if no other one is as near.
pub fn nearest<'n>(wrong: &str, names: impl Iterator<Item = &'n str>) -> Option<(&'n str, bool)> {
    let lower = wrong.to_lowercase();
    let stem = wrong.rsplit_once('.').map_or(wrong, |(stem, _)| stem);
    let far = (stem.chars().count() / 3).max(1);
    let letters = Letters::of(&lower);
    let mut best: Option<(usize, &str, bool)> = None;
    for name in names {
        let own = name.to_lowercase();
        // Letters that one of the two has more are as many differences: most names need not be compared.
        if letters.apart(&Letters::of(&own)) > far {
            continue;
        }
        let distance = strsim::osa_distance(&lower, &own);
        best = match best {
            _ if distance > far => best,
            Some((d, n, _)) if (distance, name) < (d, n) => Some((distance, name, distance < d)),
            Some((d, n, _)) if distance == d && name != n => Some((d, n, false)),
            None => Some((distance, name, true)),
            nearer => nearer,
        };
    }
    best.map(|(_, name, alone)| (name, alone))
}

/// How often each letter stands in a word; letters that share a place make two words look nearer, never farther.
struct Letters([i16; 64]);

impl Letters {
    fn of(word: &str) -> Self {
        let mut counts = [0; 64];
        word.chars().for_each(|c| counts[c as usize % 64] += 1);
        Self(counts)
    }

    /// The fewest differences that two words with these letters can have.
    fn apart(&self, other: &Self) -> usize {
        let more =
            |a: &Self, b: &Self| a.0.iter().zip(b.0).map(|(a, b)| (a - b).max(0) as usize).sum::<usize>();
        more(self, other).max(more(other, self))
    }
}

/// The nearest name in the folder of `full`, else the same name in another folder; as a link from `folder`.
/// And whether it is the only one that is so near.
pub fn file(trees: &[(AudienceId, Tree)], full: &str, folder: &str) -> Option<(String, bool)> {
    let full = full.trim_end_matches('/');
    let (inside, wrong) = (target::folder(full), full.rsplit('/').next().unwrap_or(full));
    let names = trees.iter().flat_map(|(_, tree)| tree.names(inside));
    if let Some((near, alone)) = nearest(wrong, names) {
        let path = if inside.is_empty() { near.to_string() } else { format!("{inside}/{near}") };
        return Some((target::relative(folder, &path), alone));
    }
    // An index stands in every folder: the same name elsewhere says nothing.
    if wrong.eq_ignore_ascii_case("index.md") || wrong.eq_ignore_ascii_case("readme.md") {
        return None;
    }
    let paths: BTreeSet<&str> = trees.iter().flat_map(|(_, tree)| tree.named(wrong)).collect();
    let alone = paths.len() == 1;
    let links = paths.into_iter().map(|path| target::relative(folder, path));
    links.min_by_key(|link| link.matches('/').count()).map(|link| (link, alone))
}

/// Values of `id="…"` and `name="…"` in raw HTML.
pub fn html_ids(text: &str) -> impl Iterator<Item = &str> {
    let values = |key: &'static str| {
        text.match_indices(key).filter_map(move |(at, _)| {
            let value = &text[at + key.len()..];
            value.find('"').map(|end| &value[..end])
        })
    };
    values(" id=\"").chain(values(" name=\""))
}
