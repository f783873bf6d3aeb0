//! The headings of a page: what each is and how far it reaches.
//! In: the flow, the vocabulary. Out: [`Outline`].
//! Never: labels; whether a heading without Approach is a scenario is decided when labels are bound.

use super::flow::Flow;
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::audience::AudienceSet;
use crate::model::playbook::{Section, SectionKind};
use crate::model::prose::{BlockKind, Inline, folded, plain};
use crate::model::slug::Slugger;
use crate::model::vocabulary::Vocabulary;
use crate::source::Span;
use std::ops::Range;

/// One heading.
pub(super) struct Head {
    pub kind: SectionKind,
    pub text: String,
    pub explicit_id: Option<String>,
    pub level: u8,
    pub span: Span,
    pub anchor: String,
    pub audience: AudienceSet,
    pub included: bool,
    /// Flow indices from behind the heading to the next heading of any level.
    pub own: Range<usize>,
    /// Flow indices from behind the heading to the next heading of its level or above.
    pub reach: Range<usize>,
    pub parent: Option<usize>,
    pub empty: bool,
    /// True inside an Approach (not the Approach itself).
    pub in_approach: bool,
}

/// All headings in order.
pub(super) struct Outline {
    pub heads: Vec<Head>,
    /// True if one of them is an Approach.
    pub has_approach: bool,
}

impl Outline {
    /// The page's own title: its first heading of level 1, unless that is a known section.
    pub(super) fn is_title(&self, head: usize) -> bool {
        let first = self.heads.iter().position(|h| h.level == 1);
        first == Some(head) && self.heads[head].kind == SectionKind::Other
    }

    /// The scenario (or Approach) that a flow index belongs to: the nearest one up the headings, unless a
    /// known section other than FTOP Tasks stands between, or the Approach has ended before.
    pub(super) fn owner(&self, idx: usize) -> Option<usize> {
        let ended = |h: &Head| self.has_approach && !h.in_approach;
        for head in self.chain(self.head_of(idx)?) {
            let h = &self.heads[head];
            match h.kind {
                SectionKind::Scenario | SectionKind::Approach => return Some(head),
                SectionKind::FtopTasks | SectionKind::Other if ended(h) => return None,
                SectionKind::FtopTasks | SectionKind::Other => {}
                _ => return None,
            }
        }
        None
    }

    /// The heading that a flow index stands under.
    pub(super) fn head_of(&self, idx: usize) -> Option<usize> {
        self.heads.partition_point(|h| h.own.start <= idx).checked_sub(1)
    }

    /// The heading that a flow index is.
    pub(super) fn heading_at(&self, idx: usize) -> Option<usize> {
        self.head_of(idx + 1).filter(|head| self.heads[*head].own.start == idx + 1)
    }

    /// A heading and its ancestors, nearest first.
    pub(super) fn chain(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(head), |h| self.heads[*h].parent)
    }

    /// The model's sections: headings of the page itself.
    pub(super) fn sections(&self) -> Vec<Section> {
        let section = |h: &Head| Section {
            kind: h.kind,
            heading: h.text.clone(),
            level: h.level,
            span: h.span,
            anchor: h.anchor.clone(),
            empty: h.empty,
        };
        self.heads.iter().filter(|h| !h.included).map(section).collect()
    }
}

/// Reads the headings.
pub(super) fn read(flow: &[Flow<'_>], vocabulary: &Vocabulary) -> Outline {
    let mut heads: Vec<Head> = Vec::new();
    let mut slugger = Slugger::default();
    for (idx, item) in flow.iter().enumerate() {
        if let BlockKind::Heading { level, content, id } = &item.block.kind {
            heads.push(head(idx, item, *level, content, id.as_deref(), vocabulary, &mut slugger));
        }
    }
    reaches(&mut heads, flow.len());
    approach(&mut heads);
    let has_approach = heads.iter().any(|h| h.kind == SectionKind::Approach);
    Outline { heads, has_approach }
}

fn head(
    idx: usize,
    item: &Flow<'_>,
    level: u8,
    content: &[Inline],
    id: Option<&str>,
    vocabulary: &Vocabulary,
    slugger: &mut Slugger,
) -> Head {
    let text = folded(content);
    let explicit_id = super::ids::comment_id(content).or_else(|| id.map(str::to_string));
    Head {
        kind: vocabulary.section(&text).unwrap_or(SectionKind::Other),
        anchor: id.map_or_else(|| slugger.heading(&plain(content)), str::to_string),
        explicit_id,
        text,
        level,
        span: item.block.span,
        audience: item.audience,
        included: item.included,
        own: idx + 1..idx + 1,
        reach: idx + 1..idx + 1,
        parent: None,
        empty: false,
        in_approach: false,
    }
}

fn reaches(heads: &mut [Head], end: usize) {
    // The last heading of each level.
    let mut last = [None; 7];
    for i in 0..heads.len() {
        let level = heads[i].level;
        let start = heads[i].own.start;
        heads[i].own.end = heads.get(i + 1).map_or(end, |h| h.own.start - 1);
        let close = heads[i + 1..].iter().find(|h| h.level <= level);
        heads[i].reach = start..close.map_or(end, |h| h.own.start - 1);
        heads[i].parent = last[..usize::from(level)].iter().copied().flatten().max();
        last[usize::from(level)] = Some(i);
    }
}

/// Marks the scenarios below every Approach: a known section ends it unless it is FTOP Tasks, a heading of
/// its level or above too; deeper headings belong to their scenario.
fn approach(heads: &mut [Head]) {
    let mut level = None;
    let mut scenario = None;
    for head in heads.iter_mut() {
        match (head.kind, level) {
            (SectionKind::Approach, _) => (level, scenario) = (Some(head.level), None),
            (SectionKind::FtopTasks, Some(_)) => head.in_approach = true,
            (SectionKind::Other, Some(above)) if head.level > above => {
                head.in_approach = true;
                if scenario.is_none_or(|s| head.level <= s) {
                    head.kind = SectionKind::Scenario;
                    scenario = Some(head.level);
                }
            }
            _ => (level, scenario) = (None, None),
        }
    }
}

/// Marks sections with nothing in them; a finding for known ones.
pub(super) fn empty(
    flow: &[Flow<'_>],
    outline: &mut Outline,
    vocabulary: &Vocabulary,
    findings: &mut Findings,
) {
    for head in &mut outline.heads {
        head.empty = flow[head.reach.clone()].iter().all(|f| says_nothing(f, vocabulary));
        if head.empty && SectionKind::KNOWN.contains(&head.kind) && flow[head.reach.clone()].is_empty() {
            findings.push(
                Diagnostic::new(
                    &codes::SECTION_EMPTY,
                    head.span,
                    format!("`{}` has nothing in it", head.text),
                )
                .help("write it, or write `N/A`"),
            );
        }
    }
}

fn says_nothing(item: &Flow<'_>, vocabulary: &Vocabulary) -> bool {
    match &item.block.kind {
        BlockKind::Paragraph(content) => vocabulary.is_nothing(&folded(content)),
        BlockKind::Table(table) => {
            table.rows.iter().flat_map(|r| &r.cells).all(|c| vocabulary.is_nothing(&folded(&c.content)))
        }
        BlockKind::Rule => true,
        BlockKind::Html(html) => html.trim_start().starts_with("<!--"),
        _ => false,
    }
}
