//! TK002 role-or-service-unlisted: names that make a line unknown. In: labels and task rows. Out: one finding for each
//! name of a page. Never: a page's free words (people, cadence) taken for names.

use super::{Library, Rule, places, sample};
use crate::diagnostic::{Diagnostic, Edit, Findings, Fix, Safety, codes};
use crate::model::nearest::{bare, nearest};
use crate::model::page::Page;
use crate::model::playbook::{Item, LabelKind, Labels, NameRef, ServiceScope};
use crate::source::Span;
use std::collections::BTreeMap;

/// TK002.
pub(super) static ROLE_OR_SERVICE_UNLISTED: Rule = Rule {
    code: &codes::ROLE_OR_SERVICE_UNLISTED,
    why: "A role that the registry does not hold is nobody's filter, and a service that it does not hold leaves every line \
          for it unknown.",
    fix: "Write the registry's name or one of its aliases, or add the name: `registry: {roles: {Name: [aliases]}}` in \
          gameplan.yml.",
    check: Some(check),
    sample: sample!("TK002", "page.md"),
};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Role,
    Service,
}

/// Places by kind and name, in no order, and whether a label or a row of its own says it: what a block between lists
/// says is part of several lines, and no fix of it is proved.
type Found = BTreeMap<(Kind, String), Vec<(Span, bool)>>;

fn check(library: &Library<'_>, findings: &mut Findings) {
    for page in library.pages() {
        let mut found = Found::new();
        collect(library, page, &mut found);
        for ((kind, name), mut places) in found {
            places.sort_unstable();
            places.dedup_by(|next, first| {
                let same = first.0 == next.0;
                first.1 |= same && next.1;
                same
            });
            findings.push(finding(library, kind, &name, &places));
        }
    }
}

fn collect(library: &Library<'_>, page: &Page, found: &mut Found) {
    let mut add = |kind, names: &[NameRef], place: Option<Span>, own: bool| {
        for name in names.iter().filter(|n| !n.known) {
            let Some(place) = place else { continue };
            let span = places::within(library.sources, place, &name.name);
            found.entry((kind, name.name.to_string())).or_default().push((span, own));
        }
    };
    let label = |labels: &Labels, kind| labels.get(kind).map(|l| l.span).filter(|s| s.source == page.source);
    for scenario in &page.playbook.scenarios {
        add(Kind::Role, &scenario.roles, label(&scenario.labels, LabelKind::PrimaryRole), true);
        add(Kind::Role, &scenario.secondary_roles, label(&scenario.labels, LabelKind::SecondaryRole), true);
        add(Kind::Service, named(&scenario.services), label(&scenario.labels, LabelKind::AppliesTo), true);
        let here = scenario.span.source == page.source;
        each_item(&scenario.items, &mut |item| {
            if !here || item.span.source != page.source {
                return;
            }
            // A block between lists speaks for the items behind it: the name nearest before them is its.
            let up_to = Span { end: item.span.end, ..scenario.span };
            add(Kind::Role, item.roles.as_deref().unwrap_or_default(), Some(up_to), false);
            add(Kind::Service, item.services.as_ref().map_or(&[], named), Some(up_to), false);
        });
    }
    for task in page.playbook.tasks.iter().filter(|t| t.span.source == page.source) {
        // An inherited name does not stand in the row; its label has the finding.
        let written = |n: &&NameRef| library.sources.text(task.span).contains(n.name.as_str());
        let roles: Vec<NameRef> = task.roles.iter().filter(written).cloned().collect();
        let services: Vec<NameRef> = named(&task.services).iter().filter(written).cloned().collect();
        add(Kind::Role, &roles, Some(task.span), true);
        add(Kind::Service, &services, Some(task.span), true);
    }
}

/// Items and their sub-items, in order.
fn each_item<'a>(items: &'a [Item], f: &mut dyn FnMut(&'a Item)) {
    for item in items {
        f(item);
        each_item(&item.items, f);
    }
}

fn named(scope: &ServiceScope) -> &[NameRef] {
    match scope {
        ServiceScope::Named(names) => names,
        ServiceScope::Customer | ServiceScope::All => &[],
    }
}

fn finding(library: &Library<'_>, kind: Kind, name: &str, places: &[(Span, bool)]) -> Diagnostic {
    let registry = &library.catalog.registry;
    let (word, key, spellings) = match kind {
        Kind::Role => ("role", "roles", registry.roles.spellings()),
        Kind::Service => ("service", "services", registry.services.spellings()),
    };
    let count = places.len();
    let more = if count > 1 { format!(", {count} times on this page") } else { String::new() };
    let message = format!("`{name}` is no {word} of the registry{more}");
    let near = nearest(name, spellings).and_then(|s| match kind {
        Kind::Role => registry.roles.find(s),
        Kind::Service => registry.services.find(s),
    });
    let found = Diagnostic::new(&codes::ROLE_OR_SERVICE_UNLISTED, places[0].0, message);
    match near {
        Some(near) => {
            // The same name but for case, blanks and signs can mean nothing else.
            let same = bare(near) == bare(name);
            let safety = if same { Safety::Safe } else { Safety::Unsafe };
            let written = places.iter().all(|(span, own)| *own && library.sources.text(*span) == name);
            let edits = places.iter().map(|(span, _)| Edit { span: *span, text: near.to_string() }).collect();
            let fix = written.then_some(Fix { safety, edits });
            Diagnostic { fix, ..found.help(format!("did you mean `{near}`?")) }
        }
        None => {
            found.help(format!("write a known {word}, or add it to `registry: {{{key}: …}}` in gameplan.yml"))
        }
    }
}
