//! `rules:` of the settings: the pinned set, levels, and what headers of this library hold.
//! In: a mapping, or the pin alone. Out: the settings' fields. Never: a level for a rule that nobody has.

use super::registry::texts;
use super::team;
use crate::diagnostic::{CODES, SETS, find};
use crate::model::sentence::{either, ticked};
use crate::model::settings::{Checks, Levels, Listed, Settings, UsedBy};
use crate::model::team_rule::TeamRule;
use crate::parse::schema::reader::{Cx, MapReader};
use crate::parse::schema::settings as schema;
use crate::parse::yaml::{Node, NodeKind};
use crate::source::Spanned;
use crate::source::glob::Globs;

/// `rules: "2026.1"`, or a mapping with `pin`, `levels` and what headers hold.
pub(super) fn read(settings: &mut Settings, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    let Some(node) = map.get("rules") else { return };
    if !matches!(node.kind, NodeKind::Map(_)) {
        settings.pin = map.text("rules", cx).and_then(|text| pin(text, cx));
        return;
    }
    let rules = MapReader::new(node, schema::RULES, "`rules`", cx);
    settings.pin = rules.text("pin", cx).and_then(|text| pin(text, cx));
    settings.team = team::read(&rules, cx);
    let known = Known(&settings.team);
    settings.levels = levels(&known, rules.table("levels", cx), cx);
    for (glob, node) in rules.table("folders", cx) {
        let entries = cx.table(node, &format!("`{}`", glob.value));
        let of_folder = levels(&known, entries, cx);
        if is_glob(glob, cx) {
            settings.folders.push((glob.clone(), of_folder));
        }
    }
    let globs = settings.folders.iter().map(|(glob, _)| (UsedBy::Files, glob));
    let of_team = settings.team.iter().flat_map(|rule| &rule.files).map(|glob| (UsedBy::Pages, glob));
    let noted = globs.chain(of_team).map(|(by, glob)| Listed { entry: glob.clone(), by });
    settings.listed.extend(noted.collect::<Vec<_>>());
    settings.checks = checks(&rules, &mut settings.listed, cx);
}

/// What headers and links of this library hold; every entry is remembered as one that should be used.
fn checks(rules: &MapReader<'_>, listed: &mut Vec<Listed>, cx: &mut Cx<'_>) -> Checks {
    let mut note = |by: UsedBy, entries: Vec<Spanned<String>>| -> Vec<String> {
        listed.extend(entries.iter().map(|entry| Listed { entry: entry.clone(), by: by.clone() }));
        plain(entries)
    };
    let topic = || UsedBy::Key("ms.topic".into());
    let mut out = Checks::default();
    for (glob, node) in rules.table("require", cx) {
        if is_glob(glob, cx) {
            note(UsedBy::Pages, vec![glob.clone()]);
            out.require.push((glob.value.clone(), plain(texts(node, &glob.value, cx))));
        }
    }
    for (name, node) in rules.table("require_for_topic", cx) {
        note(topic(), vec![name.clone()]);
        out.require_for_topic.insert(name.value.clone(), plain(texts(node, &name.value, cx)));
    }
    for (key, node) in rules.table("values", cx) {
        let values = note(UsedBy::Key(key.value.clone()), texts(node, &key.value, cx));
        out.values.insert(key.value.clone(), values);
    }
    for (name, node) in rules.table("budgets", cx) {
        note(topic(), vec![name.clone()]);
        let days = cx.integer(node, &name.value).map(|days| u32::try_from(days.value).unwrap_or(u32::MAX));
        out.budgets.extend(days.map(|days| (name.value.clone(), days)));
    }
    out.keys = rules.get("keys").map(|_| note(UsedBy::Headers, rules.texts("keys", cx)));
    out.people = rules.get("people").map(|_| note(UsedBy::People, rules.texts("people", cx)));
    out.file_types = rules.get("file_types").map(|_| note(UsedBy::Endings, rules.texts("file_types", cx)));
    if rules.get("root_items").is_some() {
        let items = rules.texts("root_items", cx).into_iter().filter(|glob| is_glob(glob, cx)).collect();
        out.root_items = Some(note(UsedBy::RootItems, items));
    }
    if let Some(hosts) = rules.map("hosts", schema::HOSTS, "`hosts`", cx) {
        out.secure_hosts = note(UsedBy::Links, hosts.texts("secure", cx));
        out.localized_hosts = note(UsedBy::Links, hosts.texts("localized", cx));
    }
    out
}

fn plain(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

/// Levels by code; what stands under a code wins over its name.
fn levels(known: &Known<'_>, entries: Vec<(&Spanned<String>, &Node)>, cx: &mut Cx<'_>) -> Levels {
    let mut by_code = Levels::new();
    for (rule, level) in entries {
        let level = cx.one_of(level, &rule.value, schema::LEVEL_WORDS);
        if let (Some(code), Some(level)) = (known.code(rule, cx), level)
            && (rule.value == code || !by_code.contains_key(code))
        {
            by_code.insert(code.to_string(), level.value.to_string());
        }
    }
    by_code
}

/// A glob that can be read.
pub(super) fn is_glob(glob: &Spanned<String>, cx: &mut Cx<'_>) -> bool {
    let globs = Globs::new(std::slice::from_ref(&glob.value));
    if let Some((_, why)) = globs.broken().first() {
        cx.fault(
            glob.span,
            format!("`{}` is no glob: {why}", glob.value),
            "write a glob such as `playbook/**`",
        );
    }
    globs.broken().is_empty()
}

/// A rule set that this version has.
fn pin(text: Spanned<String>, cx: &mut Cx<'_>) -> Option<String> {
    if SETS.contains(&text.value.as_str()) {
        return Some(text.value);
    }
    cx.fault(
        text.span,
        format!("`{}` is no rule set of this version", text.value),
        format!("write {}, in quotes", either(ticked(SETS))),
    );
    None
}

/// The rules that levels can name: those of this program and the team's.
struct Known<'t>(&'t [TeamRule]);

impl<'t> Known<'t> {
    /// The code of a rule; a name that no rule has is a finding.
    fn code(&self, rule: &Spanned<String>, cx: &mut Cx<'_>) -> Option<&'t str> {
        let of_team = || self.0.iter().find(|r| r.code.value == rule.value || r.name == rule.value);
        let found = find(&rule.value).map(|code| code.id).or_else(|| Some(of_team()?.code.value.as_str()));
        if found.is_none() {
            let own = CODES.iter().flat_map(|c| [c.name, c.id]);
            let of_team = self.0.iter().flat_map(|r| [r.name.as_str(), r.code.value.as_str()]);
            let names: Vec<&str> = own.chain(of_team).collect();
            let message = format!("`{}` is no rule of this version", rule.value);
            let otherwise = || "write a code or the name of a rule".to_string();
            cx.slip(rule.span, message, &rule.value, &names, otherwise);
        }
        found
    }
}
