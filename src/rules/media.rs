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
    let mut first = BTreeMap::new();
    let mut policy = files::Policy::behind(library);
    for medium in media {
        let path = library.catalog.media[medium.index].as_str();
        let mut add = |code, message: String, help: String| {
            out.push(Diagnostic::new(code, place(path), message).help(help));
        };
        for (said, help) in policy.faults(path) {
            add(&codes::NAME_OFF_POLICY, said, help);
        }
        let lower = path.to_lowercase();
        if !PICTURES.iter().any(|ending| lower.ends_with(ending)) {
            continue;
        }
        let shown = library.reach().shows(medium.index, path);
        let faults = [unseen(shown), doubled(medium, path, &mut first), large(medium.bytes)];
        for (message, help) in faults.into_iter().flatten() {
            add(&codes::IMAGE_UNUSED, message, help.to_string());
        }
        if let Some((message, help)) = files::off_policy(path) {
            add(&codes::NAME_OFF_POLICY, message, help);
        }
    }
    out
}

/// Message and mend.
type Told = (String, &'static str);

fn unseen(shown: bool) -> Option<Told> {
    (!shown).then(|| ("no page shows this picture".to_string(), "take it out, or show it where it was meant"))
}

/// A picture whose bytes another one has, which stands in `first` by size and hash.
fn doubled<'p>(medium: &Medium, path: &'p str, first: &mut BTreeMap<(u64, u64), &'p str>) -> Option<Told> {
    let twin = *first.entry((medium.bytes, medium.hash?)).or_insert(path);
    (twin != path).then(|| (format!("the same picture as `{twin}`"), "let all pages show one of the two"))
}

fn large(bytes: u64) -> Option<Told> {
    let tenths = bytes * 10 / LARGE;
    let message = || format!("the picture has {}.{} MiB, more than 1", tenths / 10, tenths % 10);
    (bytes > LARGE).then(|| (message(), "save it smaller"))
}
