//! Prose → Markdown that reads as the same tree. In: blocks or inlines, a [`Context`]. Out: Markdown.
//! Never: text that becomes markup. What this reader may not see is left out, raw HTML that is not allowed
//! becomes text, comments go, a video stays a directive.

use super::markdown_inline::{Inlines, Place, is_lone_tag, push_text};
use super::raw_html::{self, Shown};
use super::{Context, MAX_INCLUDES};
use crate::model::links;
use crate::model::prose::{Align, Block, BlockKind, Inline, InlineKind, ListItem, Table};

/// The blocks as Markdown, with a line end at the end if there is anything.
pub fn markdown(blocks: &[Block], context: &Context<'_>) -> String {
    let text = Writer { context, includes: 0 }.blocks(blocks, false);
    if text.is_empty() { text } else { text + "\n" }
}

/// The inlines as Markdown, to stand at the start of a line.
pub fn inline_markdown(inlines: &[Inline], context: &Context<'_>) -> String {
    Inlines::new(context, Place::Line).write(inlines)
}

struct Writer<'a, 'c> {
    context: &'a Context<'c>,
    includes: u8,
}

/// Blocks written so far, one below the other.
struct Page {
    out: String,
    /// True in an item of a tight list: where it can be, no blank line parts the blocks.
    tight: bool,
    last: Last,
}

/// What was written last: a list's mark (a list right behind it needs another), or a block behind which a
/// list, quote or fence needs no blank line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Bullet(char),
    Number(char),
    Closed,
    Other,
}

impl Page {
    fn push(&mut self, text: &str, interrupts: bool, last: Last) {
        if text.is_empty() {
            return;
        }
        if !self.out.is_empty() {
            let close = self.tight && self.last == Last::Closed && interrupts;
            self.out.push_str(if close { "\n" } else { "\n\n" });
        }
        self.out.push_str(text);
        self.last = last;
    }
}

impl Writer<'_, '_> {
    fn blocks(&mut self, blocks: &[Block], tight: bool) -> String {
        let mut page = Page { out: String::new(), tight, last: Last::Other };
        self.push_blocks(blocks, &mut page);
        page.out
    }

    fn push_blocks(&mut self, blocks: &[Block], page: &mut Page) {
        let mut raw = raw_html::among_blocks(blocks);
        for block in blocks {
            match &block.kind {
                BlockKind::Html(_) => {
                    page.push(&self.raw(&raw.next().unwrap_or_default()), false, Last::Other);
                }
                _ if self.context.hides(block) => {}
                BlockKind::Zone { audiences, blocks } if self.context.reads(*audiences) => {
                    self.push_blocks(blocks, page);
                }
                BlockKind::Include { .. } => self.include(block, page),
                BlockKind::List { ordered, tight, items } => {
                    let mark = next_mark(*ordered, page.last);
                    let empty = items.first().is_none_or(|i| i.blocks.is_empty());
                    let interrupts = ordered.is_none_or(|first| first == 1) && !empty;
                    page.push(&self.list(*ordered, *tight, items, mark), interrupts, mark);
                }
                BlockKind::Paragraph(_) => page.push(&self.block(block), false, Last::Closed),
                BlockKind::Heading { .. } | BlockKind::Code { .. } => {
                    page.push(&self.block(block), true, Last::Closed);
                }
                BlockKind::Quote(_) | BlockKind::Alert { .. } => {
                    page.push(&self.block(block), true, Last::Other);
                }
                _ => page.push(&self.block(block), false, Last::Other),
            }
        }
    }

    fn block(&mut self, block: &Block) -> String {
        match &block.kind {
            BlockKind::Heading { level, content, id } => self.heading(*level, content, id.as_deref()),
            BlockKind::Paragraph(content) => self.line(content),
            BlockKind::Quote(blocks) => quoted("", &self.blocks(blocks, false)),
            BlockKind::Alert { word, blocks, .. } => {
                quoted(&format!("[!{}]", word.trim()), &self.blocks(blocks, false))
            }
            BlockKind::Div { class, blocks } => {
                let class: String = class.chars().filter(|c| !matches!(c, '"' | '\n' | ']')).collect();
                quoted(&format!("[!div class=\"{class}\"]"), &self.blocks(blocks, false))
            }
            BlockKind::Video(url) => match links::external(url) {
                Some(address) => format!("> [!VIDEO {address}]"),
                None => {
                    let mut text = String::new();
                    push_text(url, Place::Line, &mut text);
                    text
                }
            },
            BlockKind::Code { language, text } => code(language.as_deref(), text),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Rule => "***".to_string(),
            BlockKind::Footnote { label, blocks } if self.context.has_places() => {
                indented(&format!("[^{label}]: "), 4, &self.blocks(blocks, false))
            }
            BlockKind::List { .. }
            | BlockKind::Footnote { .. }
            | BlockKind::Html(_)
            | BlockKind::Zone { .. }
            | BlockKind::Include { .. } => String::new(),
        }
    }

    fn line(&self, content: &[Inline]) -> String {
        Inlines::new(self.context, Place::Line).write(content)
    }

