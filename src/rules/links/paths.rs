//! Where a path leads: to nothing (LN006), to another case (LN009), to a page that its readers may not see (AU003).
//! In: a target in its place. Out: findings. Never: two findings for one cause.

use super::{Check, Use};
use crate::diagnostic::{Diagnostic, Safety, codes};
use crate::model::audience::AudienceId;
use crate::model::catalog::Catalog;
use crate::model::links;
use crate::model::page::Page;
use crate::model::sentence::{both, ticked};
use crate::resolve::near;
use crate::resolve::target::{self, PathTarget, Target};
use crate::resolve::tree::{Node, Tree};

impl<'a> Check<'a> {
    /// Looks a path up in the roots of its readers.
    pub(super) fn path_or_missing(&mut self, place: &Use<'a>) {
        let Target::Path(path) = target::read(place.written, &self.catalog.settings.site.hosts) else {
            return self.missing(place, format!("the include names no file: `{}`", place.written), None);
        };
        let folder = target::folder(place.from);
        let mine = |(id, _): &&(AudienceId, Tree)| place.readers.has(*id);
        let found = self.trees.iter().filter(mine).find_map(|(_, tree)| tree.find(folder, &path));
        match found.map(|f| (f.path.to_string(), f.node, f.other_case)) {
            None if path.own_host => {}
            None => self.nowhere(place, &path),
            Some((file, node, other_case)) => {
                if other_case {
                    self.other_case(place, &path, &file);
                }
                match node {
                    Node::Page(idx) => self.page(place, &path, idx),
                    _ => {
                        self.dead_for_some(place, &path);
                    }
                }
            }
        }
    }

    /// A page that is there: may its readers see it, and has it the heading?
    pub(super) fn page(&mut self, place: &Use<'a>, path: &PathTarget, idx: usize) {
        let page = &self.catalog.pages[idx];
        let shut = self.catalog.settings.audiences.ids().filter(|id| place.readers.has(*id));
        let shut: Vec<AudienceId> = shut.filter(|id| is_narrower(self.catalog, page, *id)).collect();
        if place.what != "include" && place.routed && !page.routed {
            let message =
                format!("the {} leads to `{}`, which the content globs leave out", place.what, page.path);
            self.missing(
                place,
                message,
                Some("link to a page of the site, or take it into `content:`".into()),
            );
        } else if !shut.is_empty() {
            self.narrower(place, page, &shut);
        } else if self.dead_for_some(place, path) {
            // One cause: where the page is not, its headings are not either.
        } else if let Some(fragment) = path.fragment.as_deref().filter(|_| place.what == "link") {
            self.anchor(place, fragment, idx);
        }
    }

    fn narrower(&mut self, place: &Use<'a>, page: &'a Page, shut: &[AudienceId]) {
        let audiences = &self.catalog.settings.audiences;
        let names: Vec<&str> = shut.iter().map(|id| audiences.name(*id)).collect();
        let result =
            if place.what == "include" { "it renders nothing there" } else { "they see its text only" };
        let message = format!(
            "the {} leads to `{}`, which {} may not read",
            place.what,
            page.path,
            both(ticked(names))
        );
        let mut finding = Diagnostic::new(&codes::NARROWER_TARGET, self.written_span(place), message)
            .help(format!("{result}; widen that page's `ft.audience`, or take the {} out", place.what));
        if let Some(span) = page.audience_span {
            finding = finding.label(span, "who may read it");
        }
        self.push(finding, place);
    }

    pub(super) fn other_case(&mut self, place: &Use<'a>, path: &PathTarget, file: &str) {
        let span = self.written_span(place);
        let message = format!("`{}` is named `{file}` in other case", path.path);
        let right = match path.absolute {
            true => format!("/{file}"),
            false => links::relative(target::folder(place.from), file),
        };
        let mut finding = Diagnostic::new(&codes::CASE_MISMATCH, span, message)
            .help(format!("write `{right}`: on most servers case counts"));
        let ending = place.written.find(['#', '?']).map_or("", |at| &place.written[at..]);
        if self.sources.text(span) == place.written && !path.own_host {
            finding = finding.fix(Safety::Safe, span, format!("{right}{ending}"));
        }
        self.push(finding, place);
    }

    /// Nothing of that name in any root of its readers.
    pub(super) fn nowhere(&mut self, place: &Use<'a>, path: &PathTarget) {
        let folder = target::folder(place.from);
        let Some(full) = target::joined(if path.absolute { "" } else { folder }, &path.path) else {
            let message = format!("the {} `{}` leads out of the library", place.what, place.written);
            return self.missing(place, message, None);
        };
        let audiences = &self.catalog.settings.audiences;
        let others = self.trees.iter().filter(|(_, tree)| tree.find(folder, path).is_some());
        let others: Vec<&str> = others.map(|(id, _)| audiences.name(*id)).collect();
        if !others.is_empty() {
            let message =
                format!("the {} leads to `{full}`, which only {} has", place.what, both(ticked(others)));
            return self.missing(place, message, None);
        }
        let message = format!("the {} leads to `{full}`, which does not exist", place.what);
        let finding = self.lost(place, message);
        let finding = match near::file(self.trees, &full, folder) {
            Some((near, _)) if self.is_left_out(place, folder, &near) => finding.help(format!(
                "`{near}` is called so, but the content globs leave it out: take the {} out",
                place.what
            )),
            Some((near, alone)) => {
                let ending = place.written.find(['#', '?']).map_or("", |at| &place.written[at..]);
                let right = format!("{near}{ending}");
                let finding = finding.help(format!("did you mean `{near}`?"));
                self.rewritten(place, finding, right, alone && !path.absolute && !path.own_host)
            }
            None => finding,
        };
        self.push(finding, place);
    }

    /// True for a page that is no better than none: a link of the site to it is a finding as well.
    fn is_left_out(&self, place: &Use<'a>, folder: &str, near: &str) -> bool {
        let page = target::joined(folder, near).and_then(|path| self.catalog.page(&path));
        place.what != "include" && place.routed && page.is_some_and(|page| !page.routed)
    }
}

/// True if all readers of `page` are narrower than `audience`.
pub(super) fn is_narrower(catalog: &Catalog, page: &Page, audience: AudienceId) -> bool {
    let mut wider = catalog.settings.audiences.ids().filter(|id| *id <= audience);
    !wider.any(|id| page.audiences.has(id))
}
