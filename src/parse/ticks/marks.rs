//! What a line says of itself: its mark, a word for the state, its text. In: stretches of a text.
//! Out: [`Theirs`], plain texts. Never: a guess between two meanings.
//!
//! `[ ]` is open, `[x]` done, `[~]` doing, or waiting, deferred, blocked where that word stands behind the line;
//! `[-]` needs `not required until 2026-12-31: why` or `cancelled`. A word stands behind the comment, or as the
//! last part between dots (`… · waiting: for the carrier`), where the handout prints it.

use crate::model::date::Date;
use crate::model::progress::{State, text_hash};
use crate::parse::date;
use std::ops::Range;

/// What a line says now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theirs {
    /// The state.
    pub state: State,
    /// Why, where words say so.
    pub reason: Option<String>,
    /// Until when it is not required.
    pub until: Option<Date>,
}

/// A word for a state with what stands behind it.
struct Word {
    state: State,
    reason: Option<String>,
    until: Option<Date>,
}

/// The line (from its mark's `[` on) that ends at the end of the stretch; none if no mark belongs to it.
pub(super) fn owner(text: &str, stretch: Range<usize>) -> Option<Range<usize>> {
    let base = stretch.start;
    let part = &text[stretch.clone()];
    // The mark stands in the same paragraph, on its first line.
    let mut start = part.rfind('\n').map_or(0, |n| n + 1);
    loop {
        let line = &part[start..];
        let line = &line[..line.find('\n').unwrap_or(line.len())];
        if let Some(mark) = bracket(line) {
            return Some(base + start + mark..stretch.end);
        }
        if unquoted(line).is_empty() || is_item(line) || start == 0 {
            return None;
        }
        start = part[..start - 1].rfind('\n').map_or(0, |n| n + 1);
    }
}

/// Lines with a mark other than `[ ]`: offset of the line and its text.
pub(super) fn marked_lines(text: &str, stretch: Range<usize>) -> Vec<(usize, String)> {
    let mut at = stretch.start;
    let mut found = Vec::new();
    for line in text[stretch].split('\n') {
        if let Some(open) = bracket(line)
            && mark(&line[open..]).is_some_and(|(mark, _)| !mark.is_empty())
        {
            found.push((at, text_of(&line[open..]).to_string()));
        }
        at += line.len() + 1;
    }
    found
}

/// What mark and words mean; `line` begins with the mark, `behind` is what follows the comment.
pub(super) fn meaning(line: &str, behind: &str, base: State) -> Result<Theirs, String> {
    let (mark, rest) = mark(line).ok_or("no mark such as `[x]` stands in front of it")?;
    let own = word(behind.trim_start_matches(['·', ' ', ',', ':']));
    let state = match mark {
        "" => own.as_ref().map_or(State::Open, |w| w.state),
        "x" | "X" | "✓" | "✔" | "✅" | "☑" => State::Done,
        "~" => return under_way(own, rest, base),
        "-" | "–" | "—" => return given_up(own, rest, base),
        _ => return Err(format!("`[{mark}]` is no mark; there are `[ ]`, `[x]`, `[~]`, `[-]`")),
    };
    match own {
        Some(own) if own.state != state => Err(format!(
            "the mark `[{mark}]` says {}, the word behind it {}",
            state.as_str(),
            own.state.as_str()
        )),
        Some(own) if own.state.mark() == '-' => given_up(Some(own), rest, base),
        Some(own) => Ok(Theirs { state, reason: own.reason, until: None }),
        None => Ok(Theirs { state, ..Theirs::default() }),
    }
}

fn under_way(own: Option<Word>, rest: &str, base: State) -> Result<Theirs, String> {
    if let Some(own) = own.as_ref().filter(|own| own.state.mark() != '~') {
        return Err(format!("the mark `[~]` does not go with the word {}", own.state.as_str()));
    }
    let word = own.or_else(|| last_word(rest).filter(|w| w.state.mark() == '~'));
    Ok(match word {
        Some(word) => Theirs { state: word.state, reason: word.reason, until: None },
        None if base.mark() == '~' => Theirs { state: base, ..Theirs::default() },
        None => Theirs { state: State::Doing, ..Theirs::default() },
    })
}

