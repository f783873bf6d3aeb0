//! Fixes of findings that `parse` makes where the text is no longer at hand: ST010, TK008. In: findings, texts.
//! Out: the same findings, with a fix where one is exact. Never: a finding made or taken out, a fix replaced.

use crate::diagnostic::{Diagnostic, Edit, Findings, Fix, Safety, codes};
use crate::source::{SourceFile, SourceMap, Span};

/// Adds the fixes.
pub(super) fn add(findings: &mut Findings, sources: &SourceMap) {
    for found in findings.0.iter_mut().filter(|d| d.fix.is_none()) {
        let Some(file) = sources.get(found.span.source) else { continue };
        let edit = match found.code.id {
            id if id == codes::LABEL_BINDS_FORWARD.id => below_heading(found, file),
            id if id == codes::CONDITION_UNREAD.id => meant(found, file),
            _ => None,
        };
        found.fix = edit.map(|edit| Fix { safety: Safety::Unsafe, edits: vec![edit] });
    }
}

/// A label block moved below the heading behind it. Not where the heading has no text of its own: the block would be
/// read as its sub-heading's too.
fn below_heading(found: &Diagnostic, file: &SourceFile) -> Option<Edit> {
    let heading = found.labels.first().filter(|label| label.span.source == file.id)?.span;
    let (first, last) = (file.line(found.span.start), file.line(heading.start));
    let line = |number: u32| &file.text[file.line_range(number)];
    // Between the two stand blank lines, and label blocks that go with this one.
    let between: Vec<&str> = (first..last).map(line).collect();
    let alone = !between.iter().any(|line| line.trim_start().starts_with('<'));
    let is_label = |text: &&str| text.trim().is_empty() || text.contains(": **");
    let behind = (last + 1..=file.line_count()).map(line).find(|line| !is_label(line))?;
    let has_text = !behind.starts_with(['#', '<', ':']);
    let starts = file.line_range(first).start == found.span.start as usize && line(last).starts_with('#');
    let close = !line((last + 1).min(file.line_count())).trim().is_empty();
    let gap = if close { "\n" } else { "" };
    let span = Span { end: file.line_range(last).end as u32, ..found.span };
    let block = between.join("\n");
    let text = format!("{}\n\n{}{gap}", line(last), block.trim_end_matches('\n'));
    (alone && has_text && starts).then_some(Edit { span, text })
}

/// The word of a condition that was likely meant, where the wrong one stands once. A message holds what was found
/// between its first backticks, the help what is right.
fn meant(found: &Diagnostic, file: &SourceFile) -> Option<Edit> {
    let right = found.help.as_deref()?.strip_prefix("did you mean `")?.strip_suffix("`?")?;
    let wrong = found.message.strip_prefix('`')?.split('`').next()?;
    let text = file.text.get(found.span.range())?;
    let is_word = |at: &usize| {
        let ends = [text[..*at].chars().next_back(), text[*at + wrong.len()..].chars().next()];
        !ends.into_iter().flatten().any(char::is_alphanumeric)
    };
    let mut places = text.match_indices(wrong).map(|(at, _)| at).filter(is_word);
    let (at, None) = (places.next()?, places.next()) else { return None };
    let start = found.span.start as usize + at;
    Some(Edit { span: Span::new(file.id, start..start + wrong.len()), text: right.to_string() })
}
