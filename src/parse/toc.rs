//! Tables of contents. In: `toc.yml`. Out: `Toc`. Never: filters.

use super::yaml::{self, Node, NodeKind};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::catalog::{Toc, TocEntry};
use crate::source::{SourceFile, Spanned};

/// Where an entry leads, by the first of these keys: a page before a folder's own table.
const TARGETS: [&str; 4] = ["href", "topicHref", "homepage", "tocHref"];

/// Reads a table of contents: a list of entries, or a mapping with `items:`. Keys that only docfx's
/// own site needs are passed over. What cannot be read is a finding and left out.
pub fn read(file: &SourceFile, findings: &mut Findings) -> Toc {
    let range = file.body_start()..file.text.len();
    let node = yaml::parse(file, range, findings, &codes::TOC_UNREADABLE);
    let entries = match node {
        None => Vec::new(),
        Some(node) => entries(node.get("items").unwrap_or(&node), findings),
    };
    Toc { path: file.path.clone(), entries }
}

fn entries(node: &Node, findings: &mut Findings) -> Vec<TocEntry> {
    if !matches!(node.kind, NodeKind::List(_) | NodeKind::Null) {
        let message = format!("the entries are {}, where a list is due", node.kind_name());
        let fault = Diagnostic::new(&codes::TOC_UNREADABLE, node.span, message);
        findings.push(fault.help("begin each entry with `- name: …`"));
    }
    node.items().iter().filter_map(|item| entry(item, findings)).collect()
}

fn entry(node: &Node, findings: &mut Findings) -> Option<TocEntry> {
    let target = TARGETS.iter().find_map(|key| node.get(key).filter(|n| n.as_text().is_some()));
    let href = target.and_then(|n| Some(Spanned::new(n.as_text()?.trim().to_string(), n.span)));
    let name = node.get("name").and_then(Node::as_text).or(href.as_ref().map(|h| h.value.as_str()));
    let Some(name) = name else {
        let message = "an entry has neither `name` nor `href`";
        let fault = Diagnostic::new(&codes::TOC_UNREADABLE, node.span, message);
        findings.push(fault.help("write `- name: …` and `href: …` below it"));
        return None;
    };
    let name = name.trim().to_string();
    let children = node.get("items").map(|items| entries(items, findings)).unwrap_or_default();
    Some(TocEntry { name, href, entries: children })
}
