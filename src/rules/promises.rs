//! What a record promises, on the day of the assessment: RC007 for days that went by, RC013 note-vague, RC005 for
//! mandatory lines that are waived without saying why or until when.
//! In: an Assessment, the vocabulary's vague words. Out: findings. Never: a promise that was kept.

use crate::assess::{Assessment, Line};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::model::Span;
use crate::model::date::{Date, days_between};
use crate::model::playbook::Need;
use crate::model::progress::State;

/// Days after which an open action has been passed over in the weekly review, twice.
const TWO_REVIEWS: i32 = 14;

/// Findings of one customer.
pub(super) fn findings(assessment: &Assessment<'_>, vague: &[String]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    past(assessment, &mut out);
    let mut notes: Vec<(&str, Span)> = Vec::new();
    let customer = assessment.customer;
    notes.extend(customer.notes.iter().map(|n| (n.text.as_str(), n.span)));
    notes.extend(customer.status_note.iter().filter_map(|n| Some((n.text.as_deref()?, n.span))));
    let rows = customer.services.iter().flat_map(|s| &s.status);
    notes.extend(rows.filter_map(|r| Some((r.note.as_deref()?, r.span))));
    out.extend(notes.into_iter().filter_map(|(text, span)| vague_note(text, span, vague)));
    assessment.lines.iter().for_each(|line| waived(line, &mut out));
    out.sort_by_key(|d| d.span);
    out.dedup_by(|b, a| a.span == b.span && a.message == b.message);
    out
}

/// Days that were named for something that has not happened. What the record itself owes the portal is a warning;
/// open actions and milestones are every week's business, and only said when two reviews have passed them over.
fn past(assessment: &Assessment<'_>, out: &mut Vec<Diagnostic>) {
    let (customer, as_of) = (assessment.customer, assessment.as_of);
    let mut add = |severity, what: String, day: Option<Date>, span: Span| {
        let late = day.map_or(0, |day| days_between(day, as_of));
        let least = if severity == Severity::Warning { 0 } else { TWO_REVIEWS };
        if let Some(day) = day.filter(|_| late > least) {
            let days = if late == 1 { "1 day".to_string() } else { format!("{late} days") };
            let message = format!("{what} was promised for {day}, {days} ago");
            let found = Diagnostic::new(&codes::NOTE_OVERDUE, span, message).severity(severity);
            out.push(found.help("say what became of it, or name a new day"));
        }
    };
    if let Some(note) = &customer.status_note {
        add(Severity::Warning, "the next status note".to_string(), note.next, note.span);
    }
    for service in &customer.services {
        let name = &service.name.value;
        for row in service.status.iter().filter(|r| matches!(r.l1.value.as_str(), "In Progress" | "Blocked"))
        {
            let l1 = &row.l1.value;
            add(Severity::Warning, format!("the end of `{l1}` of {name}"), row.target, row.span);
            let next = row.next.as_ref().and_then(|n| n.on);
            add(Severity::Warning, format!("the next action of `{l1}` of {name}"), next, row.span);
        }
    }
    for action in customer.actions.iter().filter(|a| a.closed.is_none_or(|day| day > as_of)) {
        add(Severity::Suggestion, format!("action `{}`", action.id), action.due, action.span);
    }
    for milestone in customer.milestones.iter().filter(|m| m.done.is_none_or(|day| day > as_of)) {
        let what = format!("milestone `{}`", milestone.name);
        add(Severity::Suggestion, what, milestone.due, milestone.span);
    }
}

/// A note without any day or number, in words that were only true when it was written.
fn vague_note(text: &str, span: Span, vague: &[String]) -> Option<Diagnostic> {
    let lower = text.to_lowercase();
    if lower.chars().any(|c| c.is_numeric()) {
        return None;
    }
    let holds = |word: &&String| {
        lower.match_indices(word.as_str()).any(|(at, _)| {
            let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && word.is_ascii());
            !inside(lower[..at].chars().next_back()) && !inside(lower[at + word.len()..].chars().next())
        })
    };
    let word = vague.iter().find(holds)?;
    let message = format!("`{word}` does not say until when");
    Some(Diagnostic::new(&codes::NOTE_VAGUE, span, message).help("say what, who and until when"))
}

/// A mandatory line that is not required here needs a reason, and a day on which it is asked again.
fn waived(line: &Line, out: &mut Vec<Diagnostic>) {
    line.items.iter().for_each(|item| waived(item, out));
    let Some(tick) = line.tick.as_ref().filter(|t| t.state == State::NotRequired) else { return };
    if line.need != Some(Need::Mandatory) {
        return;
    }
    let lacks: Vec<&str> = [(tick.reason.is_none(), "reason"), (tick.until.is_none(), "end")]
        .iter()
        .filter(|l| l.0)
        .map(|l| l.1)
        .collect();
    if !lacks.is_empty() {
        let message = format!("`{}` is mandatory and waived without {}", line.key, lacks.join(" and "));
        let found = Diagnostic::new(&codes::TIMELINE_IMPOSSIBLE, tick.span, message);
        out.push(found.severity(Severity::Warning).help("add `reason:` and `until:` to the tick"));
    }
}
