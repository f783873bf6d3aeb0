//! The Markdown room and its two writers. In: `tests/markdown/*.md`. Out: each page's tree and findings
//! (`.tree`), its HTML (`.html`) and its twin (`.twin`) as accepted with `BLESS=1`; laws for random input and
//! for a library given by `GAMEPLAN_LIBRARY`. Never: a page that nobody has read the output of.

#![allow(clippy::unwrap_used, clippy::print_stderr, missing_docs)]

#[path = "support/golden.rs"]
mod golden;

use gameplan::diagnostic::Findings;
use gameplan::model::audience::{Audiences, Viewer};
use gameplan::model::links::{Href, LinkTable, address};
use gameplan::model::prose::{Block, BlockKind, Inline, InlineKind, plain};
use gameplan::model::slug::{Slugger, slug, words};
use gameplan::parse::markdown::{MAX_DEPTH, Words, blocks};
use gameplan::render::prose::{Context, Home, html, inline_html, inline_markdown, markdown};
use gameplan::source::{SourceFile, SourceId, Span};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[path = "markdown/dump.rs"]
mod dump;
#[path = "markdown/shape.rs"]
mod shape;
#[path = "markdown/walk.rs"]
mod walk;

use dump::dump;
use shape::shape;
use walk::{cells, children, walk, walk_inlines};

fn fixtures() -> Vec<PathBuf> {
    golden::files("tests/markdown", "md")
}

fn file(text: &str) -> SourceFile {
    SourceFile::new(SourceId(7), "page.md".into(), text.into())
}

fn parse(file: &SourceFile) -> (Vec<Block>, Findings) {
    let audiences = Audiences::default();
    let alerts =
        HashMap::from([("hinweis".to_string(), "NOTE".to_string()), ("注意".into(), "CAUTION".into())]);
    let mut findings = Findings::default();
    let tree =
        blocks(file, 0..file.text.len(), &Words { audiences: &audiences, alerts: &alerts }, &mut findings);
    findings.sort();
    (tree, findings)
}

fn viewer(name: &str) -> Viewer {
    let audience = Audiences::default().find(name).unwrap();
    Viewer { audience, name: name.into(), partner: None }
}

/// What `resolve` would make of the links: `#…` on the page, known schemes out, `gone…` nowhere, else routes.
fn links(tree: &[Block]) -> LinkTable {
    let mut table = LinkTable::default();
    walk(tree, &mut |inline| {
        if let InlineKind::Link { target, .. } | InlineKind::Image { target, .. } = &inline.kind {
            table.targets.insert(inline.span, href(target));
        }
    });
    table
}

fn href(target: &str) -> Href {
    let known = ["http://", "https://", "mailto:"].iter().any(|s| target.to_lowercase().starts_with(s));
    match target.split_once('#') {
        Some(("", fragment)) => Href::Fragment(fragment.into()),
        _ if known => Href::External(target.into()),
        _ if target.starts_with("gone") || target.contains(':') => Href::Absent,
        Some((route, fragment)) => Href::Route { route: route.into(), fragment: Some(fragment.into()) },
        None => Href::Route { route: target.into(), fragment: None },
    }
}

