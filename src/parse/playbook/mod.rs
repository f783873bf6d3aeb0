//! A page's prose read for what it means (DOMAIN.md 2).
//! In: one page's blocks, the words of the library, a way to the files it includes. Out: [`Playbook`], findings.
//! Never: pastes an include as text; its blocks join the page's flow and keep their own spans.

mod bind;
mod flow;
mod ids;
mod items;
mod labels;
mod outline;
mod scenarios;
mod sub_items;
mod tables;
mod thresholds;
mod unread;

pub use flow::Included;
pub(crate) use ids::hidden as without_ids;
pub(in crate::parse) use ids::offer as offer_id;

use crate::diagnostic::Findings;
use crate::model::audience::AudienceSet;
use crate::model::playbook::{LabelKind, Playbook, ServiceScope};
use crate::model::prose::{Block, Fragment, FragmentId};
use crate::model::registry::Registry;
use crate::model::vocabulary::Vocabulary;
use crate::parse::when::Words;

/// What reading a playbook needs beside the page.
pub struct Context<'a> {
    /// Names.
    pub registry: &'a Registry,
    /// Words.
    pub vocabulary: &'a Vocabulary,
    /// Words of conditions.
    pub words: Words<'a>,
}

/// The file that an include directive names: `(path of the including file, target as written)`.
pub type Include<'i, 'a> = dyn Fn(&str, &str) -> Option<Included<'a>> + 'i;

/// The page to read.
pub struct PageText<'a> {
    /// Its number in the library.
    pub number: usize,
    /// Path below the root.
    pub path: &'a str,
    /// Body.
    pub blocks: &'a [Block],
    /// Who reads the page.
    pub audiences: AudienceSet,
}

/// Reads a page. Its fragments are appended to `fragments`; their ids are their places in it.
/// Findings: section-empty, section-misplaced, label-binds-forward, condition-*, id-repeated, threshold-*, …
pub fn read<'a>(
    page: &PageText<'a>,
    cx: &Context<'_>,
    include: &Include<'_, 'a>,
    fragments: &mut Vec<Fragment>,
    findings: &mut Findings,
) -> Playbook {
    let (flow, includes) = flow::flatten(page, include, findings);
    let mut outline = outline::read(&flow, cx.vocabulary);
    let labels = labels::find(&flow, cx);
    let bound = bind::bind(&flow, &mut outline, &labels, findings);
    outline::empty(&flow, &mut outline, cx.vocabulary, findings);
    let mut playbook = Playbook { includes, ..Playbook::default() };
    playbook.labels = bound.page.clone();
    playbook.applies_to = applies_to(&labels, cx);
    let mut store = Store { page: page.number, fragments };
    let leads = items::leads(&flow);
    let body =
        Body { page, flow: &flow, outline: &outline, labels: &labels, bound: &bound, leads: &leads, cx };
    scenarios::read(&body, &mut playbook, &mut store, findings);
    tables::read(&body, &mut playbook, &mut store, findings);
    scenarios::finish(&body, &mut playbook, &mut store, findings);
    playbook.has_lines = outline.has_approach || !playbook.tasks.is_empty();
    playbook.sections = outline.sections();
    playbook
}

/// Everything known of a page before its scenarios are read.
struct Body<'a> {
    page: &'a PageText<'a>,
    flow: &'a [flow::Flow<'a>],
    outline: &'a outline::Outline,
    labels: &'a [labels::LabelBlock],
    bound: &'a bind::Bound,
    /// See [`items::leads`].
    leads: &'a [usize],
    cx: &'a Context<'a>,
}

/// Takes prose over into the page's fragments.
struct Store<'a> {
    page: usize,
    fragments: &'a mut Vec<Fragment>,
}

impl Store<'_> {
    fn add(&mut self, fragment: Fragment) -> FragmentId {
        self.fragments.push(fragment);
        FragmentId::new(self.page, self.fragments.len() - 1)
    }

    fn blocks(&mut self, blocks: Vec<Block>) -> Option<FragmentId> {
        (!blocks.is_empty()).then(|| self.add(Fragment::Blocks(blocks)))
    }
}

/// Every service that an `Applies To` label of the page names, All Services and Core Onboarding aside.
fn applies_to(labels: &[labels::LabelBlock], cx: &Context<'_>) -> Vec<crate::model::Name> {
    let mut out = Vec::new();
    for label in labels.iter().flat_map(|b| &b.labels).filter(|l| l.kind == LabelKind::AppliesTo) {
        let ServiceScope::Named(names) =
            crate::parse::names::services(&label.text, cx.registry, cx.vocabulary)
        else {
            continue;
        };
        for name in names.into_iter().filter(|n| n.known) {
            if !out.contains(&name.name) {
                out.push(name.name);
            }
        }
    }
    out
}
