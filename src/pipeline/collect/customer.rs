//! The lines of one customer that came back. In: parts of texts, record and progress. Out: a plan and its ticks.
//! Never: two answers for one key; texts that contradict each other are refused, both named.

use super::day::{Day, Seen};
use super::inbox::Part;
use super::{Author, Change, CustomerPlan, Refusal};
use crate::edit::merge::{Decision, Sides, decide};
use crate::model::customer::Customer;
use crate::model::date::Date;
use crate::model::progress::{State, Tick, text_hash};
use crate::parse::ticks::{Theirs, Ticked};
use crate::pipeline::customer::ReadCustomer;
use crate::pipeline::load::Loaded;
use crate::rules::drift::Known;
use std::collections::BTreeMap;

/// Reads lines against one customer.
pub(super) struct Reader<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) known: &'a Known,
    pub(super) read: &'a ReadCustomer,
    pub(super) customer: &'a Customer,
    pub(super) author: &'a Author<'a>,
}

/// A line with the place it came from.
#[derive(Clone, Copy)]
struct Returned<'a> {
    part: &'a Part,
    ticked: &'a Ticked,
    printed: Date,
}

/// What follows from one line.
enum Outcome {
    Keep,
    Apply(Box<(Change, Tick)>),
    Refuse(String),
}

