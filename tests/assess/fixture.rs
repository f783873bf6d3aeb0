//! The case files. In: lines of a keyword and its text. Out: a library, customers, what to print.
//! A line belongs to the page, scenario, item, customer or service that stands last above it.

use super::build;
use gameplan::model::audience::{AudienceId, AudienceSet};
use gameplan::model::catalog::Catalog;
use gameplan::model::cohort::{Cohort, CohortRegion, Member};
use gameplan::model::customer::Customer;
use gameplan::model::date::{Date, Month};
use gameplan::model::page::Page;
use gameplan::model::playbook::{Item, LabelKind, Need, Recurrence, Scenario, Task};
use gameplan::model::progress::{Progress, State, Tick};
use gameplan::model::settings::FocusArea;
use gameplan::source::{SourceId, Span, Spanned};
use std::sync::Arc;

/// A library and its customers.
pub(crate) struct Fixture {
    pub(crate) catalog: Catalog,
    pub(crate) customers: Vec<(Customer, Progress)>,
    pub(crate) as_of: Date,
    pub(crate) show: Vec<String>,
}

impl Fixture {
    pub(crate) fn read(text: &str) -> Self {
        let as_of = "2026-09-08".parse().expect("a date");
        let mut fixture = Self { catalog: build::catalog(), customers: Vec::new(), as_of, show: Vec::new() };
        for (idx, line) in text.lines().enumerate() {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
                fixture.line(word, rest.trim(), idx + 1);
            }
        }
        for idx in 0..fixture.catalog.pages.len() {
            inherit(&mut fixture.catalog.pages[idx]);
            headings(&mut fixture.catalog.pages[idx]);
        }
        fixture
    }

    fn line(&mut self, word: &str, text: &str, line: usize) {
        match word {
            "as-of" => self.as_of = text.parse().expect("a date"),
            "show" => self.show = text.split(' ').map(String::from).collect(),
            "focus" => self.focus(text, line),
            "cohort" => self.cohort(text),
            "share" => {
                let fields = text.split(' ').map(String::from).collect();
                self.catalog.settings.share.push((AudienceId(1), fields));
            }
            "page" => {
                self.catalog.playbooks.push(self.catalog.pages.len());
                self.catalog.pages.push(build::page(text));
            }
            "customer" => self.customers.push((build::customer(text), Progress::default())),
            "tick" => self.tick(text),
            _ if !self.customers.is_empty() => self.of_customer(word, text),
            _ => self.of_page(word, text, line),
        }
    }

    fn of_customer(&mut self, word: &str, text: &str) {
        let (customer, _) = self.customers.last_mut().expect("a customer");
        if !super::record::of_service(customer, word, text) {
            super::record::of_customer(customer, word, text);
        }
    }

    fn of_page(&mut self, word: &str, text: &str, line: usize) {
        let span = build::span(self.catalog.pages.len() - 1, line);
        let when = |text: &str| build::when(&self.catalog, text, span);
        let condition = matches!(word, "when" | "item-when" | "item-done-when").then(|| when(text));
        let registry = self.catalog.registry.clone();
        let page = self.catalog.pages.last_mut().expect("a page");
        match word {
            "page-phase" => {
                Arc::make_mut(&mut page.playbook).labels.0.push(build::label(LabelKind::Phase, text, span));
            }
            "page-motions" => {
                Arc::make_mut(&mut page.playbook).labels.0.push(build::label(LabelKind::Motions, text, span));
            }
            "page-services" => Arc::make_mut(&mut page.playbook).labels.0.push(build::label(
                LabelKind::AppliesTo,
                text,
                span,
            )),
            "page-role" => Arc::make_mut(&mut page.playbook).labels.0.push(build::label(
                LabelKind::PrimaryRole,
                text,
                span,
            )),
            "page-audience" => page.audiences = readers(text),
            "page-task" => {
                // The reader of pages gives a task without a Services column the page's own services and roles.
                let audience = page.audiences;
                let labels = &page.playbook.labels;
                let of_page = |kind| labels.get(kind).map(|l| l.values.join(", "));
                let services = of_page(LabelKind::AppliesTo)
                    .map_or_else(Default::default, |t| build::scope(&registry, &t));
                let roles = of_page(LabelKind::PrimaryRole)
                    .map_or_else(Vec::new, |t| vec![build::reference(&registry.roles, &t)]);
                Arc::make_mut(&mut page.playbook).tasks.push(Task {
                    audience,
                    services,
                    roles,
                    ..task(text, span)
                });
            }
            "scenario" => {
                let (id, heading) = halves(text);
                let mut scenario = build::scenario(id, heading, span);
                scenario.audience = page.audiences;
                Arc::make_mut(&mut page.playbook).scenarios.push(scenario);
            }
            "task" => {
                let mut task = task(text, span);
                task.scenario = Some(page.playbook.scenarios.len() - 1);
                task.audience = page.audiences;
                task.services = scenario(page).services.clone();
                task.roles = scenario(page).roles.clone();
                let idx = page.playbook.tasks.len();
                Arc::make_mut(&mut page.playbook).tasks.push(task);
                scenario(page).tasks.push(idx);
            }
            "task-services" => last_task(page).services = build::scope(&registry, text),
            "task-role" => last_task(page).roles = vec![build::reference(&registry.roles, text)],
            "one-of" => one_of(page, text),
            "services" => scenario(page).services = build::scope(&registry, text),
            "role" => scenario(page).roles = vec![build::reference(&registry.roles, text)],
            "when" => scenario(page).when = condition.expect("a condition"),
            "phase" => scenario(page).labels.0.push(build::label(LabelKind::Phase, text, span)),
            "motions" => scenario(page).labels.0.push(build::label(LabelKind::Motions, text, span)),
            "overlay" => scenario(page).overlay = true,
            "includes" => scenario(page).includes.push(Spanned::new(text.to_string(), span)),
            "need" => scenario(page).need = need(text),
            "recurs" => scenario(page).recurrence = recurrence(text),
            "item" => {
                let (id, words) = halves(text);
                let mut item = build::item(id, words, span);
                item.audience = page.audiences;
                scenario(page).items.push(item);
            }
            "sub" => {
                let (id, words) = halves(text);
                let mut sub = build::item(id, words, span);
                sub.audience = page.audiences;
                item(page).items.push(sub);
            }
            "item-when" => item(page).when = condition,
            "item-done-when" => item(page).done_when = condition,
            "item-due" => item(page).due = Some(gameplan::parse::due::due(text, span).expect("a due rule")),
            "item-services" => item(page).services = Some(build::scope(&registry, text)),
            "item-role" => item(page).roles = Some(vec![build::reference(&registry.roles, text)]),
            "item-need" => item(page).need = need(text),
            other => panic!("line {line}: no keyword {other}"),
        }
    }

    fn focus(&mut self, text: &str, line: usize) {
        let (name, condition) = halves(text);
        let when = build::when(&self.catalog, condition, build::span(0, line));
        let name = build::spanned(name.to_string());
        self.catalog.settings.focus.push(FocusArea { name, when });
    }

    /// `2026-09 EMEA : fjordlys since 2026-09-03, harrow`
    fn cohort(&mut self, text: &str) {
        let (head, members) = halves(text);
        let (month, region) = head.split_once(' ').expect("month and region");
        let members = members.split(", ").map(|member| {
            let (id, since) = member.split_once(" since ").map_or((member, None), |(id, d)| (id, Some(d)));
            let since = since.map(|day| day.parse().expect("a date"));
            Member { customer: build::spanned(id.to_string()), since, focus: Vec::new() }
        });
        let (changes, actions, span) = (Vec::new(), Vec::new(), Span::default());
        let region =
            CohortRegion { region: region.into(), members: members.collect(), changes, actions, span };
        let (year, month) = month.split_once('-').expect("a month");
        let month = Month::new(year.parse().expect("a year"), month.parse().expect("a month"));
        let (source, meeting, regions) = (SourceId(0), None, vec![region]);
        self.catalog.cohorts.push(Cohort {
            month: month.expect("a month"),
            source,
            health_review: false,
            return_after_weeks: None,
            meeting,
            regions,
        });
    }

    /// `Exchange/ask done 2026-09-01 : text when ticked`; `until 2026-09-30` after the day.
    fn tick(&mut self, text: &str) {
        let (head, words) = text.split_once(" : ").map_or((text, None), |(a, b)| (a, Some(b)));
        let mut parts = head.split_whitespace();
        let key = parts.next().expect("a key").to_string();
        let state = parts.next().expect("a state").replace('-', " ");
        let state = State::ALL.into_iter().find(|s| s.as_str() == state).expect("a known state");
        let on = parts.next().filter(|day| *day != "-").map(|day| day.parse().expect("a date"));
        let until = parts.nth(1).map(|day| day.parse().expect("a date"));
        let (by, evidence, reason) = (None, None, None);
        let tick = Tick {
            state,
            by,
            on,
            evidence,
            text: words.map(String::from),
            reason,
            until,
            span: Span::default(),
        };
        self.customers.last_mut().expect("a customer").1.ticks.insert(key, tick);
    }
}

