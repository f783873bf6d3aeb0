//! Every document in every format for one invented customer that shows every lane, seen by every audience.
//! Expected output lies in `tests/golden/<audience>/`; `BLESS=1` accepts what is written now,
//! `SHOW=<folder>` writes the whole files there, to look at them in a browser.

#[path = "support/golden.rs"]
mod golden;
#[path = "golden/invented/mod.rs"]
mod invented;

use gameplan::document::*;
use gameplan::model::audience::{AudienceId, Viewer};
use gameplan::model::catalog::Catalog;
use gameplan::model::customer::Customer;
use gameplan::model::playbook::{Section, SectionKind};
use gameplan::model::progress::State;
use gameplan::model::prose::{Block, BlockKind};
use gameplan::render::{self, Artifact, Engine, Fragments};
use gameplan::source::{SourceId, Span};
use invented::{CUSTOMER, INTERNAL, PARTNER};
use std::path::Path;

fn engine(label: &str) -> Engine {
    let html = [
        "Ask <em>how many</em> seats will be in use after the migration",
        "<p>While the migration meetings go on, ask:</p>",
        "<ul><li>at least one person of each office</li><li>no shared mailboxes</li></ul>",
        "<p>Batches are planned backwards from the date on which the old servers go.</p>",
    ];
    let markdown = [
        "Ask *how many* seats will be in use after the migration",
        "While the migration meetings go on, ask:",
        "- at least one person of each office\n- no shared mailboxes",
        "Batches are planned backwards from the date on which the old servers go.",
    ];
    let fragments = Fragments {
        html: vec![html.map(String::from).to_vec()],
        markdown: vec![markdown.map(String::from).to_vec()],
    };
    Engine::new(label, fragments, &[]).expect("the embedded templates are sound")
}

fn viewer(audience: AudienceId, name: &str) -> Viewer {
    let partner = (audience == PARTNER).then(|| "quay-consulting".to_string());
    Viewer { audience, name: name.into(), partner }
}

/// Everything that one audience gets of the customer, and its list of customers.
fn documents(catalog: &Catalog, customer: &Customer, viewer: &Viewer) -> Vec<Artifact> {
    let scope = Scope { catalog, viewer, as_of: invented::date("2026-09-08") };
    let assessment = invented::assessment(customer);
    let engine = engine(&viewer.name);
    let resolved = gameplan::resolve::viewer_tree(catalog, viewer);
    let plan = gameplan::plan::site::SitePlan::new(catalog, &resolved, true);
    let mut out = Vec::new();
    for kind in KINDS.iter().filter(|k| k.is_for(&catalog.settings, viewer.audience)) {
        for format in kind.formats {
            let route = format!("{}.{}", kind.name, format.extension());
            let written = match kind.name {
                "checklist" => {
                    render::document(&engine, kind, *format, &checklist::compose(&scope, &assessment), &route)
                }
                "kpis" => {
                    render::document(&engine, kind, *format, &kpis::compose(&scope, &assessment), &route)
                }
                "review" => {
                    render::document(&engine, kind, *format, &review::compose(&scope, &assessment), &route)
                }
                "customer_index" => render::document(
                    &engine,
                    kind,
                    *format,
                    &customer_index::compose(&scope, &assessment),
                    &route,
                ),
                "customers" => {
                    let rows = vec![customers::row(&scope, &assessment)];
                    let pages = customers::compose(&scope, rows);
                    render::document(&engine, kind, *format, &pages[0].1, &route)
                }
                "page" => {
                    let view = page::compose(&scope, &plan, 1, "playbook/mail.html", None);
                    let text = "<h1>Mail</h1>".to_string();
                    let body = render::prose::Body { head: text.len(), text };
                    render::page(&engine, kind, *format, &view, &body, &route)
                }
                _ => render::document(&engine, kind, *format, &page_index::compose(&scope, &plan), &route),
            };
            out.push(written.unwrap_or_else(|e| panic!("{}: {e}", kind.name)));
        }
    }
    out
}

#[test]
fn every_document_is_as_accepted() {
    let (catalog, customer) = (invented::catalog(), invented::customer());
    let mut wrong = Vec::new();
    for (audience, name) in [(CUSTOMER, "customer"), (PARTNER, "partner"), (INTERNAL, "internal")] {
        let folder = Path::new("tests/golden").join(name);
        for artifact in documents(&catalog, &customer, &viewer(audience, name)) {
            show(name, &artifact);
            let text = String::from_utf8(artifact.bytes).expect("templates give text");
            wrong.push(golden::differs(&folder.join(&artifact.path), &without_assets(&text)));
        }
    }
    golden::none(wrong);
}

