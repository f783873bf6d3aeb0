//! AU004 dead-in-audience: what lives in one audience's root and is not in another's, though both read the place.
//! In: a target in its place. Out: a finding. Never: a page for narrower readers (AU003), or a target that no reader of
//! the place has (LN006).

use super::paths::is_narrower;
use super::{Check, Use};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::model::audience::{AudienceId, AudienceSet};
use crate::model::sentence::{both, ticked};
use crate::resolve::target::{self, PathTarget};
use crate::resolve::tree::{Node, Tree};

impl<'a> Check<'a> {
    /// Reports readers of the place who do not find what others find; true if there are any.
    pub(super) fn dead_for_some(&mut self, place: &Use<'a>, path: &PathTarget) -> bool {
        if path.own_host || !place.routed {
            return false;
        }
        let folder = target::folder(place.from);
        let page = |tree: &Tree| match tree.find(folder, path).map(|f| f.node) {
            Some(Node::Page(idx)) => Some(&self.catalog.pages[idx]),
            _ => None,
        };
        let has = |(id, tree): &(AudienceId, Tree)| match page(tree) {
            Some(page) => page.audiences.has(*id),
            None => tree.find(folder, path).is_some(),
        };
        let told =
            |(id, tree): &(AudienceId, Tree)| page(tree).is_some_and(|p| is_narrower(self.catalog, p, *id));
        let mine = self.trees.iter().filter(|(id, _)| place.readers.has(*id));
        let dead: Vec<AudienceId> = mine.filter(|t| !has(t) && !told(t)).map(|(id, _)| *id).collect();
        if dead.is_empty() {
            return false;
        }
        let others = self.trees.iter().filter(|t| has(t));
        let others = others.fold(AudienceSet::default(), |set, (id, _)| set.with(*id));
        let mut finding = self.dead(place, path, &dead, others);
        if dead.iter().fold(AudienceSet::default(), |set, id| set.with(*id)) == place.readers {
            finding = finding.severity(Severity::Error);
        }
        self.push(finding, place);
        true
    }

    fn dead(
        &self,
        place: &Use<'a>,
        path: &PathTarget,
        dead: &[AudienceId],
        others: AudienceSet,
    ) -> Diagnostic {
        let audiences = &self.catalog.settings.audiences;
        let names =
            |ids: &mut dyn Iterator<Item = AudienceId>| both(ticked(ids.map(|id| audiences.name(id))));
        let (no, yes) =
            (names(&mut dead.iter().copied()), names(&mut audiences.ids().filter(|id| others.has(*id))));
        let message = format!("the {} leads to `{}`, which is not there for {no}", place.what, path.path);
        let only = if yes.is_empty() { String::new() } else { format!("it is there for {yes}: ") };
        let finding = Diagnostic::new(&codes::DEAD_IN_AUDIENCE, self.written_span(place), message)
            .help(format!("{only}put the {} into a zone, or publish its target for {no} too", place.what));
        let folder = target::folder(place.from);
        let page = self.trees.iter().find_map(|(_, tree)| match tree.find(folder, path)?.node {
            Node::Page(idx) => Some(&self.catalog.pages[idx]),
            _ => None,
        });
        match page.and_then(|p| p.audience_span) {
            Some(span) => finding.label(span, "who may read it"),
            None => finding,
        }
    }
}
