//! The services of a record. In: `services:`. Out: [`ServiceRecord`]s in file order.
//! Never: arithmetic beyond the sum of seats.

use super::seats::Seats;
use crate::model::Name;
use crate::model::customer::{Dates, Dibs, NextAction, ServiceRecord, StatusRow};
use crate::parse::lower::lookup::Lowering;
use crate::parse::schema::reader::MapReader;
use crate::parse::schema::record::{DATES, DIBS, NEXT, ROW, SERVICE};
use crate::parse::yaml::{Node, NodeKind};
use crate::source::{SourceFile, Spanned};

/// What services take over from their customer.
struct Inherited {
    phase: Option<Spanned<Name>>,
    dates: Dates,
}

/// What a status row says, from the status down to the engineering reason.
struct Reasons {
    l1: Option<Spanned<Name>>,
    l2: Option<Spanned<Name>>,
    l3: Option<Spanned<Name>>,
}

impl Lowering<'_> {
    /// `services:`; two spellings of one service are a finding, and the first stands.
    pub(super) fn services(&mut self, file: &SourceFile, record: &MapReader<'_>) -> Vec<ServiceRecord> {
        let inherited = Inherited { phase: self.phase_of(record), dates: self.dates(record) };
        self.check_timeline(&inherited.dates);
        let mut services: Vec<ServiceRecord> = Vec::new();
        for (key, node) in record.table("services", &mut self.cx) {
            let (name, known) = self.service(key.clone());
            if let Some(first) = services.iter().find(|s| s.name.value == name.value) {
                let message =
                    format!("`{}` is the service `{}`, which stands above", key.value, first.name.value);
                self.cx.fault(key.span, message, "write one entry for each service");
                continue;
            }
            services.push(self.one_service(file, name, known, node, &inherited));
        }
        services
    }

    fn one_service(
        &mut self,
        file: &SourceFile,
        name: Spanned<Name>,
        known: bool,
        node: &Node,
        inherited: &Inherited,
    ) -> ServiceRecord {
        let reader = MapReader::new(node, SERVICE, &format!("the service `{}`", name.value), &mut self.cx);
        let service = ServiceRecord {
            known,
            entitled: reader.integer("entitled", &mut self.cx),
            overridden: reader.integer("override", &mut self.cx),
            phase: self.phase_of(&reader).or_else(|| inherited.phase.clone()),
            engagement: self.plain(&reader, "engagement"),
            intended: reader.integer("intended", &mut self.cx),
            dibs: self.dibs(&reader),
            status: self.status_rows(&reader),
            dates: self.service_dates(&reader, &inherited.dates),
            migration_velocity_manager: reader
                .flag("migration_velocity_manager", &mut self.cx)
                .map(|f| f.value),
            usage: self.usage(&reader),
            tags: reader.texts("tags", &mut self.cx),
            data: self.texts_by_key(&reader),
            span: node.span,
            name,
        };
        self.check_seats(&Seats { file, service: &service, reader: &reader });
        service
    }

    fn phase_of(&mut self, reader: &MapReader<'_>) -> Option<Spanned<Name>> {
        let text = reader.text("phase", &mut self.cx)?;
        Some(self.phase(text))
    }

    fn dibs(&mut self, service: &MapReader<'_>) -> Option<Dibs> {
        let reader = service.map("dibs", DIBS, "`dibs`", &mut self.cx)?;
        Some(Dibs {
            due: reader.date("due", &mut self.cx),
            intent: self.plain(&reader, "intent"),
            reason: self.plain(&reader, "reason"),
            owner: self.plain(&reader, "owner"),
            span: reader.span,
        })
    }

    fn dates(&mut self, parent: &MapReader<'_>) -> Dates {
        let Some(reader) = parent.map("dates", DATES, "`dates`", &mut self.cx) else {
            return Dates::default();
        };
        Dates {
            intake: reader.date("intake", &mut self.cx),
            engaged: reader.date("engaged", &mut self.cx),
            kickoff: reader.date("kickoff", &mut self.cx),
            enabled: reader.date("enabled", &mut self.cx),
        }
    }

    /// The service's own dates, each else the customer's.
    fn service_dates(&mut self, service: &MapReader<'_>, customer: &Dates) -> Dates {
        if service.get("dates").is_none() {
            return customer.clone();
        }
        let own = self.dates(service);
        let dates = Dates {
            intake: own.intake.or_else(|| customer.intake.clone()),
            engaged: own.engaged.or_else(|| customer.engaged.clone()),
            kickoff: own.kickoff.or_else(|| customer.kickoff.clone()),
            enabled: own.enabled.or_else(|| customer.enabled.clone()),
        };
        self.check_timeline(&dates);
        dates
    }

    /// Intake, engaged, kickoff, enabled: each not before the one given before it.
    fn check_timeline(&mut self, dates: &Dates) {
        let order = [
            ("intake", dates.intake.as_ref()),
            ("engaged", dates.engaged.as_ref()),
            ("kickoff", dates.kickoff.as_ref()),
            ("enabled", dates.enabled.as_ref()),
        ];
        let given: Vec<_> = order.into_iter().filter(|(_, date)| date.is_some()).collect();
        for pair in given.windows(2) {
            self.in_order(pair[0], pair[1]);
        }
    }

    /// `status:`; one word is one row over all seats.
    fn status_rows(&mut self, service: &MapReader<'_>) -> Vec<StatusRow> {
        let Some(node) = service.get("status") else { return Vec::new() };
        if let NodeKind::Scalar(..) = node.kind {
            let text = self.cx.text(node, "status");
            return text.map(|text| self.row_of_all(node, text)).into_iter().collect();
        }
        let mut rows = Vec::new();
        for node in self.cx.list(node, "status") {
            let reader = MapReader::new(node, ROW, "a status row", &mut self.cx);
            rows.extend(self.row(node, &reader));
        }
        rows
    }

    fn row_of_all(&mut self, node: &Node, text: Spanned<String>) -> StatusRow {
        StatusRow {
            l1: self.status(text).0,
            l2: None,
            l3: None,
            seats: None,
            since: None,
            target: None,
            owner: None,
            next: None,
            note: None,
            audience: self.catalog.settings.audiences.narrowest(),
            span: node.span,
        }
    }

    fn row(&mut self, node: &Node, reader: &MapReader<'_>) -> Option<StatusRow> {
        let Reasons { l1, l2, l3 } = self.reasons(reader);
        let since = reader.date("since", &mut self.cx);
        let target = reader.date("target", &mut self.cx);
        self.in_order(("since", since.as_ref()), ("target", target.as_ref()));
        let row = StatusRow {
            l2,
            l3,
            seats: reader.integer("seats", &mut self.cx),
            since: since.map(|d| d.value),
            target: target.map(|d| d.value),
            owner: self.plain(reader, "owner"),
            next: reader
                .map("next", NEXT, "`next`", &mut self.cx)
                .map(|next| NextAction { on: self.day(&next, "on"), text: self.plain(&next, "text") }),
            note: self.plain(reader, "note"),
            audience: self.audience(reader),
            span: node.span,
            l1: l1?,
        };
        Some(row)
    }

    /// L1, L2 and L3; the lower ones are only checked below a name that the registry holds.
    fn reasons(&mut self, row: &MapReader<'_>) -> Reasons {
        let l1 = row.text("l1", &mut self.cx).map(|text| self.status(text));
        let l2 = row.text("l2", &mut self.cx).map(|text| match &l1 {
            Some((l1, true)) => self.reason(&l1.value, text),
            _ => text.map(Name::from),
        });
        let l3 = row.text("l3", &mut self.cx).map(|text| match &l2 {
            Some(l2) => self.engineering_reason(&l2.value, text),
            None => text.map(Name::from),
        });
        Reasons { l1: l1.map(|(name, _)| name), l2, l3 }
    }
}
