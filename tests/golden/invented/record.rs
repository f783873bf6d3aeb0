//! The record: facts of every label. In: nothing. Out: the customer. Never: a number worked out.

use super::*;
use gameplan::model::customer::*;
use gameplan::model::date::Month;
use gameplan::source::SourceId;
use std::collections::BTreeMap;

fn row(l1: &str, l2: &str, seats: u64) -> StatusRow {
    StatusRow {
        l1: name(l1),
        l2: Some(name(l2)),
        l3: None,
        seats: Some(said(seats)),
        since: None,
        target: None,
        owner: None,
        next: None,
        note: None,
        audience: INTERNAL,
        span: Span::default(),
    }
}

fn rows() -> Vec<StatusRow> {
    vec![
        StatusRow {
            target: Some(date("2026-12-15")),
            audience: PARTNER,
            ..row("In Progress", "Migration", 5600)
        },
        StatusRow {
            l3: Some(name("Network")),
            since: Some(date("2026-05-04")),
            target: Some(date("2026-10-30")),
            owner: Some("account team".into()),
            next: Some(NextAction { on: Some(date("2026-09-10")), text: Some("carrier date".into()) }),
            note: Some("Harbour links drop sessions; the carrier is changed in October.".into()),
            ..row("Blocked", "Customer IT Infrastructure and Remediation", 3000)
        },
        StatusRow {
            note: Some("Shift mailboxes stay where they are.".into()),
            ..row("No Intent", "Using Microsoft On-Premises Solution", 3800)
        },
    ]
}

fn service(text: &str, status: Vec<StatusRow>) -> ServiceRecord {
    ServiceRecord {
        name: name(text),
        known: true,
        entitled: Some(said(12_400)),
        overridden: None,
        phase: Some(name("Migrate")),
        engagement: None,
        intended: None,
        dibs: None,
        status,
        dates: Dates::default(),
        migration_velocity_manager: None,
        usage: BTreeMap::new(),
        tags: Vec::new(),
        data: BTreeMap::new(),
        span: Span::default(),
    }
}

fn action(id: &str, text: &str, opened: &str, audience: AudienceId) -> Action {
    Action {
        id: id.into(),
        text: text.into(),
        service: Some(Name::from("Exchange")),
        owner: Some("account team".into()),
        opened: Some(date(opened)),
        due: None,
        closed: None,
        audience,
        span: Span::default(),
    }
}

fn decision(on: Option<&str>, text: &str, made: bool, audience: AudienceId) -> Decision {
    let on = on.map(date);
    Decision { on, text: text.into(), by: Some("M. Ahlgren".into()), made, audience, span: Span::default() }
}

pub(crate) fn customer() -> Customer {
    let forecast = Some(Forecast { overall: Some(Colour::Yellow), by: Month::new(2026, 12) });
    Customer {
        id: "tarnholm".into(),
        source: SourceId(0),
        span: Span::default(),
        name: "Tarnholm Havn AS".into(),
        external_name: Some("Tarnholm".into()),
        tpid: None,
        tenants: Vec::new(),
        region: Some(name("EMEA")),
        segment: Some(said("Enterprise".into())),
        managed: Some(said(true)),
        motions: Vec::new(),
        people: vec![Person {
            role: name("FastTrack Manager"),
            name: "A. Lindqvist".into(),
            primary: true,
            audience: INTERNAL,
        }],
        partners: vec![said("quay-consulting".into())],
        renewal: Some(said(date("2027-03-31"))),
        health: Some(Health {
            overall: Some(Colour::Red),
            groups: vec![Colour::Red, Colour::Yellow, Colour::Red],
            forecast,
            span: Span::default(),
        }),
        status_note: Some(StatusNote {
            on: Some(said(date("2026-08-27"))),
            colour: Some(Colour::Yellow),
            next: Some(date("2026-09-10")),
            text: None,
            span: Span::default(),
        }),
        data: BTreeMap::new(),
        services: vec![
            service("Exchange", rows()),
            service("Teams", Vec::new()),
            service("Intune", Vec::new()),
        ],
        actions: vec![
            Action {
                due: Some(date("2026-09-01")),
                ..action("A-014", "Carrier date for the harbour link", "2026-07-22", INTERNAL)
            },
            Action {
                due: Some(date("2026-09-20")),
                owner: Some("A. Lindqvist".into()),
                ..action("A-016", "Name the pilot group", "2026-08-20", CUSTOMER)
            },
            Action {
                due: Some(date("2026-09-25")),
                owner: Some("S. Brandal".into()),
                ..action("A-017", "Choose the second pilot group", "2026-08-25", CUSTOMER)
            },
            Action {
                closed: Some(date("2026-09-03")),
                ..action("A-009", "Order the pilot batch", "2026-08-22", PARTNER)
            },
        ],
        decisions: vec![
            decision(Some("2026-08-20"), "Pilot first, then the harbour offices", true, CUSTOMER),
            decision(Some("2026-09-05"), "Keep the shift mailboxes on premises?", false, INTERNAL),
        ],
        risks: vec![Risk {
            text: "The carrier slips past October".into(),
            owner: Some("account team".into()),
            due: Some(date("2026-10-30")),
            audience: INTERNAL,
            span: Span::default(),
        }],
        milestones: vec![
            Milestone {
                name: "Pilot batch moved".into(),
                due: None,
                done: Some(date("2026-06-12")),
                audience: CUSTOMER,
                span: Span::default(),
            },
            Milestone {
                name: "Harbour offices moved".into(),
                due: Some(date("2026-10-01")),
                done: None,
                audience: CUSTOMER,
                span: Span::default(),
            },
        ],
        ask: Some(Ask {
            text: "Confirm the carrier date".into(),
            of: Some("account team".into()),
            by: Some(date("2026-09-07")),
            audience: INTERNAL,
        }),
        notes: vec![Note {
            on: Some(date("2026-08-24")),
            by: Some("A. Lindqvist".into()),
            service: Some(Name::from("Exchange")),
            kind: Some("intent".into()),
            text: "3,000 mailboxes cannot move because harbour links drop sessions.".into(),
            audience: INTERNAL,
            span: Span::default(),
        }],
        playbooks: None,
    }
}
