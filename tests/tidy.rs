//! The house kept tidy: DESIGN.md's import table, one room per package, first words, file lengths, lists
//! that name what exists. In: the sources of this repository. Out: failures that name file and line.
//! Never: style that a formatter settles.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use syn::visit::Visit;

/// Who may import whom. `error` stands nowhere on its own: every room may return its `Result`.
const ROOMS: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("source", &["error"]),
    ("diagnostic", &["source"]),
    ("model", &["source"]),
    ("parse", &["source", "diagnostic", "model"]),
    ("resolve", &["model"]),
    ("assess", &["model"]),
    ("rules", &["source", "diagnostic", "model", "resolve", "assess"]),
    ("plan", &["model", "resolve", "assess"]),
    ("document", &["model", "resolve", "assess", "plan", "diagnostic"]),
    ("render", &["error", "model", "document"]),
    ("guard", &["diagnostic", "model", "render"]),
    ("edit", &["source", "diagnostic", "model", "parse"]),
    ("output", &["error", "render", "edit"]),
    ("report", &["source", "diagnostic"]),
    (
        "pipeline",
        &[
            "error",
            "source",
            "diagnostic",
            "model",
            "parse",
            "resolve",
            "assess",
            "rules",
            "plan",
            "document",
            "render",
            "guard",
            "edit",
            "output",
            "report",
        ],
    ),
    ("serve", &["pipeline", "diagnostic", "report", "error"]),
    ("cli", &["pipeline", "serve", "report", "rules", "document", "diagnostic", "model", "error"]),
];

/// Packages that one place knows.
const PACKAGES: &[(&str, &str)] = &[
    ("granit_parser", "src/parse/yaml"),
    ("tera", "src/render/engine"),
    ("walkdir", "src/source/walk"),
    ("clap", "src/cli"),
    ("pulldown_cmark", "src/parse/markdown"),
    ("calamine", "src/parse/import/sheet"),
    ("rust_xlsxwriter", "src/render/table"),
    ("regex", "src/model/pattern"),
    ("similar", "src/report/diff"),
    ("strsim", "src/model/nearest"),
];

/// Lines of a file, at most.
const MAX_LINES: usize = 400;

