//! One construct that is still open. In: the parser's tag. Out: a [`Frame`] that collects its content, and
//! hands it to the frame around it as a block, an inline or an item. Never: looks at other frames.

use crate::model::audience::AudienceSet;
use crate::model::prose::{
    AlertKind, Align, Block, BlockKind, Cell, Inline, InlineKind, ListItem, Table, plain,
};
use crate::source::Span;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, HeadingLevel, LinkType, Tag};
use std::ops::Range;

/// What is open.
#[derive(Clone)]
pub(super) enum Body {
    Root,
    Zone(AudienceSet),
    Quote(QuoteKind),
    List {
        ordered: Option<u64>,
        tight: bool,
        items: Vec<ListItem>,
    },
    Item {
        task: Option<bool>,
    },
    Footnote(String),
    /// Implicit: made for text that stands in a container without a paragraph.
    Paragraph {
        implicit: bool,
    },
    Heading {
        level: u8,
        id: Option<String>,
        lost: Option<String>,
    },
    Code {
        language: Option<String>,
    },
    Html,
    Table(Table),
    Head,
    Row,
    Cell,
    Emphasis,
    Strong,
    Strike,
    Link {
        target: String,
        title: String,
    },
    Image {
        target: String,
        title: String,
    },
}

/// What a quote is, as far as its first line says.
#[derive(Clone)]
pub(super) enum QuoteKind {
    Plain,
    Alert(AlertKind),
    Video(String),
    Div(String),
}

/// An open construct and its content so far.
pub(super) struct Frame {
    pub(super) body: Body,
    /// In the body of the page.
    pub(super) range: Range<usize>,
    /// The narrowest zone around it.
    pub(super) enforced: Option<AudienceSet>,
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
    pub(super) text: String,
    /// Of a row or a head.
    pub(super) cells: Vec<Cell>,
    /// True for both parts of a construct that a directive cut in two: one may come out empty.
    pub(super) reopened: bool,
    /// True if the range's end is final.
    pub(super) closed: bool,
}

impl Frame {
    pub(super) fn new(body: Body, range: Range<usize>, enforced: Option<AudienceSet>) -> Self {
        Self {
            body,
            range,
            enforced,
            blocks: Vec::new(),
            inlines: Vec::new(),
            text: String::new(),
            cells: Vec::new(),
            reopened: false,
            closed: false,
        }
    }

    pub(super) fn accepts_blocks(&self) -> bool {
        matches!(
            self.body,
            Body::Root | Body::Zone(_) | Body::Quote(_) | Body::Item { .. } | Body::Footnote(_)
        )
    }

    /// True for code and raw HTML, whose text is no inline.
    pub(super) fn takes_text(&self) -> bool {
        matches!(self.body, Body::Code { .. } | Body::Html)
    }

    /// Frames that no tag of the parser gave a range have that of their content.
    pub(super) fn fit_to_children(&mut self, base: usize) {
        let made = self.reopened || matches!(self.body, Body::Zone(_) | Body::Paragraph { implicit: true });
        if !made {
            return;
        }
        let spans = self.blocks.iter().map(|b| b.span).chain(self.inlines.iter().map(|i| i.span));
        for span in spans {
            let (start, end) = ((span.start as usize).saturating_sub(base), span.end as usize - base);
            if self.range.is_empty() && !matches!(self.body, Body::Zone(_)) {
                self.range = start..end;
            }
            self.range.end = self.range.end.max(end);
        }
    }

    /// Ends the part before a directive: the line end goes, and what is empty goes with it.
    pub(super) fn cut(&mut self) {
        self.reopened = true;
        while matches!(
            self.inlines.last().map(|i| &i.kind),
            Some(InlineKind::SoftBreak | InlineKind::HardBreak)
        ) {
            self.inlines.pop();
        }
    }

    /// True at the start of the part behind a directive.
    pub(super) fn starts_over(&self) -> bool {
        self.reopened && self.inlines.is_empty()
    }

    fn is_nothing(&self) -> bool {
        match self.body {
            Body::Paragraph { .. } => self.inlines.is_empty(),
            Body::Zone(_) => self.blocks.is_empty(),
            Body::Html => self.text.trim().is_empty(),
            Body::Code { .. } => self.reopened && self.text.trim().is_empty(),
            _ => self.reopened && self.inlines.is_empty() && self.blocks.is_empty(),
        }
    }

    /// Hands the content to the frame around this one.
    pub(super) fn close(self, span: Span, parent: &mut Self) {
        if self.is_nothing() {
            return;
        }
        if let Body::Item { task } = self.body {
            if let Body::List { items, .. } = &mut parent.body {
                items.push(ListItem { span, task, blocks: self.blocks });
            }
            return;
        }
        match self.body.is_block() {
            true => parent.blocks.push(Block { span, kind: self.into_block() }),
            false => parent.inlines.push(Inline { span, kind: self.into_inline() }),
        }
    }

