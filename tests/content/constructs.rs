//! What DOMAIN.md 2 and 3 list, each with the question whether a page of a library has it.
//! In: a catalog. Out: [`CONSTRUCTS`]. Never: a customer.

use gameplan::model::catalog::Catalog;
use gameplan::model::condition::{Rule, Test, WhenSource};
use gameplan::model::page::Page;
use gameplan::model::playbook::{
    IdSource, Item, LabelKind, Need, Playbook, Required, Scenario, SectionKind, ServiceScope, Task,
};
use gameplan::model::prose::{AlertKind, Block, BlockKind, InlineKind, each_inline};

/// A construct's name and the question.
pub(crate) type Construct = (&'static str, fn(&Catalog) -> bool);

/// All of them.
pub(crate) const CONSTRUCTS: &[Construct] = &[
    ("every kind of label", |c| LabelKind::ALL.iter().all(|kind| pages(c, |p| has_label(p, *kind)))),
    ("every known section", |c| SectionKind::KNOWN.iter().all(|kind| pages(c, |p| has_section(p, *kind)))),
    ("all eleven keys of front matter", |c| {
        c.pages.iter().all(|p| KEYS.iter().all(|key| p.front.text(key).is_some_and(|t| !t.is_empty())))
    }),
    ("a page for several audiences", |c| {
        pages(c, |p| p.front.text("ft.audience") == Some("internal, partner"))
    }),
    ("a page for partners alone", |c| pages(c, |p| p.front.text("ft.audience") == Some("partner"))),
    ("a page for customers", |c| {
        let customer = c.settings.audiences.find("customer");
        c.pages.iter().any(|p| p.routed && customer.is_some_and(|id| p.audiences.has(id)))
    }),
    ("an overlay of audiences", |c| {
        ["index--internal.md", "index--partner.md"].iter().all(|path| c.page(path).is_some())
    }),
    ("tables of contents, one within another", |c| {
        let nested = |t: &gameplan::model::catalog::TocEntry| {
            t.href.as_ref().is_some_and(|h| h.value.ends_with("toc.yml"))
        };
        c.tocs.iter().any(|t| t.entries.iter().any(nested))
    }),
    ("a translation", |c| pages(c, |p| p.translation_of.is_some())),
    ("an include of several pages", |c| {
        c.pages
            .iter()
            .filter(|p| p.playbook.includes.iter().any(|i| i.target.ends_with("feedback.md")))
            .count()
            > 2
    }),
    ("a zone", |c| blocks(c, |b| matches!(b.kind, BlockKind::Zone { .. }))),
    ("a zone wider than nothing but its own partner", |c| {
        let partner = c.settings.audiences.find("partner");
        blocks(
            c,
            |b| matches!(&b.kind, BlockKind::Zone { audiences, .. } if partner.is_some_and(|p| audiences.has(p))),
        )
    }),
    ("a note", |c| alert(c, AlertKind::Note)),
    ("a tip", |c| alert(c, AlertKind::Tip)),
    ("an important alert", |c| alert(c, AlertKind::Important)),
    ("an image", |c| {
        c.pages.iter().any(|p| {
            let mut found = false;
            each_inline(&p.blocks, &mut |i| found |= matches!(i.kind, InlineKind::Image { .. }));
            found
        })
    }),
    ("a scenario below Approach", |c| {
        pages(c, |p| has_section(p, SectionKind::Approach) && !p.playbook.scenarios.is_empty())
    }),
    ("a scenario on a page without Approach", |c| {
        pages(c, |p| !has_section(p, SectionKind::Approach) && !p.playbook.scenarios.is_empty())
    }),
    ("a scenario that is one line", |c| items(c, |i| i.id_source == IdSource::Heading && i.detail.is_some())),
    ("an explicit id", |c| items(c, |i| i.id_source == IdSource::Explicit)),
    ("a derived id", |c| items(c, |i| i.id_source == IdSource::Derived)),
    ("an id in braces", |c| items(c, |i| i.id == "note-reason")),
    ("a mandatory item", |c| items(c, |i| i.need == Some(Need::Mandatory))),
    ("an optional item", |c| items(c, |i| i.need == Some(Need::Optional))),
    ("sub-items a. b. c.", |c| items(c, |i| i.items.len() == 3)),
    ("a lead-in that is printed", |c| items(c, |i| i.lead.is_some())),
    ("a list that is no steps", |c| scenarios(c, |s| s.heading == "Customer meeting" && s.items.len() == 2)),
    ("a condition on an item", |c| items(c, |i| i.when.is_some())),
    ("a due rule on an item", |c| items(c, |i| i.due.is_some())),
    ("an item that the record does", |c| items(c, |i| i.done_when.is_some())),
    ("a label block between lists", |c| items(c, |i| i.roles.is_some())),
    ("a written condition", |c| scenarios(c, |s| s.when.source == WhenSource::Label)),
    ("no inferred condition", |c| !scenarios(c, |s| s.when.source == WhenSource::Heading)),
    ("a scenario on demand", |c| scenarios(c, |s| matches!(s.when.rule, Rule::OnDemand))),
    ("three bands that meet", |c| {
        let banded =
            |s: &&Scenario| !s.overlay && matches!(&s.when.rule, Rule::All(all) if all.iter().any(is_band));
        c.page("english-playbook/mail.md")
            .is_some_and(|p| p.playbook.scenarios.iter().filter(banded).count() == 3)
    }),
    ("an overlay with a band", |c| {
        scenarios(c, |s| s.overlay && matches!(&s.when.rule, Rule::All(all) if all.iter().any(is_band)))
    }),
    ("a scenario that includes another", |c| scenarios(c, |s| !s.includes.is_empty())),
    ("a mandatory recurrence", |c| {
        scenarios(c, |s| s.recurrence.is_some() && s.need == Some(Need::Mandatory))
    }),
    ("a recurrence of a range", |c| scenarios(c, |s| s.recurrence.is_some_and(|r| r.from < r.to))),
    ("a task for the customer", |c| tasks(c, |t| t.services == ServiceScope::Customer)),
    ("a task for all services", |c| tasks(c, |t| t.services == ServiceScope::All)),
    ("a task for a group of services", |c| {
        tasks(c, |t| matches!(&t.services, ServiceScope::Named(all) if all.len() == 3))
    }),
    ("a task of several roles", |c| tasks(c, |t| t.roles.len() > 1)),
    ("tasks of which one is enough", |c| tasks(c, |t| t.one_of.as_ref().is_some_and(|ids| ids.len() == 2))),
    ("a task with a due rule", |c| tasks(c, |t| t.due.is_some())),
    ("a task of the page", |c| tasks(c, |t| t.scenario.is_none())),
    ("a task of a scenario", |c| tasks(c, |t| t.scenario.is_some())),
    ("a task on two pages", |c| {
        let on = |p: &&usize| c.pages[**p].playbook.tasks.iter().any(|t| t.id == "7301");
        c.playbooks.iter().filter(on).count() == 2
    }),
    ("a KPI with three colours", |c| {
        playbooks(c, |p| p.kpis.iter().any(|k| k.bands.iter().all(Option::is_some)))
    }),
    ("a required field", |c| {
        playbooks(c, |p| p.data_fields.iter().any(|f| matches!(f.required, Required::Yes)))
    }),
    ("a field required on a condition", |c| {
        playbooks(c, |p| p.data_fields.iter().any(|f| matches!(f.required, Required::If(..))))
    }),
    ("a ring update", |c| playbooks(c, |p| !p.ring_updates.is_empty())),
    ("change logs with readable dates", |c| {
        playbooks(c, |p| p.refresh.len() > 1 && p.refresh.iter().all(|r| r.date.date.is_some()))
    }),
    ("a cohort with members, changes and actions", |c| {
        let full = |r: &gameplan::model::cohort::CohortRegion| {
            !r.members.is_empty() && !r.changes.is_empty() && !r.actions.is_empty()
        };
        c.cohorts.iter().any(|cohort| cohort.regions.iter().any(full))
    }),
];

const KEYS: [&str; 11] = [
    "title",
    "description",
    "author",
    "ms.author",
    "manager",
    "ms.date",
    "ms.topic",
    "ms.prod",
    "ms.custom",
    "ft.audience",
    "ft.owner",
];

fn pages(c: &Catalog, test: impl Fn(&Page) -> bool) -> bool {
    c.pages.iter().any(test)
}

/// The playbooks that give lines.
fn playbooks(c: &Catalog, test: impl Fn(&Playbook) -> bool) -> bool {
    c.playbooks.iter().any(|idx| test(&c.pages[*idx].playbook))
}

fn scenarios(c: &Catalog, test: impl Fn(&Scenario) -> bool) -> bool {
    playbooks(c, |p| p.scenarios.iter().any(&test))
}

fn items(c: &Catalog, test: impl Fn(&Item) -> bool) -> bool {
    scenarios(c, |s| s.items.iter().any(&test))
}

fn tasks(c: &Catalog, test: impl Fn(&Task) -> bool) -> bool {
    playbooks(c, |p| p.tasks.iter().any(&test))
}

fn has_section(page: &Page, kind: SectionKind) -> bool {
    page.playbook.sections.iter().any(|s| s.kind == kind)
}

/// On the page, a scenario, or an item or task that keeps what a label said.
fn has_label(page: &Page, kind: LabelKind) -> bool {
    let p = &page.playbook;
    let on = |labels: &gameplan::model::playbook::Labels| labels.get(kind).is_some();
    on(&p.labels)
        || p.scenarios.iter().any(|s| on(&s.labels))
        || (kind == LabelKind::DoneWhen
            && p.scenarios.iter().any(|s| s.items.iter().any(|i| i.done_when.is_some())))
}

fn is_band(clause: &gameplan::model::condition::Clause) -> bool {
    matches!(clause.test, Test::Band { .. })
}

fn alert(c: &Catalog, wanted: AlertKind) -> bool {
    blocks(c, |b| matches!(b.kind, BlockKind::Alert { kind, .. } if kind == wanted))
}

/// Top-level blocks and those of zones.
fn blocks(c: &Catalog, test: impl Fn(&Block) -> bool) -> bool {
    let inner = |b: &Block| matches!(&b.kind, BlockKind::Zone { blocks, .. } if blocks.iter().any(&test));
    c.pages.iter().any(|p| p.blocks.iter().any(|b| test(b) || inner(b)))
}
