//! The files of one audience under the names by which links know them. In: Catalog, audience. Out: [`Tree`].
//! Never: a record, a settings file: what is no page, toc or medium cannot be linked.

use super::overlay::{is_kept, virtual_path};
use super::target::{self, PathTarget};
use crate::model::audience::AudienceId;
use crate::model::catalog::Catalog;
use crate::model::page::Page;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What stands under a virtual path: an index into the catalog's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// Of the pages.
    Page(usize),
    /// Of the tables of contents.
    Toc(usize),
    /// Of the media.
    Media(usize),
}

/// A file that a target names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// Its virtual path.
    pub path: &'a str,
    /// What it is.
    pub node: Node,
    /// True if the target is written in another case.
    pub other_case: bool,
}

/// One audience's files.
#[derive(Debug, Default)]
pub struct Tree {
    files: BTreeMap<String, Node>,
    /// Lower case → the first path of that spelling.
    folded: HashMap<String, String>,
    /// Folders of translations, each with its language's suffix and the folder of its source pages.
    translated: BTreeSet<(String, String, String)>,
}

/// Folders that hold no pages, and endings that are no media.
const NO_MEDIA: [&str; 6] = [".yml", ".yaml", ".json", ".md", ".csv", ".toml"];

impl Tree {
    /// Kept pages, tables of contents and media of an audience.
    pub fn new(catalog: &Catalog, audience: AudienceId) -> Self {
        let mut tree = Self::default();
        let audiences = &catalog.settings.audiences;
        let pages = catalog.pages.iter().enumerate();
        // Kept pages first: where two share a name, the one that has a place here is meant.
        let (kept, others): (Vec<_>, Vec<_>) = pages.partition(|(_, page)| is_kept(page, audience));
        for (idx, page) in kept.into_iter().chain(others) {
            tree.add(virtual_path(&page.path, audiences, audience), Node::Page(idx));
        }
        for (idx, toc) in catalog.tocs.iter().enumerate() {
            tree.add(virtual_path(&toc.path, audiences, audience), Node::Toc(idx));
        }
        for (idx, path) in catalog.media.iter().enumerate().filter(|(_, p)| is_media(catalog, p)) {
            tree.add(virtual_path(path, audiences, audience), Node::Media(idx));
        }
        tree.translated = catalog.pages.iter().filter_map(|page| translated(catalog, page)).collect();
        tree
    }

    fn add(&mut self, path: Option<String>, node: Node) {
        let Some(path) = path else { return };
        self.folded.entry(path.to_lowercase()).or_insert_with(|| path.clone());
        self.files.entry(path).or_insert(node);
    }

    /// What a path target in a file of `folder` names; a folder is its `index.md`, `x.html` is `x.md`.
    pub fn find(&self, folder: &str, target: &PathTarget) -> Option<Found<'_>> {
        self.find_with(folder, target, "index.md")
    }

    /// As [`Tree::find`], a folder being the file `inside`.
    pub fn find_with(&self, folder: &str, target: &PathTarget, inside: &str) -> Option<Found<'_>> {
        let path = target::joined(if target.absolute { "" } else { folder }, &target.path)?;
        let names = candidates(&path, inside);
        let exact = names.iter().find_map(|name| self.files.get_key_value(name.as_str()));
        if let Some((path, node)) = exact {
            return Some(Found { path, node: *node, other_case: false });
        }
        let path = names.iter().find_map(|name| self.folded.get(&name.to_lowercase()))?;
        Some(Found { path, node: *self.files.get(path)?, other_case: true })
    }

    /// What a target means that has no translation: the file of the source pages that it would translate.
    pub fn find_source(&self, folder: &str, target: &PathTarget) -> Option<Found<'_>> {
        let path = target::joined(if target.absolute { "" } else { folder }, &target.path)?;
        self.translated.iter().find_map(|(own, suffix, source)| {
            let rest = path.strip_prefix(own.as_str())?;
            let (stem, ending) = rest.rsplit_once('.').unwrap_or((rest, "md"));
            let stem = stem.strip_suffix(suffix.as_str()).unwrap_or(stem);
            let path = format!("{source}{stem}.{ending}");
            self.find("", &PathTarget { path, absolute: true, own_host: false, fragment: None })
        })
    }

    /// The file names of a folder.
    pub fn names<'a>(&'a self, folder: &str) -> impl Iterator<Item = &'a str> {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let length = start.len();
        let below = self.files.range(start.clone()..).map(|(path, _)| path.as_str());
        below.take_while(move |p| p.starts_with(&start)).filter_map(move |p| {
            let name = &p[length..];
            (!name.contains('/')).then_some(name)
        })
    }

    /// Every path that ends in the file name `name`.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.files.keys().map(String::as_str).filter(move |p| p.rsplit('/').next() == Some(name))
    }
}

/// `a/german-playbook/`, `-de` and `a/english-playbook/` of a translation and its source.
fn translated(catalog: &Catalog, page: &Page) -> Option<(String, String, String)> {
    let source = &catalog.pages[page.translation_of?].path;
    let language = catalog.settings.languages.get(page.language.as_deref()?)?;
    let own = format!("{}/", language.folder);
    let at = page.path.find(&own)?;
    let rest = page.path[at + own.len()..].strip_suffix(".md")?.strip_suffix(language.suffix.as_str())?;
    let folder = source.strip_suffix(".md")?.strip_suffix(rest)?;
    Some((page.path[..at + own.len()].to_string(), language.suffix.clone(), folder.to_string()))
}

fn candidates(path: &str, inside: &str) -> Vec<String> {
    let bare = path.trim_end_matches('/');
    let index = if bare.is_empty() { inside.to_string() } else { format!("{bare}/{inside}") };
    if path.is_empty() || path.ends_with('/') {
        return vec![index];
    }
    let mut names = vec![path.to_string()];
    if let Some(stem) = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm")) {
        names.push(format!("{stem}.md"));
    } else if !path.rsplit('/').next().unwrap_or(path).contains('.') {
        names.extend([index, format!("{path}.md")]);
    }
    names
}

/// Media are what pages may show: no records, no usage, no settings, nothing hidden.
fn is_media(catalog: &Catalog, path: &str) -> bool {
    let settings = &catalog.settings;
    let dirs = [&settings.customers_dir, &settings.usage_dir, &settings.progress_dir].map(String::as_str);
    let below = |dir: &&str| {
        let dir = dir.trim_start_matches("./").trim_end_matches('/');
        !dir.is_empty() && path.strip_prefix(dir).is_some_and(|rest| rest.starts_with('/'))
    };
    let private = dirs.iter().chain(&["customers", "usage", "progress", "cohorts", "templates"]).any(below);
    let lower = path.to_ascii_lowercase();
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    !private && !hidden && !NO_MEDIA.iter().any(|ending| lower.ends_with(ending))
}
