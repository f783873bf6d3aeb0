//! `show settings`: what is in force, defaults included. In: the catalog, the day. Out: [`SettingsView`].
//! Never: a customer.

use crate::model::catalog::Catalog;
use crate::model::date::Date;
use crate::model::settings::{Language, Levels};
use serde::Serialize;
use std::collections::BTreeMap;

/// The settings in force.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are the settings' own")]
pub struct SettingsView {
    pub title: String,
    pub as_of: String,
    pub from_file: bool,
    pub content: Content,
    pub playbooks: Option<Vec<String>>,
    pub gives_lines: Vec<String>,
    pub audiences: Vec<String>,
    pub checklists_for: Vec<String>,
    pub roles: Vec<String>,
    pub services: Vec<String>,
    pub phases: Vec<String>,
    pub statuses: BTreeMap<String, Vec<String>>,
    pub languages: BTreeMap<String, Translated>,
    pub focus: BTreeMap<String, Option<String>>,
    pub records: BTreeMap<&'static str, String>,
    pub rules: Rules,
}

/// Which rules are checked, and how much each weighs.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are the settings' own")]
pub struct Rules {
    pub pin: Option<String>,
    pub levels: Levels,
    pub folders: BTreeMap<String, Levels>,
    pub team: BTreeMap<String, String>,
}

/// A language and how many pages are in it: the usual languages are known whether the library has them or not.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are the settings' own")]
pub struct Translated {
    pub folder: String,
    pub suffix: String,
    pub pages: usize,
}

/// Which pages have a route.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are the settings' own")]
pub struct Content {
    pub files: Vec<String>,
    pub exclude: Vec<String>,
}

/// Views the settings.
pub fn compose(catalog: &Catalog, as_of: Date) -> SettingsView {
    let settings = &catalog.settings;
    let registry = &catalog.registry;
    let texts = |names: &crate::model::registry::Names| names.iter().map(ToString::to_string).collect();
    let reasons = |l1: &crate::model::Name| {
        registry.reasons.iter().filter(|(a, _)| a == l1).map(|(_, b)| b.to_string()).collect()
    };
    SettingsView {
        title: settings.title.clone(),
        as_of: as_of.to_string(),
        from_file: settings.from_file,
        content: Content { files: settings.content.files.clone(), exclude: settings.content.exclude.clone() },
        playbooks: settings.playbooks.clone(),
        gives_lines: catalog.playbooks.iter().map(|p| catalog.pages[*p].path.clone()).collect(),
        audiences: settings.audiences.0.clone(),
        checklists_for: settings
            .checklists_for
            .iter()
            .map(|a| settings.audiences.name(*a).to_string())
            .collect(),
        roles: texts(&registry.roles),
        services: texts(&registry.services),
        phases: texts(&registry.phases),
        statuses: registry.statuses.iter().map(|l1| (l1.to_string(), reasons(l1))).collect(),
        languages: settings
            .languages
            .iter()
            .map(|(code, l)| (code.clone(), translated(catalog, code, l)))
            .collect(),
        focus: settings.focus.iter().map(|f| (f.name.value.clone(), f.when.text.clone())).collect(),
        records: BTreeMap::from([
            ("customers", settings.customers_dir.clone()),
            ("usage", settings.usage_dir.clone()),
            ("progress", settings.progress_dir.clone()),
        ]),
        rules: Rules {
            pin: settings.pin.clone(),
            levels: settings.levels.clone(),
            folders: settings.folders.iter().map(|(glob, l)| (glob.value.clone(), l.clone())).collect(),
            team: settings.team.iter().map(|rule| (rule.code.value.clone(), rule.name.clone())).collect(),
        },
    }
}

fn translated(catalog: &Catalog, code: &str, language: &Language) -> Translated {
    let pages = catalog.pages.iter().filter(|page| page.language.as_deref() == Some(code));
    Translated { folder: language.folder.clone(), suffix: language.suffix.clone(), pages: pages.count() }
}
