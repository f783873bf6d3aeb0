//! Dates of pages: FR001 date-unstable, FR003 date-behind-log, FR004 page-stale.
//! In: `ms.date`, rows of the change log, the as-of date where one is given. Out: findings, dates in ISO.
//! Never: the clock; without an as-of date no page is old.

use super::{Library, Rule, places, sample};
use crate::diagnostic::{Diagnostic, Edit, Findings, Fix, Safety, Severity, codes};
use crate::model::date::{Date, days_between};
use crate::model::page::Page;
use crate::model::playbook::Refresh;
use crate::model::sentence::count;
use crate::source::Span;

/// FR001.
pub(super) static DATE_UNSTABLE: Rule = Rule {
    code: &codes::DATE_UNSTABLE,
    why: "A date that cannot be read, or whose year has two digits, is read differently by every program that sorts by it.",
    fix: "Write month, day and a year of four digits: `4/05/2019`. Two digits are taken as 20yy, and the fix writes that.",
    check: Some(unstable),
    sample: sample!("FR001", "page.md"),
};

/// FR003.
pub(super) static DATE_BEHIND_LOG: Rule = Rule {
    code: &codes::DATE_BEHIND_LOG,
    why: "`ms.date` is what readers and reports go by. If the change log knows a later change, the page looks older than it \
          is; if `ms.date` is far ahead, a change was made that the log does not tell.",
    fix: "Set `ms.date` to the newest row of the log, or add the row that is missing.",
    check: Some(against_log),
    sample: sample!("FR003", "page.md"),
};

/// FR004.
pub(super) static PAGE_STALE: Rule = Rule {
    code: &codes::PAGE_STALE,
    why: "Nobody has looked at the page for longer than pages of its kind are good for, or its date lies ahead of today.",
    fix: "Read it again, and set `ms.date` and a row of the log. How long a page is good for is `rules: {budgets: {playbook: \
          365}}` in gameplan.yml, in days by `ms.topic`; it is counted to the as-of date, never to the clock.",
    check: Some(stale),
    sample: sample!("FR004", "page.md"),
};

/// Days that a review takes: `ms.date` may be so far ahead of the log, and is hardly wrong so far behind it.
const REVIEW: i32 = 30;

/// Further places that are shown of one finding.
const LABELS: usize = 3;

/// Days that a page is good for, unless settings say otherwise for its topic.
const BUDGET: u32 = 365;

fn unstable(library: &Library<'_>, findings: &mut Findings) {
    for page in library.pages() {
        if let Some((span, text)) = said(page) {
            let read = page.front.date.as_ref();
            if read.is_none_or(|d| d.date.is_none()) {
                let found = Diagnostic::new(&codes::DATE_UNSTABLE, span, format!("`{text}` is no date"));
                findings.push(match read.and_then(|d| d.likely.as_ref()) {
                    Some(day) => {
                        let safety = if day.certain { Safety::Safe } else { Safety::Unsafe };
                        found.meant(safety, &day.text)
                    }
                    None => found.help("write month, day and year: `4/05/2019`"),
                });
            } else if let Some(year) = short_year(library, span) {
                findings.push(short("`ms.date` has a year of two digits".into(), vec![year]));
            }
        }
        let rows =
            page.playbook.refresh.iter().filter(|r| r.date.date.is_some() && r.span.source == page.source);
        let years: Vec<Span> = rows.filter_map(|r| short_year(library, r.date_span)).collect();
        if !years.is_empty() {
            let verb = if years.len() == 1 { "has a year" } else { "have years" };
            let message = format!("{} of the log {verb} of two digits", count(years.len(), "row"));
            findings.push(short(message, years));
        }
    }
}

/// `ms.date` as written.
fn said(page: &Page) -> Option<(Span, &str)> {
    page.front.get("ms.date").map(|d| (d.span, d.value.as_str()))
}

