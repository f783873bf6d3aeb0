//! Pages read one by one become the library: includes joined, playbooks read, translations paired.
//! In: parsed pages sorted by path, settings, names, words. Out: [`Catalog`] and findings.
//! Never: reads files.

use super::date;
use super::page::ParsedPage;
use super::playbook::{self, Context, Included, PageText};
use super::when::Words;
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::catalog::Catalog;
use crate::model::page::Page;
use crate::model::playbook::{IdSource, Item, Playbook};
use crate::model::registry::Registry;
use crate::model::settings::Settings;
use crate::model::vocabulary::Vocabulary;
use crate::source::Span;
use crate::source::glob::Globs;
use std::collections::HashMap;

/// What the settings gave.
pub struct Base {
    /// Settings.
    pub settings: Settings,
    /// Names.
    pub registry: Registry,
    /// Words.
    pub vocabulary: Vocabulary,
}

/// Joins pages into a catalog. `pages` are sorted by path. Findings of pages that the content globs leave
/// out are made too; who asks for them decides.
pub fn assemble(base: Base, pages: Vec<ParsedPage>, findings: &mut Findings) -> Catalog {
    let index = PathIndex::new(&pages);
    let mut fragments = Vec::new();
    let mut playbooks = Vec::with_capacity(pages.len());
    let words = Words {
        registry: &base.registry,
        vocabulary: &base.vocabulary,
        measure_aliases: &base.settings.measure_aliases,
    };
    let include = |from: &str, target: &str| {
        let page = &pages[index.include(from, target)?];
        Some(Included { path: &page.path, blocks: &page.blocks, audiences: page.audiences })
    };
    let cx = Context { registry: &base.registry, vocabulary: &base.vocabulary, words };
    for page in &pages {
        let text = PageText { path: &page.path, blocks: &page.blocks, audiences: page.audiences };
        let mut own = Findings::default();
        playbooks.push(playbook::read(&text, &cx, &include, &mut fragments, &mut own));
        let owner = page.front.text("ft.owner").map(str::to_string);
        findings.extend(own.0.into_iter().map(|d| Diagnostic { owner: owner.clone(), ..d }));
    }
    let translations = translations(&pages, &base.settings, &index);
    let globs = Globs::new(&base.settings.content.files);
    let exclude = Globs::new(&base.settings.content.exclude);
    let pages: Vec<Page> = pages
        .into_iter()
        .zip(playbooks)
        .zip(translations)
        .map(|((page, playbook), translation)| {
            let routed = globs.matches(&page.path).is_some() && exclude.matches(&page.path).is_none();
            model_page(page, playbook, translation, routed)
        })
        .collect();
    clashes(&pages, findings);
    let mut catalog = Catalog {
        by_path: pages.iter().enumerate().map(|(i, p)| (p.path.clone(), i)).collect(),
        playbooks: order(&pages, &base.settings),
        settings: base.settings,
        registry: base.registry,
        vocabulary: base.vocabulary,
        pages,
        fragments,
        ..Catalog::default()
    };
    for idx in catalog.playbooks.clone() {
        catalog.pages[idx].gives_lines = true;
    }
    catalog
}

fn model_page(mut page: ParsedPage, mut playbook: Playbook, translation: Translation, routed: bool) -> Page {
    // The lines have theirs; readers of the page need not see them.
    playbook::hide_ids(&mut page.blocks);
    let said = page.front.text("ms.date").and_then(|text| date::page_date(text).date);
    playbook.changed = playbook.refresh.iter().filter_map(|r| r.date.date).chain(said).max();
    Page {
        path: page.path,
        source: page.source,
        front: page.front,
        title: page.title,
        audiences: page.audiences,
        audience_span: page.audience_span,
        blocks: page.blocks,
        playbook,
        routed,
        gives_lines: false,
        translation_of: translation.of,
        language: translation.language,
    }
}

/// The pages that give lines: those that `playbooks:` name, in that order; else every page with an Approach
/// or a task table outside `archive/`. Always: taken by the content globs, and no translation.
fn order(pages: &[Page], settings: &Settings) -> Vec<usize> {
    let globs = settings.playbooks.as_ref().map(|g| Globs::new(g));
    let mut found: Vec<(usize, usize)> = pages
        .iter()
        .enumerate()
        .filter(|(_, p)| p.routed && p.translation_of.is_none())
        .filter_map(|(idx, page)| match &globs {
            Some(globs) => Some((globs.matches(&page.path)?, idx)),
            None => (page.playbook.has_lines && !in_archive(&page.path)).then_some((0, idx)),
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, idx)| idx).collect()
}

