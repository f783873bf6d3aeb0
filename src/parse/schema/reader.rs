//! The strict reader of every YAML file that people write: mappings checked by field tables.
//! In: [`Node`], a table of [`Field`]s. Out: values with spans; a finding for each fault.
//! Never: stops at the first fault, knows what a field means.

pub use super::cx::{Cx, described};
use super::field::{Field, Kind, Level};
use super::value;
use crate::model::date::{Date, Month};
use crate::model::nearest::nearest;
use crate::parse::yaml::{Node, NodeKind};
use crate::source::{Span, Spanned};

/// How many allowed keys a finding lists.
const LISTED: usize = 12;

/// A mapping and the table that says what may stand in it.
pub struct MapReader<'n> {
    /// Where the mapping stands.
    pub span: Span,
    entries: Vec<(&'n Spanned<String>, &'n Node)>,
    table: &'static [Field],
}

impl<'n> MapReader<'n> {
    /// Checks the keys of a mapping: unknown, repeated and missing ones are findings. `what` is the
    /// mapping in words (`the record`, `a service`). A node that is no mapping is one finding and reads as empty.
    pub fn new(node: &'n Node, table: &'static [Field], what: &str, cx: &mut Cx<'_>) -> Self {
        let entries = cx.distinct(node, what);
        let span = entries.first().map_or(node.span.at_start(), |(key, _)| key.span);
        let reader = Self { span, entries, table };
        if matches!(node.kind, NodeKind::Map(_) | NodeKind::Null) {
            reader.check_keys(what, cx);
        } else {
            let message = format!("{what} is {}, where a mapping is due", described(node));
            cx.fault(node.span, message, format!("write keys and values: {}", keys(table)));
        }
        reader
    }

    fn check_keys(&self, what: &str, cx: &mut Cx<'_>) {
        let is_known = |key: &str| self.table.iter().any(|f| f.key == key);
        let mut meant: Vec<&str> = Vec::new();
        for (key, node) in self.entries.iter().filter(|(key, _)| !is_known(&key.value)) {
            let message = format!("`{}` is no key of {what}", key.value);
            match self.hint(&key.value, node, cx.levels) {
                Some(help) => cx.fault(key.span, message, help),
                None => {
                    let own = self.table.iter().map(|f| f.key);
                    cx.slip(key.span, message, &key.value, own, || format!("allowed: {}", keys(self.table)));
                }
            }
            meant.extend(nearest(&key.value, self.table.iter().map(|f| f.key)));
        }
        for field in self.table.iter().filter(|f| f.required && !meant.contains(&f.key)) {
            match self.entry(field.key) {
                Some((_, node)) if !is_empty(node) => {}
                Some((key, _)) => {
                    let help = format!("fill it in ({})", field.doc);
                    cx.fault(key.span, format!("`{}` of {what} is empty", field.key), help);
                }
                None => {
                    let help = format!("add `{}:` ({})", field.key, field.doc);
                    cx.fault(self.span, format!("{what} has no `{}`", field.key), help);
                }
            }
        }
    }

    /// The level that a key belongs to, or is a slip of a key of; none where a key here is nearer.
    fn hint(&self, key: &str, node: &Node, levels: &[Level]) -> Option<String> {
        let own = nearest(key, self.table.iter().map(|f| f.key));
        let elsewhere = |word: &str| {
            let mut holders = levels.iter().filter(|(_, table)| table.iter().any(|f| f.key == word));
            holders.next().filter(|_| holders.next().is_none()).map(|(name, _)| *name)
        };
        if let Some(level) = elsewhere(key) {
            return Some(format!("`{key}` is a key of {level}: move it there"));
        }
        if own.is_some() {
            return None;
        }
        let far = nearest(key, levels.iter().flat_map(|(_, table)| table.iter().map(|f| f.key)));
        match far.and_then(|right| Some((right, elsewhere(right)?))) {
            Some((right, level)) => Some(format!("did you mean `{right}`, a key of {level}?")),
            None => node.is_null().then(|| value::cut_off(key)),
        }
    }

    fn entry(&self, key: &str) -> Option<(&'n Spanned<String>, &'n Node)> {
        self.entries.iter().find(|(k, _)| k.value == key).copied()
    }

    /// The value of a key, if it is there and not empty.
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        self.entry(key).map(|(_, node)| node).filter(|n| !n.is_null())
    }

    /// The key itself, for its span.
    pub fn key(&self, key: &str) -> Option<&'n Spanned<String>> {
        self.entry(key).map(|(k, _)| k)
    }

    /// Text, trimmed.
    pub fn text(&self, key: &str, cx: &mut Cx<'_>) -> Option<Spanned<String>> {
        cx.text(self.get(key)?, key)
    }

    /// A whole number.
    pub fn integer(&self, key: &str, cx: &mut Cx<'_>) -> Option<Spanned<u64>> {
        cx.integer(self.get(key)?, key)
    }

    /// `true` or `false`.
    pub fn flag(&self, key: &str, cx: &mut Cx<'_>) -> Option<Spanned<bool>> {
        cx.flag(self.get(key)?, key)
    }

    /// An ISO date.
    pub fn date(&self, key: &str, cx: &mut Cx<'_>) -> Option<Spanned<Date>> {
        cx.date(self.get(key)?, key)
    }

    /// An ISO month.
    pub fn month(&self, key: &str, cx: &mut Cx<'_>) -> Option<Spanned<Month>> {
        cx.month(self.get(key)?, key)
    }

    /// One of the words that the table gives for this key.
    pub fn one_of(&self, key: &str, cx: &mut Cx<'_>) -> Option<Spanned<&'static str>> {
        let words = self.table.iter().find_map(|f| match f.kind {
            Kind::OneOf(words) if f.key == key => Some(words),
            _ => None,
        })?;
        cx.one_of(self.get(key)?, key, words)
    }

    /// The members of a list.
    pub fn list(&self, key: &str, cx: &mut Cx<'_>) -> &'n [Node] {
        self.get(key).map_or(&[], |node| cx.list(node, key))
    }

    /// A list of texts.
    pub fn texts(&self, key: &str, cx: &mut Cx<'_>) -> Vec<Spanned<String>> {
        self.list(key, cx).iter().filter_map(|node| cx.text(node, key)).collect()
    }

    /// A nested mapping with the keys of `table`.
    pub fn map(&self, key: &str, table: &'static [Field], what: &str, cx: &mut Cx<'_>) -> Option<Self> {
        self.get(key).map(|node| Self::new(node, table, what, cx))
    }

    /// A nested mapping whose keys are the author's own.
    pub fn table(&self, key: &str, cx: &mut Cx<'_>) -> Vec<(&'n Spanned<String>, &'n Node)> {
        self.get(key).map_or_else(Vec::new, |node| cx.table(node, &format!("`{key}`")))
    }

    /// A nested mapping of the author's own keys to texts.
    pub fn text_table(&self, key: &str, cx: &mut Cx<'_>) -> Vec<(&'n Spanned<String>, Spanned<String>)> {
        let entries = self.table(key, cx);
        entries.into_iter().filter_map(|(k, node)| Some((k, cx.text(node, &k.value)?))).collect()
    }
}

fn is_empty(node: &Node) -> bool {
    node.is_null() || node.as_text().is_some_and(|text| text.trim().is_empty())
}

fn keys(table: &[Field]) -> String {
    let all: Vec<String> = table.iter().map(|f| format!("`{}`", f.key)).collect();
    let shown = all[..all.len().min(LISTED)].join(", ");
    if all.len() > LISTED { format!("{shown} and {} more", all.len() - LISTED) } else { shown }
}
