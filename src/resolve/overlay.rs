//! The overlay of audiences: `x--A.ext` is `x.ext` in A's root and nowhere else.
//! In: paths, audiences. Out: virtual paths, routes, whether a page is kept. Never: the disk.

use crate::model::audience::{AudienceId, Audiences};
use crate::model::page::Page;

/// Routes of pages that every root makes itself, beside `index.html`, which a page of the library may be.
pub const OWN_PAGES: [&str; 3] = ["404.html", "nav.html", "search/index.html"];

/// True if the page has a place in the audience's root.
pub fn is_kept(page: &Page, audience: AudienceId) -> bool {
    page.routed && page.audiences.has(audience)
}

/// The path under which links name a file in an audience's root; none if it is another audience's variant.
pub fn virtual_path(path: &str, audiences: &Audiences, audience: AudienceId) -> Option<String> {
    let name_at = path.rfind('/').map_or(0, |p| p + 1);
    let stem_end = path[name_at..].rfind('.').map_or(path.len(), |p| name_at + p);
    let stem = &path[name_at..stem_end];
    let suffix = stem.rfind("--").and_then(|at| Some((at, audiences.find(&stem[at + 2..])?)));
    match suffix {
        None | Some((0, _)) => Some(path.to_string()),
        Some((at, own)) if own == audience => Some(format!("{}{}", &path[..name_at + at], &path[stem_end..])),
        Some(_) => None,
    }
}

/// The address of a page: `dir/page.md` → `dir/page.html`.
pub fn route(virtual_path: &str) -> String {
    let stem = virtual_path.strip_suffix(".md").or_else(|| virtual_path.strip_suffix(".MD"));
    stem.map_or_else(|| virtual_path.to_string(), |stem| format!("{stem}.html"))
}
