//! What stands beside the pages of a root: feed, site map, `llms.txt`, 404, stubs, headers, findings of redirects.
//! In: `tests/extras/library`. Out: `tests/extras/expected/…`; `BLESS=1` writes what was built, read the diff.
//! Hashes of the handouts' style and script stand there as `sha256-…`; what they must be is tested here.

#[path = "support/golden.rs"]
mod golden;
#[path = "extras/place/mod.rs"]
mod place;

use gameplan::render::headers;
use place::{Built, build};
use std::collections::BTreeSet;
use std::path::Path;

/// Files that are compared whole.
const WHOLE: [&str; 11] = [
    "internal/feed.xml",
    "partner/feed.xml",
    "partner/sitemap.xml",
    "internal/llms.txt",
    "partner/llms.txt",
    "partner/_headers",
    "internal/web.config",
    "internal/staticwebapp.config.json",
    "partner/old/blocked.html",
    "partner/older/blocked.html",
    "partner/moved/index.html",
];

#[test]
fn files_beside_the_pages_are_as_written_down() {
    let built = build();
    for path in WHOLE {
        compare(path, &unhashed(&built.text(path)));
    }
    for path in ["internal/404.html", "internal/search/index.html"] {
        let text = built.text(path);
        let main = text.split("<main").nth(1).and_then(|t| t.split("</main>").next());
        compare(path, &format!("<main{}</main>\n", main.expect("a page has a main part")));
    }
}

#[test]
fn redirects_that_cannot_lead_on_are_told_once() {
    let built = build();
    let mut told = String::new();
    for finding in &built.report.findings {
        let file = built.report.sources.get(finding.span.source).expect("a file of the library");
        if file.path == "gameplan.yml" {
            let at = file.position(finding.span.start);
            let help = finding.help.as_deref().unwrap_or("none");
            let code = finding.code.id;
            told.push_str(&format!(
                "{}:{}: {code} {}\n  help: {help}\n",
                at.line, at.column, finding.message
            ));
        }
    }
    compare("findings.txt", &told);
    assert!(
        !built.path("partner/old/inner.html").exists(),
        "a stub leads to a page that partners may not read"
    );
    assert!(built.path("internal/old/inner.html").exists());
}

