//! `rules:` of the settings: the pinned set, levels, and what headers of this library hold.
//! In: a mapping, or the pin alone. Out: the settings' fields. Never: a level for a rule that nobody has.

use super::registry::texts;
use crate::diagnostic::{CODES, Diagnostic, Severity, codes, find};
use crate::model::settings::{Checks, Settings};
use crate::parse::schema::reader::{Cx, MapReader};
use crate::parse::schema::settings as schema;
use crate::parse::suggest;
use crate::parse::yaml::NodeKind;
use crate::source::Spanned;

/// `rules: "2026.1"`, or a mapping with `pin`, `levels` and what headers hold.
pub(super) fn read(settings: &mut Settings, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    let Some(node) = map.get("rules") else { return };
    if !matches!(node.kind, NodeKind::Map(_)) {
        settings.pin = map.text("rules", cx).and_then(|text| pin(text, cx));
        return;
    }
    let rules = MapReader::new(node, schema::RULES, "`rules`", cx);
    settings.pin = rules.text("pin", cx).and_then(|text| pin(text, cx));
    for (rule, level) in rules.table("levels", cx) {
        let level = cx.one_of(level, &rule.value, schema::LEVEL_WORDS);
        if let (true, Some(level)) = (is_rule(rule, cx), level) {
            settings.levels.insert(rule.value.clone(), level.value.to_string());
        }
    }
    settings.checks = checks(&rules, cx);
}

fn checks(rules: &MapReader<'_>, cx: &mut Cx<'_>) -> Checks {
    let lists = |key: &str, cx: &mut Cx<'_>| -> Vec<(String, Vec<String>)> {
        let entries = rules.table(key, cx);
        entries
            .into_iter()
            .map(|(name, node)| (name.value.clone(), plain(texts(node, &name.value, cx))))
            .collect()
    };
    let budgets = rules.table("budgets", cx).into_iter().filter_map(|(topic, node)| {
        let days = cx.integer(node, &topic.value)?;
        Some((topic.value.clone(), u32::try_from(days.value).unwrap_or(u32::MAX)))
    });
    let budgets = budgets.collect();
    Checks {
        require: lists("require", cx),
        keys: rules.get("keys").map(|_| plain(rules.texts("keys", cx))),
        values: lists("values", cx).into_iter().collect(),
        people: rules.get("people").map(|_| plain(rules.texts("people", cx))),
        budgets,
    }
}

fn plain(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

fn pin(text: Spanned<String>, cx: &mut Cx<'_>) -> Option<String> {
    let numbers = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if text.value.split_once('.').is_some_and(|(year, n)| year.len() == 4 && numbers(year) && numbers(n)) {
        return Some(text.value);
    }
    cx.fault(
        text.span,
        format!("`{}` is no rule set", text.value),
        "write year and number, such as `\"2026.1\"`",
    );
    None
}

/// A name that no rule has is an error. A code that this version does not have may be another's: it is kept, and said.
fn is_rule(rule: &Spanned<String>, cx: &mut Cx<'_>) -> bool {
    if find(&rule.value).is_some() {
        return true;
    }
    let (family, number) = rule.value.split_at_checked(2).unwrap_or((&rule.value, ""));
    let is_code = family.bytes().all(|b| b.is_ascii_uppercase())
        && number.len() == 3
        && number.bytes().all(|b| b.is_ascii_digit());
    let message = format!("`{}` is no rule of this version", rule.value);
    let found = Diagnostic::new(&codes::SETTINGS_SHAPE, rule.span, message);
    cx.findings.push(if is_code {
        found.severity(Severity::Suggestion).help("leave it out, unless another version has it")
    } else {
        let near = suggest::did_you_mean(&rule.value, CODES.iter().flat_map(|c| [c.name, c.id]));
        found.help(near.unwrap_or_else(|| "write a code or the name of a rule".to_string()))
    });
    is_code
}
