//! What a page says, as facts about things in it, so that two states of it can be compared. In: header, playbook.
//! Out: [`Facts`]. Never: a fact that changed and is not told, unless an edit lies where it is said.

use super::splice::{Changes, Side};
use crate::model::band::Band;
use crate::model::condition::Rule;
use crate::model::front_matter::FrontMatter;
use crate::model::page::Page;
use crate::model::playbook::{
    IdSource, Item, Label, LabelKind as Kind, Labels, NameRef, Playbook, Required, Scenario, ServiceScope,
    Task,
};
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;

/// Where facts are that belong to no place.
const NOWHERE: Span = Span { source: SourceId(u32::MAX), start: 0, end: 0 };

/// Facts in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Facts(Vec<Fact>);

/// One thing that is said of another.
#[derive(Debug)]
struct Fact {
    /// `the id of the line`.
    name: String,
    /// The thing itself: what is put in or taken out whole may have any facts.
    of: Span,
    text: String,
    /// Where it is said: an edit there may change it.
    places: Vec<Span>,
}

/// A fact's name, and where its thing begins after the step: file and byte.
type At<'a> = (&'a str, Option<(u32, usize)>);

/// What a fact is told apart by; the number counts several at one place.
type Key<'a> = (At<'a>, usize);

impl Facts {
    /// The first fact that the step changed, though no edit touches it on either side, and where its thing is.
    pub(super) fn changed<'a>(&'a self, after: &'a Self, changes: &Changes) -> Option<(&'a str, Span)> {
        let (old, new) = (self.keyed(changes, Side::Before), after.keyed(changes, Side::After));
        let excused = |fact: Option<&&Fact>, side| {
            fact.is_some_and(|f| {
                f.places.iter().any(|span| changes.touch(*span, side)) || changes.cover(f.of, side)
            })
        };
        let differs = |key: &&Key<'a>| {
            let (a, b) = (old.get(*key), new.get(*key));
            a.map(|f| &f.text) != b.map(|f| &f.text) && !excused(a, Side::Before) && !excused(b, Side::After)
        };
        let key = old.keys().chain(new.keys()).find(differs)?;
        let fact = old.get(key).or_else(|| new.get(key))?;
        Some((&fact.name, fact.of))
    }

    fn keyed(&self, changes: &Changes, side: Side) -> BTreeMap<Key<'_>, &Fact> {
        let mut keyed = BTreeMap::new();
        let mut seen: BTreeMap<At<'_>, usize> = BTreeMap::new();
        for fact in &self.0 {
            let start = fact.of.start as usize;
            let place = match side {
                Side::Before => changes.target(fact.of.source, start),
                Side::After => Some(start),
            };
            let place = place.map(|at| (fact.of.source.0, at));
            let at = (fact.name.as_str(), place);
            let several = seen.entry(at).or_default();
            keyed.insert((at, *several), fact);
            *several += 1;
        }
        keyed
    }

    fn say(&mut self, name: &str, of: Span, text: impl Into<String>, places: &[Span]) {
        self.0.push(Fact { name: name.to_string(), of, text: text.into(), places: places.to_vec() });
    }
}

/// What a header says. One that is no YAML says what its lines say, brackets and quotes aside.
pub(super) fn of_header(front: &FrontMatter) -> Facts {
    let mut facts = Facts::default();
    for entry in &front.entries {
        let text = entry.value.value.replace(['[', ']', '"', '\'', ' '], "");
        // A key is the same wherever it stands: of two equal ones either may go.
        let name = format!("the key `{}`", entry.key.value);
        facts.say(&name, NOWHERE, text, &[entry.key.span, entry.value.span]);
    }
    facts
}

/// What a page says beyond its blocks and its header.
pub(super) fn of_page(page: &Page) -> Facts {
    let mut facts = Facts::default();
    let title = page.front.get("title").map(|t| t.span);
    let title = title.into_iter().chain(page.playbook.sections.first().map(|s| s.span));
    facts.say("the title", NOWHERE, &page.title, &title.collect::<Vec<_>>());
    let readers: Vec<Span> = page.audience_span.into_iter().collect();
    facts.say("who reads the page", NOWHERE, format!("{:?}", page.audiences), &readers);
    facts.playbook(&page.playbook);
    facts
}

impl Facts {
    fn playbook(&mut self, playbook: &Playbook) {
        self.labels(&playbook.labels);
        for section in &playbook.sections {
            self.say("the anchor of the heading", section.span, &section.anchor, &[]);
            let told = format!("{:?} {} {} {}", section.kind, section.level, section.heading, section.empty);
            self.say("the heading", section.span, told, &[section.span]);
        }
        for scenario in &playbook.scenarios {
            self.scenario(scenario);
        }
        for task in &playbook.tasks {
            let scenario = task.scenario.and_then(|n| playbook.scenarios.get(n)).map(|s| s.id.as_str());
            self.task(task, scenario);
        }
        self.tables(playbook);
        for include in &playbook.includes {
            self.say("the include", include.span, format!("{:?}", include.path), &[include.span]);
        }
    }