fn render<T>(links: &LinkTable, viewer: &Viewer, with: impl FnOnce(&Context<'_>) -> T) -> T {
    with(&Context {
        links,
        from: "page.html",
        viewer,
        include: &|_| None,
        heading_shift: 0,
        home: Home::Here,
    })
}

fn accept(path: &Path, extension: &str, actual: &str) {
    golden::same(path.with_extension(extension), actual);
}

#[test]
fn fixtures_give_the_accepted_trees_and_texts() {
    for path in fixtures() {
        let file = file(&std::fs::read_to_string(&path).unwrap());
        let (tree, findings) = parse(&file);
        let mut text = dump(&tree, &file);
        for finding in &findings.0 {
            let at = file.position(finding.span.start);
            let source = &file.text[finding.span.range()];
            writeln!(text, "{} {}:{} {source:?} {}", finding.code.id, at.line, at.column, finding.message)
                .unwrap();
        }
        accept(&path, "tree", &text);
        let table = links(&tree);
        let partner = viewer("partner");
        render(&table, &partner, |context| {
            accept(&path, "html", &html(&tree, &mut Slugger::default(), context));
            accept(&path, "twin", &markdown(&tree, context));
        });
    }
}

#[test]
fn every_prefix_parses() {
    for path in fixtures() {
        let text = std::fs::read_to_string(&path).unwrap();
        for end in (0..=text.len()).filter(|i| text.is_char_boundary(*i)) {
            laws(&text[..end]);
        }
    }
}

/// What holds for any input: spans lie in the file on character bounds and within their parents, HTML is
/// balanced, the tree is no deeper than the limit.
fn laws(text: &str) {
    let file = file(text);
    let (tree, findings) = parse(&file);
    for finding in &findings.0 {
        assert!(file.text.get(finding.span.range()).is_some(), "{finding:?} in {text:?}");
    }
    check_blocks(&tree, &file, 0);
    let table = links(&tree);
    for name in ["customer", "internal"] {
        let out = render(&table, &viewer(name), |c| html(&tree, &mut Slugger::default(), c));
        balanced(&out);
    }
}

fn check_blocks(tree: &[Block], file: &SourceFile, depth: usize) {
    assert!(depth <= MAX_DEPTH + 2);
    let mut at = 0;
    for block in tree {
        assert!(file.text.get(block.span.range()).is_some(), "{:?}", block.span);
        assert!(at <= block.span.start, "order: {block:?} in {:?}", file.text);
        at = block.span.start;
        let check = |inlines: &[Inline]| {
            walk_inlines(inlines, &mut |i| assert!(file.text.get(i.span.range()).is_some(), "{i:?}"));
        };
        match &block.kind {
            BlockKind::Paragraph(c) | BlockKind::Heading { content: c, .. } => check(c),
            BlockKind::Table(t) => {
                t.rows.iter().for_each(|r| assert_eq!(r.cells.len(), t.head.len(), "{t:?}"));
                cells(t).for_each(|c| check(&c.content));
            }
            _ => {}
        }
        children(block).into_iter().for_each(|c| check_blocks(c, file, depth + 1));
    }
}

fn balanced(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1) {
        let name = tag.split(['>', ' ']).next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{html}"),
            None if ["br", "hr", "img", "input"].contains(&name) => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?} in {html}");
}

fn twin(tree: &[Block]) -> String {
    let mut table = LinkTable::default();
    walk(tree, &mut |inline| {
        if let InlineKind::Link { target, .. } | InlineKind::Image { target, .. } = &inline.kind {
            let kept = target.starts_with("https://x.example/");
            let url =
                if kept { target.clone() } else { format!("https://x.example/{}", table.targets.len()) };
            table.targets.insert(inline.span, Href::External(url));
        }
    });
    render(&table, &viewer("internal"), |context| markdown(tree, context))
}

/// A page's twin reads as the same tree, and twins of twins do not change.
fn twin_difference(text: &str) -> Option<String> {
    let (tree, _) = parse(&file(text));
    let written = twin(&tree);
    let (again, _) = parse(&file(&written));
    let (mut first, mut second) = (String::new(), String::new());
    shape(&tree, 0, &mut first);
    shape(&again, 0, &mut second);
    let at = first.lines().zip(second.lines()).position(|(a, b)| a != b);
    if first != second {
        let at = at.unwrap_or(first.lines().count().min(second.lines().count()));
        let line = |s: &str| s.lines().nth(at).unwrap_or("(end)").to_string();
        return Some(format!("page: {}\ntwin: {}\nwritten:\n{written}", line(&first), line(&second)));
    }
    // References in raw HTML (`&nbsp;`) are kept once; the second twin holds what they stand for.
    let second = twin(&again);
    let third = twin(&parse(&file(&second)).0);
    let at = second.lines().zip(third.lines()).find(|(a, b)| a != b);
    (third != second).then(|| format!("twins go on changing: {at:?}\nwritten:\n{written}"))
}

#[test]
fn twins_of_fixtures_read_the_same() {
    for path in fixtures() {
        let difference = twin_difference(&std::fs::read_to_string(&path).unwrap());
        assert!(difference.is_none(), "{}: {}", path.display(), difference.unwrap());
    }
}

