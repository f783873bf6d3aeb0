//! A customer record, checked. In: `customers/<id>.yml`, `usage/<id>.csv`, the catalog. Out: [`Customer`].
//! Never: reads the clock; what is dated after the as-of day is not known here.

mod seats;
mod service;
mod usage;

use super::lookup::{Lowering, is_id, stem};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::Name;
use crate::model::catalog::Catalog;
use crate::model::customer::{Colour, Customer, Forecast, Health, StatusNote, Tenant};
use crate::parse::schema::reader::MapReader;
use crate::parse::schema::record::{COLOURS, FORECAST, HEALTH, LEVELS, NAME, RECORD, STATUS_NOTE, TENANT};
use crate::parse::yaml::{self, NodeKind};
use crate::source::{SourceFile, Spanned};
use std::collections::BTreeMap;

/// Reads a record and its usage file. Every fault is a finding; the customer is built from what can be
/// read, so that one slip does not hide the others. `None`: the file is no YAML mapping at all.
pub fn read(
    file: &SourceFile,
    usage: Option<&SourceFile>,
    catalog: &Catalog,
    findings: &mut Findings,
) -> Option<Customer> {
    let range = file.body_start()..file.text.len();
    let node = yaml::parse(file, range, findings, &codes::RECORD_SHAPE)?;
    let mut low = Lowering::new(catalog, findings, LEVELS);
    let record = MapReader::new(&node, RECORD, "the record", &mut low.cx);
    if !matches!(node.kind, NodeKind::Map(_)) {
        return None;
    }
    let mut customer = low.customer(file, &record);
    if let Some(usage) = usage {
        low.merge_usage(&mut customer, usage);
    }
    low.note_gaps(&customer);
    Some(customer)
}