    /// With a line break inside, only the underlined form holds it; below the second level it is a blank.
    fn heading(&self, level: u8, content: &[Inline], id: Option<&str>) -> String {
        let level = self.context.level(level);
        let breaks = content.iter().any(|i| matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak));
        let underlined = breaks && level <= 2;
        let place = if underlined { Place::Underlined } else { Place::Heading };
        let mut text = Inlines::new(self.context, place).write(content);
        if let Some(id) = id {
            text.push_str(&format!(" {{#{id}}}"));
        }
        match (underlined, level) {
            (true, 1) => format!("{text}\n==="),
            (true, _) => format!("{text}\n---"),
            (false, level) => format!("{} {text}", "#".repeat(level.into())).trim_end().to_string(),
        }
    }

    fn list(&mut self, ordered: Option<u64>, tight: bool, items: &[ListItem], mark: Last) -> String {
        let mut out = String::new();
        for (at, item) in items.iter().filter(|i| self.context.shows(i)).enumerate() {
            let marker = match mark {
                Last::Number(close) => {
                    let number = ordered.unwrap_or(1).saturating_add(at as u64).min(999_999_999);
                    format!("{number}{close} ")
                }
                Last::Bullet(bullet) => format!("{bullet} "),
                Last::Closed | Last::Other => "- ".to_string(),
            };
            // Only text stands on the line of the box.
            let text = matches!(item.blocks.first().map(|b| &b.kind), Some(BlockKind::Paragraph(_)));
            let task = match (item.task, text) {
                (None, _) => "",
                (Some(true), true) => "[x] ",
                (Some(true), false) => "[x]\n",
                (Some(false), true) => "[ ] ",
                (Some(false), false) => "[ ]\n",
            };
            let text = format!("{task}{}", self.blocks(&item.blocks, tight));
            if at > 0 {
                out.push_str(if tight { "\n" } else { "\n\n" });
            }
            out.push_str(&indented(&marker, marker.len(), &text));
        }
        out
    }

    fn table(&self, table: &Table) -> String {
        let cells = |cells: &mut dyn Iterator<Item = String>| {
            let text: Vec<String> = cells.collect();
            format!("| {} |", text.join(" | "))
        };
        let written = |content: &[Inline]| Inlines::new(self.context, Place::Cell).write(content);
        let mut lines = vec![cells(&mut table.head.iter().map(|c| written(&c.content)))];
        lines.push(cells(&mut table.align.iter().map(|a| delimiter(*a).to_string())));
        lines.extend(table.rows.iter().map(|r| cells(&mut r.cells.iter().map(|c| written(&c.content)))));
        lines.join("\n")
    }

    fn include(&mut self, block: &Block, page: &mut Page) {
        if self.includes < MAX_INCLUDES
            && let Some(blocks) = (self.context.include)(block.span)
        {
            self.includes += 1;
            self.push_blocks(blocks, page);
            self.includes -= 1;
        }
    }

    /// What begins as a block stays one, what is no tag in it as text. Everything else becomes a paragraph, in which tags
    /// that would begin a block are text.
    fn raw(&self, pieces: &[Shown<'_>]) -> String {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Shown::Tag(name, form) => text.push_str(&raw_html::tag(name, *form)),
                Shown::Text(piece) | Shown::Escaped(piece) => text.push_str(&piece.replace('<', "&lt;")),
            }
        }
        let block = joined(&text, "\n");
        let lone_tag = is_lone_tag(block.lines().next().unwrap_or(""));
        let is_plain = !pieces.iter().any(|p| matches!(p, Shown::Escaped(_)));
        if raw_html::begins_block(pieces) || lone_tag && is_plain {
            return block;
        }
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Shown::Tag(name, form) if raw_html::is_inline(name) => {
                    text.push_str(&raw_html::tag(name, *form));
                }
                Shown::Tag(name, form) => push_text(&raw_html::tag(name, *form), Place::Line, &mut text),
                Shown::Text(piece) | Shown::Escaped(piece) => push_raw_text(piece, &mut text),
            }
        }
        joined(&text, if lone_tag { " " } else { "\n" })
    }
}

fn joined(text: &str, between: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    lines.join(between)
}

/// Text of raw HTML, line by line; character references in it stay.
fn push_raw_text(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\n']) {
        push_text(&rest[..at], Place::Line, out);
        let length = raw_html::reference(&rest[at..]);
        match (&rest[at..=at], length) {
            ("\n", _) => out.push('\n'),
            (_, 0) => push_text("&", Place::Line, out),
            (_, length) => out.push_str(&rest[at..at + length]),
        }
        rest = &rest[at + length.max(1)..];
    }
    push_text(rest, Place::Line, out);
}

fn next_mark(ordered: Option<u64>, before: Last) -> Last {
    match (ordered, before) {
        (None, Last::Bullet('-')) => Last::Bullet('+'),
        (None, _) => Last::Bullet('-'),
        (Some(_), Last::Number('.')) => Last::Number(')'),
        (Some(_), _) => Last::Number('.'),
    }
}

fn quoted(first: &str, text: &str) -> String {
    let lines = std::iter::once(first).filter(|f| !f.is_empty()).chain(text.lines());
    let lines: Vec<String> = lines.map(|l| format!("> {l}").trim_end().to_string()).collect();
    if lines.is_empty() { ">".to_string() } else { lines.join("\n") }
}

/// `text` behind `marker`, its further lines indented by `width`.
fn indented(marker: &str, width: usize, text: &str) -> String {
    let mut out = marker.to_string();
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', if line.is_empty() { 0 } else { width }));
        }
        out.push_str(line);
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

fn code(language: Option<&str>, text: &str) -> String {
    let language = language.unwrap_or("");
    let sign = if language.contains('`') { '~' } else { '`' };
    let longest = text.split(|c| c != sign).map(str::len).max().unwrap_or(0);
    let fence = String::from(sign).repeat(longest.max(2) + 1);
    let mut info = String::new();
    push_text(language, Place::Line, &mut info);
    match text.is_empty() {
        true => format!("{fence}{info}\n{fence}"),
        false => format!("{fence}{info}\n{text}\n{fence}"),
    }
}

fn delimiter(align: Align) -> &'static str {
    match align {
        Align::None => "---",
        Align::Left => ":--",
        Align::Center => ":-:",
        Align::Right => "--:",
    }
}
