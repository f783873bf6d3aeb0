//! Cells and headers of known tables, and due dates, that cannot be read: TK001, TB004, TK010. In: their text, the vocabulary.
//! Out: findings with the word that was likely meant. Never: a letter taken for another one.

use super::outline::Head;
use crate::diagnostic::{Diagnostic, Findings, Safety, codes};
use crate::model::nearest::{Near, near};
use crate::model::playbook::{DueRule, Label, Need, SectionKind};
use crate::model::prose::{Table, folded};
use crate::model::sentence::{listed, ticked};
use crate::model::vocabulary::{Column, Vocabulary};
use crate::parse::due;
use crate::source::Span;

/// The fewest letters of a word that can be a slip of another one.
const LETTERS: usize = 4;

/// A need that is none.
pub(super) fn need(span: Span, text: &str, vocabulary: &Vocabulary) -> Diagnostic {
    let message = match text {
        "" => "no need is given; `M` or `O` are".to_string(),
        _ => format!("`{text}` is no need; `M` and `O` are"),
    };
    let found = Diagnostic::new(&codes::NEED_UNREADABLE, span, message);
    match slip(text, vocabulary.need_words()).and_then(|word| vocabulary.need(word)) {
        Some(Need::Mandatory) => found.meant(Safety::Unsafe, "M"),
        Some(Need::Optional) => found.meant(Safety::Unsafe, "O"),
        None => found.help("write `M` or `O`"),
    }
}

/// The rule of a `Due` label, or why there is none.
pub(super) fn due(label: &Label, findings: &mut Findings) -> Option<DueRule> {
    let rule = due::due(&label.text, label.span);
    if rule.is_none() {
        let message = format!("`{}` cannot be read as a due date", label.text);
        let found = Diagnostic::new(&codes::DUE_UNREAD, label.span, message);
        let help = "write it as `14 days after engaged` (days, working days, weeks; before, after)";
        findings.push(found.help(help));
    }
    rule
}

/// A table below a heading of known tables that has none of their columns. There is no fix: with its columns named the
/// table would begin to be read, and give tasks, bands or fields that nobody looked at.
pub(super) fn columns(heading: &Head, table: &Table, vocabulary: &Vocabulary) -> Option<Diagnostic> {
    let expected = match heading.kind {
        SectionKind::FtopTasks => "`Task ID`",
        SectionKind::SuccessMeasurements => "`KPI Name` and `Green/Yellow/Red Thresholds`",
        SectionKind::DataCollected => "`Data Field/Common Name` and `Required for this Process`",
        SectionKind::RingUpdates => "`CMR#` and `CMR Name`",
        SectionKind::RefreshSummary => "`Date` and `What Changed`",
        _ => return None,
    };
    let span = table.head.first().map_or(heading.span, |c| c.span);
    let texts: Vec<String> = table.head.iter().map(|c| folded(&c.content)).collect();
    let columns = listed(ticked(&texts));
    let message = format!("a table below `{}` with columns {columns}; {expected} are read", heading.text);
    let unknown = texts.iter().filter(|text| vocabulary.column(text).is_none());
    let meant = unknown.filter_map(|text| vocabulary.column(slip(text, vocabulary.column_words())?));
    let meant: Vec<&str> = meant.map(name).collect();
    let help = match meant.is_empty() {
        true => {
            "name the columns so, or add their words to `vocabulary: columns:` in gameplan.yml".to_string()
        }
        false => format!("did you mean {}?", listed(ticked(meant))),
    };
    Some(Diagnostic::new(&codes::COLUMN_UNKNOWN, span, message).help(help))
}

/// The word that a text is a slip of, if no other is as near.
fn slip<'w>(text: &str, words: Vec<&'w str>) -> Option<&'w str> {
    let is_word = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).count() >= LETTERS;
    let words = words.into_iter().filter(|word| is_word(word));
    let near: Option<Near<&str>> = if is_word(text) { near(text, words) } else { None };
    near.filter(|near| near.alone).map(|near| near.word)
}

fn name(column: Column) -> &'static str {
    Column::ALL.iter().find(|(own, _)| *own == column).map_or("", |(_, name)| name)
}
