//! What was meant. In: a wrong name and the right ones. Out: at most one suggestion. Never: a far guess.

use super::target;
use super::tree::Tree;
use crate::model::audience::AudienceId;
use crate::model::nearest::{Near, near};
use std::collections::BTreeSet;

/// The nearest name in the folder of `full`, else the same name in another folder; as a link from `folder`.
/// And whether it is the only one that is so near.
pub fn file(trees: &[(AudienceId, Tree)], full: &str, folder: &str) -> Option<(String, bool)> {
    let full = full.trim_end_matches('/');
    let (inside, wrong) = (target::folder(full), full.rsplit('/').next().unwrap_or(full));
    let names = trees.iter().flat_map(|(_, tree)| tree.names(inside));
    if let Some(Near { word, alone }) = near(wrong, names) {
        let path = if inside.is_empty() { word.to_string() } else { format!("{inside}/{word}") };
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
