//! A customer's lines on the day that a handout was printed for, as the files are now. In: record, ticks, the day.
//! Out: states and texts by key, the nearest key of one that no line has. Never: a line of another customer.

use super::customer::Reader;
use crate::assess::Line;
use crate::assess::drift::{self, Candidate, Lost};
use crate::model::date::Date;
use crate::model::nearest::nearest;
use crate::model::progress::{Progress, State, Tick, text_hash};
use crate::parse::ticks::Ticked;
use crate::pipeline::customer as record;
use std::collections::BTreeMap;

/// The lines by key.
pub(super) struct Day {
    lines: BTreeMap<String, Seen>,
}

/// One line on that day.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// Its state.
    pub(super) state: State,
    /// Why that is not its tick's.
    pub(super) because: Option<String>,
    /// Its text now.
    pub(super) text: String,
    /// Its tick, also one that followed it from an older id.
    pub(super) tick: Option<Tick>,
}

impl Day {
    /// Assesses the customer on the day. Lines that do not apply any more are there too when a key names them.
    pub(super) fn new(reader: &Reader<'_>, printed: Date, keys: &[&str]) -> Self {
        let mut progress = reader.read.progress.clone();
        let mut lines = assessed(reader, &progress, printed);
        let known = |key: &str| key.split_once('/').is_some_and(|(_, id)| reader.known.has(id));
        let silent =
            |key: &&str| !lines.contains_key(*key) && !progress.ticks.contains_key(*key) && known(key);
        let silent: Vec<&str> = keys.iter().copied().filter(silent).collect();
        if !silent.is_empty() {
            // With a tick that says nothing a line is written even where it does not apply.
            progress.ticks.extend(silent.iter().map(|key| ((*key).to_string(), Tick::default())));
            let mut all = assessed(reader, &progress, printed);
            for key in silent {
                if let Some(seen) = all.remove(key) {
                    // The tick that made the line appear is none.
                    lines.insert(key.to_string(), Seen { tick: None, ..seen });
                }
            }
        }
        Self { lines }
    }

    /// The line of a key; of a line that is gone, what its tick says.
    pub(super) fn seen(&self, key: &str, tick: Option<&Tick>) -> Option<Seen> {
        let gone = |tick: &Tick| Seen {
            state: tick.state,
            because: None,
            text: tick.text.clone().unwrap_or_default(),
            tick: Some(tick.clone()),
        };
        self.lines.get(key).cloned().or_else(|| tick.map(gone))
    }

    /// The new key of a line whose derived id changed while its text stayed the same to the letter; none if
    /// two lines have that text.
    pub(super) fn renamed(&self, ticked: &Ticked) -> Option<String> {
        let (owner, id) = ticked.key.split_once('/')?;
        if self.lines.contains_key(&ticked.key) || !id.contains('.') {
            return None;
        }
        let same = |(key, seen): &(&String, &Seen)| {
            key.split_once('/').is_some_and(|(other, _)| other == owner)
                && text_hash(&seen.text) == ticked.hash
        };
        let mut found = self.lines.iter().filter(same);
        found.next().filter(|_| found.next().is_none()).map(|(key, _)| key.clone())
    }

    /// Why a key cannot be taken, with the nearest one that can.
    pub(super) fn no_such(&self, ticked: &Ticked) -> String {
        let text = Some(ticked.text.as_str()).filter(|text| !text.is_empty());
        let lost = Lost { key: &ticked.key, text };
        let near = drift::successor(&lost, self.candidates(owner_of(&ticked.key)).iter()).map(str::to_string);
        let near = near.or_else(|| nearest(&ticked.key, self.lines.keys().cloned()));
        let hint = near.map(|key| format!("; did you mean `{key}`?")).unwrap_or_default();
        format!("the customer has no such line{hint}")
    }

    /// The line that keeps most words of a text.
    pub(super) fn near_text(&self, text: &str) -> Option<String> {
        let lost = Lost { key: "", text: Some(text) };
        drift::successor(&lost, self.candidates("").iter()).map(str::to_string)
    }

    /// Lines of one owner, of all of them without one.
    fn candidates(&self, owner: &str) -> Vec<Candidate<'_>> {
        let own = self.lines.iter().filter(|(key, _)| owner.is_empty() || owner_of(key) == owner);
        own.map(|(key, seen)| Candidate { key, home: "", text: &seen.text }).collect()
    }
}

fn owner_of(key: &str) -> &str {
    key.split_once('/').map_or("", |(owner, _)| owner)
}

fn assessed(reader: &Reader<'_>, progress: &Progress, printed: Date) -> BTreeMap<String, Seen> {
    let own = &reader.read.sources;
    let assessment = record::assess(reader.loaded, reader.customer, progress, own, printed);
    let mut lines = BTreeMap::new();
    assessment.lines.iter().for_each(|line| add(line, &mut lines));
    lines
}

fn add(line: &Line, lines: &mut BTreeMap<String, Seen>) {
    let seen = Seen {
        state: line.state,
        because: line.state_because.clone(),
        text: line.text.clone(),
        tick: line.tick.clone(),
    };
    lines.entry(line.key.clone()).or_insert(seen);
    line.items.iter().for_each(|item| add(item, lines));
}
