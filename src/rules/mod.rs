//! The check: what is wrong with a library beyond what reading it says. One file a rule or a close family.
//! In: the Catalog and its sources. Out: findings, sorted; for each code why, the mend, a bad and a good sample.
//! Never: prints, reads files or the clock, changes a page.

mod addresses;
mod audience;
mod bands;
pub mod clashes;
mod contents;
mod dates;
mod decision;
pub mod drift;
mod explain;
mod files;
mod headings;
mod hosts;
mod keys;
mod leftovers;
mod levels;
mod lines;
pub mod links;
mod lists;
mod log;
pub mod media;
mod mends;
mod names;
mod pictures;
mod private;
mod promises;
mod reach;
pub mod records;
pub mod redirects;
mod register;
mod sections;
mod shapes;
mod signs;
mod suppress;
mod tasks;
mod team;
mod titles;
mod told;
mod translations;
mod unused;
mod values;
mod walk;
mod places;

pub use explain::{explain, explain_code, explain_in, list, page};
pub use levels::{Finished, apply_levels, finish};
pub use team::{team_codes, team_findings};

use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::model::audience::AudienceId;
use crate::model::catalog::Catalog;
use crate::model::date::Date;
use crate::model::page::Page;
use crate::model::settings::Settings;
use crate::resolve::tree::Tree;
use crate::source::{SourceId, SourceMap};
use rayon::prelude::*;
use reach::Reach;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// What a rule looks through the library with.
pub type Check = fn(&Library<'_>, &mut Findings);

/// One rule: its code, the words of its page, and how it looks.
#[derive(Debug)]
pub struct Rule {
    /// Code, name, severity, summary.
    pub code: &'static Code,
    /// Why it matters to whoever reads or uses the page.
    pub why: &'static str,
    /// How to mend it, and when it is right to leave it.
    pub fix: &'static str,
    /// None for findings that another room makes while it works.
    pub check: Option<Check>,
    /// A bad and a good case, from the tests.
    pub sample: Sample,
}

/// A file of `tests/rules/<CODE>/{bad,good}`.
#[derive(Debug)]
pub struct Sample {
    /// Path below `bad` and `good`.
    pub path: &'static str,
    /// The file with the fault.
    pub bad: &'static str,
    /// The file without.
    pub good: &'static str,
}

/// The sample of a code: `sample!("FM003", "page.md")`.
macro_rules! sample {
    ($code:literal, $path:literal) => {
        $crate::rules::Sample {
            path: $path,
            bad: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rules/", $code, "/bad/", $path)),
            good: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rules/", $code, "/good/", $path)),
        }
    };
}
use sample;

/// Every rule, in the order of the codes.
pub static RULES: &[&Rule] = &[
    &told::page::HEADER_NOISE,
    &titles::DESCRIPTION_THIN,
    &keys::KEY_MISSING,
    &titles::TITLE_REPEATED,
    &values::PERSON_UNFIT,
    &values::VALUE_UNLISTED,
    &told::page::KEY_REPEATED,
    &keys::KEY_UNKNOWN,
    &told::page::HEADER_UNREADABLE,
    &signs::INVISIBLE_CHARACTER,
    &lists::LIST_INTERRUPTED,
    &headings::HEADING_ORDER,
    &shapes::TEXT_AS_CODE,
    &told::page::EMPHASIS_OPEN,
    &leftovers::PLACEHOLDER_LEFT,
    &told::page::SECTION_EMPTY,
    &told::page::MARKUP_SWALLOWED,
    &leftovers::CONFLICT_MARKER,
    &told::page::LABEL_BINDS_FORWARD,
    &sections::SECTION_MISPLACED,
    &told::page::NESTING_TOO_DEEP,
    &told::page::DIRECTIVE_UNREAD,
    &told::tables::CELLS_LOST,
    &bands::BAND_GAP,
    &log::LOG_ROW_UNREADABLE,
    &told::tables::COLUMN_UNKNOWN,
    &told::tables::THRESHOLD_UNREADABLE,
    &shapes::TABLE_BROKEN,
    &told::tables::COLOUR_MISSING,
    &bands::EDGE_OFF_TARGET,
    &told::tables::NEED_UNREADABLE,
    &names::ROLE_OR_SERVICE_UNLISTED,
    &tasks::TASK_CONFLICT,
    &register::TASK_UNREGISTERED,
    &told::tables::TASK_ID_MISSING,
    &told::tables::ID_CLASH,
    &told::tables::ID_REPEATED,
    &told::tables::CONDITION_UNREAD,
    &told::tables::CONDITION_INFERRED,
    &told::tables::DUE_UNREAD,
    &lines::LINES_ALIKE,
    &hosts::LINK_INSECURE,
    &media::IMAGE_UNUSED,
    &pictures::ALT_IS_FILE_NAME,
    &hosts::LOCALE_IN_LINK,
    &contents::PAGE_ORPHANED,
    &told::links::TARGET_MISSING,
    &addresses::LINK_MALFORMED,
    &files::NAME_OFF_POLICY,
    &told::links::CASE_MISMATCH,
    &hosts::SAFELINK,
    &told::links::ANCHOR_MISSING,
    &told::links::INCLUDE_CYCLE,
    &audience::LABEL_CONTRADICTION,
    &audience::PRIVATE_HOST,
    &told::links::NARROWER_TARGET,
    &told::links::DEAD_IN_AUDIENCE,
    &private::PRIVATE_WORDING,
    &told::links::LEAK,
    &told::links::ZONE_BROKEN,
    &dates::DATE_UNSTABLE,
    &translations::TRANSLATION_BEHIND,
    &dates::DATE_BEHIND_LOG,
    &dates::PAGE_STALE,
    &translations::TRANSLATION_MISSING,
    &told::records::RECORD_SHAPE,
    &told::records::REFERENCE_UNKNOWN,
    &told::records::SEATS_UNBALANCED,
    &told::records::PRIMARY_COUNT,
    &told::records::TIMELINE_IMPOSSIBLE,
    &told::records::USAGE_CLASH,
    &told::records::NOTE_OVERDUE,
    &told::records::NOTE_MISSING,
    &told::records::SEATS_MISSING,
    &told::records::FACTS_CONTRADICT,
    &told::records::DATA_MISSING,
    &told::records::USAGE_EARLY,
    &told::records::NOTE_VAGUE,
    &told::rooms::SETTINGS_SHAPE,
    &unused::SETTING_UNUSED,
    &told::rooms::SAMPLE_FAILS,
    &told::rooms::PROGRESS_UNKNOWN,
    &told::rooms::PATH_CLASH,
    &told::rooms::NOT_TEXT,
    &told::rooms::TOO_LARGE,
    &told::rooms::UNREADABLE,
    &told::rooms::TOC_UNREADABLE,
    &suppress::SUPPRESSION_UNUSED,
    &suppress::REASON_MISSING,
];

/// The library as rules see it.
#[derive(Debug)]
pub struct Library<'a> {
    /// Pages, settings, names.
    pub catalog: &'a Catalog,
    /// Their texts.
    pub sources: &'a SourceMap,
    /// The day that ages are counted to; none: ages are not looked at.
    pub as_of: Option<Date>,
    /// True for pages that are only ever parts of others.
    fragments: Vec<bool>,
    by_source: HashMap<SourceId, usize>,
    trees: OnceLock<Vec<(AudienceId, Tree)>>,
    reach: OnceLock<Reach>,
}

