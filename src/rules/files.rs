//! LN008 name-off-policy: file names that break on some system, files that a merge or an editor left behind, and, where
//! the settings list them, types of files and what lies at the top. In: paths. Out: findings.
//! Never: a name that the world has agreed on (`README.md`); a dot file, or a folder of this program, called foreign.

use super::{Library, Rule, places, sample};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::nearest::nearest;
use crate::model::sentence::{both, ticked};
use crate::model::settings::Settings;
use crate::source::SourceFile;
use crate::source::glob::Globs;
use std::collections::BTreeSet;
use std::sync::Arc;

/// LN008.
pub(super) static NAME_OFF_POLICY: Rule = Rule {
    code: &codes::NAME_OFF_POLICY,
    why: "Capitals, blanks and special signs make addresses that work on one machine and not on the next; what a merge or an \
          editor leaves behind is published with the rest.",
    fix: "Rename the file: lower-case letters, digits, `-`, `_` and `.`. Name the old address under `site: {redirects: …}` if \
          others link to it. `rules: {file_types: [md, yml, png]}` in gameplan.yml says which types of files there may be, \
          `rules: {root_items: [playbook, \"toc*.yml\"]}` which files and folders may lie at the top; without them any may.",
    check: Some(check),
    sample: sample!("LN008", "index.md"),
};

/// Stems that are written in capitals everywhere.
const AGREED: [&str; 5] = ["README", "LICENSE", "CONTRIBUTING", "CHANGELOG", "SECURITY"];

/// Files and folders at the top that this program reads by name.
const OWN: [&str; 5] = ["gameplan.yml", "docfx.json", "cohorts", "reviews", "templates"];

/// How files end that merges, editors and systems leave behind.
const LEFT_BEHIND: [&str; 9] =
    [".orig", ".rej", ".bak", ".tmp", ".swp", ".crdownload", "~", "thumbs.db", "desktop.ini"];

fn check(library: &Library<'_>, findings: &mut Findings) {
    for page in &library.catalog.pages {
        let Some((message, help)) = off_policy(&page.path) else { continue };
        let line = places::first_line(library.sources, page.source);
        findings.push(Diagnostic::new(&codes::NAME_OFF_POLICY, line, message).help(help));
    }
    let mut policy = Policy::new(&library.catalog.settings);
    for file in listed(library) {
        for (message, help) in policy.faults(&file.path) {
            let line = places::first_line(library.sources, file.id);
            findings.push(Diagnostic::new(&codes::NAME_OFF_POLICY, line, message).help(help));
        }
    }
}

/// The texts of a library but for pages that its content globs leave out: of those nothing is told.
fn listed<'l>(library: &'l Library<'_>) -> impl Iterator<Item = &'l Arc<SourceFile>> {
    library.sources.files().filter(|file| library.page_of(file.id).is_none_or(|page| page.routed))
}

/// What lies at the top of the library above a file, or is it.
pub(super) fn root_item(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

/// How a file's name ends, behind the last `.`; none for a name without one.
pub(super) fn ending(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map(|(_, ending)| ending)
}

/// Which files there may be.
pub(super) struct Policy<'s> {
    types: Option<&'s [String]>,
    items: Option<(&'s [String], Globs)>,
    /// What at the top was looked at.
    seen: BTreeSet<String>,
}

impl<'s> Policy<'s> {
    pub(super) fn new(settings: &'s Settings) -> Self {
        let items = settings.checks.root_items.as_deref();
        Self {
            types: settings.checks.file_types.as_deref(),
            items: items.map(|names| (names, Globs::new(names))),
            seen: BTreeSet::new(),
        }
    }

    /// What was found for the files of a library's own text, so that an item is told of once.
    pub(super) fn behind(library: &'s Library<'_>) -> Self {
        let mut policy = Self::new(&library.catalog.settings);
        policy.seen.extend(listed(library).map(|file| root_item(&file.path).to_string()));
        policy
    }

    /// Message and mend for a file that may not be, and for what it lies in if that may not be at the top.
    pub(super) fn faults(&mut self, path: &str) -> Vec<(String, String)> {
        left_behind(path).or_else(|| self.type_fault(path)).into_iter().chain(self.root_fault(path)).collect()
    }

    fn type_fault(&self, path: &str) -> Option<(String, String)> {
        let types = self.types?;
        let name = path.rsplit('/').next().unwrap_or(path);
        if is_given(name) {
            return None;
        }
        let ending = ending(path).unwrap_or("");
        let is = |own: &String| own.trim_start_matches('.').eq_ignore_ascii_case(ending);
        let (listed, help) =
            (both(ticked(types)), "take the file out, or name its type under `rules: {file_types: …}`");
        let said = if ending.is_empty() {
            format!("`{name}` has no file type")
        } else {
            format!("`.{ending}` is no file type")
        };
        (!types.iter().any(is)).then(|| (format!("{said} of this library: {listed}"), help.to_string()))
    }

    fn root_fault(&mut self, path: &str) -> Option<(String, String)> {
        let item = root_item(path);
        let (names, globs) = self.items.as_ref()?;
        if !self.seen.insert(item.to_string()) || is_given(item) {
            return None;
        }
        let what = if item == path { "a file" } else { "a folder" };
        let near = nearest(item, names.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("move it, or name `{item}` under `rules: {{root_items: …}}`"),
        };
        let message = format!("`{item}` is {what} that may not lie at the top of the library");
        globs.matches(item).is_none().then_some((message, help))
    }
}

/// True for names that need not be listed anywhere.
fn is_given(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    name.starts_with('.') || OWN.contains(&name) || AGREED.contains(&stem)
}

/// Message and mend for what somebody's program wrote beside a file.
fn left_behind(path: &str) -> Option<(String, String)> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let lower = name.to_lowercase();
    // `plan.md~Updated upstream` is what git leaves of a rename on both sides, `~$plan.docx` an open document's lock.
    let of_merge =
        lower.split_once('.').is_some_and(|(_, rest)| rest.contains('~')) || lower.starts_with("~$");
    let is_left = of_merge || LEFT_BEHIND.iter().any(|ending| lower.ends_with(ending));
    is_left.then(|| {
        (format!("`{name}` was left behind by a merge, an editor or a system"), "take it out".to_string())
    })
}

/// Message and mend for a file whose name does not work everywhere.
pub(super) fn off_policy(path: &str) -> Option<(String, String)> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    let off = !AGREED.contains(&stem) && !name.chars().all(fits);
    off.then(|| {
        let message = format!("`{name}` is no file name that works everywhere");
        let right = right(name);
        let help = match right.starts_with('.') {
            true => "rename it in the letters `a` to `z`, digits, `-` and `_`".to_string(),
            false => format!("rename it to `{right}`"),
        };
        (message, help)
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
