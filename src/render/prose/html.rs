//! Prose → HTML. In: blocks or inlines, the ids of the page, a [`Context`]. Out: well-formed HTML.
//! Never: raw input; every text goes through `escape`, every address through `Context::destination`.

mod footnotes;
mod inlines;
mod steps;

use super::{Body, Context, Decor, MAX_INCLUDES, alert_title};
use super::{anchors, raw_html};
use crate::model::links;
use crate::model::playbook::Need;
use crate::model::prose::{AlertKind, Align, Block, BlockKind, Cell, Inline, ListItem, Table};
use crate::model::slug::Slugger;
use crate::render::format::escape;
use crate::render::video;
use footnotes::Notes;

/// The blocks as HTML, footnotes at the end; away from their page without ids and footnotes. `ids` holds the ids
/// that the page has so far.
pub fn html(blocks: &[Block], ids: &mut Slugger, context: &Context<'_>) -> String {
    written(blocks, ids, context, None).text
}

/// The blocks of a page of the site: as [`html`], with its additions; images link to themselves.
pub fn page_html(blocks: &[Block], ids: &mut Slugger, context: &Context<'_>, decor: &Decor) -> Body {
    written(blocks, ids, context, Some(decor))
}

fn written(blocks: &[Block], ids: &mut Slugger, context: &Context<'_>, decor: Option<&Decor>) -> Body {
    let ids = context.has_places().then_some(ids);
    let mut writer = Writer { ids, decor, ..Writer::new(context) };
    if context.has_places() {
        writer.collect_notes(blocks);
    }
    writer.blocks(blocks);
    let head = writer.head.unwrap_or(0);
    writer.footnotes();
    Body { text: writer.out, head }
}

/// The inlines as HTML, without a paragraph around them.
pub fn inline_html(inlines: &[Inline], context: &Context<'_>) -> String {
    let mut writer = Writer::new(context);
    writer.inlines(inlines);
    writer.out
}

struct Writer<'a, 'c> {
    out: String,
    context: &'a Context<'c>,
    ids: Option<&'a mut Slugger>,
    notes: Notes<'a>,
    includes: u8,
    /// Quotes, lists and the like that are open.
    within: u32,
    /// True once something of the page itself stands there, not of what it includes.
    begun: bool,
    /// Where the page's own heading ends, once there was any heading.
    head: Option<usize>,
    /// Additions, on a page of the site.
    decor: Option<&'a Decor>,
    /// True inside of a link: what stands there links no further.
    linked: bool,
    /// The need that the step states whose text comes next.
    need: Option<Need>,
}

impl<'a, 'c> Writer<'a, 'c> {
    fn new(context: &'a Context<'c>) -> Self {
        Self {
            out: String::new(),
            context,
            ids: None,
            notes: Notes::default(),
            includes: 0,
            within: 0,
            begun: false,
            head: None,
            decor: None,
            linked: false,
            need: None,
        }
    }
}

