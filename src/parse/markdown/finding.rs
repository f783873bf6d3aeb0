//! What is wrong in prose that was read. In: the tree and its file. Out: findings on stars that open emphasis
//! and never close it, on tags that readers would not see, and on directives that they would. Never: looks into code.

use super::Words;
use super::unread::unread;
use crate::diagnostic::{Diagnostic, Findings, Safety, codes};
use crate::model::prose::{Block, BlockKind, Inline, InlineKind};
use crate::model::raw_html::{Piece, pieces};
use crate::source::{SourceFile, Span};
use std::collections::HashSet;

/// Reads the tree once, in the order of the page.
pub(super) fn check(file: &SourceFile, blocks: &[Block], words: &Words<'_>, findings: &mut Findings) {
    Check { file, words, findings, opened: HashSet::new() }.blocks(blocks);
}

struct Check<'a> {
    file: &'a SourceFile,
    words: &'a Words<'a>,
    findings: &'a mut Findings,
    /// Names of unknown tags that were opened: their end tags are no finding of their own.
    opened: HashSet<String>,
}

impl Check<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => self.inlines(content),
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.blocks)),
            BlockKind::Quote(blocks)
            | BlockKind::Alert { blocks, .. }
            | BlockKind::Zone { blocks, .. }
            | BlockKind::Div { blocks, .. }
            | BlockKind::Footnote { blocks, .. } => self.blocks(blocks),
            BlockKind::Table(table) => {
                let rows = table.rows.iter().flat_map(|row| &row.cells);
                table.head.iter().chain(rows).for_each(|cell| self.inlines(&cell.content));
            }
            BlockKind::Html(html) => self.html_block(html, block.span),
            BlockKind::Code { .. } | BlockKind::Rule | BlockKind::Include { .. } | BlockKind::Video(_) => {}
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(_) => {
                    self.stars(inline.span);
                    self.findings.extend(unread(self.file, inline.span, self.words));
                }
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Strike(content)
                | InlineKind::Link { content, .. } => self.inlines(content),
                InlineKind::Html(html) => {
                    if let [Piece::Unknown(tag)] = pieces(html)[..] {
                        self.tag(tag, inline.span, true);
                    }
                }
                _ => {}
            }
        }
    }

    /// Stars in plain text that stand where emphasis opens.
    fn stars(&mut self, span: Span) {
        let text = &self.file.text;
        let mut at = span.start as usize;
        while let Some(found) = text.get(at..span.end as usize).and_then(|t| t.find('*')) {
            let start = at + found;
            let length = text[start..span.end as usize].bytes().take_while(|b| *b == b'*').count();
            at = start + length;
            if opens(text, start, at) {
                let place = Span::new(self.file.id, start..at);
                let rest = &text[at..span.end as usize];
                self.findings.push(open_emphasis(place, &text[start..at], rest));
            }
        }
    }

    fn html_block(&mut self, html: &str, span: Span) {
        let mut from = span.start as usize;
        for piece in pieces(html) {
            let Piece::Unknown(tag) = piece else { continue };
            let rest = self.file.text.get(from..span.end as usize).unwrap_or("");
            let place = match rest.find(tag) {
                Some(found) => {
                    let start = from + found;
                    from = start + tag.len();
                    Span::new(self.file.id, start..from)
                }
                None => span,
            };
            self.tag(tag, place, false);
        }
    }

    fn tag(&mut self, tag: &str, span: Span, inline: bool) {
        let closes = tag.starts_with("</");
        let name = tag.trim_start_matches(['<', '/']).split(|c: char| !c.is_alphanumeric()).next();
        let name = name.unwrap_or("").to_lowercase();
        if closes && self.opened.contains(&name) {
            return;
        }
        // An empty pair such as `<span></span>` hides nothing; with attributes it may be what links lead to.
        let end = format!("</{name}>");
        let rest = self.file.text.get(span.end as usize..).unwrap_or("");
        let is_empty = !tag.contains(char::is_whitespace)
            && rest.get(..end.len()).is_some_and(|r| r.eq_ignore_ascii_case(&end));
        self.opened.insert(name);
        if is_empty {
            return;
        }
        let shown: String = tag.split_whitespace().collect::<Vec<_>>().join(" ");
        let message = format!("`{shown}` is read as a tag that no reader would see");
        let finding = Diagnostic::new(&codes::MARKUP_SWALLOWED, span, message)
            .help(format!("write `\\{shown}` if it is text; tags with attributes are not allowed"));
        let fixed = match inline && !closes {
            true => {
                let written = self.file.text.get(span.range()).unwrap_or(tag);
                finding.fix(Safety::Safe, span, format!("\\{written}"))
            }
            false => finding,
        };
        self.findings.push(fixed);
    }
}

/// Stars that open and do not close: because there are none, or because those that were meant to close stand between
/// a sign and a letter (`**Note:**3 days`), where Markdown takes them for opening ones.
fn open_emphasis(place: Span, stars: &str, rest: &str) -> Diagnostic {
    let closing = rest.find(stars).filter(|at| {
        let (before, after) = (rest[..*at].chars().next_back(), rest[at + stars.len()..].chars().next());
        before.is_some_and(|c| !c.is_alphanumeric() && !begins_word(c))
            && after.is_some_and(char::is_alphanumeric)
    });
    let Some(at) = closing else {
        let message = format!("`{stars}` opens emphasis that is never closed");
        let help = format!("close it with `{stars}`, or write `\\*` for a star");
        let finding = Diagnostic::new(&codes::EMPHASIS_OPEN, place, message).help(help);
        // Two stars were meant to make something bold, but not said what.
        return if stars == "*" { finding.fix(Safety::Unsafe, place.at_start(), "\\") } else { finding };
    };
    let start = place.end as usize + at;
    let end = start + stars.len();
    let whole = Span::new(place.source, place.start as usize..end);
    let message = format!(
        "`{stars}` opens emphasis that does not close: the `{stars}` that should stands between a sign and a letter"
    );
    Diagnostic::new(&codes::EMPHASIS_OPEN, place, message)
        .label(Span::new(place.source, start..end), "read as a star")
        .help(format!("put a blank behind that `{stars}`, or take the sign out of the emphasis"))
        .fix(Safety::Unsafe, whole, format!("{stars}{} ", &rest[..at + stars.len()]))
}

/// True if the stars at `start..end` are not escaped, begin a word, and are followed by one.
fn opens(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim_end_matches('*');
    let after = text[end..].trim_start_matches('*');
    let escaped = before.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
    let begins = before.chars().next_back().is_none_or(begins_word);
    let word = after.chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '“' | '‘' | '"'));
    begins && word && !escaped
}

/// True for what stands before a word: a blank, an opening bracket or quotation mark, a dash.
fn begins_word(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '(' | '[' | '{' | '"' | '\'' | '“' | '‘' | '«' | '—' | '–' | '/' | '|' | '>')
}
