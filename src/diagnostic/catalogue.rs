//! The list of codes: every finding that this program can make. Codes are never reused.
//! In: nothing. Out: [`CODES`], [`SETS`], and a code by whatever it is called. Never: what a finding looks like.

use super::Severity::{self, Error, Suggestion, Warning};
use std::sync::{Mutex, PoisonError};

/// One kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `FM007`: family and number; never reused.
    pub id: &'static str,
    /// `key-repeated`: the fault, so that it reads well after "allow".
    pub name: &'static str,
    /// The severity it starts with.
    pub severity: Severity,
    /// One line: what it is.
    pub summary: &'static str,
    /// The rule set that it came with, one of [`SETS`].
    pub since: &'static str,
    /// A new rule only suggests until this day, `2027-01-01`; none: it has its severity at once.
    pub suggests_until: Option<&'static str>,
    /// What `explain` says, where a team wrote the rule.
    pub page: Option<&'static str>,
}

/// The rule sets that `rules: {pin: …}` can name, the newest last. A set never changes once it is released.
pub const SETS: &[&str] = &["2026.1"];

impl Code {
    /// True if the code came later than a set.
    pub fn is_newer_than(&self, set: &str) -> bool {
        let at = |set: &str| SETS.iter().position(|s| *s == set).unwrap_or(SETS.len());
        at(self.since) > at(set)
    }

    /// The day until which it only suggests, if `today` lies before it.
    pub fn suggests_on(&self, today: &str) -> Option<&'static str> {
        self.suggests_until.filter(|day| today < *day)
    }
}

/// The first of its values.
macro_rules! first {
    ($first:expr $(, $rest:expr)*) => {
        $first
    };
}

/// One row a code: name in the program, id, name, severity, summary; of one that came after the first set also
/// `since "2027.1" until "2027-06-01"`, the set and the day until which it only suggests.
macro_rules! catalogue {
    ($($code:ident, $id:literal, $name:literal, $severity:ident, $summary:literal
        $(since $since:literal until $until:literal)?;)*) => {
        /// The codes by name.
        pub mod codes {
            use super::{Code, Error, Suggestion, Warning};

            $(
                #[doc = $summary]
                pub static $code: Code = Code {
                    id: $id,
                    name: $name,
                    severity: $severity,
                    summary: $summary,
                    since: first!($($since,)? "2026.1"),
                    suggests_until: first!($(Some($until),)? None),
                    page: None,
                };
            )*
        }

        /// Every code, by id within its family.
        pub static CODES: &[&Code] = &[$(&codes::$code),*];
    };
}

