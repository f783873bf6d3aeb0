//! Pages that take in more files than anybody reads: ten includes of ten includes each, eight deep, are more than any
//! machine holds. In: a page, a way to the files it includes. Out: its blocks without includes, if it is one.
//! Never: counts further than to the limit.

use crate::diagnostic::{Diagnostic, codes};
use crate::model::prose::{Block, BlockKind};
use crate::parse::page::ParsedPage;
use crate::source::Span;
use std::sync::Arc;

/// Files that one page takes in at most, those within includes counted.
const MOST: usize = 1_000;

/// Deeper includes are not taken in (DOMAIN.md 7).
const DEEPEST: usize = 10;

/// The page's blocks without includes and a finding, if it takes in too many.
pub(super) fn cut<'a>(
    page: &'a ParsedPage,
    include: &dyn Fn(&str, &str) -> Option<&'a Arc<ParsedPage>>,
) -> Option<(Arc<[Block]>, Diagnostic)> {
    let first = first(&page.blocks)?;
    let mut count = Count { include, above: Vec::new(), files: 0 };
    count.page(page);
    if count.files <= MOST {
        return None;
    }
    let message = format!("the page has more than {MOST} includes, those within includes counted");
    let found = Diagnostic::new(&codes::INCLUDE_CYCLE, first, message)
        .help("remove some: until then none of them is taken in");
    let mut blocks = page.blocks.to_vec();
    strip(&mut blocks);
    Some((blocks.into(), found))
}

struct Count<'a, 'i> {
    include: &'i dyn Fn(&str, &str) -> Option<&'a Arc<ParsedPage>>,
    above: Vec<&'a str>,
    files: usize,
}

impl<'a> Count<'a, '_> {
    fn page(&mut self, page: &'a ParsedPage) {
        if self.above.contains(&page.path.as_str()) || self.above.len() > DEEPEST {
            return;
        }
        self.above.push(&page.path);
        self.blocks(&page.path, &page.blocks);
        self.above.pop();
    }

    fn blocks(&mut self, path: &str, blocks: &'a [Block]) {
        for block in blocks {
            if self.files > MOST {
                return;
            }
            match &block.kind {
                BlockKind::Include { target } => {
                    if let Some(page) = (self.include)(path, target) {
                        self.files += 1;
                        self.page(page);
                    }
                }
                kind => kind.inner().into_iter().for_each(|inner| self.blocks(path, inner)),
            }
        }
    }
}

/// The first include directive.
fn first(blocks: &[Block]) -> Option<Span> {
    blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Include { .. } => Some(block.span),
        kind => kind.inner().into_iter().find_map(first),
    })
}

fn strip(blocks: &mut Vec<Block>) {
    blocks.retain(|block| !matches!(block.kind, BlockKind::Include { .. }));
    for block in blocks {
        match &mut block.kind {
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| strip(&mut item.blocks)),
            BlockKind::Quote(inner)
            | BlockKind::Alert { blocks: inner, .. }
            | BlockKind::Zone { blocks: inner, .. }
            | BlockKind::Div { blocks: inner, .. }
            | BlockKind::Footnote { blocks: inner, .. } => strip(inner),
            _ => {}
        }
    }
}
