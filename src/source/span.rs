//! Positions in files. In: byte offsets. Out: [`Span`], [`Spanned`].
//! Never: holds text.

/// One file of a [`super::SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourceId(pub u32);

/// A byte range of one file: `start..end`, from 0, a byte order mark included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span; offsets beyond 4 GiB cannot occur (files are limited when read).
    pub fn new(source: SourceId, range: std::ops::Range<usize>) -> Self {
        Self { source, start: range.start as u32, end: range.end as u32 }
    }

    /// The byte range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The empty span at this one's start.
    #[must_use]
    pub fn at_start(self) -> Self {
        Self { end: self.start, ..self }
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Keeps the place, changes the value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

impl Spanned<String> {
    /// Where a member of a list (`partner, internal`) stands. None if the text is written otherwise than it reads (in quotes, as a list).
    pub fn place_of(&self, word: &str) -> Option<Span> {
        if self.value == word {
            return Some(self.span);
        }
        let ends = |text: &str, end: fn(&str) -> Option<char>| {
            end(text.trim()).is_none_or(|c| matches!(c, ',' | ';'))
        };
        let whole = |at: &usize| {
            ends(&self.value[..*at], |before| before.chars().next_back())
                && ends(&self.value[at + word.len()..], |behind| behind.chars().next())
        };
        let mut places = self.value.match_indices(word).map(|(at, _)| at);
        let at = places.find(whole).filter(|_| self.span.range().len() == self.value.len())?;
        let start = self.span.range().start + at;
        Some(Span::new(self.span.source, start..start + word.len()))
    }
}
