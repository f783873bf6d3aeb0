//! What a page means (DOMAIN.md 2): sections, scenarios, lines, tables.
//! In: what `parse/playbook` read. Out: [`Playbook`].
//! Never: a customer; nothing here depends on a record.

mod due;
mod label;
mod scenario;
mod section;
mod table;

pub use due::{DueAnchor, DueRule, DueUnit, Recurrence};
pub use label::{Label, LabelKind, Labels};
pub use scenario::{IdSource, Item, NameRef, Need, Scenario, ServiceScope};
pub use section::{Section, SectionKind};
pub use table::{DataField, Include, Kpi, Refresh, Required, RingUpdate, Task};

use super::Name;

/// Everything a page says beyond its prose.
#[derive(Clone, Debug, Default)]
pub struct Playbook {
    /// Labels bound to the page.
    pub labels: Labels,
    /// Every heading, in order.
    pub sections: Vec<Section>,
    /// In page order.
    pub scenarios: Vec<Scenario>,
    /// Rows of task tables, in page order.
    pub tasks: Vec<Task>,
    /// KPI rows.
    pub kpis: Vec<Kpi>,
    /// Fields a record must hold.
    pub data_fields: Vec<DataField>,
    /// Ring updates.
    pub ring_updates: Vec<RingUpdate>,
    /// The page's own change log.
    pub refresh: Vec<Refresh>,
    /// Includes of the page, in order, nested ones too.
    pub includes: Vec<Include>,
    /// Every service that an `Applies To` label of the page names, in order of appearance.
    pub applies_to: Vec<Name>,
    /// True if the page has an Approach section or a task table.
    pub has_lines: bool,
    /// The newest day that `ms.date` or the change log gives; of dates that can be read.
    pub changed: Option<super::date::Date>,
}