/// The text behind the front matter.
fn body(text: &str) -> String {
    let header = text.trim_start_matches('\u{feff}').strip_prefix("---").and_then(|t| t.split_once("\n---"));
    header.and_then(|(_, rest)| rest.split_once('\n')).map_or(text, |(_, rest)| rest).to_string()
}

/// Every page of a library at hand: laws hold, and twins read the same.
#[test]
fn a_library_at_hand_parses() {
    let Some(root) = std::env::var_os("GAMEPLAN_LIBRARY") else { return };
    let (mut folders, mut pages) = (vec![PathBuf::from(root)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            match entry.is_dir() {
                true => folders.push(entry),
                false if entry.extension().is_some_and(|e| e == "md") => pages.push(entry),
                false => {}
            }
        }
    }
    pages.sort();
    let texts: Vec<String> = pages.iter().map(|p| body(&std::fs::read_to_string(p).unwrap())).collect();
    let start = std::time::Instant::now();
    let sizes: usize = texts.iter().map(|t| parse(&file(t)).0.len()).sum();
    eprintln!("{} pages, {sizes} blocks, {:?}", pages.len(), start.elapsed());
    for (path, text) in
        pages.iter().zip(&texts).filter(|(p, _)| p.ends_with("archive/service-specific-exo.md"))
    {
        let found = parse(&file(text)).1.0.iter().filter(|f| f.code.id == "ST005").count();
        assert_eq!(found, 3, "{}", path.display());
    }
    let mut differing = 0;
    for (path, text) in pages.iter().zip(&texts) {
        laws(text);
        if let Some(difference) = twin_difference(text) {
            differing += 1;
            let lines: Vec<&str> = difference.lines().take(3).collect();
            eprintln!("{}: {}", path.display(), lines.join("\n"));
        }
    }
    assert_eq!(differing, 0);
}

#[test]
fn addresses_are_relative_and_encoded() {
    for (from, to, expected) in [
        ("a.html", "a.html", "a.html"),
        ("index.html", "playbook/a.html", "playbook/a.html"),
        ("customers/x/checklist.html", "playbook/a b#c?.html", "../../playbook/a%20b%23c%3F.html"),
        ("customers/x/checklist.html", "customers/x/kpis.html", "kpis.html"),
        ("customers/x/checklist.html", "customers/index.html", "../index.html"),
        ("a/b/c.html", "a/b/", "./"),
        ("index.html", "注.html", "%E6%B3%A8.html"),
        ("index.html", "javascript:x", "javascript%3Ax"),
    ] {
        assert_eq!(address(from, to), expected, "{from} to {to}");
    }
}

#[test]
fn headings_get_the_ids_docfx_gives() {
    for (text, expected) in [
        ("New Online Customer >40% AU", "new-online-customer-40-au"),
        ("1. A  B - c_d", "1-a--b---c_d"),
        ("Größe & Maß", "größe--maß"),
        ("概要", "概要"),
        ("½ x²", "-x"),
        ("😀", "section"),
        ("", "section"),
    ] {
        assert_eq!(slug(text), expected);
    }
    let mut ids = Slugger::default();
    let given: Vec<String> = ["A", "a", "A-1", "a"].iter().map(|t| ids.heading(t)).collect();
    assert_eq!(given, ["a", "a-1", "a-1-1", "a-2"]);
}

#[test]
fn id_words_leave_numbering_out() {
    for (text, expected) in [
        ("1. Ask first", "ask-first"),
        ("2.1 Ask", "ask"),
        ("3) Ask: now!", "ask-now"),
        ("10-40% AU", "10-40-au"),
        ("50 seats", "50-seats"),
        ("3.", "section"),
        ("\u{200b}Ä\u{200b}b_c", "äb-c"),
    ] {
        assert_eq!(words(text), expected);
    }
}

