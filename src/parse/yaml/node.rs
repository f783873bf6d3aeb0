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