#[test]
fn policies_name_the_style_and_the_script_of_handouts() {
    let built = build();
    let page = built.text("internal/customers/quayside-books/checklist.html");
    let between = |open: &str, close: &str| {
        page.split(open).nth(1).and_then(|t| t.split(close).next()).expect("a handout holds it").to_string()
    };
    let hashes =
        [between("<style>", "</style>"), between("<script>", "</script>")].map(|t| headers::hash(&t));
    for file in ["_headers", "web.config", "staticwebapp.config.json"] {
        let text = built.text(&format!("internal/{file}")).replace("&#39;", "'");
        for hash in &hashes {
            assert!(text.contains(&format!("'{hash}'")), "{file} does not name {hash}");
        }
        assert!(!text.contains("unsafe"), "{file}");
    }
    // The hash of nothing, as everybody knows it.
    assert_eq!(headers::hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

#[test]
fn netlify_rules_of_one_header_never_overlap() {
    let built = build();
    let text = built.text("internal/_headers");
    let mut rules = BTreeSet::new();
    let mut path = "";
    for line in text.lines() {
        if !line.starts_with(' ') {
            path = line;
        } else if line.trim_start().starts_with("Content-Security-Policy") {
            assert!(rules.insert(path), "{path} stands twice");
        }
    }
    for rule in &rules {
        let prefix = rule.trim_end_matches('*');
        let inside = |other: &&&str| *other != rule && rule.ends_with('*') && other.starts_with(prefix);
        assert_eq!(rules.iter().find(inside), None, "below {rule}");
    }
    assert!(rules.contains("/customers/*") && rules.contains("/playbook/*") && rules.contains("/index.html"));
}

/// Netlify and Cloudflare send a policy only by rule; the other hosts send theirs with every file.
#[test]
fn every_page_has_one_policy() {
    let built = build();
    for root in ["internal", "partner"] {
        let text = built.text(&format!("{root}/_headers"));
        let rules: Vec<&str> = text.lines().filter(|l| l.starts_with('/') && *l != "/*").collect();
        for path in place::files(&built.path(root)) {
            let address = gameplan::model::links::address("", &path);
            let address = format!("/{address}");
            let covers = |rule: &&&str| match rule.strip_suffix('*') {
                Some(folder) => address.starts_with(folder),
                None => address == **rule,
            };
            let count = rules.iter().filter(covers).count();
            let shown = path.ends_with(".html") || path.ends_with(".md");
            assert!(count == 1 || count == 0 && !shown, "{root}/{path} has {count} policies");
        }
    }
}

#[test]
fn no_customer_stands_beside_the_pages_and_no_hidden_word_in_wider_roots() {
    let built = build();
    for root in ["internal", "partner", "customer"] {
        for (path, text) in beside(&built, root) {
            assert!(!text.contains("Quayside Books"), "{path} names a customer");
            assert!(!text.contains("customers/quayside"), "{path} leads to a customer");
            if root != "internal" {
                for hidden in [
                    "palimpsest",
                    "quixotic",
                    "xylograph",
                    "Inner ledger",
                    "Inner note",
                    "inner-circle",
                    "inner.html",
                ] {
                    assert!(!text.contains(hidden), "{path} holds `{hidden}`");
                }
            }
        }
    }
    // The same words are where they may be, so that the lines above can fail.
    let internal: String = beside(&built, "internal").into_iter().map(|(_, text)| text).collect();
    for seen in ["palimpsest", "quixotic", "xylograph", "Inner ledger"] {
        assert!(internal.contains(seen), "internal does not hold `{seen}`");
    }
}

/// A comment is for whoever writes the page: nothing of it is found by whoever reads it.
#[test]
fn what_a_comment_says_is_nowhere() {
    let built = build();
    for root in ["internal", "partner"] {
        let page = built.text(&format!("{root}/playbook/hostile.html"));
        assert!(page.contains("zyzzyva") && !page.contains("palinode"), "{root}");
        for (path, text) in beside(&built, root) {
            assert!(!text.contains("palinode"), "{path} holds a comment");
        }
    }
}

/// A page in a shard: route, title, place, first section, sections of anchor, heading and text.
type Row = (String, String, String, u32, Vec<(Option<String>, String, String)>);

#[test]
fn every_anchor_and_route_of_the_index_is_on_its_page() {
    for built in [build(), place::build_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"))] {
        let mut seen = 0;
        for root in ["internal", "partner"] {
            for (path, text) in beside(&built, root) {
                let file = path.rsplit('/').next().unwrap_or_default();
                if !file.starts_with('d') || !path.starts_with("search/") {
                    continue;
                }
                let json = text.split_once(',').expect("a call").1.trim_end().trim_end_matches(");");
                let rows: Vec<Row> = serde_json::from_str(json).expect("JSON");
                for (route, _, _, _, sections) in rows {
                    let page = built.text(&format!("{root}/{route}"));
                    for anchor in sections.into_iter().filter_map(|s| s.0) {
                        seen += 1;
                        assert!(
                            page.contains(&format!("id=\"{anchor}\"")),
                            "{root}/{route} has no #{anchor}"
                        );
                    }
                }
            }
        }
        assert!(seen > 8, "only {seen} anchors were looked at");
    }
}

#[test]
fn xml_and_scripts_hold_hostile_titles_as_text() {
    let built = build();
    for (path, text) in beside(&built, "partner") {
        if path.ends_with(".xml") || path.ends_with("web.config") {
            well_formed(&path, &text);
        }
        if path.contains("search/en/") {
            assert!(!text.contains('<'), "{path} holds a tag");
            assert_eq!(text.lines().count(), 1, "{path} is one statement");
        }
        let file = path.rsplit('/').next().unwrap_or_default();
        if path.starts_with("search/") && file.starts_with('t') {
            let text = text.split_once(',').expect("a call").1;
            assert!(!text.contains(' '), "{path}: a term may not be read as a word, nor two signs as a name");
        }
        if path.ends_with(".html") {
            assert!(
                !text.contains("<script>alert") && !text.contains("<img src=x"),
                "{path} holds live markup"
            );
        }
    }
}

/// Files of a root that are no page, no medium and no handout.
fn beside(built: &Built, root: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut folders = vec![String::new(), "search".to_string(), "old".to_string(), "moved".to_string()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(built.path(root).join(&folder)) else { continue };
        for entry in entries {
            let entry = entry.expect("an entry");
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            let path = path.trim_start_matches('/').to_string();
            if entry.path().is_file() && !path.starts_with("index.") {
                out.push((path.clone(), built.text(&format!("{root}/{path}"))));
            } else if folder == "search" && entry.path().is_dir() {
                folders.push(path);
            }
        }
    }
    out.sort();
    out
}

/// Every tag is closed in its turn, every sign that XML reads is escaped: what a feed reader asks for.
fn well_formed(path: &str, text: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let said = &rest[..at];
        assert!(!said.contains("]]>"), "{path}: `]]>` in `{said}`");
        for piece in said.split('&').skip(1) {
            let name = piece.split(';').next().unwrap_or_default();
            assert!(matches!(name, "amp" | "lt" | "gt" | "quot" | "#39"), "{path}: `&{name}`");
        }
        let end = rest[at..].find('>').unwrap_or_else(|| panic!("{path}: `<` without `>`")) + at;
        let tag = &rest[at + 1..end];
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{path}: closes what is not open");
        } else if !tag.ends_with('/') && !tag.starts_with('?') {
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{path}: {open:?} stay open");
}

fn unhashed(text: &str) -> String {
    let mut pieces = text.split("sha256-");
    let first = pieces.next().unwrap_or_default().to_string();
    pieces.fold(first, |out, piece| {
        let rest = piece.find('=').map_or(piece, |end| &piece[end + 1..]);
        format!("{out}sha256-…{rest}")
    })
}

fn compare(path: &str, seen: &str) {
    golden::same(format!("tests/extras/expected/{}", path.replace('/', "--")), seen);
}
