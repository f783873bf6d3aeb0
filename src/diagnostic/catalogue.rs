//! The list of codes: every finding that this program can make. Codes are never reused.
//! In: nothing. Out: [`CODES`]. Never: logic.

use super::Severity::{self, Error, Suggestion, Warning};

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
}

/// The codes by name.
pub mod codes {
    use super::{Code, Error, Suggestion, Warning};

    /// A byte order mark, or blanks behind the `---` of the front matter.
    pub static HEADER_NOISE: Code = Code {
        id: "FM001",
        name: "header-noise",
        severity: Suggestion,
        summary: "a byte order mark, or blanks behind the `---` of the front matter",
    };
    /// A required front matter key is missing or empty.
    pub static KEY_MISSING: Code = Code {
        id: "FM003",
        name: "key-missing",
        severity: Warning,
        summary: "a required front matter key is missing or empty",
    };
    /// A front matter value is in no list of the library.
    pub static VALUE_UNLISTED: Code = Code {
        id: "FM006",
        name: "value-unlisted",
        severity: Warning,
        summary: "a front matter value is in no list of the library",
    };
    /// A front matter key stands twice.
    pub static KEY_REPEATED: Code = Code {
        id: "FM007",
        name: "key-repeated",
        severity: Warning,
        summary: "a front matter key stands twice",
    };
    /// A front matter key that nothing reads.
    pub static KEY_UNKNOWN: Code = Code {
        id: "FM008",
        name: "key-unknown",
        severity: Warning,
        summary: "a front matter key that nothing reads",
    };
    /// The front matter is not YAML.
    pub static HEADER_UNREADABLE: Code = Code {
        id: "FM009",
        name: "header-unreadable",
        severity: Error,
        summary: "the front matter is not YAML",
    };
    /// No first-level heading, or several.
    pub static HEADING_ORDER: Code = Code {
        id: "ST003",
        name: "heading-order",
        severity: Warning,
        summary: "no first-level heading, or several",
    };
    /// A star that opens emphasis and never closes it.
    pub static EMPHASIS_OPEN: Code = Code {
        id: "ST005",
        name: "emphasis-open",
        severity: Warning,
        summary: "a star that opens emphasis and never closes it",
    };
    /// A known section with nothing in it.
    pub static SECTION_EMPTY: Code = Code {
        id: "ST007",
        name: "section-empty",
        severity: Warning,
        summary: "a known section with nothing in it",
    };
    /// A tag that readers would never see.
    pub static MARKUP_SWALLOWED: Code = Code {
        id: "ST008",
        name: "markup-swallowed",
        severity: Warning,
        summary: "a tag that readers would never see",
    };
    /// A label block that belongs to the heading below it.
    pub static LABEL_BINDS_FORWARD: Code = Code {
        id: "ST010",
        name: "label-binds-forward",
        severity: Suggestion,
        summary: "a label block that belongs to the heading below it",
    };
    /// A known section at the level of the scenarios.
    pub static SECTION_MISPLACED: Code = Code {
        id: "ST011",
        name: "section-misplaced",
        severity: Warning,
        summary: "a known section at the level of the scenarios",
    };
    /// Markup nested deeper than the limit.
    pub static NESTING_TOO_DEEP: Code = Code {
        id: "ST012",
        name: "nesting-too-deep",
        severity: Warning,
        summary: "markup nested deeper than the limit",
    };
    /// A table row with more cells than its header.
    pub static CELLS_LOST: Code = Code {
        id: "TB001",
        name: "cells-lost",
        severity: Error,
        summary: "a table row with more cells than its header",
    };
    /// Bands with a gap or an overlap.
    pub static BAND_GAP: Code =
        Code { id: "TB002", name: "band-gap", severity: Error, summary: "bands with a gap or an overlap" };
    /// A change record without a readable date.
    pub static LOG_ROW_UNREADABLE: Code = Code {
        id: "TB003",
        name: "log-row-unreadable",
        severity: Warning,
        summary: "a change record without a readable date",
    };
    /// A table column that no vocabulary names.
    pub static COLUMN_UNKNOWN: Code = Code {
        id: "TB004",
        name: "column-unknown",
        severity: Warning,
        summary: "a table column that no vocabulary names",
    };
    /// A threshold that cannot be read as a band.
    pub static THRESHOLD_UNREADABLE: Code = Code {
        id: "TB005",
        name: "threshold-unreadable",
        severity: Error,
        summary: "a threshold that cannot be read as a band",
    };
    /// A KPI without all three colours.
    pub static COLOUR_MISSING: Code = Code {
        id: "TB007",
        name: "colour-missing",
        severity: Warning,
        summary: "a KPI without all three colours",
    };
    /// A need that is neither mandatory nor optional.
    pub static NEED_UNREADABLE: Code = Code {
        id: "TK001",
        name: "need-unreadable",
        severity: Warning,
        summary: "a need that is neither mandatory nor optional",
    };
    /// A role or service that the registry does not hold.
    pub static ROLE_OR_SERVICE_UNLISTED: Code = Code {
        id: "TK002",
        name: "role-or-service-unlisted",
        severity: Suggestion,
        summary: "a role or service that the registry does not hold",
    };
    /// A task that two pages state differently.
    pub static TASK_CONFLICT: Code = Code {
        id: "TK003",
        name: "task-conflict",
        severity: Warning,
        summary: "a task that two pages state differently",
    };
    /// A task row without a task number.
    pub static TASK_ID_MISSING: Code = Code {
        id: "TK005",
        name: "task-id-missing",
        severity: Error,
        summary: "a task row without a task number",
    };
    /// An explicit id that stands twice.
    pub static ID_CLASH: Code =
        Code { id: "TK006", name: "id-clash", severity: Error, summary: "an explicit id that stands twice" };
    /// Two lines with the same derived id.
    pub static ID_REPEATED: Code = Code {
        id: "TK007",
        name: "id-repeated",
        severity: Suggestion,
        summary: "two lines with the same derived id",
    };
    /// A `When` that cannot be read.
    pub static CONDITION_UNREAD: Code = Code {
        id: "TK008",
        name: "condition-unread",
        severity: Error,
        summary: "a `When` that cannot be read",
    };
    /// A condition that was read from a heading.
    pub static CONDITION_INFERRED: Code = Code {
        id: "TK009",
        name: "condition-inferred",
        severity: Suggestion,
        summary: "a condition that was read from a heading",
    };
    /// A `Due` that cannot be read.
    pub static DUE_UNREAD: Code =
        Code { id: "TK010", name: "due-unread", severity: Warning, summary: "a `Due` that cannot be read" };
    /// A link, image or include whose target does not exist.
    pub static TARGET_MISSING: Code = Code {
        id: "LN006",
        name: "target-missing",
        severity: Error,
        summary: "a link, image or include whose target does not exist",
    };
    /// A target that exists in other case only.
    pub static CASE_MISMATCH: Code = Code {
        id: "LN009",
        name: "case-mismatch",
        severity: Error,
        summary: "a target that exists in other case only",
    };
    /// A link to a heading that does not exist.
    pub static ANCHOR_MISSING: Code = Code {
        id: "LN011",
        name: "anchor-missing",
        severity: Warning,
        summary: "a link to a heading that does not exist",
    };
    /// An include that reaches itself, or lies too deep.
    pub static INCLUDE_CYCLE: Code = Code {
        id: "LN012",
        name: "include-cycle",
        severity: Error,
        summary: "an include that reaches itself, or lies too deep",
    };
    /// An include, link or entry that a reader of the page may not see.
    pub static NARROWER_TARGET: Code = Code {
        id: "AU003",
        name: "narrower-target",
        severity: Error,
        summary: "an include, link or entry that a reader of the page may not see",
    };
    /// A wider audience's root holds what it may not.
    pub static LEAK: Code = Code {
        id: "AU006",
        name: "leak",
        severity: Error,
        summary: "a wider audience's root holds what it may not",
    };
    /// A zone that does not open, does not close, or names nobody.
    pub static ZONE_BROKEN: Code = Code {
        id: "AU007",
        name: "zone-broken",
        severity: Error,
        summary: "a zone that does not open, does not close, or names nobody",
    };
    /// A date that is ambiguous or unreadable.
    pub static DATE_UNSTABLE: Code = Code {
        id: "FR001",
        name: "date-unstable",
        severity: Warning,
        summary: "a date that is ambiguous or unreadable",
    };
    /// `ms.date` is older than the page's own change log.
    pub static DATE_BEHIND_LOG: Code = Code {
        id: "FR003",
        name: "date-behind-log",
        severity: Warning,
        summary: "`ms.date` is older than the page's own change log",
    };
    /// A record that is not shaped as records are.
    pub static RECORD_SHAPE: Code = Code {
        id: "RC001",
        name: "record-shape",
        severity: Error,
        summary: "a record that is not shaped as records are",
    };
    /// A name that neither registry nor library holds.
    pub static REFERENCE_UNKNOWN: Code = Code {
        id: "RC002",
        name: "reference-unknown",
        severity: Error,
        summary: "a name that neither registry nor library holds",
    };
    /// Status rows that hold more seats than are entitled.
    pub static SEATS_UNBALANCED: Code = Code {
        id: "RC003",
        name: "seats-unbalanced",
        severity: Error,
        summary: "status rows that hold more seats than are entitled",
    };
    /// More than one primary person of a role, or reference tenant.
    pub static PRIMARY_COUNT: Code = Code {
        id: "RC004",
        name: "primary-count",
        severity: Error,
        summary: "more than one primary person of a role, or reference tenant",
    };
    /// Dates in an order that cannot be.
    pub static TIMELINE_IMPOSSIBLE: Code = Code {
        id: "RC005",
        name: "timeline-impossible",
        severity: Error,
        summary: "dates in an order that cannot be",
    };
    /// Usage that contradicts itself.
    pub static USAGE_CLASH: Code =
        Code { id: "RC006", name: "usage-clash", severity: Error, summary: "usage that contradicts itself" };
    /// A status note older than its colour allows.
    pub static NOTE_OVERDUE: Code = Code {
        id: "RC007",
        name: "note-overdue",
        severity: Warning,
        summary: "a status note older than its colour allows",
    };
    /// No status note, no primary person, or no reference tenant.
    pub static NOTE_MISSING: Code = Code {
        id: "RC008",
        name: "note-missing",
        severity: Suggestion,
        summary: "no status note, no primary person, or no reference tenant",
    };
    /// Status rows that hold fewer seats than are entitled.
    pub static SEATS_MISSING: Code = Code {
        id: "RC009",
        name: "seats-missing",
        severity: Warning,
        summary: "status rows that hold fewer seats than are entitled",
    };
    /// Facts of a record that contradict each other.
    pub static FACTS_CONTRADICT: Code = Code {
        id: "RC010",
        name: "facts-contradict",
        severity: Warning,
        summary: "facts of a record that contradict each other",
    };
    /// A field that a playbook requires is not in the record.
    pub static DATA_MISSING: Code = Code {
        id: "RC011",
        name: "data-missing",
        severity: Warning,
        summary: "a field that a playbook requires is not in the record",
    };
    /// Usage of a month that has not ended.
    pub static USAGE_EARLY: Code = Code {
        id: "RC012",
        name: "usage-early",
        severity: Warning,
        summary: "usage of a month that has not ended",
    };
    /// Settings that are not shaped as settings are.
    pub static SETTINGS_SHAPE: Code = Code {
        id: "SE001",
        name: "settings-shape",
        severity: Error,
        summary: "settings that are not shaped as settings are",
    };
    /// A tick on a line that no longer exists.
    pub static PROGRESS_UNKNOWN: Code = Code {
        id: "PR001",
        name: "progress-unknown",
        severity: Warning,
        summary: "a tick on a line that no longer exists",
    };
    /// Two artifacts on one path.
    pub static PATH_CLASH: Code =
        Code { id: "OU001", name: "path-clash", severity: Error, summary: "two artifacts on one path" };
    /// A file that is not UTF-8.
    pub static NOT_TEXT: Code =
        Code { id: "SO001", name: "not-text", severity: Error, summary: "a file that is not UTF-8" };
    /// A file above the size limit.
    pub static TOO_LARGE: Code =
        Code { id: "SO002", name: "too-large", severity: Error, summary: "a file above the size limit" };
    /// A file that could not be read.
    pub static UNREADABLE: Code =
        Code { id: "SO003", name: "unreadable", severity: Error, summary: "a file that could not be read" };
    /// A table of contents that cannot be read.
    pub static TOC_UNREADABLE: Code = Code {
        id: "SO004",
        name: "toc-unreadable",
        severity: Error,
        summary: "a table of contents that cannot be read",
    };
}