#[test]
fn what_is_dated_after_the_day_is_not_there() {
    let (catalog, mut customer) = (invented::catalog(), invented::customer());
    let later = invented::date("2026-09-19");
    customer.status_note.as_mut().expect("a note").on.as_mut().expect("its day").value = later;
    let rows = customer.services.iter_mut().flat_map(|s| &mut s.status);
    rows.for_each(|row| row.since = Some(later));
    for artifact in documents(&catalog, &customer, &viewer(INTERNAL, "internal")) {
        let text = String::from_utf8(artifact.bytes).expect("templates give text");
        assert!(!text.contains("19 Sep"), "{}: {text}", artifact.path);
    }
}

#[test]
fn a_field_with_a_colon_in_its_name_is_missing_by_that_name() {
    let (mut catalog, customer) = (invented::catalog(), invented::customer());
    let mut assessment = invented::assessment(&customer);
    let missing = &mut assessment.missing[0];
    (missing.name, missing.field) = ("Overall: colour".into(), "Overall: colour".into());
    let playbook = std::sync::Arc::make_mut(&mut catalog.pages[missing.rule.page].playbook);
    let mut field = playbook.data_fields[0].clone();
    field.name = "Overall: colour".into();
    playbook.data_fields.push(field);
    let viewer = viewer(INTERNAL, "internal");
    let scope = Scope { catalog: &catalog, viewer: &viewer, as_of: invented::date("2026-09-08") };
    let required = facts::required(&scope, &assessment);
    let found = required.iter().find(|r| r.field == "Overall: colour").expect("asked for");
    assert!(!found.present && found.missing.len() == 1, "{found:?}");
}

/// The style and the script are the same everywhere: expected files leave them out.
fn without_assets(text: &str) -> String {
    let text = text.replace(&render::assets::handout_style(), "…");
    text.replace(&render::assets::handout_script(), "…")
}

fn show(audience: &str, artifact: &Artifact) {
    let Some(folder) = std::env::var_os("SHOW") else { return };
    let folder = Path::new(&folder).join(audience);
    std::fs::create_dir_all(folder.join("assets")).expect("folder");
    std::fs::write(folder.join(&artifact.path), &artifact.bytes).expect("written");
    for file in render::assets::site_files(audience, &[]) {
        std::fs::write(folder.join(&file.path), &file.bytes).expect("written");
    }
}

fn text_of(name: &str, audience: AudienceId, path: &str) -> String {
    let (catalog, customer) = (invented::catalog(), invented::customer());
    let all = documents(&catalog, &customer, &viewer(audience, name));
    let found = all.into_iter().find(|a| a.path == path).expect("written for this audience");
    String::from_utf8(found.bytes).expect("text")
}

#[test]
fn wider_audiences_get_nothing_from_inside() {
    let hidden = [
        "Tarnholm Havn",
        "A. Lindqvist",
        "harbour links drop",
        "Harbour links drop",
        "2027-03-31",
        "carrier date",
    ];
    let (catalog, customer) = (invented::catalog(), invented::customer());
    for (audience, name) in [(CUSTOMER, "customer"), (PARTNER, "partner")] {
        for artifact in documents(&catalog, &customer, &viewer(audience, name)) {
            let text = String::from_utf8(artifact.bytes).expect("text");
            for word in hidden {
                assert!(!text.contains(word), "{name}/{} holds `{word}`", artifact.path);
            }
        }
    }
    assert!(
        !text_of("partner", PARTNER, "checklist.md").contains("Split the seats"),
        "judged by internal rows"
    );
    assert!(text_of("internal", INTERNAL, "checklist.md").contains("Split the seats"));
    assert!(!text_of("customer", CUSTOMER, "kpis.html").contains("playbook/mail.md"));
}

#[test]
fn no_handout_reaches_out_or_carries_its_own_style() {
    let (catalog, customer) = (invented::catalog(), invented::customer());
    for artifact in documents(&catalog, &customer, &viewer(INTERNAL, "internal")) {
        let text = String::from_utf8(artifact.bytes).expect("text");
        if artifact.path.ends_with(".html") {
            assert!(!text.contains(" style="), "{}", artifact.path);
            assert!(!text.contains("http"), "{} asks for something outside", artifact.path);
        }
    }
}

/// What `collect` reads: the head once, each key once, a state of one word, 8 hex digits.
#[test]
fn every_markdown_tick_can_be_read_back() {
    let text = text_of("internal", INTERNAL, "checklist.md");
    assert!(
        text.starts_with("<!-- gameplan ticks 1 customer=tarnholm as-of=2026-09-08 audience=internal -->\n")
    );
    let mut keys = Vec::new();
    let marks = ["- [ ] ", "- [x] ", "- [~] ", "- [-] "];
    for line in text.lines().filter(|l| marks.iter().any(|mark| l.trim_start().starts_with(mark))) {
        let (_, comment) = line.split_once(" <!-- gp ").unwrap_or_else(|| panic!("no key: {line}"));
        let words: Vec<&str> = comment.strip_suffix(" -->").expect("closed").rsplitn(3, ' ').collect();
        let [hash, state, key] = words.as_slice() else { panic!("three words: {line}") };
        assert!(hash.len() == 8 && hash.chars().all(|c| c.is_ascii_hexdigit()), "{line}");
        let state = State::from_token(state).unwrap_or_else(|| panic!("no state: {line}"));
        assert!(line.trim_start().starts_with(&format!("- [{}] ", state.mark())), "{line}");
        keys.push((*key).to_string());
    }
    let count = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), count, "a key stands twice");
    assert_eq!(count, 19, "every line of the invented customer but those that apply later or not");
}