#[test]
fn rooms_import_only_what_the_table_allows() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let Some(room) = room_of(&path) else { continue };
        for (line, target) in imports(&text) {
            if let Some(fault) = import_fault(&room, &target) {
                faults.push(format!("{path}:{line}: {fault}"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_import_check_sees_every_form_of_import() {
    let planted = [
        ("use crate::rules::x;", "rules"),
        ("use crate::{plan as _, model};", "plan"),
        ("use crate::{model::{self, page::Page}, cli::run};", "cli"),
        ("fn f() { crate::output::write(); }", "output"),
        ("fn f(x: crate::render::Artifact) {}", "render"),
        ("mod inner { use crate::pipeline; }", "pipeline"),
        ("fn f() { let _ = format!(\"{}\", crate::serve::port()); }", "serve"),
    ];
    for (code, expected) in planted {
        let found: Vec<String> = imports(code).into_iter().map(|(_, t)| t).collect();
        assert!(found.iter().any(|t| t == expected), "`{code}` gave {found:?}");
        assert!(import_fault("model", expected).is_some(), "model may not import {expected}");
    }
    assert!(import_fault("model", "source").is_none());
    assert!(import_fault("model", "model").is_none());
}

#[test]
fn rooms_stand_in_the_order_of_the_data() {
    let order: Vec<&str> = ROOMS.iter().map(|(r, _)| *r).collect();
    for (room, allowed) in ROOMS {
        let at = order.iter().position(|r| r == room);
        for other in *allowed {
            // `serve` and `report` stand beside the flow; everything else is imported from its left only.
            assert!(order.iter().position(|r| r == other) < at, "{room} may not look right to {other}");
        }
    }
}

#[test]
fn one_place_knows_a_package() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        for (package, home) in PACKAGES {
            let names = text.lines().enumerate().filter(|(_, l)| {
                let l = l.trim_start();
                !l.starts_with("//") && l.contains(&format!("{package}::"))
            });
            if !path.starts_with(home) {
                faults.extend(
                    names.map(|(i, _)| format!("{path}:{}: names {package}; only {home} may", i + 1)),
                );
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_file_begins_with_its_first_word_and_stays_short() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let intro: Vec<&str> = text.lines().take_while(|l| l.starts_with("//!")).collect();
        if intro.is_empty() {
            faults.push(format!("{path}:1: no `//!`: say what comes in, what goes out, what never happens"));
        } else if path != "src/lib.rs" && path != "src/main.rs" && !intro.join(" ").contains("Never:") {
            faults.push(format!("{path}:1: the first words do not say what never happens (`Never:`)"));
        }
        let lines = text.lines().count();
        if lines > MAX_LINES {
            faults.push(format!("{path}: {lines} lines; at most {MAX_LINES}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn rooms_of_the_table_are_the_rooms_of_the_crate() {
    let known: BTreeSet<&str> = ROOMS.iter().map(|(r, _)| *r).collect();
    let found: BTreeSet<String> = sources().into_iter().filter_map(|(p, _)| room_of(&p)).collect();
    let strange: Vec<&String> = found.iter().filter(|r| !known.contains(r.as_str())).collect();
    assert!(strange.is_empty(), "rooms outside the table: {strange:?}");
}

#[test]
fn every_template_is_listed_and_every_listed_one_exists() {
    let listed = read("src/render/templates.rs");
    for (path, _) in files("templates", &["html", "md", "xml", "txt"]) {
        let name = path.strip_prefix("templates/").unwrap_or(&path);
        assert!(listed.contains(&format!("\"{name}\"")), "{path} is not listed in src/render/templates.rs");
    }
    for part in listed.split("include_str!(\"").skip(1) {
        let rel = part.split('"').next().unwrap_or_default();
        let full = root().join("src/render").join(rel);
        assert!(full.exists(), "src/render/templates.rs lists {rel}, which does not exist");
    }
}

#[test]
fn paths_named_in_contributing_exist() {
    let text = read("CONTRIBUTING.md");
    let mut named = 0;
    for path in
        text.split('`').skip(1).step_by(2).filter(|p| p.contains('/') && !p.contains([' ', '<', '*', '{']))
    {
        named += 1;
        assert!(root().join(path).exists(), "CONTRIBUTING.md names `{path}`, which does not exist");
    }
    assert!(named > 5, "CONTRIBUTING.md names no paths");
}

#[test]
fn codes_are_unique_and_well_named() {
    let mut ids = BTreeSet::new();
    let mut names = BTreeSet::new();
    for code in gameplan::diagnostic::CODES {
        assert!(ids.insert(code.id), "{} stands twice", code.id);
        assert!(names.insert(code.name), "{} stands twice", code.name);
        let family = code.id.chars().take_while(char::is_ascii_uppercase).count();
        assert!(family == 2 && code.id.len() == 5, "{} is no code", code.id);
        assert!(code.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{} is no name", code.name);
    }
}

#[test]
fn the_changelog_names_the_version() {
    let version = env!("CARGO_PKG_VERSION");
    assert!(read("CHANGELOG.md").contains(&format!("## {version}")), "CHANGELOG.md has no `## {version}`");
}

/// What is wrong with an import, if anything.
fn import_fault(room: &str, target: &str) -> Option<String> {
    if room == target {
        return None;
    }
    let table: BTreeMap<&str, &&[&str]> = ROOMS.iter().map(|(r, a)| (*r, a)).collect();
    if !table.contains_key(target) {
        return None;
    }
    let allowed = table.get(room)?;
    (!allowed.contains(&target))
        .then(|| format!("{room} imports {target}; it may import {}", allowed.join(", ")))
}

/// Rooms that a file names through `crate::`, with lines.
fn imports(text: &str) -> Vec<(usize, String)> {
    let file = syn::parse_file(text).expect("the sources parse");
    let mut finder = Finder::default();
    finder.visit_file(&file);
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for target in finder.rooms {
        let at = lines.iter().position(|l| l.contains("crate::") && l.contains(&target));
        found.push((at.map_or(0, |i| i + 1), target));
    }
    found
}

#[derive(Default)]
struct Finder {
    rooms: BTreeSet<String>,
}

impl Finder {
    fn tree(&mut self, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(p) => drop(self.rooms.insert(p.ident.to_string())),
            syn::UseTree::Name(n) => drop(self.rooms.insert(n.ident.to_string())),
            syn::UseTree::Rename(r) => drop(self.rooms.insert(r.ident.to_string())),
            syn::UseTree::Group(g) => g.items.iter().for_each(|t| self.tree(t)),
            syn::UseTree::Glob(_) => {}
        }
    }
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if let syn::UseTree::Path(p) = &item.tree
            && p.ident == "crate"
        {
            self.tree(&p.tree);
        }
        syn::visit::visit_item_use(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let mut parts = path.segments.iter();
        if parts.next().is_some_and(|s| s.ident == "crate")
            && let Some(room) = parts.next()
        {
            self.rooms.insert(room.ident.to_string());
        }
        syn::visit::visit_path(self, path);
    }

    /// Macros are tokens to `syn`: paths inside them are found as text.
    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let text = mac.tokens.to_string().replace(' ', "");
        for part in text.split("crate::").skip(1) {
            let room: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            self.rooms.insert(room);
        }
        syn::visit::visit_macro(self, mac);
    }
}

/// `src/parse/x.rs` → `parse`; `src/error.rs` → `error`; none for the crate's roots.
fn room_of(path: &str) -> Option<String> {
    let rest = path.strip_prefix("src/")?;
    let first = rest.split('/').next()?.trim_end_matches(".rs");
    (!matches!(first, "lib" | "main")).then(|| first.to_string())
}

fn sources() -> Vec<(String, String)> {
    files("src", &["rs"])
}

/// Files below a folder with one of the endings, sorted, with their texts.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(dir) = folders.pop() {
        for entry in std::fs::read_dir(&dir).expect("the folder is there") {
            let path = entry.expect("the entry is there").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| endings.iter().any(|x| e == *x)) {
                let name =
                    path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
                out.push((name, std::fs::read_to_string(&path).expect("the file is text")));
            }
        }
    }
    out.sort();
    out
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
