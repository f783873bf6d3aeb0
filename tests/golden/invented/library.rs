//! The library: a page for inside and partners with three bands, a blockage and more; one for inside alone.
//! In: nothing. Out: the catalog. Never: prose.

use super::*;
use gameplan::model::audience::AudienceSet;
use gameplan::model::catalog::Catalog;
use gameplan::model::condition::{Clause, Rule, Test, When, WhenSource};
use gameplan::model::front_matter::FrontMatter;
use gameplan::model::measure::Measure;
use gameplan::model::page::Page;
use gameplan::model::playbook::*;
use gameplan::source::SourceId;

fn scenario(id: &str, heading: &str, rule: Rule) -> Scenario {
    Scenario {
        id: id.into(),
        id_source: IdSource::Derived,
        heading: heading.into(),
        span: Span::default(),
        level: 3,
        anchor: id.into(),
        labels: Labels::default(),
        roles: Vec::new(),
        secondary_roles: Vec::new(),
        services: ServiceScope::Named(vec![NameRef { name: Name::from("Exchange"), known: true }]),
        when: When { text: None, source: WhenSource::Heading, rule, span: Span::default() },
        overlay: false,
        includes: Vec::new(),
        recurrence: None,
        need: None,
        items: Vec::new(),
        tasks: Vec::new(),
        audience: AudienceSet::only(INTERNAL).with(PARTNER),
    }
}

fn usage(low: Option<Edge>, high: Option<Edge>, text: &str) -> Rule {
    let test = Test::Band { measure: Measure::ActiveUsage, band: band(low, high, text) };
    Rule::All(vec![Clause { text: format!("active usage {text}"), test }])
}

fn page(path: &str, title: &str, audiences: AudienceSet, playbook: Playbook) -> Page {
    Page {
        path: path.into(),
        source: SourceId(0),
        front: FrontMatter::default(),
        title: title.into(),
        audiences,
        audience_span: None,
        blocks: Vec::new().into(),
        playbook: playbook.into(),
        routed: true,
        gives_lines: true,
        translation_of: None,
        language: None,
    }
}

pub(crate) fn catalog() -> Catalog {
    let both = AudienceSet::only(INTERNAL).with(PARTNER);
    let mail = Playbook {
        scenarios: vec![
            scenario("mail.start", "New mailboxes below 10 %", usage(None, edge(10, false), "< 10 %")),
            scenario(
                "mail.move",
                "Moving mailboxes 10–40 %",
                usage(edge(10, true), edge(40, true), "10 %–40 %"),
            ),
            scenario("mail.most", "Most mailboxes moved, above 40 %", usage(edge(40, false), None, "> 40 %")),
            Scenario { overlay: true, ..scenario("mail.blocked", "Blocked seats", Rule::Always) },
            scenario("mail.review", "Opportunity Review", Rule::Always),
            scenario("mail.help", "Escalation path", Rule::OnDemand),
            scenario("mail.first", "First talk with the customer", Rule::Always),
            scenario("mail.operate", "Handing over to operations", Rule::Always),
        ],
        kpis: vec![Kpi {
            name: "AU".into(),
            definition: "All up".into(),
            bands: [None, None, None],
            unread: Vec::new(),
            text: "51+/".into(),
            rated: true,
            span: Span::default(),
            threshold_span: Span::default(),
            audience: both,
        }],
        data_fields: ["DIBS", "FM", "Overall Status"]
            .map(|name| DataField {
                name: name.into(),
                required: Required::Yes,
                span: Span::default(),
                audience: AudienceSet::only(INTERNAL),
            })
            .to_vec(),
        ..Playbook::default()
    };
    let core = Playbook {
        scenarios: vec![Scenario {
            services: ServiceScope::Customer,
            audience: AudienceSet::only(INTERNAL),
            ..scenario("core.weekly", "Weekly upkeep", Rule::Always)
        }],
        ..Playbook::default()
    };
    let mut catalog = Catalog {
        pages: vec![
            page("playbook/core.md", "Core onboarding", AudienceSet::only(INTERNAL), core),
            page("playbook/mail.md", "Mail", both, mail),
        ],
        ..Catalog::default()
    };
    catalog.settings.title = "Tidewater program".into();
    catalog.settings.checklists_for = vec![INTERNAL, PARTNER];
    catalog.settings.share = vec![(PARTNER, vec!["region".into()])];
    catalog
}