catalogue! {
    HEADER_NOISE, "FM001", "header-noise", Suggestion, "a byte order mark, or blanks behind the `---` of the front matter";
    DESCRIPTION_THIN, "FM002", "description-thin", Suggestion, "a description that repeats the title, or says nothing more";
    KEY_MISSING, "FM003", "key-missing", Warning, "a required front matter key is missing or empty";
    TITLE_REPEATED, "FM004", "title-repeated", Warning, "a title that another page of the folder has";
    PERSON_UNFIT, "FM005", "person-unfit", Warning, "a person in the header who is no known alias";
    VALUE_UNLISTED, "FM006", "value-unlisted", Warning, "a front matter value is in no list of the library";
    KEY_REPEATED, "FM007", "key-repeated", Warning, "a front matter key stands twice";
    KEY_UNKNOWN, "FM008", "key-unknown", Warning, "a front matter key that nothing reads";
    HEADER_UNREADABLE, "FM009", "header-unreadable", Error, "the front matter is not YAML";
    INVISIBLE_CHARACTER, "ST001", "invisible-character", Warning, "a sign that takes no room, in a heading, id, address or text";
    LIST_INTERRUPTED, "ST002", "list-interrupted", Suggestion, "steps that go on, or begin at 1 again, behind something that stands between them";
    HEADING_ORDER, "ST003", "heading-order", Warning, "no first-level heading, several, or a level left out";
    TEXT_AS_CODE, "ST004", "text-as-code", Warning, "indented text that is read as code";
    EMPHASIS_OPEN, "ST005", "emphasis-open", Warning, "a star that opens emphasis and never closes it";
    PLACEHOLDER_LEFT, "ST006", "placeholder-left", Suggestion, "a word that stands for text to come";
    SECTION_EMPTY, "ST007", "section-empty", Warning, "a known section with nothing in it";
    MARKUP_SWALLOWED, "ST008", "markup-swallowed", Warning, "a tag that readers would never see";
    CONFLICT_MARKER, "ST009", "conflict-marker", Error, "a merge that was not finished";
    LABEL_BINDS_FORWARD, "ST010", "label-binds-forward", Suggestion, "a label block that belongs to the heading below it";
    SECTION_MISPLACED, "ST011", "section-misplaced", Warning, "a known section at the level of the scenarios";
    NESTING_TOO_DEEP, "ST012", "nesting-too-deep", Warning, "markup nested deeper than the limit";
    DIRECTIVE_UNREAD, "ST013", "directive-unread", Warning, "a directive that is written so that nobody reads it as one";
    CELLS_LOST, "TB001", "cells-lost", Error, "a table row with more cells than its header";
    BAND_GAP, "TB002", "band-gap", Error, "bands that leave a value out, or take it twice";
    LOG_ROW_UNREADABLE, "TB003", "log-row-unreadable", Warning, "a change record without a readable date, or out of order";
    COLUMN_UNKNOWN, "TB004", "column-unknown", Warning, "a table column that no vocabulary names";
    THRESHOLD_UNREADABLE, "TB005", "threshold-unreadable", Error, "a threshold that cannot be read as a band";
    TABLE_BROKEN, "TB006", "table-broken", Error, "lines that are meant as a table and read as text";
    COLOUR_MISSING, "TB007", "colour-missing", Warning, "a KPI without all three colours";
    EDGE_OFF_TARGET, "TB008", "edge-off-target", Suggestion, "a green edge beside the stated target";
    NEED_UNREADABLE, "TK001", "need-unreadable", Warning, "a need that is neither mandatory nor optional";
    ROLE_OR_SERVICE_UNLISTED, "TK002", "role-or-service-unlisted", Suggestion, "a role or service that the registry does not hold";
    TASK_CONFLICT, "TK003", "task-conflict", Warning, "a task that two pages state differently";
    TASK_UNREGISTERED, "TK004", "task-unregistered", Warning, "a task that the library's list of tasks does not hold";
    TASK_ID_MISSING, "TK005", "task-id-missing", Error, "a task row without a task number";
    ID_CLASH, "TK006", "id-clash", Error, "an explicit id that stands twice";
    ID_REPEATED, "TK007", "id-repeated", Suggestion, "two lines with the same derived id";
    CONDITION_UNREAD, "TK008", "condition-unread", Error, "a `When` that cannot be read";
    CONDITION_INFERRED, "TK009", "condition-inferred", Suggestion, "a condition that was read from a heading";
    DUE_UNREAD, "TK010", "due-unread", Warning, "a `Due` that cannot be read";
    LINES_ALIKE, "TK011", "lines-alike", Suggestion, "two lines of a step with the same words";
    LINK_INSECURE, "LN001", "link-insecure", Warning, "a link without encryption, or to the site itself by its address";
    IMAGE_UNUSED, "LN002", "image-unused", Suggestion, "a picture that no page shows, that lies there twice, or that is very large";
    ALT_IS_FILE_NAME, "LN003", "alt-is-file-name", Suggestion, "a picture whose text is its file name";
    LOCALE_IN_LINK, "LN004", "locale-in-link", Suggestion, "an address that leads every reader to one language";
    PAGE_ORPHANED, "LN005", "page-orphaned", Warning, "a page that no table of contents names, or an entry that leads nowhere or stands twice";
    TARGET_MISSING, "LN006", "target-missing", Error, "a link, image or include whose target does not exist";
    LINK_MALFORMED, "LN007", "link-malformed", Error, "an address that no browser opens";
    NAME_OFF_POLICY, "LN008", "name-off-policy", Warning, "a file that has no place in the library: its name, its type, or where it lies";
    CASE_MISMATCH, "LN009", "case-mismatch", Error, "a target that exists in other case only";
    SAFELINK, "LN010", "safelink", Error, "a link through a mail filter";
    ANCHOR_MISSING, "LN011", "anchor-missing", Warning, "a link to a heading that does not exist";
    INCLUDE_CYCLE, "LN012", "include-cycle", Error, "an include that reaches itself, or lies too deep";
    LABEL_CONTRADICTION, "AU001", "label-contradiction", Warning, "`ms.custom` and `ft.audience` that speak of different readers";
    PRIVATE_HOST, "AU002", "private-host-on-wider-page", Error, "what only the inside may know, on a page that is read outside";
    NARROWER_TARGET, "AU003", "narrower-target", Error, "an include, link or entry that a reader of the page may not see";
    DEAD_IN_AUDIENCE, "AU004", "dead-in-audience", Warning, "a link that lives in one audience's root and is dead in another's";
    PRIVATE_WORDING, "AU005", "private-wording", Suggestion, "words or an address of the inside on a page that is read outside";
    LEAK, "AU006", "leak", Error, "a wider audience's root holds what it may not";
    ZONE_BROKEN, "AU007", "zone-broken", Error, "a zone that does not open, does not close, or names nobody";
    DATE_UNSTABLE, "FR001", "date-unstable", Warning, "a date that cannot be read, or whose year has two digits";
    TRANSLATION_BEHIND, "FR002", "translation-behind", Warning, "a translation that lacks what its source page has";
    DATE_BEHIND_LOG, "FR003", "date-behind-log", Warning, "`ms.date` and the page's own change log disagree";
    PAGE_STALE, "FR004", "page-stale", Suggestion, "a page older than its kind is good for";
    TRANSLATION_MISSING, "FR005", "translation-missing", Suggestion, "a page without its translation, or a translation without its source";
    RECORD_SHAPE, "RC001", "record-shape", Error, "a record that is not shaped as records are";
    REFERENCE_UNKNOWN, "RC002", "reference-unknown", Error, "a name that neither registry nor library holds";
    SEATS_UNBALANCED, "RC003", "seats-unbalanced", Error, "status rows that hold more seats than are entitled";
    PRIMARY_COUNT, "RC004", "primary-count", Error, "more than one primary person of a role, or reference tenant";
    TIMELINE_IMPOSSIBLE, "RC005", "timeline-impossible", Error, "dates in an order that cannot be";
    USAGE_CLASH, "RC006", "usage-clash", Error, "usage that contradicts itself";
    NOTE_OVERDUE, "RC007", "note-overdue", Warning, "a status note older than its colour allows";
    NOTE_MISSING, "RC008", "note-missing", Suggestion, "no status note, no primary person, or no reference tenant";
    SEATS_MISSING, "RC009", "seats-missing", Warning, "status rows that hold fewer seats than are entitled";
    FACTS_CONTRADICT, "RC010", "facts-contradict", Warning, "facts of a record that contradict each other";
    DATA_MISSING, "RC011", "data-missing", Warning, "a field that a playbook requires is not in the record";
    USAGE_EARLY, "RC012", "usage-early", Warning, "usage of a month that has not ended";
    NOTE_VAGUE, "RC013", "note-vague", Suggestion, "a note whose words say neither what nor when";
    SETTINGS_SHAPE, "SE001", "settings-shape", Error, "settings that are not shaped as settings are";
    SETTING_UNUSED, "SE002", "setting-unused", Suggestion, "an entry of the settings that nothing in the library uses";
    SAMPLE_FAILS, "SE003", "sample-fails", Error, "a sample of a team's rule that is not as said";
    PROGRESS_UNKNOWN, "PR001", "progress-unknown", Warning, "a tick on a line that no longer exists";
    PATH_CLASH, "OU001", "path-clash", Error, "two artifacts on one path";
    NOT_TEXT, "SO001", "not-text", Error, "a file that is not UTF-8";
    TOO_LARGE, "SO002", "too-large", Error, "a file above the size limit";
    UNREADABLE, "SO003", "unreadable", Error, "a file that could not be read";
    TOC_UNREADABLE, "SO004", "toc-unreadable", Error, "a table of contents that cannot be read";
    SUPPRESSION_UNUSED, "SU001", "suppression-unused", Warning, "a comment that lets nothing through";
    REASON_MISSING, "SU002", "suppression-without-reason", Suggestion, "a comment that does not say why";
}

