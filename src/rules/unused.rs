//! SE002 setting-unused: entries of the settings' lists that nothing in the library uses. In: the entries, pages.
//! Out: one finding an entry. Never: a word about records, which this room does not see.

use super::{Library, Rule, files, sample, values, walk};
use crate::diagnostic::{Diagnostic, Findings, Severity, codes};
use crate::model::nearest::nearest;
use crate::model::settings::{Listed, UsedBy};
use crate::source::glob::Globs;
use std::collections::BTreeSet;

/// SE002.
pub(super) static SETTING_UNUSED: Rule = Rule {
    code: &codes::SETTING_UNUSED,
    why: "A glob that takes nothing was meant for something that moved, and what it said no longer holds there; a list with \
          names that nobody uses is read as if somebody did.",
    fix: "Write the glob for where the files are now, or take the entry out.",
    check: Some(check),
    sample: sample!("SE002", "gameplan.yml"),
};

/// What the library uses, gathered once.
struct Uses<'a> {
    library: &'a Library<'a>,
    hosts: BTreeSet<String>,
}

fn check(library: &Library<'_>, findings: &mut Findings) {
    let listed = &library.catalog.settings.listed;
    if listed.is_empty() {
        return;
    }
    let uses = Uses { library, hosts: hosts(library, listed) };
    for unused in listed.iter().filter(|listed| !uses.has(listed)) {
        let found = finding(unused);
        findings.push(match uses.near(unused) {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found,
        });
    }
}

fn finding(Listed { entry, by }: &Listed) -> Diagnostic {
    let (said, help, severity) = match by {
        UsedBy::Pages => ("takes no page".to_string(), "write it for where the pages are", Severity::Warning),
        UsedBy::Files => ("takes no file".to_string(), "write it for where the files are", Severity::Warning),
        UsedBy::Headers => ("is a key of no page".to_string(), "take it out", Severity::Suggestion),
        UsedBy::Key(key) => (format!("is the `{key}` of no page"), "take it out", Severity::Suggestion),
        UsedBy::People => ("is named by no page".to_string(), "take it out", Severity::Suggestion),
        UsedBy::Links => ("is the host of no link".to_string(), "take it out", Severity::Suggestion),
        UsedBy::Endings => ("is how no file ends".to_string(), "take it out", Severity::Suggestion),
        UsedBy::RootItems => ("is nothing at the top".to_string(), "take it out", Severity::Suggestion),
    };
    let found = Diagnostic::new(&codes::SETTING_UNUSED, entry.span, format!("`{}` {said}", entry.value));
    found.severity(severity).help(help)
}

impl Uses<'_> {
    fn has(&self, Listed { entry, by }: &Listed) -> bool {
        let pages = &self.library.catalog.pages;
        let value = entry.value.as_str();
        let holds = |key: &str| {
            let mut said = pages.iter().filter_map(|page| page.front.text(key));
            said.any(|said| said.split(',').any(|part| part.trim() == value))
        };
        match by {
            UsedBy::Pages => self.takes(value, pages.iter().map(|page| page.path.as_str())),
            UsedBy::Files => self.is_of_records(value) || self.takes(value, self.files()),
            UsedBy::Endings => {
                let ending = value.trim_start_matches('.');
                self.files().filter_map(files::ending).any(|own| own.eq_ignore_ascii_case(ending))
            }
            UsedBy::RootItems => {
                self.is_of_records(value) || self.takes(value, self.files().map(files::root_item))
            }
            UsedBy::Headers => {
                pages.iter().any(|page| page.front.entries.iter().any(|e| e.key.value == value))
            }
            UsedBy::Key(key) => holds(key),
            UsedBy::People => values::PEOPLE.into_iter().any(holds),
            UsedBy::Links => {
                let below = format!(".{value}");
                self.hosts.iter().any(|host| host == value || host.ends_with(&below))
            }
        }
    }

    /// Paths of all files but those that are read one by one.
    fn files(&self) -> impl Iterator<Item = &str> {
        let media = self.library.catalog.media.iter().map(String::as_str);
        self.library.sources.files().map(|file| file.path.as_str()).chain(media)
    }

    /// The value that pages have instead of an entry that is a slip of it.
    fn near(&self, Listed { entry, by }: &Listed) -> Option<&str> {
        let UsedBy::Key(key) = by else { return None };
        let said = self.library.catalog.pages.iter().filter_map(|page| page.front.text(key));
        nearest(&entry.value, said)
    }

    fn takes<'p>(&self, glob: &str, mut paths: impl Iterator<Item = &'p str>) -> bool {
        let globs = Globs::new(&[glob.to_string()]);
        paths.any(|path| globs.matches(path).is_some())
    }

    /// True for a glob of files that are read one by one.
    fn is_of_records(&self, glob: &str) -> bool {
        let settings = &self.library.catalog.settings;
        let folders = [&settings.customers_dir, &settings.usage_dir, &settings.progress_dir];
        folders.into_iter().any(|folder| glob.starts_with(folder.as_str()))
    }
}

/// The hosts of all links, if a list asks for them.
fn hosts(library: &Library<'_>, listed: &[Listed]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    if !listed.iter().any(|listed| listed.by == UsedBy::Links) {
        return out;
    }
    for page in &library.catalog.pages {
        walk::targets(page, &mut |_, target, _| {
            let host = target.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#', ':']).next());
            out.extend(host.map(str::to_ascii_lowercase));
        });
    }
    out
}
