//! Parser events to a tree. In: YAML text, and where it stands in its file. Out: [`Node`], notes.
//! Never: recursion; the parser's own limits bound the depth.

use super::node::{Node, NodeKind, ScalarStyle};
use crate::diagnostic::{Code, Diagnostic, Safety};
use crate::model::scalar::quoted;
use crate::source::{SourceId, Span, Spanned};
use granit_parser::{Event, Parser, ScanError};
use std::ops::Range;

/// Deepest nesting of lists and mappings, each in block and in flow style.
pub(super) const MAX_DEPTH: usize = 64;

/// Where the text stands, and what was mended in it.
pub(super) struct Place<'a> {
    /// The file.
    pub source: SourceId,
    /// Offset of the text in the file.
    pub base: usize,
    /// The text before any mend.
    pub original: &'a str,
    /// Ranges that were blanked out with `x`.
    pub mended: &'a [Range<usize>],
    /// The code of all findings.
    pub code: &'static Code,
}

impl Place<'_> {
    /// A range of the text as a span of the file.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, self.base + range.start..self.base + range.end)
    }
}

/// Builds the tree of the first document, with a note for each construct that is refused.
pub(super) fn build(text: &str, place: &Place<'_>) -> Result<(Node, Vec<Diagnostic>), ScanError> {
    let options = granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut tree = Tree::new(place);
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event?;
        let range = span.byte_range().unwrap_or(0..0);
        if let Some(tag) = span.tag_span().and_then(|s| s.byte_range()) {
            tree.refuse("tag", tag);
        }
        if tree.take(event, range) == Flow::Stop {
            break;
        }
    }
    Ok(tree.finish())
}

#[derive(PartialEq)]
enum Flow {
    Go,
    Stop,
}

enum Key {
    Usable(Spanned<String>),
    Refused,
}

struct Open {
    start: usize,
    flow: bool,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    Map(Vec<(Spanned<String>, Node)>, Option<Key>),
}

struct Tree<'a> {
    place: &'a Place<'a>,
    stack: Vec<Open>,
    root: Option<Node>,
    notes: Vec<Diagnostic>,
    /// End of the last content, for the spans of block collections.
    end: usize,
}

impl<'a> Tree<'a> {
    fn new(place: &'a Place<'a>) -> Self {
        Self { place, stack: Vec::new(), root: None, notes: Vec::new(), end: 0 }
    }

    fn finish(self) -> (Node, Vec<Diagnostic>) {
        let empty = Node { span: self.place.span(0..0), kind: NodeKind::Null };
        (self.root.unwrap_or(empty), self.notes)
    }