/// Other names of faults that have a code here: the ones that a family of faults is also known by, and Learn's.
static ALIASES: &[(&str, &Code)] = &[
    ("title-missing", &codes::KEY_MISSING),
    ("description-missing", &codes::KEY_MISSING),
    ("author-missing", &codes::KEY_MISSING),
    ("ms-author-missing", &codes::KEY_MISSING),
    ("manager-missing", &codes::KEY_MISSING),
    ("ms-date-missing", &codes::KEY_MISSING),
    ("ms-topic-missing", &codes::KEY_MISSING),
    ("ms-prod-or-service-missing", &codes::KEY_MISSING),
    ("duplicate-descriptions", &codes::DESCRIPTION_THIN),
    ("duplicate-titles", &codes::TITLE_REPEATED),
    ("author-not-found", &codes::PERSON_UNFIT),
    ("ms-author-invalid", &codes::PERSON_UNFIT),
    ("manager-invalid", &codes::PERSON_UNFIT),
    ("multiple-values", &codes::PERSON_UNFIT),
    ("ms-topic-invalid", &codes::VALUE_UNLISTED),
    ("yaml-header-invalid", &codes::HEADER_UNREADABLE),
    ("h1-missing", &codes::HEADING_ORDER),
    ("h1-empty", &codes::HEADING_ORDER),
    ("h1-repeated", &codes::HEADING_ORDER),
    ("multiple-h1s", &codes::HEADING_ORDER),
    ("heading-skipped", &codes::HEADING_ORDER),
    ("disallowed-html", &codes::MARKUP_SWALLOWED),
    ("merge-conflict", &codes::CONFLICT_MARKER),
    ("cells-short", &codes::CELLS_LOST),
    ("band-overlap", &codes::BAND_GAP),
    ("units-mixed", &codes::THRESHOLD_UNREADABLE),
    ("mention-unknown", &codes::TASK_UNREGISTERED),
    ("own-site-absolute", &codes::LINK_INSECURE),
    ("insecure-link", &codes::LINK_INSECURE),
    ("image-duplicated", &codes::IMAGE_UNUSED),
    ("image-too-large", &codes::IMAGE_UNUSED),
    ("hard-coded-locale", &codes::LOCALE_IN_LINK),
    ("toc-entry-missing", &codes::PAGE_ORPHANED),
    ("toc-entry-repeated", &codes::PAGE_ORPHANED),
    ("file-not-found", &codes::TARGET_MISSING),
    ("bookmark-not-found", &codes::ANCHOR_MISSING),
    ("circular-reference", &codes::INCLUDE_CYCLE),
    ("disallowed-domain", &codes::PRIVATE_HOST),
    ("ms-date-invalid", &codes::DATE_UNSTABLE),
    ("ms-date-too-late", &codes::PAGE_STALE),
];