impl<'a> Library<'a> {
    /// A library without an as-of date.
    pub fn new(catalog: &'a Catalog, sources: &'a SourceMap) -> Self {
        let included = |page: &'a Page| page.playbook.includes.iter().filter_map(|i| i.path.as_deref());
        let included: HashSet<&str> = catalog.pages.iter().flat_map(included).collect();
        let is_fragment = |page: &Page| {
            let folder = page.path.split('/').rev().skip(1).any(|part| part.eq_ignore_ascii_case("includes"));
            folder || (!page.routed && included.contains(page.path.as_str()))
        };
        Self {
            catalog,
            sources,
            as_of: None,
            fragments: catalog.pages.iter().map(is_fragment).collect(),
            by_source: catalog.pages.iter().enumerate().map(|(idx, page)| (page.source, idx)).collect(),
            trees: OnceLock::new(),
            reach: OnceLock::new(),
        }
    }

    /// Sets the day that ages are counted to.
    #[must_use]
    pub fn as_of(self, as_of: Date) -> Self {
        Self { as_of: Some(as_of), ..self }
    }

    /// Pages that stand for themselves, includes aside.
    fn pages(&self) -> impl Iterator<Item = &'a Page> {
        self.catalog
            .pages
            .iter()
            .zip(&self.fragments)
            .filter(|(_, fragment)| !**fragment)
            .map(|(page, _)| page)
    }

    /// Those of them that readers are meant to use today: published, and neither put away nor prepared.
    fn live(&self) -> impl Iterator<Item = &'a Page> {
        self.pages().filter(|page| page.routed && !is_put_away(&page.path))
    }

    /// The page of a file.
    fn page_of(&self, source: SourceId) -> Option<&'a Page> {
        self.by_source.get(&source).map(|idx| &self.catalog.pages[*idx])
    }

    /// The files of each audience, widest first.
    fn trees(&self) -> &[(AudienceId, Tree)] {
        self.trees.get_or_init(|| {
            let ids = self.catalog.settings.audiences.ids();
            ids.map(|id| (id, Tree::new(self.catalog, id))).collect()
        })
    }

    /// What pages lead to.
    fn reach(&self) -> &Reach {
        self.reach.get_or_init(|| Reach::new(self.catalog, self.trees()))
    }

    /// True for a page that lies in a language's folder, whatever it is called.
    fn is_translated(&self, page: &Page) -> bool {
        let mut languages = self.catalog.settings.languages.values();
        page.language.is_some()
            || languages.any(|l| page.path.split('/').rev().skip(1).any(|part| part == l.folder))
    }

    fn is_on(&self, code: &Code) -> bool {
        levels::is_on(code, &self.catalog.settings)
    }
}

