//! Pages read one by one become the library: includes joined, playbooks read, translations paired.
//! In: parsed pages sorted by path, settings, names, words. Out: [`Catalog`] and findings.
//! Never: reads files.

mod clashes;
mod crowds;

use super::date;
use super::page::ParsedPage;
use super::playbook::{self, Context, Included, PageText};
use super::when::Words;
use crate::diagnostic::{Diagnostic, Findings};
use crate::model::catalog::Catalog;
use crate::model::page::Page;
use crate::model::playbook::Playbook;
use crate::model::prose::{Block, Fragment};
use crate::model::registry::Registry;
use crate::model::settings::Settings;
use crate::model::target::{self, Target};
use crate::model::vocabulary::Vocabulary;
use crate::source::glob::Globs;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// What the settings gave.
pub struct Base {
    /// Settings.
    pub settings: Settings,
    /// Names.
    pub registry: Registry,
    /// Words.
    pub vocabulary: Vocabulary,
}

/// A page's playbook, and what reading it took.
#[derive(Debug)]
pub struct ReadPlaybook {
    number: usize,
    page: Arc<ParsedPage>,
    /// Include directives, by file and target, and the pages that they named.
    included: Vec<(String, String, Option<Arc<ParsedPage>>)>,
    blocks: Arc<[Block]>,
    playbook: Arc<Playbook>,
    fragments: Arc<[Fragment]>,
    findings: Vec<Diagnostic>,
}

/// The pages of a library while their playbooks are read, each by itself.
pub struct Playbooks<'a> {
    base: &'a Base,
    pages: &'a [Arc<ParsedPage>],
    index: PathIndex,
}

impl<'a> Playbooks<'a> {
    /// `pages` are sorted by path.
    pub fn new(base: &'a Base, pages: &'a [Arc<ParsedPage>]) -> Self {
        Self { base, pages, index: PathIndex::new(pages) }
    }

    /// Reads the playbook of a page.
    pub fn read(&self, number: usize) -> ReadPlaybook {
        let page = &self.pages[number];
        let Base { settings, registry, vocabulary } = self.base;
        let words = Words { registry, vocabulary, measure_aliases: &settings.measure_aliases };
        let cx = Context { registry, vocabulary, words };
        let included = RefCell::new(Vec::new());
        let look = |from: &str, target: &str| {
            let found = self.include(from, target);
            included.borrow_mut().push((from.to_string(), target.to_string(), found.cloned()));
            found
        };
        let include = |from: &str, target: &str| {
            let page = look(from, target)?;
            Some(Included { path: &page.path, blocks: &page.blocks, audiences: page.audiences })
        };
        let (mut fragments, mut own) = (Vec::new(), Findings::default());
        let blocks = match crowds::cut(page, &|from, target| look(from, target)) {
            Some((blocks, found)) => {
                own.push(found);
                blocks
            }
            None => Arc::clone(&page.blocks),
        };
        let text = PageText { number, path: &page.path, blocks: &blocks, audiences: page.audiences };
        let mut playbook = playbook::read(&text, &cx, &include, &mut fragments, &mut own);
        let said = page.front.text("ms.date").and_then(|text| date::page_date(text).date);
        playbook.changed = playbook.refresh.iter().filter_map(|r| r.date.date).chain(said).max();
        let owner = page.front.text("ft.owner").map(str::to_string);
        ReadPlaybook {
            number,
            page: Arc::clone(page),
            included: included.into_inner(),
            // The lines have their ids; readers of the page need not see them.
            blocks: playbook::without_ids(&blocks),
            playbook: Arc::new(playbook),
            fragments: fragments.into(),
            findings: own.0.into_iter().map(|d| Diagnostic { owner: owner.clone(), ..d }).collect(),
        }
    }

    /// True if reading the page of this number again would give the same: it and all that it includes are as they were.
    pub fn is_current(&self, number: usize, read: &ReadPlaybook) -> bool {
        let same = |(from, target, was): &(String, String, Option<Arc<ParsedPage>>)| match (
            self.include(from, target),
            was,
        ) {
            (None, None) => true,
            (Some(now), Some(was)) => Arc::ptr_eq(now, was),
            _ => false,
        };
        read.number == number
            && Arc::ptr_eq(&read.page, &self.pages[number])
            && read.included.iter().all(same)
    }

    fn include(&self, from: &str, target: &str) -> Option<&'a Arc<ParsedPage>> {
        self.index.include(from, target).map(|idx| &self.pages[idx])
    }
}

