//! Headings of a page and what each is. In: what `parse/playbook` read. Out: [`Section`].
//! Never: content.

use crate::source::Span;

/// What a heading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the playbooks' own")]
pub enum SectionKind {
    Overview,
    Objectives,
    Approach,
    KeyInputs,
    KeyOutputs,
    NextSteps,
    DataCollected,
    SuccessMeasurements,
    RingUpdates,
    RefreshSummary,
    FtopTasks,
    Scenario,
    Other,
}

impl SectionKind {
    /// The known sections.
    pub const KNOWN: [Self; 11] = [
        Self::Overview,
        Self::Objectives,
        Self::Approach,
        Self::KeyInputs,
        Self::KeyOutputs,
        Self::NextSteps,
        Self::DataCollected,
        Self::SuccessMeasurements,
        Self::RingUpdates,
        Self::RefreshSummary,
        Self::FtopTasks,
    ];

    /// `key_inputs` …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Objectives => "objectives",
            Self::Approach => "approach",
            Self::KeyInputs => "key_inputs",
            Self::KeyOutputs => "key_outputs",
            Self::NextSteps => "next_steps",
            Self::DataCollected => "data_collected",
            Self::SuccessMeasurements => "success_measurements",
            Self::RingUpdates => "ring_updates",
            Self::RefreshSummary => "refresh_summary",
            Self::FtopTasks => "ftop_tasks",
            Self::Scenario => "scenario",
            Self::Other => "other",
        }
    }
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// What it is.
    pub kind: SectionKind,
    /// Its plain text.
    pub heading: String,
    /// 1 to 6.
    pub level: u8,
    /// The heading.
    pub span: Span,
    /// Anchor: docfx's heading id, unique on the page.
    pub anchor: String,
    /// True if nothing but blanks, `N/A` or `-` stands below it.
    pub empty: bool,
}
