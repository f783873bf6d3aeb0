//! The room `guard`: what may not leave is found however it is written, and nothing else is.

use gameplan::guard::{Forbidden, Kind, Needle, plain};
use gameplan::render::artifact::Artifact;
use gameplan::source::Span;
use proptest::prelude::*;

fn needle(kind: Kind, text: &str, owner: Option<&str>) -> Needle {
    let owner = owner.map(String::from);
    Needle { text: text.into(), kind, why: "which is not for this root".into(), span: Span::default(), owner }
}

fn artifact(path: &str, text: &str) -> Artifact {
    let sources = vec!["a.md".to_string()];
    Artifact { path: path.into(), bytes: text.into(), label: "partner".into(), sources }
}

/// The needles that an artifact leaks.
fn leaks(forbidden: &Forbidden, path: &str, text: &str) -> Vec<String> {
    let found = forbidden.find(&artifact(path, text));
    found.iter().map(|d| d.message.split('`').nth(3).expect("the word").to_string()).collect()
}

#[test]
fn words_are_found_however_they_are_written() {
    // what is forbidden, an artifact's text, whether it is a leak
    let table = [
        ("Harrow & Sons", "<p>Harrow &amp; Sons</p>", true),
        ("Harrow & Sons", "Harrow &#38; Sons", true),
        ("Harrow & Sons", "Harrow\n  & Sons", true),
        ("Harrow & Sons", "Harrow %26 Sons", true),
        ("O'Dell", "O&#39;Dell O&#x27;Dell", true),
        ("Fjord_lys", "Fjord\\_lys", true),
        ("Fjørd", "\"Fj\\u00f8rd\"", true),
        ("Fjørd", "Fj%C3%B8rd", true),
        ("Fjord lys", "Fjord&nbsp;l\u{200b}ys", true),
        ("Harrow", "Harrowing", false),
        ("Harrow", "(Harrow)", true),
        ("Harrow", "harrow", false),
        ("Harrow", "xHarrow", false),
        ("Ltd.", "Ltd.Next", true),
        ("  ", "a  b", false),
    ];
    for (word, text, leak) in table {
        let forbidden = Forbidden::new(vec![needle(Kind::Words, word, None)]);
        assert_eq!(!leaks(&forbidden, "a.html", text).is_empty(), leak, "{word} in {text}");
    }
}

#[test]
fn ids_are_found_as_segments_below_customers() {
    let forbidden = Forbidden::new(vec![needle(Kind::CustomerId, "harrow", Some("harrow"))]);
    for (text, leak) in [
        ("href=\"../customers/harrow/index.html\"", true),
        ("customers/harrow.html", true),
        ("customers%2Fharrow/", true),
        ("customers/harrow-north/", false),
        ("a harrow in the field", false),
        ("mycustomers/harrow", false),
    ] {
        assert_eq!(!leaks(&forbidden, "a.html", text).is_empty(), leak, "{text}");
    }
    assert_eq!(leaks(&forbidden, "customers/other/customers/harrow/x.html", ""), ["harrow"]);
}

#[test]
fn titles_of_others_are_found_on_pages_and_in_lists_but_in_no_handout() {
    let forbidden = Forbidden::new(vec![needle(Kind::Title, "The inner ledger", None)]);
    for (path, leak) in [("a.html", true), ("search/en/d0.js", true), ("customers/x/checklist.html", false)] {
        assert_eq!(!leaks(&forbidden, path, "See The inner ledger.").is_empty(), leak, "{path}");
    }
    let kept =
        Forbidden::new(vec![needle(Kind::Title, "The inner ledger", None)]).allowing(["The inner ledger"]);
    assert!(leaks(&kept, "a.html", "The inner ledger").is_empty(), "a page of the root says it itself");
}

#[test]
fn routes_of_others_are_found_in_lists_as_whole_paths() {
    let forbidden = Forbidden::new(vec![needle(Kind::Route, "playbook/inner", None)]);
    for (path, text, leak) in [
        ("sitemap.xml", "<loc>https://example.com/playbook/inner.html</loc>", true),
        ("llms.txt", "- [x](playbook/inner.md)", true),
        ("assets/nav.js", "[\"x\",\"playbook/inner.html\"]", true),
        ("search/index.html", "href=\"../playbook/inner.html\"", true),
        ("llms.txt", "- [x](old/playbook/inner.md)", false),
        ("llms.txt", "- [x](playbook/inner-2.md)", false),
        ("sitemap.xml", "<loc>https://example.com/old/playbook/inner.html</loc>", false),
        // Elsewhere addresses begin at the page.
        ("old/a.html", "href=\"playbook/inner.html\"", false),
    ] {
        assert_eq!(!leaks(&forbidden, path, text).is_empty(), leak, "{text} in {path}");
    }
}

