//! What follows for the customer: every lane once. In: the record. Out: the assessment.
//! Never: worked out; documents are tested, not arithmetic.

use super::*;
use gameplan::assess::*;
use gameplan::model::audience::AudienceSet;
use gameplan::model::band::Quantity;
use gameplan::model::customer::{Customer, FormerUsage};
use gameplan::model::date::Month;
use gameplan::model::measure::Measure;
use gameplan::model::playbook::*;
use gameplan::model::progress::{State, Tick};
use gameplan::model::prose::FragmentId;

fn month(text: &str) -> Month {
    let (year, month) = text.split_once('-').expect("a month of a test");
    Month::new(year.parse().expect("year"), month.parse().expect("month")).expect("in range")
}

fn known(measure: Measure, quantity: (i64, i64), text: &str, audience: AudienceId) -> MeasureState {
    let known = Known {
        quantity: Quantity { numerator: quantity.0, denominator: quantity.1 },
        text: text.into(),
        as_of: None,
        stale: false,
        remark: None,
        open_ended: false,
        of_unknown: false,
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
        next_edge: Some("2,059 more leave 10 %–40 % (2,058 reach exactly 40 %, still in it)".into()),
        seats_to_target: Some(3299),
        ..state
    }
}

fn trend() -> Vec<TrendPoint> {
    let mut points: Vec<TrendPoint> =
        [("2026-03", 2790), ("2026-04", 2811), ("2026-06", 2866), ("2026-07", 2880), ("2026-08", 2902)]
            .map(point)
            .to_vec();
    let until = Some(date("2026-08-04"));
    points[2].was = Some(FormerUsage { active: 2840, entitled: None, until });
    points
}

fn point((at, active): (&str, i64)) -> TrendPoint {
    TrendPoint { month: month(at), active, seats: 12_400, at_other_seats: false, was: None }
}

fn blank_state(text: &str) -> ServiceState {
    ServiceState {
        name: Name::from(text),
        unit: "users".into(),
        in_scope: true,
        is_new: false,
        phase: Some((Name::from("Migrate"), None)),
        phase_audience: PARTNER,
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

const MOVING: &str = "active usage is 23.4 % (2,902/12,400, 2026-08), in 10 %–40 %";

fn standing() -> Standing {
    Standing {
        place: (1, 0),
        name: "AU".into(),
        measure: Some(Measure::ActiveUsage),
        value: Some("23.4 %".into()),
        rating: Rating::Unrated,
        because: reason(
            "active usage is 23.4 % (2,902/12,400, 2026-08), the playbook gives ≥ 51 only, no yellow or red",
            120,
        ),
        why: "the playbook gives ≥ 51 only, no yellow or red".into(),
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
        // As if it followed from rows of the inside.
        phase_audience: INTERNAL,
        measures: vec![usage],
        trend: points.map(point).to_vec(),
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
        line(EX, "task:7301", "Confirm the migration plan", (1, None))
            .need(Need::Mandatory)
            .due("2026-09-30"),
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
        line(EX, "printers", "Replace shared printers", MOVE)
            .verdict(Verdict::DoesNot, "the tag `shared phones` is not set"),
        line(EX, "review", "Opportunity Review", (1, Some(4))),
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
            name: "DIBS".into(),
            field: "DIBS: success owner".into(),
            service: Some(Name::from("Exchange")),
            rule: RulePlace { page: 1, path: "playbook/mail.md".into(), line: 110 },
            span: Span::default(),
            record_span: Span::default(),
            help: "services.Exchange.dibs.owner".into(),
            audience: INTERNAL,
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
