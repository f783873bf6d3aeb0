//! A cohort file, checked. In: `cohorts/<YYYY-MM>.yml`, the catalog. Out: [`Cohort`].
//! Never: looks a customer up; records are streamed.

use super::lookup::{Lowering, stem};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::catalog::Catalog;
use crate::model::cohort::{Change, Cohort, CohortRegion, Member};
use crate::model::date::{Date, days_between};
use crate::parse::date;
use crate::parse::schema::cohort::{CHANGE, COHORT, LEVELS, MEMBER, REGION};
use crate::parse::schema::reader::MapReader;
use crate::parse::yaml::{self, Node, NodeKind};
use crate::source::{SourceFile, Span, Spanned};
use jiff::civil::Weekday;
use std::collections::BTreeMap;

/// Reads a cohort file; its month is the file's name. `None`: no month in the name, or no YAML mapping.
pub fn read(file: &SourceFile, catalog: &Catalog, findings: &mut Findings) -> Option<Cohort> {
    let month = date::month(stem(file));
    if month.is_none() {
        let span = Span::new(file.id, file.line_range(1));
        let message = format!("`{}` is named after no month", file.path);
        findings.push(
            Diagnostic::new(&codes::RECORD_SHAPE, span, message).help("name the file `cohorts/2026-09.yml`"),
        );
    }
    let range = file.body_start()..file.text.len();
    let node = yaml::parse(file, range, findings, &codes::RECORD_SHAPE)?;
    let mut low = Lowering::new(catalog, findings, LEVELS);
    let reader = MapReader::new(&node, COHORT, "the cohort", &mut low.cx);
    if !matches!(node.kind, NodeKind::Map(_)) {
        return None;
    }
    let meeting = reader.one_of("meeting", &mut low.cx).map(|day| day.value.to_string());
    let regions = low.regions(&reader);
    low.check_members(&regions);
    Some(Cohort { month: month?, source: file.id, meeting, regions })
}

impl Lowering<'_> {
    fn regions(&mut self, cohort: &MapReader<'_>) -> Vec<CohortRegion> {
        let mut regions = Vec::new();
        for (key, node) in cohort.table("regions", &mut self.cx) {
            let region = self.region(key.clone()).value;
            let reader = MapReader::new(node, REGION, &format!("the region `{region}`"), &mut self.cx);
            let members = reader.list("members", &mut self.cx);
            let changes = reader.list("changes", &mut self.cx);
            regions.push(CohortRegion {
                region,
                members: members.iter().filter_map(|node| self.member(node)).collect(),
                changes: changes.iter().filter_map(|node| self.change(node)).collect(),
                actions: self.actions(&reader),
                span: key.span,
            });
        }
        regions
    }

    fn member(&mut self, node: &Node) -> Option<Member> {
        let reader = MapReader::new(node, MEMBER, "a member", &mut self.cx);
        let customer = self.customer_id(&reader);
        let since = self.day(&reader, "since");
        let focus = reader.texts("focus", &mut self.cx).into_iter().map(|f| f.value).collect();
        Some(Member { customer: customer?, since, focus })
    }

    fn customer_id(&mut self, reader: &MapReader<'_>) -> Option<Spanned<String>> {
        let id = reader.text("customer", &mut self.cx)?;
        self.check_id(&id, "customer id");
        Some(id)
    }

    fn change(&mut self, node: &Node) -> Option<Change> {
        let reader = MapReader::new(node, CHANGE, "a change", &mut self.cx);
        let customer = self.customer_id(&reader);
        let joins = reader.one_of("move", &mut self.cx).map(|m| m.value == "in");
        let announced = reader.date("announced", &mut self.cx);
        let effective = reader.date("effective", &mut self.cx);
        let by = self.plain(&reader, "by");
        if let (Some(announced), Some(effective)) = (&announced, &effective) {
            self.check_notice(announced, effective);
        }
        Some(Change {
            customer: customer?,
            joins: joins?,
            announced: announced.map(|d| d.value),
            effective: effective.map(|d| d.value),
            by,
            span: node.span,
        })
    }

    /// A change must be announced the settings' number of days ahead.
    fn check_notice(&mut self, announced: &Spanned<Date>, effective: &Spanned<Date>) {
        let review = &self.catalog.settings.review;
        let due = i64::from(review.notice_days);
        let (given, unit) = match review.working_days {
            true => (working_days(announced.value, effective.value), "working days"),
            false => (i64::from(days_between(announced.value, effective.value)), "days"),
        };
        if given < due {
            let message = format!(
                "a change announced {} is effective {}: {given} {unit} of notice, where {due} are due",
                announced.value, effective.value
            );
            let found = Diagnostic::new(&codes::TIMELINE_IMPOSSIBLE, effective.span, message);
            let help = "make it effective later, or mend a date";
            self.cx.findings.push(found.help(help).label(announced.span, "announced here"));
        }
    }

    /// A customer is a member once.
    fn check_members(&mut self, regions: &[CohortRegion]) {
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        for member in regions.iter().flat_map(|r| &r.members) {
            let customer = &member.customer;
            let Some(earlier) = first.insert(&customer.value, customer.span) else { continue };
            let message = format!("`{}` is a member twice", customer.value);
            let found = Diagnostic::new(&codes::RECORD_SHAPE, customer.span, message);
            self.cx.findings.push(found.help("keep one entry").label(earlier, "first here"));
        }
    }
}

/// Monday to Friday after `start`, up to and with `end`; negative when `end` is earlier.
fn working_days(start: Date, end: Date) -> i64 {
    if end < start {
        return -working_days(end, start);
    }
    let days = i64::from(days_between(start, end));
    let (weeks, odd) = (days / 7, days % 7);
    let first = i64::from(start.weekday().to_monday_zero_offset());
    let weekday = |n: i64| (first + n) % 7 < i64::from(Weekday::Saturday.to_monday_zero_offset());
    weeks * 5 + (1..=odd).filter(|n| weekday(*n)).count() as i64
}
