//! Records from one line of words, for tables of cases.
//! `entitled 12400 | row In Progress 5600 target 2026-12-15 | usage 2026-08 2902/12400`
//! Rows: `row <l1> [seats] [target D] [l2 X] [l3 X] [for AUDIENCE] [note X]`; customer parts: `health`, `note`,
//! `renewal`, `person <role>`, `data <key> = <value>`.

#![allow(dead_code, unreachable_pub, reason = "each driver uses its part")]
#![allow(clippy::unwrap_used, reason = "a case that cannot be read is a fault of the test")]

use gameplan::model::Name;
use gameplan::model::audience::AudienceId;
use gameplan::model::catalog::Catalog;
use gameplan::model::customer::*;
use gameplan::model::date::{Date, Month};
use gameplan::source::{SourceId, Span, Spanned};
use std::collections::BTreeMap;

pub fn here<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn month(text: &str) -> Month {
    let (year, month) = text.split_once('-').unwrap();
    Month::new(year.parse().unwrap(), month.parse().unwrap()).unwrap()
}

/// A catalog with the names that arithmetic and the KPI rows of the tests need.
pub fn catalog() -> Catalog {
    let mut catalog = Catalog::default();
    let registry = &mut catalog.registry;
    for l1 in ["In Progress", "Blocked", "No Intent", "Status Unknown", "Duplicate/Invalid"] {
        registry.statuses.add(l1, [""; 0]);
    }
    for phase in ["Initiate", "Assess", "Remediate", "Enable", "Migrate", "Adoption", "Operate"] {
        registry.phases.add(phase, [""; 0]);
    }
    registry.services.add("Exchange", ["EXO", "Exchange Online"]);
    registry.services.add("Office ProPlus", ["OPP"]);
    registry.services.add("Windows 10", ["Win10", "Windows"]);
    registry.services.add("Teams", [""; 0]);
    registry.services.add("AADP", [""; 0]);
    registry.services.add("Intune", [""; 0]);
    registry.units.insert(Name::from("Windows 10"), "devices".to_string());
    registry.groups.insert("EMS".to_string(), vec![Name::from("AADP"), Name::from("Intune")]);
    registry.roles.add("FastTrack Manager", ["FM"]);
    catalog.vocabulary.nothing = vec!["n/a".to_string()];
    catalog
}

/// A customer with one service, from words.
pub fn customer(service: &str, words: &str) -> Customer {
    let mut customer = empty();
    add_service(&mut customer, service, words);
    customer
}

/// Adds a service; parts that belong to the customer go there.
pub fn add_service(customer: &mut Customer, name: &str, words: &str) {
    let mut service = empty_service(name);
    for part in words.split('|').map(str::trim).filter(|p| !p.is_empty()) {
        let (key, rest) = part.split_once(' ').unwrap_or((part, ""));
        if !read_service(&mut service, key, rest) && !read_customer(customer, key, rest) {
            panic!("no such part: {part}");
        }
    }
    customer.services.push(service);
}

/// `2866/12400`, or a bare count.
fn counts(text: &str) -> (u64, Option<u64>) {
    let (active, entitled) = text.split_once('/').map_or((text, None), |(a, e)| (a, Some(e)));
    (active.parse().unwrap(), entitled.map(|e| e.parse().unwrap()))
}

fn read_service(s: &mut ServiceRecord, key: &str, rest: &str) -> bool {
    match key {
        "entitled" => s.entitled = Some(here(rest.parse().unwrap())),
        "override" => s.overridden = Some(here(rest.parse().unwrap())),
        "intended" => s.intended = Some(here(rest.parse().unwrap())),
        "phase" => s.phase = Some(here(Name::from(rest))),
        "engagement" => s.engagement = Some(rest.to_string()),
        "intake" => s.dates.intake = Some(here(date(rest))),
        "engaged" => s.dates.engaged = Some(here(date(rest))),
        "kickoff" => s.dates.kickoff = Some(here(date(rest))),
        "enabled" => s.dates.enabled = Some(here(date(rest))),
        "tag" => s.tags.push(here(rest.to_string())),
        "row" => s.status.push(row(rest)),
        "usage" => {
            let (when, count) = rest.split_once(' ').unwrap();
            // `2902/12400 was 2880/12400 until 2026-09-05`
            let (count, former) = count.split_once(" was ").map_or((count, None), |(c, f)| (c, Some(f)));
            let was = former.map(|former| {
                let (count, until) = former.split_once(" until ").unwrap();
                let (active, entitled) = counts(count);
                FormerUsage { active, entitled, until: Some(date(until)) }
            });
            let (active, entitled) = counts(count);
            s.usage.insert(month(when), UsagePoint { active, entitled, was, span: Span::default() });
        }
        "dibs" => {
            let mut dibs = Dibs { due: None, intent: None, reason: None, owner: None, span: Span::default() };
            for part in rest.split(", ") {
                match part.split_once(' ').unwrap() {
                    ("due", v) => dibs.due = Some(here(date(v))),
                    ("intent", v) => dibs.intent = Some(v.to_string()),
                    ("reason", v) => dibs.reason = Some(v.to_string()),
                    ("owner", v) => dibs.owner = Some(v.to_string()),
                    _ => panic!("{part}"),
                }
            }
            s.dibs = Some(dibs);
        }
        "service-data" => {
            let (key, value) = rest.split_once(" = ").unwrap();
            s.data.insert(key.to_string(), here(value.to_string()));
        }
        _ => return false,
    }
    true
}

