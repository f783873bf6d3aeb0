//! An invented customer that shows every lane, and the library it is assessed against: built by hand,
//! so that documents are tested without the rooms before them.

use gameplan::assess::*;
use gameplan::model::Name;
use gameplan::model::audience::{AudienceId, AudienceSet};
use gameplan::model::band::{Band, Decimal, Edge, Interval, Quantity, Unit};
use gameplan::model::catalog::Catalog;
use gameplan::model::condition::{Clause, Rule, Test, When, WhenSource};
use gameplan::model::customer::*;
use gameplan::model::date::{Date, Month};
use gameplan::model::front_matter::FrontMatter;
use gameplan::model::measure::Measure;
use gameplan::model::page::Page;
use gameplan::model::playbook::*;
use gameplan::model::progress::{State, Tick};
use gameplan::model::prose::FragmentId;
use gameplan::source::{SourceId, Span, Spanned};
use std::collections::BTreeMap;

pub(crate) const CUSTOMER: AudienceId = AudienceId(0);
pub(crate) const PARTNER: AudienceId = AudienceId(1);
pub(crate) const INTERNAL: AudienceId = AudienceId(2);

pub(crate) fn date(text: &str) -> Date {
    text.parse().expect("a date of a test")
}

fn month(text: &str) -> Month {
    let (year, month) = text.split_once('-').expect("a month of a test");
    Month::new(year.parse().expect("year"), month.parse().expect("month")).expect("in range")
}

fn said<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}

fn name(text: &str) -> Spanned<Name> {
    said(Name::from(text))
}

fn edge(percent: i64, closed: bool) -> Option<Edge> {
    Some(Edge { at: Decimal(percent * 1_000_000), closed })
}

fn band(low: Option<Edge>, high: Option<Edge>, text: &str) -> Band {
    Band { interval: Interval { low, high }, unit: Unit::Percent, text: text.into(), span: Span::default() }
}

// The library: a page for inside and partners with three bands, a blockage and more; one for inside alone.

