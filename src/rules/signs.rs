//! ST001 invisible-character: signs that take no room and break search, anchors, ids and addresses.
//! In: texts of pages. Out: a warning for each heading, id or address, a suggestion for each line that a sign may hold
//! in its shape, one for the rest of a page.
//! Never: joiners where a script or an emoji needs them; soft hyphens in running text.

use super::{Library, Rule, places, sample, walk};
use crate::diagnostic::{Diagnostic, Edit, Findings, Fix, Safety, Severity, codes};
use crate::model::page::Page;
use crate::model::prose::BlockKind;
use crate::model::sentence::{both, ticked};
use crate::source::{SourceFile, Span};
use aho_corasick::AhoCorasick;
use std::ops::Range;

/// ST001.
pub(super) static INVISIBLE_CHARACTER: Rule = Rule {
    code: &codes::INVISIBLE_CHARACTER,
    why: "Nobody sees a zero-width space, but search does not find the word, the anchor of the heading changes, and an \
          address with one in it is dead.",
    fix: "Take it out; the fix does, and nothing visible changes. Joiners that a script or an emoji needs are left alone.",
    check: Some(check),
    sample: sample!("ST001", "page.md"),
};

const SIGNS: [char; 6] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{ad}'];

fn check(library: &Library<'_>, findings: &mut Findings) {
    let signs = SIGNS.map(String::from);
    let search = AhoCorasick::new(&signs).expect("six short patterns");
    for page in &library.catalog.pages {
        let Some(file) = library.sources.get(page.source).filter(|f| !f.text.is_ascii()) else { continue };
        let found: Vec<Range<usize>> =
            search.find_iter(&file.text).map(|m| m.range()).filter(|r| !is_needed(file, r)).collect();
        if !found.is_empty() {
            report(library, page, file, found, findings);
        }
    }
}

fn report(
    library: &Library<'_>,
    page: &Page,
    file: &SourceFile,
    mut left: Vec<Range<usize>>,
    findings: &mut Findings,
) {
    for (span, what) in delicate(library, page) {
        let (inside, rest) = left.into_iter().partition(|r| span.range().contains(&r.start));
        left = rest;
        findings.extend(removal(file, &inside, &format!("{what} holds")));
    }
    left.retain(|r| !file.text[r.clone()].starts_with('\u{ad}'));
    let mut lines = Lines { file, last: None };
    let (shaping, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(|r| lines.may_shape(r));
    for line in shaping.chunk_by(|a, b| file.line(a.start as u32) == file.line(b.start as u32)) {
        findings.extend(removal(file, line, "the line holds").map(|d| d.severity(Severity::Suggestion)));
    }
    findings.extend(removal(file, &rest, "the page holds").map(|d| d.severity(Severity::Suggestion)));
}

/// The words of a line, looked for once a line.
struct Lines<'a> {
    file: &'a SourceFile,
    /// The bytes of the last line, and those of it from its first word to its last.
    last: Option<(Range<usize>, Range<usize>)>,
}

impl Lines<'_> {
    /// True for a sign that may keep a line from being a heading, an item or a blank line, or stars from being
    /// emphasis: it stands before all words of its line, behind them all, or beside a mark. Its fix is a fix of its
    /// own, so that one that cannot be made holds up no other.
    fn may_shape(&mut self, sign: &Range<usize>) -> bool {
        let words = self.words(sign.start);
        sign.start <= words.start || words.end <= sign.start || beside_mark(&self.file.text, sign)
    }

    /// From the first sign of a line that is no mark of Markdown to behind the last one that is no blank.
    fn words(&mut self, at: usize) -> Range<usize> {
        if let Some((line, words)) = &self.last
            && line.contains(&at)
        {
            return words.clone();
        }
        let line = self.file.line_range(self.file.line(at as u32));
        let text = &self.file.text[line.clone()];
        let blank = |c: char| c.is_whitespace() || SIGNS.contains(&c);
        let mark = |c: char| blank(c) || "#>-+*.)".contains(c) || c.is_ascii_digit();
        let start = line.start + text.find(|c| !mark(c)).unwrap_or(text.len());
        let words = start..line.start + text.trim_end_matches(blank).len();
        self.last = Some((line, words.clone()));
        words
    }
}

/// True for a sign beside a mark of Markdown.
fn beside_mark(text: &str, sign: &Range<usize>) -> bool {
    let mark = |c: char| "*_~`|[]<>!\\".contains(c);
    text[..sign.start].ends_with(mark) || text[sign.end..].starts_with(mark)
}

/// Headings, ids and addresses of a page.
fn delicate(library: &Library<'_>, page: &Page) -> Vec<(Span, &'static str)> {
    let mut out = Vec::new();
    walk::leaves(page, &mut |block, _| match &block.kind {
        BlockKind::Heading { .. } => out.push((block.span, "the heading")),
        BlockKind::Html(html) if html.contains("id:") => out.push((block.span, "the id")),
        _ => {}
    });
    walk::targets(page, &mut |span, target, _| {
        out.push((places::within(library.sources, span, target), "the address"));
    });
    out
}

/// One finding that takes all of them out.
fn removal(file: &SourceFile, signs: &[Range<usize>], holds: &str) -> Option<Diagnostic> {
    let first = Span::new(file.id, signs.first()?.clone());
    let mut kinds: Vec<String> = Vec::new();
    for sign in signs {
        let name = file.text[sign.clone()].chars().next().map(|c| format!("U+{:04X}", u32::from(c)));
        kinds.extend(name.filter(|n| !kinds.contains(n)));
    }
    let message = match signs.len() {
        1 => format!("{holds} the invisible {}", both(ticked(&kinds))),
        n => format!("{holds} {n} invisible signs, {}", both(ticked(&kinds))),
    };
    let mut found = Diagnostic::new(&codes::INVISIBLE_CHARACTER, first, message).help(if signs.len() == 1 {
        "take it out"
    } else {
        "take them out"
    });
    let edits =
        signs.iter().map(|r| Edit { span: Span::new(file.id, r.clone()), text: String::new() }).collect();
    found.fix = Some(Fix { safety: Safety::Safe, edits });
    Some(found)
}

/// The byte order mark at the start, and joiners beside an emoji or a letter of a script that joins.
fn is_needed(file: &SourceFile, range: &Range<usize>) -> bool {
    if range.start < file.body_start() {
        return true;
    }
    let joiner = file.text[range.clone()].starts_with(['\u{200c}', '\u{200d}']);
    let before = file.text[..range.start].chars().next_back();
    let after = file.text[range.end..].chars().next();
    joiner && [before, after].into_iter().flatten().any(joins)
}

fn joins(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1780}'..='\u{18af}' | '\u{2600}'..='\u{27bf}'
        | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}
