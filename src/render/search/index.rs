//! The index of one language. In: its pages in the order of their routes. Out: [`Shard`]s: `index` (what is loaded
//! first), `t0`, `t1`, … (words and where they stand), `d0`, `d1`, … (pages as results show them).
//! Never: a shard that is much larger than [`TERM_BYTES`], unless one word alone is.

use super::text::{digit, json, number, steps};
use super::{Entry, FACETS, cut, terms};
use crate::render::prose::Section;
use serde_json::{Value, json};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Bytes of a shard of words, about.
const TERM_BYTES: usize = 6_000;
/// Bytes of a shard of pages, about.
const PAGE_BYTES: usize = 2_000;
/// Signs of a section's text that a result can show.
const SHOWN: usize = 240;
/// Stands between words: no word holds a capital of ASCII. A blank would make whole words of what pages hold as
/// parts of words, and the search for leaks would take a pair of Japanese signs for somebody's name.
const BETWEEN: &str = "X";
/// What a word of a title counts.
const TITLE: u32 = 8;
/// What a word of a heading counts.
const HEADING: u32 = 4;
/// What a word of the text counts at most, however often it stands there.
const BODY: u32 = 3;
/// From this many sections on, a word that half of them hold tells nothing in a text.
const MANY: usize = 200;

/// One script.
pub(super) struct Shard {
    /// File name without `.js`.
    pub(super) name: String,
    /// Its content.
    pub(super) json: String,
    /// Files that its pages were made from.
    pub(super) sources: Vec<String>,
}

/// Words of one language: term → section → weight.
pub(super) struct Index {
    /// Sorted as JavaScript sorts: by UTF-16 units.
    words: Vec<(String, Vec<(u32, u32)>)>,
    /// Words that half of all sections hold: kept for titles and headings only.
    common: Vec<String>,
    sections: u32,
}

impl Index {
    pub(super) fn new(pages: &[&Entry]) -> Self {
        let mut words: HashMap<String, Vec<(u32, u32)>> = HashMap::new();
        let mut at = 0;
        for page in pages {
            for (idx, section) in page.sections.iter().enumerate() {
                for (term, weight) in weights(page, idx, &section.heading, &section.text) {
                    words.entry(term).or_default().push((at, weight));
                }
                at += 1;
            }
        }
        let mut words: Vec<_> = words.into_iter().collect();
        words.sort_unstable_by(|a, b| as_script(&a.0, &b.0));
        let mut index = Self { words, common: Vec::new(), sections: at };
        index.thin();
        index
    }

    /// Leaves words that stand nearly everywhere to titles and headings.
    fn thin(&mut self) {
        if (self.sections as usize) < MANY {
            return;
        }
        for (word, places) in &mut self.words {
            if places.len() * 2 > self.sections as usize {
                places.retain(|(_, weight)| *weight >= HEADING);
                self.common.push(word.clone());
            }
        }
        self.words.retain(|(_, places)| !places.is_empty());
    }

    pub(super) fn shards(&self, pages: &[&Entry], synonyms: &[Vec<String>]) -> Vec<Shard> {
        let (firsts, mut shards) = self.terms();
        let (starts, documents) = documents(pages);
        let mut counts = String::from("0");
        pages.iter().for_each(|page| number(page.sections.len() as u32, &mut counts));
        let first = json!({
            "sections": counts,
            "terms": firsts.join(BETWEEN),
            "documents": steps(starts),
            "common": self.common.join(BETWEEN),
            "synonyms": self.synonyms(synonyms),
            "facets": facets(pages),
        });
        shards.extend(documents);
        shards.push(Shard { name: "index".into(), json: json(&first), sources: Vec::new() });
        shards
    }

    /// The first word of each shard, and the shards.
    fn terms(&self) -> (Vec<&str>, Vec<Shard>) {
        let (mut firsts, mut shards) = (Vec::new(), Vec::new());
        let (mut words, mut lists) = (Vec::new(), String::new());
        let mut size = 0;
        for (idx, (word, places)) in self.words.iter().enumerate() {
            if words.is_empty() {
                firsts.push(word.as_str());
            }
            let list = list(places);
            size += word.len() + 1 + list.len();
            words.push(word.as_str());
            lists.push_str(&list);
            let next = self.words.get(idx + 1).map_or(0, |(w, p)| w.len() + 2 * p.len());
            if size + next > TERM_BYTES || idx + 1 == self.words.len() {
                let shard = json!({"words": words.join(BETWEEN), "places": lists});
                shards.push(Shard {
                    name: format!("t{}", shards.len()),
                    json: json(&shard),
                    sources: Vec::new(),
                });
                (words, lists, size) = (Vec::new(), String::new(), 0);
            }
        }
        (firsts, shards)
    }

    /// Groups of phrases, each as its terms with blanks; groups of which no phrase stands here are left out.
    fn synonyms(&self, groups: &[Vec<String>]) -> Vec<Vec<String>> {
        let known: BTreeSet<&str> = self.words.iter().map(|(word, _)| word.as_str()).collect();
        let mut out = BTreeSet::new();
        for group in groups {
            let phrases: BTreeSet<String> = group.iter().map(|p| terms(p).join(" ")).collect();
            let found = |p: &&String| !p.is_empty() && p.split(' ').all(|word| known.contains(word));
            if phrases.len() > 1 && phrases.iter().any(|p| found(&p)) {
                out.insert(phrases.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>());
            }
        }
        out.into_iter().collect()
    }
}