impl<'a> Writer<'a, '_> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        let mut raw = raw_html::among_blocks(blocks);
        for block in blocks {
            match &block.kind {
                BlockKind::Html(_) => self.raw_block(&raw.next().unwrap_or_default()),
                _ if self.context.hides(block) => self.pass(std::slice::from_ref(block)),
                BlockKind::Zone { .. } | BlockKind::Include { .. } => self.block(block),
                _ => {
                    self.begun |= self.includes == 0;
                    self.within += 1;
                    self.block(block);
                    self.within -= 1;
                }
            }
        }
    }

    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Heading { level, content, id } => self.heading(*level, content, id.as_deref()),
            BlockKind::Paragraph(content) => self.paragraph(content),
            BlockKind::List { ordered, tight, items } => self.list(*ordered, *tight, items),
            BlockKind::Quote(inner) => self.wrap("<blockquote>\n", "</blockquote>\n", |w| w.blocks(inner)),
            BlockKind::Alert { kind, word, blocks } => self.alert(*kind, word, blocks),
            BlockKind::Code { language, text } => self.code(language.as_deref(), text),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Rule => self.out.push_str("<hr>\n"),
            BlockKind::Zone { audiences, blocks } if self.context.reads(*audiences) => self.blocks(blocks),
            BlockKind::Include { .. } => self.include(block),
            BlockKind::Video(url) => self.video(url),
            BlockKind::Div { class, blocks } => {
                self.out.push_str("<div class=\"");
                escape(class, &mut self.out);
                self.wrap("\">\n", "</div>\n", |w| w.blocks(blocks));
            }
            BlockKind::Html(_) | BlockKind::Zone { .. } | BlockKind::Footnote { .. } => {}
        }
    }

    fn pass(&mut self, hidden: &[Block]) {
        if let Some(ids) = self.ids.as_deref_mut() {
            anchors::pass(ids, hidden);
        }
    }

    fn wrap(&mut self, open: &str, close: &str, inner: impl FnOnce(&mut Self)) {
        self.out.push_str(open);
        inner(self);
        self.out.push_str(close);
    }

    fn heading(&mut self, level: u8, content: &'a [Inline], id: Option<&str>) {
        // A title is the first heading: the page's own, or an included one that nothing of the page stands before.
        let is_title = level == 1 && self.within == 1 && (self.includes == 0 || !self.begun);
        let level = self.context.level(level);
        self.out.push_str(&format!("<h{level}"));
        if let Some(ids) = self.ids.as_deref_mut() {
            let id = anchors::take(ids, content, id);
            self.attribute("id", &id);
        }
        self.wrap(">", &format!("</h{level}>"), |w| w.inlines(content));
        let end = self.out.len();
        self.head.get_or_insert(if is_title { end } else { 0 });
        self.out.push('\n');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push_str(&format!(" {name}=\""));
        escape(value, &mut self.out);
        self.out.push('"');
    }

    fn list(&mut self, ordered: Option<u64>, tight: bool, items: &'a [ListItem]) {
        match ordered {
            Some(1) => self.out.push_str("<ol>\n"),
            Some(first) => self.out.push_str(&format!("<ol start=\"{first}\">\n")),
            None => self.out.push_str("<ul>\n"),
        }
        for item in items {
            match self.context.shows(item) {
                true => self.item(item, tight),
                false => self.pass(&item.blocks),
            }
        }
        self.out.push_str(if ordered.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn item(&mut self, item: &'a ListItem, tight: bool) {
        self.expect_need(item);
        match item.task {
            None => self.out.push_str("<li>"),
            Some(done) => {
                let state = if done { "aria-label=\"done\" checked" } else { "aria-label=\"open\"" };
                self.out.push_str(&format!("<li class=\"task\"><input type=\"checkbox\" disabled {state}> "));
            }
        }
        match item.blocks.as_slice() {
            [Block { kind: BlockKind::Paragraph(content), .. }, rest @ ..] if tight => {
                self.tight(content);
                if !rest.is_empty() {
                    self.out.push('\n');
                    self.blocks(rest);
                }
            }
            blocks => self.wrap("\n", "", |w| w.blocks(blocks)),
        }
        self.out.push_str("</li>\n");
    }

    fn alert(&mut self, kind: AlertKind, word: &str, blocks: &'a [Block]) {
        let name = match kind {
            AlertKind::Note => "note",
            AlertKind::Tip => "tip",
            AlertKind::Important => "important",
            AlertKind::Warning => "warning",
            AlertKind::Caution => "caution",
        };
        let word = if word.trim().is_empty() { name } else { word };
        self.out.push_str(&format!("<div class=\"alert alert-{name}\">\n<p class=\"alert-title\">"));
        escape(&alert_title(word), &mut self.out);
        self.wrap("</p>\n", "</div>\n", |w| w.blocks(blocks));
    }

    fn code(&mut self, language: Option<&str>, text: &str) {
        self.out.push_str("<pre tabindex=\"0\"><code");
        if let Some(language) = language {
            self.attribute("class", &format!("language-{language}"));
        }
        self.out.push('>');
        escape(text, &mut self.out);
        self.out.push_str("\n</code></pre>\n");
    }

    fn table(&mut self, table: &'a Table) {
        self.out.push_str("<div class=\"table-scroll\" tabindex=\"0\"><table>\n<thead><tr>");
        for (at, cell) in table.head.iter().enumerate() {
            self.cell("th scope=\"col\"", "th", align(table, at), cell);
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            let marks = self.decor.map(|d| d.row(row.span)).unwrap_or_default();
            self.out.push_str(&format!("<tr{marks}>"));
            for (at, cell) in row.cells.iter().enumerate() {
                self.cell("td", "td", align(table, at), cell);
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table></div>\n");
    }

    fn cell(&mut self, open: &str, close: &str, align: &str, cell: &'a Cell) {
        self.out.push_str(&format!("<{open}{align}>"));
        self.inlines(&cell.content);
        if let Some(added) = self.decor.and_then(|d| d.cells.get(&cell.span)) {
            self.out.push_str(added);
        }
        self.out.push_str(&format!("</{close}>"));
    }

    fn include(&mut self, block: &'a Block) {
        if self.includes < MAX_INCLUDES
            && let Some(blocks) = (self.context.include)(block.span)
        {
            self.includes += 1;
            self.blocks(blocks);
            self.includes -= 1;
        }
    }

    fn video(&mut self, url: &str) {
        self.out.push_str("<p class=\"video\">");
        match links::external(url) {
            Some(address) => {
                self.out.push_str("<a");
                self.attribute("href", &address);
                if let (Some(_), Some(frame)) = (self.decor, video::frame(url)) {
                    self.attribute("data-frame", &frame);
                }
                self.out.push_str(">Video: ");
                escape(url, &mut self.out);
                self.out.push_str("</a>");
            }
            None => escape(url, &mut self.out),
        }
        self.out.push_str("</p>\n");
    }
}

fn align(table: &Table, column: usize) -> &'static str {
    match table.align.get(column) {
        Some(Align::Left) => " class=\"align-left\"",
        Some(Align::Center) => " class=\"align-center\"",
        Some(Align::Right) => " class=\"align-right\"",
        Some(Align::None) | None => "",
    }
}
