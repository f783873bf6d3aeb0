//! The page that searches, and what results can be narrowed by. In: scope, a page, what the reader sees of it.
//! Out: [`SearchPage`], facets, groups of synonyms. Never: a label that stands where the reader may not look.

use super::Scope;
use super::page::site;
use super::page_languages;
use super::wording::{self, Day};
use crate::model::Span;
use crate::model::catalog::Catalog;
use crate::model::page::Page;
use crate::model::playbook::{Label, LabelKind, Labels};
use crate::model::registry::{Names, Registry, spelling};
use serde::Serialize;
use std::collections::BTreeSet;

/// The page that searches.
#[derive(Clone, Debug, Serialize)]
pub struct SearchPage {
    /// Title of the site.
    pub site: String,
    /// The audience's name.
    pub audience: String,
    /// The day in force.
    pub as_of: Day,
    /// Way back to the root.
    pub root: &'static str,
    /// Its own style and script, below the root.
    pub style: &'static str,
    /// See `style`.
    pub script: &'static str,
    /// Folders of the index, the site's own language first, with blanks.
    pub folders: String,
    /// The same with names, where there is a choice.
    pub languages: Vec<Choice>,
    /// Names of the facets.
    pub facets: Vec<Choice>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// In the address.
    pub value: String,
    /// On the page.
    pub name: String,
}

/// Composes it. `folders` of the index, the site's own first; `files`: style and script.
pub fn compose(scope: &Scope, folders: &[String], facets: &[&str], files: [&'static str; 2]) -> SearchPage {
    let choice =
        |value: &String| Choice { value: value.clone(), name: page_languages::name(value).to_string() };
    SearchPage {
        site: site(&scope.catalog.settings.title),
        audience: wording::capitalised(&scope.viewer.name),
        as_of: wording::day(scope.as_of),
        root: "../",
        style: files[0],
        script: files[1],
        folders: folders.join(" "),
        languages: if folders.len() > 1 { folders.iter().map(choice).collect() } else { Vec::new() },
        facets: facets
            .iter()
            .map(|name| Choice { value: name.to_lowercase(), name: (*name).to_string() })
            .collect(),
    }
}

/// Phases, roles and services of a page by registry name, sorted; `shows` says what the reader sees of it.
pub fn facets(catalog: &Catalog, page: &Page, shows: &dyn Fn(Span) -> bool) -> [Vec<String>; 3] {
    let registry = &catalog.registry;
    let own = std::iter::once(&page.playbook.labels);
    let all: Vec<&Labels> = own.chain(page.playbook.scenarios.iter().map(|s| &s.labels)).collect();
    let seen = |kinds: &[LabelKind]| -> Vec<&Label> {
        let labels = all.iter().flat_map(|labels| &labels.0);
        labels.filter(|l| kinds.contains(&l.kind) && shows(l.span)).collect()
    };
    let phases = seen(&[LabelKind::Phase]);
    let roles = seen(&[LabelKind::PrimaryRole, LabelKind::SecondaryRole]);
    [
        known(&phases, &registry.phases),
        known(&roles, &registry.roles),
        services(&seen(&[LabelKind::AppliesTo]), catalog),
    ]
}

fn known(labels: &[&Label], names: &Names) -> Vec<String> {
    let values = labels.iter().flat_map(|l| &l.values).filter_map(|v| names.find(v));
    values.map(|name| name.to_string()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// `All Services` is every one of them; a group is its members.
fn services(labels: &[&Label], catalog: &Catalog) -> Vec<String> {
    let Registry { services, .. } = &catalog.registry;
    let mut found = BTreeSet::new();
    for value in labels.iter().flat_map(|l| &l.values) {
        if let Some(name) = services.find(value) {
            found.insert(name.to_string());
        } else if let Some(members) = catalog.registry.group(value) {
            found.extend(members.iter().map(|m| m.to_string()));
        } else if catalog.vocabulary.all.contains(&spelling(value)) {
            found.extend(services.iter().map(|s| s.to_string()));
        }
    }
    found.into_iter().collect()
}

/// Phrases that mean the same: the registry's names with their other spellings, and the settings' own.
pub fn synonyms(catalog: &Catalog) -> Vec<Vec<String>> {
    let Registry { roles, services, phases, .. } = &catalog.registry;
    let group = |names: &Names, name: &str| -> Vec<String> {
        std::iter::once(name).chain(names.aliases(name)).map(String::from).collect()
    };
    let registry =
        [roles, services, phases].into_iter().flat_map(|names| names.iter().map(move |n| group(names, n)));
    let own = catalog
        .settings
        .synonyms
        .iter()
        .map(|(phrase, others)| std::iter::once(phrase).chain(others).cloned().collect::<Vec<_>>());
    registry.chain(own).filter(|group| group.len() > 1).collect()
}