/// Every code, by id within its family.
pub static CODES: &[&Code] = &[
    &codes::HEADER_NOISE,
    &codes::KEY_MISSING,
    &codes::VALUE_UNLISTED,
    &codes::KEY_REPEATED,
    &codes::KEY_UNKNOWN,
    &codes::HEADER_UNREADABLE,
    &codes::HEADING_ORDER,
    &codes::EMPHASIS_OPEN,
    &codes::SECTION_EMPTY,
    &codes::MARKUP_SWALLOWED,
    &codes::LABEL_BINDS_FORWARD,
    &codes::SECTION_MISPLACED,
    &codes::NESTING_TOO_DEEP,
    &codes::CELLS_LOST,
    &codes::BAND_GAP,
    &codes::LOG_ROW_UNREADABLE,
    &codes::COLUMN_UNKNOWN,
    &codes::THRESHOLD_UNREADABLE,
    &codes::COLOUR_MISSING,
    &codes::NEED_UNREADABLE,
    &codes::ROLE_OR_SERVICE_UNLISTED,
    &codes::TASK_CONFLICT,
    &codes::TASK_ID_MISSING,
    &codes::ID_CLASH,
    &codes::ID_REPEATED,
    &codes::CONDITION_UNREAD,
    &codes::CONDITION_INFERRED,
    &codes::DUE_UNREAD,
    &codes::TARGET_MISSING,
    &codes::CASE_MISMATCH,
    &codes::ANCHOR_MISSING,
    &codes::INCLUDE_CYCLE,
    &codes::NARROWER_TARGET,
    &codes::LEAK,
    &codes::ZONE_BROKEN,
    &codes::DATE_UNSTABLE,
    &codes::DATE_BEHIND_LOG,
    &codes::RECORD_SHAPE,
    &codes::REFERENCE_UNKNOWN,
    &codes::SEATS_UNBALANCED,
    &codes::PRIMARY_COUNT,
    &codes::TIMELINE_IMPOSSIBLE,
    &codes::USAGE_CLASH,
    &codes::NOTE_OVERDUE,
    &codes::NOTE_MISSING,
    &codes::SEATS_MISSING,
    &codes::FACTS_CONTRADICT,
    &codes::DATA_MISSING,
    &codes::USAGE_EARLY,
    &codes::SETTINGS_SHAPE,
    &codes::PROGRESS_UNKNOWN,
    &codes::PATH_CLASH,
    &codes::NOT_TEXT,
    &codes::TOO_LARGE,
    &codes::UNREADABLE,
    &codes::TOC_UNREADABLE,
];
