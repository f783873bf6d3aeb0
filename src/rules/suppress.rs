//! Comments that let a finding through: `<!-- gameplan-ignore CODE reason -->`, `# gameplan-ignore CODE reason`.
//! In: findings, texts. Out: fewer findings, and SU001, SU002 about comments that do nothing or do not say why.
//! Never: a comment in code; a comment that lets a finding about comments through.

use super::{Rule, sample, team};
use crate::diagnostic::{Code, Diagnostic, Findings, Safety, codes, words};
use crate::model::nearest::nearest;
use crate::model::settings::Settings;
use crate::source::{SourceFile, SourceId, SourceMap, Span};
use std::collections::BTreeMap;

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
pub(super) fn apply(findings: &mut Findings, settings: &Settings, sources: &SourceMap) -> usize {
    let mut comments: BTreeMap<SourceId, Vec<Comment>> = BTreeMap::new();
    for file in sources.files().filter(|f| f.text.contains(WORD)) {
        comments.insert(file.id, read(file, settings));
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

/// The comments of a file.
fn read(file: &SourceFile, settings: &Settings) -> Vec<Comment> {
    let mut out = Vec::new();
    let mut fenced = false;
    for line in 1..=file.line_count() {
        let range = file.line_range(line);
        let text = &file.text[range.clone()];
        let is_markdown = file.path.ends_with(".md");
        if is_markdown
            && text.trim_start().starts_with(['`', '~'])
            && text.trim_start().get(..3).is_some_and(|f| f == "```" || f == "~~~")
        {
            fenced = !fenced;
        }
        if !fenced {
            out.extend(on_line(file, settings, line, range.start, text));
        }
    }
    out
}

/// The comment of a line: not one in `` `code` ``.
fn on_line(file: &SourceFile, settings: &Settings, line: u32, start: usize, text: &str) -> Option<Comment> {
    let word = text.find(WORD)?;
    let (open, close) = match text[..word].trim_end() {
        before if before.ends_with("<!--") => (before.len() - 4, "-->"),
        before if before.ends_with('#') => (before.len() - 1, ""),
        _ => return None,
    };
    if text[..open].ends_with('`') {
        return None;
    }
    let end = if close.is_empty() { text.len() } else { word + text[word..].find(close)? };
    let said = text[word + WORD.len()..end].to_string();
    let (whole_file, said) = said.strip_prefix("-file").map_or((false, said.as_str()), |rest| (true, rest));
    let name = said.split_whitespace().next().unwrap_or("");
    let at = word + text[word..end].find(name).filter(|_| !name.is_empty()).unwrap_or(WORD.len());
    let span = |from: usize, to: usize| Span::new(file.id, start + from..start + to);
    let alone = text[..open].trim().is_empty() && text[end + close.len()..].trim().is_empty();
    let next = file.line_range(line + 1).start.max(start + text.len());
    Some(Comment {
        code: team::named(name, settings),
        name: span(at, at + name.len()),
        span: if alone {
            Span::new(file.id, start..next)
        } else {
            span(text[..open].trim_end().len(), end + close.len())
        },
        reason: said.split_whitespace().nth(1).is_some(),
        lines: (!whole_file).then(|| (line, line + u32::from(alone))),
        used: false,
    })
}