impl Lowering<'_> {
    fn customer(&mut self, file: &SourceFile, record: &MapReader<'_>) -> Customer {
        let id = self.id(file, record);
        let (name, external_name) = self.name(record, &id);
        Customer {
            source: file.id,
            span: record.span,
            name,
            external_name,
            tpid: self.plain(record, "tpid"),
            tenants: self.tenants(record),
            region: record.text("region", &mut self.cx).map(|r| self.region(r)),
            segment: record.text("segment", &mut self.cx),
            managed: record.flag("managed", &mut self.cx),
            motions: self.motions(record),
            people: self.people(record),
            partners: self.partners(record),
            renewal: record.date("renewal", &mut self.cx),
            health: self.health(record),
            status_note: self.status_note(record),
            data: self.texts_by_key(record),
            services: self.services(file, record),
            actions: self.actions(record),
            decisions: self.decisions(record),
            risks: self.risks(record),
            milestones: self.milestones(record),
            ask: self.ask(record),
            notes: self.notes(record),
            playbooks: self.playbooks(record),
            id,
        }
    }

    /// The file's stem; the record's `id` must say the same.
    fn id(&mut self, file: &SourceFile, record: &MapReader<'_>) -> String {
        let stem = stem(file).to_string();
        let written = record.text("id", &mut self.cx);
        match written {
            Some(id) if id.value != stem => {
                let message = format!("`id` is `{}`, but the file is `{}`", id.value, file.path);
                self.cx.fault(id.span, message, format!("write `id: {stem}`, or rename the file"));
            }
            _ if !is_id(&stem) => {
                let id = Spanned::new(stem.clone(), written.map_or(record.span, |id| id.span));
                self.check_id(&id, "customer id");
            }
            _ => {}
        }
        stem
    }

    /// One text, or `{internal, external}`; without either the id stands in.
    fn name(&mut self, record: &MapReader<'_>, id: &str) -> (String, Option<String>) {
        let Some(node) = record.get("name") else { return (id.to_string(), None) };
        if !matches!(node.kind, NodeKind::Map(_)) {
            let name = self.cx.text(node, "name");
            return (name.map_or_else(|| id.to_string(), |n| n.value), None);
        }
        let reader = MapReader::new(node, NAME, "`name`", &mut self.cx);
        let external = self.plain(&reader, "external");
        let internal = self.plain(&reader, "internal");
        (internal.unwrap_or_else(|| id.to_string()), external)
    }

    fn tenants(&mut self, record: &MapReader<'_>) -> Vec<Tenant> {
        let mut tenants = Vec::new();
        for node in record.list("tenants", &mut self.cx) {
            let reader = MapReader::new(node, TENANT, "a tenant", &mut self.cx);
            let id = reader.text("id", &mut self.cx);
            let reference = reader.flag("reference", &mut self.cx).is_some_and(|f| f.value);
            tenants.extend(id.map(|id| Tenant { id, reference }));
        }
        let holders =
            tenants.iter().filter(|t| t.reference).map(|t| ("reference: true".to_string(), t.id.span));
        self.at_most_one(holders, "tenant with");
        tenants
    }

    fn motions(&mut self, record: &MapReader<'_>) -> Vec<Spanned<Name>> {
        let motions = &self.catalog.registry.motions;
        let known = |text: String| motions.find(&text).cloned().unwrap_or_else(|| Name::from(text));
        record.texts("motion", &mut self.cx).into_iter().map(|m| m.map(known)).collect()
    }

    fn partners(&mut self, record: &MapReader<'_>) -> Vec<Spanned<String>> {
        let partners = record.texts("partners", &mut self.cx);
        for partner in &partners {
            self.check_id(partner, "partner id");
        }
        partners
    }

    /// `playbooks:` names pages of the library by path or file stem.
    fn playbooks(&mut self, record: &MapReader<'_>) -> Option<Vec<Spanned<String>>> {
        record.get("playbooks")?;
        let named = record.texts("playbooks", &mut self.cx);
        let pages = &self.catalog.pages;
        for text in &named {
            let found = pages.iter().any(|p| p.path == text.value || page_stem(&p.path) == text.value);
            if !found && !pages.is_empty() {
                self.unknown("playbook", text, pages.iter().map(|p| page_stem(&p.path)));
            }
        }
        Some(named)
    }

    fn health(&mut self, record: &MapReader<'_>) -> Option<Health> {
        let reader = record.map("health", HEALTH, "`health`", &mut self.cx)?;
        let overall = self.colour(&reader, "overall");
        let mut groups = Vec::new();
        for node in reader.list("groups", &mut self.cx) {
            groups.extend(self.cx.one_of(node, "groups", COLOURS).and_then(|c| colour(c.value)));
        }
        let forecast = reader.map("forecast", FORECAST, "`forecast`", &mut self.cx).map(|reader| Forecast {
            overall: self.colour(&reader, "overall"),
            by: reader.month("by", &mut self.cx).map(|m| m.value),
        });
        Some(Health { overall, groups, forecast, span: reader.span })
    }

    fn colour(&mut self, reader: &MapReader<'_>, key: &str) -> Option<Colour> {
        reader.one_of(key, &mut self.cx).and_then(|c| colour(c.value))
    }

    fn status_note(&mut self, record: &MapReader<'_>) -> Option<StatusNote> {
        let reader = record.map("status_note", STATUS_NOTE, "`status_note`", &mut self.cx)?;
        let on = reader.date("on", &mut self.cx);
        let next = reader.date("next", &mut self.cx);
        self.in_order(("on", on.as_ref()), ("next", next.as_ref()));
        let (colour, text) = (self.colour(&reader, "colour"), self.plain(&reader, "text"));
        Some(StatusNote { on, colour, next: next.map(|d| d.value), text, span: reader.span })
    }

    /// `data:` of the record or of a service.
    fn texts_by_key(&mut self, reader: &MapReader<'_>) -> BTreeMap<String, Spanned<String>> {
        let entries = reader.text_table("data", &mut self.cx);
        entries.into_iter().map(|(key, text)| (key.value.clone(), text)).collect()
    }

    /// Suggestions for what reviews ask for and nobody wrote.
    fn note_gaps(&mut self, customer: &Customer) {
        let gaps = [
            (
                customer.status_note.is_none(),
                "the record has no status note",
                "add `status_note: {on: …, colour: …}`",
            ),
            (
                !customer.people.iter().any(|p| p.primary),
                "the record names no primary person",
                "add `people: [{role: …, name: …, primary: true}]`",
            ),
            (
                !customer.tenants.iter().any(|t| t.reference),
                "the record names no reference tenant",
                "add `tenants: [{id: …, reference: true}]`",
            ),
        ];
        for (_, message, help) in gaps.into_iter().filter(|(missing, ..)| *missing) {
            let found = Diagnostic::new(&codes::NOTE_MISSING, customer.span, message);
            self.cx.findings.push(found.help(help));
        }
    }
}

fn colour(word: &str) -> Option<Colour> {
    [Colour::Red, Colour::Yellow, Colour::Green, Colour::Blue].into_iter().find(|c| c.as_str() == word)
}

fn page_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}
