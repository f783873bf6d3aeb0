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
        let breaks = |w: &[(Date, Span)]| (w[0].0 < w[1].0) == newest_first && w[0].0 != w[1].0;
        for at in rows.windows(2).enumerate().filter(|(_, w)| breaks(w)).map(|(at, _)| at) {
            findings.push(out_of_order(&rows, at, newest_first));
        }
    }
}

/// The same day some years on; none where there is no such day.
fn another_year(date: Date, years: i16) -> Option<Date> {
    Date::new(date.year() + years, date.month(), date.day()).ok()
}

/// Rows `at` and `at + 1` break the order: the finding stands at the one without which the log is in order.
fn out_of_order(rows: &[(Date, Span)], at: usize, newest_first: bool) -> Diagnostic {
    let fits = |a: Option<&(Date, Span)>, b: Option<&(Date, Span)>| match (a, b) {
        (Some(a), Some(b)) => a.0 == b.0 || (a.0 > b.0) == newest_first,
        _ => true,
    };
    let above = at.checked_sub(1).and_then(|n| rows.get(n));
    let is_upper = fits(above, rows.get(at + 1)) && !fits(rows.get(at), rows.get(at + 2));
    let (slip, other) = if is_upper { (at, at + 1) } else { (at + 1, at) };
    let ((date, span), (neighbour, place)) = (rows[slip], rows[other]);
    let order = if newest_first { "newest first" } else { "oldest first" };
    let where_ = if is_upper { "above" } else { "below" };
    let message = format!("{date} stands {where_} {neighbour} in a log that goes {order}");
    let right = [1, -1].into_iter().filter_map(|years| another_year(date, years)).find(|right| {
        let row = (*right, span);
        fits(slip.checked_sub(1).and_then(|n| rows.get(n)), Some(&row))
            && fits(Some(&row), rows.get(slip + 1))
    });
    let help = match right {
        Some(right) => format!("{right} would fit: mend the year, or move the row"),
        None => "mend the date that is a slip, or move the row".to_string(),
    };
    let label = if is_upper { "the row below" } else { "the row above" };
    Diagnostic::new(&codes::LOG_ROW_UNREADABLE, span, message).label(place, label).help(help)
}
