//! docfx directives that stand on a line of their own. In: a body. Out: the body with each directive
//! replaced by a placeholder of equal length, and the list of what was replaced.
//! Never: changes a length, a line end, or anything inside code.
//!
//! A block directive becomes an HTML comment, which interrupts a paragraph and ends with its line; an image
//! becomes an autolink, which is an inline. So nesting in lists and quotes is the parser's own work.

use super::options;
use crate::model::audience::{AudienceSet, Audiences};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// A body without directives.
pub(super) struct Masked<'t> {
    /// As long as the body, line by line.
    pub(super) text: Cow<'t, str>,
    /// In order.
    pub(super) directives: Vec<Directive>,
}

/// One directive and its bytes in the body.
pub(super) struct Directive {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

/// What a directive says.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// `::: zone pivot="…"`, with the names that are no audience.
    ZoneOpen { audiences: AudienceSet, unknown: Vec<String> },
    /// `::: zone-end`.
    ZoneEnd,
    /// `[!INCLUDE [title](target)]`.
    Include { target: String },
    /// `:::image source="…" alt-text="…":::`.
    Image { target: String, alt: String },
    /// `> [!VIDEO url]`.
    Video(String),
    /// `> [!div class="…"]`.
    Div(String),
    /// `:::image-end:::`.
    Nothing,
}

/// Finds the directives outside code and masks them.
pub(super) fn mask<'t>(text: &'t str, audiences: &Audiences) -> Masked<'t> {
    let mut directives = candidates(text, audiences);
    let Some(last) = directives.last() else { return Masked { text: Cow::Borrowed(text), directives } };
    let before = &text[..last.range.end];
    let code = if may_hold_code(before) { code_ranges(text, last.range.start) } else { Vec::new() };
    directives.retain(|d| {
        let before = code.partition_point(|c| c.end <= d.range.start);
        code.get(before).is_none_or(|c| c.start > d.range.start)
    });
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for directive in &directives {
        masked.push_str(&text[at..directive.range.start]);
        push_placeholder(&mut masked, directive);
        at = directive.range.end;
    }
    masked.push_str(&text[at..]);
    Masked { text: Cow::Owned(masked), directives }
}

fn push_placeholder(out: &mut String, directive: &Directive) {
    let (open, close) = match directive.kind {
        Kind::Image { .. } => ("<zz:", ">"),
        _ => ("<!--", "-->"),
    };
    out.push_str(open);
    out.extend(std::iter::repeat_n('x', directive.range.len() - open.len() - close.len()));
    out.push_str(close);
}

/// False for a text in which nothing can be code: most pages are not parsed twice.
fn may_hold_code(text: &str) -> bool {
    let open = |tag: &str| !tag.contains('>') || is_verbatim_tag(tag);
    ["```", "~~~", "    ", "\t"].iter().any(|sign| text.contains(sign))
        || text.lines().any(|line| line.split('<').skip(1).any(open))
}

/// Fenced code, indented code outside lists, comments and the like, as far as they begin before `end`. Indented code
/// inside a list is left out: there a directive was indented by eye.
fn code_ranges(text: &str, end: usize) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut lists = 0usize;
    let events = Parser::new_ext(text, options()).into_offset_iter();
    for (event, range) in events.take_while(|(_, range)| range.start < end) {
        let verbatim = match event {
            Event::Start(Tag::List(_)) => {
                lists += 1;
                false
            }
            Event::End(TagEnd::List(_)) => {
                lists = lists.saturating_sub(1);
                false
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => true,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => lists == 0,
            Event::Start(Tag::HtmlBlock) => is_verbatim_html(&text[range.clone()]),
            Event::InlineHtml(_) => text[range.clone()].contains('\n'),
            _ => false,
        };
        if verbatim {
            ranges.push(range);
        }
    }
    ranges
}

fn is_verbatim_html(html: &str) -> bool {
    html.trim_start().strip_prefix('<').is_some_and(is_verbatim_tag)
}

/// True for what follows the `<` of a comment, of a declaration, and of the tags whose content is no Markdown.
fn is_verbatim_tag(tag: &str) -> bool {
    let begins = |name: &str| tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    ["!", "?", "script", "pre", "style", "textarea"].iter().any(|name| begins(name))
}

fn candidates(text: &str, audiences: &Audiences) -> Vec<Directive> {
    let signs = [":::", "[!"].into_iter().flat_map(|sign| text.match_indices(sign));
    let line_starts: BTreeSet<usize> =
        signs.map(|(at, _)| text[..at].rfind('\n').map_or(0, |end| end + 1)).collect();
    let directive = |start: usize| {
        let line = text[start..].split('\n').next().unwrap_or("");
        let (indent, in_quote) = container_prefix(line);
        let (length, kind) = read(line[indent..].trim_end(), in_quote, audiences)?;
        Some(Directive { range: start + indent..start + indent + length, kind })
    };
    line_starts.into_iter().filter_map(directive).collect()
}

/// The length of blanks, quote signs and markers before a line's own text, and whether a quote sign is
/// among them.
pub(super) fn container_prefix(line: &str) -> (usize, bool) {
    let mut rest = line;
    let mut in_quote = false;
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        if let Some(inner) = rest.strip_prefix('>') {
            in_quote = true;
            rest = inner;
        } else if let Some(inner) = strip_marker(rest) {
            rest = inner;
        } else {
            return (line.len() - rest.len(), in_quote);
        }
    }
}

