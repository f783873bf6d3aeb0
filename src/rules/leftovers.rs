//! What was left behind: ST006 placeholder-left, ST009 conflict-marker.
//! In: texts of pages. Out: findings. Never: words in code or addresses, or a line of code that looks like a marker.

use super::{Library, Rule, places, sample, walk};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::page::Page;
use crate::model::prose::{Inline, InlineKind, each_inline, plain};
use crate::source::{SourceFile, Span};
use aho_corasick::AhoCorasick;
use std::collections::BTreeSet;

/// ST006.
pub(super) static PLACEHOLDER_LEFT: Rule = Rule {
    code: &codes::PLACEHOLDER_LEFT,
    why: "Unfinished text is published with the rest, and a reader cannot know whether it matters.",
    fix: "Write what is missing, or take the sentence out.",
    check: Some(placeholders),
    sample: sample!("ST006", "page.md"),
};

/// ST009.
pub(super) static CONFLICT_MARKER: Rule = Rule {
    code: &codes::CONFLICT_MARKER,
    why: "A merge was not finished: the page shows both versions and git's own marks.",
    fix: "Keep one version and take out the three marker lines. Nothing is fixed in such a file until then.",
    check: Some(conflicts),
    sample: sample!("ST009", "page.md"),
};

/// Words that stand for text to come, as whole words in capitals.
const PLACEHOLDERS: [&str; 5] = ["TBD", "TODO", "FIXME", "XXX", "XXXX"];

fn placeholders(library: &Library<'_>, findings: &mut Findings) {
    let search = AhoCorasick::new(PLACEHOLDERS).expect("five short patterns");
    let text = |page: &Page| library.sources.get(page.source).map_or("", |f| f.text.as_str());
    let holds = |page: &&Page| search.is_match(text(page));
    for page in library.catalog.pages.iter().filter(holds) {
        let (mut lines, mut named) = (BTreeSet::new(), BTreeSet::new());
        let mut report = |span: Span| {
            for (at, word) in found(library.sources.text(span)) {
                let place = places::part(span, at, word.len());
                if lines.insert((library.sources.line(place), word)) {
                    let found = Diagnostic::new(
                        &codes::PLACEHOLDER_LEFT,
                        place,
                        format!("`{word}` stands for text to come"),
                    );
                    findings.push(found.help("write it, or take it out"));
                }
            }
        };
        page.front.entries.iter().filter(|e| e.key.value != "ms.date").for_each(|e| report(e.value.span));
        each_inline(&page.blocks, &mut |inline: &Inline| {
            match &inline.kind {
                InlineKind::Text(_) if !named.contains(&inline.span) => report(inline.span),
                // `**Migration TBD**` is what something is called, not what is missing.
                InlineKind::Strong(content) | InlineKind::Emphasis(content) if is_name(content) => {
                    named.extend(content.iter().map(|i| i.span));
                }
                _ => {}
            }
        });
    }
}

/// One or more words beside a placeholder, stressed together with it and without a sign between them.
fn is_name(content: &[Inline]) -> bool {
    let text = plain(content);
    let words = text.split_whitespace().count();
    let signs = text.chars().any(|c| !c.is_alphanumeric() && !c.is_whitespace());
    (2..=4).contains(&words)
        && !signs
        && PLACEHOLDERS.iter().any(|p| text.split_whitespace().any(|w| w == *p))
}

/// Placeholders of a text with their places.
fn found(text: &str) -> Vec<(usize, &'static str)> {
    let mut out = Vec::new();
    for word in PLACEHOLDERS {
        for (at, _) in text.match_indices(word) {
            let before = text[..at].chars().next_back();
            let mut rest = text[at + word.len()..].chars();
            let after = rest.next();
            let joined =
                |c: char| c.is_alphanumeric() || matches!(c, '/' | '@' | '-' | '_' | '=' | '#' | '%');
            let dotted = after == Some('.') && rest.next().is_some_and(char::is_alphanumeric);
            // A sample that tells its reader what to fill in: `on XXX [required]`.
            let filled = text[at + word.len()..].trim_start().trim_start_matches('\\').starts_with('[');
            let cut = before.is_some_and(|c| joined(c) || c == '.' || c == '\\') || after.is_some_and(joined);
            if !(cut || dotted || filled) {
                out.push((at, word));
            }
        }
    }
    out.sort_unstable();
    out
}

fn conflicts(library: &Library<'_>, findings: &mut Findings) {
    for file in library.sources.files() {
        if file.text.contains("<<<<<<< ") || file.text.contains(">>>>>>> ") {
            let code = library.page_of(file.id).map(walk::code).unwrap_or_default();
            markers(file, &code, findings);
        }
    }
}

/// One finding from `<<<<<<<` to `>>>>>>>`; either alone is one too.
fn markers(file: &SourceFile, code: &[Span], findings: &mut Findings) {
    let mut open: Option<Span> = None;
    for line in 1..=file.line_count() {
        let range = file.line_range(line);
        let text = &file.text[range.clone()];
        let span = Span::new(file.id, range);
        if code.iter().any(|c| c.start <= span.start && span.end <= c.end) {
            continue;
        }
        if text.starts_with("<<<<<<< ") {
            findings.extend(open.replace(span).map(|first| marker(first, None)));
        } else if text.starts_with(">>>>>>> ") {
            findings.push(match open.take() {
                Some(first) => marker(first, Some(span)),
                None => marker(span, None),
            });
        }
    }
    findings.extend(open.map(|first| marker(first, None)));
}

fn marker(first: Span, last: Option<Span>) -> Diagnostic {
    let found = Diagnostic::new(&codes::CONFLICT_MARKER, first, "a merge was left unfinished here")
        .help("keep one version and take out the marker lines");
    match last {
        Some(last) => found.label(last, "up to here"),
        None => found,
    }
}
