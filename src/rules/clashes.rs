//! OU001 path-clash: pages that one audience's root has on one route, or that the site makes itself. In: what was
//! resolved for a reader. Out: findings. Never: two pages that no reader has both.

use super::places;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::catalog::Catalog;
use crate::resolve::{Clash, Resolved};
use crate::source::SourceMap;

/// Pages that one audience's root has on one route: the first by path stays, the other is left out. So is a page in the
/// place of one that the site makes itself.
pub fn findings(catalog: &Catalog, sources: &SourceMap, resolved: &Resolved) -> Vec<Diagnostic> {
    let first_line = |source| places::first_line(sources, source);
    let finding = |clash: &Clash| {
        let left = &catalog.pages[clash.left_out];
        let Some(kept) = clash.kept.map(|kept| &catalog.pages[kept]) else {
            let message = format!("`{}` becomes `{}`, which the site makes itself", left.path, clash.route);
            return Diagnostic::new(&codes::PATH_CLASH, first_line(left.source), message).help("rename it");
        };
        let message = format!(
            "`{}` and `{}` both become `{}` for `{}`",
            kept.path, left.path, clash.route, resolved.viewer.name
        );
        Diagnostic::new(&codes::PATH_CLASH, first_line(left.source), message)
            .label(first_line(kept.source), "the other page")
            .help("rename one of them, or give them different audiences")
    };
    resolved.clashes.iter().map(finding).collect()
}
