//! What changed for one customer, and why. In: snapshots of both libraries, and of the old one with one thing
//! exchanged. Out: [`Change`]s. Never: a cause that was not tried, where more than one thing differs.

use super::seen::value;
use super::{Aspect, Cause, Change, Edit, Factor, Group, Kind, Seen, Snapshot, Subject};

/// A customer before and after, and what lies between.
#[derive(Clone, Copy, Debug)]
pub struct Worlds<'a> {
    /// Before.
    pub base: &'a Snapshot,
    /// After.
    pub head: &'a Snapshot,
    /// What differs.
    pub differ: &'a [Factor],
    /// Before, with one of them as it is after; empty if only one differs.
    pub singles: &'a [(Factor, Snapshot)],
    /// The library's edits.
    pub edits: &'a [Edit],
    /// The customer's id.
    pub customer: &'a str,
}

/// Where a change is read: its kind, the place in the documents.
type Rank = (Kind, (usize, usize));

/// Everything that changed, in reading order: steps with their lines, then KPIs, focus areas, data.
pub fn changes(worlds: &Worlds<'_>) -> Vec<Change> {
    let mut found: Vec<(Rank, Change)> = Vec::new();
    let gone = worlds.base.iter().filter(|(aspect, _)| !worlds.head.contains_key(*aspect));
    for (aspect, seen) in worlds.head.iter().chain(gone) {
        if !worlds.differs(aspect) || !worlds.is_said(aspect) {
            continue;
        }
        let (from, to) = (worlds.base.get(aspect), worlds.head.get(aspect));
        let (causes, together) = worlds.causes(aspect, from, to);
        let shown = |seen: &Seen| {
            Some(seen.shown.clone().unwrap_or_else(|| seen.value.clone())).filter(|_| !seen.value.is_empty())
        };
        // A reason of before says nothing about now; a figure does.
        let told = if aspect.kind == Kind::Band { to.or(from) } else { to };
        let because = told.map_or_else(String::new, |seen| seen.because.clone());
        let class = if aspect.kind <= Kind::State { aspect.kind.min(Kind::Step) } else { aspect.kind };
        let change = Change {
            aspect: aspect.clone(),
            title: worlds.title(aspect).unwrap_or_else(|| seen.title.clone()),
            from: from.and_then(shown),
            to: to.and_then(shown),
            because,
            causes,
            together,
        };
        found.push(((class, seen.order), change));
    }
    found.sort_by(|(a, one), (b, other)| (a, &one.aspect).cmp(&(b, &other.aspect)));
    found.into_iter().map(|(_, change)| change).collect()
}

