//! A file that could not be read, as a finding. In: a [`ReadFault`]. Out: the file's place in the map, a diagnostic.
//! Never: the text that was not read; only what stands before the fault, so that its line can be named.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::read::ReadFault;
use crate::source::{SourceId, SourceMap, Span};

/// Registers the file under `id` with what could be read of it, and says what is wrong.
pub(super) fn finding(sources: &mut SourceMap, id: SourceId, path: &str, fault: &ReadFault) -> Diagnostic {
    let (text, code, help) = match fault {
        ReadFault::NotText { before, .. } => (before.clone(), &codes::NOT_TEXT, "save the file as UTF-8"),
        ReadFault::TooLarge { .. } => (
            String::new(),
            &codes::TOO_LARGE,
            "split the file, or raise `limits: file_bytes:` in gameplan.yml",
        ),
        ReadFault::Unreadable(_) => (String::new(), &codes::UNREADABLE, "make the file readable"),
    };
    let at = text.len();
    let file = sources.add_as(id, path.to_string(), text);
    Diagnostic::new(code, Span::new(file.id, at..at), fault.to_string()).help(help)
}