fn scenario(id: &str, heading: &str, rule: Rule) -> Scenario {
    Scenario {
        id: id.into(),
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
        blocks: Vec::new(),
        playbook,
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
                first_entered: "Yes".into(),
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

// The record.

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
                closed: Some(date("2026-09-03")),
                ..action("A-009", "Order the pilot batch", "2026-08-22", PARTNER)
            },
        ],
        decisions: vec![
            decision(Some("2026-08-20"), "Pilot first, then the harbour offices", true, CUSTOMER),
            decision(Some("2026-09-15"), "Keep the shift mailboxes on premises?", false, INTERNAL),
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
            by: Some(date("2026-09-15")),
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

// What follows.

fn known(measure: Measure, quantity: (i64, i64), text: &str, audience: AudienceId) -> MeasureState {
    let known = Known {
        quantity: Quantity { numerator: quantity.0, denominator: quantity.1 },
        text: text.into(),
        as_of: None,
        stale: false,
        remark: None,
        open_ended: false,
    };
    MeasureState {
        measure,
        value: Ok(known),
        band: None,
        seats_to_next: None,
        next_edge: None,
        seats_to_target: None,
        audience,
    }
}

fn exchange_usage() -> MeasureState {
    let mut state = known(Measure::ActiveUsage, (2902, 12_400), "23.4 %", CUSTOMER);
    if let Ok(value) = &mut state.value {
        value.as_of = Some("2026-08".into());
    }
    MeasureState {
        band: Some(BandState { text: "10 %–40 %".into(), scenario: "mail.move".into(), place: (1, 1) }),
        seats_to_next: Some(2059),
        next_edge: Some("leaves 10 %–40 %; 2,058 reach exactly 40 %, still in it".into()),
        seats_to_target: Some(3299),
        ..state
    }
}

fn trend() -> Vec<TrendPoint> {
    [("2026-03", 2790), ("2026-04", 2811), ("2026-06", 2866), ("2026-07", 2880), ("2026-08", 2902)]
        .map(|(at, active)| TrendPoint { month: month(at), active, seats: 12_400, at_other_seats: false })
        .to_vec()
}

fn blank_state(text: &str) -> ServiceState {
    ServiceState {
        name: Name::from(text),
        unit: "users".into(),
        in_scope: true,
        is_new: false,
        phase: Some((Name::from("Migrate"), None)),
        rows: Vec::new(),
        seats_missing: 0,
        measures: Vec::new(),
        trend: Vec::new(),
        gaps: Vec::new(),
        kpis: Vec::new(),
        focus: Vec::new(),
        target: band(edge(50, false), None, "> 50 %"),
        reach: None,
    }
}

fn reason(fact: &str, line: u32) -> Reason {
    Reason { fact: fact.into(), rule: Some(RulePlace { page: 1, path: "playbook/mail.md".into(), line }) }
}

const MOVING: &str = "active usage is 23.4 % (2,902/12,400, 2026-08), band 10 %–40 %";

fn standing() -> Standing {
    Standing {
        place: (1, 0),
        name: "AU".into(),
        value: Some("23.4 %".into()),
        rating: Rating::Unrated,
        because: reason("the playbook gives `51+/` alone, no yellow or red", 120),
        seats_to_next: None,
        next: None,
        audience: PARTNER,
    }
}

fn exchange() -> ServiceState {
    let l1 = |at: usize, text: &str, seats| RowState { row: Some(at), l1: Name::from(text), seats };
    let plateau = FocusVerdict {
        area: "Plateau".into(),
        judgement: judged(
            Verdict::Applies,
            "5 months within ±5 % of 2,790, likely: one month is missing",
            INTERNAL,
        ),
    };
    ServiceState {
        rows: vec![l1(0, "In Progress", 5600), l1(1, "Blocked", 3000), l1(2, "No Intent", 3800)],
        measures: vec![
            exchange_usage(),
            known(Measure::IntendedUsage, (5600, 12_400), "45.2 %", INTERNAL),
            known(Measure::Committed, (5600, 12_400), "45.2 %", INTERNAL),
            known(Measure::Ceiling, (8600, 12_400), "69.4 %", INTERNAL),
            known(Measure::Entitled, (12_400, 1), "12,400", CUSTOMER),
            known(Measure::DaysToKickoff, (22, 1), "22 d", CUSTOMER),
            known(Measure::KickoffToEnabled, (35, 1), "35 d", CUSTOMER),
        ],
        trend: trend(),
        gaps: vec![month("2026-05")],
        kpis: vec![standing()],
        focus: vec![plateau],
        reach: Some(Reach {
            needed: 6201,
            committed: 5600,
            by: Some(date("2026-12-15")),
            ceiling: 8600,
            says: "needs 601 of the blocked seats".into(),
            audience: INTERNAL,
        }),
        ..blank_state("Exchange")
    }
}

/// Stale, above its target, without a band.
fn teams() -> ServiceState {
    let mut usage = known(Measure::ActiveUsage, (8010, 12_400), "64.6 %", CUSTOMER);
    if let Ok(value) = &mut usage.value {
        (value.as_of, value.stale) = (Some("2026-06".into()), true);
    }
    usage.seats_to_target = Some(0);
    let points = [("2026-04", 6900), ("2026-05", 7420), ("2026-06", 8010)];
    ServiceState {
        phase: Some((Name::from("Adoption"), None)),
        measures: vec![usage],
        trend: points
            .map(|(at, active)| TrendPoint { month: month(at), active, seats: 12_400, at_other_seats: false })
            .to_vec(),
        ..blank_state("Teams")
    }
}

/// No usage at all.
fn intune() -> ServiceState {
    let unknown = Unknown {
        because: "no usage after enablement on 2026-03-10".into(),
        needs: "usage of Intune for 2026-08".into(),
    };
    let usage = known(Measure::ActiveUsage, (0, 1), "", CUSTOMER);
    ServiceState {
        unit: "devices".into(),
        phase: None,
        measures: vec![MeasureState { value: Err(unknown), ..usage }],
        ..blank_state("Intune")
    }
}

fn judged(verdict: Verdict, fact: &str, audience: AudienceId) -> Judgement {
    Judgement { verdict, because: reason(fact, 70), needs: None, audience }
}

struct Draft(Line);

fn line(service: Option<&str>, id: &str, text: &str, place: (usize, Option<usize>)) -> Draft {
    let path = if place.0 == 0 { "playbook/core.md" } else { "playbook/mail.md" };
    let inside = AudienceSet::only(INTERNAL);
    Draft(Line {
        key: format!("{}/{id}", service.unwrap_or("customer")),
        id: id.into(),
        id_source: IdSource::Explicit,
        service: service.map(Name::from),
        text: text.into(),
        fragment: None,
        detail: None,
        detail_words: 0,
        lead: None,
        roles: vec![Name::from("FastTrack Manager")],
        need: None,
        judgement: judged(Verdict::Applies, MOVING, PARTNER),
        page: place.0,
        scenario: place.1,
        places: vec![RulePlace { page: place.0, path: path.into(), line: 72 }],
        items: Vec::new(),
        due: None,
        due_text: None,
        recurs: None,
        tick: None,
        state: State::Open,
        state_because: None,
        reworded: false,
        one_of: None,
        readers: if place.0 == 0 { inside } else { inside.with(PARTNER) },
    })
}

impl Draft {
    fn need(mut self, need: Need) -> Self {
        self.0.need = Some(need);
        self
    }

    fn verdict(mut self, verdict: Verdict, fact: &str) -> Self {
        let audience = self.0.judgement.audience;
        self.0.judgement = judged(verdict, fact, audience);
        self
    }

    fn due(mut self, on: &str) -> Self {
        self.0.due = Some(date(on));
        self
    }

    fn state(mut self, state: State, on: &str) -> Self {
        self.0.state = state;
        self.0.tick = Some(Tick {
            state,
            by: Some("A. Lindqvist".into()),
            on: Some(date(on)),
            evidence: None,
            text: None,
            reason: None,
            until: None,
            span: Span::default(),
        });
        self
    }

    fn with(mut self, change: impl FnOnce(&mut Line)) -> Self {
        change(&mut self.0);
        self
    }
}

const FE: &str = "FastTrack Engineer";
const EX: Option<&str> = Some("Exchange");
const MOVE: (usize, Option<usize>) = (1, Some(1));

fn whole_customer() -> Vec<Draft> {
    let upkeep = (0, Some(0));
    let always = "the Step has no condition";
    vec![
        line(None, "weekly-notes", "Write the status note", upkeep)
            .verdict(Verdict::Applies, always)
            .due("2026-09-10")
            .with(|l| {
                l.recurs = Some((14, 21));
                l.state_because = Some("reopened: every 14 days, last done 2026-08-27".into());
            }),
        line(None, "task:1701", "Record who takes part | and how", upkeep)
            .verdict(Verdict::Applies, always)
            .need(Need::Mandatory),
        line(None, "forecast", "Send the forecast for the quarter", upkeep)
            .verdict(Verdict::Applies, always)
            .state(State::Waiting, "2026-09-02")
            .due("2026-09-18"),
    ]
}

fn moving() -> Vec<Draft> {
    vec![
        line(EX, "ask-intended", "Ask how many seats will be in use after the migration", MOVE)
            .need(Need::Mandatory)
            .due("2026-09-01")
            .with(|l| {
                l.fragment = Some(FragmentId(0));
                l.lead = Some(FragmentId(1));
                l.items = vec![
                    line(EX, "ask-intended.who", "Ask the architect first, if one is assigned", MOVE).0,
                    line(EX, "ask-intended.tag", "Tag the note Expecting<50", MOVE)
                        .state(State::Done, "2026-08-24")
                        .0,
                ];
            }),
        line(EX, "confirm-kept", "Confirm which mailboxes stay on premises", MOVE)
            .state(State::Done, "2026-08-24")
            .need(Need::Mandatory),
        line(EX, "pilot", "Agree the pilot group with the customer", MOVE)
            .due("2026-09-20")
            .with(|l| l.detail = Some(FragmentId(2))),
        line(EX, "task:3616", "Plan the push of the mobile app", MOVE).need(Need::Optional),
        line(EX, "task:3620", "Offer the training videos", MOVE).need(Need::Optional),
        line(EX, "task:3155", "Choose a migration method", MOVE)
            .need(Need::Optional)
            .state(State::Done, "2026-03-02")
            .with(|l| l.one_of = Some(vec!["task:3155".into(), "task:3156".into()])),
        line(EX, "batches", "Plan the batches with the velocity manager", MOVE).with(|l| {
            l.roles = vec![Name::from(FE), Name::from("Migration Velocity Manager")];
            l.due_text = Some("14 days after enabled".into());
            l.detail = Some(FragmentId(3));
            l.detail_words = 96;
        }),
        line(EX, "l1-split", "Split the seats by reason", (1, Some(3)))
            .verdict(Verdict::Applies, "3,000 seats are Blocked")
            .need(Need::Mandatory)
            .with(|l| l.judgement.audience = INTERNAL),
    ]
}

fn other_lanes() -> Vec<Draft> {
    let unknown = "active usage of Intune is unknown";
    let first = "phase Initiate is over (now Migrate)";
    vec![
        line(Some("Intune"), "devices", "Enrol the pilot devices", (1, Some(4)))
            .verdict(Verdict::Unknown, unknown)
            .with(|l| l.judgement.needs = Some("usage of Intune for 2026-08".into())),
        line(EX, "kickoff-deck", "Prepare the kickoff deck", (1, Some(6)))
            .verdict(Verdict::Earlier, first)
            .state(State::Done, "2026-02-01"),
        line(EX, "task:1500", "Hold the kickoff meeting", (1, Some(6)))
            .verdict(Verdict::Earlier, first)
            .need(Need::Mandatory),
        line(EX, "handover", "Hand over to operations", (1, Some(7)))
            .verdict(Verdict::Later, "phase Operate is to come"),
        line(EX, "runbook", "Write the runbook", (1, Some(7)))
            .verdict(Verdict::Later, "phase Operate is to come"),
        line(EX, "ladder", "Escalate by the ladder of the program", (1, Some(5)))
            .verdict(Verdict::OnDemand, "it is for when you need it"),
        line(EX, "welcome", "Send the welcome letter", (1, Some(0)))
            .verdict(Verdict::DoesNot, "active usage is 23.4 %, not < 10 %")
            .state(State::Done, "2026-03-20"),
        line(EX, "phones", "Replace shared phones", MOVE)
            .verdict(Verdict::DoesNot, "the tag `shared phones` is not set"),
    ]
}

fn asked(scenario: usize, service: Option<&str>, judgement: Judgement) -> ScenarioVerdict {
    ScenarioVerdict { page: 1, scenario, service: service.map(Name::from), judgement }
}

fn scenarios() -> Vec<ScenarioVerdict> {
    let core = judged(Verdict::Applies, "the Step has no condition", INTERNAL);
    vec![
        ScenarioVerdict { page: 0, scenario: 0, service: None, judgement: core },
        asked(0, EX, judged(Verdict::DoesNot, "active usage is 23.4 %, not < 10 %", CUSTOMER)),
        asked(1, EX, judged(Verdict::Applies, MOVING, CUSTOMER)),
        asked(2, EX, judged(Verdict::DoesNot, "active usage is 23.4 %, not > 40 %", CUSTOMER)),
        asked(3, EX, judged(Verdict::Applies, "3,000 seats are Blocked", INTERNAL)),
        asked(5, EX, judged(Verdict::OnDemand, "it is for when you need it", CUSTOMER)),
        asked(6, EX, judged(Verdict::Earlier, "phase Initiate is over (now Migrate)", CUSTOMER)),
    ]
}

pub(crate) fn assessment(customer: &Customer) -> Assessment<'_> {
    let lines = [whole_customer(), moving(), other_lanes()].concat_all();
    let gone = Tick {
        text: Some("Order the old connector".into()),
        ..line(EX, "x", "x", MOVE).state(State::Done, "2026-02-10").0.tick.expect("just set")
    };
    Assessment {
        customer,
        as_of: date("2026-09-08"),
        services: vec![exchange(), teams(), intune()],
        scenarios: scenarios(),
        lines,
        missing: vec![Missing {
            field: "DIBS: success owner".into(),
            service: Some(Name::from("Exchange")),
            rule: RulePlace { page: 1, path: "playbook/mail.md".into(), line: 110 },
            span: Span::default(),
            record_span: Span::default(),
            help: "services.Exchange.dibs.owner".into(),
            audience: AudienceId(2),
        }],
        done_earlier: vec![("Exchange/old-connector".into(), gone)],
    }
}

trait ConcatAll {
    fn concat_all(self) -> Vec<Line>;
}

impl<const N: usize> ConcatAll for [Vec<Draft>; N] {
    fn concat_all(self) -> Vec<Line> {
        self.into_iter().flatten().map(|d| d.0).collect()
    }
}