fn short(message: String, years: Vec<Span>) -> Diagnostic {
    let mut found =
        Diagnostic::new(&codes::DATE_UNSTABLE, years[0], message).help("write the year with four digits");
    for (idx, year) in years.iter().enumerate().skip(1).take(LABELS) {
        let more = years.len() - idx - 1;
        let text = if idx == LABELS && more > 0 {
            format!("here, and in {more} more")
        } else {
            "here too".to_string()
        };
        found = found.label(*year, text);
    }
    let edits = years.into_iter().map(|year| Edit { span: year.at_start(), text: "20".into() }).collect();
    found.fix = Some(Fix { safety: Safety::Safe, edits });
    found
}

/// The two digits of a year such as `10/16/18` within a span.
fn short_year(library: &Library<'_>, span: Span) -> Option<Span> {
    let text = library.sources.text(span);
    let slash = text.rfind('/')?;
    let digits = text[slash + 1..].bytes().take_while(u8::is_ascii_digit).count();
    (digits == 2).then(|| places::part(span, slash + 1, 2))
}

fn against_log(library: &Library<'_>, findings: &mut Findings) {
    for page in library.pages() {
        let (Some((span, _)), Some(date)) = (said(page), page.front.date.as_ref().and_then(|d| d.date))
        else {
            continue;
        };
        let rows = page.playbook.refresh.iter().filter(|r| r.span.source == page.source);
        let Some((newest, row)) = rows.filter_map(|r| Some((r.date.date?, r))).max_by_key(|(d, _)| *d) else {
            continue;
        };
        // A row dated after the day of the check is a slip in the row, not in the header.
        if library.as_of.is_some_and(|today| newest > today) {
            continue;
        }
        findings.extend(compared(span, date, newest, row));
    }
}

fn compared(span: Span, date: Date, newest: Date, row: &Refresh) -> Option<Diagnostic> {
    let days = days_between(date, newest);
    if days > 0 {
        let message =
            format!("`ms.date` {date} is {} older than the newest row of the log, {newest}", days_text(days));
        let right = newest.strftime("%m/%d/%Y").to_string();
        let severity = if days > REVIEW { codes::DATE_BEHIND_LOG.severity } else { Severity::Suggestion };
        return Some(
            Diagnostic::new(&codes::DATE_BEHIND_LOG, span, message)
                .severity(severity)
                .label(row.date_span, "the newest row")
                .help(format!("write `{right}`"))
                .fix(Safety::Safe, span, right),
        );
    }
    if -days <= REVIEW {
        return None;
    }
    let message =
        format!("`ms.date` {date} is {} ahead of the newest row of the log, {newest}", days_text(-days));
    Some(
        Diagnostic::new(&codes::DATE_BEHIND_LOG, span, message)
            .severity(Severity::Suggestion)
            .label(row.date_span, "the newest row")
            .help("add a row to the log for what was changed since, or set the date back"),
    )
}

fn days_text(days: i32) -> String {
    count(usize::try_from(days).unwrap_or(0), "day")
}

fn stale(library: &Library<'_>, findings: &mut Findings) {
    let Some(today) = library.as_of else { return };
    let budgets = &library.catalog.settings.checks.budgets;
    for page in library.live() {
        let (Some((span, _)), Some(date)) = (said(page), page.front.date.as_ref().and_then(|d| d.date))
        else {
            continue;
        };
        let topic = page.front.text("ms.topic").unwrap_or("");
        let budget = budgets.get(topic).copied().unwrap_or(BUDGET);
        let age = days_between(date, today);
        if age < 0 {
            let message = format!("`ms.date` {date} lies {} ahead of {today}", days_text(-age));
            let found = Diagnostic::new(&codes::PAGE_STALE, span, message).severity(Severity::Warning);
            findings.push(found.help("write the day of the last change"));
        } else if age.unsigned_abs() > budget {
            let message = format!(
                "the page was last changed {} ago, on {date}; it is good for {budget}",
                days_text(age)
            );
            findings.push(
                Diagnostic::new(&codes::PAGE_STALE, span, message).help("read it again, then set `ms.date`"),
            );
        }
    }
}
