//! LN008 name-off-policy: file names that break on some system. In: paths of pages. Out: findings.
//! Never: a name that the world has agreed on (`README.md`).

use super::{Library, Rule, sample, words};
use crate::diagnostic::{Diagnostic, Findings, codes};

/// LN008.
pub(super) static NAME_OFF_POLICY: Rule = Rule {
    code: &codes::NAME_OFF_POLICY,
    why: "Capitals, blanks and special signs make addresses that work on one machine and not on the next.",
    fix: "Rename the file: lower-case letters, digits, `-`, `_` and `.`. Name the old address under `site: {redirects: …}` if \
          others link to it.",
    check: Some(check),
    sample: sample!("LN008", "index.md"),
};

/// Stems that are written in capitals everywhere.
const AGREED: [&str; 5] = ["README", "LICENSE", "CONTRIBUTING", "CHANGELOG", "SECURITY"];

fn check(library: &Library<'_>, findings: &mut Findings) {
    for page in &library.catalog.pages {
        let name = page.path.rsplit('/').next().unwrap_or(&page.path);
        let stem = name.strip_suffix(".md").unwrap_or(name);
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
        if AGREED.contains(&stem) || name.chars().all(fits) {
            continue;
        }
        let message = format!("`{name}` is no file name that works everywhere");
        let found = Diagnostic::new(
            &codes::NAME_OFF_POLICY,
            words::first_line(library.sources, page.source),
            message,
        );
        findings.push(found.help(format!("rename it to `{}`", right(name))));
    }
}

/// The name in lower case, runs of anything else as one `-`.
fn right(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        let fits = c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.');
        match fits {
            true if c == '.' => out = format!("{}.", out.trim_end_matches('-')),
            true => out.push(c),
            false if out.ends_with(['-', '.']) || out.is_empty() => {}
            false => out.push('-'),
        }
    }
    out
}
