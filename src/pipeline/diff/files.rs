//! Which files differ between two libraries, and what in them. In: libraries, a customer's texts. Out: factors, edits.
//! Never: pages; `plan` compares what they mean.

use crate::model::date::Date;
use crate::parse::facts::facts;
use crate::pipeline::customer::Texts;
use crate::pipeline::kinds;
use crate::pipeline::load::Loaded;
use crate::plan::diff::{Edit, Fact, Factor, Group, fact_edits};
use crate::source::SourceFile;
use std::collections::{BTreeMap, BTreeSet};

/// Which of pages, settings and day differ.
pub(super) fn differing(old: &Loaded, new: &Loaded, days: (Date, Date)) -> Vec<Factor> {
    let texts = |loaded: &'_ Loaded, of_settings: bool| -> BTreeMap<String, String> {
        let files = loaded.sources.files().filter(|file| Loaded::is_settings(&file.path) == of_settings);
        files.map(|file| (file.path.clone(), file.text.clone())).collect()
    };
    let mut differ = Vec::new();
    if texts(old, false) != texts(new, false) {
        differ.push(Factor::Library);
    }
    if texts(old, true) != texts(new, true) {
        differ.push(Factor::Settings);
    }
    if days.0 != days.1 {
        differ.push(Factor::Day);
    }
    differ
}

/// Edits of settings and cohorts. The day has a name of its own among the causes.
pub(super) fn file_edits(old: &Loaded, new: &Loaded) -> Vec<Edit> {
    let group = |path: &str| match Loaded::is_settings(path) {
        true => Some(Group::Settings),
        false => kinds::is_cohort(path).then(|| Group::Cohorts(path.to_string())),
    };
    let paths: BTreeSet<&str> =
        old.sources.files().chain(new.sources.files()).map(|file| file.path.as_str()).collect();
    let of_file = |path: &str, group: Group| {
        let read = |loaded: &Loaded| loaded.sources.find(path).map(|file| facts(file)).unwrap_or_default();
        let mut found = fact_edits(&group, path, &read(old), &read(new));
        found.retain(|edit| group != Group::Settings || edit.name != "as_of");
        found
    };
    paths.into_iter().filter_map(|path| Some(of_file(path, group(path)?))).flatten().collect()
}

/// Edits of a customer's own files.
pub(super) fn own_edits(id: &str, was: &Texts, is: &Texts) -> Vec<Edit> {
    let read = |texts: &Texts| -> BTreeMap<String, Vec<Fact>> {
        let file = |(path, text): (&str, &str)| {
            let file = SourceFile::new(Default::default(), path.to_string(), text.to_string());
            (path.to_string(), facts(&file))
        };
        texts.readable().map(file).collect()
    };
    let (before, after) = (read(was), read(is));
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let group = Group::Record(id.to_string());
    let none = Vec::new();
    let of = |path: &&String| {
        fact_edits(&group, path, before.get(*path).unwrap_or(&none), after.get(*path).unwrap_or(&none))
    };
    paths.iter().flat_map(of).collect()
}
