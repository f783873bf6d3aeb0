//! The YAML tree. In: parser events. Out: nodes that know where they stand.
//! Never: resolves aliases, merges keys, drops a repeated key.

use crate::source::{Span, Spanned};

/// One YAML value.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value's bytes in its file.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// Nothing, `~` or `null`.
    Null,
    /// A scalar; its type is the reader's business.
    Scalar(String, ScalarStyle),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping in file order; repeated keys stand twice.
    Map(Vec<(Spanned<String>, Node)>),
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Bare.
    Plain,
    /// In quotes.
    Quoted,
    /// `|` or `>`.
    Block,
}

impl Node {
    /// The text of a scalar; none for every other kind.
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// True for nothing, `~` and `null`.
    pub fn is_null(&self) -> bool {
        self.kind == NodeKind::Null
    }

    /// The members of a list; empty for every other kind.
    pub fn items(&self) -> &[Self] {
        match &self.kind {
            NodeKind::List(items) => items,
            _ => &[],
        }
    }

    /// Keys and values of a mapping in file order; empty for every other kind.
    pub fn entries(&self) -> &[(Spanned<String>, Self)] {
        match &self.kind {
            NodeKind::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key; of a repeated key the last one.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().rev().find(|(k, _)| k.value == key).map(|(_, v)| v)
    }

    /// What it is, for messages: `a list`, `text` …
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            NodeKind::Null => "nothing",
            NodeKind::Scalar(..) => "text",
            NodeKind::List(_) => "a list",
            NodeKind::Map(_) => "a mapping",
        }
    }
}
