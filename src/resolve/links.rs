//! The targets of one audience. In: the pages' trees. Out: link table, includes, media in use.
//! Never: an entry for what the audience may not read, or a finding; `check` makes those once for all.

use super::overlay::{is_kept, route};
use super::target::{self, Target};
use super::tree::{Node, Tree};
use crate::model::Span;
use crate::model::audience::AudienceId;
use crate::model::catalog::Catalog;
use crate::model::links::{Href, LinkTable};
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, Table};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Deepest nesting of includes.
pub const INCLUDE_DEPTH: usize = 10;

/// What the audience's pages refer to.
#[derive(Default)]
pub struct Collected {
    /// Targets by place.
    pub links: LinkTable,
    /// Included pages by place.
    pub includes: HashMap<Span, usize>,
    /// Route and file of what is shown.
    pub media: BTreeMap<String, String>,
}

/// Whether the audience reads this place. The outermost zone of a page narrows or widens the page's label; zones
/// within it, and within an include, only narrow.
#[derive(Clone, Copy)]
struct Sight {
    visible: bool,
    zoned: bool,
}

impl Sight {
    fn within(self, zone_has: bool) -> Self {
        Self { visible: zone_has && (self.visible || !self.zoned), zoned: true }
    }
}

/// Walks every page that the audience reads or whose lines it may get; of these only the ones that are asked for.
pub fn collect(
    catalog: &Catalog,
    tree: &Tree,
    audience: AudienceId,
    asked: Option<&BTreeSet<usize>>,
) -> Collected {
    let mut walk = Collector { catalog, tree, audience, closing: HashSet::new(), out: Collected::default() };
    for (idx, page) in catalog.pages.iter().enumerate() {
        let asked = asked.is_none_or(|asked| asked.contains(&idx));
        if asked && (is_kept(page, audience) || page.gives_lines) {
            let visible = page.audiences.has(audience);
            walk.blocks(&page.blocks, &mut vec![idx], Sight { visible, zoned: false });
        }
    }
    walk.out
}

/// A page and all that it includes. None where includes close a circle: what is left out of it depends on the page from
/// which the circle is entered first.
pub fn reach(catalog: &Catalog, tree: &Tree, page: usize) -> Option<BTreeSet<usize>> {
    let mut found = BTreeSet::new();
    follow(catalog, tree, page, &mut Vec::new(), &mut found).then_some(found)
}

/// False if a page above includes this one.
fn follow(
    catalog: &Catalog,
    tree: &Tree,
    page: usize,
    above: &mut Vec<usize>,
    found: &mut BTreeSet<usize>,
) -> bool {
    if above.contains(&page) || above.len() > INCLUDE_DEPTH {
        return false;
    }
    if !found.insert(page) {
        return true;
    }
    above.push(page);
    let from = &catalog.pages[page];
    let own = from.playbook.includes.iter().filter(|include| include.span.source == from.source);
    let straight = own
        .filter_map(|include| find(catalog, tree, &[page], &include.target))
        .all(|(node, _)| !matches!(node, Node::Page(to) if !follow(catalog, tree, to, above, found)));
    above.pop();
    straight
}

struct Collector<'a> {
    catalog: &'a Catalog,
    tree: &'a Tree,
    audience: AudienceId,
    /// Include directives that reach their own file.
    closing: HashSet<Span>,
    out: Collected,
}