/// The order of JavaScript: by UTF-16 units, which is that of the bytes below the surrogates.
fn as_script(a: &str, b: &str) -> Ordering {
    let differ = a.bytes().zip(b.bytes()).find(|(a, b)| a != b);
    match differ {
        Some((x, y)) if x >= SURROGATES || y >= SURROGATES => a.encode_utf16().cmp(b.encode_utf16()),
        _ => a.cmp(b),
    }
}

/// The first byte in UTF-8 of signs that stand behind UTF-16's surrogates, or are made of them.
const SURROGATES: u8 = 0xee;

/// What each word of a section counts: in its text, and more in its heading and in the page's title.
fn weights(page: &Entry, idx: usize, heading: &str, text: &str) -> Vec<(String, u32)> {
    let first = |text: &str| if idx == 0 { terms(text) } else { Vec::new() };
    let body = terms(text).into_iter().chain(first(&page.description)).map(|term| (term, 1));
    let raised = terms(heading).into_iter().map(|term| (term, HEADING));
    let titled = first(&page.title).into_iter().map(|term| (term, TITLE));
    let mut said: Vec<(String, u32)> = body.chain(raised).chain(titled).collect();
    said.sort_unstable();
    let mut out: Vec<(String, u32)> = Vec::new();
    for same in said.chunk_by(|a, b| a.0 == b.0) {
        let often = same.iter().filter(|(_, by)| *by == 1).count() as u32;
        let raised: u32 = [HEADING, TITLE].into_iter().filter(|by| same.iter().any(|(_, b)| b == by)).sum();
        out.push((same[0].0.clone(), often.min(BODY) + raised));
    }
    out
}

/// Sections and weights: `0`, then a step and a digit for each.
fn list(places: &[(u32, u32)]) -> String {
    let mut out = String::from("0");
    let mut last = 0;
    for (section, weight) in places {
        number(section - last, &mut out);
        digit(*weight, &mut out);
        last = *section;
    }
    out
}

/// The first section of each shard, and the shards: `[route, title, place, first section, [[anchor, heading, text], …]]`
/// a page or a part of one; a long page goes on in the next shard.
fn documents(pages: &[&Entry]) -> (Vec<u32>, Vec<Shard>) {
    let mut out = Documents::default();
    let mut at = 0;
    for page in pages {
        for (idx, section) in page.sections.iter().enumerate() {
            if idx == 0 || out.rows.is_empty() {
                out.open(page, at);
            }
            out.add(page, idx, section);
            at += 1;
        }
    }
    out.close();
    (out.starts, out.shards)
}

#[derive(Default)]
struct Documents<'a> {
    starts: Vec<u32>,
    shards: Vec<Shard>,
    /// Rows of the open shard, each with its sections so far.
    rows: Vec<(&'a Entry, u32, Vec<Value>)>,
    sources: BTreeSet<String>,
    size: usize,
}

impl<'a> Documents<'a> {
    fn open(&mut self, page: &'a Entry, at: u32) {
        if self.rows.is_empty() {
            self.starts.push(at);
        }
        self.size += page.route.len() + page.title.len() + page.place.len();
        self.sources.extend(page.sources.iter().cloned());
        self.rows.push((page, at, Vec::new()));
    }

    fn add(&mut self, page: &Entry, idx: usize, section: &Section) {
        let lead = if idx == 0 { page.description.as_str() } else { "" };
        let blank = if lead.is_empty() || section.text.is_empty() { "" } else { " " };
        let text = shortened(&format!("{lead}{blank}{}", section.text));
        self.size += text.len() + 2 * section.heading.len() + 12;
        let row = json!([section.anchor, section.heading, text]);
        if let Some((_, _, sections)) = self.rows.last_mut() {
            sections.push(row);
        }
        if self.size > PAGE_BYTES {
            self.close();
        }
    }

    fn close(&mut self) {
        if self.rows.is_empty() {
            return;
        }
        let rows: Vec<Value> = std::mem::take(&mut self.rows)
            .into_iter()
            .map(|(page, first, sections)| json!([page.route, page.title, page.place, first, sections]))
            .collect();
        self.shards.push(Shard {
            name: format!("d{}", self.shards.len()),
            json: json(&rows),
            sources: std::mem::take(&mut self.sources).into_iter().collect(),
        });
        self.size = 0;
    }
}

/// The beginning of a text, ended at a blank where it is cut.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(SHOWN) else { return text.to_string() };
    let head = &text[..end];
    let words = head.rfind(' ').filter(|at| *at > end / 2 && !head.chars().any(cut::is_unspaced));
    format!("{} …", &head[..words.unwrap_or(end)])
}

/// Facets with their values by name, and the pages that have each.
fn facets(pages: &[&Entry]) -> Value {
    let facet = |(idx, name): (usize, &&str)| {
        let mut values: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
        for (page, entry) in pages.iter().enumerate() {
            for value in &entry.facets[idx] {
                values.entry(value).or_default().insert(page as u32);
            }
        }
        let rows: Vec<_> = values.into_iter().map(|(value, pages)| json!([value, steps(pages)])).collect();
        json!([name, rows])
    };
    FACETS.iter().enumerate().map(facet).collect()
}