/// Reads pages and joins them into a catalog. `pages` are sorted by path.
pub fn assemble(base: Base, pages: Vec<ParsedPage>, findings: &mut Findings) -> Catalog {
    let pages: Vec<Arc<ParsedPage>> = pages.into_iter().map(Arc::new).collect();
    let all = Playbooks::new(&base, &pages);
    let read = (0..pages.len()).map(|number| Arc::new(all.read(number))).collect();
    bind(base, read, findings)
}

/// Joins pages into a catalog, in the order of their paths. Findings of pages that the content globs leave out are
/// made too; who asks for them decides.
pub fn bind(base: Base, read: Vec<Arc<ReadPlaybook>>, findings: &mut Findings) -> Catalog {
    let parsed: Vec<Arc<ParsedPage>> = read.iter().map(|r| Arc::clone(&r.page)).collect();
    let translations = translations(&parsed, &base.settings, &PathIndex::new(&parsed));
    let globs = Globs::new(&base.settings.content.files);
    let exclude = Globs::new(&base.settings.content.exclude);
    let routed = |path: &str| globs.matches(path).is_some() && exclude.matches(path).is_none();
    let both = read.iter().zip(translations);
    let mut pages: Vec<Page> = both.map(|(read, t)| model_page(read, t, routed(&read.page.path))).collect();
    findings.extend(read.iter().flat_map(|r| r.findings.iter().cloned()));
    clashes::explicit(&pages, findings);
    let playbooks = order(&pages, &base.settings);
    clashes::derived(&mut pages, &playbooks, findings);
    let mut catalog = Catalog {
        by_path: pages.iter().enumerate().map(|(i, p)| (p.path.clone(), i)).collect(),
        playbooks,
        settings: base.settings,
        registry: base.registry,
        vocabulary: base.vocabulary,
        pages,
        fragments: read.iter().map(|r| Arc::clone(&r.fragments)).collect(),
        ..Catalog::default()
    };
    for idx in catalog.playbooks.clone() {
        catalog.pages[idx].gives_lines = true;
    }
    catalog
}

fn model_page(read: &ReadPlaybook, translation: Translation, routed: bool) -> Page {
    let page = &read.page;
    Page {
        path: page.path.clone(),
        source: page.source,
        front: page.front.clone(),
        title: page.title.clone(),
        audiences: page.audiences,
        audience_span: page.audience_span,
        blocks: Arc::clone(&read.blocks),
        playbook: Arc::clone(&read.playbook),
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
    fn new(pages: &[Arc<ParsedPage>]) -> Self {
        let exact = pages.iter().enumerate().map(|(i, p)| (p.path.clone(), i)).collect();
        let folded = pages.iter().enumerate().rev().map(|(i, p)| (p.path.to_lowercase(), i)).collect();
        Self { exact, folded }
    }

    /// The file that `target` in `from` names; none outside the root.
    fn include(&self, from: &str, target: &str) -> Option<usize> {
        let Target::Path(path) = target::read(target, &[]) else { return None };
        let folder = if path.absolute { "" } else { target::folder(from) };
        let path = target::joined(folder, &path.path)?;
        self.exact.get(&path).or_else(|| self.folded.get(&path.to_lowercase())).copied()
    }
}

#[derive(Clone, Default)]
struct Translation {
    of: Option<usize>,
    language: Option<String>,
}

/// Pairs translations with their source page: by the language's folder and suffix (settings). The source is
/// the page of the stem without the suffix in a sibling folder that is no language's.
fn translations(pages: &[Arc<ParsedPage>], settings: &Settings, index: &PathIndex) -> Vec<Translation> {
    let folders: Vec<&str> = settings.languages.values().map(|l| l.folder.as_str()).collect();
    let mut beside: HashMap<String, Vec<String>> = HashMap::new();
    pages
        .iter()
        .map(|page| {
            let found = settings.languages.iter().find_map(|(code, language)| {
                let source = source_stem(&page.path, &language.folder, &language.suffix)?;
                Some((code, source))
            });
            let Some((code, (parent, rest))) = found else { return Translation::default() };
            let of = beside
                .entry(parent)
                .or_insert_with_key(|parent| siblings(pages, parent, &folders))
                .iter()
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
fn siblings(pages: &[Arc<ParsedPage>], parent: &str, languages: &[&str]) -> Vec<String> {
    let mut folders: Vec<String> = pages
        .iter()
        .filter_map(|p| p.path.strip_prefix(parent)?.split_once('/').map(|(f, _)| f))
        .filter(|f| !languages.contains(f))
        .map(|f| format!("{parent}{f}"))
        .collect();
    folders.dedup();
    folders
}
