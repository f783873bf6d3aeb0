//! The values behind a field. In: the text behind the field's word. Out: mode and canonical values.
//! Never: splits a registry name that itself holds `and`, `or` or `/`.

use super::clause::stop;
use super::name::{listed, subject_at};
use super::{WhenFault, Words};
use crate::model::Name;
use crate::model::condition::{Field, Mode};
use crate::model::nearest::near;
use crate::model::registry::{Names, Registry, spelling};
use crate::parse::band::word::word_at;

/// What was read behind a field.
pub(super) struct Values {
    pub(super) field: Field,
    pub(super) mode: Mode,
    pub(super) values: Vec<Name>,
    /// Where it ends.
    pub(super) end: usize,
}

/// A name that a field can have, with the names that a spelling of it stands for.
struct Choice {
    spelling: String,
    names: Vec<Name>,
    field: Field,
}

/// Reads `["not"|"only"] value {"or" value}` from `start`; a flag without a value is `yes`.
pub(super) fn values(text: &str, start: usize, field: Field, words: &Words<'_>) -> Result<Values, WhenFault> {
    let choices = choices(field, words);
    let named = choice_at(text, skip(text, start), &choices).is_some();
    let (mode, at) = if named { (Mode::Is, start) } else { mode(text, start) };
    let only = matches!(field, Field::Status | Field::L2 | Field::L3);
    if mode == Mode::Only && !only {
        let message = format!("`only` stands with `status`, `l2` and `l3`, not with `{}`", field.as_str());
        return Err(WhenFault::new(message, "take `only` out"));
    }
    if closes(text, at, true) {
        return bare(field, mode, at);
    }
    list(text, skip(text, at), field, &choices, words).map(|(field, values, end)| Values {
        field,
        mode,
        values,
        end,
    })
}

/// True if nothing but blanks stands before the next joint or the end.
pub(super) fn closes(text: &str, at: usize, or: bool) -> bool {
    text[at..stop(text, at, or).0].trim().is_empty()
}

/// Past the blanks.
pub(super) fn skip(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

fn mode(text: &str, at: usize) -> (Mode, usize) {
    let modes = [("not", Mode::Not), ("only", Mode::Only)];
    let found = modes.iter().find_map(|(word, mode)| word_at(text, skip(text, at), word).map(|e| (*mode, e)));
    found.unwrap_or((Mode::Is, at))
}

/// A field without a value.
fn bare(field: Field, mode: Mode, end: usize) -> Result<Values, WhenFault> {
    if is_flag(field) && mode == Mode::Is {
        return Ok(Values { field, mode, values: vec![Name::from("yes")], end });
    }
    let message = format!("`{}` has no value", field.as_str());
    Err(WhenFault::new(message, format!("write a value, or `{} known`", field.as_str())))
}

fn is_flag(field: Field) -> bool {
    matches!(field, Field::Managed | Field::Partner | Field::Cohort | Field::New)
}

/// Values joined by `or`, up to the clause's end.
fn list(
    text: &str,
    start: usize,
    field: Field,
    choices: &[Choice],
    words: &Words<'_>,
) -> Result<(Field, Vec<Name>, usize), WhenFault> {
    let (mut at, mut found, mut kind) = (start, Vec::new(), None);
    loop {
        let (names, read, end) = match choice_at(text, at, choices) {
            Some((choice, end)) => (choice.names.clone(), choice.field, end),
            None => {
                let end = stop(text, at, true).0;
                let written = text[at..end].trim().trim_matches(['"', '“', '”']);
                (vec![free(written, field, choices, words)?], field, end)
            }
        };
        if *kind.get_or_insert(read) != read {
            return Err(WhenFault::new("`has` names a service and a role", "write one clause for each"));
        }
        found.extend(names);
        let (next, behind) = stop(text, end, true);
        let joint = text[next..behind].trim();
        if !joint.eq_ignore_ascii_case("or") {
            return Ok((read, found, next));
        }
        at = skip(text, behind);
    }
}

/// A value that no list holds: taken as written where the field is free, else a fault.
fn free(written: &str, field: Field, choices: &[Choice], words: &Words<'_>) -> Result<Name, WhenFault> {
    let open = match field {
        Field::Motion | Field::Segment | Field::Tag | Field::Partner => true,
        Field::Managed | Field::Cohort | Field::New | Field::HasService | Field::HasRole => false,
        _ => choices.is_empty(),
    };
    if open && !written.is_empty() {
        return Ok(Name::from(written));
    }
    let word = field.as_str();
    if written.is_empty() {
        return Err(WhenFault::new(format!("`{word}` ends in a joint without a value"), "write the value"));
    }
    let message = match field {
        Field::HasService => format!("`{written}` is no service or role"),
        _ => format!("`{written}` is no value of `{word}`"),
    };
    let near = near(written, choices.iter().map(|c| &c.spelling)).filter(|near| near.alone);
    let near = near.and_then(|near| choices.iter().find(|c| c.spelling == *near.word));
    let help = match near.and_then(|choice| choice.names.first()) {
        Some(name) => format!("did you mean `{name}`?"),
        None if subject_at(written, 0, words).is_some() => {
            "`or` joins values, not clauses: write two scenarios".to_string()
        }
        None => {
            let mut all: Vec<&str> = Vec::new();
            for name in choices.iter().flat_map(|c| c.names.iter()) {
                if !all.contains(&name.as_str()) {
                    all.push(name);
                }
            }
            format!("it takes {}", listed(all))
        }
    };
    Err(WhenFault::new(message, help))
}

/// The choice with the longest spelling that stands at `at` and ends where a value can end.
fn choice_at<'c>(text: &str, at: usize, choices: &'c [Choice]) -> Option<(&'c Choice, usize)> {
    let ends = |choice: &'c Choice| {
        let end = word_at(text, at, &choice.spelling)?;
        closes(text, end, true).then_some((choice, end))
    };
    choices.iter().filter_map(ends).max_by_key(|(_, end)| *end)
}

