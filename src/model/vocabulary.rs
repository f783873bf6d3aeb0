//! The words of the library in its languages: sections, labels, table columns, need letters.
//! In: the default vocabulary and the settings. Out: lookups without case and punctuation.
//! Never: logic that depends on a language.

use super::playbook::{LabelKind, Need, SectionKind};
use super::registry::spelling;
use std::collections::HashMap;

/// Words in force.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    sections: HashMap<String, SectionKind>,
    labels: HashMap<String, LabelKind>,
    columns: HashMap<String, Column>,
    needs: HashMap<String, Need>,
    /// Words of a lead-in whose ordered list is detail, lower case.
    pub not_steps: Vec<String>,
    /// How paragraphs over a step's evidence begin (`step inputs`), lower case.
    pub evidence: Vec<String>,
    /// Whole phrases that make a heading *on demand*, lower case; `…` stands for any words.
    pub reference: Vec<String>,
    /// Words that mean nothing: `n/a`, `none`, `-`; lower case.
    pub nothing: Vec<String>,
    /// Yes and no in all languages, lower case.
    pub yes: Vec<String>,
    /// See `yes`.
    pub no: Vec<String>,
    /// `core onboarding` in all languages, lower case: once a customer.
    pub core: Vec<String>,
    /// `all services` in all languages, lower case.
    pub all: Vec<String>,
    /// Alert words, lower case, English and translated → `NOTE` …
    pub alerts: HashMap<String, String>,
    /// Words that speak to the narrowest audience, and hosts of its mail (`@example.com`); lower case.
    pub private: Vec<String>,
    /// Words of a note that say neither what nor when, lower case.
    pub vague: Vec<String>,
    /// `green`, `yellow`, `red` in all languages, lower case.
    pub colours: [Vec<String>; 3],
}

/// The columns that tables are known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the tables' own")]
pub enum Column {
    TaskId,
    TaskName,
    Need,
    Role,
    Services,
    DataField,
    Required,
    FirstEntered,
    KpiName,
    Definition,
    Thresholds,
    CmrId,
    CmrName,
    CmrLink,
    Date,
    Who,
    What,
    Notes,
}

impl Column {
    /// All with their key in the vocabulary.
    pub const ALL: [(Self, &'static str); 18] = [
        (Self::TaskId, "Task ID"),
        (Self::TaskName, "Task Name"),
        (Self::Need, "(M)andatory / (O)ptional"),
        (Self::Role, "FastTrack Role"),
        (Self::Services, "Services"),
        (Self::DataField, "Data Field"),
        (Self::Required, "Required for this Process"),
        (Self::FirstEntered, "First Entered into FTOP"),
        (Self::KpiName, "KPI Name"),
        (Self::Definition, "Definition"),
        (Self::Thresholds, "Green/Yellow/Red Thresholds"),
        (Self::CmrId, "CMR#"),
        (Self::CmrName, "CMR Name"),
        (Self::CmrLink, "CMR Link"),
        (Self::Date, "Date"),
        (Self::Who, "Who Changed"),
        (Self::What, "What Changed"),
        (Self::Notes, "Notes"),
    ];
}

impl Vocabulary {
    /// Adds a spelling of a section's heading.
    pub fn add_section(&mut self, text: &str, kind: SectionKind) {
        self.sections.insert(word(text), kind);
    }

    /// Adds a spelling of a label.
    pub fn add_label(&mut self, text: &str, kind: LabelKind) {
        self.labels.insert(word(text), kind);
    }

    /// Adds a spelling of a column.
    pub fn add_column(&mut self, text: &str, column: Column) {
        self.columns.insert(word(text), column);
    }

    /// Adds a spelling of a need letter.
    pub fn add_need(&mut self, text: &str, need: Need) {
        self.needs.insert(word(text), need);
    }

    /// The known section of a heading.
    pub fn section(&self, heading: &str) -> Option<SectionKind> {
        self.sections.get(&word(heading)).copied()
    }

    /// The kind of a label's name.
    pub fn label(&self, name: &str) -> Option<LabelKind> {
        self.labels.get(&word(name)).copied()
    }

    /// All spellings of columns, for suggestions.
    pub fn column_words(&self) -> Vec<&str> {
        sorted(&self.columns)
    }

    /// All spellings of needs, for suggestions.
    pub fn need_words(&self) -> Vec<&str> {
        sorted(&self.needs)
    }

    /// The column of a header cell.
    pub fn column(&self, header: &str) -> Option<Column> {
        self.columns.get(&word(header)).copied()
    }

    /// The need of a cell.
    pub fn need(&self, text: &str) -> Option<Need> {
        self.needs.get(&word(text)).copied()
    }

    /// True for empty text, `-`, `N/A` and the like.
    pub fn is_nothing(&self, text: &str) -> bool {
        let text = spelling(text);
        text.chars().all(|c| matches!(c, '-' | '–' | '—' | '.' | ' ')) || self.nothing.contains(&text)
    }

    /// True for `Core Onboarding` in any language.
    pub fn is_core(&self, text: &str) -> bool {
        self.core.contains(&spelling(text))
    }

    /// True for `All Services` in any language.
    pub fn is_all(&self, text: &str) -> bool {
        self.all.contains(&spelling(text))
    }

    /// `Some(true)` for yes, `Some(false)` for no, in any language.
    pub fn yes_or_no(&self, text: &str) -> Option<bool> {
        let text = word(text);
        match (self.yes.contains(&text), self.no.contains(&text)) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    }

    /// The place of a colour's word: 0 green, 1 yellow, 2 red.
    pub fn colour(&self, text: &str) -> Option<usize> {
        let text = word(text);
        self.colours.iter().position(|words| words.contains(&text))
    }
}

/// Words of a list, in one order every time.
fn sorted<T>(words: &HashMap<String, T>) -> Vec<&str> {
    let mut all: Vec<&str> = words.keys().map(String::as_str).collect();
    all.sort_unstable();
    all
}

/// How words of headings, labels and columns are compared: lower case, white space folded and out beside
/// slashes and parentheses, letters of double width as single ones, emphasis and final colons out.
pub fn word(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !matches!(c, '*' | '`' | '\\')).map(narrow).collect();
    let folded = spelling(plain.trim_matches('_'));
    let folded = folded.trim_end_matches(':').trim_end();
    let tight = |c: Option<char>| matches!(c, Some('/' | '(' | ')'));
    let mut out = String::with_capacity(folded.len());
    let mut rest = folded.chars().peekable();
    while let Some(c) = rest.next() {
        if c != ' ' || !(tight(out.chars().next_back()) || tight(rest.peek().copied())) {
            out.push(c);
        }
    }
    out
}

/// A letter of double width (`Ａ`, `（`, `：`) as the single one.
pub(crate) fn narrow(c: char) -> char {
    let plain = (c as u32).checked_sub(0xfee0).and_then(char::from_u32);
    plain.filter(|p| ('!'..='~').contains(p) && ('\u{ff01}'..='\u{ff5e}').contains(&c)).unwrap_or(c)
}
