//! Markdown as an owned tree with spans. In: what `parse/markdown` built. Out: blocks and inlines.
//! Never: HTML of its own making; raw HTML stays marked as such and is escaped or allowed by `render`.

use super::audience::AudienceSet;
use crate::source::Span;

/// A block and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The whole construct.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// The block constructs of CommonMark, GFM and docfx.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// `# text {#id}`.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Content.
        content: Vec<Inline>,
        /// Explicit id, without `#`.
        id: Option<String>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// The first number of an ordered list; none for bullets.
        ordered: Option<u64>,
        /// Items that are not separated by blank lines.
        tight: bool,
        /// Items.
        items: Vec<ListItem>,
    },
    /// A plain quote.
    Quote(Vec<Block>),
    /// `> [!NOTE]`.
    Alert {
        /// Which of the five.
        kind: AlertKind,
        /// The word as written (`HINWEIS`), for translated alerts.
        word: String,
        /// Content.
        blocks: Vec<Block>,
    },
    /// A code block.
    Code {
        /// The fence's first word.
        language: Option<String>,
        /// The text.
        text: String,
    },
    /// A pipe table.
    Table(Table),
    /// `---`.
    Rule,
    /// A raw HTML block.
    Html(String),
    /// `::: zone pivot="…"`: only for these audiences.
    Zone {
        /// Who may read it.
        audiences: AudienceSet,
        /// Content.
        blocks: Vec<Block>,
    },
    /// `[!INCLUDE [title](path)]` alone on its line.
    Include {
        /// The path as written.
        target: String,
    },
    /// `> [!VIDEO url]`.
    Video(String),
    /// `> [!div class="…"]`.
    Div {
        /// The class attribute.
        class: String,
        /// Content.
        blocks: Vec<Block>,
    },
    /// The body of a footnote.
    Footnote {
        /// Its label.
        label: String,
        /// Content.
        blocks: Vec<Block>,
    },
}

impl BlockKind {
    /// The blocks inside: of an item each, of a zone whoever may read it; those of an include stand in its file.
    pub fn inner(&self) -> Vec<&[Block]> {
        match self {
            Self::List { items, .. } => items.iter().map(|item| item.blocks.as_slice()).collect(),
            Self::Quote(blocks)
            | Self::Alert { blocks, .. }
            | Self::Zone { blocks, .. }
            | Self::Div { blocks, .. }
            | Self::Footnote { blocks, .. } => vec![blocks],
            _ => Vec::new(),
        }
    }
}

/// The five alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the markup's own")]
pub enum AlertKind {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    /// The item with its marker.
    pub span: Span,
    /// `[ ]` or `[x]`.
    pub task: Option<bool>,
    /// Content; a tight item's text is one paragraph.
    pub blocks: Vec<Block>,
}

/// A pipe table.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Table {
    /// One per column.
    pub align: Vec<Align>,
    /// Header cells.
    pub head: Vec<Cell>,
    /// Rows; each has as many cells as the header (GFM fills and cuts).
    pub rows: Vec<Row>,
}

/// A table row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The line.
    pub span: Span,
    /// Cells.
    pub cells: Vec<Cell>,
}

/// A table cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The cell without its pipes.
    pub span: Span,
    /// Content.
    pub content: Vec<Inline>,
}

/// Column alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the markup's own")]
pub enum Align {
    None,
    Left,
    Center,
    Right,
}

/// An inline and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// The whole construct.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// The inline constructs.
#[derive(Clone, Debug, PartialEq)]
pub enum InlineKind {
    /// Text, entities resolved, pieces merged.
    Text(String),
    /// `` `code` ``.
    Code(String),
    /// `*emphasis*`.
    Emphasis(Vec<Inline>),
    /// `**strong**`.
    Strong(Vec<Inline>),
    /// `~~struck~~`.
    Strike(Vec<Inline>),
    /// A link.
    Link {
        /// Destination as written.
        target: String,
        /// Title attribute.
        title: String,
        /// Content.
        content: Vec<Inline>,
    },
    /// An image; `:::image` too.
    Image {
        /// Source as written.
        target: String,
        /// Title attribute.
        title: String,
        /// Alternative text.
        alt: String,
    },
    /// A line end inside a paragraph.
    SoftBreak,
    /// A forced line end.
    HardBreak,
    /// Raw inline HTML, one tag or comment.
    Html(String),
    /// `[^label]`.
    FootnoteRef(String),
}

