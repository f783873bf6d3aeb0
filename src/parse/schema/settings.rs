//! `gameplan.yml` as people write it: the tables of its keys.
//! In: nothing. Out: [`SETTINGS`] and the tables below it, for the reader and for `schema settings`.
//! Never: defaults, meaning; `lower/settings` has them.

use super::field::{Field, Kind, Known, Level};

const TEXTS: Kind = Kind::List(&Kind::Text);
/// A list, or one text.
const SOME: Kind = Kind::Either(&[Kind::Text, TEXTS]);
const ALIASES: Kind = Kind::Table(&SOME);

/// The keys of `gameplan.yml`.
pub static SETTINGS: &[Field] = &[
    Field::optional("title", Kind::Text, "the title of the site"),
    Field::optional("as_of", Kind::Date, "the day that documents speak of, such as `2026-09-08`"),
    Field::optional("content", Kind::Map(CONTENT), "globs of the pages that have a route"),
    Field::optional("playbooks", TEXTS, "globs of the pages that give lines, in order of precedence"),
    Field::optional("audiences", TEXTS, "names of the audiences, widest first"),
    Field::optional(
        "checklists_for",
        Kind::List(&Kind::Known(Known::Audiences)),
        "audiences that get checklists",
    ),
    Field::optional(
        "registry",
        Kind::Map(REGISTRY),
        "roles, services, groups, regions, statuses beside the defaults",
    ),
    Field::optional("measures", Kind::Table(&Kind::Map(MEASURE)), "other names and targets of measures"),
    Field::optional("fields", Kind::Table(&Kind::Text), "where a playbook's required field lies in a record"),
    Field::optional(
        "vocabulary",
        Kind::Map(VOCABULARY),
        "words of headings, labels, columns beside the defaults",
    ),
    Field::optional(
        "languages",
        Kind::Table(&Kind::Map(LANGUAGE)),
        "folders and suffixes of translations beside the defaults, by code",
    ),
    Field::optional("share", Kind::Table(&SOME), "record fields given away beside the defaults, by audience"),
    Field::optional("leaks", Kind::Map(LEAKS), "what no wider root may hold"),
    Field::optional("focus", Kind::List(&Kind::Map(FOCUS)), "focus areas instead of the defaults"),
    Field::optional("review", Kind::Map(REVIEW), "the review meeting"),
    Field::optional(
        "rules",
        Kind::Either(&[Kind::Text, Kind::Map(RULES)]),
        "the pinned rule set, and levels of rules",
    ),
    Field::optional("records", Kind::Map(RECORDS), "folders of records, relative to the library"),
    Field::optional("phases", TEXTS, "the phases in order, instead of the defaults"),
    Field::optional("site", Kind::Map(SITE), "addresses of the site"),
    Field::optional("synonyms", ALIASES, "phrases and what search finds with them"),
    Field::optional("limits", Kind::Map(LIMITS), "how much is read"),
];

/// `content:`.
pub static CONTENT: &[Field] = &[
    Field::optional("files", TEXTS, "globs that are taken"),
    Field::optional("exclude", TEXTS, "globs that are left out"),
];

/// `registry:`, and the default registry.
pub static REGISTRY: &[Field] = &[
    Field::optional("roles", ALIASES, "roles with their other names"),
    Field::optional(
        "services",
        Kind::Table(&Kind::Either(&[Kind::Text, TEXTS, Kind::Map(SERVICE)])),
        "services with other names and unit",
    ),
    Field::optional("groups", ALIASES, "groups of services"),
    Field::optional("regions", ALIASES, "regions with their other names; none: any region"),
    Field::optional("phases", ALIASES, "other names of phases"),
    Field::optional("motions", ALIASES, "motions with their other names"),
    Field::optional("status_aliases", ALIASES, "other names of statuses"),
    Field::optional("reason_aliases", ALIASES, "other names of reasons (L2)"),
    Field::optional("statuses", Kind::Table(&ALIASES), "statuses: reasons: engineering reasons"),
];

