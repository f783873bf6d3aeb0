//! ST002 list-interrupted: steps that go on, or are counted from 1 again, behind something that stands between them, not
//! below one of them. In: blocks of pages. Out: findings with a fix that indents what interrupts. Never: a list behind a
//! heading, or behind words that introduce it, which is another one; labels, which may stand between the steps they are for.

use super::{Library, Rule, places, sample};
use crate::diagnostic::{Diagnostic, Edit, Findings, Fix, Safety, codes};
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, ListItem, plain};
use crate::source::{SourceMap, Span};

/// ST002.
pub(super) static LIST_INTERRUPTED: Rule = Rule {
    code: &codes::LIST_INTERRUPTED,
    why: "What stands between two steps without being indented ends the list: it belongs to no step, and the steps behind \
          it are another list, which many programs number from 1 again. Where every step is written as `1.`, all do.",
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
    let single = single_steps(blocks);
    let mut list: Option<(usize, u64)> = None;
    for (at, block) in blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::List { ordered: Some(first), items, .. } => {
                let goes_on = |(before, next): &(usize, u64)| {
                    single.contains(&at) || goes_on(library, &blocks[*before..=at], *first, *next)
                };
                let mut own = *first;
                if let Some((before, next)) = list.take().filter(goes_on) {
                    findings.push(interrupted(library.sources, &blocks[before..=at], own, next));
                    own = next;
                }
                list = Some((at, own + items.len() as u64));
            }
            BlockKind::Heading { .. } | BlockKind::Rule | BlockKind::Table(_) => list = None,
            _ => {}
        }
        within(library, &block.kind, findings);
    }
}

/// True if the last block of `stretch` is the list that its first one was: by its number, or because what is between
/// introduces nothing. `next`: the number that the first list comes to.
fn goes_on(library: &Library<'_>, stretch: &[Block], first: u64, next: u64) -> bool {
    let between = &stretch[1..stretch.len() - 1];
    match first {
        1 => !between.is_empty() && (between.iter().all(is_mute) || hang(library.sources, stretch)),
        _ => (first == next || first + 1 == next) && between.iter().any(|b| !is_label_block(library, b)),
    }
}

/// Code, or nothing but pictures: it shows what the step above says.
fn is_mute(block: &Block) -> bool {
    let is_picture = |inline: &Inline| match &inline.kind {
        InlineKind::Image { .. } | InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    match &block.kind {
        BlockKind::Code { .. } => true,
        BlockKind::Paragraph(content) => content.iter().all(is_picture),
        _ => false,
    }
}

/// Bullets without a blank line before and behind them: they hang on the step above.
fn hang(sources: &SourceMap, stretch: &[Block]) -> bool {
    let [_, bullets, last] = stretch else { return false };
    let is_blank_before = |block: &Block| {
        sources.get(block.span.source).is_none_or(|file| {
            let line = file.line(block.span.start);
            line < 2 || file.text[file.line_range(line - 1)].trim().is_empty()
        })
    };
    matches!(bullets.kind, BlockKind::List { ordered: None, .. })
        && !is_blank_before(bullets)
        && !is_blank_before(last)
}

/// The lists that go on among lists of one step, each written as `1.`: three in a row are one list, unless something
/// introduces them.
fn single_steps(blocks: &[Block]) -> Vec<usize> {
    let (mut found, mut row) = (Vec::new(), Vec::new());
    for (at, block) in blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::List { ordered: Some(1), items, .. } if items.len() == 1 => {
                if row.last().is_some_and(|before| introduces(&blocks[*before + 1..at])) {
                    row.clear();
                }
                row.push(at);
                match row.len() {
                    0..=2 => {}
                    3 => found.extend(&row[1..]),
                    _ => found.push(at),
                }
            }
            BlockKind::List { ordered: Some(_), .. } | BlockKind::Heading { .. } | BlockKind::Rule => {
                row.clear();
            }
            _ => {}
        }
    }
    found
}

/// True for blocks that may begin something of their own: a bold line stands for a heading, a comment parts lists, and
/// a text leads to the list behind it unless it ends as a statement.
fn introduces(between: &[Block]) -> bool {
    let is_apart = |block: &Block| match &block.kind {
        BlockKind::Paragraph(content) => matches!(&content[..], [Inline { kind: InlineKind::Strong(_), .. }]),
        BlockKind::Code { .. } | BlockKind::Quote(_) | BlockKind::Alert { .. } | BlockKind::List { .. } => {
            false
        }
        _ => true,
    };
    let leads = |block: &Block| match &block.kind {
        BlockKind::Paragraph(content) => !plain(content).trim_end().ends_with(['.', '!', '。', '！']),
        _ => false,
    };
    let leads_on = between.last().is_none_or(|last| leads(last) && !is_mute(last));
    leads_on || between.iter().any(is_apart)
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

/// `stretch`: the list, what interrupts it, and the list that goes on with `number`, written as `first`.
fn interrupted(sources: &SourceMap, stretch: &[Block], first: u64, number: u64) -> Diagnostic {
    let (between, last) = (&stretch[1..stretch.len() - 1], &stretch[stretch.len() - 1]);
    let span = sources.get(between[0].span.source).map_or(between[0].span, |file| {
        let line = file.line_range(file.line(between[0].span.start));
        places::part(between[0].span, 0, line.end.saturating_sub(between[0].span.start as usize))
    });
    let effect = match first == number {
        true => "begins a new one".to_string(),
        false => format!("is numbered {first}"),
    };
    let message = format!("this interrupts the list: step {number} {effect}");
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
    // All lines move by as much: what stands below another one stays there.
    let shift = width.saturating_sub(blanks(&file.text[file.line_range(file.line(from))]));
    let mut edits = Vec::new();
    for line in file.line(from)..=file.line(to) {
        let range = file.line_range(line);
        if !file.text[range.clone()].trim().is_empty() {
            let span = Span::new(file.id, range.start..range.start);
            edits.push(Edit { span, text: " ".repeat(shift) });
        }
    }
    Some(Fix { safety: Safety::Unsafe, edits })
}

fn blanks(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
