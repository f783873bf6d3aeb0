//! Single values, checked, and where the findings about them go. In: [`Node`]s. Out: values with spans; a finding for each
//! fault. Never: which keys there are; `reader` has the tables.

use super::field::Level;
use super::value;
use crate::diagnostic::{Code, Diagnostic, Findings, Severity};
use crate::model::date::{Date, Month};
use crate::model::sentence::{either, ticked};
use crate::parse::suggest;
use crate::parse::yaml::{Node, NodeKind};
use crate::source::{Span, Spanned};
use std::collections::HashMap;

/// Where findings go, and under which code.
pub struct Cx<'a> {
    /// The findings so far.
    pub findings: &'a mut Findings,
    /// The code of every finding of the reader.
    pub code: &'static Code,
    /// All levels of the format, so that a key on the wrong one can be told.
    pub levels: &'static [Level],
}

impl<'a> Cx<'a> {
    /// A context without other levels.
    pub fn new(findings: &'a mut Findings, code: &'static Code) -> Self {
        Self { findings, code, levels: &[] }
    }

    /// Names the levels of the format.
    #[must_use]
    pub fn with_levels(self, levels: &'static [Level]) -> Self {
        Self { levels, ..self }
    }

    /// Adds a finding with a mend.
    pub fn fault(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.findings.push(Diagnostic::new(self.code, span, message).help(help));
    }

    /// Adds a finding at a wrong word, with the right one where one is near.
    pub fn slip<S: AsRef<str>>(
        &mut self,
        span: Span,
        message: impl Into<String>,
        word: &str,
        right: impl IntoIterator<Item = S>,
        otherwise: impl FnOnce() -> String,
    ) {
        let found = Diagnostic::new(self.code, span, message);
        self.findings.push(suggest::told(found, word, right, otherwise));
    }

    /// Adds a finding of another code, with a mend.
    pub fn finding(
        &mut self,
        code: &'static Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.findings.push(Diagnostic::new(code, span, message).help(help));
    }

    /// A mapping whose keys are the author's own, in file order; of a repeated key the last, with a
    /// finding. Anything but a mapping or nothing is a finding.
    pub fn table<'n>(&mut self, node: &'n Node, what: &str) -> Vec<(&'n Spanned<String>, &'n Node)> {
        if !matches!(node.kind, NodeKind::Map(_) | NodeKind::Null) {
            self.fault(
                node.span,
                format!("{what} is {}, where a mapping is due", described(node)),
                "write `key: value` lines",
            );
        }
        self.distinct(node, what)
    }

    /// The entries of a mapping, each key once (the last stands), with a finding for the others.
    pub(super) fn distinct<'n>(
        &mut self,
        node: &'n Node,
        what: &str,
    ) -> Vec<(&'n Spanned<String>, &'n Node)> {
        let entries = node.entries();
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut kept: Vec<(&Spanned<String>, &Node)> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let at = *places.entry(&key.value).or_insert(kept.len());
            if at == kept.len() {
                kept.push((key, value));
                continue;
            }
            let message = format!("`{}` stands twice in {what}", key.value);
            let found = Diagnostic::new(self.code, key.span, message).help("keep one of them");
            self.findings.push(found.label(kept[at].0.span, "first here"));
            kept[at].1 = value;
        }
        kept
    }

    /// Text of a scalar, trimmed; a list or mapping is a finding, nothing and empty text are `None`.
    pub fn text(&mut self, node: &Node, name: &str) -> Option<Spanned<String>> {
        let text = self.scalar(node, name, "text", "one line of text", |t| Ok(t.to_string()));
        text.filter(|t| !t.value.is_empty())
    }

    /// A whole number.
    pub fn integer(&mut self, node: &Node, name: &str) -> Option<Spanned<u64>> {
        self.scalar(node, name, "a whole number", "a number such as `120`", value::integer)
    }

    /// `true` or `false`.
    pub fn flag(&mut self, node: &Node, name: &str) -> Option<Spanned<bool>> {
        self.scalar(node, name, "`true` or `false`", "`true` or `false`", value::flag)
    }

    /// An ISO date.
    pub fn date(&mut self, node: &Node, name: &str) -> Option<Spanned<Date>> {
        self.scalar(node, name, "a date", "a date such as `2026-03-10`", value::date)
    }

    /// An ISO month.
    pub fn month(&mut self, node: &Node, name: &str) -> Option<Spanned<Month>> {
        self.scalar(node, name, "a month", "a month such as `2026-08`", value::month)
    }

    /// One of the words, in the table's spelling.
    pub fn one_of(
        &mut self,
        node: &Node,
        name: &str,
        words: &'static [&'static str],
    ) -> Option<Spanned<&'static str>> {
        let due = either(ticked(words));
        self.scalar(node, name, &due, &due, |text| value::one_of(text, words))
    }

    /// The members of a list; anything but a list or nothing is a finding.
    pub fn list<'n>(&mut self, node: &'n Node, name: &str) -> &'n [Node] {
        if !matches!(node.kind, NodeKind::List(_) | NodeKind::Null) {
            let help = match node.as_text() {
                Some(text) => format!("write `[{text}]`"),
                None => "begin each entry with `- `".to_string(),
            };
            self.fault(node.span, format!("`{name}` is {}, where a list is due", described(node)), help);
        }
        node.items()
    }

    fn scalar<T>(
        &mut self,
        node: &Node,
        name: &str,
        due: &str,
        example: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Option<Spanned<T>> {
        match &node.kind {
            NodeKind::Null => None,
            NodeKind::Scalar(text, _) => match read(text.trim()) {
                Ok(value) => Some(Spanned::new(value, node.span)),
                Err(help) if text.trim() == "…" => {
                    let found =
                        Diagnostic::new(self.code, node.span, format!("`{name}` is still to be written"));
                    self.findings.push(found.severity(Severity::Suggestion).help(help));
                    None
                }
                Err(help) => {
                    let found = format!("`{name}` is `{}`, where {due} is due", text.trim());
                    self.fault(node.span, found, help);
                    None
                }
            },
            _ => {
                let found = format!("`{name}` is {}, where {due} is due", described(node));
                self.fault(node.span, found, format!("write {example}"));
                None
            }
        }
    }
}

/// A node in words: its text in backticks, or its kind.
pub fn described(node: &Node) -> String {
    match node.as_text() {
        Some(text) => format!("`{}`", text.trim()),
        None => node.kind_name().to_string(),
    }
}
