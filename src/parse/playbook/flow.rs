//! The page as one run of blocks: zones opened, includes joined in.
//! In: a page's blocks. Out: [`Flow`] in reading order with who may read each block; the includes.
//! Never: follows a cycle or more than [`MAX_DEPTH`] includes; both are findings.

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
    walk.blocks(page.path, page.blocks, page.audiences);
    (walk.flow, walk.includes)
}

struct Walk<'a, 'f> {
    include: &'f dyn Fn(&str, &str) -> Option<Included<'a>>,
    flow: Vec<Flow<'a>>,
    includes: Vec<Include>,
    stack: Vec<String>,
    findings: &'f mut Findings,
}

impl<'a> Walk<'a, '_> {
    fn blocks(&mut self, path: &str, blocks: &'a [Block], audience: AudienceSet) {
        self.stack.push(path.to_string());
        for block in blocks {
            self.block(path, block, audience);
        }
        self.stack.pop();
    }

    fn block(&mut self, path: &str, block: &'a Block, audience: AudienceSet) {
        match &block.kind {
            // A zone may be wider than its page: that audience's documents may use it (DOMAIN.md 7).
            BlockKind::Zone { audiences, blocks } => {
                for inner in blocks {
                    self.block(path, inner, *audiences);
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
        if self.stack.iter().any(|p| p == file.path) || self.stack.len() > MAX_DEPTH {
            let message = if self.stack.len() > MAX_DEPTH {
                format!(
                    "`{target}` is the {}th include within an include; at most {MAX_DEPTH}",
                    self.stack.len()
                )
            } else {
                format!("`{}` includes itself through `{}`", file.path, self.stack.join("` → `"))
            };
            self.findings.push(
                Diagnostic::new(&codes::INCLUDE_CYCLE, block.span, message)
                    .help("remove one of the includes"),
            );
            return;
        }
        self.blocks(file.path, file.blocks, audience.and(file.audiences));
    }
}
