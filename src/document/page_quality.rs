//! What the check found on a page, for its authors. In: findings of the page's file. Out: [`Finding`]s by line.
//! Never: in another root than the narrowest audience's.

use crate::diagnostic::Diagnostic;
use serde::Serialize;

/// Findings of one page that are printed; the check prints all.
const SHOWN: usize = 20;

/// The note.
#[derive(Clone, Debug, Serialize)]
pub struct Quality {
    /// `3 findings`.
    pub count: String,
    /// The page's path.
    pub path: String,
    /// At most 20.
    pub findings: Vec<Finding>,
    /// How many more there are.
    pub more: usize,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// `ST006`.
    pub code: &'static str,
    /// `error`, `warning`, `suggestion`.
    pub severity: &'static str,
    /// From 1.
    pub line: u32,
    /// What it is.
    pub message: String,
    /// The mend.
    pub help: Option<String>,
}

/// The note of a page; none without findings. Each finding comes with its line.
pub fn note(path: &str, found: &[(u32, &Diagnostic)]) -> Option<Quality> {
    if found.is_empty() {
        return None;
    }
    let one = |(line, d): &(u32, &Diagnostic)| Finding {
        code: d.code.id,
        severity: d.severity.as_str(),
        line: *line,
        message: d.message.clone(),
        help: d.help.clone(),
    };
    Some(Quality {
        count: super::wording::counted(found.len(), "finding", "findings"),
        path: path.to_string(),
        findings: found.iter().take(SHOWN).map(one).collect(),
        more: found.len().saturating_sub(SHOWN),
    })
}