    fn take(&mut self, event: Event<'_>, range: Range<usize>) -> Flow {
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                self.note(range, "a second document begins here", "keep one document a file: remove it");
                return Flow::Stop;
            }
            Event::Scalar(text, style, ..) => self.scalar(&text, style, range),
            Event::SequenceStart(style, ..) => self.open(Inside::List(Vec::new()), style, range),
            Event::MappingStart(style, ..) => self.open(Inside::Map(Vec::new(), None), style, range),
            Event::SequenceEnd | Event::MappingEnd => self.close(range),
            Event::Anchor(..) => self.refuse("anchor", range),
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.alias(range),
            _ => {}
        }
        Flow::Go
    }

    fn open(&mut self, inside: Inside, style: granit_parser::StructureStyle, range: Range<usize>) {
        let flow = matches!(style, granit_parser::StructureStyle::Flow);
        self.stack.push(Open { start: range.start, flow, inside });
    }

    fn close(&mut self, range: Range<usize>) {
        let Some(open) = self.stack.pop() else { return };
        if open.flow {
            self.end = range.end;
        }
        let kind = match open.inside {
            Inside::List(items) => NodeKind::List(items),
            Inside::Map(entries, _) => NodeKind::Map(entries),
        };
        let span = self.place.span(open.start..self.end.max(open.start));
        self.put(Node { span, kind });
    }

    /// Hands a finished node to the collection it stands in, as key, value or member.
    fn put(&mut self, node: Node) {
        match self.stack.last_mut().map(|o| &mut o.inside) {
            None => self.root = self.root.take().or(Some(node)),
            Some(Inside::List(items)) => items.push(node),
            Some(Inside::Map(entries, key)) => match key.take() {
                Some(Key::Usable(key)) => entries.push((key, node)),
                Some(Key::Refused) => {}
                None => *key = Some(Self::key(node, &mut self.notes, self.place.code)),
            },
        }
    }

    fn key(node: Node, notes: &mut Vec<Diagnostic>, code: &'static Code) -> Key {
        match node.kind {
            NodeKind::Scalar(text, _) if text != "<<" => Key::Usable(Spanned::new(text, node.span)),
            NodeKind::Scalar(..) => {
                let note = Diagnostic::new(code, node.span, "a merge key `<<` is not read here");
                notes.push(note.help("write the keys out"));
                Key::Refused
            }
            _ => {
                let message = format!("a key is {}, where a word is due", node.kind_name());
                notes.push(Diagnostic::new(code, node.span, message).help("write `key: value`"));
                Key::Refused
            }
        }
    }

    fn scalar(&mut self, text: &str, style: granit_parser::ScalarStyle, range: Range<usize>) {
        use granit_parser::ScalarStyle as S;
        match style {
            S::Plain => self.plain(text, range),
            S::Literal | S::Folded => self.block(text, range),
            _ => self.leaf(NodeKind::Scalar(text.to_string(), ScalarStyle::Quoted), range),
        }
    }

    fn plain(&mut self, text: &str, range: Range<usize>) {
        if self.place.mended.iter().any(|m| range.start <= m.start && m.end <= range.end) {
            let lines: Vec<&str> = self.place.original[range.clone()].lines().map(str::trim).collect();
            return self.leaf(NodeKind::Scalar(lines.join(" "), ScalarStyle::Plain), range);
        }
        if range.is_empty() {
            let colon = self.place.original[range.start..].starts_with(':') && self.key_waits();
            let at = range.start + usize::from(colon);
            return self.leaf(NodeKind::Null, at..at);
        }
        match text {
            "" | "~" | "null" | "Null" | "NULL" => self.leaf(NodeKind::Null, range),
            _ => self.leaf(NodeKind::Scalar(text.to_string(), ScalarStyle::Plain), range),
        }
    }

    fn key_waits(&self) -> bool {
        matches!(self.stack.last().map(|o| &o.inside), Some(Inside::Map(_, Some(_))))
    }

    /// A block scalar, with its header in its span. `>5` without any text is a number, not a block.
    fn block(&mut self, text: &str, range: Range<usize>) {
        let original = self.place.original;
        let start = header(original, self.end).unwrap_or(range.start).min(range.start);
        let header_end = original[start..].find(['\n', '\r']).map_or(original.len(), |n| start + n);
        let head = original[start..header_end].trim_end();
        if text.is_empty() && head.len() > 1 && head[1..].bytes().all(|b| b.is_ascii_digit()) {
            let (message, help) = (
                format!("`{head}` is read as the head of an empty block of text"),
                format!("quote it: `{}`", quoted(head)),
            );
            let span = self.place.span(start..start + head.len());
            let note = Diagnostic::new(self.place.code, span, message).help(help);
            self.notes.push(note.fix(Safety::Unsafe, span, quoted(head)));
            let kind = NodeKind::Scalar(head.to_string(), ScalarStyle::Plain);
            return self.leaf(kind, start..start + head.len());
        }
        let end = start + original[start..range.end].trim_end().len();
        self.leaf(NodeKind::Scalar(text.to_string(), ScalarStyle::Block), start..end);
    }

    fn alias(&mut self, range: Range<usize>) {
        let raw = self.place.original.get(range.clone()).unwrap_or("").to_string();
        self.refuse("alias", range.clone());
        self.leaf(NodeKind::Scalar(raw, ScalarStyle::Plain), range);
    }

    fn leaf(&mut self, kind: NodeKind, range: Range<usize>) {
        self.end = range.end;
        self.put(Node { span: self.place.span(range), kind });
    }

    fn refuse(&mut self, what: &str, range: Range<usize>) {
        let raw = self.place.original.get(range.clone()).unwrap_or("");
        let message = format!("`{raw}` is read as a YAML {what}, which is not allowed here");
        let help =
            format!("quote the value if it begins with `{}`, else write it out", &raw[..raw.len().min(1)]);
        self.note(range, &message, &help);
    }

    fn note(&mut self, range: Range<usize>, message: &str, help: &str) {
        let span = self.place.span(range);
        self.notes.push(Diagnostic::new(self.place.code, span, message).help(help));
    }
}

/// Offset of the `|` or `>` that opens the next block scalar at or after `from`.
fn header(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(next) = text.get(at..)?.chars().next() {
        match next {
            '|' | '>' => return Some(at),
            '#' | '!' | '&' => {
                let ends: &[char] = if next == '#' { &['\n'] } else { &[' ', '\t', '\n'] };
                at += text[at..].find(ends)?;
            }
            _ => at += next.len_utf8(),
        }
    }
    None
}