    fn tables(&mut self, playbook: &Playbook) {
        for kpi in &playbook.kpis {
            let bands = kpi.bands.iter().map(|b| b.as_ref().map_or_else(String::new, Band::canonical));
            let told =
                format!("{} {} {:?} {}", kpi.name, kpi.definition, bands.collect::<Vec<_>>(), kpi.rated);
            self.say("the KPI", kpi.span, told, &[kpi.span]);
        }
        for field in &playbook.data_fields {
            let required = match &field.required {
                Required::If(text, _) => text,
                Required::Yes => "yes",
                Required::No => "no",
                Required::Unsaid => "",
            };
            self.say("the data field", field.span, format!("{} {required}", field.name), &[field.span]);
        }
        for row in &playbook.ring_updates {
            let told = format!("{} {} {}", row.id, row.name, row.link);
            self.say("the ring update", row.span, told, &[row.span]);
        }
        for row in &playbook.refresh {
            let date = format!("{:?}", row.date.date);
            self.say("the date in the change log", row.span, date, &[row.date_span]);
            let told = format!("{} {}", row.who, row.what);
            self.say("the row of the change log", row.span, told, &[row.span]);
        }
    }

    fn scenario(&mut self, scenario: &Scenario) {
        let of = scenario.span;
        let label = |kind| scenario.labels.get(kind).map(|l: &Label| l.span).into_iter().collect::<Vec<_>>();
        self.say("the id of the step", of, &scenario.id, &[]);
        // A condition that is read from the heading stays the same when it is written down; one that cannot be read says
        // nothing that an edit in it could change.
        let says = scenario.when.text.is_some() && !matches!(scenario.when.rule, Rule::Unreadable(_));
        let written = if says { Vec::new() } else { label(Kind::When) };
        self.say("the condition of the step", of, format!("{:?}", scenario.when.text), &written);
        self.say("the roles of the step", of, names(&scenario.roles), &label(Kind::PrimaryRole));
        let second = names(&scenario.secondary_roles);
        self.say("the secondary roles of the step", of, second, &label(Kind::SecondaryRole));
        let services = services(&scenario.services);
        self.say("the services of the step", of, services, &label(Kind::AppliesTo));
        let told = format!("{} {:?} {:?}", scenario.overlay, scenario.recurrence, scenario.need);
        self.say("the cadence of the step", of, told, &[]);
        self.say("who reads the step", of, format!("{:?}", scenario.audience), &[]);
        self.items(&scenario.items, &scenario.id);
    }

    fn items(&mut self, items: &[Item], of: &str) {
        // A line that is its heading is there only while the step has no other.
        for item in items.iter().filter(|item| item.id_source != IdSource::Heading) {
            let explicit = item.id_source == IdSource::Explicit;
            let written: &[Span] = if explicit { &[item.span] } else { &[] };
            self.say("the id of the line", item.span, &item.id, written);
            let when = item.when.as_ref().and_then(|w| w.text.as_deref());
            let due = item.due.as_ref().map(|d| d.text.as_str());
            let done = item.done_when.as_ref().and_then(|w| w.text.as_deref());
            let roles = item.roles.as_deref().map(names);
            let services = item.services.as_ref().map(services);
            let told = format!("{of} {} {:?} {when:?} {due:?} {done:?}", item.text, item.need);
            let told = format!("{told} {roles:?} {services:?} {:?}", item.audience);
            self.say("the line", item.span, told, &[item.span]);
            self.items(&item.items, of);
        }
    }

    fn task(&mut self, task: &Task, scenario: Option<&str>) {
        self.say("the number of the task", task.span, &task.id, &[]);
        let (roles, services) = (names(&task.roles), services(&task.services));
        let told = format!("{} {:?} {roles} {services} {:?}", task.name, task.need, task.one_of);
        self.say("the task", task.span, format!("{told} {scenario:?} {:?}", task.audience), &[task.span]);
    }

    fn labels(&mut self, labels: &Labels) {
        for label in &labels.0 {
            let told = format!("{:?} {}", label.kind, label.values.join(", "));
            self.say("the label of the page", label.span, told, &[label.span]);
        }
    }
}

fn names(names: &[NameRef]) -> String {
    names.iter().map(|n| n.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn services(scope: &ServiceScope) -> String {
    match scope {
        ServiceScope::Customer => "once".to_string(),
        ServiceScope::All => "all".to_string(),
        ServiceScope::Named(list) => names(list),
    }
}