/// A bullet, a number or a footnote's label.
fn strip_marker(rest: &str) -> Option<&str> {
    if let Some(label) = rest.strip_prefix("[^") {
        return label.split_once("]:").map(|(_, inner)| inner);
    }
    let digits = rest.bytes().take(9).take_while(u8::is_ascii_digit).count();
    let inner = match digits {
        0 => rest.strip_prefix(['-', '*', '+'])?,
        n => rest[n..].strip_prefix(['.', ')'])?,
    };
    inner.starts_with([' ', '\t']).then_some(inner)
}

/// Reads the directive that `rest` begins with; gives its length. `rest` has no blanks at either end.
fn read(rest: &str, in_quote: bool, audiences: &Audiences) -> Option<(usize, Kind)> {
    if let Some(colon) = rest.strip_prefix(":::") {
        let inner = colon.trim_start_matches([' ', '\t']);
        let offset = rest.len() - inner.len();
        return read_colon(inner, audiences).map(|(length, kind)| (offset + length, kind));
    }
    let inner = rest.strip_prefix("[!")?.strip_suffix(']')?;
    let word = inner.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    let tail = &inner[word.len()..];
    let kind = match word.to_ascii_lowercase().as_str() {
        "include" => Kind::Include { target: include_target(tail)? },
        "video" if in_quote => Kind::Video(tail.trim().replace("&amp;", "&")),
        "div" if in_quote => Kind::Div(attributes(tail).0.value("class")?.to_string()),
        _ => return None,
    };
    Some((rest.len(), kind))
}

fn read_colon(inner: &str, audiences: &Audiences) -> Option<(usize, Kind)> {
    let word: String = inner.chars().take_while(|c| c.is_ascii_alphabetic() || *c == '-').collect();
    let tail = &inner[word.len()..];
    let closed = tail.trim_matches([' ', '\t', ':']).is_empty();
    match word.to_ascii_lowercase().as_str() {
        "zone-end" if closed => Some((inner.len(), Kind::ZoneEnd)),
        "image-end" if closed => Some((inner.len(), Kind::Nothing)),
        "zone" => Some((inner.len(), zone(tail, audiences))),
        "image" => {
            let (pairs, length) = attributes(tail);
            let rest = &tail[length..];
            let close = rest.trim_start().strip_prefix(":::")?;
            let target = pairs.value("source")?.to_string();
            let alt = pairs.value("alt-text").unwrap_or_default().to_string();
            Some((inner.len() - close.len(), Kind::Image { target, alt }))
        }
        _ => None,
    }
}

/// A zone that names nobody is for nobody: deny by default.
fn zone(tail: &str, audiences: &Audiences) -> Kind {
    let (pairs, _) = attributes(tail);
    let mut set = AudienceSet::default();
    let mut unknown = Vec::new();
    let names = pairs.value("pivot").unwrap_or_default();
    for name in names.split([',', ';']).map(str::trim).filter(|n| !n.is_empty()) {
        match audiences.find(name) {
            Some(id) => set = set.with(id),
            None => unknown.push(name.to_string()),
        }
    }
    Kind::ZoneOpen { audiences: set, unknown }
}

/// The target of ` [title](target)`, which has to fill `tail`.
fn include_target(tail: &str) -> Option<String> {
    let tail = tail.trim_start_matches(['+', '-']).trim();
    let title = balanced(tail, '[', ']')?;
    let paren = tail[title + 1..].trim_start();
    let close = balanced(paren, '(', ')')?;
    if close + 1 != paren.len() {
        return None;
    }
    let inner = paren[1..close].trim();
    let target = match inner.strip_prefix('<') {
        Some(pointed) => pointed.split('>').next()?,
        None => inner.split(" \"").next()?,
    };
    Some(target.trim().to_string())
}

/// Where the bracket closes that `text` opens with.
fn balanced(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == open => depth += 1,
            _ if depth == 0 => return None,
            c if c == close => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// `key="value"` pairs as written.
#[derive(Default)]
struct Pairs<'t>(Vec<(&'t str, &'t str)>);

impl<'t> Pairs<'t> {
    fn value(&self, key: &str) -> Option<&'t str> {
        self.0.iter().find(|(k, _)| k.eq_ignore_ascii_case(key)).map(|(_, v)| v.trim())
    }
}

/// Reads pairs up to the first thing that is none; gives the length read. Quotes may be straight, single,
/// or the curly ones of a word processor.
fn attributes(text: &str) -> (Pairs<'_>, usize) {
    let mut pairs = Pairs::default();
    let mut rest = text;
    loop {
        let start = rest.trim_start();
        let key_length = start.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
        let Some(value) = start[key_length..].strip_prefix('=').filter(|_| key_length > 0) else { break };
        let close: &[char] = match value.chars().next() {
            Some('"') => &['"'],
            Some('\'') => &['\''],
            Some('“' | '”' | '„') => &['”', '“'],
            _ => &[' ', '\t'],
        };
        let skip = if close[0] == ' ' { 0 } else { value.chars().next().map_or(0, char::len_utf8) };
        let inner = &value[skip..];
        let end = match inner.find(close) {
            Some(end) => end,
            None if skip == 0 => inner.find(":::").unwrap_or(inner.len()),
            None => break,
        };
        pairs.0.push((&start[..key_length], &inner[..end]));
        let closing = if skip == 0 { 0 } else { inner[end..].chars().next().map_or(0, char::len_utf8) };
        rest = &inner[end + closing..];
    }
    (pairs, text.len() - rest.len())
}
