//! YAML as a tree with spans: the only place that knows the YAML crate.
//! In: a range of a file. Out: [`Node`] and diagnostics. Never: types; a scalar stays text.

mod fault;
mod node;
mod tree;

pub use node::{Node, NodeKind, ScalarStyle};

use crate::diagnostic::{Code, Findings};
use crate::source::SourceFile;
use std::borrow::Cow;
use std::ops::Range;

/// How many values a reader mends by itself before it gives a file up.
const MAX_MENDS: usize = 50;

/// Reads one YAML document in `range` of a file into a tree whose spans count from the file's start.
///
/// An empty document is a null node. A value that YAML misreads because it lacks quotes (`Foo: bar`,
/// `>40%`, `%5`, `@x`) gets a finding of `code` and stands in the tree as it was meant, so that the
/// rest of the file is still read. `None`: the document cannot be read at all, and a finding says
/// where. Anchors, aliases, tags, merge keys and further documents get findings and are left out.
pub fn parse(
    file: &SourceFile,
    range: Range<usize>,
    findings: &mut Findings,
    code: &'static Code,
) -> Option<Node> {
    let original = file.text.get(range.clone())?;
    let mut text = Cow::Borrowed(original);
    let mut mended: Vec<Range<usize>> = Vec::new();
    loop {
        let place = tree::Place { source: file.id, base: range.start, original, mended: &mended, code };
        match tree::build(&text, &place) {
            Ok((node, notes)) => {
                findings.extend(notes);
                return Some(node);
            }
            Err(error) => {
                let fault = fault::explain(&error, original);
                findings.push(fault.diagnostic(&place));
                let mend = fault.mend.filter(|m| mended.len() < MAX_MENDS && !mended.contains(m))?;
                text.to_mut().replace_range(mend.clone(), &"x".repeat(mend.len()));
                mended.push(mend);
            }
        }
    }
}
