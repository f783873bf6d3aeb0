//! Who a page says it is for: AU001 label-contradiction, AU002 private-host-on-wider-page.
//! In: headers, texts with their readers, the settings' patterns. Out: findings. Never: text in a zone that only the
//! narrowest audience reads.

use super::{Library, Rule, places, sample, walk};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::audience::AudienceId;
use crate::model::page::Page;
use crate::model::settings::LeakPattern;

/// AU001.
pub(super) static LABEL_CONTRADICTION: Rule = Rule {
    code: &codes::LABEL_CONTRADICTION,
    why: "`ft.audience` decides who reads the page; where `ms.custom` names a narrower audience, one of the two is wrong, and \
          if it is `ft.audience`, the page is given away.",
    fix: "Find out which is meant, and write it in both.",
    check: Some(contradiction),
    sample: sample!("AU001", "page.md"),
};

/// AU002.
pub(super) static PRIVATE_HOST: Rule = Rule {
    code: &codes::PRIVATE_HOST,
    why: "The page is read outside, and names something that only the inside may know or open.",
    fix: "Take it out, put it into a zone for the narrower audience, or narrow the page. What is private is the library's to \
          say: `leaks: {patterns: [...]}` in gameplan.yml.",
    check: Some(private),
    sample: sample!("AU002", "page.md"),
};

fn contradiction(library: &Library<'_>, findings: &mut Findings) {
    let audiences = &library.catalog.settings.audiences;
    for page in library.pages() {
        let (Some(custom), Some(said)) = (page.front.get("ms.custom"), page.audience_span) else { continue };
        let named: Vec<AudienceId> =
            custom.value.split(|c: char| !c.is_alphanumeric()).filter_map(|w| audiences.find(w)).collect();
        let narrowest = audiences.ids().filter(|id| page.audiences.has(*id)).max();
        let Some(id) = named.iter().min().filter(|id| Some(**id) > narrowest) else { continue };
        let (name, value) = (audiences.name(*id), &custom.value);
        let message = format!("`{value}` speaks of `{name}`, who do not read this page");
        let found = Diagnostic::new(&codes::LABEL_CONTRADICTION, custom.span, message);
        findings.push(found.label(said, "who reads it").help("make the two agree"));
    }
}

fn private(library: &Library<'_>, findings: &mut Findings) {
    let patterns: Vec<Pattern<'_>> = library.catalog.settings.leaks.iter().map(Pattern::new).collect();
    if patterns.is_empty() {
        return;
    }
    for page in &library.catalog.pages {
        on_page(library, page, &patterns, findings);
    }
}

fn on_page(library: &Library<'_>, page: &Page, patterns: &[Pattern<'_>], findings: &mut Findings) {
    let audiences = &library.catalog.settings.audiences;
    let widest = |id: &AudienceId| *id < audiences.narrowest();
    walk::leaves(page, &mut |block, readers| {
        let Some(reader) = audiences.ids().filter(widest).find(|id| readers.has(*id)) else { return };
        let text = library.sources.text(block.span);
        for pattern in patterns {
            for (start, end) in pattern.find(text) {
                let span = places::part(block.span, start, end - start);
                let name = audiences.name(reader);
                let message = format!("`{}` stands on a page that `{name}` reads", &text[start..end]);
                let mut found = Diagnostic::new(&codes::PRIVATE_HOST, span, message)
                    .help("take it out, or put it into a zone for the narrower audience");
                if let Some(said) = page.audience_span {
                    found = found
                        .label(said, format!("who reads it; `{}`: {}", pattern.rule.text, pattern.rule.why));
                }
                findings.push(found);
            }
        }
    });
}

/// A pattern in lower case, cut at its `*`.
struct Pattern<'a> {
    rule: &'a LeakPattern,
    parts: Vec<String>,
}

impl<'a> Pattern<'a> {
    fn new(rule: &'a LeakPattern) -> Self {
        Self { rule, parts: rule.text.to_lowercase().split('*').map(str::to_string).collect() }
    }

    /// Places of the pattern, without case; `*` takes letters, digits, `-`, `_` and `.` at its ends.
    fn find(&self, text: &str) -> Vec<(usize, usize)> {
        let lower = text.to_ascii_lowercase();
        let Some(anchor) = self.parts.iter().position(|p| !p.is_empty()) else { return Vec::new() };
        let mut out: Vec<(usize, usize)> = Vec::new();
        for (at, _) in lower.match_indices(&self.parts[anchor]) {
            if out.last().is_some_and(|(_, end)| at < *end) {
                continue;
            }
            let Some(mut end) = self.rest(&lower, at + self.parts[anchor].len(), anchor + 1) else {
                continue;
            };
            let start = if anchor > 0 { at - run(lower[..at].chars().rev()) } else { at };
            if self.parts.len() > anchor + 1 && self.parts.last().is_some_and(String::is_empty) {
                end += run(lower[end..].chars());
            }
            let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let cut = (anchor == 0
                && inside(lower[..start].chars().next_back())
                && self.parts[0].starts_with(char::is_alphanumeric))
                || (self.parts.last().is_some_and(|p| p.ends_with(char::is_alphanumeric))
                    && inside(lower[end..].chars().next()));
            if !cut {
                out.push((start, end));
            }
        }
        out
    }

    /// Where the parts from `next` on end, each behind the last with no blank between.
    fn rest(&self, lower: &str, mut end: usize, next: usize) -> Option<usize> {
        for part in self.parts.iter().skip(next).filter(|p| !p.is_empty()) {
            let stretch = lower[end..].find(char::is_whitespace).map_or(lower.len(), |n| end + n);
            end += lower[end..stretch].find(part.as_str())? + part.len();
        }
        Some(end)
    }
}

/// Bytes of the name that begins here.
fn run(chars: impl Iterator<Item = char>) -> usize {
    chars.take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')).map(char::len_utf8).sum()
}
