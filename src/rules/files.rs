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
        let Some((message, help)) = off_policy(&page.path) else { continue };
        let line = words::first_line(library.sources, page.source);
        findings.push(Diagnostic::new(&codes::NAME_OFF_POLICY, line, message).help(help));
    }
}

/// Message and mend for a file whose name does not work everywhere.
pub(super) fn off_policy(path: &str) -> Option<(String, String)> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    let off = !AGREED.contains(&stem) && !name.chars().all(fits);
    off.then(|| {
        let message = format!("`{name}` is no file name that works everywhere");
        (message, format!("rename it to `{}`", right(name)))
    })
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
