//! What an import would change. In: sums, the customers' usage and progress as they are. Out: [`Plan`], files.
//! Never: writes.

use crate::model::Name;
use crate::model::date::Month;
use crate::output::Replacement;
use crate::parse::import::number::Exact;
use crate::parse::import::rows::Total;

/// A plan, in the order in which it is told.
#[derive(Debug, Default)]
pub struct Plan {
    /// A number for the whole of it: the export, the map, every file as it is and as it will be.
    pub digest: String,
    /// Figures of months that were not there.
    pub new: Vec<Change>,
    /// Figures that were others.
    pub restated: Vec<Change>,
    /// How many figures stand as they are.
    pub unchanged: usize,
    /// Closed reviews that were held on a figure that is restated now.
    pub closed: Vec<String>,
    /// Figures that stand in the record too, with others: the record's own count.
    pub overruled: Vec<String>,
    /// Tasks that no playbook names.
    pub strangers: Vec<String>,
    /// Figures and states that are not taken, and why.
    pub held_back: Vec<String>,
    /// Task states: customer, key, former and new state.
    pub states: Vec<(String, String, String, String)>,
    /// How many task states stand as they are.
    pub states_unchanged: usize,
    /// Rows without a record: line, who, why.
    pub quarantined: Vec<(u32, String, String)>,
    /// Percentages that differ from what their own numbers give.
    pub percents: Vec<Percent>,
    /// Totals that differ from what the rows give.
    pub totals: Vec<Total>,
    /// How many totals agree.
    pub totals_right: usize,
    /// Customers that the export does not name.
    pub absent: Vec<String>,
    /// Tenants without figures in a month that other tenants of the customer have some of.
    pub absent_tenants: Vec<(String, String, Month)>,
    /// Blank cells of a tenant, so not in the sum of the others.
    pub blanks: Vec<String>,
    /// Services with figures that the customer's record does not list.
    pub unlisted: Vec<(String, Name)>,
    /// Rows that are no rows of customers: line, text.
    pub left_out: Vec<(u32, String)>,
    /// Columns that the map does not name.
    pub unread: Vec<String>,
    /// The files to write.
    pub files: Vec<Replacement>,
}

/// One figure that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Change {
    pub customer: String,
    pub service: Name,
    pub month: Month,
    pub active: u64,
    pub entitled: Option<u64>,
    /// Active and entitled as they were.
    pub was: Option<(u64, Option<u64>)>,
}

/// A percentage that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Percent {
    pub line: u32,
    pub customer: String,
    pub service: Name,
    pub said: Exact,
    pub active: u64,
    pub entitled: u64,
}

impl Plan {
    /// True if there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Sets the digest from the files and what they were made of.
    pub(super) fn seal(&mut self, sources: &[&[u8]]) {
        let mut hash = xxhash_rust::xxh3::Xxh3::new();
        let mut add = |bytes: &[u8]| {
            hash.update(&(bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        sources.iter().for_each(|bytes| add(bytes));
        for file in &self.files {
            add(file.path.as_bytes());
            add(file.old.as_deref().unwrap_or(b"\0none"));
            add(&file.new);
        }
        self.digest = format!("{:016x}", hash.digest());
        self.digest.truncate(10);
    }
}

impl Change {
    /// `2902/12400`, and what it was.
    pub fn told(&self) -> String {
        let now = pair(self.active, self.entitled);
        let was =
            self.was.map_or_else(String::new, |(active, entitled)| format!("{} → ", pair(active, entitled)));
        let Self { customer, service, month, .. } = self;
        format!("{customer} {service} {month}: {was}{now}")
    }
}

/// `2902/12400`, or `2902` where the entitlements are not known.
pub(super) fn pair(active: u64, entitled: Option<u64>) -> String {
    entitled.map_or_else(|| active.to_string(), |entitled| format!("{active}/{entitled}"))
}
