//! TB003 log-row-unreadable: rows of the change log. Unreadable ones are found while the page is read; here those out
//! of order. In: dated rows. Out: one finding for each row that breaks the order. Never: which order is the right one;
//! the log's own is.

use super::{Library, Rule, sample};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::date::Date;
use crate::source::Span;

/// TB003.
pub(super) static LOG_ROW_UNREADABLE: Rule = Rule {
    code: &codes::LOG_ROW_UNREADABLE,
    why: "Freshness is worked out from the dates of the change log. A row without one does not count, and one out of \
          order is mostly a slip of the year, which makes the page look older or newer than it is.",
    fix: "Write month, day and year, `4/05/2019`, and keep the rows in order, the newest first or last.",
    check: Some(check),
    sample: sample!("TB003", "page.md"),
};

fn check(library: &Library<'_>, findings: &mut Findings) {
    for page in library.pages() {
        let rows = page.playbook.refresh.iter().filter(|r| r.span.source == page.source);
        let rows: Vec<(Date, Span)> = rows.filter_map(|r| Some((r.date.date?, r.date_span))).collect();
        let falls = rows.windows(2).filter(|w| w[0].0 > w[1].0).count();
        let rises = rows.windows(2).filter(|w| w[0].0 < w[1].0).count();
        // With as many steps one way as the other the log has no order to break.
        if rows.len() < 3 || falls == rises || falls.min(rises) == 0 {
            continue;
        }
        let newest_first = falls > rises;
        for pair in rows.windows(2).filter(|w| (w[0].0 < w[1].0) == newest_first && w[0].0 != w[1].0) {
            let ((above, place), (date, span)) = (pair[0], pair[1]);
            let order = if newest_first { "newest first" } else { "oldest first" };
            let message = format!("{date} stands below {above} in a log that goes {order}");
            let found = Diagnostic::new(&codes::LOG_ROW_UNREADABLE, span, message);
            findings.push(
                found.label(place, "the row above").help("mend the date that is a slip, or move the row"),
            );
        }
    }
}
