//! What a page says, as facts by name, so that two states of it can be compared. In: header, playbook.
//! Out: [`Facts`]. Never: places; where a fact stands counts only for whether an edit may have changed it.

use super::splice::{Changes, Side};
use crate::model::band::Band;
use crate::model::front_matter::FrontMatter;
use crate::model::page::Page;
use crate::model::playbook::{
    IdSource, Item, Label, LabelKind as Kind, Labels, NameRef, Playbook, Required, Scenario, ServiceScope,
    Task,
};
use crate::source::Span;
use std::collections::BTreeMap;

/// Facts by name: what is said, and the places that say it.
#[derive(Debug, Default)]
pub(super) struct Facts(BTreeMap<String, (String, Vec<Span>)>);

impl Facts {
    /// The name of the first fact that the step changed, though no edit touches it on either side.
    pub(super) fn changed<'a>(&'a self, after: &'a Self, changes: &Changes) -> Option<&'a str> {
        let same = |name: &str| {
            let (old, new) = (self.0.get(name), after.0.get(name));
            let excused = |fact: Option<&(String, Vec<Span>)>, side| {
                fact.is_some_and(|(_, places)| places.iter().any(|span| changes.touch(*span, side)))
            };
            old.map(|(text, _)| text) == new.map(|(text, _)| text)
                || excused(old, Side::Before)
                || excused(new, Side::After)
        };
        self.0.keys().chain(after.0.keys()).map(String::as_str).find(|name| !same(name))
    }

    fn say(&mut self, name: impl Into<String>, text: impl Into<String>, places: &[Span]) {
        self.0.insert(name.into(), (text.into(), places.to_vec()));
    }
}

/// What a header says. One that is no YAML says what its lines say, brackets and quotes aside.
pub(super) fn of_header(front: &FrontMatter) -> Facts {
    let mut facts = Facts::default();
    for entry in &front.entries {
        let text = entry.value.value.replace(['[', ']', '"', '\'', ' '], "");
        facts.say(format!("the key `{}`", entry.key.value), text, &[entry.key.span, entry.value.span]);
    }
    facts
}

/// What a page says beyond its blocks and its header.
pub(super) fn of_page(page: &Page) -> Facts {
    let mut facts = Facts::default();
    let title = page.front.get("title").map(|t| t.span);
    let title = title.into_iter().chain(page.playbook.sections.first().map(|s| s.span));
    facts.say("the title", &page.title, &title.collect::<Vec<_>>());
    let readers: Vec<Span> = page.audience_span.into_iter().collect();
    facts.say("who reads the page", format!("{:?}", page.audiences), &readers);
    facts.say("whether the page gives lines", format!("{}", page.playbook.has_lines), &[]);
    facts.playbook(&page.playbook);
    facts
}

impl Facts {
    fn playbook(&mut self, playbook: &Playbook) {
        self.labels("the page", &playbook.labels);
        for (n, section) in playbook.sections.iter().enumerate() {
            let name = format!("section {}", n + 1);
            self.say(format!("the anchor of {name}"), &section.anchor, &[]);
            let told = format!("{:?} {} {} {}", section.kind, section.level, section.heading, section.empty);
            self.say(name, told, &[section.span]);
        }
        for (n, scenario) in playbook.scenarios.iter().enumerate() {
            self.scenario(&format!("step {}", n + 1), scenario);
        }
        for (n, task) in playbook.tasks.iter().enumerate() {
            self.task(&format!("task row {}", n + 1), task);
        }
        self.tables(playbook);
        for (n, include) in playbook.includes.iter().enumerate() {
            self.say(format!("include {}", n + 1), format!("{:?}", include.path), &[include.span]);
        }
    }

