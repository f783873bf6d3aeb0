//! The comments that carry headers and ids. In: a text. Out: comments with their ranges, in order.
//! Never: an id out of any other comment.

use super::Head;
use crate::parse::date;
use std::ops::Range;

/// The version of the lines that this program prints.
const VERSION: &str = "1";

/// One comment of ours.
pub(super) enum Comment {
    /// A header, or why it cannot be read.
    Head(Result<Head, String>),
    /// Key, state and hash as written.
    Tick { key: String, state: String, hash: String },
}

/// All of them with their ranges. Editors that make dashes of hyphens are forgiven.
pub(super) fn all(text: &str) -> Vec<(Range<usize>, Comment)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("<!").map(|n| at + n) {
        at = start + 2;
        let Some(end) = text[at..].find('>').map(|n| at + n) else { break };
        let inner = text[at..end].trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—'));
        if let Some(comment) = comment(inner) {
            found.push((start..end + 1, comment));
            at = end + 1;
        }
    }
    found
}

fn comment(inner: &str) -> Option<Comment> {
    let words: Vec<&str> = inner.split_whitespace().collect();
    match words[..] {
        ["gameplan", "ticks", version, ref rest @ ..] => Some(Comment::Head(head(version, rest))),
        ["gp", ref key @ .., state, hash] if !key.is_empty() => {
            Some(Comment::Tick { key: key.join(" "), state: state.into(), hash: hash.to_lowercase() })
        }
        _ => None,
    }
}

fn head(version: &str, words: &[&str]) -> Result<Head, String> {
    if version != VERSION {
        return Err(format!("the header is of version `{version}`; this program reads `{VERSION}`"));
    }
    let value = |name: &str| {
        let found = words.iter().find_map(|w| w.strip_prefix(name)?.strip_prefix('='));
        found.ok_or_else(|| format!("the header has no `{name}=`"))
    };
    let day = value("as-of")?;
    let as_of = date::iso(day).ok_or_else(|| format!("the header's `as-of={day}` is no day"))?;
    Ok(Head { customer: value("customer")?.to_string(), as_of })
}