/// Runs every rule that the settings leave on. Findings about pages that the content globs leave out are made
/// too; who asks for them decides. Levels and comments are for [`finish`].
pub fn run(library: &Library<'_>) -> Findings {
    let on: Vec<Check> = RULES.iter().filter(|r| library.is_on(r.code)).filter_map(|r| r.check).collect();
    let look = |check: Check| {
        let mut own = Findings::default();
        check(library, &mut own);
        own.0
    };
    let found: Vec<Vec<Diagnostic>> = on.into_par_iter().chain([team::check as Check]).map(look).collect();
    let mut findings = Findings(found.into_iter().flatten().collect());
    for found in findings.0.iter_mut().filter(|d| d.owner.is_none()) {
        let page = library.page_of(found.span.source);
        found.owner = page.and_then(|p| p.front.text("ft.owner")).map(String::from);
    }
    findings.sort();
    findings
}

/// The codes that the settings do not switch off everywhere.
pub fn on(settings: &Settings) -> Vec<&'static Code> {
    let all = RULES.iter().map(|rule| rule.code).chain(team_codes(settings));
    all.filter(|code| levels::is_on(code, settings)).collect()
}

/// True below a folder named `archive` or `…-prelim`.
fn is_put_away(path: &str) -> bool {
    path.split('/').rev().skip(1).any(|folder| {
        let folder = folder.to_ascii_lowercase();
        folder == "archive" || folder.ends_with("prelim")
    })
}
