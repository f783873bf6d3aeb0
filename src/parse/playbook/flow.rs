//! The page as one run of blocks: zones opened, includes joined in.
//! In: a page's blocks. Out: [`Flow`] in reading order with who may read each block; the includes.
//! Never: follows a cycle or more than [`MAX_DEPTH`] includes; both are findings. Never: widens what the zone or
//! include around a block narrowed.

use super::PageText;
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::audience::AudienceSet;
use crate::model::playbook::Include;
use crate::model::prose::{Block, BlockKind};

/// Includes within includes, at most (DOMAIN.md 7).
const MAX_DEPTH: usize = 10;

/// The file behind an include directive.
#[derive(Clone, Copy)]
pub struct Included<'a> {
    /// Path below the root.
    pub path: &'a str,
    /// Its blocks.
    pub blocks: &'a [Block],
    /// Who may read it.
    pub audiences: AudienceSet,
}

/// One block of the run.
pub(super) struct Flow<'a> {
    pub block: &'a Block,
    pub audience: AudienceSet,
    /// True if the block stands in an included file.
    pub included: bool,
}

/// Opens zones and includes.
pub(super) fn flatten<'a>(
    page: &PageText<'a>,
    include: &dyn Fn(&str, &str) -> Option<Included<'a>>,
    findings: &mut Findings,
) -> (Vec<Flow<'a>>, Vec<Include>) {
    let mut walk = Walk { include, flow: Vec::new(), includes: Vec::new(), stack: Vec::new(), findings };
    walk.blocks(page.path, page.blocks, Readers { audience: page.audiences, narrows: false });
    (walk.flow, walk.includes)
}

/// Who reads a place.
#[derive(Clone, Copy)]
struct Readers {
    audience: AudienceSet,
    /// True inside a zone or an include: a zone there only narrows.
    narrows: bool,
}

struct Walk<'a, 'f> {
    include: &'f dyn Fn(&str, &str) -> Option<Included<'a>>,
    flow: Vec<Flow<'a>>,
    includes: Vec<Include>,
    stack: Vec<String>,
    findings: &'f mut Findings,
}

impl<'a> Walk<'a, '_> {
    fn blocks(&mut self, path: &str, blocks: &'a [Block], readers: Readers) {
        self.stack.push(path.to_string());
        for block in blocks {
            self.block(path, block, readers);
        }
        self.stack.pop();
    }

    fn block(&mut self, path: &str, block: &'a Block, readers: Readers) {
        let audience = readers.audience;
        match &block.kind {
            // A zone may be wider than its page: that audience's documents may use it (DOMAIN.md 7).
            BlockKind::Zone { audiences, blocks } => {
                let audience = if readers.narrows { audience.and(*audiences) } else { *audiences };
                for inner in blocks {
                    self.block(path, inner, Readers { audience, narrows: true });
                }
            }
            BlockKind::Include { target } => self.join(path, block, target, audience),
            _ => self.flow.push(Flow { block, audience, included: self.stack.len() > 1 }),
        }
    }

    fn join(&mut self, path: &str, block: &'a Block, target: &str, audience: AudienceSet) {
        let found = (self.include)(path, target);
        self.includes.push(Include {
            target: target.to_string(),
            path: found.map(|f| f.path.to_string()),
            span: block.span,
        });
        let Some(file) = found else { return };
        if let Some(message) = self.refused(target, file.path) {
            self.findings.push(
                Diagnostic::new(&codes::INCLUDE_CYCLE, block.span, message)
                    .help("remove one of the includes"),
            );
            return;
        }
        self.blocks(
            file.path,
            file.blocks,
            Readers { audience: audience.and(file.audiences), narrows: true },
        );
    }

    /// Why a file is not taken in.
    fn refused(&self, target: &str, path: &str) -> Option<String> {
        let depth = self.stack.len();
        if depth > MAX_DEPTH {
            Some(format!("`{target}` is the {depth}th include within an include; at most {MAX_DEPTH}"))
        } else if self.stack.iter().any(|p| p == path) {
            Some(format!("`{path}` includes itself through `{}`", self.stack.join("` → `")))
        } else {
            None
        }
    }
}
