//! Values of the model for tests. In: a few words. Out: registries, empty scenarios, items, tasks, records.

use gameplan::model::Name;
use gameplan::model::audience::{AudienceId, AudienceSet};
use gameplan::model::catalog::Catalog;
use gameplan::model::condition::{When, WhenSource};
use gameplan::model::customer::{Customer, Dates, ServiceRecord};
use gameplan::model::front_matter::FrontMatter;
use gameplan::model::page::Page;
use gameplan::model::playbook::{
    IdSource, Item, Label, LabelKind, NameRef, Playbook, Scenario, ServiceScope, Task,
};
use gameplan::model::prose::FragmentId;
use gameplan::model::registry::{Names, Registry};
use gameplan::parse::when::{Words, read};
use gameplan::source::{SourceId, Span, Spanned};

/// A registry of invented and common names.
pub(crate) fn registry() -> Registry {
    let mut registry = Registry::default();
    fill(&mut registry.services, &["Exchange=EXO", "Teams", "Yammer", "AADP", "Intune"]);
    fill(
        &mut registry.roles,
        &["FastTrack Manager=FM", "FastTrack Engineer=FE", "Migration Velocity Manager=MVM"],
    );
    let phases = ["Initiate", "Assess", "Remediate", "Enable", "Migrate=Migration", "Adoption", "Operate"];
    fill(&mut registry.phases, &phases);
    let statuses = ["In Progress", "Blocked", "No Intent", "Status Unknown", "Duplicate/Invalid"];
    fill(&mut registry.statuses, &statuses);
    let reasons = [
        ("In Progress", "Migration"),
        ("Blocked", "Customer IT Infrastructure"),
        ("Blocked", "Legal"),
        ("No Intent", "On-Premises"),
    ];
    registry.reasons = reasons.iter().map(|(a, b)| (Name::from(*a), Name::from(*b))).collect();
    registry.engineering_reasons = vec![("Customer IT Infrastructure".into(), "Network".into())];
    registry.groups.insert("EMS".to_string(), vec!["AADP".into(), "Intune".into()]);
    registry
}

fn fill(names: &mut Names, list: &[&str]) {
    for entry in list {
        let (name, alias) = entry.split_once('=').unwrap_or((entry, ""));
        names.add(name, Some(alias).filter(|a| !a.is_empty()));
    }
}

/// A library with that registry, yes and no.
pub(crate) fn catalog() -> Catalog {
    let mut catalog = Catalog { registry: registry(), ..Catalog::default() };
    catalog.vocabulary.yes = vec!["yes".into()];
    catalog.vocabulary.no = vec!["no".into()];
    catalog
}

/// A condition; one that cannot be read stays unreadable.
pub(crate) fn when(catalog: &Catalog, text: &str, span: Span) -> When {
    if text == "on demand" {
        let rule = gameplan::model::condition::Rule::OnDemand;
        return When { text: Some(text.into()), source: WhenSource::Heading, rule, span };
    }
    let words = Words { registry: &catalog.registry, vocabulary: &catalog.vocabulary, measure_aliases: &[] };
    read(text, span, &words, &mut gameplan::diagnostic::Findings::default())
}

/// `All`, `Core`, or names; one that the registry lacks is unknown.
pub(crate) fn scope(registry: &Registry, text: &str) -> ServiceScope {
    match text {
        "All" => ServiceScope::All,
        "Core" => ServiceScope::Customer,
        list => {
            ServiceScope::Named(list.split(", ").map(|name| reference(&registry.services, name)).collect())
        }
    }
}

pub(crate) fn reference(names: &Names, text: &str) -> NameRef {
    match names.find(text) {
        Some(name) => NameRef { name: name.clone(), known: true },
        None => NameRef { name: text.into(), known: false },
    }
}

/// The `line`-th line of the file with that index.
pub(crate) fn span(file: usize, line: usize) -> Span {
    Span { source: SourceId(file as u32), start: line as u32, end: line as u32 + 1 }
}

pub(crate) fn spanned<T>(value: T) -> Spanned<T> {
    Spanned { value, span: Span::default() }
}

pub(crate) fn internal() -> AudienceSet {
    AudienceSet::only(AudienceId(2))
}

pub(crate) fn page(path: &str) -> Page {
    Page {
        path: path.to_string(),
        source: SourceId(0),
        front: FrontMatter::default(),
        title: path.to_string(),
        audiences: internal(),
        audience_span: None,
        blocks: Vec::new().into(),
        playbook: Playbook::default().into(),
        routed: true,
        gives_lines: true,
        translation_of: None,
        language: None,
    }
}

pub(crate) fn label(kind: LabelKind, text: &str, span: Span) -> Label {
    let values = text.split(" / ").filter(|v| !v.is_empty()).map(String::from).collect();
    Label { kind, values, text: text.to_string(), span }
}

pub(crate) fn scenario(id: &str, heading: &str, span: Span) -> Scenario {
    Scenario {
        id: id.to_string(),
        id_source: IdSource::Derived,
        heading: heading.to_string(),
        span,
        level: 3,
        anchor: id.to_string(),
        labels: Default::default(),
        roles: Vec::new(),
        secondary_roles: Vec::new(),
        services: ServiceScope::Customer,
        when: When::default(),
        overlay: false,
        includes: Vec::new(),
        recurrence: None,
        need: None,
        items: Vec::new(),
        tasks: Vec::new(),
        audience: internal(),
    }
}

pub(crate) fn item(id: &str, text: &str, span: Span) -> Item {
    Item {
        id: id.to_string(),
        id_source: IdSource::Explicit,
        span,
        text: text.to_string(),
        fragment: FragmentId(0),
        detail: None,
        detail_words: 0,
        lead: None,
        need: None,
        when: None,
        due: None,
        done_when: None,
        roles: None,
        services: None,
        items: Vec::new(),
        audience: internal(),
    }
}

pub(crate) fn task(id: &str, name: &str, span: Span) -> Task {
    Task {
        id: id.to_string(),
        name: name.to_string(),
        fragment: FragmentId(0),
        need: None,
        roles: Vec::new(),
        services: ServiceScope::Customer,
        service_names: Vec::new(),
        span,
        scenario: None,
        audience: internal(),
        due: None,
        one_of: None,
    }
}

pub(crate) fn customer(id: &str) -> Customer {
    Customer {
        id: id.to_string(),
        source: SourceId(1000),
        span: Span::default(),
        name: id.to_string(),
        external_name: None,
        tpid: None,
        tenants: Vec::new(),
        region: None,
        segment: None,
        managed: None,
        motions: Vec::new(),
        people: Vec::new(),
        partners: Vec::new(),
        renewal: None,
        health: None,
        status_note: None,
        data: Default::default(),
        services: Vec::new(),
        actions: Vec::new(),
        decisions: Vec::new(),
        risks: Vec::new(),
        milestones: Vec::new(),
        ask: None,
        notes: Vec::new(),
        playbooks: None,
    }
}

pub(crate) fn service(name: &str) -> ServiceRecord {
    ServiceRecord {
        name: spanned(name.into()),
        known: true,
        entitled: None,
        overridden: None,
        phase: None,
        engagement: None,
        intended: None,
        dibs: None,
        status: Vec::new(),
        dates: Dates::default(),
        migration_velocity_manager: None,
        usage: Default::default(),
        tags: Vec::new(),
        data: Default::default(),
        span: Span::default(),
    }
}
