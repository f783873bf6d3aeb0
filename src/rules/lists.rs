//! ST002 list-interrupted: steps that go on behind something that stands between them, not below one of them.
//! In: blocks of pages. Out: findings with a fix that indents what interrupts. Never: a list behind a heading, which is
//! another one; labels, which may stand between the steps they are for.

use super::{Library, Rule, sample, words};
use crate::diagnostic::{Diagnostic, Edit, Findings, Fix, Safety, codes};
use crate::model::prose::{Block, BlockKind, ListItem};
use crate::source::{SourceMap, Span};

/// ST002.
pub(super) static LIST_INTERRUPTED: Rule = Rule {
    code: &codes::LIST_INTERRUPTED,
    why: "What stands between two steps without being indented ends the list: it belongs to no step, and the steps behind \
          it are another list, which many programs number from 1 again.",
    fix: "Indent it to the text of the step above, or give the second list a heading of its own.",
    check: Some(check),
    sample: sample!("ST002", "page.md"),
};

fn check(library: &Library<'_>, findings: &mut Findings) {
    for page in library.pages() {
        siblings(library, &page.blocks, findings);
    }
}

/// Looks at the lists that stand side by side, then into what blocks hold.
fn siblings(library: &Library<'_>, blocks: &[Block], findings: &mut Findings) {
    let mut list: Option<(usize, u64)> = None;
    for (at, block) in blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::List { ordered: Some(first), items, .. } => {
                let goes_on = |list: &(usize, u64)| {
                    list.1 == *first && blocks[list.0 + 1..at].iter().any(|b| !is_label_block(library, b))
                };
                if let Some((before, _)) = list.take().filter(goes_on) {
                    findings.push(interrupted(library.sources, &blocks[before..=at], *first));
                }
                list = Some((at, first + items.len() as u64));
            }
            BlockKind::Heading { .. } | BlockKind::Rule | BlockKind::Table(_) => list = None,
            _ => {}
        }
        within(library, &block.kind, findings);
    }
}

/// Labels between two steps bind to those behind them: that is how they are written.
fn is_label_block(library: &Library<'_>, block: &Block) -> bool {
    let vocabulary = &library.catalog.vocabulary;
    let is_label = |line: &str| {
        let name = line.split([':', '：']).next().unwrap_or("");
        name.len() < line.len() && vocabulary.label(name.trim_start_matches([' ', '*', '_'])).is_some()
    };
    matches!(block.kind, BlockKind::Paragraph(_)) && library.sources.text(block.span).lines().all(is_label)
}

fn within(library: &Library<'_>, kind: &BlockKind, findings: &mut Findings) {
    match kind {
        BlockKind::List { items, .. } => items.iter().for_each(|i| siblings(library, &i.blocks, findings)),
        BlockKind::Quote(blocks)
        | BlockKind::Alert { blocks, .. }
        | BlockKind::Zone { blocks, .. }
        | BlockKind::Div { blocks, .. } => siblings(library, blocks, findings),
        _ => {}
    }
}

/// `stretch`: the list, what interrupts it, and the list that goes on.
fn interrupted(sources: &SourceMap, stretch: &[Block], number: u64) -> Diagnostic {
    let (between, last) = (&stretch[1..stretch.len() - 1], &stretch[stretch.len() - 1]);
    let span = sources.get(between[0].span.source).map_or(between[0].span, |file| {
        let line = file.line_range(file.line(between[0].span.start));
        words::part(between[0].span, 0, line.end.saturating_sub(between[0].span.start as usize))
    });
    let message = format!("this interrupts the list: step {number} begins a new one");
    let mut found = Diagnostic::new(&codes::LIST_INTERRUPTED, span, message)
        .label(last.span.at_start(), "goes on here")
        .help(format!("indent it to the text of step {}", number - 1));
    if let BlockKind::List { items, .. } = &stretch[0].kind
        && let Some(width) = items.last().and_then(|item| text_column(sources, item))
    {
        found.fix = indented(sources, between, width);
    }
    found
}

/// Blanks in front of an item's text, counted from the line's start.
fn text_column(sources: &SourceMap, item: &ListItem) -> Option<usize> {
    let file = sources.get(item.span.source)?;
    let first = item.blocks.first()?.span.start as usize;
    let line = file.line_range(file.line(item.span.start));
    let before = file.text.get(line.start..first)?;
    // A tab has no width of its own: such a list is for its author to mend.
    (!before.contains(['\t', '>'])).then(|| before.chars().count())
}

fn indented(sources: &SourceMap, between: &[Block], width: usize) -> Option<Fix> {
    let file = sources.get(between.first()?.span.source)?;
    let (from, to) = (between.first()?.span.start, between.last()?.span.end.saturating_sub(1));
    let mut edits = Vec::new();
    for line in file.line(from)..=file.line(to) {
        let range = file.line_range(line);
        let text = &file.text[range.clone()];
        let has = text.len() - text.trim_start_matches(' ').len();
        if !text.trim().is_empty() {
            let span = Span::new(file.id, range.start..range.start);
            edits.push(Edit { span, text: " ".repeat(width.saturating_sub(has)) });
        }
    }
    Some(Fix { safety: Safety::Unsafe, edits })
}
