//! What was meant. In: a wrong name and the right ones. Out: at most one suggestion. Never: a far guess.

use super::target;
use super::tree::Tree;
use crate::model::audience::AudienceId;
use std::collections::BTreeSet;

/// The nearest of `names`, if it is near: a third of the letters before the ending may differ.
pub fn name<'n>(wrong: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let lower = wrong.to_lowercase();
    let stem = wrong.rsplit_once('.').map_or(wrong, |(stem, _)| stem);
    let far = (stem.chars().count() / 3).max(1);
    let length = lower.chars().count();
    // Letters that one of the two has more are as many differences: most names need not be compared.
    let likely = names.filter(|name| name.chars().count().abs_diff(length) <= far);
    let measured = likely.map(|name| (strsim::osa_distance(&lower, &name.to_lowercase()), name));
    measured.filter(|(distance, _)| *distance <= far).min().map(|(_, name)| name)
}

/// True if no other of `names` is as near as the nearest.
pub fn is_alone<'n>(wrong: &str, nearest: &str, names: impl Iterator<Item = &'n str>) -> bool {
    let lower = wrong.to_lowercase();
    let distance = |name: &str| strsim::osa_distance(&lower, &name.to_lowercase());
    let mut others = names.filter(|name| *name != nearest);
    others.all(|name| distance(name) > distance(nearest))
}

/// The nearest name in the folder of `full`, else the same name in another folder; as a link from `folder`.
/// And whether it is the only one that is so near.
pub fn file(trees: &[(AudienceId, Tree)], full: &str, folder: &str) -> Option<(String, bool)> {
    let full = full.trim_end_matches('/');
    let (inside, wrong) = (target::folder(full), full.rsplit('/').next().unwrap_or(full));
    let names = || trees.iter().flat_map(|(_, tree)| tree.names(inside));
    if let Some(near) = name(wrong, names()) {
        let alone = is_alone(wrong, near, names());
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
