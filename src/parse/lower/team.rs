//! Rules of the team's own: `rules: team`. In: a table by code. Out: [`TeamRule`]s.
//! Never: a rule without a bad sample, or with a pattern that cannot be read.

use super::rules::is_glob;
use crate::diagnostic::{CODES, find};
use crate::model::pattern::Pattern;
use crate::model::team_rule::{Fault, Place, TeamRule};
use crate::parse::schema::reader::{Cx, MapReader};
use crate::parse::schema::settings as schema;
use crate::parse::yaml::Node;
use crate::source::Spanned;

/// All of them; one with a fault is left out.
pub(super) fn read(rules: &MapReader<'_>, cx: &mut Cx<'_>) -> Vec<TeamRule> {
    let mut out: Vec<TeamRule> = Vec::new();
    for (code, node) in rules.table("team", cx) {
        let Some(rule) = one(code, node, cx) else { continue };
        match out.iter().any(|other| other.name == rule.name) {
            true => cx.fault(
                code.span,
                format!("`{}` is the name of another rule of the team", rule.name),
                "give it another one",
            ),
            false => out.push(rule),
        }
    }
    out
}

fn one(code: &Spanned<String>, node: &Node, cx: &mut Cx<'_>) -> Option<TeamRule> {
    let entry = MapReader::new(node, schema::TEAM, "a rule of the team", cx);
    let named = is_code(code, cx);
    let name = entry.text("name", cx).filter(|name| is_name(name, cx));
    let place = place(&entry, cx);
    let fault = place.as_ref().and_then(|place| fault(&entry, place, cx));
    let message = entry.text("message", cx);
    let (good, bad) = (entry.texts("good", cx), entry.texts("bad", cx));
    if let (Some(node), true) = (entry.get("bad"), bad.is_empty()) {
        cx.fault(node.span, format!("`{}` has no bad sample", code.value), "write down what it finds");
    }
    let files = entry.texts("where", cx);
    let readable = files.iter().filter(|glob| is_glob(glob, cx)).count() == files.len();
    let replace = entry.text("replace", cx);
    if let (Some(with), Some(Fault::Lacks(_))) = (&replace, &fault) {
        cx.fault(with.span, "`replace` needs a `pattern` or `value` to replace", "take one of the two out");
    }
    let severity = entry.one_of("severity", cx).map_or("warning", |level| level.value);
    (named && readable).then_some(())?;
    Some(TeamRule {
        code: code.clone(),
        name: name?.value,
        severity: severity.to_string(),
        files,
        place: place?,
        fault: fault?,
        message: message?.value,
        help: entry.text("help", cx).map(|text| text.value),
        replace: replace.map(|text| text.value),
        why: entry.text("why", cx).map(|text| text.value),
        good,
        bad,
    })
}

/// Capitals and a number from 901 to 999.
fn is_code(code: &Spanned<String>, cx: &mut Cx<'_>) -> bool {
    let digits = code.value.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = code.value.len() - digits.len();
    let number = digits.parse::<u16>().unwrap_or(0);
    let fine = (2..=8).contains(&letters) && digits.len() == 3 && (901..=999).contains(&number);
    if !fine {
        let message = format!("`{}` is no code of a rule of the team", code.value);
        cx.fault(code.span, message, "write capitals and a number from 901 on, such as `TEAM901`");
    }
    fine
}

/// Small letters, digits and `-`, and no name of a rule of this program.
fn is_name(name: &Spanned<String>, cx: &mut Cx<'_>) -> bool {
    let signs = name.value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if find(&name.value).is_some() {
        let id = CODES.iter().find(|code| code.name == name.value).map_or("a rule", |code| code.id);
        cx.fault(name.span, format!("`{}` is the name of {id}", name.value), "give it another one");
        return false;
    }
    if !signs {
        cx.fault(name.span, format!("`{}` is no name of a rule", name.value), "write it as `no-safelinks`");
    }
    signs
}

fn place(entry: &MapReader<'_>, cx: &mut Cx<'_>) -> Option<Place> {
    let place = entry.one_of("in", cx)?;
    let (key, column) = (entry.text("key", cx), entry.text("column", cx));
    for (name, of, text) in [("key", "key", &key), ("column", "cell", &column)] {
        if let Some(text) = text.as_ref().filter(|_| place.value != of) {
            let message = format!("`{name}` means nothing with `in: {}`", place.value);
            cx.fault(text.span, message, format!("write `in: {of}`, or take `{name}` out"));
        }
    }
    match place.value {
        "link" => Some(Place::Link),
        "heading" => Some(Place::Heading),
        "cell" => Some(Place::Cell(column.map(|text| text.value))),
        "key" if key.is_none() => {
            cx.fault(place.span, "`in: key` names no key", "add `key: ms.topic`");
            None
        }
        "key" => key.map(|text| Place::Key(text.value)),
        _ => Some(Place::Text),
    }
}

/// Exactly one of `pattern`, `value` and `must`.
fn fault(entry: &MapReader<'_>, place: &Place, cx: &mut Cx<'_>) -> Option<Fault> {
    let given: Vec<(&str, Spanned<String>)> =
        ["pattern", "value", "must"].iter().filter_map(|key| Some((*key, entry.text(key, cx)?))).collect();
    let [(key, text)] = &given[..] else {
        let span = given.get(1).map_or(entry.span, |(_, text)| text.span);
        let message = format!("a rule of the team has {} of `pattern`, `value` and `must`", given.len());
        cx.fault(span, message, "give exactly one of them");
        return None;
    };
    let read = match *key {
        "value" => Pattern::literal(&text.value, *place != Place::Text),
        _ => Pattern::new(&text.value),
    };
    match read {
        Ok(pattern) if *key == "must" => Some(Fault::Lacks(pattern)),
        Ok(pattern) => Some(Fault::Holds(pattern)),
        Err(why) => {
            cx.fault(
                text.span,
                format!("`{key}: {}` cannot be used: {why}", text.value),
                "write another one",
            );
            None
        }
    }
}
