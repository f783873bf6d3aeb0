//! The tree builder. In: parser events with offsets, and the directives that were masked. Out: blocks.
//! Never: recursion; open constructs stand on a stack that is capped at [`MAX_DEPTH`].
//!
//! Zones cut across the tree: they may open in one container and close in another. The zones that are open
//! are a list of their own; before content is added, a container that stands in wider surroundings than the
//! open zones allow gets a zone frame of its own (`settle_zone` in `place`).

mod place;

use super::directive::Masked;
use super::frame::{Body, Frame};
use super::{MAX_DEPTH, Words, quote, table};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::audience::AudienceSet;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind};
use crate::source::{SourceFile, Span};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// A zone that was opened and not closed yet.
struct OpenZone {
    audiences: AudienceSet,
    span: Span,
    /// True once a frame's span begins with it.
    used: bool,
}

/// The tree as far as it was read.
pub(super) struct Tree<'a> {
    file: &'a SourceFile,
    base: usize,
    masked: &'a Masked<'a>,
    words: &'a Words<'a>,
    findings: &'a mut Findings,
    stack: Vec<Frame>,
    zones: Vec<OpenZone>,
    /// The next directive to put back.
    next: usize,
    /// Constructs open above the depth limit.
    skipped: usize,
    /// True inside an image's placeholder.
    swallow: bool,
    too_deep: bool,
}

impl<'a> Tree<'a> {
    /// `base` is the body's offset in the file.
    pub(super) fn new(
        file: &'a SourceFile,
        base: usize,
        masked: &'a Masked<'a>,
        words: &'a Words<'a>,
        findings: &'a mut Findings,
    ) -> Self {
        let root = Frame::new(Body::Root, 0..masked.text.len(), None);
        let stack = vec![root];
        Self {
            file,
            base,
            masked,
            words,
            findings,
            stack,
            zones: Vec::new(),
            next: 0,
            skipped: 0,
            swallow: false,
            too_deep: false,
        }
    }

    /// Takes one event; `range` is in the body.
    pub(super) fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.swallow {
            self.swallow = !matches!(event, Event::End(TagEnd::Link));
            return;
        }
        if self.is_image_placeholder(&event, &range) {
            self.place_next();
            self.swallow = true;
            return;
        }
        match event {
            Event::Start(tag) => {
                self.place_before(range.start);
                self.open(tag, range);
            }
            Event::End(end) => {
                self.place_before(range.end);
                self.close_event(end);
            }
            leaf => self.leaf(&leaf, range),
        }
    }

    /// Closes what is open and gives the blocks of the page.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.place_before(usize::MAX);
        while self.stack.len() > 1 {
            self.pop();
        }
        for zone in std::mem::take(&mut self.zones) {
            let message = "zone is not closed: it runs to the end of the page";
            let finding = Diagnostic::new(&codes::ZONE_BROKEN, zone.span, message);
            self.findings.push(finding.help("add a line `::: zone-end` where it ends"));
        }
        self.stack.pop().map(|root| root.blocks).unwrap_or_default()
    }

    fn is_image_placeholder(&self, event: &Event<'_>, range: &Range<usize>) -> bool {
        matches!(event, Event::Start(Tag::Link { .. }))
            && self.masked.directives.get(self.next).is_some_and(|d| d.range == *range)
            && !self.in_table()
    }

    fn open(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let body = Body::of(tag, &self.masked.text[range.clone()]);
        if body.is_block() {
            self.end_implicit();
        }
        if self.skipped > 0 || self.stack.len() > MAX_DEPTH {
            self.skipped += 1;
            self.report_depth(&range);
            return;
        }
        match body.is_block() {
            true if self.top().accepts_blocks() => self.settle_zone(range.start),
            true => {}
            false => self.start_inline(range.start),
        }
        if body.is_paragraph() {
            self.loosen();
        }
        self.push(body, range);
    }

    /// A list is loose once an item's text is a paragraph.
    fn loosen(&mut self) {
        let mut frames = self.stack.iter_mut().rev().skip_while(|f| matches!(f.body, Body::Zone(_)));
        if let (Some(Frame { body: Body::Item { .. }, .. }), Some(list)) = (frames.next(), frames.next())
            && let Body::List { tight, .. } = &mut list.body
        {
            *tight = false;
        }
    }

    fn close_event(&mut self, end: TagEnd) {
        let block = !matches!(
            end,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
        );
        if block {
            self.end_implicit();
        }
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        while matches!(self.top().body, Body::Zone(_)) && self.stack.len() > 1 {
            self.pop();
        }
        if self.stack.len() > 1 {
            self.pop();
        }
    }

    fn leaf(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => self.verbatim(text, range, Self::text),
            Event::Html(text) | Event::InlineHtml(text) => self.verbatim(text, range, Self::html),
            Event::TaskListMarker(done) => {
                let item = self.stack.iter_mut().rev().find_map(|f| match &mut f.body {
                    Body::Item { task } => Some(task),
                    _ => None,
                });
                if let Some(task) = item {
                    *task = Some(*done);
                }
            }
            Event::Rule => {
                self.place_before(range.start);
                self.end_implicit();
                self.add_block(range, BlockKind::Rule);
            }
            other => {
                self.place_before(range.start);
                let kind = match other {
                    Event::Code(code) => InlineKind::Code(code.to_string()),
                    Event::SoftBreak => InlineKind::SoftBreak,
                    Event::HardBreak => InlineKind::HardBreak,
                    Event::FootnoteReference(label) => InlineKind::FootnoteRef(label.to_string()),
                    _ => return,
                };
                self.add_inline(range, kind);
            }
        }
    }

    /// Adds a piece of text, and the directives within it at their places.
    fn verbatim(&mut self, text: &str, range: Range<usize>, add: fn(&mut Self, &str, Range<usize>)) {
        self.place_before(range.start);
        let mut at = range.start;
        while let Some(directive) = self.masked.directives.get(self.next)
            && directive.range.start < range.end
            && !self.in_table()
            && self.masked.text.get(range.clone()) == Some(text)
        {
            let found = directive.range.clone();
            self.piece(at..found.start, add);
            self.place_next();
            at = found.end.min(range.end);
        }
        match at == range.start {
            true => add(self, text, range),
            false => self.piece(at..range.end, add),
        }
    }

    fn piece(&mut self, range: Range<usize>, add: fn(&mut Self, &str, Range<usize>)) {
        let masked = self.masked;
        if let Some(text) = masked.text.get(range.clone()).filter(|t| !t.trim().is_empty()) {
            add(self, text, range);
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.top().takes_text() {
            self.top_mut().text.push_str(text);
            return;
        }
        self.start_inline(range.start);
        let end = (self.base + range.end) as u32;
        if let Some(Inline { span, kind: InlineKind::Text(before) }) = self.top_mut().inlines.last_mut() {
            before.push_str(text);
            span.end = end;
            return;
        }
        self.add_inline(range, InlineKind::Text(text.to_string()));
    }

    fn html(&mut self, html: &str, range: Range<usize>) {
        match self.top().takes_text() {
            true => self.top_mut().text.push_str(html),
            false => self.add_inline(range, InlineKind::Html(html.trim_end().to_string())),
        }
    }

    fn report_depth(&mut self, range: &Range<usize>) {
        if !self.too_deep {
            self.too_deep = true;
            let message = format!("markup is nested deeper than `{MAX_DEPTH}` levels and is flattened there");
            let at = range.start..range.start;
            let finding = Diagnostic::new(&codes::NESTING_TOO_DEEP, self.span(at), message);
            self.findings.push(finding.help("take quotes, lists or emphasis out of one another"));
        }
    }
}

