//! The search for many words at once. In: needles, an artifact. Out: one finding a word and file.
//! Never: a part of a word; what the root's own pages say is no leak there, nor are the words of the one style and
//! script that every handout holds: they are this program's.

use super::plain::plain;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Span;
use crate::render::artifact::Artifact;
use crate::render::assets;
use aho_corasick::{AhoCorasick, MatchKind};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// One word that may not stand in a root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    /// The word or sentence as people read it; of an id the id alone.
    pub text: String,
    /// How it is searched.
    pub kind: Kind,
    /// What it is, for the message: `the name of another customer`.
    pub why: String,
    /// Where it was written.
    pub span: Span,
    /// The customer whose own folder may hold it.
    pub owner: Option<String>,
}

/// How a needle is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As whole words, blanks folded, case as written.
    Words,
    /// As a path segment below `customers/`.
    CustomerId,
    /// As words, on pages of the site and in what lists them: the title of a page that others read.
    Title,
    /// As a path from the root, in what lists pages: the route of such a page without its ending.
    Route,
    /// As a pattern: `*` is any run of signs that are no blanks; without case.
    Pattern,
}

/// All that may not stand in one root.
#[derive(Debug)]
pub struct Forbidden {
    needles: Vec<Needle>,
    /// What each needle is looked up by: patterns by their longest literal piece.
    keys: Vec<String>,
    searched: Option<AhoCorasick>,
    /// Needle and text that the root's own sources hold.
    allowed: HashSet<(usize, String)>,
    /// Customers of this root: the pages that list customers may name them.
    listed: HashSet<String>,
    /// Tags and the fixed text behind each, in the order in which a handout holds them.
    fixed: [(&'static str, String); 2],
}

/// One place: needle, byte range in the plain text.
#[derive(Clone, Debug)]
struct Hit {
    needle: usize,
    start: usize,
    end: usize,
}

impl Forbidden {
    /// Takes the needles; blank ones and patterns without a letter are left out.
    pub fn new(needles: Vec<Needle>) -> Self {
        let mut kept = Vec::new();
        let mut keys = Vec::new();
        for needle in needles {
            let key = key(&needle);
            if key.chars().any(char::is_alphanumeric) {
                keys.push(key);
                kept.push(needle);
            }
        }
        let builder =
            AhoCorasick::builder().match_kind(MatchKind::Standard).ascii_case_insensitive(true).build(&keys);
        Self {
            needles: kept,
            keys,
            searched: builder.ok(),
            allowed: HashSet::new(),
            listed: HashSet::new(),
            fixed: [("<style>", assets::handout_style()), ("<script>", assets::handout_script())],
        }
    }

    /// The customers that this root shows: its lists (`customers/index.html`, a region's page) may name them,
    /// their folders may not name each other.
    #[must_use]
    pub fn listing(mut self, ids: impl IntoIterator<Item = String>) -> Self {
        self.listed.extend(ids);
        self
    }

    /// What these texts hold is no leak: the sources that the root keeps.
    #[must_use]
    pub fn allowing(mut self, kept_sources: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        for text in kept_sources {
            let text = plain(text.as_ref());
            for hit in self.hits(&text) {
                self.allowed.insert((hit.needle, text[hit.start..hit.end].to_lowercase()));
            }
        }
        self
    }

    /// Every needle that stands in the artifact's bytes or path, each once, in the needles' order.
    pub fn find(&self, artifact: &Artifact) -> Vec<Diagnostic> {
        let raw = readable(&artifact.bytes);
        let mut found = BTreeMap::new();
        for text in [plain(&format!("/{} ", artifact.path)), plain(&self.without_fixed(&raw))] {
            for hit in self.leaks(&text, &artifact.path) {
                found.entry(hit.needle).or_insert_with(|| around(&text, &hit));
            }
        }
        found.into_iter().map(|(idx, excerpt)| self.finding(idx, &excerpt, artifact)).collect()
    }

    /// The text without the style and the script of handouts, nine tenths of a small one.
    fn without_fixed(&self, raw: &str) -> String {
        let (mut out, mut rest) = (String::new(), raw);
        for (tag, fixed) in &self.fixed {
            let Some(from) = rest.find(tag).map(|at| at + tag.len()) else { continue };
            if let Some(behind) = rest[from..].strip_prefix(fixed.as_str()) {
                out.push_str(&rest[..from]);
                rest = behind;
            }
        }
        out + rest
    }

    /// Hits that are no part of a longer word that may stand there.
    fn leaks(&self, text: &str, path: &str) -> Vec<Hit> {
        let hits = self.hits(text);
        let may = |hit: &Hit| {
            if !self.needles[hit.needle].kind.is_looked_for_in(path) {
                return true;
            }
            let own = self.needles[hit.needle].owner.as_deref();
            own.is_some_and(|id| is_below(path, id) || (is_list(path) && self.listed.contains(id)))
                || self.allowed.contains(&(hit.needle, text[hit.start..hit.end].to_lowercase()))
        };
        let fine: Vec<&Hit> = hits.iter().filter(|h| may(h)).collect();
        let within = |hit: &Hit| fine.iter().any(|f| f.start <= hit.start && hit.end <= f.end);
        hits.iter().filter(|hit| !within(hit)).cloned().collect()
    }

    fn hits(&self, text: &str) -> Vec<Hit> {
        let Some(searched) = &self.searched else { return Vec::new() };
        let mut seen = BTreeSet::new();
        let mut hits = Vec::new();
        for found in searched.find_overlapping_iter(text) {
            let needle = found.pattern().as_usize();
            if let Some((start, end)) = self.whole(needle, text, found.start(), found.end())
                && seen.insert((needle, start))
            {
                hits.push(Hit { needle, start, end });
            }
        }
        hits
    }

    /// The whole text of a hit, if it is one.
    fn whole(&self, idx: usize, text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
        let needle = &self.needles[idx];
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let starts = |c| text[start..].chars().next().is_some_and(char::is_alphanumeric) && word(c);
        let ends = |c| text[..end].chars().next_back().is_some_and(char::is_alphanumeric) && word(c);
        match needle.kind {
            Kind::Words | Kind::Title
                if text[start..end] != self.keys[idx] || starts(before) || ends(after) =>
            {
                None
            }
            Kind::Route if !is_route(text, start, end) => None,
            // `customers/acme-north` is another customer than `acme`; `customers/acme.html` is not.
            Kind::CustomerId if word(before) || word(after) || matches!(after, Some('-' | '_')) => None,
            Kind::Words | Kind::CustomerId | Kind::Title | Kind::Route => Some((start, end)),
            Kind::Pattern => pattern(needle.text.trim(), text, start),
        }
    }

    fn finding(&self, idx: usize, excerpt: &str, artifact: &Artifact) -> Diagnostic {
        let needle = &self.needles[idx];
        let message = format!("`{}` holds `{}`, {}", artifact.path, needle.text, needle.why);
        let from = match artifact.sources.as_slice() {
            [] => String::new(),
            sources => format!("; it was made from {}", sources.join(", ")),
        };
        let help = format!("nothing of `{}` is published; it reads `{excerpt}`{from}", artifact.label);
        Diagnostic::new(&codes::LEAK, needle.span, message).help(help)
    }
}

/// Shortest piece of text that is read in a picture or another file that is no text.
const SHORTEST: usize = 4;

/// The bytes as text; of a file that is none, the pieces that are.
fn readable(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let pieces = bytes.utf8_chunks().map(|chunk| chunk.valid());
            let long: Vec<&str> = pieces.filter(|piece| piece.len() >= SHORTEST).collect();
            Cow::Owned(long.join("\n"))
        }
    }
}