#[test]
fn readers_see_their_zones_and_includes_alone() {
    let page =
        file("# Title\n[!INCLUDE [i](i.md)]\n::: zone pivot=\"internal\"\nours\n::: zone-end\nall *of* it\n");
    let included = file("Included [link](x.md).");
    let (tree, inner) = (parse(&page).0, parse(&included).0);
    let links = LinkTable::default();
    for (name, ours) in [("customer", false), ("internal", true)] {
        let viewer = viewer(name);
        let include = |span: Span| (span.start == 8).then_some(inner.as_slice());
        let context = Context {
            links: &links,
            from: "a/b.html",
            viewer: &viewer,
            include: &include,
            heading_shift: 2,
            home: Home::Here,
        };
        let (page, twin) = (html(&tree, &mut Slugger::default(), &context), markdown(&tree, &context));
        assert!(page.starts_with("<h3 id=\"title\">Title</h3>\n<p>Included link.</p>\n"), "{page}");
        assert!(twin.starts_with("### Title\n\nIncluded link.\n"), "{twin}");
        assert_eq!((page.contains("ours"), twin.contains("ours")), (ours, ours));
        let BlockKind::Paragraph(content) = &tree.last().unwrap().kind else { panic!("{tree:?}") };
        assert_eq!(inline_html(content, &context), "all <em>of</em> it");
        assert_eq!(inline_markdown(content, &context), "all *of* it");
        assert_eq!(plain(content), "all of it");
    }
}

/// A piece of a page in a handout: the page's places are not there.
#[test]
fn what_leaves_its_page_leads_back_or_nowhere() {
    let tree = parse(&file("See [other](#second)[^n].\n\n## Notes\n\n[^n]: Read on.\n")).0;
    let (table, viewer) = (links(&tree), viewer("internal"));
    for (page, linked, twin) in [
        (Some("a/b.html"), "<a href=\"../../a/b.html#second\">other</a>", "[other](../../a/b.html#second)"),
        (None, "other", "other"),
    ] {
        let context = Context {
            links: &table,
            from: "customers/x/checklist.html",
            viewer: &viewer,
            include: &|_| None,
            heading_shift: 3,
            home: Home::Elsewhere(page),
        };
        let written = html(&tree, &mut Slugger::default(), &context);
        assert_eq!(written, format!("<p>See {linked}.</p>\n<h5>Notes</h5>\n"));
        assert_eq!(markdown(&tree, &context), format!("See {twin}.\n\n##### Notes\n"));
    }
}

#[test]
fn an_include_of_itself_ends() {
    let tree = parse(&file("once\n[!INCLUDE [i](i.md)]\n")).0;
    let include = |_: Span| Some(tree.as_slice());
    let (links, viewer) = (LinkTable::default(), viewer("internal"));
    let context = Context {
        links: &links,
        from: "a.html",
        viewer: &viewer,
        include: &include,
        heading_shift: 0,
        home: Home::Here,
    };
    assert_eq!(html(&tree, &mut Slugger::default(), &context).matches("once").count(), 11);
    assert_eq!(markdown(&tree, &context).matches("once").count(), 11);
}

#[test]
fn depth_is_capped_and_said_once() {
    for (open, close) in [("> ", ""), ("- ", ""), ("1. ", ""), ("*a **b ", "b** a*")] {
        let text = format!("{}deep{}", open.repeat(5000), close.repeat(5000));
        let (tree, findings) = parse(&file(&text));
        laws(&text);
        let said = findings.0.iter().filter(|f| f.code.id == "ST012").count();
        assert_eq!(said, 1, "{open}");
        assert!(dump(&tree, &file(&text)).contains("deep"), "{open}");
    }
}

#[test]
fn time_grows_with_the_length_alone() {
    let units = [
        "<b>",
        "</b><i>",
        "<ul><li></li><p></ul>",
        "<details>\n\n</details> </details>\n\n<p>\n\n",
        "&",
        "[!NOTE] ",
        "> [!NOTE]\n",
        "*a ",
        "| a |\n",
        "`",
        "::: zone pivot=\"internal\"\n",
        "[^a]",
    ]
    .map(|unit| unit.repeat(20_000));
    let notes: String = (0..20_000).map(|n| format!("[^{n}]\n\n[^{n}]: Note\n\n")).collect();
    for text in units.into_iter().chain([notes]) {
        let start = std::time::Instant::now();
        let (tree, _) = parse(&file(&text));
        let written = twin(&tree);
        let html = render(&links(&tree), &viewer("internal"), |c| html(&tree, &mut Slugger::default(), c));
        assert!(
            start.elapsed().as_secs() < 20,
            "{:?} {:?} {} {}",
            &text[..8],
            start.elapsed(),
            written.len(),
            html.len()
        );
    }
}