/// A service of the registry.
pub static SERVICE: &[Field] = &[
    Field::optional("aliases", SOME, "other names"),
    Field::optional("unit", Kind::OneOf(&["users", "devices"]), "what is counted"),
];

/// One measure of `measures:`.
pub static MEASURE: &[Field] = &[
    Field::optional("aliases", TEXTS, "other names"),
    Field::optional("target", Kind::Text, "a band such as `> 50%`"),
];

/// `vocabulary:`, and the default vocabulary.
pub static VOCABULARY: &[Field] = &[
    Field::optional("sections", ALIASES, "headings of known sections"),
    Field::optional("labels", ALIASES, "names of labels"),
    Field::optional("columns", ALIASES, "headers of table columns"),
    Field::optional("needs", ALIASES, "words and letters for Mandatory and Optional"),
    Field::optional("core", SOME, "words for Core Onboarding"),
    Field::optional("all", SOME, "words for All Services"),
    Field::optional("yes", SOME, "words for yes"),
    Field::optional("no", SOME, "words for no"),
    Field::optional("nothing", SOME, "words that mean nothing"),
    Field::optional("not_steps", SOME, "words of a lead-in whose list is detail"),
    Field::optional("evidence", SOME, "how a paragraph over a step's evidence begins"),
    Field::optional("reference", SOME, "phrases that make a heading on demand; `…` is any words"),
    Field::optional(
        "private",
        SOME,
        "words that speak to the inside alone, and its mail hosts: `@example.com`",
    ),
    Field::optional("vague", SOME, "words of a note that say neither what nor when"),
    Field::optional("alerts", ALIASES, "words of alerts"),
    Field::optional("colours", ALIASES, "words for green, yellow, red"),
];

/// One language of `languages:`.
pub static LANGUAGE: &[Field] = &[
    Field::required("folder", Kind::Text, "the folder that replaces the source's"),
    Field::optional("suffix", Kind::Text, "what the file name ends in before `.md`"),
];

/// `leaks:`.
pub static LEAKS: &[Field] =
    &[Field::optional("patterns", Kind::List(&Kind::Map(PATTERN)), "patterns, each with a reason")];

/// One pattern of `leaks:`.
pub static PATTERN: &[Field] = &[
    Field::required("text", Kind::Text, "text; `*` is any run without blanks"),
    Field::optional("why", Kind::Text, "why it may not leave"),
];

/// One focus area.
pub static FOCUS: &[Field] = &[
    Field::required("name", Kind::Text, "the name of the area"),
    Field::required(
        "when",
        Kind::Either(&[Kind::Text, TEXTS]),
        "a condition such as `active usage < 20%`, or a list of which one is enough",
    ),
];

/// `review:`.
pub static REVIEW: &[Field] = &[
    Field::optional("minutes", Kind::Integer, "length of the meeting"),
    Field::optional("notice_days", Kind::Integer, "notice of a cohort change"),
    Field::optional("notice", Kind::OneOf(&["calendar", "working"]), "which days of the notice count"),
];

/// `rules:` as a mapping.
pub static RULES: &[Field] = &[
    Field::optional("pin", Kind::Text, "the rule set, such as `2026.1`"),
    Field::optional("levels", Kind::Table(&LEVEL), "level by code or name of a rule"),
    Field::optional(
        "folders",
        Kind::Table(&Kind::Table(&LEVEL)),
        "levels of rules in the files of a glob, such as `\"archive/**\": {FM002: off}`",
    ),
    Field::optional(
        "team",
        Kind::Table(&Kind::Map(TEAM)),
        "rules of your own, by a code such as `TEAM901`; `check --test-rules` tries their samples",
    ),
    Field::optional("require", Kind::Table(&SOME), "keys of the header that pages need, by glob"),
    Field::optional(
        "require_for_topic",
        Kind::Table(&SOME),
        "keys of the header that pages need beside those, by `ms.topic`",
    ),
    Field::optional("keys", TEXTS, "keys of the header that are allowed beside the known ones"),
    Field::optional("values", Kind::Table(&SOME), "allowed values of a key of the header, by key"),
    Field::optional("people", TEXTS, "aliases of the people that a header can name"),
    Field::optional("budgets", Kind::Table(&Kind::Integer), "days that a page is good for, by `ms.topic`"),
    Field::optional("file_types", TEXTS, "how files may end, such as `md` or `png`; any way without it"),
    Field::optional(
        "root_items",
        TEXTS,
        "globs of the files and folders that may lie at the top; any without it",
    ),
    Field::optional("hosts", Kind::Map(HOSTS), "what is known of hosts that links lead to"),
];