/// Every value that a field's list allows; empty: any value.
fn choices(field: Field, words: &Words<'_>) -> Vec<Choice> {
    let registry = words.registry;
    match field {
        Field::Status => names(&registry.statuses, field),
        Field::Phase => names(&registry.phases, field),
        Field::Region => names(&registry.regions, field),
        Field::Motion => names(&registry.motions, field),
        Field::L2 => names(&registry.reason_names, field),
        Field::L3 => registry.engineering_reasons.iter().map(|(_, l3)| choice(l3, l3, field)).collect(),
        Field::Managed | Field::Cohort | Field::New | Field::Partner => flags(field, words),
        Field::HasService | Field::HasRole => parts(registry),
        Field::Segment | Field::Tag => Vec::new(),
    }
}

/// Every spelling of a list of names, in the list's order.
fn names(list: &Names, field: Field) -> Vec<Choice> {
    let spellings = |name: &Name| -> Vec<Choice> {
        let aliases = list.aliases(name);
        std::iter::once(name.as_str()).chain(aliases).map(|text| choice(text, name, field)).collect()
    };
    list.iter().flat_map(spellings).collect()
}

fn choice(text: &str, name: &Name, field: Field) -> Choice {
    Choice { spelling: spelling(text), names: vec![name.clone()], field }
}

fn flags(field: Field, words: &Words<'_>) -> Vec<Choice> {
    let more = |list: &[String], name: &str| -> Vec<Choice> {
        let all = list.iter().map(String::as_str).chain([name]);
        all.map(|word| choice(word, &Name::from(name), field)).collect()
    };
    let mut all = more(&words.vocabulary.yes, "yes");
    all.extend(more(&words.vocabulary.no, "no"));
    all
}

/// Services, groups of services and roles.
fn parts(registry: &Registry) -> Vec<Choice> {
    let mut all = names(&registry.services, Field::HasService);
    all.extend(names(&registry.roles, Field::HasRole));
    let mut groups: Vec<(&String, &Vec<Name>)> = registry.groups.iter().collect();
    groups.sort();
    all.extend(groups.into_iter().map(|(group, members)| Choice {
        spelling: spelling(group),
        names: members.clone(),
        field: Field::HasService,
    }));
    all
}

/// `status not Blocked or No Intent`.
pub(super) fn text(field: Field, mode: Mode, values: &[Name]) -> String {
    let mode = match mode {
        Mode::Is => "",
        Mode::Not => "not ",
        Mode::Only => "only ",
    };
    let values: Vec<&str> = values.iter().map(Name::as_str).collect();
    format!("{} {mode}{}", field.as_str(), values.join(" or "))
}