/// The code of an id, a name, or one of Learn's names, in any case.
pub fn find(text: &str) -> Option<&'static Code> {
    let is = |word: &str| word.eq_ignore_ascii_case(text);
    let own = CODES.iter().copied().find(|c| is(c.id) || is(c.name));
    own.or_else(|| ALIASES.iter().find(|(alias, _)| is(alias)).map(|(_, code)| *code))
}

/// Every word that [`find`] knows, then the ids and names of `team`, the rules that a team wrote.
pub fn words(team: &[&'static Code]) -> impl Iterator<Item = &'static str> {
    let codes = CODES.iter().chain(team).flat_map(|c| [c.id, c.name]);
    codes.chain(ALIASES.iter().map(|(alias, _)| *alias))
}

/// Other names of a code.
pub fn aliases(code: &Code) -> Vec<&'static str> {
    ALIASES.iter().filter(|(_, c)| c.id == code.id).map(|(alias, _)| *alias).collect()
}

/// The code of a rule that a team wrote. Findings hold codes for good, so each wording is kept once, as long as the
/// program runs.
pub fn team_code(id: &str, name: &str, severity: Severity, summary: &str, page: &str) -> &'static Code {
    static KEPT: Mutex<Vec<&'static Code>> = Mutex::new(Vec::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let same = |c: &&&Code| {
        (c.id, c.name, c.severity, c.summary, c.page) == (id, name, severity, summary, Some(page))
    };
    if let Some(code) = kept.iter().find(same) {
        return code;
    }
    let own = |text: &str| -> &'static str { Box::leak(text.into()) };
    let code: &'static Code = Box::leak(Box::new(Code {
        id: own(id),
        name: own(name),
        severity,
        summary: own(summary),
        since: SETS[0],
        suggests_until: None,
        page: Some(own(page)),
    }));
    kept.push(code);
    code
}
