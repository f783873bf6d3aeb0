//! What stands in a line, and raw HTML: emphasis, links, pictures, tags. In: inlines. Out: HTML. Never: a link in a link; an
//! address that is not the context's.

use super::Writer;
use crate::model::prose::{Inline, InlineKind};
use crate::render::format::escape;
use crate::render::prose::raw_html::{self, Shown};

impl<'a> Writer<'a, '_> {
    pub(super) fn inline(&mut self, inline: &'a Inline) {
        match &inline.kind {
            InlineKind::Text(text) => escape(text, &mut self.out),
            InlineKind::Code(code) => self.wrap("<code>", "</code>", |w| escape(code, &mut w.out)),
            InlineKind::Emphasis(content) => self.wrap("<em>", "</em>", |w| w.inlines(content)),
            InlineKind::Strong(content) => self.wrap("<strong>", "</strong>", |w| w.inlines(content)),
            InlineKind::Strike(content) => self.wrap("<del>", "</del>", |w| w.inlines(content)),
            InlineKind::Link { target, title, content } => {
                match self.context.destination(inline.span, target) {
                    Some(address) => self.link(&address, title, content),
                    None => self.inlines(content),
                }
            }
            InlineKind::Image { target, title, alt } => {
                match self.context.destination(inline.span, target).filter(|a| !a.starts_with("mailto:")) {
                    Some(address) => self.image(&address, title, alt),
                    None => escape(alt, &mut self.out),
                }
            }
            InlineKind::SoftBreak => self.out.push('\n'),
            InlineKind::HardBreak => self.out.push_str("<br>\n"),
            InlineKind::FootnoteRef(label) => self.note_reference(label),
            InlineKind::Html(_) => {}
        }
    }

    fn link(&mut self, address: &str, title: &str, content: &'a [Inline]) {
        self.out.push_str("<a");
        self.attribute("href", address);
        if !title.is_empty() {
            self.attribute("title", title);
        }
        let outer = std::mem::replace(&mut self.linked, true);
        self.wrap(">", "</a>", |w| w.inlines(content));
        self.linked = outer;
    }

    /// On a page of the site an image links to its file: that is how it is seen in full without a script.
    fn image(&mut self, address: &str, title: &str, alt: &str) {
        if self.decor.is_none() || self.linked {
            return self.picture(address, title, alt);
        }
        self.out.push_str("<a class=\"zoom\"");
        self.attribute("href", address);
        if alt.trim().is_empty() {
            self.attribute("aria-label", "Image in full size");
        }
        self.out.push('>');
        self.picture(address, title, alt);
        self.out.push_str("</a>");
    }

    fn picture(&mut self, address: &str, title: &str, alt: &str) {
        self.out.push_str("<img");
        self.attribute("src", address);
        self.attribute("alt", alt);
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.out.push_str(" loading=\"lazy\">");
    }

    pub(super) fn raw_block(&mut self, pieces: &[Shown<'_>]) {
        match raw_html::stands_alone(pieces) {
            true => self.raw(pieces),
            false => self.wrap("<p>", "</p>", |w| w.raw(pieces)),
        }
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    pub(super) fn raw(&mut self, pieces: &[Shown<'_>]) {
        for piece in pieces {
            match piece {
                Shown::Text(text) => raw_html::escape_raw(text, &mut self.out),
                Shown::Escaped(tag) => escape(tag, &mut self.out),
                Shown::Tag(name, form) => self.out.push_str(&raw_html::tag(name, *form)),
            }
        }
    }
}
