//! Puts the masked directives back. In: the next directive and the open frames. Out: zones, includes, images,
//! videos and divs at their places. Never: a directive is lost; one that cannot stand where the parser is
//! (between rows or items) waits for the next place that takes it.

use super::super::directive::{Directive, Kind};
use super::super::frame::{Body, Frame, QuoteKind};
use super::{OpenZone, Tree};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::audience::AudienceSet;
use crate::model::prose::{BlockKind, InlineKind};
use std::ops::Range;

/// Directives.
impl Tree<'_> {
    pub(super) fn place_before(&mut self, offset: usize) {
        while self.masked.directives.get(self.next).is_some_and(|d| d.range.start < offset)
            && !self.in_table()
        {
            self.place_next();
        }
    }

    /// Nothing can stand between the rows of a table or the items of a list: a directive waits there.
    pub(super) fn in_table(&self) -> bool {
        let between_items = matches!(self.top().body, Body::List { .. });
        between_items || self.stack.iter().any(|f| matches!(f.body, Body::Table(_)))
    }

    pub(super) fn place_next(&mut self) {
        let masked = self.masked;
        let Some(directive) = masked.directives.get(self.next) else { return };
        self.next += 1;
        if let Kind::Image { target, alt } = &directive.kind
            && !self.top().takes_text()
        {
            self.add_image(directive, target, alt);
            return;
        }
        let reopen = self.cut_leaf();
        self.place_block(directive);
        for body in reopen {
            if self.top().accepts_blocks() {
                self.settle_zone(directive.range.end);
            }
            self.push(body, directive.range.end..directive.range.end);
            self.top_mut().reopened = true;
        }
    }

    /// Closes the paragraph (or other leaf) at the top; gives what has to be opened again behind the cut.
    fn cut_leaf(&mut self) -> Vec<Body> {
        let mut bodies = Vec::new();
        while !self.top().accepts_blocks() && self.stack.len() > 1 {
            bodies.push(self.top().body.again());
            self.top_mut().cut();
            self.pop();
        }
        bodies.reverse();
        bodies
    }

    fn place_block(&mut self, directive: &Directive) {
        let range = directive.range.clone();
        match &directive.kind {
            Kind::ZoneOpen { audiences, unknown } => self.open_zone(range, *audiences, unknown),
            Kind::ZoneEnd => self.end_zone(&range),
            Kind::Include { target } => {
                self.add_block(range, BlockKind::Include { target: target.clone() });
            }
            Kind::Image { target, alt } => {
                self.add_image(directive, target, alt);
                self.end_implicit();
            }
            Kind::Video(url) => self.turn_quote(directive, QuoteKind::Video(url.clone())),
            Kind::Div(class) => self.turn_quote(directive, QuoteKind::Div(class.clone())),
            Kind::Nothing => {}
        }
    }

    fn add_image(&mut self, directive: &Directive, target: &str, alt: &str) {
        let image =
            InlineKind::Image { target: target.to_string(), title: String::new(), alt: alt.to_string() };
        self.add_inline(directive.range.clone(), image);
    }

    /// A directive at the start of a quote says what the quote is; elsewhere it is text.
    fn turn_quote(&mut self, directive: &Directive, to: QuoteKind) {
        let range = directive.range.clone();
        if let Frame { body: Body::Quote(kind @ QuoteKind::Plain), blocks, .. } = self.top_mut()
            && blocks.is_empty()
        {
            *kind = to;
            return;
        }
        let source = &self.file.text[self.base + range.start..self.base + range.end];
        self.add_inline(range, InlineKind::Text(source.to_string()));
        self.end_implicit();
    }
}

/// Zones.
impl Tree<'_> {
    fn open_zone(&mut self, range: Range<usize>, audiences: AudienceSet, unknown: &[String]) {
        let span = self.span(range);
        let outer = self.effective();
        let audiences = outer.map_or(audiences, |o| o.and(audiences));
        self.zones.push(OpenZone { audiences, span, used: false });
        let known = self.words.audiences.0.iter().map(|a| format!("`{a}`")).collect::<Vec<_>>().join(", ");
        for name in unknown {
            let message = format!("zone names `{name}`, which is no audience");
            let finding = Diagnostic::new(&codes::ZONE_BROKEN, span, message);
            self.findings.push(finding.help(format!("the audiences are {known}")));
        }
        if unknown.is_empty() && audiences.is_empty() && outer.is_none_or(|o| !o.is_empty()) {
            let message = "zone is for no audience: nobody reads it";
            let finding = Diagnostic::new(&codes::ZONE_BROKEN, span, message);
            self.findings.push(finding.help(format!("name audiences: `::: zone pivot=\"…\"` with {known}")));
        }
    }

    fn end_zone(&mut self, range: &Range<usize>) {
        if self.zones.pop().is_none() {
            let message = "`zone-end` closes no zone";
            let finding = Diagnostic::new(&codes::ZONE_BROKEN, self.span(range.clone()), message);
            self.findings
                .push(finding.help("remove the line, or add the `::: zone pivot=\"…\"` that it closes"));
        } else if matches!(self.top().body, Body::Zone(_)) {
            self.top_mut().range.end = range.end;
            self.top_mut().closed = true;
            self.pop();
        }
    }

    /// Who may read what comes next, as far as zones say; each open zone holds the meet with those around it.
    fn effective(&self) -> Option<AudienceSet> {
        self.zones.last().map(|z| z.audiences)
    }

    /// Makes the top a container in which content of the open zones may stand.
    pub(super) fn settle_zone(&mut self, at: usize) {
        let effective = self.effective();
        while let Body::Zone(set) = self.top().body
            && Some(set) != effective
        {
            self.pop();
        }
        if let Some(set) = effective
            && self.top().enforced != Some(set)
        {
            let mut start = at;
            if let Some(zone) = self.zones.last_mut().filter(|z| !z.used) {
                zone.used = true;
                start = zone.span.start as usize - self.base;
            }
            self.push(Body::Zone(set), start..at);
        }
    }
}
