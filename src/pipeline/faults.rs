//! Files without a text. In: what `source` says of a file. Out: the file in the map, and a finding at the place.
//! Never: stops a run.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::read::ReadFault;
use crate::source::{SourceMap, Span};

/// The finding for a file that could not be read; the map gets what could, so that the place can be shown.
pub fn read_fault(sources: &mut SourceMap, path: &str, fault: &ReadFault) -> Diagnostic {
    let (code, text, help) = match fault {
        ReadFault::NotText { before, .. } => (&codes::NOT_TEXT, before.as_str(), "save the file as UTF-8"),
        ReadFault::TooLarge { .. } => {
            (&codes::TOO_LARGE, "", "split the file, or raise `limits:` in the settings")
        }
        ReadFault::Unreadable(_) => (&codes::UNREADABLE, "", "check the file's permissions"),
    };
    let file = sources.add(path.to_string(), text.to_string());
    Diagnostic::new(code, Span::new(file.id, text.len()..text.len()), fault.to_string()).help(help)
}
