//! Consumption status rows (DOMAIN.md 6): each with its seats worked out, and the seats that no row names.
//! In: a service's rows and entitlements. Out: [`RowState`]s, sums by L1.
//! Never: drops a seat; what no row names counts as Status Unknown.

use crate::assess::RowState;
use crate::model::Name;
use crate::model::customer::ServiceRecord;
use crate::model::registry::Registry;

/// The L1 values that arithmetic knows; settings may add others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the portal's own")]
pub enum L1 {
    InProgress,
    Blocked,
    NoIntent,
    StatusUnknown,
    DuplicateInvalid,
    Other,
}

impl L1 {
    /// The meaning of a row's L1, without case, blanks and signs: `Duplicate / Invalid` is `Duplicate/Invalid`.
    pub fn of(name: &str) -> Self {
        let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        match letters.to_lowercase().as_str() {
            "inprogress" => Self::InProgress,
            "blocked" => Self::Blocked,
            "nointent" => Self::NoIntent,
            "statusunknown" | "unknown" => Self::StatusUnknown,
            "duplicateinvalid" | "duplicate" | "invalid" => Self::DuplicateInvalid,
            _ => Self::Other,
        }
    }

    /// True if seats with it keep a service in scope: neither No Intent nor Duplicate/Invalid.
    pub fn is_in_scope(self) -> bool {
        !matches!(self, Self::NoIntent | Self::DuplicateInvalid)
    }
}

/// Seats that the rows have to add up to: `override`, else `entitled`; none if the record gives neither.
pub fn seats_given(service: &ServiceRecord) -> Option<i64> {
    service.overridden.as_ref().or(service.entitled.as_ref()).map(|s| whole(s.value))
}

/// A count as a signed number; counts beyond 9 · 10¹⁸ are cut there.
pub(super) fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Rows with their seats, in the record's order, and the seats missing (> 0) or surplus (< 0).
///
/// The first row without seats takes the rest; seats that no row names stand behind them as one row
/// `Status Unknown` with `row: None`, unless there is no row at all: then nothing is said about status.
pub fn worked_out(registry: &Registry, service: &ServiceRecord) -> (Vec<RowState>, i64) {
    let given = seats_given(service);
    let named = service.status.iter().filter_map(|r| r.seats.as_ref());
    let named = named.fold(0_i64, |sum, s| sum.saturating_add(whole(s.value)));
    let mut rest = given.map_or(0, |g| g.saturating_sub(named));
    let mut rows = Vec::with_capacity(service.status.len() + 1);
    for (idx, row) in service.status.iter().enumerate() {
        let seats = row.seats.as_ref().map_or_else(|| std::mem::take(&mut rest).max(0), |s| whole(s.value));
        rows.push(RowState { row: Some(idx), l1: row.l1.value.clone(), seats });
    }
    let sum = rows.iter().fold(0_i64, |sum, r| sum.saturating_add(r.seats));
    let missing = given.map_or(0, |g| g.saturating_sub(sum));
    if missing > 0 {
        rows.push(RowState { row: None, l1: status_unknown(registry), seats: missing });
    }
    (rows, missing)
}

fn status_unknown(registry: &Registry) -> Name {
    registry.statuses.find("Status Unknown").cloned().unwrap_or_else(|| Name::from("Status Unknown"))
}

/// Seats of all rows with an L1.
pub fn seats_of(rows: &[RowState], l1: L1) -> i64 {
    rows.iter().filter(|r| L1::of(&r.l1) == l1).fold(0, |sum, r| sum.saturating_add(r.seats))
}

/// In scope: a seat that is neither No Intent nor Duplicate/Invalid. Without entitlements the rows speak
/// for seats that nobody counted; without either nothing says that it is out of scope.
pub(super) fn in_scope(service: &ServiceRecord, rows: &[RowState]) -> bool {
    if rows.is_empty() {
        return seats_given(service) != Some(0);
    }
    let uncounted = seats_given(service).is_none();
    let holds = |r: &RowState| {
        let open = uncounted && r.row.is_some_and(|i| service.status[i].seats.is_none());
        r.seats > 0 || open
    };
    rows.iter().any(|r| L1::of(&r.l1).is_in_scope() && holds(r))
}
