//! Standings on KPI rows and required data fields: cases as text, one driver. `BLESS=1` accepts what comes out.

#![allow(clippy::unwrap_used, reason = "a case that cannot be read is a fault of the test")]

#[path = "support/golden.rs"]
mod golden;
#[path = "measures/builder.rs"]
mod builder;

use gameplan::assess::measures::service_states;
use gameplan::assess::{Missing, ServiceState, Standing, data, standing};
use gameplan::diagnostic::Findings;
use gameplan::model::Name;
use gameplan::model::audience::AudienceSet;
use gameplan::model::catalog::Catalog;
use gameplan::model::condition::{Rule, When};
use gameplan::model::customer::Customer;
use gameplan::model::front_matter::FrontMatter;
use gameplan::model::measure::Measure;
use gameplan::model::page::Page;
use gameplan::model::playbook::{DataField, Kpi, Playbook, Required};
use gameplan::parse::band::thresholds;
use gameplan::parse::when::{self, Words};
use gameplan::source::{SourceId, Span};
use std::cell::Cell;

struct Case {
    catalog: Catalog,
    customer: Customer,
    day: String,
    /// Rows so far: each has a span of its own.
    rows: Cell<u32>,
}

impl Case {
    fn new() -> Self {
        let day = "2026-09-08".to_string();
        Self { catalog: builder::catalog(), customer: builder::empty(), day, rows: Cell::new(0) }
    }

    fn span(&self) -> Span {
        self.rows.set(self.rows.get() + 1);
        Span { source: SourceId(1), start: self.rows.get(), end: self.rows.get() }
    }

    fn read(&mut self, line: &str) {
        let (key, rest) = line.split_once(' ').unwrap();
        match key {
            "on" => self.day = rest.to_string(),
            "page" => self.page(rest),
            "kpi" => {
                let kpi = self.kpi(rest);
                std::sync::Arc::make_mut(&mut self.catalog.pages.last_mut().unwrap().playbook).kpis.push(kpi);
            }
            "field" => {
                let field = self.field(rest);
                std::sync::Arc::make_mut(&mut self.catalog.pages.last_mut().unwrap().playbook)
                    .data_fields
                    .push(field);
            }
            "alias" => {
                let (name, measure) = rest.split_once(" = ").unwrap();
                let measure = Measure::ALL.into_iter().find(|m| m.name() == measure).unwrap();
                self.catalog.settings.measure_aliases.push((name.to_string(), measure));
            }
            "place" => {
                let (field, path) = rest.split_once(" = ").unwrap();
                self.catalog.settings.fields.insert(field.to_string(), path.to_string());
            }
            _ => {
                let (service, words) = line.split_once(": ").unwrap();
                let words = words.replace("FJORDLYS", builder::FJORDLYS);
                builder::add_service(&mut self.customer, service, &words);
            }
        }
    }

    fn page(&mut self, rest: &str) {
        let (path, services) = rest.split_once(": ").unwrap();
        let applies_to = services.split(", ").map(Name::from).collect();
        self.catalog.playbooks.push(self.catalog.pages.len());
        self.catalog.pages.push(Page {
            path: path.to_string(),
            source: SourceId(1),
            front: FrontMatter::default(),
            title: path.to_string(),
            audiences: AudienceSet::default(),
            audience_span: None,
            blocks: Vec::new().into(),
            playbook: Playbook { applies_to, ..Playbook::default() }.into(),
            routed: true,
            gives_lines: true,
            translation_of: None,
            language: None,
        });
    }

    fn kpi(&self, rest: &str) -> Kpi {
        let cells: Vec<&str> = rest.split('|').map(str::trim).collect();
        let colours = ["green", "yellow", "red"].map(|c| vec![c.to_string()]);
        let read = thresholds(cells[2], Span::default(), &colours);
        Kpi {
            name: cells[0].to_string(),
            definition: cells[1].to_string(),
            rated: read.unread.is_empty() && read.bands.iter().any(Option::is_some),
            bands: read.bands,
            unread: read.unread.into_iter().map(|u| u.text).collect(),
            text: cells[2].to_string(),
            span: self.span(),
            threshold_span: Span::default(),
            audience: AudienceSet::default(),
        }
    }

    fn field(&self, rest: &str) -> DataField {
        let (name, required) = rest.split_once(" | ").unwrap();
        let required = match required {
            "Yes" => Required::Yes,
            "No" => Required::No,
            text => {
                let words = text.strip_prefix("when ");
                let when = words.map(|w| self.when(w)).unwrap_or_default();
                Required::If(text.to_string(), Box::new(when))
            }
        };
        DataField { name: name.to_string(), required, span: self.span(), audience: AudienceSet::default() }
    }

    fn when(&self, words: &str) -> When {
        let Catalog { registry, vocabulary, settings, .. } = &self.catalog;
        let names = Words { registry, vocabulary, measure_aliases: &settings.measure_aliases };
        let mut findings = Findings::default();
        let when = when::read(words, Span::default(), &names, &mut findings);
        assert!(matches!(when.rule, Rule::All(_)), "{words}: {:?}", when.rule);
        when
    }

    fn outcome(&self) -> String {
        let (catalog, customer, day) = (&self.catalog, &self.customer, builder::date(&self.day));
        let locate = |span: Span| ("p.md".to_string(), span.start);
        let states: Vec<ServiceState> = service_states(catalog, customer, day);
        let mut out = String::new();
        for state in &states {
            for found in standing::all(catalog, customer, state, &locate) {
                out += &shown(state, &found);
            }
        }
        for found in data::missing(catalog, customer, &states, day, &locate) {
            out += &lacking(&found);
        }
        if out.is_empty() { "    nothing\n".to_string() } else { out }
    }
}

fn shown(state: &ServiceState, found: &Standing) -> String {
    let value = found.value.as_deref().unwrap_or("?");
    let next = match (found.seats_to_next, found.next) {
        (Some(seats), Some(next)) => format!(", {seats} to {}", next.as_str()),
        _ => String::new(),
    };
    let line = found.because.rule.as_ref().unwrap().line;
    let rating = found.rating.as_str();
    let audience = found.audience.0;
    format!(
        "    {} {}: {rating}, {value}{next} [{audience}]\n        row {line}: {}\n",
        state.name, found.name, found.because.fact
    )
}

fn lacking(found: &Missing) -> String {
    let service = found.service.as_ref().map_or("record", |s| s.as_str());
    format!(
        "    {service} lacks {}\n        row {}: {} [{}]\n",
        found.field, found.rule.line, found.help, found.audience.0
    )
}

#[test]
fn rows_are_rated_and_fields_are_asked() {
    let path = "tests/standing/cases.txt";
    let text = std::fs::read_to_string(path).unwrap();
    let mut out = String::new();
    for block in text.trim_end().split("\n\n") {
        let mut case = Case::new();
        let given: Vec<&str> = block.lines().filter(|l| !l.starts_with("    ")).collect();
        given.iter().filter(|l| !l.starts_with('#')).for_each(|line| case.read(line));
        let outcome = if case.catalog.pages.is_empty() { String::new() } else { case.outcome() };
        out += &format!("{}\n{outcome}\n", given.join("\n"));
    }
    let out = format!("{}\n", out.trim_end());
    golden::same(path, &out);
}