fn in_archive(path: &str) -> bool {
    path.split('/').any(|part| part.eq_ignore_ascii_case("archive"))
}

/// Paths, exact and without case.
struct PathIndex {
    exact: HashMap<String, usize>,
    folded: HashMap<String, usize>,
}

impl PathIndex {
    fn new(pages: &[ParsedPage]) -> Self {
        let exact = pages.iter().enumerate().map(|(i, p)| (p.path.clone(), i)).collect();
        let folded = pages.iter().enumerate().rev().map(|(i, p)| (p.path.to_lowercase(), i)).collect();
        Self { exact, folded }
    }

    /// The file that `target` in `from` names; none outside the root.
    fn include(&self, from: &str, target: &str) -> Option<usize> {
        let path = join(from, target)?;
        self.exact.get(&path).or_else(|| self.folded.get(&path.to_lowercase())).copied()
    }
}

/// A relative target as a path below the root; `~/` and `/` begin at the root. None if it leads outside.
pub fn join(from: &str, target: &str) -> Option<String> {
    let target = target.trim().replace('\\', "/");
    let target = target.split(['#', '?']).next().unwrap_or("");
    let (mut parts, rest): (Vec<&str>, &str) = match target.strip_prefix("~/").or(target.strip_prefix('/')) {
        Some(rest) => (Vec::new(), rest),
        None => (from.split('/').collect::<Vec<_>>().split_last()?.1.to_vec(), target),
    };
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[derive(Clone, Default)]
struct Translation {
    of: Option<usize>,
    language: Option<String>,
}

/// Pairs translations with their source page: by the language's folder and suffix (settings). The source is
/// the page of the stem without the suffix in a sibling folder that is no language's.
fn translations(pages: &[ParsedPage], settings: &Settings, index: &PathIndex) -> Vec<Translation> {
    let folders: Vec<&str> = settings.languages.values().map(|l| l.folder.as_str()).collect();
    pages
        .iter()
        .map(|page| {
            let found = settings.languages.iter().find_map(|(code, language)| {
                let source = source_stem(&page.path, &language.folder, &language.suffix)?;
                Some((code, source))
            });
            let Some((code, (parent, rest))) = found else { return Translation::default() };
            let of = siblings(pages, &parent, &folders)
                .into_iter()
                .find_map(|folder| index.exact.get(&format!("{folder}{rest}")).copied());
            Translation { of, language: Some(code.clone()) }
        })
        .collect()
}

/// `a/german-playbook/x-de.md` → (`a/`, `/x.md`).
fn source_stem(path: &str, folder: &str, suffix: &str) -> Option<(String, String)> {
    let mark = format!("/{folder}/");
    let slashed = format!("/{path}");
    let at = slashed.find(&mark)?;
    let rest = &slashed[at + mark.len() - 1..];
    let stem = rest.strip_suffix(".md")?.strip_suffix(suffix)?;
    Some((slashed[1..=at].to_string(), format!("{stem}.md")))
}

/// Folders directly below `parent` that hold pages and are no language's folder, sorted.
fn siblings(pages: &[ParsedPage], parent: &str, languages: &[&str]) -> Vec<String> {
    let mut folders: Vec<String> = pages
        .iter()
        .filter_map(|p| p.path.strip_prefix(parent)?.split_once('/').map(|(f, _)| f))
        .filter(|f| !languages.contains(f))
        .map(|f| format!("{parent}{f}"))
        .collect();
    folders.dedup();
    folders
}

/// Explicit ids are unique in the library: each clash names both places.
fn clashes(pages: &[Page], findings: &mut Findings) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for page in pages.iter().filter(|p| p.translation_of.is_none() && p.routed) {
        let mut explicit = Vec::new();
        for scenario in &page.playbook.scenarios {
            explicit_ids(&scenario.items, &mut explicit);
        }
        for (id, span) in explicit {
            let Some(first) = seen.insert(id, span) else { continue };
            if first == span {
                continue;
            }
            findings.push(
                Diagnostic::new(&codes::ID_CLASH, span, format!("the id `{id}` stands twice"))
                    .label(first, "it stands here too")
                    .help("give one of the lines another id"),
            );
        }
    }
}

fn explicit_ids<'a>(items: &'a [Item], out: &mut Vec<(&'a str, Span)>) {
    for item in items {
        if item.id_source == IdSource::Explicit {
            out.push((&item.id, item.span));
        }
        explicit_ids(&item.items, out);
    }
}
