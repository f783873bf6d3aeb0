//! Records in case files. In: a keyword and its text. Out: a customer with one more fact.

use super::build::spanned;
use gameplan::model::audience::AudienceId;
use gameplan::model::customer::UsagePoint;
use gameplan::model::customer::{Customer, Person, ServiceRecord, StatusRow};
use gameplan::model::date::{Date, Month};
use gameplan::source::Span;

/// A fact of the customer.
pub(crate) fn of_customer(customer: &mut Customer, word: &str, text: &str) {
    match word {
        "region" => customer.region = Some(spanned(text.into())),
        "segment" => customer.segment = Some(spanned(text.to_string())),
        "managed" => customer.managed = Some(spanned(text == "yes")),
        "motion" => customer.motions.push(spanned(text.into())),
        "partner" => customer.partners.push(spanned(text.to_string())),
        "renewal" => customer.renewal = Some(spanned(date(text))),
        "person" => customer.people.push(Person {
            role: spanned(text.into()),
            name: "N. Example".to_string(),
            primary: true,
            audience: AudienceId(2),
        }),
        "playbooks" => customer.playbooks = Some(text.split(' ').map(|p| spanned(p.to_string())).collect()),
        other => panic!("no keyword {other} of a customer"),
    }
}

/// A fact of the customer's last service; false if the keyword is none of a service.
pub(crate) fn of_service(customer: &mut Customer, word: &str, text: &str) -> bool {
    if word == "service" {
        customer.services.push(super::build::service(text));
        return true;
    }
    let Some(service) = customer.services.last_mut() else { return false };
    match word {
        "entitled" => service.entitled = Some(spanned(number(text))),
        "at" => service.phase = Some(spanned(text.into())),
        "intended" => service.intended = Some(spanned(number(text))),
        "tag" => service.tags.push(spanned(text.to_string())),
        "mvm" => service.migration_velocity_manager = Some(text == "yes"),
        "row" => service.status.push(row(text)),
        "usage" => usage(service, text),
        "date" => dated(service, text),
        _ => return false,
    }
    true
}

/// `Blocked / Customer IT Infrastructure / Network ; seats 3000 ; since 2026-05-04 ; for partner`
fn row(text: &str) -> StatusRow {
    let mut parts = text.split(" ; ");
    let mut levels = parts.next().expect("an L1").split(" / ");
    let mut level = || levels.next().map(|l| spanned(l.into()));
    let mut row = StatusRow {
        l1: level().expect("an L1"),
        l2: level(),
        l3: level(),
        seats: None,
        since: None,
        target: None,
        owner: None,
        next: None,
        note: None,
        audience: AudienceId(2),
        span: Span::default(),
    };
    for part in parts {
        match part.split_once(' ') {
            Some(("seats", count)) => row.seats = Some(spanned(number(count))),
            Some(("since", day)) => row.since = Some(date(day)),
            Some(("for", "partner")) => row.audience = AudienceId(1),
            _ => panic!("no part {part} of a row"),
        }
    }
    row
}

/// `2026-08 2902/12400`
fn usage(service: &mut ServiceRecord, text: &str) {
    let (month, count) = text.split_once(' ').expect("a month and a count");
    let (active, entitled) = count.split_once('/').map_or((count, None), |(a, e)| (a, Some(e)));
    let (year, month) = month.split_once('-').expect("a month");
    let month = Month::new(year.parse().expect("a year"), month.parse().expect("a month"));
    let point = UsagePoint {
        active: number(active),
        entitled: entitled.map(number),
        was: None,
        span: Span::default(),
    };
    service.usage.insert(month.expect("a month"), point);
}

/// `enabled 2026-03-10`
fn dated(service: &mut ServiceRecord, text: &str) {
    let (which, day) = text.split_once(' ').expect("a date's name and day");
    let day = Some(spanned(date(day)));
    match which {
        "intake" => service.dates.intake = day,
        "engaged" => service.dates.engaged = day,
        "kickoff" => service.dates.kickoff = day,
        "enabled" => service.dates.enabled = day,
        other => panic!("no date {other}"),
    }
}

fn number(text: &str) -> u64 {
    text.parse().expect("a number")
}

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}
