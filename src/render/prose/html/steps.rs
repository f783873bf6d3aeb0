//! The text of paragraphs and steps: lettered lines as a list, labels and needs as such. In: inlines, [`Marks`].
//! Out: HTML. Never: a label that the page's reader did not read as one; text left out.
//!
//! [`Marks`]: crate::document::page_steps::Marks

use super::{Writer, raw_html};
use crate::model::letters;
use crate::model::playbook::Need;
use crate::model::prose::{Inline, InlineKind, ListItem};
use crate::render::format::escape;

impl<'a> Writer<'a, '_> {
    /// A paragraph, and the list that its lettered lines make.
    pub(super) fn paragraph(&mut self, content: &'a [Inline]) {
        let starts = letters::starts(content);
        if starts.len() < 2 {
            return self.wrap("<p>", "</p>\n", |w| w.inlines(content));
        }
        let before = letters::line(&content[..starts[0]]);
        if !before.is_empty() {
            self.wrap("<p>", "</p>\n", |w| w.inlines(before));
        }
        self.lettered(content, &starts);
    }

    /// The first paragraph of a tight item, which has no element of its own.
    pub(super) fn tight(&mut self, content: &'a [Inline]) {
        let starts = letters::starts(content);
        if starts.len() < 2 {
            return self.inlines(content);
        }
        self.inlines(letters::line(&content[..starts[0]]));
        self.out.push('\n');
        self.lettered(content, &starts);
    }

    fn lettered(&mut self, content: &'a [Inline], starts: &[usize]) {
        let first = letters::letter_of(&content[starts[0]..]).unwrap_or('a');
        match first {
            'a' => self.out.push_str("<ol class=\"letters\">\n"),
            letter => {
                self.out.push_str(&format!("<ol class=\"letters\" start=\"{}\">\n", letter as u8 - b'a' + 1));
            }
        }
        let ends = starts.iter().copied().skip(1).chain([content.len()]);
        for (from, to) in starts.iter().copied().zip(ends) {
            let [first, rest @ ..] = letters::line(&content[from..to]) else { continue };
            self.out.push_str("<li>");
            if let InlineKind::Text(text) = &first.kind {
                escape(letters::without(text), &mut self.out);
            }
            self.inlines(rest);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n");
    }

    /// Inlines, each label with its value in an element.
    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) {
        let mut raw = raw_html::among_inlines(inlines);
        let mut label: Option<u32> = None;
        for inline in inlines {
            if label.is_some_and(|end| inline.span.start >= end) {
                self.out.push_str("</span>");
                label = None;
            }
            let behind = self.sign(inline);
            if label.is_none() {
                label = self.decor.and_then(|d| d.marks.label_end(inline.span));
                self.out.push_str(label.map_or("", |_| "<span class=\"label\">"));
            }
            match (&inline.kind, behind) {
                (_, Some(text)) => escape(text, &mut self.out),
                (InlineKind::Html(_), _) => self.raw(&raw.next().unwrap_or_default()),
                _ => self.inline(inline),
            }
        }
        self.out.push_str(label.map_or("", |_| "</span>"));
    }

    /// Remembers the need that an item states: its `[M]` becomes a sign.
    pub(super) fn expect_need(&mut self, item: &ListItem) {
        self.need = self.decor.and_then(|d| d.marks.need(item.span));
    }

    /// Writes the sign of the need that a step states; the text behind it, if it stands here.
    fn sign(&mut self, inline: &'a Inline) -> Option<&'a str> {
        let (need, InlineKind::Text(text)) = (self.need?, &inline.kind) else { return None };
        let (_, behind) = text.trim_start().strip_prefix('[')?.split_once(']')?;
        self.need = None;
        let (sign, word) = match need {
            Need::Mandatory => ("M", "mandatory"),
            Need::Optional => ("O", "optional"),
        };
        self.out.push_str(&format!("<abbr class=\"need {word}\" title=\"{word}\">{sign}</abbr> "));
        Some(behind.trim_start())
    }
}
