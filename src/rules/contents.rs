//! LN005 page-orphaned: pages that no table of contents names, and entries that stand twice.
//! In: tables of contents as each audience reads them. Out: findings. Never: a page asked of a library, or an audience,
//! without a table; a translation, to which its source page leads; an entry below its own like.

use super::{Library, Rule, places, sample};
use crate::diagnostic::{Diagnostic, Findings, Severity, codes};
use crate::model::audience::AudienceId;
use crate::model::catalog::{Toc, TocEntry};
use crate::model::links;
use crate::model::page::Page;
use crate::resolve::target::{self, Target};
use crate::resolve::{TocNode, contents, is_kept, table_of, virtual_path};
use crate::source::{Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// LN005.
pub(super) static PAGE_ORPHANED: Rule = Rule {
    code: &codes::PAGE_ORPHANED,
    why: "Readers find pages by the table of contents. One that no table names is reached by search alone, if nothing links \
          to it either; an entry that leads nowhere is a dead end on every page of its folder, and one that stands twice \
          leaves open which of the two places is meant.",
    fix: "Add the page to the table of its folder, or take it out of the content; write an entry's file as it is called; \
          keep one of two equal entries.",
    check: Some(check),
    sample: sample!("LN005", "toc.yml"),
};

fn check(library: &Library<'_>, findings: &mut Findings) {
    for toc in &library.catalog.tocs {
        repeated(library, &toc.entries, toc, None, &mut BTreeMap::new(), findings);
    }
    orphans(library, findings);
}

/// What an entry leads to: a path below the library with its fragment, or the address as written.
fn leads_to(library: &Library<'_>, toc: &Toc, href: &Spanned<String>) -> String {
    let folder = target::folder(&toc.path);
    match target::read(&href.value, &library.catalog.settings.site.hosts) {
        Target::Path(path) => {
            let fragment = path.fragment.as_deref().unwrap_or("");
            let found = library.trees().iter().find_map(|(_, tree)| tree.find(folder, &path));
            let file = found.map_or_else(|| format!("{folder}/{}", path.path), |f| f.path.to_string());
            format!("{file}#{fragment}")
        }
        _ => href.value.clone(),
    }
}

/// Entries of one table that lead where an earlier one leads. An entry may stand once more right below itself, as the
/// overview of what it holds.
fn repeated(
    library: &Library<'_>,
    entries: &[TocEntry],
    toc: &Toc,
    above: Option<&str>,
    seen: &mut BTreeMap<String, Span>,
    findings: &mut Findings,
) {
    for entry in entries {
        let to = entry.href.as_ref().map(|href| leads_to(library, toc, href));
        if let (Some(href), Some(to)) = (&entry.href, &to) {
            match seen.get(to) {
                Some(_) if above == Some(to) => {}
                Some(first) => findings.push(
                    Diagnostic::new(
                        &codes::PAGE_ORPHANED,
                        href.span,
                        format!("`{}` stands twice in this table", href.value),
                    )
                    .label(*first, "first here")
                    .help("keep the entry where readers look for it, and take the other out"),
                ),
                None => drop(seen.insert(to.clone(), href.span)),
            }
        }
        repeated(library, &entry.entries, toc, to.as_deref(), seen, findings);
    }
}

fn orphans(library: &Library<'_>, findings: &mut Findings) {
    let catalog = library.catalog;
    let mut named: BTreeMap<AudienceId, BTreeSet<usize>> = BTreeMap::new();
    for (id, tree) in library.trees() {
        let mut pages = BTreeSet::new();
        contents(catalog, tree, *id).iter().flat_map(|t| &t.nodes).for_each(|n| collect(n, &mut pages));
        named.insert(*id, pages);
    }
    for page in library.live().filter(|p| p.translation_of.is_none()) {
        let Some(idx) = catalog.by_path.get(&page.path).copied() else { continue };
        let has_table = |id: &AudienceId| is_kept(page, *id) && !named[id].is_empty();
        let asked: Vec<AudienceId> = catalog.settings.audiences.ids().filter(has_table).collect();
        let is_home = |id: &AudienceId| {
            virtual_path(&page.path, &catalog.settings.audiences, *id).is_none_or(|p| p == "index.md")
        };
        if asked.is_empty() || asked.iter().any(|id| named[id].contains(&idx) || is_home(id)) {
            continue;
        }
        let links = asked.iter().map(|id| library.reach().links(*id, idx)).max().unwrap_or(0);
        findings.push(orphan(library, page, links));
    }
}

fn collect(node: &TocNode, pages: &mut BTreeSet<usize>) {
    pages.extend(node.page);
    node.children.iter().for_each(|child| collect(child, pages));
}

/// Unreachable by reading: a warning. With links from elsewhere it is only hard to find.
fn orphan(library: &Library<'_>, page: &Page, links: usize) -> Diagnostic {
    let (message, severity) = match links {
        0 => ("no table of contents and no page leads here".to_string(), Severity::Warning),
        1 => ("no table of contents names this page; one link leads to it".to_string(), Severity::Suggestion),
        n => (format!("no table of contents names this page; {n} links lead to it"), Severity::Suggestion),
    };
    let span = places::title(page, library.sources);
    let found = Diagnostic::new(&codes::PAGE_ORPHANED, span, message).severity(severity);
    let Some(toc) = table_of(library.catalog, &page.path, page.audiences) else {
        return found.help("name it in a table of contents");
    };
    let href = links::relative(target::folder(&toc.path), &page.path);
    let found = found.help(format!("add `{href}` to `{}`, or leave it out of the content", toc.path));
    match library.sources.find(&toc.path) {
        Some(file) => found.label(places::first_line(library.sources, file.id), "the nearest table"),
        None => found,
    }
}
