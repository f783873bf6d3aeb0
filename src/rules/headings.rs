//! ST003 heading-order: no first-level heading, a second one, a level left out.
//! In: headings of a page, includes opened. Out: findings at the heading to edit.
//! Never: the front matter's title taken for a heading.

use super::{Library, Rule, places, sample, sections, walk};
use crate::diagnostic::{Diagnostic, Edit, Findings, Safety, codes};
use crate::model::audience::AudienceSet;
use crate::model::page::Page;
use crate::model::prose::{BlockKind, is_zero_width};
use crate::source::Span;

/// ST003.
pub(super) static HEADING_ORDER: Rule = Rule {
    code: &codes::HEADING_ORDER,
    why: "The outline is what readers jump by, and sections and scenarios are told by their level: a page with two \
          titles, or a level left out, hangs its steps on the wrong heading.",
    fix: "Begin the page with one `#` heading (the `title` of the header is none), and go down one level at a time.",
    check: Some(check),
    sample: sample!("ST003", "page.md"),
};

/// A heading of the page's own text.
struct Head {
    level: u8,
    span: Span,
    readers: AudienceSet,
}

fn check(library: &Library<'_>, findings: &mut Findings) {
    for page in library.pages() {
        let mut heads = Vec::new();
        walk::leaves(page, &mut |block, readers| {
            if let BlockKind::Heading { level, .. } = &block.kind {
                heads.push(Head { level: *level, span: block.span, readers });
            }
        });
        empty(library, &heads, findings);
        first(library, page, &heads, findings);
        let levels: Vec<(u8, Span)> = heads.iter().map(|h| (h.level, h.span)).collect();
        second(library, &heads, &levels, findings);
        skipped(library, &heads, &levels, findings);
    }
}

/// `##` with nothing behind it.
fn empty(library: &Library<'_>, heads: &[Head], findings: &mut Findings) {
    let is_bare = |h: &&Head| {
        let text = library.sources.text(h.span);
        text.chars().all(|c| c == '#' || c.is_whitespace() || is_zero_width(c))
    };
    for head in heads.iter().filter(is_bare) {
        let found = Diagnostic::new(&codes::HEADING_ORDER, head.span, "a heading without words");
        findings.push(found.help("say what stands below it, or take it out"));
    }
}

/// A page with text and no first-level heading, its includes' headings counted.
fn first(library: &Library<'_>, page: &Page, heads: &[Head], findings: &mut Findings) {
    let includes = page.playbook.sections.iter().any(|s| s.level == 1);
    if page.blocks.is_empty() || includes || heads.iter().any(|h| h.level == 1) {
        return;
    }
    let span = heads.first().map_or_else(|| places::header(page, library.sources), |h| h.span);
    let found = Diagnostic::new(&codes::HEADING_ORDER, span, "the page has no first-level heading");
    let found = found.help(format!("begin it with `# {}`", page.title));
    // A title that comes from the header or a heading is one; a file's name is none.
    let titled = page.front.get("title").is_some();
    findings.push(match page.blocks.first().filter(|_| titled) {
        Some(block) => found.fix(Safety::Unsafe, block.span.at_start(), format!("# {}\n\n", page.title)),
        None => found,
    });
}

/// Every further first-level heading for the same readers.
fn second(library: &Library<'_>, heads: &[Head], levels: &[(u8, Span)], findings: &mut Findings) {
    for (at, head) in heads.iter().enumerate().filter(|(_, h)| h.level == 1) {
        let mut tops = heads[..at].iter().filter(|h| h.level == 1);
        let Some(first) = tops.find(|t| !t.readers.and(head.readers).is_empty()) else {
            continue;
        };
        let found =
            Diagnostic::new(&codes::HEADING_ORDER, head.span, "a second first-level heading on one page");
        let found = found
            .label(first.span, "the page's title")
            .help("write it with `##`, and what stands below it one deeper");
        findings.push(sections::with(found, sections::levelled(library.sources, levels, at, 2)));
    }
}

/// A heading more than one level below the one above it.
fn skipped(library: &Library<'_>, heads: &[Head], levels: &[(u8, Span)], findings: &mut Findings) {
    for at in (1..heads.len()).filter(|at| heads[*at].level > heads[*at - 1].level + 1) {
        let (above, head) = (&heads[at - 1], &heads[at]);
        let message = format!("a level {} heading follows a level {} one", head.level, above.level);
        let found = Diagnostic::new(&codes::HEADING_ORDER, head.span, message);
        let help = format!("write it with {} `#`", above.level + 1);
        let found = found.label(above.span, "the heading above").help(help);
        findings.push(sections::with(found, raised(library, levels, at, above.level)));
    }
}

/// The heading that skips a level and its neighbours below the same one, each as much higher. None where one of them
/// stands between: then it is not clear which is the slip.
fn raised(library: &Library<'_>, levels: &[(u8, Span)], at: usize, above: u8) -> Option<Vec<Edit>> {
    let own = levels[at].0;
    let end = levels[at..].iter().position(|(level, _)| *level <= above).map_or(levels.len(), |n| at + n);
    if levels[at..end].iter().any(|(level, _)| *level < own) {
        return None;
    }
    let tops = (at..end).filter(|n| levels[*n].0 == own);
    let edits: Option<Vec<Vec<Edit>>> =
        tops.map(|n| sections::levelled(library.sources, &levels[..end], n, above + 1)).collect();
    edits.map(|lists| lists.into_iter().flatten().collect())
}
