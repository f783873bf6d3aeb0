//! Ticked handouts as people send them back: Markdown, or the text of "copy my ticks", with anything around it.
//! In: one text. Out: [`Sheet`]s, one for each header, with every line that carries an id.
//! Never: the disk, a customer; a line that cannot be read is kept with the reason.
//!
//! A line is known by the comment at its end, never by its place: `<!-- gp <key> <state> <hash> -->` holds what
//! was printed, the mark in front of it what was made of it. Line ends, quote signs and blanks do not matter.

mod comments;
mod marks;

pub use marks::Theirs;

use crate::model::date::Date;
use crate::model::progress::{State, key_from_comment};
use comments::Comment;
use std::ops::Range;

/// What came back below one header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Whose it is; or why that cannot be said.
    pub head: Result<Head, String>,
    /// Line of the header (of the first id, where none stands above it), from 1.
    pub line: u32,
    /// Lines with an id, in order.
    pub ticked: Vec<Ticked>,
    /// Marked lines below the header that carry no id: line from 1, text.
    pub nameless: Vec<(u32, String)>,
}

/// `<!-- gameplan ticks 1 customer=fjordlys as-of=2026-09-08 audience=internal -->`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The customer's id.
    pub customer: String,
    /// The day it was printed for.
    pub as_of: Date,
}

/// One line with an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticked {
    /// `Exchange/ask-intended`.
    pub key: String,
    /// The state it was printed with.
    pub base: State,
    /// First 8 hex of the hash of the text it was printed with.
    pub hash: String,
    /// What the mark and the words say; or why they say nothing.
    pub theirs: Result<Theirs, String>,
    /// What stands between mark and comment, as plain text without what the handout adds.
    pub text: String,
    /// Line of the comment, from 1.
    pub line: u32,
}

/// Reads a text. Text without any header and id gives nothing.
pub fn read(text: &str) -> Vec<Sheet> {
    let text = &plain(text);
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut from = 0;
    for (range, comment) in comments::all(text) {
        let line = line_of(text, range.start);
        match comment {
            Comment::Head(head) => {
                add_nameless(&mut sheets, text, from..range.start);
                sheets.push(Sheet { head, line, ticked: Vec::new(), nameless: Vec::new() });
            }
            Comment::Tick { key, state, hash } => {
                if sheets.is_empty() {
                    let why = "no header `<!-- gameplan ticks 1 customer=… -->` stands above it".to_string();
                    sheets.push(Sheet { head: Err(why), line, ticked: Vec::new(), nameless: Vec::new() });
                }
                let own = marks::owner(text, from..range.start);
                add_nameless(&mut sheets, text, from..own.as_ref().map_or(range.start, |own| own.start));
                let ticked = ticked(text, own, &range, (key, state, hash));
                if let Some(sheet) = sheets.last_mut() {
                    sheet.ticked.push(Ticked { line, ..ticked });
                }
            }
        }
        from = range.end;
    }
    add_nameless(&mut sheets, text, from..text.len());
    sheets
}

/// The text with plain line ends and comments that a chat did not spell out as `&lt;`.
fn plain(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let text = text.replace('\u{a0}', " ");
    if text.contains("&lt;!") { text.replace("&lt;", "<").replace("&gt;", ">") } else { text }
}

fn ticked(
    text: &str,
    own: Option<Range<usize>>,
    comment: &Range<usize>,
    (key, state, hash): (String, String, String),
) -> Ticked {
    let key = key_from_comment(&key);
    let behind = &text[comment.end..];
    let behind = &behind[..behind.find(['\n', '<']).unwrap_or(behind.len())];
    let base = State::from_token(&state);
    let line = own.map(|own| &text[own.start..comment.start]);
    let theirs = match (line, base) {
        (_, None) => Err(format!("`{state}` is no state")),
        (None, _) => Err("no mark such as `[x]` stands in front of it".to_string()),
        (Some(line), Some(base)) => marks::meaning(line, behind, base),
    };
    let text = line.map_or_else(String::new, |line| marks::text(line, &hash));
    Ticked { key, base: base.unwrap_or_default(), hash, theirs, text, line: 0 }
}

/// Marked lines of a stretch without any comment: their ids were lost on the way.
fn add_nameless(sheets: &mut [Sheet], text: &str, stretch: Range<usize>) {
    let Some(sheet) = sheets.last_mut() else { return };
    for (at, line) in marks::marked_lines(text, stretch) {
        sheet.nameless.push((line_of(text, at), line));
    }
}

fn line_of(text: &str, at: usize) -> u32 {
    text[..at].matches('\n').count() as u32 + 1
}
