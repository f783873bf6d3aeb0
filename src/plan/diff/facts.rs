//! What was edited in a file that is a list of facts: settings, cohorts, a customer's own files.
//! In: its facts before and after. Out: [`Edit`]s. Never: reads a file.

use super::{Edit, Group, Place, Subject};
use std::collections::{BTreeMap, BTreeSet};

/// Path of a fact in its file, its value, its line.
pub type Fact = (String, String, u32);

/// What differs, in the order of the new file; what is gone stands last. A member of a list that is new or gone as a
/// whole is one edit.
pub fn fact_edits(group: &Group, path: &str, old: &[Fact], new: &[Fact]) -> Vec<Edit> {
    let (old, new) = (whole(old, new), whole(new, old));
    let by_name = |facts: &'_ [Fact]| -> BTreeMap<String, (String, u32)> {
        facts.iter().map(|(name, value, line)| (name.clone(), (value.clone(), *line))).collect()
    };
    let (before, after) = (by_name(&old), by_name(&new));
    let gone = old.iter().filter(|(name, ..)| !after.contains_key(name));
    let edit = |(name, ..): &Fact| {
        let (from, to) = (before.get(name), after.get(name));
        let place = |fact: &(String, u32)| -> Place { (path.to_string(), fact.1) };
        let at = to.or(from).map(place).unwrap_or_default();
        Edit {
            group: group.clone(),
            subject: Subject::Of(name.clone()),
            was: from.map_or_else(|| at.clone(), place),
            place: at,
            name: name.clone(),
            what: "value",
            from: from.map(|fact| fact.0.clone()),
            to: to.map(|fact| fact.0.clone()),
        }
    };
    new.iter().chain(gone).map(edit).filter(|edit| edit.from != edit.to).collect()
}

/// The facts, those of a list's member that the other side has nothing of joined to one.
fn whole(facts: &[Fact], others: &[Fact]) -> Vec<Fact> {
    let known: BTreeSet<&str> = others.iter().filter_map(|(name, ..)| member(name)).collect();
    let mut out: Vec<Fact> = Vec::new();
    for (name, value, line) in facts {
        match member(name).filter(|member| !known.contains(member)) {
            None => out.push((name.clone(), value.clone(), *line)),
            Some(member) => {
                let key = name[member.len()..].trim_start_matches('.');
                let said = if key.is_empty() { value.clone() } else { format!("{key}: {value}") };
                match out.last_mut().filter(|(last, ..)| last == member) {
                    Some((_, all, _)) => {
                        all.push_str(", ");
                        all.push_str(&said);
                    }
                    None => out.push((member.to_string(), said, *line)),
                }
            }
        }
    }
    out
}

/// `actions[A-014]` of `actions[A-014].owner`.
fn member(name: &str) -> Option<&str> {
    name.rfind(']').map(|at| &name[..=at])
}
