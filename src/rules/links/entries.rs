//! Entries of tables of contents that lead nowhere (LN005), or where their own readers may not go (AU003, AU004).
//! In: a table of contents. Out: findings. Never: an entry that some audience does without, as long as another has it.

use super::{Check, Use};
use crate::model::audience::AudienceSet;
use crate::model::catalog::{Toc, TocEntry};
use crate::resolve::target::{self, Target};
use crate::resolve::tree::{Node, Tree};
use crate::resolve::virtual_path;

impl<'a> Check<'a> {
    /// `toc--A.yml` is read by A, `toc.yml` by everyone.
    pub(super) fn contents(&mut self, toc: &'a Toc) {
        let audiences = &self.catalog.settings.audiences;
        let reads = |id: &_| virtual_path(&toc.path, audiences, *id).is_some();
        let readers = audiences.ids().filter(reads).fold(AudienceSet::default(), AudienceSet::with);
        self.entries(&toc.entries, &toc.path, readers);
    }

    fn entries(&mut self, entries: &'a [TocEntry], toc: &'a str, readers: AudienceSet) {
        for entry in entries {
            if let Some(href) = &entry.href {
                let written = href.value.as_str();
                self.entry(&Use {
                    span: href.span,
                    written,
                    what: "entry",
                    from: toc,
                    readers,
                    routed: true,
                });
            }
            self.entries(&entry.entries, toc, readers);
        }
    }

    fn entry(&mut self, place: &Use<'a>) {
        let Target::Path(path) = target::read(place.written, &self.catalog.settings.site.hosts) else {
            return;
        };
        let folder = target::folder(place.from);
        let look = |tree: &'_ Tree| {
            let found = tree.find(folder, &path).or_else(|| tree.find_with(folder, &path, "toc.yml"))?;
            Some((found.path.to_string(), found.node, found.other_case))
        };
        let mine = self.trees.iter().filter(|(id, _)| place.readers.has(*id));
        match mine.filter_map(|(_, tree)| look(tree)).next() {
            None => self.nowhere(place, &path),
            Some((file, _, true)) => self.other_case(place, &path, &file),
            Some((_, Node::Page(idx), _)) => {
                let page = &self.catalog.pages[idx];
                if !page.routed || place.readers.and(page.audiences).is_empty() {
                    self.page(place, &path, idx);
                }
            }
            Some(_) => {}
        }
    }
}