/// What a scenario lacks comes from the page.
fn inherit(page: &mut Page) {
    let labels = page.playbook.labels.clone();
    for scenario in &mut Arc::make_mut(&mut page.playbook).scenarios {
        for label in &labels.0 {
            if scenario.labels.get(label.kind).is_none() {
                scenario.labels.0.push(label.clone());
            }
        }
    }
}

fn halves(text: &str) -> (&str, &str) {
    text.split_once(" : ").unwrap_or((text, text))
}

fn readers(text: &str) -> AudienceSet {
    let ids = ["customer", "partner", "internal"];
    let ids = ids.iter().enumerate().filter(|(_, name)| text.contains(*name));
    ids.fold(AudienceSet::default(), |set, (id, _)| set.with(AudienceId(id as u8)))
}

fn need(text: &str) -> Option<Need> {
    match text {
        "M" => Some(Need::Mandatory),
        "O" => Some(Need::Optional),
        _ => None,
    }
}

fn recurrence(text: &str) -> Option<Recurrence> {
    let (from, to) = text.split_once(' ')?;
    Some(Recurrence { from: from.parse().ok()?, to: to.parse().ok()? })
}

/// `3616 M : Name`
fn task(text: &str, span: Span) -> Task {
    let (head, name) = halves(text);
    let (id, letter) = head.split_once(' ').unwrap_or((head, ""));
    Task { need: need(letter), ..build::task(id, name, span) }
}

fn scenario(page: &mut Page) -> &mut Scenario {
    Arc::make_mut(&mut page.playbook).scenarios.last_mut().expect("a scenario")
}

fn item(page: &mut Page) -> &mut Item {
    scenario(page).items.last_mut().expect("an item")
}

fn last_task(page: &mut Page) -> &mut Task {
    Arc::make_mut(&mut page.playbook).tasks.last_mut().expect("a task")
}

fn one_of(page: &mut Page, text: &str) {
    let ids: Vec<String> = text.split(", ").map(String::from).collect();
    for task in Arc::make_mut(&mut page.playbook).tasks.iter_mut().filter(|t| ids.contains(&t.id)) {
        task.one_of = Some(ids.clone());
    }
}

/// The reader of pages gives a scenario without items and tasks its heading as line.
fn headings(page: &mut Page) {
    for scenario in Arc::make_mut(&mut page.playbook)
        .scenarios
        .iter_mut()
        .filter(|s| s.items.is_empty() && s.tasks.is_empty())
    {
        let mut line = build::item(&scenario.id, &scenario.heading, scenario.span);
        line.id_source = gameplan::model::playbook::IdSource::Heading;
        line.audience = scenario.audience;
        scenario.items.push(line);
    }
}
