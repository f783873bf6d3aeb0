//! An entry put into a table of contents. In: a `toc.yml`, a name, an address. Out: its new text, read again and compared.
//! Never: another byte changed; a table that is not written as a list of lines.

use crate::diagnostic::{Findings, codes};
use crate::model::catalog::TocEntry;
use crate::model::scalar;
use crate::parse::toc;
use crate::parse::yaml::{self, Node};
use crate::source::SourceFile;
use std::ops::Range;

/// The table with the entry behind the last one that leads to the same folder, else at its end; and the line that the
/// entry then stands on. None where that takes more than an insertion.
pub fn with_entry(file: &SourceFile, name: &str, href: &str) -> Option<(String, u32)> {
    let mut findings = Findings::default();
    let node = yaml::parse(file, file.body_start()..file.text.len(), &mut findings, &codes::TOC_UNREADABLE)?;
    let list = node.get("items").unwrap_or(&node);
    let beside = last_beside(list, folder(href)).or_else(|| list.items().last())?;
    let (dash, behind, end) = lines(file, beside)?;
    let line_end = if file.text.contains("\r\n") { "\r\n" } else { "\n" };
    let (left, value) = (" ".repeat(dash), scalar::anywhere(name));
    let inner = " ".repeat(dash + 1 + behind.len());
    let entry = format!("{line_end}{left}-{behind}name: {value}{line_end}{inner}href: {href}");
    let at = file.line_range(end).end;
    let text = format!("{}{entry}{}", &file.text[..at], &file.text[at..]);
    let new = SourceFile::new(file.id, file.path.clone(), text);
    let added = (name.trim(), Some(href));
    holds_one_more(&read(file)?, &read(&new)?, added).then(|| (new.text.clone(), end + 1))
}

/// The last entry, at any depth, that leads into a folder.
fn last_beside<'n>(list: &'n Node, wanted: &str) -> Option<&'n Node> {
    let mut found = None;
    for entry in list.items() {
        let href = entry.get("href").and_then(Node::as_text).map(str::trim);
        if href.is_some_and(|href| href.ends_with(".md") && folder(href) == wanted) {
            found = Some(entry);
        }
        found = entry.get("items").and_then(|items| last_beside(items, wanted)).or(found);
    }
    found
}

fn folder(href: &str) -> &str {
    href.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Of an entry that begins its line with `- `: the column of the dash, what stands between it and the first key, the
/// last line of the entry.
fn lines<'t>(file: &'t SourceFile, entry: &Node) -> Option<(usize, &'t str, u32)> {
    let first = file.line(entry.span.start);
    let range: Range<usize> = file.line_range(first);
    let before = file.text.get(range.start..entry.span.start as usize)?.trim_start_matches('\u{feff}');
    let (left, behind) = before.split_once('-')?;
    let is_blank = |text: &str| text.bytes().all(|b| b == b' ');
    if !is_blank(left) || !is_blank(behind) || behind.is_empty() {
        return None;
    }
    let line = |number: u32| file.text[file.line_range(number)].trim_end();
    let deeper = |text: &str| text.len() - text.trim_start_matches(' ').len() > left.len();
    let own = (first + 1..=file.line_count()).take_while(|n| line(*n).is_empty() || deeper(line(*n)));
    let last = own.filter(|n| !line(*n).is_empty()).last().unwrap_or(first);
    Some((left.len(), behind, last))
}

/// Every entry in the order of the file: depth, name, address. None for a table with a fault.
fn read(file: &SourceFile) -> Option<Vec<(usize, String, Option<String>)>> {
    let mut findings = Findings::default();
    let toc = toc::read(file, &mut findings);
    let mut rows = Vec::new();
    flat(&toc.entries, 0, &mut rows);
    findings.0.is_empty().then_some(rows)
}

fn flat(entries: &[TocEntry], depth: usize, rows: &mut Vec<(usize, String, Option<String>)>) {
    for entry in entries {
        rows.push((depth, entry.name.clone(), entry.href.as_ref().map(|href| href.value.clone())));
        flat(&entry.entries, depth + 1, rows);
    }
}

/// True if `new` is `old` with one row more, which is `added`.
fn holds_one_more(
    old: &[(usize, String, Option<String>)],
    new: &[(usize, String, Option<String>)],
    added: (&str, Option<&str>),
) -> bool {
    let at = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let is_added = |row: &(usize, String, Option<String>)| (row.1.as_str(), row.2.as_deref()) == added;
    new.get(at).is_some_and(is_added) && old[at..] == new[at + 1..]
}