#[test]
fn patterns_take_runs_without_blanks() {
    for (pattern, text, leak) in [
        ("*.example.com", "see https://team.EXAMPLE.com/x", true),
        ("*.example.com", "team.example.community", false),
        ("*.example.com", "example com", false),
        ("corp-*-key", "corp-a1-key", true),
        ("corp-*-key", "corp- -key", false),
        ("corp-*-key", "xcorp-a-key", false),
        ("aka.*", "aka.ms/x", true),
        ("*", "anything", false),
    ] {
        let forbidden = Forbidden::new(vec![needle(Kind::Pattern, pattern, None)]);
        assert_eq!(!leaks(&forbidden, "a.html", text).is_empty(), leak, "{pattern} in {text}");
    }
}

#[test]
fn a_customer_may_read_its_own_name_even_where_it_holds_anothers() {
    let names = vec![
        needle(Kind::Words, "Harrow", Some("harrow")),
        needle(Kind::Words, "Harrow North", Some("harrow-north")),
    ];
    let forbidden = Forbidden::new(names);
    let north = "customers/harrow-north/index.html";
    assert_eq!(leaks(&forbidden, north, "Harrow North"), Vec::<String>::new());
    assert_eq!(leaks(&forbidden, north, "Harrow North and Harrow"), ["Harrow"]);
    assert_eq!(leaks(&forbidden, "customers/harrow/index.html", "Harrow"), Vec::<String>::new());
    assert_eq!(leaks(&forbidden, "customers/harrow/index.html", "Harrow North"), ["Harrow North"]);
}

#[test]
fn what_the_roots_own_pages_say_is_no_leak_there() {
    let needles =
        || vec![needle(Kind::Words, "Blue Harbour", None), needle(Kind::Pattern, "*.example.com", None)];
    let text = "Blue Harbour at a.example.com";
    assert_eq!(leaks(&Forbidden::new(needles()), "a.html", text), ["Blue Harbour", "*.example.com"]);
    let forbidden = Forbidden::new(needles()).allowing(["The Blue\nHarbour case, a.example.com"]);
    assert_eq!(leaks(&forbidden, "a.html", text), Vec::<String>::new());
    assert_eq!(leaks(&forbidden, "a.html", "b.example.com"), ["*.example.com"]);
}

#[test]
fn a_finding_names_file_word_reason_and_place() {
    let forbidden = Forbidden::new(vec![needle(Kind::Words, "Harrow", None)]);
    let found = forbidden.find(&artifact("a.html", "<li>next: Harrow</li> Harrow"));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code.id, "AU006");
    assert_eq!(found[0].message, "`a.html` holds `Harrow`, which is not for this root");
    let help = found[0].help.as_deref();
    assert_eq!(
        help,
        Some(
            "nothing of `partner` is published; it reads `<li>next: Harrow</li> Harrow`; it was made from a.md"
        )
    );
}

proptest! {
    /// Any text is searched without a panic, and a planted word is always found.
    #[test]
    fn a_planted_word_is_found(before in "\\PC{0,20}", after in "\\PC{0,20}") {
        let forbidden = Forbidden::new(vec![needle(Kind::Words, "Qvist", None), needle(Kind::Pattern, "*x*", None)]);
        let text = format!("{before} Qvist {after}");
        prop_assert!(leaks(&forbidden, "a.html", &text).contains(&"Qvist".to_string()));
    }

    #[test]
    fn plain_text_stays_as_it_is(text in "[a-zæøå0-9 .,;:!?/()-]{0,40}") {
        let folded = text.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
        let seen = plain(&text);
        prop_assert_eq!(seen.trim(), folded);
    }
}

#[test]
fn a_customer_may_be_called_like_a_word_of_the_style() {
    // `block` stands in the style of every handout, `localStorage` in its script.
    let style = gameplan::render::assets::handout_style();
    let script = gameplan::render::assets::handout_script();
    assert!(style.contains("block") && script.contains("localStorage"));
    let needles = ["block", "localStorage"].map(|word| needle(Kind::Words, word, None)).to_vec();
    let forbidden = Forbidden::new(needles);
    let page = |body: &str| format!("<style>{style}</style><p>{body}</p><script>{script}</script>");
    assert_eq!(leaks(&forbidden, "customers/a/kpis.html", &page("fine")), [""; 0]);
    assert_eq!(leaks(&forbidden, "customers/a/kpis.html", &page("the block")), ["block"]);
    let changed = page("fine").replacen("block", "localStorage", 1);
    assert_eq!(leaks(&forbidden, "customers/a/kpis.html", &changed), ["block", "localStorage"]);
}
