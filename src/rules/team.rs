//! Rules that a team writes in its settings: codes from 901 on. In: [`TeamRule`]s, pages. Out: findings, and
//! their codes. Never: a look at code, or into an include.

use super::{Library, explain, levels, places, walk};
use crate::diagnostic::{Code, Diagnostic, Edit, Findings, Fix, Safety, Severity, find, team_code};
use crate::model::nearest::bare;
use crate::model::page::Page;
use crate::model::prose::{Block, BlockKind, plain};
use crate::model::settings::Settings;
use crate::model::team_rule::{Fault, Place, TeamRule};
use crate::source::glob::Globs;
use crate::source::{SourceMap, Span};

/// The codes of the team's rules.
pub fn team_codes(settings: &Settings) -> Vec<&'static Code> {
    settings.team.iter().map(code).collect()
}

/// A code by id, name or alias: this program's, else the team's.
pub(super) fn named(text: &str, settings: &Settings) -> Option<&'static Code> {
    let own = || settings.team.iter().find(|r| r.code.value.eq_ignore_ascii_case(text) || r.name == text);
    find(text).or_else(|| own().map(code))
}

fn code(rule: &TeamRule) -> &'static Code {
    team_code(&rule.code.value, &rule.name, severity(rule), &rule.message, &explain::team_page(rule))
}

fn severity(rule: &TeamRule) -> Severity {
    let all = [Severity::Suggestion, Severity::Warning, Severity::Error];
    all.into_iter().find(|s| s.as_str() == rule.severity).unwrap_or(Severity::Warning)
}

/// What the team's rules find, as far as the settings leave them on.
pub(super) fn check(library: &Library<'_>, findings: &mut Findings) {
    let settings = &library.catalog.settings;
    for rule in settings.team.iter().filter(|rule| levels::is_on(code(rule), settings)) {
        let globs: Vec<String> = rule.files.iter().map(|glob| glob.value.clone()).collect();
        let globs = Globs::new(&globs);
        let takes = |page: &&Page| globs.is_empty() || globs.matches(&page.path).is_some();
        for page in library.catalog.pages.iter().filter(takes) {
            findings.extend(team_findings(rule, page, library.sources));
        }
    }
}

/// What a rule finds in a page, wherever it is to look.
pub fn team_findings(rule: &TeamRule, page: &Page, sources: &SourceMap) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for piece in pieces(rule, page, sources) {
        match &rule.fault {
            Fault::Lacks(pattern) if pattern.is_in(&piece.text) => {}
            Fault::Lacks(_) => out.push(finding(rule, piece.whole(sources))),
            Fault::Holds(pattern) => {
                let with = rule.replace.as_deref().unwrap_or_default();
                let places = pattern.places(&piece.text);
                for (place, text) in places.into_iter().zip(pattern.replacements(&piece.text, with)) {
                    let span = piece.part(place);
                    match rule.replace.is_some() && piece.as_written {
                        _ if piece.is_code(span) => {}
                        true => out.push(mended(finding(rule, span), span, text)),
                        false => out.push(finding(rule, span)),
                    }
                }
            }
        }
    }
    out
}

fn finding(rule: &TeamRule, span: Span) -> Diagnostic {
    let mend = rule.replace.as_ref().map(|with| format!("write `{with}` instead"));
    let mut found = Diagnostic::new(code(rule), span, rule.message.clone());
    found.help = rule.help.clone().or(mend);
    found
}

fn mended(mut found: Diagnostic, span: Span, text: String) -> Diagnostic {
    if found.help.as_deref().is_some_and(|help| help.starts_with("write `")) {
        found.help = Some(format!("write `{text}`"));
    }
    found.fix = Some(Fix { safety: Safety::Safe, edits: vec![Edit { span, text }] });
    found
}

/// Something that a rule looks at.
struct Piece {
    text: String,
    /// Where it stands.
    span: Span,
    /// True if the file holds the text as it is: places in it are places in the file.
    as_written: bool,
    /// Code in it.
    code: Vec<Span>,
}

impl Piece {
    fn new(text: impl Into<String>, span: Span, sources: &SourceMap) -> Self {
        let text = text.into();
        Self { as_written: sources.text(span) == text, text, span, code: Vec::new() }
    }

    /// Where a part of the text stands in the file.
    fn part(&self, place: std::ops::Range<usize>) -> Span {
        if self.as_written { places::part(self.span, place.start, place.len()) } else { self.span }
    }

    /// All of it; of a longer text its first line.
    fn whole(&self, sources: &SourceMap) -> Span {
        let text = sources.text(self.span);
        let start = text.len() - text.trim_start().len();
        let first = text.trim_start().lines().next().unwrap_or("").trim_end();
        places::part(self.span, start, first.len())
    }

    fn is_code(&self, span: Span) -> bool {
        self.code.iter().any(|code| code.start < span.end && span.start < code.end)
    }
}

fn pieces(rule: &TeamRule, page: &Page, sources: &SourceMap) -> Vec<Piece> {
    let mut out = Vec::new();
    match &rule.place {
        Place::Text => {
            let Some(file) = sources.get(page.source) else { return out };
            let start = page.front.span.map_or(file.body_start(), |span| span.end as usize);
            let span = Span::new(page.source, start.min(file.text.len())..file.text.len());
            out.push(Piece { code: walk::code(page), ..Piece::new(sources.text(span), span, sources) });
        }
        Place::Link => walk::targets(page, &mut |span, target, _| {
            out.push(Piece::new(target, places::within(sources, span, target), sources));
        }),
        Place::Key(key) => {
            out.extend(page.front.get(key).map(|said| Piece::new(said.value.as_str(), said.span, sources)));
        }
        Place::Heading => walk::leaves(page, &mut |block, _| out.extend(heading(block, sources))),
        Place::Cell(column) => walk::leaves(page, &mut |block, _| {
            out.extend(cells(block, column.as_deref(), sources));
        }),
    }
    out
}

/// The text of a heading, without its signs.
fn heading(block: &Block, sources: &SourceMap) -> Option<Piece> {
    let BlockKind::Heading { .. } = &block.kind else { return None };
    let line = sources.text(block.span);
    let text = line.lines().next().unwrap_or("").trim_start().trim_start_matches('#').trim();
    let at = line.find(text).unwrap_or(0);
    Some(Piece::new(text, places::part(block.span, at, text.len()), sources))
}

/// The cells of a table, or of one of its columns.
fn cells(block: &Block, column: Option<&str>, sources: &SourceMap) -> Vec<Piece> {
    let BlockKind::Table(table) = &block.kind else { return Vec::new() };
    let same = |name: &str, wanted: &str| bare(name) == bare(wanted);
    let of_column = |idx: usize| match (column, table.head.get(idx)) {
        (Some(wanted), Some(head)) => same(&plain(&head.content), wanted),
        (wanted, _) => wanted.is_none(),
    };
    let cells = table.rows.iter().flat_map(|row| row.cells.iter().enumerate());
    let wanted = cells.filter(|(idx, _)| of_column(*idx)).map(|(_, cell)| {
        let text = sources.text(cell.span);
        let trimmed = text.trim();
        let at = text.find(trimmed).unwrap_or(0);
        Piece::new(trimmed, places::part(cell.span, at, trimmed.len()), sources)
    });
    wanted.filter(|piece| !piece.text.is_empty()).collect()
}
