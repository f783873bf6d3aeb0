//! Usage of a record and of its usage file. In: `usage:`, CSV rows. Out: points by month.
//! Never: leaves a month out because of its date; that needs the as-of day.

use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::model::customer::{Customer, UsagePoint};
use crate::model::date::Month;
use crate::parse::lower::lookup::Lowering;
use crate::parse::schema::reader::MapReader;
use crate::parse::schema::usage::{self, UsageRow};
use crate::parse::schema::value;
use crate::parse::yaml::{Node, NodeKind};
use crate::source::{SourceFile, Spanned};
use std::collections::BTreeMap;

impl Lowering<'_> {
    /// `usage:` of a service: `2866/12400`, or a bare count of active users.
    pub(super) fn usage(&mut self, service: &MapReader<'_>) -> BTreeMap<Month, UsagePoint> {
        let mut points: BTreeMap<Month, UsagePoint> = BTreeMap::new();
        let Some(node) = service.get("usage") else { return points };
        if !matches!(node.kind, NodeKind::Map(_)) {
            let message = format!("`usage` is {}, where a mapping is due", node.kind_name());
            self.cx.fault(node.span, message, "write `2026-08: 2902/12400`");
        }
        for (key, value) in node.entries() {
            let month = self.month_key(key, value);
            let point = self.point(&key.value, value);
            let (Some(month), Some(point)) = (month, point) else { continue };
            if let Some(first) = points.get(&month) {
                self.report_repeat(month, first, &point);
            }
            points.insert(month, point);
        }
        points
    }

    fn month_key(&mut self, key: &Spanned<String>, value: &Node) -> Option<Month> {
        if value.is_null() && value::month(&key.value).is_err() {
            let message = format!("`{}` of `usage` has no value", key.value);
            self.cx.fault(key.span, message, value::cut_off(&key.value));
            return None;
        }
        let style = crate::parse::yaml::ScalarStyle::Plain;
        let node = Node { span: key.span, kind: NodeKind::Scalar(key.value.clone(), style) };
        self.cx.month(&node, "usage").map(|m| m.value)
    }

    fn point(&mut self, month: &str, node: &Node) -> Option<UsagePoint> {
        let text = self.cx.text(node, month)?;
        let (active, entitled) = match text.value.split_once('/') {
            Some((active, entitled)) => (active, Some(entitled)),
            None => (text.value.as_str(), None),
        };
        let active = self.count(month, active, &text);
        let entitled = match entitled {
            Some(entitled) => Some(self.count(month, entitled, &text)?),
            None => None,
        };
        Some(UsagePoint { active: active?, entitled, was: None, span: text.span })
    }

    fn count(&mut self, month: &str, part: &str, whole: &Spanned<String>) -> Option<u64> {
        let part = part.trim();
        if let Ok(count) = value::integer(part) {
            return Some(count);
        }
        let bare: String = whole.value.chars().filter(|c| !matches!(c, ',' | '.' | '\'' | ' ')).collect();
        let mends = bare.split('/').count() <= 2 && bare.split('/').all(|p| value::integer(p).is_ok());
        let help = if mends {
            format!("write `{bare}`")
        } else {
            "write active/entitled, such as `2902/12400`".to_string()
        };
        let message = format!("usage of `{month}` is `{}`, where counts are due", whole.value);
        self.cx.fault(whole.span, message, help);
        None
    }

    /// The same month twice in one place: a clash where the counts differ.
    fn report_repeat(&mut self, month: Month, first: &UsagePoint, second: &UsagePoint) {
        let differ = (first.active, first.entitled) != (second.active, second.entitled);
        let (code, how) = match differ {
            true => (&codes::USAGE_CLASH, "different counts"),
            false => (&codes::RECORD_SHAPE, "the same counts"),
        };
        let found = Diagnostic::new(code, second.span, format!("usage of `{month}` stands twice with {how}"));
        self.cx.findings.push(found.help("keep one of them").label(first.span, "first here"));
    }

    /// Adds the rows of a usage file; a point of the record wins, and a difference is a finding.
    pub(super) fn merge_usage(&mut self, customer: &mut Customer, file: &SourceFile) {
        let rows = usage::read(file, self.cx.findings);
        let mut taken: BTreeMap<(usize, Month), UsagePoint> = BTreeMap::new();
        let mut services: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for row in rows {
            let month = row.month;
            let service = services.entry(row.service.value.clone());
            let service = *service.or_insert_with(|| self.row_service(customer, &row));
            let Some(service) = service else { continue };
            let point =
                UsagePoint { active: row.active, entitled: row.entitled, was: row.was, span: row.span };
            match taken.get(&(service, month)) {
                Some(first) => self.report_repeat(month, first, &point),
                None => {
                    taken.insert((service, month), point);
                }
            }
        }
        for ((service, month), point) in taken {
            let points = &mut customer.services[service].usage;
            match points.get_mut(&month) {
                Some(own) => {
                    self.report_difference(month, own, &point);
                    own.was = point.was.filter(|_| own.active == point.active);
                }
                None => {
                    points.insert(month, point);
                }
            }
        }
    }

    /// The record's service that a row speaks of; asked once for each spelling.
    fn row_service(&mut self, customer: &Customer, row: &UsageRow) -> Option<usize> {
        let (name, known) = self.service(row.service.clone());
        let at = customer.services.iter().position(|s| s.name.value == name.value);
        if at.is_none() && known {
            let message = format!("the usage file counts `{}`, which the record does not list", name.value);
            let found = Diagnostic::new(&codes::FACTS_CONTRADICT, row.span, message);
            let help = "add the service to the record, or remove its rows";
            self.cx.findings.push(found.help(help).label(customer.span, "the record"));
        }
        at
    }

    fn report_difference(&mut self, month: Month, own: &UsagePoint, other: &UsagePoint) {
        let entitled = own.entitled.zip(other.entitled);
        if own.active == other.active && entitled.is_none_or(|(a, b)| a == b) {
            return;
        }
        let message =
            format!("usage of `{month}` is {} here and {} in the usage file", shown(own), shown(other));
        let found = Diagnostic::new(&codes::USAGE_CLASH, own.span, message).severity(Severity::Warning);
        let found = found.help("the record's own count is used; remove it to use the file's");
        self.cx.findings.push(found.label(other.span, "in the usage file"));
    }
}

fn shown(point: &UsagePoint) -> String {
    match point.entitled {
        Some(entitled) => format!("`{}/{entitled}`", point.active),
        None => format!("`{}`", point.active),
    }
}
