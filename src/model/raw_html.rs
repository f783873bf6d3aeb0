//! Raw HTML in pieces. In: the text of a raw tag or HTML block. Out: text, allowed tags, comments, the rest.
//! Never: a tag with attributes is allowed; what is not exactly known is [`Piece::Unknown`].

/// The tags that may stand in a page, without attributes. `true`: the tag has no end tag.
const TAGS: [(&str, bool); 26] = [
    ("b", false),
    ("br", true),
    ("cite", false),
    ("code", false),
    ("dd", false),
    ("del", false),
    ("details", false),
    ("dl", false),
    ("dt", false),
    ("em", false),
    ("hr", true),
    ("i", false),
    ("ins", false),
    ("kbd", false),
    ("li", false),
    ("mark", false),
    ("ol", false),
    ("p", false),
    ("s", false),
    ("small", false),
    ("strong", false),
    ("sub", false),
    ("summary", false),
    ("sup", false),
    ("u", false),
    ("ul", false),
];

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagForm {
    /// `<b>`.
    Open,
    /// `</b>`.
    Close,
    /// `<br>`, `<br/>`, `<br />`.
    Void,
}

/// A part of raw HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Text between tags, as written.
    Text(&'t str),
    /// A tag of the list.
    Tag {
        /// Lower case.
        name: &'static str,
        /// Opens, closes, or stands alone.
        form: TagForm,
        /// As written.
        source: &'t str,
    },
    /// `<!-- … -->`.
    Comment(&'t str),
    /// Any other tag, declaration or instruction.
    Unknown(&'t str),
}

/// Parts raw HTML. The pieces, put together, are the text; a `<` that opens nothing is text.
pub fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let (mut rest, mut ends) = (html, Ends::Unquoted);
    while let Some(start) = rest.find('<') {
        let (text, tail) = rest.split_at(start);
        let length = construct(tail, &mut ends);
        if !text.is_empty() {
            out.push(Piece::Text(text));
        }
        let (source, after) = tail.split_at(length);
        out.push(piece(source));
        rest = after;
    }
    if !rest.is_empty() {
        out.push(Piece::Text(rest));
    }
    out
}

/// Where the tags of a text end. What one tag found out holds for all behind it, so that none looks to the end again.
enum Ends {
    /// At a `>` outside of quotes, until a tag has none.
    Unquoted,
    /// At any `>`, until there is none.
    Any,
    /// Nowhere.
    Never,
}

/// The length of what begins with the `<` at the start of `tail`; 1 if that is nothing.
fn construct(tail: &str, ends: &mut Ends) -> usize {
    if tail.starts_with("<!--") {
        return tail.find("-->").map_or(tail.len(), |end| end + 3);
    }
    let begins = tail[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
    if !begins {
        return 1;
    }
    if matches!(ends, Ends::Unquoted) {
        if let Some(length) = unquoted_end(tail) {
            return length;
        }
        *ends = Ends::Any;
    }
    if matches!(ends, Ends::Any) {
        if let Some(at) = tail.find('>') {
            return at + 1;
        }
        *ends = Ends::Never;
    }
    1
}

/// Behind the first `>` that stands in no attribute's quotes.
fn unquoted_end(tail: &str) -> Option<usize> {
    let (mut quote, mut equals) = (None, false);
    for (at, byte) in tail.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'=') => equals = true,
            (None, b'"' | b'\'') if equals => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn piece(source: &str) -> Piece<'_> {
    if source.len() == 1 {
        return Piece::Text(source);
    }
    if source.starts_with("<!--") {
        return Piece::Comment(source);
    }
    allowed(source).unwrap_or(Piece::Unknown(source))
}

fn allowed(source: &str) -> Option<Piece<'_>> {
    let inner = source.strip_prefix('<')?.strip_suffix('>')?;
    let (inner, closes) = inner.strip_prefix('/').map_or((inner, false), |i| (i, true));
    let bare = inner.strip_suffix('/').map_or(inner, str::trim_end);
    let (name, void) = *TAGS.iter().find(|(name, _)| name.eq_ignore_ascii_case(bare))?;
    let form = match (void, closes) {
        (true, false) => TagForm::Void,
        (false, true) if bare.len() == inner.len() => TagForm::Close,
        (false, false) if bare.len() == inner.len() => TagForm::Open,
        _ => return None,
    };
    Some(Piece::Tag { name, form, source })
}
