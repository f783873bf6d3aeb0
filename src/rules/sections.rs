//! ST011 section-misplaced: a known section that looks like a scenario. In: headings. Out: findings; the fix writes the
//! heading, and those below it, with the right number of `#`. Never: a heading that is underlined.

use super::{Library, Rule, sample};
use crate::diagnostic::{Diagnostic, Edit, Findings, Fix, Safety, codes};
use crate::model::playbook::{Section, SectionKind as Kind};
use crate::source::{SourceMap, Span};

/// ST011.
pub(super) static SECTION_MISPLACED: Rule = Rule {
    code: &codes::SECTION_MISPLACED,
    why: "A known section at the level of the scenarios looks like one of them in the outline, although it \
          ends the Approach.",
    fix: "Write it with as many `#` as Approach has.",
    check: Some(check),
    sample: sample!("ST011", "page.md"),
};

fn check(library: &Library<'_>, findings: &mut Findings) {
    for page in &library.catalog.pages {
        let sections = &page.playbook.sections;
        let heads: Vec<(u8, Span)> = sections.iter().map(|s| (s.level, s.span)).collect();
        let mut approach: Option<&Section> = None;
        for (n, section) in sections.iter().enumerate() {
            let below = approach.is_some_and(|a| section.level > a.level);
            match section.kind {
                Kind::Approach => approach = Some(section),
                Kind::FtopTasks | Kind::Scenario | Kind::Other if !below => approach = None,
                Kind::FtopTasks | Kind::Scenario | Kind::Other => {}
                _ => {
                    let found = approach.filter(|_| below).map(|a| misplaced(a, section));
                    let edits = approach.and_then(|a| levelled(library.sources, &heads, n, a.level));
                    findings.extend(found.map(|d| with(d, edits)));
                }
            }
        }
    }
}

fn misplaced(approach: &Section, section: &Section) -> Diagnostic {
    let message = format!("`{}` sits below Approach, at the level of its scenarios", section.heading);
    Diagnostic::new(&codes::SECTION_MISPLACED, section.span, message)
        .label(approach.span, "Approach begins here")
        .help(format!("write it with {} `#`", approach.level))
}

/// A finding with these edits as its unsafe fix, if there are any.
pub(super) fn with(found: Diagnostic, edits: Option<Vec<Edit>>) -> Diagnostic {
    Diagnostic { fix: edits.map(|edits| Fix { safety: Safety::Unsafe, edits }), ..found }
}

/// Edits that give the heading at `at` a level, and every one that belongs to it as much more or less. None if one of
/// them is underlined, lies in another file, or would leave the six levels.
pub(super) fn levelled(sources: &SourceMap, heads: &[(u8, Span)], at: usize, level: u8) -> Option<Vec<Edit>> {
    let (own, span) = *heads.get(at)?;
    let below = heads[at + 1..].iter().take_while(|(other, _)| *other > own);
    let moved = |(old, place): &(u8, Span)| {
        let new = (*old + level).checked_sub(own).filter(|new| (1..=6).contains(new))?;
        let text = sources.text(*place);
        let start = text.len() - text.trim_start().len();
        let marks = text[start..].bytes().take_while(|b| *b == b'#').count();
        let whole = place.source == span.source && marks == usize::from(*old);
        let edit =
            Edit { span: super::places::part(*place, start, marks), text: "#".repeat(usize::from(new)) };
        whole.then_some(edit)
    };
    [heads[at]].iter().chain(below).map(moved).collect()
}
