//! A cohort file, checked. In: `cohorts/<YYYY-MM>.yml`, the catalog. Out: [`Cohort`].
//! Never: looks a customer up; records are streamed.

use super::lookup::{Lowering, stem};
use crate::diagnostic::{Diagnostic, Findings, Severity, codes};
use crate::model::catalog::Catalog;
use crate::model::cohort::{Change, Cohort, CohortRegion, Member, notice};
use crate::model::date::{Date, Month, days_between};
use crate::parse::schema::cohort::{CHANGE, COHORT, HEALTH_REVIEW, LEVELS, MEMBER, REGION};
use crate::parse::schema::reader::MapReader;
use crate::parse::yaml::{self, Node, NodeKind};
use crate::parse::{date, suggest};
use crate::source::{SourceFile, Span, Spanned};
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
    let health_review = reader.one_of("kind", &mut low.cx).is_some_and(|k| k.value == HEALTH_REVIEW);
    let weeks = reader.integer("return_after_weeks", &mut low.cx);
    if let Some(weeks) = weeks.as_ref().filter(|_| !health_review) {
        let help = format!("leave it out, or write `kind: {HEALTH_REVIEW}`");
        low.cx.fault(weeks.span, "`return_after_weeks` counts for a health review only", help);
    }
    let return_after_weeks = weeks.map(|w| u32::try_from(w.value).unwrap_or(u32::MAX));
    let regions = low.regions(&reader);
    low.check_members(&regions);
    if let Some(month) = month {
        low.check_list(month, &regions);
    }
    Some(Cohort { month: month?, source: file.id, health_review, return_after_weeks, meeting, regions })
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
        } else if let Some(effective) = effective.as_ref().filter(|_| reader.get("announced").is_none()) {
            let message = "a change that does not say when it was announced";
            self.cx.fault(effective.span, message, "write `announced:` with the day");
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
        let given = notice(announced.value, effective.value, review.working_days);
        let unit = if review.working_days { "working days" } else { "days" };
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

    /// The list of a month stands from its first day on; who joins later needs notice like everybody.
    fn check_list(&mut self, month: Month, regions: &[CohortRegion]) {
        let last = month.plus(-1).end();
        let late = |m: &&Member| m.since.is_some_and(|since| days_between(last, since) > 1);
        for member in regions.iter().flat_map(|r| &r.members).filter(late) {
            let (id, since) =
                (&member.customer.value, member.since.map(|s| s.to_string()).unwrap_or_default());
            let message = format!(
                "`{id}` is listed since {since}, but the list of {month} stands from its first day on"
            );
            let found = Diagnostic::new(&codes::TIMELINE_IMPOSSIBLE, member.customer.span, message);
            let help = format!(
                "write it under `changes:` as `{{customer: {id}, move: in, announced: …, effective: {since}}}`"
            );
            self.cx.findings.push(found.severity(Severity::Warning).help(help));
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

/// Rules between cohorts, and between cohorts and records: every member has a record (`ids`, sorted), and comes
/// back to a health review only after the weeks that its cohort gives.
pub fn check_all(cohorts: &[Cohort], ids: &[&str], findings: &mut Findings) {
    for cohort in cohorts {
        let regions = cohort.regions.iter();
        let named = regions
            .flat_map(|r| r.members.iter().map(|m| &m.customer).chain(r.changes.iter().map(|c| &c.customer)));
        for customer in named.filter(|c| ids.binary_search(&c.value.as_str()).is_err()) {
            let message = format!("`{}` is no customer with a record", customer.value);
            let found = Diagnostic::new(&codes::REFERENCE_UNKNOWN, customer.span, message);
            // The packs say it too, and a record may lie elsewhere: no reason to stop a build.
            let found = found.severity(Severity::Warning);
            let otherwise = || "write the id of a record".to_string();
            findings.push(suggest::told(found, &customer.value, ids.iter().copied(), otherwise));
        }
        if let Some(weeks) = cohort.return_after_weeks.filter(|_| cohort.health_review) {
            check_returns(cohorts, cohort, weeks, findings);
        }
    }
}

/// A health review takes a customer again only `weeks` after the end of the last one that had it.
fn check_returns(cohorts: &[Cohort], cohort: &Cohort, weeks: u32, findings: &mut Findings) {
    let first_day = cohort.month.plus(-1).end();
    let earlier = || cohorts.iter().filter(|c| c.health_review && c.month < cohort.month);
    for member in cohort.regions.iter().flat_map(|r| &r.members) {
        let had = |c: &&Cohort| {
            let members = c.regions.iter().flat_map(|r| &r.members);
            members.into_iter().any(|m| m.customer.value == member.customer.value)
        };
        let Some(last) = earlier().filter(had).map(|c| c.month).max() else { continue };
        let since = member.since.filter(|s| *s > first_day).unwrap_or(first_day);
        let days = i64::from(days_between(last.end(), since));
        if days < i64::from(weeks) * 7 {
            let message = format!(
                "`{}` was reviewed in {last} and comes back after {} weeks, where {weeks} are due",
                member.customer.value,
                days / 7
            );
            let found = Diagnostic::new(&codes::TIMELINE_IMPOSSIBLE, member.customer.span, message);
            findings.push(found.help("take it into a later month"));
        }
    }
}
