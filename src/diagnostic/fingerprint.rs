//! What makes a finding the same one tomorrow. In: findings in any order, their texts. Out: a [`Fingerprint`] each.
//! Never: a path, a line number, a number that the day changes.

use super::Diagnostic;
use crate::source::{SourceFile, SourceId, SourceMap};
use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

/// Bytes of a line that count: a line of a megabyte with a finding at every word is not read once a finding.
const LINE: usize = 1000;

/// Characters of a text that says by itself what is meant.
const TELLING: usize = 6;

/// Lines in which the title of a file is looked for.
const HEAD: u32 = 60;

/// Two halves. `what` is code, text in question and the values of the message; it stays when lines move.
/// `place` is the title of the file and how many equal ones stand before it; it stays when the file is renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint {
    /// What is wrong.
    pub what: u32,
    /// In which file, by its own words.
    pub place: u32,
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}{:08x}", self.what, self.place)
    }
}

impl FromStr for Fingerprint {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = if text.len() == 16 && text.is_ascii() { text } else { "" };
        let (what, place) = digits.split_at(digits.len() / 2);
        Ok(Self { what: u32::from_str_radix(what, 16)?, place: u32::from_str_radix(place, 16)? })
    }
}

/// The fingerprints of findings, in their order. Equal findings are numbered by path and position, so that the order
/// in which they come does not show.
pub fn fingerprints(sources: &SourceMap, findings: &[&Diagnostic]) -> Vec<Fingerprint> {
    let path = |d: &Diagnostic| sources.get(d.span.source).map_or("", |f| f.path.as_str());
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|at| {
        let d = findings[*at];
        (path(d), d.span, d.code.id, &d.message)
    });
    let mut titles: HashMap<SourceId, u32> = HashMap::new();
    let mut seen: HashMap<(u32, u32), u32> = HashMap::new();
    let mut out = vec![Fingerprint { what: 0, place: 0 }; findings.len()];
    for at in order {
        let d = findings[at];
        let what = hashed(&what(sources, d));
        let title = *titles
            .entry(d.span.source)
            .or_insert_with(|| sources.get(d.span.source).map_or(0, |file| hashed(title(file))));
        let nth = seen.entry((what, title)).or_default();
        let place = if *nth == 0 { title } else { hashed(&format!("{title:08x}\u{1f}{nth}")) };
        *nth += 1;
        out[at] = Fingerprint { what, place };
    }
    out
}

/// Code, the text in question, and what the message says of it. A text that says little (`TBD`, `**`) is known by
/// its line; one that says enough stays the same when other words of the line change.
fn what(sources: &SourceMap, d: &Diagnostic) -> String {
    let text = begin(sources.text(d.span).lines().next().unwrap_or("").trim());
    let line = || sources.get(d.span.source).map_or("", |f| &f.text[f.line_range(f.line(d.span.start))]);
    let line = if text.chars().count() < TELLING { begin(line()) } else { "" };
    let line: Vec<&str> = line.split_whitespace().collect();
    [d.code.id, &line.join(" "), text, &values(&d.message)].join("\u{1f}")
}

/// The values of a message, lest another wording make it a new finding; of paths the name, lest another folder do.
/// A message without values: its words, any number the same.
fn values(message: &str) -> String {
    let name = |value: &'_ str| value.rsplit('/').next().unwrap_or(value).to_string();
    let values: Vec<String> = message.split('`').skip(1).step_by(2).map(name).collect();
    if !values.is_empty() {
        return values.join("\u{1f}");
    }
    let mut out = String::new();
    for c in message.chars() {
        match c {
            '0'..='9' if out.ends_with('N') => {}
            '0'..='9' => out.push('N'),
            c => out.push(c),
        }
    }
    out
}

/// What a file calls itself: its `title:`, else its first heading, else its first line with a letter.
pub fn title(file: &SourceFile) -> &str {
    let head = (1..=file.line_count().min(HEAD)).map(|line| begin(&file.text[file.line_range(line)]).trim());
    let said = |start: &'static str| head.clone().find(|line| line.starts_with(start));
    let first = || head.clone().find(|line| line.contains(char::is_alphabetic));
    said("title:").or_else(|| said("# ")).or_else(first).unwrap_or("")
}

fn begin(line: &str) -> &str {
    &line[..line.floor_char_boundary(LINE)]
}

fn hashed(text: &str) -> u32 {
    (xxhash_rust::xxh3::xxh3_64(text.as_bytes()) >> 32) as u32
}
