//! The pages for machines that read. In: the pages of a root. Out: `llms.txt`, which leads to the Markdown twins.
//! Never: a page outside of the listing.

use super::{Artifact, Engine, artifact, format};
use crate::document::Format;
use crate::document::listing::{Listed, Listing};
use crate::error::Result;
use crate::model::links;
use serde::Serialize;

#[derive(Serialize)]
struct Text<'a> {
    site: &'a str,
    about: &'a str,
    folders: Vec<Folder<'a>>,
}

#[derive(Serialize)]
struct Folder<'a> {
    name: &'a str,
    pages: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    page: &'a Listed,
    address: String,
}

/// Writes `llms.txt`. Errors: a template that cannot be rendered.
pub fn llms(engine: &Engine, listing: &Listing) -> Result<Artifact> {
    let row = |page| -> Row<'_> {
        let page: &Listed = page;
        Row { page, address: address(&page.twin) }
    };
    let folders = listing.folders.iter();
    let folders =
        folders.map(|f| Folder { name: &f.name, pages: f.pages.iter().map(row).collect() }).collect();
    let text = Text { site: &listing.site, about: &listing.about, folders };
    let text = engine.render("markdown/llms.md", Format::Markdown, &text, None)?;
    Ok(artifact(engine, "llms.txt", format::tidied(&text)))
}

/// The twin's address without a sign that Markdown reads.
fn address(twin: &str) -> String {
    let mut out = String::new();
    for c in links::address("", twin).chars() {
        match c {
            '(' | ')' | '*' | '~' | '&' => out.push_str(&format!("%{:02X}", c as u32)),
            c => out.push(c),
        }
    }
    out
}
