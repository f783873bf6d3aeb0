//! The outcome of a review: `reviews/<YYYY-MM>/<region>-<date>.yml`. In: the file. Out: [`ReviewOutcome`], and the
//! file's text as `review close` writes it. Never: looks a customer up.

use super::field::{Field, Kind};
use super::reader::{Cx, MapReader};
use crate::diagnostic::{Findings, codes};
use crate::model::Name;
use crate::model::audience::AudienceId;
use crate::model::customer::Action;
use crate::model::registry::Registry;
use crate::model::review::{MeetingAction, MeetingDecision, MemberFigures, ReviewOutcome, ServiceFigures};
use crate::model::scalar;
use crate::parse::yaml::{self, Node, NodeKind};
use crate::source::SourceFile;
use std::fmt::Write as _;

const TEXTS: Kind = Kind::List(&Kind::Text);

/// The whole file.
pub static OUTCOME: &[Field] = &[
    Field::required("region", Kind::Text, "the region that met"),
    Field::required("on", Kind::Date, "the day of the meeting"),
    Field::optional("as_of", Kind::Date, "the day that the figures speak of; the meeting's without it"),
    Field::optional("members", Kind::List(&Kind::Map(MEMBER)), "where the members stood"),
    Field::optional("carried_over", TEXTS, "ids of customers that the meeting did not come to"),
    Field::optional("decisions", Kind::List(&Kind::Map(DECISION)), "what was decided"),
    Field::optional("actions", Kind::List(&Kind::Map(ACTION)), "actions that the meeting gave out"),
];

/// One member.
pub static MEMBER: &[Field] = &[
    Field::required("customer", Kind::Text, "the customer's id"),
    Field::optional("open_actions", Kind::Integer, "actions not closed"),
    Field::optional("done_lines", Kind::Integer, "checklist lines with nothing left to do"),
    Field::optional("services", Kind::List(&Kind::Map(SERVICE)), "where its services stood"),
];

/// One service of a member.
pub static SERVICE: &[Field] = &[
    Field::required("name", Kind::Text, "the service"),
    Field::optional("month", Kind::Month, "month of the usage"),
    Field::optional("active", Kind::Integer, "active users"),
    Field::optional("seats", Kind::Integer, "entitled seats in reports"),
    Field::optional("band", Kind::Text, "band of active usage"),
    Field::optional("blocked", Kind::Integer, "blocked seats"),
    Field::optional("target", Kind::Date, "latest target date of the blocked rows"),
    Field::optional("focus", TEXTS, "focus areas that applied"),
];

/// One decision.
pub static DECISION: &[Field] = &[
    Field::required("text", Kind::Text, "what was decided"),
    Field::optional("by", Kind::Text, "by whom"),
    Field::optional("customer", Kind::Text, "the customer's id"),
];

/// One action.
pub static ACTION: &[Field] = &[
    Field::required("id", Kind::Text, "the action's id"),
    Field::required("text", Kind::Text, "what is to be done"),
    Field::optional("customer", Kind::Text, "the customer's id; none: the region's"),
    Field::optional("owner", Kind::Text, "who does it"),
    Field::optional("opened", Kind::Date, "since when; the meeting's day without it"),
    Field::optional("due", Kind::Date, "by when"),
    Field::optional("closed", Kind::Date, "done on which day"),
];

/// Reads an outcome; none if region or day are missing. Regions are named as the registry does.
pub fn read(
    file: &SourceFile,
    registry: &Registry,
    narrowest: AudienceId,
    findings: &mut Findings,
) -> Option<ReviewOutcome> {
    let range = file.body_start()..file.text.len();
    let node = yaml::parse(file, range, findings, &codes::RECORD_SHAPE)?;
    let mut cx = Cx::new(findings, &codes::RECORD_SHAPE);
    let map = MapReader::new(&node, OUTCOME, "the outcome of a review", &mut cx);
    if !matches!(node.kind, NodeKind::Map(_)) {
        return None;
    }
    let region = map.text("region", &mut cx).map(|r| r.value);
    let on = map.date("on", &mut cx).map(|d| d.value);
    let as_of = map.date("as_of", &mut cx).map(|d| d.value);
    let mut each = Each { cx, narrowest };
    let members = map.list("members", &mut each.cx).iter().filter_map(|n| each.member(n)).collect();
    let carried_over = map.texts("carried_over", &mut each.cx).into_iter().map(|t| t.value).collect();
    let decisions = map.list("decisions", &mut each.cx).iter().filter_map(|n| each.decision(n)).collect();
    let (region, on) = (region?, on?);
    let actions = map.list("actions", &mut each.cx).iter().filter_map(|n| each.action(n, on)).collect();
    Some(ReviewOutcome {
        region: registry.regions.find(&region).cloned().unwrap_or_else(|| Name::from(region.as_str())),
        on,
        as_of: as_of.unwrap_or(on),
        source: file.id,
        members,
        carried_over,
        decisions,
        actions,
    })
}

struct Each<'a> {
    cx: Cx<'a>,
    narrowest: AudienceId,
}