impl Collector<'_> {
    /// `files`: the page and the includes that lead here; links resolve against the last.
    fn blocks(&mut self, blocks: &[Block], files: &mut Vec<usize>, sight: Sight) {
        for block in blocks {
            match &block.kind {
                BlockKind::Zone { audiences, blocks } => {
                    self.blocks(blocks, files, sight.within(audiences.has(self.audience)));
                }
                BlockKind::Include { target } => {
                    if sight.visible {
                        self.include(block.span, target, files);
                    }
                }
                kind => {
                    if sight.visible {
                        inlines(kind).into_iter().for_each(|i| self.inlines(i, files));
                    }
                    children(kind).into_iter().for_each(|b| self.blocks(b, files, sight));
                }
            }
        }
    }

    fn include(&mut self, span: Span, written: &str, files: &mut Vec<usize>) {
        let found = find(self.catalog, self.tree, files, written);
        let Some((Node::Page(idx), _)) = found else {
            self.out.links.targets.insert(span, Href::Absent);
            return;
        };
        let page = &self.catalog.pages[idx];
        // Once found to close a circle, a directive is left out everywhere: what it shows may not depend on where
        // the circle was entered first.
        if files.contains(&idx) || files.len() > INCLUDE_DEPTH {
            self.closing.insert(span);
            self.out.includes.remove(&span);
        }
        if self.closing.contains(&span) || !page.audiences.has(self.audience) {
            self.out.links.targets.insert(span, Href::Absent);
            return;
        }
        self.out.includes.insert(span, idx);
        let href = Href::Route { route: page.path.clone(), fragment: None };
        self.out.links.targets.insert(span, href);
        files.push(idx);
        self.blocks(&page.blocks, files, Sight { visible: true, zoned: true });
        files.pop();
    }

    fn inlines(&mut self, inlines: &[Inline], files: &[usize]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Link { target, content, .. } => {
                    let href = self.href(target, files);
                    self.out.links.targets.insert(inline.span, href);
                    self.inlines(content, files);
                }
                InlineKind::Image { target, .. } => {
                    let href = self.href(target, files);
                    self.out.links.targets.insert(inline.span, href);
                }
                InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Strike(content) => {
                    self.inlines(content, files);
                }
                _ => {}
            }
        }
    }

    fn href(&mut self, written: &str, files: &[usize]) -> Href {
        match target::read(written, &self.catalog.settings.site.hosts) {
            Target::Fragment(fragment) => Href::Fragment(fragment),
            Target::External => Href::External(written.trim().to_string()),
            Target::Mail(address) => Href::External(format!("mailto:{address}")),
            Target::Empty | Target::Scheme(_) => Href::Absent,
            Target::Path(path) => {
                let folder = target::folder(&self.catalog.pages[files[files.len() - 1]].path);
                let own = self.tree.find(folder, &path);
                // The source page has other headings than the translation that is not there.
                let fragment = path.fragment.clone().filter(|_| own.is_some());
                let Some(found) = own.or_else(|| self.tree.find_source(folder, &path)) else {
                    return if path.own_host { Href::External(written.trim().into()) } else { Href::Absent };
                };
                match found.node {
                    Node::Page(idx) if is_kept(&self.catalog.pages[idx], self.audience) => {
                        Href::Route { route: route(found.path), fragment }
                    }
                    Node::Media(idx) => {
                        let file = self.catalog.media[idx].clone();
                        self.out.media.insert(found.path.to_string(), file);
                        Href::Route { route: found.path.to_string(), fragment }
                    }
                    Node::Page(_) | Node::Toc(_) => Href::Absent,
                }
            }
        }
    }
}

/// The file that an include names, seen from the last of `files`, and whether its case differs.
pub fn find(catalog: &Catalog, tree: &Tree, files: &[usize], written: &str) -> Option<(Node, bool)> {
    let Target::Path(path) = target::read(written, &[]) else { return None };
    let folder = target::folder(&catalog.pages[files[files.len() - 1]].path);
    tree.find(folder, &path).map(|found| (found.node, found.other_case))
}

/// The inline content of a block itself.
pub fn inlines(kind: &BlockKind) -> Vec<&[Inline]> {
    match kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => vec![content],
        BlockKind::Table(Table { head, rows, .. }) => {
            let cells = head.iter().chain(rows.iter().flat_map(|row| &row.cells));
            cells.map(|cell| cell.content.as_slice()).collect()
        }
        _ => Vec::new(),
    }
}

/// The blocks inside a block; zones and includes are for the caller to open.
pub fn children(kind: &BlockKind) -> Vec<&[Block]> {
    if matches!(kind, BlockKind::Zone { .. }) { Vec::new() } else { kind.inner() }
}