    fn tables(&mut self, playbook: &Playbook) {
        for (n, kpi) in playbook.kpis.iter().enumerate() {
            let bands: Vec<String> =
                kpi.bands.iter().map(|b| b.as_ref().map_or_else(String::new, Band::canonical)).collect();
            let told = format!("{} {} {bands:?} {}", kpi.name, kpi.definition, kpi.rated);
            self.say(format!("KPI {}", n + 1), told, &[kpi.span, kpi.threshold_span]);
        }
        for (n, field) in playbook.data_fields.iter().enumerate() {
            let required = match &field.required {
                Required::If(text, _) => text,
                Required::Yes => "yes",
                Required::No => "no",
                Required::Unsaid => "",
            };
            let told = format!("{} {required}", field.name);
            self.say(format!("data field {}", n + 1), told, &[field.span]);
        }
        for (n, row) in playbook.ring_updates.iter().enumerate() {
            let told = format!("{} {} {}", row.id, row.name, row.link);
            self.say(format!("ring update {}", n + 1), told, &[row.span]);
        }
        for (n, row) in playbook.refresh.iter().enumerate() {
            let name = format!("row {} of the change log", n + 1);
            self.say(format!("the date of {name}"), format!("{:?}", row.date.date), &[row.date_span]);
            self.say(name, format!("{} {}", row.who, row.what), &[row.span]);
        }
    }

    fn scenario(&mut self, name: &str, scenario: &Scenario) {
        let label = |kind| scenario.labels.get(kind).map(|l: &Label| l.span).into_iter().collect::<Vec<_>>();
        self.say(format!("the id of {name}"), &scenario.id, &[]);
        // A condition that is read from the heading stays the same when it is written down.
        let written = if scenario.when.text.is_some() { Vec::new() } else { label(Kind::When) };
        self.say(format!("the condition of {name}"), format!("{:?}", scenario.when.text), &written);
        self.say(format!("the roles of {name}"), names(&scenario.roles), &label(Kind::PrimaryRole));
        self.say(
            format!("the second roles of {name}"),
            names(&scenario.secondary_roles),
            &label(Kind::SecondaryRole),
        );
        self.say(format!("the services of {name}"), services(&scenario.services), &label(Kind::AppliesTo));
        let told = format!("{} {:?} {:?}", scenario.overlay, scenario.recurrence, scenario.need);
        self.say(format!("how often {name} comes"), told, &[]);
        self.say(format!("who reads {name}"), format!("{:?}", scenario.audience), &[]);
        self.say(format!("the tasks of {name}"), format!("{:?}", scenario.tasks), &[]);
        self.items(name, &scenario.items);
    }

    fn items(&mut self, of: &str, items: &[Item]) {
        for (n, item) in items.iter().enumerate() {
            let name = format!("line {} of {of}", n + 1);
            let explicit = item.id_source == IdSource::Explicit;
            let written: &[Span] = if explicit { &[item.span] } else { &[] };
            self.say(format!("the id of {name}"), &item.id, written);
            let when = item.when.as_ref().and_then(|w| w.text.as_deref());
            let due = item.due.as_ref().map(|d| d.text.as_str());
            let done = item.done_when.as_ref().and_then(|w| w.text.as_deref());
            let roles = item.roles.as_deref().map(names);
            let services = item.services.as_ref().map(services);
            let told = format!(
                "{} {:?} {when:?} {due:?} {done:?} {roles:?} {services:?} {:?}",
                item.text, item.need, item.audience
            );
            self.say(name.clone(), told, &[item.span]);
            self.items(&name, &item.items);
        }
    }

    fn task(&mut self, name: &str, task: &Task) {
        self.say(format!("the number of {name}"), &task.id, &[]);
        let told = format!(
            "{} {:?} {} {} {:?} {:?} {:?}",
            task.name,
            task.need,
            names(&task.roles),
            services(&task.services),
            task.scenario,
            task.one_of,
            task.audience
        );
        self.say(name, told, &[task.span]);
    }

    fn labels(&mut self, of: &str, labels: &Labels) {
        for label in &labels.0 {
            let name = format!("the label {} of {of}", label.kind.as_str());
            self.say(name, label.values.join(", "), &[label.span]);
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
