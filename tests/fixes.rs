//! Fixes, by data: each case `tests/rules/<CODE>/bad` is mended, and the files that changed are compared with those of
//! `tests/rules/<CODE>/fixed` (what was refused stands in `refused.txt` there). In: cases, random pages, the real
//! library where it is at hand. Out: failures. Never: a library changed; copies are. `BLESS=1` accepts what was seen.

#[path = "support/folders.rs"]
mod folders;

use folders::{copied, texts};
use gameplan::diagnostic::{Diagnostic, Safety};
use gameplan::error::Kind;
use gameplan::model::page::Page;
use gameplan::model::playbook::Item;
use gameplan::model::prose::{Block, BlockKind, Inline, InlineKind, fold, plain};
use gameplan::pipeline::{CheckOptions, Codes, FixOptions, FixReport, Library, Silent, fix, load};
use gameplan::rules;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

/// Mends a folder. `code`: only this one's findings.
fn mended(folder: &Path, safety: Safety, code: Option<&str>) -> FixReport {
    let library = Library { root: folder.into(), as_of: None, today: jiff::civil::date(2026, 9, 8) };
    let select: Vec<String> = code.map(String::from).into_iter().collect();
    let which = FixOptions { safety, codes: Codes::new(&select, &[]), write: true };
    // Excluded pages have findings only if they are named.
    let loaded = load(folder, None).expect("a library");
    let pages = loaded.catalog.pages.iter().filter(|p| !p.routed).map(|p| p.path.clone());
    let mut paths: Vec<String> = pages.filter(|_| code.is_some()).collect();
    if !paths.is_empty() {
        paths.push(String::new());
    }
    match fix(&CheckOptions { library, paths }, &which, &Silent) {
        // A case may have nothing that can be read.
        Err(error) if error.kind() == Kind::NotFound => FixReport::default(),
        report => report.expect("mended"),
    }
}

/// What a case's findings become: the files that changed, and what was refused.
fn after(code: &str) -> BTreeMap<String, String> {
    let copy = copied(cases().join(code).join("bad"));
    let report = mended(copy.path(), Safety::Unsafe, Some(code));
    let mut seen: BTreeMap<String, String> =
        report.files.iter().map(|f| (f.path.clone(), f.new.clone())).collect();
    for (path, text) in &seen {
        assert_eq!(&fs::read_to_string(copy.path().join(path)).expect("written"), text, "{code}");
    }
    let mut refused = String::new();
    for fix in &report.refused {
        let _ = writeln!(refused, "{} {}: {}", fix.place, fix.code.id, fix.why);
    }
    let left = |d: &&Diagnostic| d.code.id == code && d.fix.is_some();
    let left = report.remaining.findings.iter().filter(left).count();
    assert_eq!(left, report.refused.len(), "{code}: a fix was neither made nor refused");
    let again = mended(copy.path(), Safety::Unsafe, Some(code));
    assert!(again.files.is_empty(), "{code}: a second run changes {:?}", again.files);
    if !refused.is_empty() {
        seen.insert("refused.txt".into(), refused);
    }
    seen
}

