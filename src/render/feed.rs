//! The feed of changes. In: its view, the site's host. Out: `feed.xml` (Atom).
//! Never: the clock; an id that changes while the row stays.

use super::sitemap::address;
use super::{Artifact, Engine, artifact};
use crate::document::Format;
use crate::document::feed::{Entry, Feed};
use crate::error::Result;
use serde::Serialize;
use sha2::{Digest, Sha256};

#[derive(Serialize)]
struct Written<'a> {
    feed: &'a Feed,
    id: String,
    own: String,
    home: String,
    entries: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    entry: &'a Entry,
    id: String,
    address: String,
}

/// Writes the feed; `base` as [`super::sitemap::base`] gives it. Errors: a template that cannot be rendered.
pub fn feed(engine: &Engine, feed: &Feed, base: &str) -> Result<Artifact> {
    let row = |entry| -> Row<'_> {
        let entry: &Entry = entry;
        Row { entry, id: urn(&entry.key), address: address(base, &entry.route) }
    };
    let written = Written {
        feed,
        id: urn(&format!("{} {}", feed.site, feed.audience)),
        own: address(base, "feed.xml"),
        home: address(base, "index.html"),
        entries: feed.entries.iter().map(row).collect(),
    };
    let text = engine.render("xml/feed.xml", Format::Html, &written, None)?;
    Ok(artifact(engine, "feed.xml", text))
}

/// A name as an address that needs no host: a UUID of version 8 from its hash.
fn urn(name: &str) -> String {
    let hash = Sha256::digest(name.as_bytes());
    let mut bytes: [u8; 16] = std::array::from_fn(|at| hash[at]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
