//! Findings for people, as rustc writes them. In: findings. Out: blocks with the lines in question.
//! Never: the same problem four times: of one shape three samples are shown, and the count of the rest.

use super::window::{Window, shown};
use super::{Options, Report, order, plural};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::SourceMap;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// How many findings of one shape are shown.
const SAMPLES: usize = 3;

/// Blocks, what is left out, and the summary.
pub fn human(report: &Report<'_>, options: Options) -> String {
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(options.width.max(40));
    let mut shapes: BTreeMap<_, Vec<&Diagnostic>> = BTreeMap::new();
    let mut out = String::new();
    for finding in order::sorted(report) {
        let equal = shapes.entry(order::shape(finding)).or_default();
        equal.push(finding);
        if equal.len() <= SAMPLES {
            let _ = writeln!(out, "{}\n", block(&renderer, report.sources, finding));
        }
    }
    for ((code, shape), equal) in shapes.iter().filter(|(_, equal)| equal.len() > SAMPLES) {
        let rest = &equal[SAMPLES..];
        let files: BTreeSet<&str> = rest.iter().map(|d| order::path(report.sources, d)).collect();
        let (count, files) = (plural(rest.len(), "more"), plural(files.len(), "file"));
        let _ = writeln!(out, "{} of {code} in {files}: {shape}", count.trim_end_matches('s'));
    }
    if shapes.values().any(|equal| equal.len() > SAMPLES) {
        out.push_str("`--format short` prints all of them\n\n");
    }
    out.push_str(&report.summary());
    out.push('\n');
    out
}

fn block(renderer: &Renderer, sources: &SourceMap, d: &Diagnostic) -> String {
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Suggestion => Level::NOTE.with_name("suggestion"),
    };
    let message = shown(&d.message);
    let title = level.primary_title(message.as_str()).id(format!("{} {}", d.code.id, d.code.name));
    let mut group = Group::with_title(title);
    for snippet in snippets(sources, d) {
        group = group.element(snippet);
    }
    let help = d.help.as_deref().map(shown);
    let mut groups = vec![group];
    if let Some(help) = &help {
        groups.push(Group::with_title(Level::HELP.secondary_title(help.as_str())));
    }
    renderer.render(&groups)
}

/// The span in question, then the labels: one in the same lines is marked there, others have windows of their own.
fn snippets<'a>(sources: &'a SourceMap, d: &'a Diagnostic) -> Vec<Snippet<'a, Annotation<'a>>> {
    let mut out: Vec<(Window<'a>, Snippet<'a, Annotation<'a>>)> = Vec::new();
    let labels = d.labels.iter().map(|l| (l.span, Some(shown(&l.text))));
    for (span, label) in std::iter::once((d.span, None)).chain(labels) {
        let Some(file) = sources.get(span.source) else { continue };
        let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
        if let Some(at) = out.iter().position(|(window, _)| window.shows(span)) {
            let (window, snippet) = out.remove(at);
            let mark = kind.span(window.range(span)).label(label);
            out.insert(at, (window, snippet.annotation(mark)));
        } else {
            let window = Window::new(file, span);
            let snippet = Snippet::source(window.text()).line_start(window.line()).path(file.path.as_str());
            let mark = kind.span(window.range(span)).label(label);
            out.push((window, snippet.annotation(mark)));
        }
    }
    out.into_iter().map(|(_, snippet)| snippet).collect()
}