/// What the automaton looks for.
fn key(needle: &Needle) -> String {
    match needle.kind {
        Kind::Words | Kind::Title | Kind::Route => plain(needle.text.trim()),
        Kind::CustomerId => format!("customers/{}", needle.text.trim()),
        Kind::Pattern => {
            let pieces = needle.text.trim().split('*');
            pieces.max_by_key(|p| p.len()).unwrap_or("").to_string()
        }
    }
}

/// The match of a pattern within the run of non-blanks around `at`; it begins and ends at a word's edge.
fn pattern(pattern: &str, text: &str, at: usize) -> Option<(usize, usize)> {
    let low = text[..at].rfind(char::is_whitespace).map_or(0, |p| p + 1);
    let high = text[at..].find(char::is_whitespace).map_or(text.len(), |p| at + p);
    let pieces: Vec<String> = pattern.split('*').map(str::to_lowercase).collect();
    // Lower case of one sign may be longer: positions count only where the run keeps its length.
    let run = text[low..high].to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = run[from..].find(pieces[0].as_str()).map(|p| from + p) {
        let edge = pieces[0].is_empty() || !run[..found].ends_with(char::is_alphanumeric);
        if let Some(end) = edge.then(|| tail(&pieces, &run, found)).flatten() {
            return Some((low + found, low + end));
        }
        from = found + run[found..].chars().next()?.len_utf8();
    }
    None
}

