//! Ids that meet in the library. In: its pages, which of them give lines. Out: findings; of lines with one derived id
//! that some audience reads together the later ones get a number, as they do on one page.
//! Never: changes an explicit id; two lines with one id because their files have one name.

use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::audience::AudienceSet;
use crate::model::page::Page;
use crate::model::playbook::{IdSource, Item, Playbook};
use crate::model::slug;
use crate::parse::playbook::offer_id;
use crate::source::Span;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Explicit ids are unique in the library: each clash names both places.
pub(super) fn explicit(pages: &[Page], findings: &mut Findings) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for page in pages.iter().filter(|p| p.translation_of.is_none() && p.routed) {
        for (id, span) in explicit_ids(&page.playbook) {
            let Some(first) = seen.insert(id, span) else { continue };
            if first == span {
                continue;
            }
            findings.push(
                Diagnostic::new(&codes::ID_CLASH, span, format!("the id `{id}` stands twice"))
                    .label(first, "it stands here too")
                    .help("give one of the lines another id"),
            );
        }
    }
}

fn explicit_ids(playbook: &Playbook) -> Vec<(&str, Span)> {
    let mut out = Vec::new();
    for scenario in &playbook.scenarios {
        if scenario.id_source == IdSource::Explicit {
            out.push((scenario.id.as_str(), scenario.span));
        }
        let lines = lines(&scenario.items).into_iter();
        out.extend(lines.filter(|i| i.id_source == IdSource::Explicit).map(|i| (i.id.as_str(), i.span)));
    }
    out
}

/// Items and their sub-items, in order.
fn lines(items: &[Item]) -> Vec<&Item> {
    items.iter().flat_map(|item| std::iter::once(item).chain(lines(&item.items))).collect()
}

/// A line that has its id already.
struct Taken {
    page: usize,
    span: Span,
    audience: AudienceSet,
}

/// Gives the lines of the pages in `order` ids of their own.
pub(super) fn derived(pages: &mut [Page], order: &[usize], findings: &mut Findings) {
    let mut taken: HashMap<String, Vec<Taken>> = HashMap::new();
    for idx in order.iter().copied() {
        let playbook = Arc::clone(&pages[idx].playbook);
        let own: Vec<&Item> = playbook.scenarios.iter().flat_map(|s| lines(&s.items)).collect();
        let ids: HashSet<&str> = own.iter().map(|line| line.id.as_str()).collect();
        let mut renamed = HashMap::new();
        for line in own.iter().filter(|line| line.id_source != IdSource::Explicit) {
            let meets = |t: &&Taken| {
                t.page != idx && t.span != line.span && !t.audience.and(line.audience).is_empty()
            };
            let Some(first) = taken.get(&line.id).and_then(|all| all.iter().find(meets)) else { continue };
            findings.push(told(pages, idx, line, first));
            let free = |id: &String| !taken.contains_key(id) && !ids.contains(id.as_str());
            renamed
                .extend((2..).map(|n| format!("{}-{n}", line.id)).find(free).map(|id| (line.id.clone(), id)));
        }
        for line in own {
            let id = renamed.get(&line.id).unwrap_or(&line.id).clone();
            let own = Taken { page: idx, span: line.span, audience: line.audience };
            taken.entry(id).or_default().push(own);
        }
        if !renamed.is_empty() {
            rename(Arc::make_mut(&mut pages[idx].playbook), &renamed);
        }
    }
}

fn told(pages: &[Page], idx: usize, line: &Item, first: &Taken) -> Diagnostic {
    let (page, other) = (&pages[idx], &pages[first.page].path);
    let message = format!("the derived id `{}` is that of a line of `{other}` too", line.id);
    let found = Diagnostic::new(&codes::ID_REPEATED, line.span, message).label(first.span, "it stands here");
    let folder = page.path.rsplit('/').nth(1).map(|name| slug::words(name) + "-").unwrap_or_default();
    let found = offer_id(found, &(folder + &line.id.replace('.', "-")), line.span);
    Diagnostic { owner: page.front.text("ft.owner").map(str::to_string), ..found }
}

fn rename(playbook: &mut Playbook, renamed: &HashMap<String, String>) {
    for scenario in &mut playbook.scenarios {
        if let [line] = scenario.items.as_slice()
            && line.id_source == IdSource::Heading
            && let Some(id) = renamed.get(&line.id)
        {
            scenario.id.clone_from(id);
        }
        rename_lines(&mut scenario.items, renamed);
    }
}

fn rename_lines(items: &mut [Item], renamed: &HashMap<String, String>) {
    for item in items {
        if item.id_source != IdSource::Explicit
            && let Some(id) = renamed.get(&item.id)
        {
            item.id.clone_from(id);
        }
        rename_lines(&mut item.items, renamed);
    }
}