fn read_customer(c: &mut Customer, key: &str, rest: &str) -> bool {
    let colour = |text: &str| match text {
        "Red" => Colour::Red,
        "Yellow" => Colour::Yellow,
        "Green" => Colour::Green,
        "Blue" => Colour::Blue,
        _ => panic!("{text}"),
    };
    match key {
        "health" => {
            let overall = Some(colour(rest));
            c.health = Some(Health { overall, groups: Vec::new(), forecast: None, span: Span::default() });
        }
        "note" => {
            let on = Some(here(date(rest)));
            c.status_note =
                Some(StatusNote { on, colour: None, next: None, text: None, span: Span::default() });
        }
        "renewal" => c.renewal = Some(here(date(rest))),
        "person" => c.people.push(Person {
            role: here(Name::from(rest)),
            name: "R. Osei".to_string(),
            primary: true,
            audience: AudienceId(2),
        }),
        "data" => {
            let (key, value) = rest.split_once(" = ").unwrap();
            c.data.insert(key.to_string(), here(value.to_string()));
        }
        "playbooks" => c.playbooks = Some(rest.split(' ').map(|p| here(p.to_string())).collect()),
        _ => return false,
    }
    true
}

fn row(words: &str) -> StatusRow {
    const KEYS: [&str; 5] = ["target", "l2", "l3", "for", "note"];
    let mut groups: Vec<(String, Vec<&str>)> = vec![("l1".to_string(), Vec::new())];
    for word in words.split(' ') {
        if KEYS.contains(&word) {
            groups.push((word.to_string(), Vec::new()));
        } else {
            groups.last_mut().unwrap().1.push(word);
        }
    }
    let mut l1 = groups.remove(0).1;
    let seats = l1.last().and_then(|w| w.parse().ok());
    if seats.is_some() {
        l1.pop();
    }
    let get = |key: &str| groups.iter().find(|(k, _)| k == key).map(|(_, words)| words.join(" "));
    StatusRow {
        l1: here(Name::from(l1.join(" "))),
        l2: get("l2").map(|t| here(Name::from(t))),
        l3: get("l3").map(|t| here(Name::from(t))),
        seats: seats.map(here),
        since: None,
        target: get("target").map(|t| date(&t)),
        owner: None,
        next: None,
        note: get("note"),
        audience: match get("for").as_deref() {
            Some("customer") => AudienceId(0),
            Some("partner") => AudienceId(1),
            _ => AudienceId(2),
        },
        span: Span::default(),
    }
}

pub fn empty() -> Customer {
    Customer {
        id: "fjordlys".to_string(),
        source: SourceId(0),
        span: Span::default(),
        name: "Fjordlys".to_string(),
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
        data: BTreeMap::new(),
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

fn empty_service(name: &str) -> ServiceRecord {
    ServiceRecord {
        name: here(Name::from(name)),
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
        usage: BTreeMap::new(),
        tags: Vec::new(),
        data: BTreeMap::new(),
        span: Span::default(),
    }
}

/// The sample record of the domain: Fjordlys, Exchange.
pub const FJORDLYS: &str = "entitled 12400 | phase Migrate | engagement FTC Led | intended 5600 \
    | row In Progress 5600 l2 Migration target 2026-12-15 \
    | row Blocked 3000 l2 Customer IT Infrastructure and Remediation l3 Network target 2026-10-30 \
    | row No Intent l2 Using Microsoft On-Premises Solution \
    | intake 2026-01-12 | engaged 2026-01-26 | kickoff 2026-02-03 | enabled 2026-03-10 \
    | usage 2026-06 2866/12400 | usage 2026-07 2880/12400 | usage 2026-08 2902/12400 \
    | tag Expecting<50 | renewal 2027-03-31 | health Red | note 2026-08-27 \
    | dibs due 2026-12-15, intent migrate, reason end of life, owner M. Haugland";
