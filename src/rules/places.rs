//! Places of findings. In: texts, files. Out: the smallest spans. Never: a finding.

use crate::model::page::Page;
use crate::source::{SourceId, SourceMap, Span};

/// The last place of `needle` in the text of a span; where it is not there as written (a target with `\(`), the target
/// of the link that the span is, else the span itself.
pub(super) fn within(sources: &SourceMap, span: Span, needle: &str) -> Span {
    match sources.text(span).rfind(needle).filter(|_| !needle.is_empty()) {
        Some(at) => part(span, at, needle.len()),
        None => link_target(sources, span).unwrap_or(span),
    }
}

/// What stands between `](` and `)`, without a title.
fn link_target(sources: &SourceMap, span: Span) -> Option<Span> {
    let text = sources.text(span).strip_suffix(')')?;
    let start = text.rfind("](")? + 2;
    let target = text[start..].split(char::is_whitespace).next().filter(|t| !t.is_empty())?;
    Some(part(span, start, target.len()))
}

/// `length` bytes at `at` within a span.
pub(super) fn part(span: Span, at: usize, length: usize) -> Span {
    let start = span.start as usize + at;
    Span::new(span.source, start..start + length)
}

/// The first line of a file, without a byte order mark.
pub(super) fn first_line(sources: &SourceMap, source: SourceId) -> Span {
    let Some(file) = sources.get(source) else { return Span { source, ..Span::default() } };
    let line = file.line_range(1);
    Span::new(source, file.body_start().min(line.end)..line.end)
}

/// Where a page's header begins, or its first line.
pub(super) fn header(page: &Page, sources: &SourceMap) -> Span {
    match page.front.span {
        Some(span) => Span { end: (span.start + 3).min(span.end), ..span },
        None => first_line(sources, page.source),
    }
}

/// Where the title is said: in the header, in the first heading, or on the first line.
pub(super) fn title(page: &Page, sources: &SourceMap) -> Span {
    let said = page.front.get("title").map(|t| t.span);
    let heading = || page.playbook.sections.iter().find(|s| s.span.source == page.source).map(|s| s.span);
    said.or_else(heading).unwrap_or_else(|| first_line(sources, page.source))
}