#[test]
fn every_fix_makes_of_its_bad_case_what_is_written_down() {
    let mut failures = Vec::new();
    let mut mended = 0;
    for rule in rules::RULES {
        let (id, seen) = (rule.code.id, after(rule.code.id));
        let folder = cases().join(id).join("fixed");
        if std::env::var_os("BLESS").is_some() {
            let _ = fs::remove_dir_all(&folder);
            for (path, text) in &seen {
                folders::write(&folder.join(path), text);
            }
        }
        mended += seen.len();
        if seen != texts(&folder) {
            failures.push(format!("{id}\n--- expected {:#?}\n--- seen {seen:#?}", texts(&folder)));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(mended > 16, "only {mended} files were mended");
}

/// What a reader gets from pages, whatever their fixes did: kinds of blocks, words, ids. Not read by the comparison of
/// `edit`, so that neither hides a fault of the other.
fn shape(pages: &[Page]) -> String {
    let mut out = String::new();
    for page in pages {
        let _ = writeln!(out, "{} {}", page.path, page.title);
        blocks(&page.blocks, 1, &mut out);
        for scenario in &page.playbook.scenarios {
            let _ = writeln!(out, " {} {:?} {:?}", scenario.id, scenario.when.text, scenario.roles);
            items(&scenario.items, &mut out);
        }
        let tasks: Vec<&str> = page.playbook.tasks.iter().map(|t| t.id.as_str()).collect();
        let _ = writeln!(out, " {tasks:?}");
    }
    out
}

fn items(list: &[Item], out: &mut String) {
    for item in list {
        let _ = writeln!(out, "  {} {:?}", item.id, item.need);
        items(&item.items, out);
    }
}

fn blocks(list: &[Block], depth: usize, out: &mut String) {
    for block in list {
        let pad = " ".repeat(depth);
        let mut inside = |name: &str, inner: &[Block]| {
            let _ = writeln!(out, "{pad}{name}");
            blocks(inner, depth + 1, out);
        };
        match &block.kind {
            BlockKind::Heading { level, content, .. } => {
                let _ = writeln!(out, "{pad}{level} {}", fold(&plain(content)));
            }
            // A condition that was written down is the one line that may come, a paragraph of nothing may go.
            BlockKind::Paragraph(content) if fold(&plain(unconditional(content))).is_empty() => {}
            BlockKind::Paragraph(content) => {
                // A tag that became text adds words with brackets, and no other.
                let words = fold(&plain(unconditional(content)));
                let words = words.split_whitespace().filter(|w| w.chars().all(char::is_alphanumeric)).count();
                let _ = writeln!(out, "{pad}p {words}");
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    inside("li", &item.blocks);
                }
            }
            BlockKind::Table(table) => {
                let _ = writeln!(out, "{pad}table {} {}", table.head.len(), table.rows.len());
            }
            BlockKind::Quote(inner)
            | BlockKind::Alert { blocks: inner, .. }
            | BlockKind::Zone { blocks: inner, .. }
            | BlockKind::Div { blocks: inner, .. }
            | BlockKind::Footnote { blocks: inner, .. } => inside("in", inner),
            BlockKind::Code { text, .. } => {
                let _ = writeln!(out, "{pad}code {}", fold(text).len());
            }
            BlockKind::Html(_) => {}
            other => {
                let _ = writeln!(out, "{pad}{other:?}");
            }
        }
    }
}

/// A paragraph without a `When` as its first line.
fn unconditional(content: &[Inline]) -> &[Inline] {
    let is_break = |i: &Inline| matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
    match plain(content).starts_with("When:") {
        true => content.iter().position(is_break).map_or(&[], |at| &content[at..]),
        false => content,
    }
}

fn shape_of(folder: &Path) -> String {
    shape(&load(folder, None).expect("a library").catalog.pages)
}

/// Mends twice, and compares what readers get.
fn keeps_its_shape(folder: &Path) -> Result<FixReport, String> {
    let before = shape_of(folder);
    let report = mended(folder, Safety::Safe, None);
    let after = shape_of(folder);
    if let Some((old, new)) = before.lines().zip(after.lines()).find(|(old, new)| old != new) {
        return Err(format!("`{old}` became `{new}`"));
    }
    let bytes = texts(folder);
    let again = mended(folder, Safety::Safe, None);
    match again.files.is_empty() && texts(folder) == bytes && before.lines().count() == after.lines().count()
    {
        true => Ok(report),
        false => {
            Err(format!("a second run changes {:?}", again.files.iter().map(|f| &f.path).collect::<Vec<_>>()))
        }
    }
}

/// Pieces of pages; each alone has something to mend, or surrounds what has.
const PIECES: [&str; 26] = [
    "# Moves\n",
    "## Appro\u{200b}ach\n",
    "### Under way (10-40%)\n",
    "### Seldom used <10%\n",
    "Primary Role: **FastTrack Manager**  \nApplies To: **Exchange**\n",
    "1. Ask <Partner> who decides.\n2. Ask who\u{200b} pays.\n",
    "1. Ask who decides.\n1. Ask who decides.\n",
    "- see [the list](http://aka.ms/list) and [more](https://docs.microsoft.com/en-us/more)\n",
    "\u{200b}- not an item\n",
    "   1.\u{200b} Have they tried?\n",
    "**\u{200b}bold** and *\u{200b}not bold*\n",
    "> [!NOTE]\n> See <Customer name> in [mail](ann@example.com).\n",
    "| Task ID | Task | M/O |\n|---|---|---|\n| 3616 | Ask\u{200b} <who> | M |\n",
    "| Date | By | What |\n|---|---|---|\n| 4/05/19 | A. Lindqvist | first |\n",
    "## Refresh Summary\n",
    "    1. indented <text>\n",
    "```\n<code> http://aka.ms/x \u{200b}\n```\n",
    "[away](https://eur01.safelinks.protection.outlook.com/?url=http%3A%2F%2Faka.ms%2Fx&data=1)\n",
    "\u{200b}\n",
    "text that goes on\n\u{200b}\nand on\n",
    "<!-- gameplan-ignore ST006 nothing here -->\n",
    "::: zone pivot=\"partner\"\n\nOnly <them>.\n\n::: zone-end\n",
    "word \u{200b}\nline\n",
    "* a\n\n  \u{200b}b <c d>\n",
    "Setext <head>\n===\n",
    "a & b &lt; c \\<d> <e> f\n",
];

const HEADERS: [&str; 5] = [
    "",
    "---\ntitle: Moves\nms.date: 4/05/19\n---\n",
    "\u{feff}---  \ntitle: Moves\ntitle: Moves\nft.audience: internal\n--- \n",
    "---\ntitle: Moves: more\nms.date: 04/05/2019\n---\n",
    "---\r\ntitle: Moves\r\nms.date: 4/05/2018\r\n---\r\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn safe_fixes_of_random_pages_keep_what_they_do_not_name(
        header in 0..HEADERS.len(),
        pieces in prop::collection::vec((0..PIECES.len(), any::<bool>()), 1..12),
    ) {
        let dir = tempfile::tempdir().expect("temp");
        let body: String = pieces.iter().map(|(n, gap)| format!("{}{}", PIECES[*n], if *gap { "\n" } else { "" })).collect();
        let text = format!("{}{body}", HEADERS[header]);
        let text = if HEADERS[header].contains('\r') { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text };
        fs::write(dir.path().join("moves.md"), &text).expect("page");
        let kept = keeps_its_shape(dir.path());
        prop_assert!(kept.is_ok(), "{text:?}: {}", kept.err().unwrap_or_default());
        let after = fs::read_to_string(dir.path().join("moves.md")).expect("page");
        prop_assert_eq!(text.matches("\r\n").count(), text.matches('\n').count() * usize::from(text.contains('\r')));
        prop_assert_eq!(after.contains('\r'), text.contains('\r'));
        let bare = |t: &str| t.replace("\r\n", "").contains('\n') && t.contains('\r');
        prop_assert!(!bare(&after), "line ends are mixed: {after:?}");
    }
}

#[test]
fn the_real_library_is_mended_once_and_reads_as_before() {
    let named = std::env::var_os("GAMEPLAN_LIBRARY").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/library");
    let Some(library) = named.or_else(|| beside.is_dir().then_some(beside)) else {
        let line = "skipped: the real library is not here (set GAMEPLAN_LIBRARY)";
        writeln!(std::io::stderr(), "{line}").expect("a line");
        return;
    };
    let copy = copied(&library);
    let report = keeps_its_shape(copy.path()).expect("kept");
    let made: usize = report.files.iter().flat_map(|f| f.codes.values()).sum();
    assert!(made > 500, "only {made} fixes");
}
