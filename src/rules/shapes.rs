//! Text in the wrong shape: ST004 text-as-code, TB006 table-broken.
//! In: blocks of pages. Out: findings with their fix. Never: real code, or a single line with bars in it.

use super::{Library, Rule, sample, walk};
use crate::diagnostic::{Diagnostic, Findings, Safety, codes};
use crate::model::prose::BlockKind;
use crate::source::{SourceMap, Span};

/// ST004.
pub(super) static TEXT_AS_CODE: Rule = Rule {
    code: &codes::TEXT_AS_CODE,
    why: "Four blanks in front of a line make it code: steps and questions appear as a grey box, and give no lines.",
    fix: "Indent by fewer than four blanks, or exactly to the text of the item that it belongs to. Real code is better \
          put between ``` lines.",
    check: Some(code),
    sample: sample!("ST004", "page.md"),
};

/// TB006.
pub(super) static TABLE_BROKEN: Rule = Rule {
    code: &codes::TABLE_BROKEN,
    why: "A table whose second line has more or fewer cells than its first is no table: its bars are printed as text, and \
          its tasks and thresholds are lost.",
    fix: "Give the `| --- |` line as many cells as the header, and a blank line above the header.",
    check: Some(table),
    sample: sample!("TB006", "page.md"),
};

fn code(library: &Library<'_>, findings: &mut Findings) {
    for page in &library.catalog.pages {
        walk::leaves(page, &mut |block, _| {
            let BlockKind::Code { text, .. } = &block.kind else { return };
            let fenced = library.sources.text(block.span).trim_start().starts_with(['`', '~']);
            if !fenced && is_prose(text) {
                let found =
                    Diagnostic::new(&codes::TEXT_AS_CODE, block.span, "indented text is read as code")
                        .help("indent it by fewer than four blanks, or to the text of the item above");
                findings.push(match dedented(library.sources, block.span) {
                    Some((span, text)) => found.fix(Safety::Unsafe, span, text),
                    None => found,
                });
            }
        });
    }
}

/// How many blanks make code.
const CODE: usize = 4;

/// Indented lines without the blanks that make them code, and where they stand: as far to the left as what holds them.
/// None where a line is not plainly text, stands in a quote or behind a tab, or would become one with the line above.
fn dedented(sources: &SourceMap, code: Span) -> Option<(Span, String)> {
    let file = sources.get(code.source)?;
    let line = |number: u32| file.text[file.line_range(number)].trim_end();
    let end = code.start + sources.text(code).trim_end().len() as u32;
    let (first, last) = (file.line(code.start), file.line(end));
    let start = file.line_range(first).start;
    // The page begins here, or the text of the item that holds the lines.
    let left = (code.start as usize - start).checked_sub(CODE)?;
    let (before, rest) = line(first).split_at_checked(left)?;
    let is_close = |number: u32| {
        let text = if (1..=file.line_count()).contains(&number) { line(number).trim() } else { "" };
        !text.is_empty() && !text.starts_with('#')
    };
    if before.contains(['>', '\t']) || (before.trim().is_empty() && is_close(first - 1)) {
        return None;
    }
    let own = rest.trim_start_matches(' ');
    let indent = " ".repeat(left + rest.len() - own.len());
    let mut text = own.to_string();
    for number in first + 1..=last {
        let next = if line(number).is_empty() { "" } else { line(number).strip_prefix(&indent)? };
        let before = if next.is_empty() { "" } else { &indent[..left] };
        text += &format!("\n{before}{next}");
    }
    let is_text = text.lines().map(str::trim_start).all(|line| line.is_empty() || is_markdown(line));
    let gap = if is_close(last + 1) { "\n" } else { "" };
    is_text.then(|| (Span::new(file.id, start + left..end as usize), text + gap))
}

/// A line that begins as Markdown writes an item, or a sentence.
fn is_markdown(line: &str) -> bool {
    let is_item = line.split_once(' ').is_some_and(|(marker, _)| {
        let number = marker.strip_suffix(['.', ')']).unwrap_or("");
        matches!(marker, "-" | "*" | "+")
            || (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
    });
    is_prose(line) && (is_item || line.starts_with(char::is_uppercase))
}

/// Begins with a bullet or number and words, or is a sentence.
fn is_prose(text: &str) -> bool {
    let Some(line) = text.lines().map(str::trim).find(|l| !l.is_empty()) else { return false };
    let (marker, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let number = marker.trim_end_matches(['.', ')']);
    let listed = matches!(marker, "-" | "*" | "+" | "•" | "·" | "o")
        || (number.len() < marker.len()
            && !number.is_empty()
            && number.len() < 3
            && number.chars().all(char::is_alphanumeric));
    if listed {
        return rest.chars().any(char::is_alphabetic);
    }
    let words = line.split_whitespace().count();
    let plain = !line.contains(['=', '{', '}', '$', ';', '|', '<', '\\']);
    plain && words > 4 && line.starts_with(char::is_uppercase) && line.ends_with(['.', '?', ':', '!'])
}

fn table(library: &Library<'_>, findings: &mut Findings) {
    for page in &library.catalog.pages {
        walk::leaves(page, &mut |block, _| {
            if !matches!(block.kind, BlockKind::Paragraph(_)) {
                return;
            }
            let lines: Vec<&str> = library.sources.text(block.span).lines().map(str::trim).collect();
            let Some(at) = lines.iter().position(|l| is_rule(l)).filter(|at| *at > 0) else { return };
            let (head, rule) = (cells(lines[at - 1]), cells(lines[at]));
            if !lines[at - 1].contains('|') {
                return;
            }
            let message = "these lines are meant as a table and read as text";
            let help = match head == rule {
                true => "leave a blank line above the header".to_string(),
                false => format!("the header has {head} cells, the line below it {rule}: make them equal"),
            };
            let found = Diagnostic::new(&codes::TABLE_BROKEN, block.span, message).help(help);
            let text = library.sources.text(block.span);
            findings.push(found.fix(Safety::Unsafe, block.span, mended(text, at, head, head == rule)));
        });
    }
}

/// `| --- | :-: |`.
fn is_rule(line: &str) -> bool {
    line.contains("--") && line.contains('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The lines with a blank one above the header where more stands there, and with a rule of as many cells as it has.
fn mended(text: &str, rule: usize, cells: usize, fits: bool) -> String {
    let mut lines: Vec<String> = text.lines().map(String::from).collect();
    if !fits {
        let given = lines[rule].trim().trim_matches('|').split('|').map(str::trim).filter(|c| !c.is_empty());
        let parts: Vec<&str> = given.chain(std::iter::repeat("---")).take(cells).collect();
        lines[rule] = format!("| {} |", parts.join(" | "));
    }
    if rule > 1 {
        lines.insert(rule - 1, String::new());
    }
    lines.join("\n")
}

fn cells(line: &str) -> usize {
    line.trim_matches('|').split('|').count()
}
