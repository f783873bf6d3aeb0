//! What becomes of findings before anyone sees them: levels of the settings, comments, one finding a cause.
//! In: findings of all rooms. Out: the same, fewer, sorted. Never: a finding changed in anything but its severity,
//! the fix that it lacks, and the day on which a new rule gets its own.

use super::{addresses, mends, suppress};
use crate::diagnostic::{Code, Diagnostic, Findings, Severity, codes};
use crate::model::catalog::Catalog;
use crate::model::date::Date;
use crate::model::settings::Settings;
use crate::source::SourceMap;
use crate::source::glob::Globs;
use std::collections::BTreeSet;

/// What [`finish`] took out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Finished {
    /// Findings that comments let through.
    pub suppressed: usize,
}

/// The last step over the findings of all rooms: one a cause, fixes, comments, levels, order. Only findings in files of
/// `sources` can be let through.
pub fn finish(findings: &mut Findings, catalog: &Catalog, sources: &SourceMap, as_of: Date) -> Finished {
    one_a_cause(findings, sources);
    mends::add(findings, sources);
    let suppressed = suppress::apply(findings, catalog, sources);
    apply_levels(findings, &catalog.settings, sources, as_of);
    findings.sort();
    Finished { suppressed }
}

/// Sets the severity that the settings give a code in a file; `off` takes its findings out, and so does a pinned set
/// that is older than the code. A new code without a level only suggests until its day, and says so.
pub fn apply_levels(findings: &mut Findings, settings: &Settings, sources: &SourceMap, as_of: Date) {
    let folders: Vec<Globs> =
        settings.folders.iter().map(|(glob, _)| Globs::new(std::slice::from_ref(&glob.value))).collect();
    let today = as_of.to_string();
    findings.0.retain_mut(|found| {
        let path = sources.get(found.span.source).map_or("", |file| file.path.as_str());
        let mut taking =
            settings.folders.iter().zip(&folders).rev().filter(|(_, g)| g.matches(path).is_some());
        let of_folder = taking.find_map(|((_, levels), _)| levels.get(found.code.id));
        match of_folder.map(String::as_str).or_else(|| level(found.code, settings)) {
            Some("off") => return false,
            Some(level) => found.severity = severity(level).unwrap_or(found.severity),
            None => suggest_only(found, &today),
        }
        true
    });
}

/// Until its day a new rule weighs nothing.
fn suggest_only(found: &mut Diagnostic, today: &str) {
    let (was, suggestion) = (found.severity, Severity::Suggestion);
    if let Some(day) = found.code.suggests_on(today).filter(|_| was > suggestion) {
        let said = format!(
            "new: {} {} from {day} on",
            if was == Severity::Error { "an" } else { "a" },
            was.as_str()
        );
        found.severity = suggestion;
        found.help = Some(found.help.take().map_or_else(|| said.clone(), |help| format!("{help} ({said})")));
    }
}

/// The level that the settings give a code in the whole library. A code that is newer than the pinned set is off.
fn level<'s>(code: &Code, settings: &'s Settings) -> Option<&'s str> {
    let given = settings.levels.get(code.id).map(String::as_str);
    let is_new = settings.pin.as_ref().is_some_and(|set| code.is_newer_than(set));
    given.or(is_new.then_some("off"))
}

/// True unless the settings switch a code off in every file.
pub(super) fn is_on(code: &Code, settings: &Settings) -> bool {
    let mut folders = settings.folders.iter().filter_map(|(_, levels)| levels.get(code.id));
    level(code, settings) != Some("off") || folders.any(|level| level != "off")
}

fn severity(level: &str) -> Option<Severity> {
    [Severity::Suggestion, Severity::Warning, Severity::Error].into_iter().find(|s| s.as_str() == level)
}

/// A malformed address is no missing file as well; a row whose cells are shifted has no need and no role of its own.
fn one_a_cause(findings: &mut Findings, sources: &SourceMap) {
    let line = |d: &Diagnostic| (d.span.source, sources.line(d.span));
    let shifted: BTreeSet<_> =
        findings.0.iter().filter(|d| d.code.id == codes::CELLS_LOST.id).map(line).collect();
    let of_cells = [codes::NEED_UNREADABLE.id, codes::ROLE_OR_SERVICE_UNLISTED.id, codes::TASK_ID_MISSING.id];
    findings.0.retain(|d| !of_cells.contains(&d.code.id) || !shifted.contains(&line(d)));
    let malformed: Vec<Diagnostic> =
        findings.0.iter().filter(|d| d.code.id == codes::LINK_MALFORMED.id).cloned().collect();
    findings.0.retain(|d| d.code.id != codes::TARGET_MISSING.id || !addresses::covers(&malformed, d.span));
}
