//! Findings for people, as rustc writes them. In: findings. Out: blocks with the lines in question.
//! Never: the same problem four times: of one shape three samples are shown, and the count of the rest.

use super::window::{Window, shown};
use super::{Options, Report, by, order, plural, tally};
use crate::diagnostic::{Diagnostic, Safety, Severity};
use crate::source::SourceMap;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::collections::HashMap;
use std::fmt::Write as _;

/// How many findings of one shape are shown.
const SAMPLES: usize = 3;

/// Blocks, what is left out, and the summary.
pub fn human(report: &Report<'_>, options: Options) -> String {
    let mut out = String::new();
    match report.by {
        None => listing(&mut out, report, options, &order::sorted(report)),
        Some(by) => {
            for group in by::groups(report, by) {
                let _ = writeln!(out, "== {}\n", shown(&group.title(by)));
                listing(&mut out, report, options, &group.found);
            }
        }
    }
    out.push_str(&report.summary());
    out.push('\n');
    out
}

/// A block a finding. Equal ones stand together, where the first of them does, and of many only samples.
fn listing(out: &mut String, report: &Report<'_>, options: Options, found: &[&Diagnostic]) {
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(options.width.max(40));
    let mut shapes: HashMap<_, Vec<&Diagnostic>> = HashMap::new();
    for finding in found {
        shapes.entry(order::shape(finding)).or_default().push(finding);
    }
    for finding in found {
        let Some(equal) = shapes.remove(&order::shape(finding)) else { continue };
        let samples = if equal.len() == SAMPLES + 1 { equal.len() } else { equal.len().min(SAMPLES) };
        for sample in &equal[..samples] {
            let _ = writeln!(out, "{}\n", block(&renderer, report.sources, sample));
        }
        if samples < equal.len() {
            let _ = writeln!(out, "{}\n", rest(report, &equal[samples..]));
        }
    }
}

/// How many more there are, and the command that mends them all, else the one that lists them.
fn rest(report: &Report<'_>, left: &[&Diagnostic]) -> String {
    let (count, files) = (plural(left.len(), "more"), plural(tally::files(left), "file"));
    let (count, code) = (count.trim_end_matches('s'), left[0].code.id);
    let is = |d: &&Diagnostic, safety| d.fix.as_ref().is_some_and(|fix| fix.safety == safety);
    let (option, does) = if left.iter().all(|d| is(d, Safety::Safe)) {
        ("--fix", "mends them")
    } else if left.iter().all(|d| d.fix.is_some()) {
        ("--unsafe-fixes --diff", "shows their mends")
    } else {
        ("--format short", "lists them")
    };
    format!("= {count} in {files}: `{} --select {code} {option}` {does}", report.command)
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
