//! Where tags of blocks may stand. In: balanced pieces. Out: both ends of what does not fit are text.
//! Never: an item out of its list, a paragraph in a paragraph, a summary that is not the first of its details.

use super::{Item, Shown, is_inline};
use crate::model::raw_html::TagForm;
use std::ops::Range;

/// Makes text of what does not fit.
pub(super) fn keep(items: &mut [Item<'_>]) {
    lists(items);
    places(items);
    while spanning(items) {
        places(items);
    }
}

/// Makes text of both ends of a tag.
fn escape(items: &mut [Item<'_>], at: usize) {
    for end in [at, items[at].mate] {
        items[end].shown = Some(Shown::Escaped(items[end].source));
    }
}

/// True for white space between tags.
fn is_blank(item: &Item<'_>) -> bool {
    matches!(item.shown, Some(Shown::Text(text)) if text.trim().is_empty())
}

/// True if a list of the first name holds items of the second.
fn holds(list: &str, item: &str) -> bool {
    matches!((list, item), ("ul" | "ol", "li") | ("dl", "dt" | "dd"))
}

/// A list holds nothing but its items.
fn lists(items: &mut [Item<'_>]) {
    let mut open: Vec<(&str, bool)> = Vec::new();
    for at in 0..items.len() {
        let shown = items[at].shown;
        if let Some(Shown::Tag(name, TagForm::Close)) = shown {
            let pure = open.pop().is_none_or(|(_, pure)| pure);
            if !pure && matches!(name, "ul" | "ol" | "dl") {
                escape(items, at);
            }
            continue;
        }
        let name = match shown {
            Some(Shown::Tag(name, _)) => name,
            _ => "",
        };
        if let Some((list, pure)) = open.last_mut() {
            *pure &= is_blank(&items[at]) || holds(list, name);
        }
        if let Some(Shown::Tag(name, TagForm::Open)) = shown {
            open.push((name, true));
        }
    }
}

/// A tag that is open.
struct Open {
    name: &'static str,
    /// True where only text and tags of a line may stand.
    line: bool,
    /// True once something stands in it.
    filled: bool,
}

/// Tags stand where they may.
fn places(items: &mut [Item<'_>]) {
    let mut open: Vec<Open> = Vec::new();
    for at in 0..items.len() {
        if is_blank(&items[at]) {
            continue;
        }
        if let Some(Shown::Tag(_, TagForm::Close)) = items[at].shown {
            open.pop();
            continue;
        }
        let around = open.last();
        let in_line = around.is_some_and(|o| o.line);
        if let Some(Shown::Tag(name, form)) = items[at].shown {
            let fits = match name {
                "li" | "dt" | "dd" => around.is_some_and(|o| holds(o.name, name)),
                "summary" => around.is_some_and(|o| o.name == "details" && !o.filled),
                _ => is_inline(name) || !in_line,
            };
            if !fits {
                escape(items, at);
            } else if form == TagForm::Open {
                if let Some(around) = open.last_mut() {
                    around.filled = true;
                }
                let line = in_line || is_inline(name) || matches!(name, "p" | "summary");
                open.push(Open { name, line, filled: false });
                continue;
            }
        }
        if let Some(around) = open.last_mut() {
            around.filled = true;
        }
    }
}

/// A tag that spans blocks begins and ends in parts that read as blocks by themselves: those that begin with a tag of
/// a block. True if something changed.
fn spanning(items: &mut [Item<'_>]) -> bool {
    let parts = parts(items);
    let begins = |items: &[Item<'_>], part: &Range<usize>| {
        let first = items[part.clone()].iter().find(|item| !is_blank(item));
        matches!(first.and_then(|item| item.shown), Some(Shown::Tag(name, _)) if !is_inline(name))
    };
    let mut changed = false;
    let mut plain: Vec<usize> = (0..parts.len()).filter(|part| !begins(items, &parts[*part])).collect();
    while let Some(part) = plain.pop() {
        for at in parts[part].clone() {
            let other = items[items[at].mate].part;
            if other == part || !matches!(items[at].shown, Some(Shown::Tag(..))) {
                continue;
            }
            let began = begins(items, &parts[other]);
            escape(items, at);
            changed = true;
            if began && !begins(items, &parts[other]) {
                plain.push(other);
            }
        }
    }
    changed
}

/// The items of each part; a part of comments alone has none.
fn parts(items: &[Item<'_>]) -> Vec<Range<usize>> {
    let mut parts = vec![0..0; items.last().map_or(0, |item| item.part + 1)];
    let mut start = 0;
    for own in items.chunk_by(|a, b| a.part == b.part) {
        parts[own[0].part] = start..start + own.len();
        start += own.len();
    }
    parts
}