    fn into_block(self) -> BlockKind {
        match self.body {
            Body::Heading { level, id, lost } => {
                let mut content = self.inlines;
                if let Some(text) = lost {
                    push_lost(&mut content, &text);
                }
                BlockKind::Heading { level, content, id }
            }
            Body::List { ordered, tight, items } => BlockKind::List { ordered, tight, items },
            Body::Code { language } => {
                let text = self.text.strip_suffix('\n').unwrap_or(&self.text).to_string();
                BlockKind::Code { language, text }
            }
            Body::Html => BlockKind::Html(self.text.trim_end().to_string()),
            Body::Table(table) => BlockKind::Table(table),
            Body::Zone(audiences) => BlockKind::Zone { audiences, blocks: self.blocks },
            Body::Footnote(label) => BlockKind::Footnote { label, blocks: self.blocks },
            _ => BlockKind::Paragraph(self.inlines),
        }
    }

    fn into_inline(self) -> InlineKind {
        match self.body {
            Body::Emphasis => InlineKind::Emphasis(self.inlines),
            Body::Strong => InlineKind::Strong(self.inlines),
            Body::Link { target, title } => InlineKind::Link { target, title, content: self.inlines },
            Body::Image { target, title } => InlineKind::Image { target, title, alt: plain(&self.inlines) },
            _ => InlineKind::Strike(self.inlines),
        }
    }
}

/// Text that the parser took for attributes of a heading.
fn push_lost(content: &mut Vec<Inline>, lost: &str) {
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.last_mut() {
        text.push(' ');
        text.push_str(lost);
    } else if let Some(span) = content.last().map(|i| Span { start: i.span.end, ..i.span }) {
        content.push(Inline { span, kind: InlineKind::Text(format!(" {lost}")) });
    }
}

impl Body {
    /// What a tag opens; `source` is the construct's text.
    pub(super) fn of(tag: Tag<'_>, source: &str) -> Self {
        match tag {
            Tag::Heading { level, id, classes, attrs } => {
                let named = !classes.is_empty() || attrs.iter().any(|(name, _)| !name.is_empty());
                let lost = braces(source).filter(|text| id.is_none() && (named || is_hollow(source, text)));
                Self::Heading { level: number(level), id: id.map(String::from), lost }
            }
            Tag::BlockQuote(kind) => {
                Self::Quote(kind.map_or(QuoteKind::Plain, |k| QuoteKind::Alert(alert(k))))
            }
            Tag::CodeBlock(kind) => Self::Code { language: language(&kind) },
            Tag::HtmlBlock => Self::Html,
            Tag::List(ordered) => Self::List { ordered, tight: true, items: Vec::new() },
            Tag::Item => Self::Item { task: None },
            Tag::FootnoteDefinition(label) => Self::Footnote(label.to_string()),
            Tag::Table(align) => {
                Self::Table(Table { align: align.into_iter().map(column).collect(), ..Table::default() })
            }
            Tag::TableHead => Self::Head,
            Tag::TableRow => Self::Row,
            Tag::TableCell => Self::Cell,
            Tag::Emphasis => Self::Emphasis,
            Tag::Strong => Self::Strong,
            Tag::Strikethrough => Self::Strike,
            Tag::Link { link_type, dest_url, title, .. } => {
                Self::Link { target: address(link_type, &dest_url), title: title.to_string() }
            }
            Tag::Image { dest_url, title, .. } => {
                Self::Image { target: dest_url.to_string(), title: title.to_string() }
            }
            _ => Self::Paragraph { implicit: false },
        }
    }

    pub(super) fn is_block(&self) -> bool {
        !matches!(self, Self::Emphasis | Self::Strong | Self::Strike | Self::Link { .. } | Self::Image { .. })
    }

    pub(super) fn is_paragraph(&self) -> bool {
        matches!(self, Self::Paragraph { implicit: false })
    }

    /// The same construct for what follows a cut.
    pub(super) fn again(&self) -> Self {
        match self {
            Self::Heading { level, .. } => Self::Heading { level: *level, id: None, lost: None },
            other => other.clone(),
        }
    }
}

fn braces(source: &str) -> Option<String> {
    let line = source.trim_end();
    let start = line.rfind('{')?;
    let end = line[start..].find('}')?;
    Some(line[start..=start + end].to_string())
}

/// `{}` at the end: the parser takes it for attributes that are none.
fn is_hollow(source: &str, braces: &str) -> bool {
    source.trim_end().ends_with(braces) && braces.chars().all(|c| matches!(c, '{' | '}' | ' '))
}

fn address(link_type: LinkType, target: &str) -> String {
    match link_type {
        LinkType::Email => format!("mailto:{target}"),
        _ => target.to_string(),
    }
}

fn language(kind: &CodeBlockKind<'_>) -> Option<String> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    let info: &CowStr<'_> = info;
    info.split_whitespace().next().map(String::from)
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}

fn alert(kind: BlockQuoteKind) -> AlertKind {
    match kind {
        BlockQuoteKind::Note => AlertKind::Note,
        BlockQuoteKind::Tip => AlertKind::Tip,
        BlockQuoteKind::Important => AlertKind::Important,
        BlockQuoteKind::Warning => AlertKind::Warning,
        BlockQuoteKind::Caution => AlertKind::Caution,
    }
}

fn column(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}
