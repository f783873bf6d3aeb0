//! What becomes of findings before anyone sees them: levels of the settings, comments, one finding a cause.
//! In: findings of all rooms. Out: the same, fewer, sorted. Never: a finding changed in anything but its severity.

use super::{addresses, suppress};
use crate::diagnostic::{Code, Diagnostic, Findings, Severity, codes, find};
use crate::model::settings::Settings;
use crate::source::SourceMap;

/// What [`finish`] took out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Finished {
    /// Findings that comments let through.
    pub suppressed: usize,
}

/// The last step over the findings of all rooms: one a cause, comments, levels, order. Only findings in files of
/// `sources` can be let through.
pub fn finish(findings: &mut Findings, settings: &Settings, sources: &SourceMap) -> Finished {
    one_a_cause(findings);
    let suppressed = suppress::apply(findings, sources);
    apply_levels(findings, settings);
    findings.sort();
    Finished { suppressed }
}

/// Sets the severity that the settings give a code, by id, name or alias; `off` takes its findings out.
pub fn apply_levels(findings: &mut Findings, settings: &Settings) {
    findings.0.retain_mut(|found| match level(found.code, settings) {
        Some("off") => false,
        Some(level) => {
            found.severity = severity(level).unwrap_or(found.severity);
            true
        }
        None => true,
    });
}

/// The level that the settings give a code; what stands under its id wins.
pub(super) fn level<'s>(code: &Code, settings: &'s Settings) -> Option<&'s str> {
    let by_id = settings.levels.get(code.id);
    let named = || {
        settings.levels.iter().find(|(rule, _)| find(rule).is_some_and(|c| c.id == code.id)).map(|(_, l)| l)
    };
    by_id.or_else(named).map(String::as_str)
}

fn severity(level: &str) -> Option<Severity> {
    [Severity::Suggestion, Severity::Warning, Severity::Error].into_iter().find(|s| s.as_str() == level)
}

/// A malformed address is no missing file as well.
fn one_a_cause(findings: &mut Findings) {
    let malformed: Vec<Diagnostic> =
        findings.0.iter().filter(|d| d.code.id == codes::LINK_MALFORMED.id).cloned().collect();
    findings.0.retain(|d| d.code.id != codes::TARGET_MISSING.id || !addresses::covers(&malformed, d.span));
}