/// The stack.
impl Tree<'_> {
    fn top(&self) -> &Frame {
        self.stack.last().expect("the root stays on the stack")
    }

    fn top_mut(&mut self) -> &mut Frame {
        self.stack.last_mut().expect("the root stays on the stack")
    }

    fn push(&mut self, body: Body, range: Range<usize>) {
        let enforced = match &body {
            Body::Zone(set) => Some(*set),
            _ => self.top().enforced,
        };
        self.stack.push(Frame::new(body, range, enforced));
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file.id, self.base + range.start..self.base + range.end)
    }

    /// The span of a construct without the blanks and line ends behind it.
    fn trimmed(&self, range: Range<usize>) -> Span {
        let text = self.file.text.get(self.base + range.start..self.base + range.end).unwrap_or("");
        self.span(range.start..range.start + text.trim_end().len())
    }

    /// Text of a tight item has no paragraph of its own; it gets one.
    fn start_inline(&mut self, at: usize) {
        if self.top().accepts_blocks() {
            self.settle_zone(at);
            self.push(Body::Paragraph { implicit: true }, at..at);
        }
    }

    fn end_implicit(&mut self) {
        if matches!(self.top().body, Body::Paragraph { implicit: true }) {
            self.pop();
        }
    }

    fn add_inline(&mut self, range: Range<usize>, kind: InlineKind) {
        self.start_inline(range.start);
        if self.top().starts_over() && matches!(kind, InlineKind::SoftBreak | InlineKind::HardBreak) {
            return;
        }
        let span = self.span(range);
        self.top_mut().inlines.push(Inline { span, kind });
    }

    fn add_block(&mut self, range: Range<usize>, kind: BlockKind) {
        if self.top().accepts_blocks() {
            self.settle_zone(range.start);
        }
        let span = self.trimmed(range);
        self.top_mut().blocks.push(Block { span, kind });
    }

    /// Closes the frame at the top and hands what it holds to the frame below.
    fn pop(&mut self) {
        let Some(mut frame) = self.stack.pop() else { return };
        frame.fit_to_children(self.base);
        let span =
            if frame.closed { self.span(frame.range.clone()) } else { self.trimmed(frame.range.clone()) };
        if let Body::Row | Body::Cell | Body::Head = frame.body {
            let parent = self.stack.last_mut().expect("the root stays on the stack");
            table::close(frame, span, self.file, parent, self.findings);
            return;
        }
        if let Body::Quote(kind) = &frame.body {
            let blocks = std::mem::take(&mut frame.blocks);
            let made = quote::close(kind, span, blocks, self.file, self.words);
            self.top_mut().blocks.extend(made);
            return;
        }
        frame.close(span, self.top_mut());
    }
}
