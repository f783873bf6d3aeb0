//! The settings of a library: `gameplan.yml`, every key with its default.
//! In: what `parse/lower/settings` checked. Out: [`Settings`].
//! Never: paths outside what the settings name.

use super::audience::{AudienceId, Audiences};
use super::condition::When;
use super::date::Date;
use super::measure::Measure;
use super::team_rule::TeamRule;
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

/// Fields of a record that everyone may know without a word in the settings.
const GIVEN_AWAY: [&str; 4] = ["name.external", "usage", "entitled", "dates"];
/// Fields that partners work with.
const PARTNERS_WORK_WITH: [&str; 5] = ["phase", "motion", "engagement", "intended", "partners"];

/// The settings in force.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Title of the site.
    pub title: String,
    /// `as_of:`.
    pub as_of: Option<Date>,
    /// Content globs: the settings' own, else `docfx.json`'s, else every page.
    pub content: ContentGlobs,
    /// `playbooks:`: globs in order of precedence; none: every page with an Approach or a task table.
    pub playbooks: Option<Vec<String>>,
    /// Audiences, widest first.
    pub audiences: Audiences,
    /// Audiences that get checklists; default internal and partner.
    pub checklists_for: Vec<AudienceId>,
    /// More names of measures (lower case), by measure.
    pub measure_aliases: Vec<(String, Measure)>,
    /// Targets by measure: text and edge.
    pub targets: Vec<(Measure, super::band::Band)>,
    /// Where a playbook's required field lies in a record: `Overall Status` → `data.Overall Status`.
    pub fields: BTreeMap<String, String>,
    /// Languages by code.
    pub languages: BTreeMap<String, Language>,
    /// Record fields given away beside the defaults, by audience.
    pub share: Vec<(AudienceId, Vec<String>)>,
    /// Patterns that may stand in no wider root.
    pub leaks: Vec<LeakPattern>,
    /// Focus areas.
    pub focus: Vec<FocusArea>,
    /// Review meetings.
    pub review: Review,
    /// `rules: pin`: the rule set, such as `2026.1`.
    pub pin: Option<String>,
    /// Levels of rules.
    pub levels: Levels,
    /// `rules: folders`: levels by glob, in file order; of several that take a file the last that names a rule counts.
    pub folders: Vec<(Spanned<String>, Levels)>,
    /// What headers of this library hold.
    pub checks: Checks,
    /// Entries of lists that something in the library should use.
    pub listed: Vec<Listed>,
    /// `rules: team`: rules of the team's own, in file order.
    pub team: Vec<TeamRule>,
    /// Folder of records, relative to the root.
    pub customers_dir: String,
    /// Folder of usage files.
    pub usage_dir: String,
    /// Folder of progress files.
    pub progress_dir: String,
    /// The site.
    pub site: Site,
    /// `synonyms:`: a phrase and what is searched with it.
    pub synonyms: BTreeMap<String, Vec<String>>,
    /// True if a `gameplan.yml` was read.
    pub from_file: bool,
    /// Largest file read, bytes.
    pub max_file_bytes: u64,
    /// Largest picture or other file copied, bytes.
    pub max_media_bytes: u64,
}

impl Settings {
    /// Who may know a field of a record that has no label of its own: the widest of the default and of those whom
    /// `share:` names for it. What nothing is said about is for the narrowest.
    pub fn label_of(&self, field: &str) -> AudienceId {
        let is_one_of = |fields: &[&str]| fields.iter().any(|f| f.eq_ignore_ascii_case(field));
        let narrowest = self.audiences.narrowest();
        let default = match () {
            () if is_one_of(&GIVEN_AWAY) => AudienceId(0),
            () if is_one_of(&PARTNERS_WORK_WITH) => self.audiences.find("partner").unwrap_or(narrowest),
            () => narrowest,
        };
        let shared =
            self.share.iter().filter(|(_, fields)| fields.iter().any(|f| f.eq_ignore_ascii_case(field)));
        shared.map(|(id, _)| *id).min().map_or(default, |id| id.min(default))
    }
}

/// Code of a rule → level (`off`, `suggestion`, `warning`, `error`).
pub type Levels = BTreeMap<String, String>;

/// What the check expects of headers: `rules:` beside levels and pin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    /// `require:`: keys that pages of a glob need, in file order; empty: the usual ones.
    pub require: Vec<(String, Vec<String>)>,
    /// `require_for_topic:`: keys that pages of an `ms.topic` need beside those.
    pub require_for_topic: BTreeMap<String, Vec<String>>,
    /// `keys:`: keys allowed beside the known ones; none: unknown keys are quiet.
    pub keys: Option<Vec<String>>,
    /// `values:`: allowed values by key.
    pub values: BTreeMap<String, Vec<String>>,
    /// `people:`: aliases; none: any alias.
    pub people: Option<Vec<String>>,
    /// `budgets:`: days that a page is good for, by `ms.topic`.
    pub budgets: BTreeMap<String, u32>,
    /// `file_types:`: how files may end; none: any way.
    pub file_types: Option<Vec<String>>,
    /// `root_items:`: globs of what may lie at the top; none: anything.
    pub root_items: Option<Vec<String>>,
    /// `hosts: secure`: hosts and domains that answer by https.
    pub secure_hosts: Vec<String>,
    /// `hosts: localized`: hosts that choose the reader's language.
    pub localized_hosts: Vec<String>,
}

/// An entry of a list that something in the library should use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// As written.
    pub entry: Spanned<String>,
    /// What uses it.
    pub by: UsedBy,
}

/// What uses an entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UsedBy {
    /// A glob: pages.
    Pages,
    /// A glob: files of any kind.
    Files,
    /// A key: headers.
    Headers,
    /// A value: this key of a header.
    Key(String),
    /// An alias: the keys that name people.
    People,
    /// A host: links.
    Links,
    /// An ending: files.
    Endings,
    /// A glob: files and folders at the top.
    RootItems,
}

/// Which pages have a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentGlobs {
    /// Taken.
    pub files: Vec<String>,
    /// Left out.
    pub exclude: Vec<String>,
}

impl Default for ContentGlobs {
    fn default() -> Self {
        Self { files: vec!["**/*.md".into()], exclude: Vec::new() }
    }
}

/// A language of translations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// The folder name that replaces the source's.
    pub folder: String,
    /// What the file stem ends in.
    pub suffix: String,
}

/// A pattern that must not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeakPattern {
    /// `*` stands for any run of characters that are no blanks.
    pub text: String,
    /// Why.
    pub why: String,
}

/// A focus area.
#[derive(Clone, Debug)]
pub struct FocusArea {
    /// Name.
    pub name: Spanned<String>,
    /// Condition.
    pub when: When,
}

/// Review meetings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Length.
    pub minutes: u32,
    /// Notice of a cohort change.
    pub notice_days: u32,
    /// True: only working days count.
    pub working_days: bool,
}

impl Default for Review {
    fn default() -> Self {
        Self { minutes: 45, notice_days: 3, working_days: false }
    }
}

/// The site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Absolute hosts that are this site.
    pub hosts: Vec<String>,
    /// Old route → new route.
    pub redirects: BTreeMap<String, String>,
    /// Where each old route stands.
    pub redirect_spans: BTreeMap<String, Span>,
    /// Edit link pattern with `{path}`.
    pub edit: Option<String>,
}
