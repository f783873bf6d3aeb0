//! Findings of a build: counted all, kept up to a number a code. In: findings with their files.
//! Out: the first of each code by place, the counts. Never: grows with the number of customers.

use super::load::Loaded;
use crate::diagnostic::{Diagnostic, Findings, Severity, codes};
use crate::output::Fault;
use crate::source::{SourceId, SourceMap, Span};
use std::collections::HashMap;

/// Findings a code that a build keeps (DESIGN.md, invariant 8).
const KEPT: usize = 100;

/// Findings so far.
pub(super) struct Found<'a> {
    library: &'a Loaded,
    kept: Findings,
    by_code: HashMap<&'static str, usize>,
    counts: [usize; 3],
    sources: SourceMap,
}

impl<'a> Found<'a> {
    /// None yet.
    pub(super) fn new(library: &'a Loaded) -> Self {
        Self {
            library,
            kept: Findings::default(),
            by_code: HashMap::new(),
            counts: [0; 3],
            sources: library.sources.clone(),
        }
    }

    /// Adds findings of the library's files.
    pub(super) fn add(&mut self, findings: Vec<Diagnostic>) {
        self.add_from(findings, &SourceMap::default());
    }

    /// Adds a customer's findings; its files are kept only if a finding is.
    pub(super) fn add_from(&mut self, findings: Vec<Diagnostic>, files: &SourceMap) {
        let mut keeps = false;
        for finding in findings {
            self.counts[finding.severity as usize] += 1;
            let count = self.by_code.entry(finding.code.id).or_default();
            *count += 1;
            if *count <= KEPT {
                keeps = true;
                self.kept.push(finding);
            }
        }
        if keeps {
            self.sources.merge(files);
        }
    }

    /// How many there were of a severity.
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.counts[severity as usize]
    }

    /// True if a cohort or a record's place in the library is wrong; faults within records are the customers' own.
    pub(super) fn has_record_errors(&self) -> bool {
        self.library.has_record_errors()
    }

    /// Two artifacts on one path, or a path that may not be written: at the source that is to be renamed.
    pub(super) fn clash(&self, root: &str, fault: &Fault) -> Diagnostic {
        let (sources, message, help) = match fault {
            Fault::Clash { path, sources } => {
                let both = sources.join("` and `");
                (sources, format!("`{both}` both become `{path}` in `{root}`"), "rename one of them")
            }
            Fault::Unsafe { path, because, sources } => {
                (sources, format!("`{path}` may not be written: {because}"), "rename its source")
            }
        };
        let file = sources.iter().rev().find_map(|s| self.library.sources.find(s));
        let span = file.map_or(Span::new(SourceId(u32::MAX), 0..0), |f| Span::new(f.id, 0..0));
        Diagnostic::new(&codes::PATH_CLASH, span, message).help(help)
    }

    /// The kept findings, sorted, and their files.
    pub(super) fn into_parts(mut self) -> (Vec<Diagnostic>, SourceMap) {
        self.kept.sort();
        (self.kept.0, self.sources)
    }
}
