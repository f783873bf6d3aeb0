//! `new library` in a folder with pages, docfx's as a rule: one settings file that states what was found there. In: the folder.
//! Out: the text of `gameplan.yml`. Never: another file; what the settings say holds without them too.

use super::load::Loaded;
use crate::model::page::Page;
use crate::model::playbook::{NameRef, ServiceScope};
use crate::model::scalar::quoted;
use crate::model::sentence::listed;
use crate::source::read;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What each key of `docfx.json` becomes.
const KEYS: &[(&str, &str)] = &[
    ("build.content", "`content:` here; docfx.json's globs hold until you give it"),
    ("build.resource", "nothing to say: pictures and files that pages name are copied"),
    ("build.overwrite", "not read; write it into the page itself"),
    ("build.externalReference", "not read"),
    ("build.globalMetadata", "not read; a page's own front matter counts, `title:` here names the site"),
    ("build.fileMetadata", "not read; `gameplan metadata export` and `apply` set values page by page"),
    ("build.template", "`templates/` of this folder, file by file over the built-in ones"),
    ("build.dest", "`gameplan build --out DIR`"),
    ("build.markdownEngineName", "nothing to say: the constructs of docfx's own Markdown are read"),
    ("build.markdownEngineProperties", "not read"),
    ("build.xref", "not read; link to the page"),
    ("build.xrefService", "not read; link to the page"),
    ("build.sitemap", "`site: hosts:` here; a sitemap is always written"),
    ("build.postProcessors", "not read"),
    ("build.globalMetadataFiles", "not read"),
    ("build.fileMetadataFiles", "not read"),
    ("build.groups", "`audiences:` here"),
    ("metadata", "not read: this is no API documentation"),
    ("pdf", "not read: print the pages, their style is made for paper"),
];

/// The settings file of a docfx folder.
pub(super) fn settings(library: &Loaded, title: &str) -> String {
    let pages = &library.catalog.pages;
    let count = |of: &dyn Fn(&Page) -> bool| pages.iter().filter(|p| of(p)).count();
    let mut out = format!(
        "# What was found in this folder. Every key is optional; no other file was written.\n\
         # {} pages: {} with a route, {} that give checklist lines.\ntitle: {}\n",
        pages.len(),
        count(&|p| p.routed),
        count(&|p| p.gives_lines),
        quoted(title)
    );
    docfx(library, &mut out);
    content(library, &mut out);
    audiences(library, &mut out);
    languages(library, &mut out);
    names_of(pages, &mut out);
    let topics = counted(pages, |p| list(p, "ms.topic"));
    let _ = writeln!(out, "\n# `ms.topic` of the pages: {}.", told(&topics));
    out
}

fn audiences(library: &Loaded, out: &mut String) {
    let said = told(&counted(&library.catalog.pages, |p| list(p, "ft.audience")));
    let _ = writeln!(out, "\n# `ft.audience` of the pages: {said}; without one a page is internal.");
    let names = listed(&library.catalog.settings.audiences.0);
    let _ = writeln!(out, "audiences: [{names}]   # widest first");
}

fn languages(library: &Loaded, out: &mut String) {
    let found = counted(&library.catalog.pages, |p| p.language.iter().cloned().collect());
    let _ = writeln!(out, "\n# Translations: {}.", told(&found));
    if !found.is_empty() {
        out.push_str("languages:\n");
    }
    for (code, language) in &library.catalog.settings.languages {
        if found.contains_key(code) {
            let (folder, suffix) = (quoted(&language.folder), quoted(&language.suffix));
            let _ = writeln!(out, "  {code}: {{folder: {folder}, suffix: {suffix}}}");
        }
    }
}

fn docfx(library: &Loaded, out: &mut String) {
    let max = library.catalog.settings.max_file_bytes;
    let Ok(text) = read::text(&library.root, "docfx.json", max) else { return };
    let Ok(root) = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) else {
        out.push_str("\n# docfx.json cannot be read; `gameplan check` says where.\n");
        return;
    };
    out.push_str("\n# docfx.json, key by key:\n");
    let mut keys: Vec<String> = Vec::new();
    for (key, value) in root.as_object().into_iter().flatten() {
        match value.as_object().filter(|_| key == "build") {
            Some(inner) => keys.extend(inner.keys().map(|k| format!("build.{k}"))),
            None => keys.push(key.clone()),
        }
    }
    for key in keys {
        let becomes = KEYS.iter().find(|(k, _)| *k == key).map_or("not read", |(_, becomes)| becomes);
        let _ = writeln!(out, "#   {key}: {becomes}");
    }
}

fn content(library: &Loaded, out: &mut String) {
    let content = &library.catalog.settings.content;
    let globs = |list: &[String]| serde_json::to_string(list).unwrap_or_default().replace("\",\"", "\", \"");
    let _ = writeln!(
        out,
        "# content: {{files: {}, exclude: {}}}",
        globs(&content.files),
        globs(&content.exclude)
    );
}

/// Services and roles that pages name: those of the registry, and those that it does not hold.
fn names_of(pages: &[Page], out: &mut String) {
    let services = |page: &Page| {
        let book = &page.playbook;
        let scopes = book.scenarios.iter().map(|s| &s.services).chain(book.tasks.iter().map(|t| &t.services));
        scopes
            .flat_map(|scope| if let ServiceScope::Named(names) = scope { names.clone() } else { Vec::new() })
            .collect()
    };
    let roles = |page: &Page| {
        let book = &page.playbook;
        let own = book.scenarios.iter().flat_map(|s| s.roles.iter().chain(&s.secondary_roles));
        own.chain(book.tasks.iter().flat_map(|t| &t.roles)).cloned().collect()
    };
    for (what, key, of) in
        [("Services", "services", &services as &dyn Fn(&Page) -> Vec<NameRef>), ("Roles", "roles", &roles)]
    {
        let known =
            counted(pages, |p| of(p).iter().filter(|n| n.known).map(|n| n.name.to_string()).collect());
        let _ = writeln!(out, "\n# {what} that steps and tasks name: {}.", told(&known));
        let unknown =
            counted(pages, |p| of(p).iter().filter(|n| !n.known).map(|n| n.name.to_string()).collect());
        if !unknown.is_empty() {
            let _ =
                writeln!(out, "# The registry does not hold {}; add those that are {key}:", told(&unknown));
            let _ = writeln!(out, "# registry: {{{key}: {{NAME: [OTHER NAME]}}}}");
        }
    }
}

/// On how many pages each value stands.
fn counted(pages: &[Page], of: impl Fn(&Page) -> Vec<String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for page in pages {
        let mut values = of(page);
        values.sort_unstable();
        values.dedup();
        for value in values {
            *counts.entry(value).or_default() += 1;
        }
    }
    counts
}

fn told(counts: &BTreeMap<String, usize>) -> String {
    if counts.is_empty() {
        return "none".to_string();
    }
    let mut all: Vec<(&String, &usize)> = counts.iter().collect();
    all.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), name.as_str()));
    // Line ends would end the remark.
    let one = |(name, count): (&String, &usize)| format!("{} ({count})", name.replace(['\n', '\r'], " "));
    all.into_iter().map(one).collect::<Vec<_>>().join(", ")
}

fn list(page: &Page, key: &str) -> Vec<String> {
    let text = page.front.text(key).unwrap_or("");
    text.split(',').map(|part| part.trim().to_lowercase()).filter(|part| !part.is_empty()).collect()
}
