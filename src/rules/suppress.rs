//! Comments that let a finding through: `<!-- gameplan-ignore CODE reason -->`, `# gameplan-ignore CODE reason`.
//! In: findings, texts, pages. Out: fewer findings, and SU001, SU002 about comments that do nothing or do not say why.
//! Never: a comment in code; a comment that lets a finding about comments through.

use super::{Rule, sample, team, walk};
use crate::diagnostic::{Code, Diagnostic, Findings, Safety, codes, words};
use crate::model::catalog::Catalog;
use crate::model::nearest::nearest;
use crate::model::settings::Settings;
use crate::source::{SourceFile, SourceId, SourceMap, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// SU001.
pub(super) static SUPPRESSION_UNUSED: Rule = Rule {
    code: &codes::SUPPRESSION_UNUSED,
    why: "The fault that the comment let through is gone; if it comes back, nobody will hear of it.",
    fix: "Take the comment out.",
    check: None,
    sample: sample!("SU001", "page.md"),
};

/// SU002.
pub(super) static REASON_MISSING: Rule = Rule {
    code: &codes::REASON_MISSING,
    why: "Who reads the page next year cannot know whether the exception still holds.",
    fix: "Say why behind the code: `<!-- gameplan-ignore ST006 the name is due in June -->`.",
    check: None,
    sample: sample!("SU002", "page.md"),
};

const WORD: &str = "gameplan-ignore";

/// A comment that lets one code through.
struct Comment {
    code: Option<&'static Code>,
    /// As written.
    name: Span,
    /// All of it, with the whole line where nothing else stands on it.
    span: Span,
    reason: bool,
    /// First and last line; none: the file.
    lines: Option<(u32, u32)>,
    used: bool,
}

/// Takes out what comments let through, adds what is to say of the comments; gives the number taken out.
pub(super) fn apply(findings: &mut Findings, catalog: &Catalog, sources: &SourceMap) -> usize {
    let settings = &catalog.settings;
    let mut comments: BTreeMap<SourceId, Vec<Comment>> = BTreeMap::new();
    for file in sources.files().filter(|f| f.text.contains(WORD)) {
        comments.insert(file.id, read(file, catalog));
    }
    let before = findings.0.len();
    findings.0.retain(|found| {
        let line = sources.line(found.span);
        let of_file = comments.get_mut(&found.span.source).into_iter().flatten();
        let hit = of_file.into_iter().filter(|c| c.takes(found.code, line)).map(|c| c.used = true).count();
        hit == 0
    });
    let suppressed = before - findings.0.len();
    for comment in comments.values().flatten() {
        findings.extend(comment.findings(settings, sources));
    }
    suppressed
}

impl Comment {
    fn takes(&self, code: &Code, line: u32) -> bool {
        self.code.is_some_and(|c| c.id == code.id)
            && self.lines.is_none_or(|(from, to)| (from..=to).contains(&line))
    }

    fn findings(&self, settings: &Settings, sources: &SourceMap) -> Vec<Diagnostic> {
        let name = sources.text(self.name);
        let Some(code) = self.code else {
            let near = nearest(name, words(&team::team_codes(settings)));
            let found =
                Diagnostic::new(&codes::SUPPRESSION_UNUSED, self.name, format!("no rule is called `{name}`"));
            return vec![match near {
                Some(near) => found.meant(Safety::Unsafe, near),
                None => found.help("write the code of a rule, such as `ST006`"),
            }];
        };
        if !self.used {
            let message = format!("there is no `{}` here to let through", code.id);
            let found =
                Diagnostic::new(&codes::SUPPRESSION_UNUSED, self.name, message).help("take the comment out");
            return vec![found.fix(Safety::Safe, self.span, "")];
        }
        let message = format!("`{}` is let through without a reason", code.id);
        let found = Diagnostic::new(&codes::REASON_MISSING, self.name, message);
        if self.reason { Vec::new() } else { vec![found.help("say why behind the code")] }
    }
}

/// The comments of a file, none in its code.
fn read(file: &SourceFile, catalog: &Catalog) -> Vec<Comment> {
    let page = catalog.page(&file.path).filter(|page| page.source == file.id);
    let code = page.map(walk::code).unwrap_or_default();
    let is_code = |at: usize| code.iter().any(|span| span.range().contains(&at));
    let mut out = Vec::new();
    for line in 1..=file.line_count() {
        let range = file.line_range(line);
        let found = on_line(&file.text[range.clone()]).filter(|said| !is_code(range.start + said.word));
        let found: Vec<Said> = found.collect();
        // A line of comments alone speaks for the next one.
        let covered: usize = found.iter().map(|said| said.whole.len()).sum();
        let alone = covered > 0 && covered == blanks_aside(&file.text[range], &found);
        let here = Line { file, line, alone };
        out.extend(found.iter().map(|said| here.comment(said, found.len() == 1, &catalog.settings)));
    }
    out
}

/// Bytes of a line without the blanks that stand outside its comments.
fn blanks_aside(line: &str, comments: &[Said]) -> usize {
    let inside = |at: usize| comments.iter().any(|c| c.whole.contains(&at));
    let taken = |(at, c): &(usize, char)| inside(*at) || !c.is_whitespace();
    line.char_indices().filter(taken).map(|(_, c)| c.len_utf8()).sum()
}

/// Places of one comment in its line.
struct Said {
    whole: Range<usize>,
    /// Where the word begins.
    word: usize,
    /// What it says behind the word.
    text: Range<usize>,
}

/// The comments of a line.
fn on_line(line: &str) -> impl Iterator<Item = Said> {
    line.match_indices(WORD).filter_map(|(word, _)| {
        let (open, close) = match line[..word].trim_end() {
            before if before.ends_with("<!--") => (before.len() - 4, "-->"),
            before if before.ends_with('#') => (before.len() - 1, ""),
            _ => return None,
        };
        let end = if close.is_empty() { line.len() } else { word + line[word..].find(close)? };
        Some(Said { whole: open..end + close.len(), word, text: word + WORD.len()..end })
    })
}

/// A line that has comments.
struct Line<'a> {
    file: &'a SourceFile,
    line: u32,
    /// Nothing else stands on it.
    alone: bool,
}

impl Line<'_> {
    fn comment(&self, said: &Said, single: bool, settings: &Settings) -> Comment {
        let range = self.file.line_range(self.line);
        let (start, text) = (range.start, &self.file.text[range]);
        let words = &text[said.text.clone()];
        let (whole_file, words) = words.strip_prefix("-file").map_or((false, words), |rest| (true, rest));
        let name = words.split_whitespace().next().unwrap_or("");
        let named = text[said.text.clone()].find(name).filter(|_| !name.is_empty()).unwrap_or(0);
        let at = start + said.text.start + named;
        let next = self.file.line_range(self.line + 1).start.max(start + text.len());
        let gone = match self.alone && single {
            true => start..next,
            false => start + text[..said.whole.start].trim_end().len()..start + said.whole.end,
        };
        Comment {
            code: team::named(name, settings),
            name: Span::new(self.file.id, at..at + name.len()),
            span: Span::new(self.file.id, gone),
            reason: words.split_whitespace().nth(1).is_some(),
            lines: (!whole_file).then(|| (self.line, self.line + u32::from(self.alone))),
            used: false,
        }
    }
}