impl Worlds<'_> {
    /// How a line is done is compared where it is to be done before and after. Not said is what something else says:
    /// a step that moves takes its lines along to another lane, a lost tick its state.
    fn is_said(&self, aspect: &Aspect) -> bool {
        let of_kind = |kind| Aspect { kind, ..aspect.clone() };
        let applies = |world: &Snapshot| value(world, &of_kind(Kind::Line)) == Some("applies");
        match aspect.kind {
            Kind::Line => {
                let (from, to) = (value(self.base, aspect), value(self.head, aspect));
                let comes_or_goes = [from, to].iter().all(|v| v.is_none_or(|v| v == "applies"));
                comes_or_goes || !self.step_of(aspect).is_some_and(|step| self.moves_alike(&step, from, to))
            }
            Kind::State if self.differs(&of_kind(Kind::Tick)) => false,
            Kind::Wording | Kind::Need | Kind::Role | Kind::Due | Kind::State => {
                applies(self.base) && applies(self.head)
            }
            _ => true,
        }
    }

    fn moves_alike(&self, step: &Aspect, from: Option<&str>, to: Option<&str>) -> bool {
        value(self.base, step) == from && value(self.head, step) == to
    }

    /// The step of a line, for the same service.
    fn step_of(&self, line: &Aspect) -> Option<Aspect> {
        let home = |world: &Snapshot| world.get(line).and_then(|seen| seen.step.clone());
        let (page, id) = home(self.head).or_else(|| home(self.base))?;
        Some(Aspect { kind: Kind::Step, service: line.service.clone(), subject: Subject::Step(page, id) })
    }

    /// What makes the aspect what it is now: each thing that does it alone; if none does, all that differ together.
    fn causes(&self, aspect: &Aspect, from: Option<&Seen>, to: Option<&Seen>) -> (Vec<Cause>, bool) {
        let is_now = |world: &Snapshot| value(world, aspect) == value(self.head, aspect);
        let alone: Vec<Factor> =
            self.singles.iter().filter(|(_, world)| is_now(world)).map(|(f, _)| *f).collect();
        let together = alone.is_empty() && self.differ.len() > 1;
        let factors = if alone.is_empty() { self.differ } else { &alone };
        let mut causes: Vec<Cause> = Vec::new();
        for factor in factors {
            match factor {
                Factor::Library => causes.extend(self.in_library(aspect, from, to)),
                Factor::Settings => causes.push(Cause::Edits(Group::Settings)),
                Factor::Record => causes.push(Cause::Edits(Group::Record(self.customer.to_string()))),
                Factor::Day => causes.push(Cause::Day),
            }
        }
        causes.sort();
        causes.dedup();
        (causes, together)
    }

    /// The edits that the aspect rests on: of the thing itself or of the rule that decides, else of what it is in.
    fn in_library(&self, aspect: &Aspect, from: Option<&Seen>, to: Option<&Seen>) -> Vec<Cause> {
        let step = |seen: Option<&Seen>| seen.and_then(|seen| seen.step.clone());
        let home = step(to).or_else(|| step(from));
        let decided = self.of_rule(from, to);
        let of = |edit: &Edit| edit.subject == aspect.subject || is_part(&edit.subject, &aspect.subject);
        let of_step = |edit: &Edit| {
            home.as_ref().is_some_and(|(page, id)| edit.subject == Subject::Step(page.clone(), id.clone()))
        };
        let page = page_of(aspect).or(home.as_ref().map(|(page, _)| page.as_str()));
        let of_page = |edit: &Edit| page.is_some_and(|page| edit.subject == Subject::Page(page.to_string()));
        let conditions =
            |edit: &Edit| page.is_some_and(|page| edit.group == Group::Conditions(page.to_string()));
        let cohorts = |edit: &Edit| matches!(edit.group, Group::Cohorts(_));
        let step_moved =
            aspect.kind == Kind::Line && self.step_of(aspect).is_some_and(|step| self.differs(&step));
        // A line comes and goes with its step, whatever else was edited in it.
        let tiers: [&dyn Fn(&Edit) -> bool; 5] = match step_moved {
            true => [&|e| of_step(e) || decided(e), &of, &of_page, &conditions, &cohorts],
            false => [&|e| of(e) || decided(e), &of_step, &of_page, &conditions, &cohorts],
        };
        let groups = |tier: &&dyn Fn(&Edit) -> bool| -> Vec<Cause> {
            let named = self.edits.iter().filter(|e| e.group != Group::Settings && tier(e));
            named.map(|edit| Cause::Edits(edit.group.clone())).collect()
        };
        let found = tiers.iter().map(groups).find(|causes| !causes.is_empty());
        found.unwrap_or_else(|| vec![Cause::Library])
    }

    /// A tick is called as its line, wherever it stands or stood.
    fn title(&self, aspect: &Aspect) -> Option<String> {
        let line = Aspect { kind: Kind::Wording, ..aspect.clone() };
        let seen = self.head.get(&line).or_else(|| self.base.get(&line));
        seen.filter(|_| aspect.kind == Kind::Tick).map(|seen| seen.title.clone())
    }

    fn differs(&self, aspect: &Aspect) -> bool {
        value(self.base, aspect) != value(self.head, aspect)
    }

    /// Edits of the rules that decided before and after.
    fn of_rule<'s>(&self, from: Option<&'s Seen>, to: Option<&'s Seen>) -> impl Fn(&Edit) -> bool + 's {
        let was = from.and_then(|seen| seen.rule.as_ref());
        let is = to.and_then(|seen| seen.rule.as_ref());
        move |edit| is.is_some_and(|rule| edit.place == *rule) || was.is_some_and(|rule| edit.was == *rule)
    }
}

/// A part of a required field (`DIBS: success owner`); a line whose id is its step's or begins with it, or with its page's.
fn is_part(whole: &Subject, part: &Subject) -> bool {
    match (whole, part) {
        (Subject::Row(page, field), Subject::Row(other, part)) => {
            page == other && part.split(": ").next() == Some(field.as_str())
        }
        (Subject::Step(_, step), Subject::Line(id)) => {
            id.strip_prefix(step.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        }
        (Subject::Page(page), Subject::Line(id)) => {
            let file = page.rsplit('/').next().and_then(|name| name.strip_suffix(".md"));
            id.split_once('.').is_some_and(|(stem, _)| Some(stem) == file)
        }
        _ => false,
    }
}

fn page_of(aspect: &Aspect) -> Option<&str> {
    match &aspect.subject {
        Subject::Page(page) | Subject::Step(page, _) | Subject::Row(page, _) => Some(page),
        Subject::Line(_) | Subject::Of(_) => None,
    }
}
