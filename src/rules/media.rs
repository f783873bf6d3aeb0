//! LN002 image-unused, and LN008 for files beside the pages. In: their sizes, hashes where sizes are equal,
//! what pages show. Out: findings, each at the file itself. Never: reads a file; `pipeline` does.

use super::{Library, Rule, files, sample};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use std::collections::BTreeMap;

/// LN002.
pub(super) static IMAGE_UNUSED: Rule = Rule {
    code: &codes::IMAGE_UNUSED,
    why: "Pictures that no page shows, and copies of one picture in several folders, make every checkout and every build \
          larger, and nobody dares to take them out; a picture of some megabytes keeps readers waiting.",
    fix: "Take the file out; link all pages to one copy; save the picture smaller.",
    check: None,
    sample: sample!("LN002", "page.md"),
};

/// Bytes of a picture that readers need not wait for.
const LARGE: u64 = 1 << 20;

/// Endings of pictures.
const PICTURES: [&str; 7] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp"];

/// A file beside the pages.
#[derive(Debug)]
pub struct Medium {
    /// Its place in the catalog's list.
    pub index: usize,
    /// Its size.
    pub bytes: u64,
    /// Of its bytes; none where no other file has as many.
    pub hash: Option<u64>,
}

/// Findings about files beside the pages; `place` gives the span at which a file is named.
pub fn findings(
    library: &Library<'_>,
    media: &[Medium],
    place: &mut dyn FnMut(&str) -> Span,
) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut first: BTreeMap<(u64, u64), &str> = BTreeMap::new();
    let mut policy = files::Policy::behind(library);
    for medium in media {
        let path = library.catalog.media[medium.index].as_str();
        let foreign = policy.faults(path);
        out.extend(
            foreign
                .into_iter()
                .map(|(said, help)| Diagnostic::new(&codes::NAME_OFF_POLICY, place(path), said).help(help)),
        );
        let lower = path.to_lowercase();
        if !PICTURES.iter().any(|ending| lower.ends_with(ending)) {
            continue;
        }
        let mut told: Vec<(&'static crate::diagnostic::Code, String, String)> = Vec::new();
        if !library.reach().shows(medium.index, path) {
            let help = "take it out, or show it where it was meant".to_string();
            told.push((&codes::IMAGE_UNUSED, "no page shows this picture".to_string(), help));
        }
        if let Some(hash) = medium.hash {
            match first.get(&(medium.bytes, hash)) {
                Some(twin) => told.push((
                    &codes::IMAGE_UNUSED,
                    format!("the same picture as `{twin}`"),
                    "let all pages show one of the two".to_string(),
                )),
                None => drop(first.insert((medium.bytes, hash), path)),
            }
        }
        if medium.bytes > LARGE {
            let size = medium.bytes * 10 / LARGE;
            let message = format!("the picture has {}.{} MiB, more than 1", size / 10, size % 10);
            told.push((&codes::IMAGE_UNUSED, message, "save it smaller".to_string()));
        }
        told.extend(files::off_policy(path).map(|(message, help)| (&codes::NAME_OFF_POLICY, message, help)));
        out.extend(
            told.into_iter()
                .map(|(code, message, help)| Diagnostic::new(code, place(path), message).help(help)),
        );
    }
    out
}
