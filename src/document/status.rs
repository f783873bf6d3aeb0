//! Consumption status (L1 / Reason / Engineering reason) as it is printed. In: a service's rows, scope.
//! Out: [`StatusView`]. Never: a row, an owner or a note that the viewer may not see.

use super::Scope;
use super::wording;
use crate::assess::measures::seats_given;
use crate::assess::{Assessment, RowState, ServiceState};
use crate::model::customer::{ServiceRecord, StatusRow};
use crate::plan::share;
use serde::Serialize;

/// Seats of a row that are given nowhere.
const NOT_COUNTED: &str = "not counted";

/// The rows of one service.
#[derive(Clone, Debug, Serialize)]
pub struct StatusView {
    /// The service.
    pub service: String,
    /// In the record's order.
    pub rows: Vec<RowView>,
    /// `5,600 + 3,000 + 3,800 = 12,400 entitlements`; only if every row is shown.
    pub sum: Option<String>,
}

/// One row.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// `Blocked`.
    pub l1: String,
    /// Reason.
    pub l2: Option<String>,
    /// Engineering reason.
    pub l3: Option<String>,
    /// `3,000`, `not counted`.
    pub seats: String,
    /// `127 days`, inside only.
    pub age: Option<String>,
    /// `since 4 May 2026`.
    pub since: Option<String>,
    /// `30 Oct 2026`.
    pub target: Option<String>,
    /// Owner.
    pub owner: Option<String>,
    /// `carrier date, 10 Sep 2026`; inside also `overdue 3 days`.
    pub next: Option<String>,
    /// Why.
    pub note: Option<String>,
    /// No row of the record names these seats.
    pub rest: bool,
}

/// The rows of every service that has one for this viewer.
pub fn statuses(scope: &Scope, assessment: &Assessment) -> Vec<StatusView> {
    let services = assessment.services.iter();
    services.filter_map(|s| status(scope, assessment, s)).collect()
}

fn status(scope: &Scope, assessment: &Assessment, service: &ServiceState) -> Option<StatusView> {
    let record = assessment.customer.services.iter().find(|r| r.name.value == service.name)?;
    let maker = Maker { scope, assessment, record };
    let rows: Vec<RowView> = service.rows.iter().filter_map(|r| maker.row(r)).collect();
    let complete = rows.len() == service.rows.len();
    let counted = rows.iter().all(|r| r.seats != NOT_COUNTED);
    let sum = (complete && counted && service.rows.len() > 1).then(|| sum(service, record));
    (!rows.is_empty()).then(|| StatusView { service: service.name.to_string(), rows, sum })
}

struct Maker<'a> {
    scope: &'a Scope<'a>,
    assessment: &'a Assessment<'a>,
    record: &'a ServiceRecord,
}

impl Maker<'_> {
    fn row(&self, state: &RowState) -> Option<RowView> {
        let rest = RowView {
            l1: state.l1.to_string(),
            l2: None,
            l3: None,
            seats: self.seats(state),
            age: None,
            since: None,
            target: None,
            owner: None,
            next: None,
            note: None,
            rest: true,
        };
        let Some(row) = state.row.and_then(|idx| self.record.status.get(idx)) else {
            return self.scope.is_inside().then_some(rest);
        };
        self.scope.viewer.may_see(row.audience).then(|| self.filled(row, rest))
    }

    /// A row without seats takes the rest of the entitlements: without those nobody knows how many.
    fn seats(&self, state: &RowState) -> String {
        let row = state.row.and_then(|idx| self.record.status.get(idx));
        let open = row.is_some_and(|r| r.seats.is_none()) && seats_given(self.record).is_none();
        if open { NOT_COUNTED.into() } else { wording::count(state.seats) }
    }

    fn filled(&self, row: &StatusRow, empty: RowView) -> RowView {
        let as_of = self.scope.as_of;
        let inside = self.scope.is_inside();
        // A day that has not come does not exist.
        let since = row.since.filter(|day| *day <= as_of);
        let next = row.next.as_ref().map(|n| {
            let day = n.on.map(|d| wording::day(d).text);
            let late = n.on.filter(|d| inside && *d < as_of).map(|d| wording::due(d, as_of));
            n.text.clone().into_iter().chain(day).chain(late).collect::<Vec<_>>().join(", ")
        });
        RowView {
            l2: row.l2.as_ref().map(|n| n.value.to_string()),
            l3: row.l3.as_ref().map(|n| n.value.to_string()),
            age: since.filter(|_| inside).and_then(|d| wording::age(d, as_of)),
            since: since.map(|d| wording::day(d).text),
            target: row.target.map(|d| wording::day(d).text),
            owner: share::owner(self.scope.viewer, self.assessment.customer, row.owner.as_deref())
                .map(String::from),
            next: next.filter(|n| !n.is_empty()),
            note: row.note.clone(),
            rest: false,
            ..empty
        }
    }
}

fn sum(service: &ServiceState, record: &ServiceRecord) -> String {
    let seats: Vec<String> = service.rows.iter().map(|r| wording::count(r.seats)).collect();
    let total: i64 = service.rows.iter().map(|r| r.seats).sum();
    let tail = match service.seats_missing {
        0 if seats_given(record).is_none() => "seats".into(),
        0 => "entitlements".into(),
        n @ 1.. => format!("seats; {} more are entitled", wording::count(n)),
        n => format!("seats; {} more than entitled", wording::count(-n)),
    };
    format!("{} = {} {tail}", seats.join(" + "), wording::count(total))
}
