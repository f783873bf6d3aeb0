//! The reader of playbooks: fixtures in `tests/playbook/*.md`, what they mean beside them as `*.txt`.
//! `BLESS=1` accepts. Also: every prefix of every fixture reads without a panic.

#[path = "support/golden.rs"]
mod golden;

use gameplan::diagnostic::Findings;
use gameplan::document::show::playbook::{ItemView, PlaybookView, compose};
use gameplan::model::audience::AudienceSet;
use gameplan::model::catalog::Catalog;
use gameplan::model::registry::Registry;
use gameplan::model::settings::Settings;
use gameplan::model::vocabulary::Vocabulary;
use gameplan::parse::library::{self, Base};
use gameplan::parse::{lower, page};
use gameplan::source::{SourceMap, Span};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;

#[test]
fn fixtures_mean_what_stands_beside_them() {
    golden::none(
        fixtures()
            .into_iter()
            .map(|path| golden::differs(&path.with_extension("txt"), &meaning(&golden::text(&path)))),
    );
}

#[test]
fn every_prefix_of_every_fixture_reads() {
    for path in fixtures() {
        let text = golden::text(&path);
        let ends = text.char_indices().map(|(i, _)| i).step_by(11);
        for end in ends {
            read(&text[..end]);
        }
    }
}

#[test]
fn a_step_says_when_its_lines_are_done() {
    let text = "# Moves\n\n## Approach\n\n### Ask\n\nDone when: **intended usage known**\n\n1. Ask.\n\
                2. Done when: **phase known** Tell.\n\n### Alone\n\nDone when: **region known**\n";
    let (catalog, ..) = read(text);
    let scenarios = &catalog.page("playbook/page.md").expect("the page").playbook.scenarios;
    let items = scenarios.iter().flat_map(|s| &s.items);
    let done: Vec<Option<&str>> =
        items.map(|i| i.done_when.as_ref().and_then(|when| when.text.as_deref())).collect();
    assert_eq!(done, [Some("intended usage known"), Some("phase known"), Some("region known")]);
}

fn fixtures() -> Vec<PathBuf> {
    golden::files("tests/playbook", "md")
}

/// A fixture holds several files behind `=== path` lines; the first is the page, the others can be included.
fn read(text: &str) -> (Catalog, SourceMap, Findings) {
    let mut findings = Findings::default();
    let (settings, registry, vocabulary) = base().clone();
    let mut sources = SourceMap::default();
    let mut files = Vec::new();
    for (idx, part) in text.split("\n=== ").enumerate() {
        let (path, body) = match idx {
            0 => ("playbook/page.md", part),
            _ => part.split_once('\n').unwrap_or((part, "")),
        };
        files.push((path.trim().to_string(), body.to_string()));
    }
    files.sort();
    let pages = files
        .into_iter()
        .map(|(path, body)| {
            let file = sources.add(path, body);
            page::read(&file, &settings, &vocabulary, &mut findings)
        })
        .collect();
    let catalog = library::assemble(Base { settings, registry, vocabulary }, pages, &mut findings);
    findings.sort();
    (catalog, sources, findings)
}

/// The defaults, read once.
fn base() -> &'static (Settings, Registry, Vocabulary) {
    static BASE: OnceLock<(Settings, Registry, Vocabulary)> = OnceLock::new();
    BASE.get_or_init(|| lower::settings::read(None, None, &mut Findings::default()))
}

fn meaning(text: &str) -> String {
    let (catalog, sources, findings) = read(text);
    let locate = |span: Span| {
        sources.get(span.source).map_or_else(Default::default, |f| (f.path.clone(), f.line(span.start)))
    };
    let page = catalog.page("playbook/page.md").expect("the page is there");
    let mut out = dump(&compose(page, &locate, Vec::new()));
    let audiences = &catalog.settings.audiences;
    let names = |set: AudienceSet| {
        audiences.ids().filter(|id| set.has(*id)).map(|id| audiences.name(id)).collect::<Vec<_>>().join(", ")
    };
    let items = page.playbook.scenarios.iter().flat_map(|s| s.items.iter().map(|i| (&i.id, i.audience)));
    let tasks = page.playbook.tasks.iter().map(|t| (&t.id, t.audience));
    for (id, set) in items.chain(tasks).filter(|(_, set)| *set != page.audiences) {
        let _ = writeln!(out, "{id} is for: {}", names(set));
    }
    for d in &findings.0 {
        let file = sources.get(d.span.source).expect("a finding points into a file");
        let at = file.position(d.span.start);
        let _ = writeln!(out, "! {}:{}:{} {} {}", file.path, at.line, at.column, d.code.id, d.message);
    }
    out
}

fn dump(view: &PlaybookView) -> String {
    let mut out = String::new();
    for (kind, values) in view.labels.iter().filter(|(_, v)| v.as_array().is_some_and(|a| !a.is_empty())) {
        let _ = writeln!(out, "page {kind}: {values}");
    }
    for s in view.sections.iter().filter(|s| s.kind != "other" && s.kind != "scenario") {
        let _ = writeln!(out, "section {} {}", s.line, s.kind);
    }
    for s in &view.scenarios {
        let _ = writeln!(
            out,
            "scenario {} {} | roles {:?} | services {:?} | motions {:?} | phase {:?} | {} ({}) | tasks {:?}",
            s.line,
            s.id,
            s.roles,
            s.services,
            s.motions,
            s.phase,
            s.when.text.as_deref().unwrap_or("always"),
            s.when.source,
            s.tasks
        );
        items(&s.items, "  ", &mut out);
    }
    for t in &view.tasks {
        let _ =
            writeln!(out, "task {} {} | {:?} | {:?} | {:?}", t.id, t.name, t.mandatory, t.role, t.services);
    }
    for k in &view.kpis {
        let b = &k.bands;
        let _ =
            writeln!(out, "kpi {} | {:?} {:?} {:?} | rated {}", k.name, b.green, b.yellow, b.red, k.rated);
    }
    for f in &view.data_fields {
        let _ = writeln!(out, "field {} | {}", f.name, f.required);
    }
    for r in &view.ring_updates {
        let _ = writeln!(out, "ring {} {} {}", r.id, r.name, r.link);
    }
    for r in &view.refresh {
        let _ = writeln!(out, "refresh {} {} {}", r.date, r.who, r.what);
    }
    if !view.includes.is_empty() {
        let _ = writeln!(out, "includes {:?}", view.includes);
    }
    out
}

fn items(all: &[ItemView], indent: &str, out: &mut String) {
    for i in all {
        let need = i.need.map(|n| format!(" [{n}]")).unwrap_or_default();
        let when =
            i.when.as_ref().and_then(|w| w.text.clone()).map(|w| format!(" when {w}")).unwrap_or_default();
        let due = i.due.as_ref().map(|d| format!(" due {d}")).unwrap_or_default();
        let _ = writeln!(out, "{indent}{} {} ({}){need}{when}{due}: {}", i.line, i.id, i.id_source, i.text);
        items(&i.items, &format!("{indent}  "), out);
    }
}