/// `hosts:` of `rules:`.
pub static HOSTS: &[Field] = &[
    Field::optional("secure", TEXTS, "hosts and domains that answer by https, beside the known ones"),
    Field::optional("localized", TEXTS, "hosts that choose the reader's language, beside the known ones"),
];

/// A rule of the team's own.
pub static TEAM: &[Field] = &[
    Field::required("name", Kind::Text, "the fault in a few words, such as `no-safelinks`"),
    Field::optional("where", TEXTS, "globs of the pages that it looks at; every page without it"),
    Field::required("in", Kind::OneOf(PLACES), "what of a page it looks at; code never"),
    Field::optional("key", Kind::Text, "the key of the header, with `in: key`"),
    Field::optional("column", Kind::Text, "the header of the column, with `in: cell`"),
    Field::optional("pattern", Kind::Text, "a regular expression that may not stand there"),
    Field::optional(
        "value",
        Kind::Text,
        "a text that may not stand there; of `in: text` any part, else all of it",
    ),
    Field::optional("must", Kind::Text, "a regular expression that must stand there"),
    Field::required("message", Kind::Text, "what a finding says: the fault, without a stop"),
    Field::optional(
        "severity",
        Kind::OneOf(&["suggestion", "warning", "error"]),
        "its weight; `warning` without it",
    ),
    Field::optional("help", Kind::Text, "the mend in words"),
    Field::optional("replace", Kind::Text, "what to write instead of the pattern; `$1` is its first group"),
    Field::optional("why", Kind::Text, "why it matters, for `explain`"),
    Field::required("good", TEXTS, "samples that it leaves alone: Markdown, or values with `in: key`"),
    Field::required("bad", TEXTS, "samples that it finds"),
];

/// What a rule of a team can look at.
const PLACES: &[&str] = &["text", "link", "heading", "cell", "key"];

/// A level of a rule.
pub static LEVEL: Kind = Kind::OneOf(LEVEL_WORDS);

/// The levels of a rule.
pub const LEVEL_WORDS: &[&str] = &["off", "suggestion", "warning", "error"];

/// `records:`.
pub static RECORDS: &[Field] = &[
    Field::optional("customers", Kind::Text, "folder of customer records"),
    Field::optional("usage", Kind::Text, "folder of usage files"),
    Field::optional("progress", Kind::Text, "folder of progress files"),
];

/// `site:`.
pub static SITE: &[Field] = &[
    Field::optional("hosts", TEXTS, "hosts that are this site"),
    Field::optional("redirects", Kind::Table(&Kind::Text), "old address: new address"),
    Field::optional("edit", Kind::Text, "address of a page's source, with `{path}`"),
];

/// `limits:`.
pub static LIMITS: &[Field] = &[Field::optional("file_bytes", Kind::Integer, "largest file read, in bytes")];

/// Every level, so that a key on the wrong one can be told.
pub static LEVELS: &[Level] = &[
    ("the settings", SETTINGS),
    ("`content`", CONTENT),
    ("`registry`", REGISTRY),
    ("a service", SERVICE),
    ("a measure", MEASURE),
    ("`vocabulary`", VOCABULARY),
    ("a language", LANGUAGE),
    ("`leaks`", LEAKS),
    ("a focus area", FOCUS),
    ("`review`", REVIEW),
    ("`rules`", RULES),
    ("a rule of the team", TEAM),
    ("`hosts`", HOSTS),
    ("`records`", RECORDS),
    ("`site`", SITE),
    ("`limits`", LIMITS),
];
