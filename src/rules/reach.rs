//! What pages lead to, for the rules that ask what nothing leads to. In: Catalog, the trees of its audiences.
//! Out: linked pages by audience, pictures in use. Never: a page's links to itself.

use super::walk;
use crate::model::audience::AudienceId;
use crate::model::catalog::{Catalog, TocEntry};
use crate::model::page::Page;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, each_inline};
use crate::resolve::target::{self, Target};
use crate::resolve::tree::{Node, Tree};
use std::collections::{BTreeSet, HashMap};

/// Pages and media that something leads to.
#[derive(Debug, Default)]
pub(super) struct Reach {
    /// How many places of other pages link to a page, for one audience. Looked up only.
    links: HashMap<(AudienceId, usize), usize>,
    /// Media that a page or an entry names, as indices.
    media: BTreeSet<usize>,
    /// Raw HTML of all pages, and targets that lead nowhere: what they name is in use too, or was meant.
    named: String,
}

impl Reach {
    /// Looks through every page, excluded ones too: what they show is in use.
    pub(super) fn new(catalog: &Catalog, trees: &[(AudienceId, Tree)]) -> Self {
        let mut reach = Self::default();
        for (idx, page) in catalog.pages.iter().enumerate() {
            let mut seek = |written: &str| reach.take(catalog, trees, idx, page, written);
            walk::targets(page, &mut |_, written, _| seek(written));
            page.playbook
                .includes
                .iter()
                .filter(|i| i.span.source == page.source)
                .for_each(|i| seek(&i.target));
            reach.raw(page);
        }
        for toc in &catalog.tocs {
            reach.entries(catalog, trees, &toc.path, &toc.entries);
        }
        reach
    }

    fn take(
        &mut self,
        catalog: &Catalog,
        trees: &[(AudienceId, Tree)],
        from: usize,
        page: &Page,
        written: &str,
    ) {
        let Target::Path(path) = target::read(written, &catalog.settings.site.hosts) else { return };
        let folder = target::folder(&page.path);
        let mut is_found = false;
        for (id, tree) in trees {
            let node = tree.find(folder, &path).map(|f| f.node);
            is_found |= node.is_some();
            match node {
                Some(Node::Page(to)) if to != from && page.audiences.has(*id) => {
                    *self.links.entry((*id, to)).or_default() += 1;
                }
                Some(Node::Media(to)) => {
                    self.media.insert(to);
                }
                _ => {}
            }
        }
        if !is_found {
            self.named.push_str(written);
            self.named.push('\n');
        }
    }

    fn entries(&mut self, catalog: &Catalog, trees: &[(AudienceId, Tree)], toc: &str, entries: &[TocEntry]) {
        for entry in entries {
            let written = entry.href.as_ref().map_or("", |h| h.value.as_str());
            if let Target::Path(path) = target::read(written, &catalog.settings.site.hosts) {
                let folder = target::folder(toc);
                let found = trees.iter().filter_map(|(_, tree)| tree.find(folder, &path));
                self.media.extend(found.filter_map(|f| match f.node {
                    Node::Media(idx) => Some(idx),
                    _ => None,
                }));
            }
            self.entries(catalog, trees, toc, &entry.entries);
        }
    }

    fn raw(&mut self, page: &Page) {
        let named = &mut self.named;
        walk::leaves(page, &mut |block: &Block, _| {
            if let BlockKind::Html(text) = &block.kind {
                named.push_str(text);
            }
        });
        each_inline(&page.blocks, &mut |inline: &Inline| {
            if let InlineKind::Html(text) = &inline.kind {
                named.push_str(text);
            }
        });
    }

    /// How many links of other pages lead to a page in an audience's root.
    pub(super) fn links(&self, audience: AudienceId, page: usize) -> usize {
        self.links.get(&(audience, page)).copied().unwrap_or(0)
    }

    /// True if some page or entry shows or names the file.
    pub(super) fn shows(&self, media: usize, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.media.contains(&media) || self.named.contains(name)
    }
}