fn given_up(own: Option<Word>, rest: &str, base: State) -> Result<Theirs, String> {
    if let Some(own) = own.as_ref().filter(|own| own.state.mark() != '-') {
        return Err(format!("the mark `[-]` does not go with the word {}", own.state.as_str()));
    }
    let word = own.or_else(|| last_word(rest).filter(|w| w.state.mark() == '-'));
    match word {
        Some(Word { state: State::NotRequired, reason: Some(reason), until: Some(until) }) => {
            Ok(Theirs { state: State::NotRequired, reason: Some(reason), until: Some(until) })
        }
        Some(word) if word.state == base || word.state == State::Cancelled => {
            Ok(Theirs { state: word.state, reason: word.reason, until: None })
        }
        None if base.mark() == '-' => Ok(Theirs { state: base, ..Theirs::default() }),
        Some(_) => Err("not required needs a day and a reason: `not required until 2026-12-31: why`".into()),
        None => {
            Err("`[-]` needs a word behind the line: `not required until 2026-12-31: why` or `cancelled`"
                .into())
        }
    }
}

/// The last part between dots that begins with a state.
fn last_word(rest: &str) -> Option<Word> {
    rest.split(" · ").skip(1).filter_map(word).last()
}

/// `waiting`, `blocked: carrier`, `not required until 2026-12-31: why`.
fn word(part: &str) -> Option<Word> {
    let part = plain(part);
    let lower = part.to_ascii_lowercase();
    let state = State::ALL.into_iter().find(|s| starts(&lower, s.as_str()) || starts(&lower, s.token()))?;
    let rest = part[state.as_str().len()..].trim_start();
    let (until, rest) = match rest.strip_prefix("until ").filter(|_| state == State::NotRequired) {
        None => (None, rest),
        Some(rest) => {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(rest.len());
            (date::iso(&rest[..end]), &rest[end..])
        }
    };
    let reason =
        rest.trim_start().strip_prefix(':').map(|why| why.split_whitespace().collect::<Vec<_>>().join(" "));
    Some(Word { state, until, reason: reason.filter(|why| !why.is_empty()) })
}

/// Without emphasis and the brackets around the whole.
fn plain(part: &str) -> &str {
    let bare = part.trim().trim_matches(['*', '_']).trim();
    let inner = bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.map_or(bare, |inner| inner.trim().trim_matches(['*', '_']).trim())
}

fn starts(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
}

/// The line's own text: the part whose hash is the printed one, else what stands before the first dot.
pub(super) fn text(line: &str, hash: &str) -> String {
    let rest = text_of(line);
    let ends = rest.match_indices(" · ").map(|(at, _)| at).chain([rest.len()]);
    let spellings = ends.flat_map(|end| [rest[..end].trim().to_string(), unmarked(&rest[..end])]);
    let whole = spellings.into_iter().find(|text| text_hash(text) == hash);
    whole.unwrap_or_else(|| unmarked(rest.split(" · ").next().unwrap_or(rest)))
}

/// What stands behind the mark, without need and task number.
fn text_of(line: &str) -> &str {
    let rest = mark(line).map_or(line, |(_, rest)| rest).trim();
    let rest = ["**M** ", "**O** "].iter().find_map(|need| rest.strip_prefix(need)).unwrap_or(rest);
    let numbered = rest
        .strip_prefix("Task ")
        .and_then(|r| r.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(": "));
    numbered.unwrap_or(rest)
}

/// Markdown without its signs and targets, on one line: near enough to know a text again.
fn unmarked(markdown: &str) -> String {
    let mut out = String::new();
    let mut chars = markdown.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            '*' | '`' | '[' => {}
            ']' if chars.peek() == Some(&'(') => drop(chars.by_ref().find(|c| *c == ')')),
            ']' => {}
            c => out.push(c),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Offset of the `[` of a mark at the start of a line: `- [x]`, `> 1. [ ]`.
fn bracket(line: &str) -> Option<usize> {
    let rest = unquoted(line);
    let rest = bullet(rest)?;
    mark(rest)?;
    Some(line.len() - rest.len())
}

/// Mark without blanks, and what follows it; at most one sign stands in the brackets.
fn mark(line: &str) -> Option<(&str, &str)> {
    let (mark, rest) = line.strip_prefix('[')?.split_once(']')?;
    let mark = mark.trim();
    (mark.chars().count() <= 1 && (rest.is_empty() || rest.starts_with(char::is_whitespace)))
        .then_some((mark, rest))
}

fn unquoted(line: &str) -> &str {
    line.trim_start_matches(|c: char| c.is_whitespace() || c == '>')
}

fn is_item(line: &str) -> bool {
    let rest = unquoted(line);
    rest.starts_with('#') || bullet(rest).is_some()
}

/// What follows `- `, `* `, `+ `, `1. ` or `1) `.
fn bullet(line: &str) -> Option<&str> {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match digits.len() < line.len() {
        true => digits.strip_prefix(['.', ')'])?,
        false => line.strip_prefix(['-', '*', '+', '•'])?,
    };
    rest.starts_with([' ', '\t']).then(|| rest.trim_start())
}