impl Reader<'_> {
    /// Adds what follows to the plan; the ticks are those to write, by key.
    pub(super) fn plan(
        &self,
        mut plan: CustomerPlan,
        parts: &[Part],
    ) -> (CustomerPlan, BTreeMap<String, Tick>) {
        let returned: Vec<Returned<'_>> = parts.iter().flat_map(lines).collect();
        let days = self.days(&returned);
        let mut by_key: BTreeMap<String, Vec<(Returned<'_>, Option<String>)>> = BTreeMap::new();
        for line in returned {
            let day = &days[&line.printed];
            let (key, was) = match day.renamed(line.ticked) {
                Some(new) => (new, Some(line.ticked.key.clone())),
                None => (line.ticked.key.clone(), None),
            };
            by_key.entry(key).or_default().push((line, was));
        }
        let mut ticks = BTreeMap::new();
        for (key, lines) in &by_key {
            self.key(key, lines, &days, &mut plan, &mut ticks);
        }
        for part in parts {
            plan.refused
                .extend(part.sheet.nameless.iter().map(|(line, text)| nameless(part, *line, text, &days)));
        }
        (plan, ticks)
    }

    /// The customer's lines on each day that something was printed for.
    fn days(&self, returned: &[Returned<'_>]) -> BTreeMap<Date, Day> {
        let mut keys: BTreeMap<Date, Vec<&str>> = BTreeMap::new();
        for line in returned {
            keys.entry(line.printed).or_default().push(&line.ticked.key);
        }
        keys.into_iter().map(|(printed, keys)| (printed, Day::new(self, printed, &keys))).collect()
    }

    /// One key, however often it came back.
    fn key(
        &self,
        key: &str,
        lines: &[(Returned<'_>, Option<String>)],
        days: &BTreeMap<Date, Day>,
        plan: &mut CustomerPlan,
        ticks: &mut BTreeMap<String, Tick>,
    ) {
        let mut applied: Option<(Returned<'_>, Box<(Change, Tick)>)> = None;
        let mut clash = None;
        let before = plan.refused.len();
        for (line, was) in lines {
            match self.line(key, *line, was.as_deref(), &days[&line.printed]) {
                Outcome::Keep => {}
                Outcome::Refuse(why) => {
                    plan.refused.push(refusal(line.part, line.ticked.line, Some(&line.ticked.key), why));
                }
                Outcome::Apply(new) => match &applied {
                    Some((other, first)) if first.0.to != new.0.to => {
                        let other = other.part.place(other.ticked.line);
                        let (first, second) = (first.0.to.as_str(), new.0.to.as_str());
                        let why = format!("two texts differ: {first} at {other}, {second} here");
                        clash = Some(refusal(line.part, line.ticked.line, Some(key), why));
                    }
                    _ => applied = Some((*line, new)),
                },
            }
        }
        match (clash, applied) {
            (Some(clash), _) => plan.refused.push(clash),
            (None, Some((_, new))) => {
                let (change, tick) = *new;
                plan.changes.push(change);
                ticks.insert(key.to_string(), tick);
            }
            (None, None) if plan.refused.len() == before => plan.unchanged += 1,
            (None, None) => {}
        }
    }

    fn line(&self, key: &str, line: Returned<'_>, was: Option<&str>, day: &Day) -> Outcome {
        let theirs = match &line.ticked.theirs {
            Ok(theirs) => theirs,
            Err(why) => return Outcome::Refuse(why.clone()),
        };
        let tick = self.read.progress.ticks.get(key);
        let Some(seen) = day.seen(key, tick) else {
            return match theirs.state == line.ticked.base {
                true => Outcome::Keep,
                false => Outcome::Refuse(day.no_such(line.ticked)),
            };
        };
        let sides = Sides {
            base: line.ticked.base,
            printed: line.printed,
            theirs,
            tick: seen.tick.as_ref().or(tick),
            ours: seen.state,
            because: seen.because.as_deref(),
        };
        match decide(&sides) {
            Decision::Keep => Outcome::Keep,
            Decision::Refuse(why) => Outcome::Refuse(why),
            Decision::Apply => self.apply(key, line.ticked, theirs, &seen, was),
        }
    }

    fn apply(&self, key: &str, ticked: &Ticked, theirs: &Theirs, seen: &Seen, was: Option<&str>) -> Outcome {
        if let Some(until) = theirs.until.filter(|until| *until < self.author.on) {
            return Outcome::Refuse(format!("not required until {until}: that day has passed"));
        }
        let current = text_hash(&seen.text) == ticked.hash;
        let text = if current || ticked.text.is_empty() { &seen.text } else { &ticked.text };
        let notes = [
            was.map(|old| format!("printed as `{old}`")),
            (!current).then(|| "printed at an older wording".to_string()),
        ];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        let old = self.read.progress.ticks.get(key).or(seen.tick.as_ref());
        let change = Change {
            key: key.to_string(),
            from: ticked.base,
            to: theirs.state,
            text: text.clone(),
            followed: self.followed(key, seen),
            note: (!notes.is_empty()).then(|| notes.join(", ")),
        };
        Outcome::Apply(Box::new((change, self.tick(theirs, text.clone(), old))))
    }

    /// The key of the tick that the line took over from an older wording.
    fn followed(&self, key: &str, seen: &Seen) -> Option<String> {
        let ticks = &self.read.progress.ticks;
        let span = seen.tick.as_ref().filter(|_| !ticks.contains_key(key))?.span;
        ticks.iter().find(|(_, tick)| tick.span == span).map(|(old, _)| old.clone())
    }

    /// A new tick: evidence of the old one stays, its reason and day go unless the words keep them.
    fn tick(&self, theirs: &Theirs, text: String, old: Option<&Tick>) -> Tick {
        let same = old.filter(|old| old.state == theirs.state && theirs.state != State::Done);
        Tick {
            state: theirs.state,
            by: self.author.by.map(str::to_string),
            on: Some(self.author.on),
            evidence: old.and_then(|old| old.evidence.clone()),
            text: Some(text),
            reason: theirs.reason.clone().or_else(|| same.and_then(|old| old.reason.clone())),
            until: theirs.until.or_else(|| same.and_then(|old| old.until)),
            span: crate::source::Span::default(),
        }
    }
}

fn lines(part: &Part) -> impl Iterator<Item = Returned<'_>> {
    let head = part.sheet.head.as_ref().ok();
    let printed = head.map(|head| head.as_of);
    part.sheet.ticked.iter().filter_map(move |ticked| Some(Returned { part, ticked, printed: printed? }))
}

fn nameless(part: &Part, line: u32, text: &str, days: &BTreeMap<Date, Day>) -> Refusal {
    let near = days.values().find_map(|day| day.near_text(text));
    let hint = near.map(|key| format!("; the nearest line is `{key}`")).unwrap_or_default();
    refusal(part, line, None, format!("the marked line has lost its id `<!-- gp … -->`{hint}"))
}

fn refusal(part: &Part, line: u32, key: Option<&str>, why: String) -> Refusal {
    Refusal { place: part.place(line), key: key.map(str::to_string), why }
}
