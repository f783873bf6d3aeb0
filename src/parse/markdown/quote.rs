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
    mut blocks: Vec<Block>,
    file: &SourceFile,
    words: &Words<'_>,
) -> Vec<Block> {
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
