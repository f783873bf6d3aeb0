//! What does not apply, and why. In: titles with their reasons. Out: [`NotView`], one for each reason and page.
//! Never: a place on a page that the viewer's root does not hold.

use super::Scope;
use crate::assess::Reason;
use crate::model::Name;
use serde::Serialize;

/// What one reason keeps out: a page whose phase gives no lines is one entry, not one for each of its Steps.
#[derive(Clone, Debug, Serialize)]
pub struct NotView {
    /// Headings of Steps, texts of lines, in order of appearance.
    pub titles: Vec<String>,
    /// The service.
    pub service: Option<String>,
    /// Why.
    pub because: String,
    /// Where the rules stand: `playbook/mail.md:42, 52`.
    pub place: Option<String>,
}

struct Entry<'a> {
    service: Option<&'a Name>,
    because: &'a str,
    path: Option<&'a str>,
    titles: Vec<String>,
    lines: Vec<u32>,
}

/// Puts together what has the same service, reason and page.
pub(super) fn grouped<'a>(
    scope: &Scope,
    all: impl Iterator<Item = (String, Option<&'a Name>, &'a Reason)>,
) -> Vec<NotView> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for (title, service, reason) in all {
        let rule = reason.rule.as_ref().filter(|r| scope.holds(r.page));
        let (because, path) = (reason.fact.as_str(), rule.map(|r| r.path.as_str()));
        let same = |e: &Entry| (e.service, e.because, e.path) == (service, because, path);
        let idx = entries.iter().position(same).unwrap_or_else(|| {
            entries.push(Entry { service, because, path, titles: Vec::new(), lines: Vec::new() });
            entries.len() - 1
        });
        entries[idx].titles.push(title);
        entries[idx].lines.extend(rule.map(|r| r.line));
        entries[idx].lines.dedup();
    }
    entries.into_iter().map(Entry::view).collect()
}

impl Entry<'_> {
    fn view(self) -> NotView {
        let lines: Vec<String> = self.lines.iter().map(u32::to_string).collect();
        NotView {
            titles: self.titles,
            service: self.service.map(ToString::to_string),
            because: self.because.to_string(),
            place: self.path.map(|path| format!("{path}:{}", lines.join(", "))),
        }
    }
}
