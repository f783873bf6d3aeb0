//! LN003 alt-is-file-name: pictures that say nothing to who cannot see them.
//! In: images of pages. Out: findings. Never: an empty text; a picture may be mere ornament.

use super::{Library, Rule, places, sample};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::prose::{Inline, InlineKind, each_inline};

/// LN003.
pub(super) static ALT_IS_FILE_NAME: Rule = Rule {
    code: &codes::ALT_IS_FILE_NAME,
    why: "Who cannot see the picture hears its alternative text; a file name tells nothing.",
    fix: "Say in a few words what the picture shows: `![Steps from intake to kickoff](media/intake.png)`.",
    check: Some(check),
    sample: sample!("LN003", "page.md"),
};

/// Words that say only that there is a picture.
const GENERIC: [&str; 9] = [
    "image",
    "picture",
    "screenshot",
    "screen shot",
    "graphic",
    "alt text",
    "diagram",
    "image alt text",
    "media",
];

fn check(library: &Library<'_>, findings: &mut Findings) {
    for page in &library.catalog.pages {
        each_inline(&page.blocks, &mut |inline: &Inline| {
            let InlineKind::Image { target, alt, .. } = &inline.kind else { return };
            let name = target.rsplit(['/', '\\']).next().unwrap_or(target);
            let message = if is_file_name(alt.trim(), name) {
                format!("`{}` is a file name, not what the picture shows", alt.trim())
            } else if GENERIC.contains(&alt.trim().to_lowercase().as_str()) {
                format!("`{}` does not say what the picture shows", alt.trim())
            } else {
                return;
            };
            let span = places::within(library.sources, inline.span, target);
            let before = crate::source::Span { end: span.start, ..inline.span };
            let span = places::within(library.sources, before, alt);
            let found = Diagnostic::new(&codes::ALT_IS_FILE_NAME, span, message);
            findings.push(found.help("say in a few words what can be seen"));
        });
    }
}

/// The name of the file, with or without its ending, written as file names are.
fn is_file_name(alt: &str, name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let shaped = !alt.contains(' ') && alt.contains(['-', '_', '.']);
    let lower = alt.to_lowercase();
    let ending = [".png", ".jpg", ".jpeg", ".gif", ".svg"].iter().any(|e| lower.ends_with(e));
    ending || (shaped && (alt.eq_ignore_ascii_case(stem) || alt.eq_ignore_ascii_case(name)))
}