fn tokens() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "a",
        "word ",
        "*",
        "**",
        "_",
        "`",
        "~~",
        "[",
        "](b)",
        "]",
        "!",
        "[^1]",
        "[^1]: ",
        "\\",
        "\n",
        "\n\n",
        "\n- ",
        "\n1. ",
        "\n2) ",
        "\n  ",
        "\n    ",
        "\n> ",
        "> [!NOTE]\n",
        "\n# ",
        "\n---\n",
        "\n| a | b |\n|---|---|\n| ",
        " | ",
        "<b>",
        "</b>",
        "<br>",
        "<x y>",
        "<!-- c -->",
        "<details>\n",
        "\n</details>\n",
        "&amp;",
        "&",
        "\n```\n",
        "\n::: zone pivot=\"internal\"\n",
        "\n::: zone-end\n",
        "\n:::image source=\"i.png\" alt-text=\"i\":::\n",
        "\n[!INCLUDE [i](i.md)]\n",
        "> [!VIDEO https://v.example]\n",
        "> [!div class=\"c\"]\n",
        "é注",
        "{#id}",
        "[ ] ",
        "\t",
    ]);
    prop::collection::vec(token, 0..40).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn any_text_obeys_the_laws(text in tokens()) {
        laws(&text);
    }

    /// Fences, comments and attributes aside, in which a directive is no directive.
    #[test]
    fn a_zone_hides_its_content(before in tokens(), within in tokens(), after in tokens()) {
        let safe = |t: &str| t.replace(['`', '~', '<'], "").replace("::: zone-end", "");
        let text = format!(
            "{}\n\n::: zone pivot=\"internal\"\n{} SECRET {}\n::: zone-end\n{}",
            safe(&before), safe(&within), safe(&within), safe(&after)
        );
        let (tree, _) = parse(&file(&text));
        let customer = viewer("customer");
        render(&links(&tree), &customer, |context| {
            for out in [html(&tree, &mut Slugger::default(), context), markdown(&tree, context)] {
                prop_assert!(!out.contains("SECRET"), "{text:?} gives {out}");
            }
            Ok(())
        })?;
    }

    /// Not for blocks of raw HTML that a directive cuts in two.
    #[test]
    fn twins_read_the_same(text in tokens()) {
        let text = text.replace("details>", "p").replace("<b>", "b");
        let difference = twin_difference(&text);
        prop_assert!(difference.is_none(), "{}", difference.unwrap());
    }

    #[test]
    fn plain_text_stays_plain_text(text in "[ -~é注]{0,30}(\\n[ -~é注]{1,30})?") {
        let escaped: String = text.chars().flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c])).collect();
        let difference = twin_difference(&escaped);
        prop_assert!(difference.is_none(), "{}", difference.unwrap());
        let (tree, _) = parse(&file(&escaped));
        let (again, _) = parse(&file(&twin(&tree)));
        let only_text = |tree: &[Block]| tree.iter().all(|b| matches!(&b.kind, BlockKind::Paragraph(c)
            if c.iter().all(|i| matches!(i.kind, InlineKind::Text(_) | InlineKind::SoftBreak))));
        prop_assert!(only_text(&tree) == only_text(&again), "{:?}", again);
    }

    #[test]
    fn slugs_are_never_empty_nor_equal(texts in prop::collection::vec("[a-c1 -]{0,3}", 0..20)) {
        let mut ids = Slugger::default();
        let mut given: Vec<String> = texts.iter().map(|t| ids.heading(t)).collect();
        prop_assert!(given.iter().all(|g| !g.is_empty()) && texts.iter().all(|t| !words(t).is_empty()));
        given.sort();
        given.dedup();
        prop_assert_eq!(given.len(), texts.len());
    }
}
