//! Ticks whose line is gone, and the lines that follow them (DOMAIN.md 2, "Ids"). In: keys, texts, lines.
//! Out: pairs of old and new. Never: a guess between two lines that are equally near; the disk, the clock.
//!
//! A tick knows the text it was made at. A line follows a tick when it keeps 60 % of the words of that text
//! (without a text: of the words of the id) and no other line keeps as many.

use super::Line;
use crate::model::catalog::Catalog;
use crate::model::progress::{Progress, Tick};
use crate::model::prose::fold;
use std::collections::BTreeMap;

/// A line as drift sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// `Exchange/mail.low.ask-why`.
    pub key: &'a str,
    /// Id of its scenario, or of its page outside of scenarios.
    pub home: &'a str,
    /// Plain text.
    pub text: &'a str,
}

/// A tick whose key no line has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost<'a> {
    /// Its key.
    pub key: &'a str,
    /// The text it was made at.
    pub text: Option<&'a str>,
}

/// Old and new keys of the ticks that lines without a tick follow. `lost` are ticks without a line.
pub(super) fn followed(
    catalog: &Catalog,
    lines: &[Line],
    progress: &Progress,
    lost: &[(String, Tick)],
) -> Vec<(String, String)> {
    if lost.is_empty() {
        return Vec::new();
    }
    let mut all = Vec::new();
    lines.iter().for_each(|line| candidates(catalog, line, &mut all));
    all.retain(|line| !progress.ticks.contains_key(line.key));
    let lost: Vec<Lost> = lost.iter().map(|(key, tick)| Lost { key, text: tick.text.as_deref() }).collect();
    follow(&lost, &all).into_iter().map(|(old, new)| (old.to_string(), new.to_string())).collect()
}

/// Ticks under the keys of the lines that follow them.
pub(super) fn renamed(progress: &Progress, pairs: &[(String, String)]) -> Progress {
    let mut progress = progress.clone();
    for (old, new) in pairs {
        if let Some(tick) = progress.ticks.remove(old) {
            progress.ticks.insert(new.clone(), tick);
        }
    }
    progress
}

/// Says in the lines that follow a tick what it was made as.
pub(super) fn say(lines: &mut [Line], pairs: &[(String, String)]) {
    for line in lines {
        say(&mut line.items, pairs);
        if let Some((old, _)) = pairs.iter().find(|(_, new)| *new == line.key) {
            let made = format!("ticked as `{old}`");
            line.state_because = Some(match line.state_because.take() {
                Some(because) => format!("{because}; {made}"),
                None => made,
            });
            line.reworded = true;
        }
    }
}

fn candidates<'a>(catalog: &'a Catalog, line: &'a Line, all: &mut Vec<Candidate<'a>>) {
    let scenario = line.scenario.and_then(|idx| catalog.pages[line.page].playbook.scenarios.get(idx));
    if let Some(scenario) = scenario {
        all.push(Candidate { key: &line.key, home: &scenario.id, text: &line.text });
    }
    line.items.iter().for_each(|item| candidates(catalog, item, all));
}

/// The line that each lost tick belongs to, by the tick's key; of two ticks with one line, neither has it. Only
/// derived ids are followed, within their scenario and service: whoever writes an id means it.
pub fn follow<'a>(lost: &[Lost<'a>], lines: &'a [Candidate<'a>]) -> BTreeMap<&'a str, &'a str> {
    let own = |tick: &Lost<'a>| {
        let (owner, id) = tick.key.split_once('/')?;
        let near = lines.iter().filter(|line| owner_of(line.key) == owner && is_below(id, line.home));
        Some((tick.key, successor(tick, near)?))
    };
    let found: Vec<(&str, &str)> = lost.iter().filter_map(own).collect();
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    found.iter().for_each(|(_, new)| *taken.entry(new).or_default() += 1);
    found.into_iter().filter(|(_, new)| taken.get(new) == Some(&1)).collect()
}

/// The line that keeps most of a tick's words, at least 60 % of them; none if two keep as many.
pub fn successor<'a>(tick: &Lost<'_>, lines: impl Iterator<Item = &'a Candidate<'a>>) -> Option<&'a str> {
    let words = words_of(tick);
    let mut best: Option<((usize, usize), &str)> = None;
    let mut tied = false;
    for line in lines {
        let others = words_in(line.text);
        let kept = kept(&words, &others);
        if words.is_empty() || kept * 5 < words.len() * 3 {
            continue;
        }
        // Of two that keep as many, the one with fewer words of its own is nearer.
        let rank = (kept, usize::MAX - others.len());
        match best {
            Some((held, _)) if rank < held => {}
            Some((held, key)) if rank == held => tied |= key != line.key,
            _ => (best, tied) = (Some((rank, line.key)), false),
        }
    }
    best.filter(|_| !tied).map(|(_, key)| key)
}

/// True if the derived id lies in the scenario: `mail.low.ask-why` in `mail.low`.
fn is_below(id: &str, home: &str) -> bool {
    id.strip_prefix(home).is_some_and(|rest| rest.starts_with('.'))
}

fn owner_of(key: &str) -> &str {
    key.split_once('/').map_or("", |(owner, _)| owner)
}

fn words_of(tick: &Lost<'_>) -> Vec<String> {
    let id = tick.key.rsplit(['/', '.']).next().unwrap_or("");
    tick.text.map_or_else(|| words_in(&id.replace('-', " ")), words_in)
}

fn words_in(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect()
}

/// How many words of the first list stand in the second, each counted as often as it stands there.
fn kept(words: &[String], others: &[String]) -> usize {
    let mut free: Vec<&String> = others.iter().collect();
    let take = |word: &&String| free.iter().position(|w| w == word).map(|at| free.swap_remove(at)).is_some();
    words
        .iter()
        .filter({
            let mut take = take;
            move |w| take(w)
        })
        .count()
}