/// Calls `f` for every inline of some blocks, outer ones before inner ones, in reading order.
pub fn each_inline(blocks: &[Block], f: &mut dyn FnMut(&Inline)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => inlines(content, f),
            BlockKind::List { items, .. } => items.iter().for_each(|i| each_inline(&i.blocks, f)),
            BlockKind::Quote(inner)
            | BlockKind::Alert { blocks: inner, .. }
            | BlockKind::Zone { blocks: inner, .. }
            | BlockKind::Div { blocks: inner, .. }
            | BlockKind::Footnote { blocks: inner, .. } => each_inline(inner, f),
            BlockKind::Table(table) => {
                let rows = table.rows.iter().flat_map(|r| &r.cells);
                table.head.iter().chain(rows).for_each(|c| inlines(&c.content, f));
            }
            BlockKind::Code { .. }
            | BlockKind::Rule
            | BlockKind::Html(_)
            | BlockKind::Include { .. }
            | BlockKind::Video(_) => {}
        }
    }
}

/// The plain texts of some blocks, one each for a heading, a paragraph, a cell.
pub fn texts(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    add_texts(blocks, &mut out);
    out
}

fn add_texts(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => out.push(plain(content)),
            BlockKind::Table(table) => {
                let rows = table.rows.iter().flat_map(|row| &row.cells);
                out.extend(table.head.iter().chain(rows).map(|cell| plain(&cell.content)));
            }
            kind => kind.inner().into_iter().for_each(|inner| add_texts(inner, out)),
        }
    }
}

fn inlines(content: &[Inline], f: &mut dyn FnMut(&Inline)) {
    for inline in content {
        f(inline);
        match &inline.kind {
            InlineKind::Emphasis(c)
            | InlineKind::Strong(c)
            | InlineKind::Strike(c)
            | InlineKind::Link { content: c, .. } => inlines(c, f),
            _ => {}
        }
    }
}

/// The plain text of inlines: no markup, breaks as spaces, raw HTML left out, images as their alt text.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(inlines, &mut out);
    out
}

fn push_plain(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::Emphasis(c) | InlineKind::Strong(c) | InlineKind::Strike(c) => push_plain(c, out),
            InlineKind::Link { content, .. } => push_plain(content, out),
            InlineKind::Image { alt, .. } => out.push_str(alt),
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
            InlineKind::Html(tag) if tag.to_ascii_lowercase().starts_with("<br") => out.push(' '),
            InlineKind::Html(_) | InlineKind::FootnoteRef(_) => {}
        }
    }
}

/// Plain text with runs of white space folded to one space, zero-width signs and outer blanks removed.
pub fn folded(inlines: &[Inline]) -> String {
    let text = plain(inlines);
    if is_folded(&text) { text } else { fold(&text) }
}

/// Folds white space, drops zero-width signs and byte order marks, trims.
pub fn fold(text: &str) -> String {
    if is_folded(text) {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().filter(|c| !is_zero_width(*c)) {
        if c.is_whitespace() {
            gap = !out.is_empty();
        } else {
            if gap {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        }
    }
    out
}

/// True for most English texts, told byte by byte: printable ASCII, single blanks, none at the ends.
fn is_folded(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        if !matches!(byte, b' '..=b'~') || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    text.is_empty() || before != b' '
}

/// Signs that take no room and mean nothing in these pages.
pub fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// A piece of prose that documents print: the text of a line, what stands below it, a scenario's body.
/// Fragments are rendered once per audience and format and shared by all customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FragmentId(pub u64);

impl FragmentId {
    /// The place of a fragment among those of a page; a page's ids do not depend on other pages' texts.
    pub fn new(page: usize, at: usize) -> Self {
        Self((page as u64) << 32 | at as u64)
    }

    /// Page and place.
    pub fn place(self) -> (usize, usize) {
        ((self.0 >> 32) as usize, (self.0 & u64::from(u32::MAX)) as usize)
    }
}

/// What a [`FragmentId`] stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Fragment {
    /// Printed inside a line.
    Inline(Vec<Inline>),
    /// Printed below a line.
    Blocks(Vec<Block>),
}