#[test]
fn this_week_counts_what_it_does_not_show() {
    let (catalog, customer) = (invented::catalog(), invented::customer());
    let mut assessment = invented::assessment(&customer);
    let overdue = assessment.lines.iter().find(|l| l.id == "ask-intended").expect("in the fixture").clone();
    for n in 0..14 {
        let mut line = overdue.clone();
        (line.key, line.items) = (format!("Exchange/extra-{n}"), Vec::new());
        assessment.lines.push(line);
    }
    let viewer = viewer(INTERNAL, "internal");
    let scope = Scope { catalog: &catalog, viewer: &viewer, as_of: invented::date("2026-09-08") };
    let list = checklist::compose(&scope, &assessment);
    assert_eq!(list.this_week.len(), 12);
    assert_eq!(list.this_week_more.as_deref(), Some("6 more: 3 overdue, 1 due, 2 without a date"));
}

#[test]
fn a_page_lists_no_heading_of_a_zone_that_its_reader_may_not_enter() {
    let mut catalog = invented::catalog();
    let span = |at| Span::new(SourceId(0), at..at + 1);
    let heading =
        |at| Block { span: span(at), kind: BlockKind::Heading { level: 2, content: Vec::new(), id: None } };
    let zone = |audience, at| BlockKind::Zone {
        audiences: gameplan::model::audience::AudienceSet::only(audience),
        blocks: vec![heading(at)],
    };
    let page = &mut catalog.pages[1];
    let zoned = Block { span: span(9), kind: zone(INTERNAL, 3) };
    page.blocks = (0..3).map(heading).chain([zoned]).collect();
    std::sync::Arc::make_mut(&mut page.playbook).sections = (0..4)
        .map(|at| Section {
            kind: SectionKind::Other,
            heading: format!("Part {at}"),
            level: 2,
            span: span(at),
            anchor: format!("part-{at}"),
            empty: false,
        })
        .collect();
    let shown = |audience, name| {
        let viewer = viewer(audience, name);
        let scope = Scope { catalog: &catalog, viewer: &viewer, as_of: invented::date("2026-09-08") };
        let resolved = gameplan::resolve::viewer_tree(&catalog, &viewer);
        let plan = gameplan::plan::site::SitePlan::new(&catalog, &resolved, false);
        page::compose(&scope, &plan, 1, "playbook/mail.html", None).contents.len()
    };
    assert_eq!((shown(PARTNER, "partner"), shown(INTERNAL, "internal")), (3, 4));
}

#[test]
fn a_users_template_wins_and_a_broken_one_says_where() {
    let (catalog, customer) = (invented::catalog(), invented::customer());
    let viewer = viewer(INTERNAL, "internal");
    let scope = Scope { catalog: &catalog, viewer: &viewer, as_of: invented::date("2026-09-08") };
    let assessment = invented::assessment(&customer);
    let own = |text: &str| vec![("html/kpis.html".to_string(), text.to_string())];
    let extended =
        own("{% extends \"default/html/kpis.html\" %}{% block foot %}<p>ours</p>{% endblock foot %}");
    let engine = Engine::new("internal", Fragments::default(), &extended).expect("sound");
    let view = kpis::compose(&scope, &assessment);
    let html = render::document(&engine, &KPIS, Format::Html, &view, "k.html").expect("renders");
    let text = String::from_utf8(html.bytes).expect("text");
    assert!(text.contains("<p>ours</p>") && text.contains("Tarnholm"));
    let broken = Engine::new("internal", Fragments::default(), &own("{{ nothing | nofilter }}"));
    assert!(broken.expect_err("no such filter").to_string().contains("nofilter"));
}

#[test]
fn a_region_has_at_most_a_thousand_rows_a_file() {
    let (catalog, customer) = (invented::catalog(), invented::customer());
    let viewer = viewer(INTERNAL, "internal");
    let scope = Scope { catalog: &catalog, viewer: &viewer, as_of: invented::date("2026-09-08") };
    let row = customers::row(&scope, &invented::assessment(&customer));
    let pages = customers::compose(&scope, vec![row; 1001]);
    let rows: Vec<usize> = pages.iter().map(|(_, p)| p.regions.iter().map(|r| r.rows.len()).sum()).collect();
    assert_eq!(rows, [0, 1000, 1], "the first page lists regions only");
    assert_eq!(pages[2].1.regions[0].sums[0].customers, "1,001", "the sum is the whole region's");
}
