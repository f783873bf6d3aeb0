//! What a quote is once it is closed. In: its blocks and what its first line said. Out: an alert, a video, a
//! div, or a plain quote. Never: a word that is no alert is lost; the quote keeps it.

use super::Words;
use super::frame::QuoteKind;
use crate::model::prose::{AlertKind, Block, BlockKind, Inline, InlineKind};
use crate::source::{SourceFile, Span};

/// The blocks that stand for the quote: mostly one; a video may be followed by a quote.
pub(super) fn close(
    kind: &QuoteKind,
    span: Span,
    blocks: Vec<Block>,
    file: &SourceFile,
    words: &Words<'_>,
) -> Vec<Block> {
    let mut blocks = parted(blocks, words);
    let kind = match kind {
        QuoteKind::Alert(kind) => BlockKind::Alert { kind: *kind, word: written(file, span), blocks },
        QuoteKind::Div(class) => BlockKind::Div { class: class.clone(), blocks },
        QuoteKind::Video(url) => {
            let mut made = vec![Block { span, kind: BlockKind::Video(url.clone()) }];
            if let Some(first) = blocks.first() {
                made.push(Block { span: first.span, kind: BlockKind::Quote(blocks) });
            }
            return made;
        }
        QuoteKind::Plain => match take_word(&mut blocks, file, words) {
            Some((kind, word)) => BlockKind::Alert { kind, word, blocks },
            None => BlockKind::Quote(blocks),
        },
    };
    vec![Block { span, kind }]
}

/// The word of an alert that the parser has taken.
fn written(file: &SourceFile, span: Span) -> String {
    let source = file.text.get(span.range()).unwrap_or("");
    let word = source.split_once("[!").and_then(|(_, rest)| rest.split_once(']'));
    word.map_or_else(String::new, |(word, _)| word.to_string())
}

/// Takes `[!WORD]` from the start of the first paragraph, if the word is that of an alert.
fn take_word(blocks: &mut Vec<Block>, file: &SourceFile, words: &Words<'_>) -> Option<(AlertKind, String)> {
    let Block { kind: BlockKind::Paragraph(content), .. } = blocks.first_mut()? else { return None };
    let Inline { kind: InlineKind::Text(text), span } = content.first_mut()? else { return None };
    let (word, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let kind = alert(word, words)?;
    let (before, source) = file.text.split_at_checked(span.start as usize)?;
    if before.ends_with('\\') || !source.starts_with(&text[..word.len() + 3]) {
        return None;
    }
    let (word, rest) = (word.to_string(), rest.trim_start().to_string());
    span.start = span.end.saturating_sub(rest.len() as u32).max(span.start);
    *text = rest;
    if text.is_empty() {
        content.remove(0);
        while matches!(
            content.first(),
            Some(Inline { kind: InlineKind::SoftBreak | InlineKind::HardBreak, .. })
        ) {
            content.remove(0);
        }
    }
    if content.is_empty() {
        blocks.remove(0);
    }
    Some((kind, word))
}

/// Alerts that begin in the middle of a paragraph of the quote: each on a line of its own stands for itself,
/// up to the next one.
fn parted(blocks: Vec<Block>, words: &Words<'_>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        match &mut block.kind {
            BlockKind::List { items, .. } => {
                for item in items {
                    item.blocks = parted(std::mem::take(&mut item.blocks), words);
                }
                out.push(block);
            }
            BlockKind::Paragraph(content) if (1..content.len()).any(|at| begins(content, at, words)) => {
                let content = std::mem::take(content);
                part(content, block.span, words, &mut out);
            }
            _ => out.push(block),
        }
    }
    out
}

/// True if `[!WORD]` of an alert stands alone on the line that begins here.
fn begins(content: &[Inline], at: usize, words: &Words<'_>) -> bool {
    let ends = |i: Option<&Inline>| {
        i.is_none_or(|i| matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak))
    };
    word_of(&content[at]).is_some_and(|word| alert(word, words).is_some())
        && ends(content.get(at - 1))
        && ends(content.get(at + 1))
}

fn word_of(inline: &Inline) -> Option<&str> {
    let InlineKind::Text(text) = &inline.kind else { return None };
    text.trim().strip_prefix("[!")?.strip_suffix(']')
}

/// The paragraph up to the first alert, then the alerts.
fn part(content: Vec<Inline>, span: Span, words: &Words<'_>, out: &mut Vec<Block>) {
    let starts: Vec<usize> = (1..content.len()).filter(|at| begins(&content, *at, words)).collect();
    let mut rest = content.into_iter();
    let mut done = 0;
    for (at, end) in
        std::iter::once(0).chain(starts.iter().copied()).zip(starts.iter().map(Some).chain([None]))
    {
        let mut lines: Vec<Inline> = rest.by_ref().take(end.map_or(usize::MAX, |end| end - done)).collect();
        done += lines.len();
        if end.is_some() {
            // The line end before the next alert.
            lines.pop();
        }
        let Some(first) = lines.first() else { continue };
        let own = Span { start: first.span.start, end: lines[lines.len() - 1].span.end, ..span };
        let named = word_of(first).filter(|_| at > 0).map(str::to_string);
        let kind = named.as_deref().and_then(|word| alert(word, words)).zip(named);
        let Some((kind, word)) = kind else {
            out.push(Block { span: own, kind: BlockKind::Paragraph(lines) });
            continue;
        };
        // The word itself, and the end of its line.
        lines.drain(..lines.len().min(2));
        let body = lines.first().map(|first| Span { start: first.span.start, ..own });
        let blocks = body.map(|span| Block { span, kind: BlockKind::Paragraph(lines) });
        out.push(Block {
            span: own,
            kind: BlockKind::Alert { kind, word, blocks: blocks.into_iter().collect() },
        });
    }
}

fn alert(word: &str, words: &Words<'_>) -> Option<AlertKind> {
    let lower = word.trim().to_lowercase();
    let name = words.alerts.get(&lower).map_or(lower, |n| n.to_lowercase());
    match name.as_str() {
        "note" => Some(AlertKind::Note),
        "tip" => Some(AlertKind::Tip),
        "important" => Some(AlertKind::Important),
        "warning" => Some(AlertKind::Warning),
        "caution" => Some(AlertKind::Caution),
        _ => None,
    }
}
