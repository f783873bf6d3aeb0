//! TB005: what a threshold cell says that is no band, or counts different things in its colours.
//! In: the cell as read. Out: one finding a row. Never: a gap between colours; `rules` prove those.

use crate::diagnostic::{Diagnostic, codes};
use crate::model::band::Unit;
use crate::parse::band::Thresholds;
use crate::source::Span;

/// The finding of one cell, if there is a fault in it.
pub(super) fn fault(read: &Thresholds, span: Span) -> Option<Diagnostic> {
    let mut said: Vec<String> = Vec::new();
    let mut helps: Vec<&str> = Vec::new();
    for unread in &read.unread {
        let same = read.unread.iter().filter(|u| u.why == unread.why);
        let texts: Vec<String> = same.map(|u| format!("`{}`", u.text)).collect();
        let verb = unread.why.words();
        let verb = if texts.len() > 1 { plural(verb) } else { verb.to_string() };
        said.push(format!("{} {verb}", texts.join(", ")));
        helps.push(unread.why.help());
    }
    said.dedup();
    helps.dedup();
    let counted = counted(read);
    if counted.len() > 1 {
        said.push(format!("the colours count different things: {}", counted.join(", ")));
        helps = vec!["let all colours count the same, or make two KPIs of the row"];
    }
    let message = said.join("; ");
    (!message.is_empty())
        .then(|| Diagnostic::new(&codes::THRESHOLD_UNREADABLE, span, message).help(helps.join("; ")))
}

/// `cannot be read as a band` of several.
fn plural(words: &str) -> String {
    let words = words.strip_prefix("is ").map_or(words.to_string(), |rest| format!("are {rest}"));
    words.replace("a band", "bands").replace("a bare number", "bare numbers")
}

/// What the colours count, where that is said: units of the bands, and the words before a sign that were not read.
fn counted(read: &Thresholds) -> Vec<String> {
    let unit = |unit: Unit| match unit {
        Unit::Percent => Some("percents"),
        Unit::Seats => Some("seats"),
        Unit::Days => Some("days"),
        Unit::Unsaid => None,
    };
    let mut out: Vec<String> =
        read.bands.iter().flatten().filter_map(|b| unit(b.unit)).map(String::from).collect();
    let before = |text: &str| {
        let words = text.split(['<', '>', '≤', '≥', '\\']).next().unwrap_or("").trim().to_string();
        let is_said = words.len() < text.len() && words.chars().any(char::is_alphabetic);
        is_said.then(|| format!("`{words}`"))
    };
    out.extend(read.unread.iter().filter_map(|u| before(&u.text)));
    out.sort();
    out.dedup();
    out
}
