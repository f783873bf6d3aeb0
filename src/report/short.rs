//! One line a finding, for editors and `grep`. In: findings. Out: `path:line:column: severity CODE name: message`.
//! Never: a colour.

use super::{Options, Report, order};
use std::fmt::Write as _;

/// `playbook/a.md:12:3: error LN006 target-missing: the link leads to …`.
pub fn short(report: &Report<'_>, _: Options) -> String {
    let mut out = String::new();
    for d in order::sorted(report) {
        let place = report.sources.get(d.span.source).map(|file| {
            let at = file.position(d.span.start);
            format!("{}:{}:{}: ", file.path, at.line, at.column)
        });
        let (place, severity) = (place.unwrap_or_default(), d.severity.as_str());
        let message = d.message.replace(['\n', '\r'], " ");
        let _ = writeln!(out, "{place}{severity} {} {}: {message}", d.code.id, d.code.name);
    }
    out
}
