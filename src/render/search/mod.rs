//! Search without a server: an index per language, cut into small scripts that `assets/js/search.js` loads when
//! they are asked for. In: pages of one root with their sections. Out: artifacts below `search/`, style, script.
//! Never: a page, section or word that was not handed in; a clock; a file that depends on the order of reading.

mod cut;
mod index;
mod text;

pub use cut::{Unit, cut, terms};

use super::artifact::Artifact;
use super::prose::Section;
use index::Index;
use std::collections::{BTreeMap, BTreeSet};

const SCRIPT: &str = include_str!("../../../assets/js/search.js");
const STYLE: &str = include_str!("../../../assets/css/search.css");

/// Where the search page finds its script, below the root.
pub const SEARCH_SCRIPT: &str = "assets/search.js";
/// Where the search page finds its style, below the root.
pub const SEARCH_STYLE: &str = "assets/search.css";
/// The page that searches, below the root.
pub const SEARCH_PAGE: &str = "search/index.html";

/// A page as search knows it.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Route below the root.
    pub route: String,
    /// Title.
    pub title: String,
    /// Language code.
    pub language: String,
    /// The folders above it, as they are shown.
    pub place: String,
    /// The header's description.
    pub description: String,
    /// Values of each facet, in the order of [`FACETS`].
    pub facets: [Vec<String>; 3],
    /// Its sections; the first is the beginning of the page.
    pub sections: Vec<Section>,
    /// Files it was made from.
    pub sources: Vec<String>,
}

/// What results can be narrowed by, in the order of [`Entry::facets`].
pub const FACETS: [&str; 3] = ["Phase", "Role", "Service"];

/// The script and the style; `label` is the audience's folder.
pub fn files(label: &str) -> Vec<Artifact> {
    vec![artifact(label, SEARCH_SCRIPT, script()), artifact(label, SEARCH_STYLE, STYLE.to_string())]
}

/// The script with the table of letters that the index was cut with.
pub fn script() -> String {
    SCRIPT.replace("'FOLDS'", &text::json(&cut::FOLDS))
}

/// The index of every language. `entries` in the order of their routes; `synonyms` are groups of phrases that
/// mean the same.
pub fn shards(label: &str, entries: &[Entry], synonyms: &[Vec<String>]) -> Vec<Artifact> {
    let mut languages: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        languages.entry(&entry.language).or_default().push(entry);
    }
    let mut out = Vec::new();
    for (language, pages) in languages {
        let folder = folder(language);
        let shards = Index::new(&pages).shards(&pages, synonyms);
        out.extend(shards.into_iter().map(|shard| Artifact {
            sources: shard.sources,
            ..artifact(
                label,
                &format!("search/{folder}/{}.js", shard.name),
                format!(
                    "gameplanSearch({},{});\n",
                    text::json(&format!("{folder}/{}", shard.name)),
                    shard.json
                ),
            )
        }));
    }
    out
}

/// The folder of a language's index: a code is letters, digits and hyphens.
pub fn folder(language: &str) -> String {
    let kept: String = language.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if kept.is_empty() { "other".into() } else { kept.to_ascii_lowercase() }
}

/// The languages of the entries, sorted.
pub fn languages(entries: &[Entry]) -> BTreeSet<String> {
    entries.iter().map(|e| folder(&e.language)).collect()
}

fn artifact(label: &str, path: &str, text: String) -> Artifact {
    Artifact { path: path.into(), bytes: text.into_bytes(), label: label.into(), sources: Vec::new() }
}