/// Where a match of `pieces` that begins at `start` ends.
fn tail(pieces: &[String], run: &str, start: usize) -> Option<usize> {
    let mut end = start + pieces[0].len();
    for piece in &pieces[1..] {
        end += run[end..].find(piece.as_str())? + piece.len();
    }
    let open = pieces.last().is_some_and(String::is_empty);
    (open || !run[end..].starts_with(char::is_alphanumeric)).then_some(if open { run.len() } else { end })
}

/// True for a page that lists customers: `customers/index.html`, `customers/emea.html`.
fn is_list(path: &str) -> bool {
    path.strip_prefix("customers/").is_some_and(|rest| !rest.contains('/'))
}

/// True for a file of the customer's own folder.
fn is_below(path: &str, id: &str) -> bool {
    path.strip_prefix("customers/")
        .and_then(|p| p.strip_prefix(id))
        .is_some_and(|p| p.starts_with(['/', '.']))
}

impl Kind {
    /// Handouts are made of pages that need not be in the root; a path from the root says something in lists alone.
    fn is_looked_for_in(self, path: &str) -> bool {
        let of_site = !path.starts_with("customers/") && !path.starts_with("reviews/");
        match self {
            Self::Words | Self::CustomerId | Self::Pattern => true,
            Self::Title => of_site,
            Self::Route => of_site && is_listing(path),
        }
    }
}

/// True for what lists the pages of a root with their paths from it.
fn is_listing(path: &str) -> bool {
    path.starts_with("search/")
        || matches!(path, "assets/nav.js" | "nav.html" | "nav.md" | "feed.xml" | "sitemap.xml" | "llms.txt")
}

/// True if a whole path of a page stands at a place: `playbook/inner.html`, not `old/playbook/inner.html`.
fn is_route(text: &str, start: usize, end: usize) -> bool {
    let of_path = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | ':' | '-' | '_' | '~');
    let before = text[..start].trim_end_matches(of_path);
    let folder = &text[before.len()..start];
    let host = folder
        .split_once("://")
        .map_or(folder, |(_, rest)| rest.split_once('/').map_or("x", |(_, below)| below));
    let is_root = host.split('/').all(|part| matches!(part, "" | "." | ".."));
    is_root && (text[end..].starts_with(".html") || text[end..].starts_with(".md"))
}

/// Up to 30 signs on each side.
fn around(text: &str, hit: &Hit) -> String {
    let before: Vec<char> = text[..hit.start].chars().rev().take(30).collect();
    let after = text[hit.end..].chars().take(30);
    let excerpt: String =
        before.into_iter().rev().chain(text[hit.start..hit.end].chars()).chain(after).collect();
    excerpt.trim().replace('`', "'")
}
