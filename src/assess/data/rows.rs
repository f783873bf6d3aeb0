//! Fields that every consumption status row must hold: L1, Reason / L2, Engineering Reason / L3, notes.
//! In: rows of the services asked, the condition of the field. Out: gaps by row.
//! Never: asks a row that the condition leaves out, or takes `N/A` for a word.

use super::Looked;
use super::condition::Rows;
use super::held::Gap;
use crate::model::customer::{ServiceRecord, StatusRow};

/// A part of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    L1,
    L2,
    L3,
    Note,
}

impl Part {
    /// `Consumption Status / L1`, `L3 – Engineering Reason`, `Reason / L2`, `Service Entitlement Notes`.
    pub(super) fn named(text: &str) -> Option<Self> {
        let has = |word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|w| w == word);
        match text {
            _ if has("l3") || text == "engineering reason" => Some(Self::L3),
            _ if has("l2") || text == "reason" => Some(Self::L2),
            _ if has("l1") || text == "consumption status" => Some(Self::L1),
            "service entitlement notes" | "entitlement notes" => Some(Self::Note),
            _ => None,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::L1 => "l1",
            Self::L2 => "l2",
            Self::L3 => "l3",
            Self::Note => "note",
        }
    }

    fn is_held(self, looked: &Looked<'_>, row: &StatusRow) -> bool {
        let says = |text: Option<&str>| text.is_some_and(|text| looked.says(text));
        match self {
            Self::L1 => true,
            Self::L2 => says(row.l2.as_ref().map(|n| n.value.as_str())),
            Self::L3 => says(row.l3.as_ref().map(|n| n.value.as_str())),
            Self::Note => says(row.note.as_deref()),
        }
    }
}

/// Rows without a part; a service without any row lacks the part as a whole.
pub(super) fn gaps(looked: &Looked<'_>, part: Part, rows: &Rows) -> Vec<Gap> {
    looked.services.iter().flat_map(|service| of_service(looked, service, part, rows)).collect()
}

fn of_service(looked: &Looked<'_>, service: &ServiceRecord, part: Part, rows: &Rows) -> Vec<Gap> {
    let name = &service.name.value;
    if service.status.is_empty() {
        let narrowest = looked.catalog.settings.audiences.narrowest();
        return vec![Gap::of(narrowest, format!("services.{name}.status"), service.span).at_service(name)];
    }
    let lacking = service.status.iter().enumerate().filter(|(_, r)| rows.hold(r) && !part.is_held(looked, r));
    let gap = |(idx, row): (usize, &StatusRow)| {
        let help = format!("services.{name}.status: `{}` of row {}", part.key(), idx + 1);
        Gap::of(row.audience, help, row.span).at_service(name).of_part(&row.l1.value)
    };
    lacking.map(gap).collect()
}