impl Each<'_> {
    fn text(&mut self, map: &MapReader<'_>, key: &str) -> Option<String> {
        map.text(key, &mut self.cx).map(|t| t.value)
    }

    fn number(&mut self, map: &MapReader<'_>, key: &str) -> Option<u64> {
        map.integer(key, &mut self.cx).map(|n| n.value)
    }

    fn member(&mut self, node: &Node) -> Option<MemberFigures> {
        let map = MapReader::new(node, MEMBER, "a member", &mut self.cx);
        let services = map.list("services", &mut self.cx);
        Some(MemberFigures {
            open_actions: self.number(&map, "open_actions").unwrap_or_default(),
            done_lines: self.number(&map, "done_lines").unwrap_or_default(),
            services: services.iter().filter_map(|n| self.service(n)).collect(),
            customer: self.text(&map, "customer")?,
        })
    }

    fn service(&mut self, node: &Node) -> Option<ServiceFigures> {
        let map = MapReader::new(node, SERVICE, "a service", &mut self.cx);
        Some(ServiceFigures {
            month: map.month("month", &mut self.cx).map(|m| m.value),
            active: self.number(&map, "active"),
            seats: self.number(&map, "seats"),
            band: self.text(&map, "band"),
            blocked: self.number(&map, "blocked").unwrap_or_default(),
            target: map.date("target", &mut self.cx).map(|d| d.value),
            focus: map.texts("focus", &mut self.cx).into_iter().map(|t| t.value).collect(),
            name: self.text(&map, "name")?,
        })
    }

    fn decision(&mut self, node: &Node) -> Option<MeetingDecision> {
        let map = MapReader::new(node, DECISION, "a decision", &mut self.cx);
        let (by, customer) = (self.text(&map, "by"), self.text(&map, "customer"));
        Some(MeetingDecision { text: self.text(&map, "text")?, by, customer })
    }

    fn action(&mut self, node: &Node, met: crate::model::date::Date) -> Option<MeetingAction> {
        let map = MapReader::new(node, ACTION, "an action", &mut self.cx);
        let day = |key: &str, cx: &mut Cx<'_>| map.date(key, cx).map(|d| d.value);
        let opened = day("opened", &mut self.cx).unwrap_or(met);
        let (due, closed) = (day("due", &mut self.cx), day("closed", &mut self.cx));
        let (owner, customer) = (self.text(&map, "owner"), self.text(&map, "customer"));
        let (id, text) = (self.text(&map, "id"), self.text(&map, "text"));
        let action = Action {
            id: id?,
            text: text?,
            service: None,
            owner,
            opened: Some(opened),
            due,
            closed,
            audience: self.narrowest,
            span: node.span,
        };
        Some(MeetingAction { customer, action })
    }
}

/// The file of a meeting that was just held: figures filled in, and room for what people add.
pub fn text(outcome: &ReviewOutcome) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "# The review of {} on {}: what the next pack compares with. Add what was decided, then commit.",
        outcome.region, outcome.on
    );
    let _ = writeln!(out, "region: {}", scalar::anywhere(&outcome.region));
    let _ = writeln!(out, "on: {}\nas_of: {}", outcome.on, outcome.as_of);
    out.push_str(if outcome.members.is_empty() { "members: []\n" } else { "members:\n" });
    for member in &outcome.members {
        member_text(member, &mut out);
    }
    let carried: Vec<String> = outcome.carried_over.iter().map(|c| scalar::anywhere(c)).collect();
    let _ = writeln!(out, "carried_over: [{}]   # who the meeting did not come to", carried.join(", "));
    out.push_str("decisions: []\n#  - {text: Pilot first, by: FM, customer: example}\n");
    out.push_str("actions: []\n#  - {id: N-001, text: Name a day, customer: example, owner: FM, due: ");
    let _ = writeln!(out, "{}}}", outcome.on);
    out
}

fn member_text(member: &MemberFigures, out: &mut String) {
    let _ = writeln!(out, "  - customer: {}", scalar::anywhere(&member.customer));
    let _ = writeln!(out, "    open_actions: {}\n    done_lines: {}", member.open_actions, member.done_lines);
    out.push_str(if member.services.is_empty() { "    services: []\n" } else { "    services:\n" });
    for service in &member.services {
        let mut parts = vec![format!("name: {}", scalar::anywhere(&service.name))];
        parts.extend(service.month.map(|m| format!("month: {m}")));
        parts.extend(service.active.map(|n| format!("active: {n}")));
        parts.extend(service.seats.map(|n| format!("seats: {n}")));
        parts.extend(service.band.as_ref().map(|b| format!("band: {}", scalar::anywhere(b))));
        parts.push(format!("blocked: {}", service.blocked));
        parts.extend(service.target.map(|d| format!("target: {d}")));
        let focus: Vec<String> = service.focus.iter().map(|f| scalar::anywhere(f)).collect();
        parts.push(format!("focus: [{}]", focus.join(", ")));
        let _ = writeln!(out, "      - {{{}}}", parts.join(", "));
    }
}
