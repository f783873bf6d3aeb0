//! Findings put together by what is asked for: an owner, a folder, a severity. In: findings, a key. Out: groups, the
//! worst first. Never: a finding in no group.

use super::{Report, WORST_FIRST, counted, order, plural, tally};
use crate::diagnostic::Diagnostic;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Keys that every finding has.
pub const KEYS: &[&str] = &["severity", "code", "path", "folder"];

/// What findings are put together by.
#[derive(Clone, Debug)]
pub struct By {
    /// One of [`KEYS`], or a key of the front matter.
    pub key: String,
    /// Values of a key of the front matter, by path.
    pub values: HashMap<String, String>,
}

impl By {
    /// What the finding has there; none for a page without the key, and for a file that is no page.
    pub(super) fn value(&self, report: &Report<'_>, d: &Diagnostic) -> Option<String> {
        let path = order::path(report.sources, d);
        match self.key.as_str() {
            "severity" => Some(d.severity.as_str().to_string()),
            "code" => Some(format!("{} {}", d.code.id, d.code.name)),
            "path" => Some(path.to_string()),
            "folder" => Some(path.rsplit_once('/').map_or(".", |(folder, _)| folder).to_string()),
            _ => self.values.get(path).cloned(),
        }
    }
}

/// Findings with one value, sorted.
pub(super) struct Group<'a> {
    /// The value; none where there is none.
    pub(super) value: Option<String>,
    pub(super) found: Vec<&'a Diagnostic>,
}

impl Group<'_> {
    /// Errors, warnings and suggestions.
    pub(super) fn counts(&self) -> [usize; 3] {
        WORST_FIRST.map(|severity| self.found.iter().filter(|d| d.severity == severity).count())
    }

    /// The value in words.
    pub(super) fn name(&self, by: &By) -> String {
        self.value.clone().unwrap_or_else(|| format!("no {}", by.key))
    }

    /// `alind: 2 errors and 5 warnings in 3 files`.
    pub(super) fn title(&self, by: &By) -> String {
        let files = plural(tally::files(&self.found), "file");
        format!("{}: {} in {files}", self.name(by), counted(self.counts()))
    }
}

/// The groups: most errors first, then most warnings, most suggestions; of equal ones by value.
pub(super) fn groups<'a>(report: &Report<'a>, by: &By) -> Vec<Group<'a>> {
    let mut found: BTreeMap<Option<String>, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in order::sorted(report) {
        found.entry(by.value(report, finding)).or_default().push(finding);
    }
    let mut groups: Vec<Group<'a>> = found.into_iter().map(|(value, found)| Group { value, found }).collect();
    groups.sort_by_key(|group| Reverse(group.counts()));
    groups
}
