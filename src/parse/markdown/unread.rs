//! Directives that stayed text, for nobody here reads them as they are written. In: a piece of text of a page, behind
//! the parse. Out: findings. Never: code; a directive that was read; an end without its beginning.

use super::Words;
use super::directive::container_prefix;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::nearest::nearest;
use crate::model::sentence::either;
use crate::parse::suggest::told;
use crate::source::{SourceFile, Span};

/// What `:::` begins.
const COLONS: [&str; 4] = ["image", "image-end", "zone", "zone-end"];

/// The directives in a span of text, in order.
pub(super) fn unread(file: &SourceFile, span: Span, words: &Words<'_>) -> Vec<Diagnostic> {
    let source = file.text.get(span.range()).unwrap_or("");
    let at = |sign: &'static str| source.match_indices(sign).map(|(at, _)| span.start as usize + at);
    let colons = at(":::").filter_map(|at| colons(file, at));
    let brackets = at("[!").filter_map(|at| brackets(file, at, words));
    colons.chain(brackets).collect()
}

fn colons(file: &SourceFile, at: usize) -> Option<Diagnostic> {
    let rest = &file.text[at + 3..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let word = word(&rest[blanks..], |c| c.is_ascii_alphanumeric() || c == '-')?;
    let is_image =
        || word.eq_ignore_ascii_case("image") && rest.lines().next().is_some_and(|l| l.contains("source="));
    if !begins_line(&file.text, at) && !is_image() {
        return None;
    }
    let start = at + 3 + blanks;
    let found = found(file, start, word, format!("`:::{word}`"));
    if COLONS.contains(&word.to_ascii_lowercase().as_str()) {
        return Some(found.help("write `:::image source=\"…\" alt-text=\"…\":::` in a line of its own"));
    }
    if word.ends_with("-end") && nearest(word, COLONS).is_none() {
        return None;
    }
    let otherwise = "`:::` begins an `image` or a `zone`; write the text without what stands around it";
    Some(told(found, word, COLONS, || otherwise.to_string()))
}

fn brackets(file: &SourceFile, at: usize, words: &Words<'_>) -> Option<Diagnostic> {
    let rest = &file.text[at + 2..];
    let word = word(rest, char::is_alphabetic)?;
    let escaped = file.text[..at].bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
    let alone = begins_line(&file.text, at);
    let ends = rest[word.len()..].chars().next();
    let lower = word.to_lowercase();
    let shown = if ends == Some(']') { format!("`[!{word}]`") } else { format!("`[!{word} …]`") };
    let found = found(file, at + 2, word, shown);
    match (lower.as_str(), ends) {
        _ if escaped => None,
        ("include", Some(' ' | '[' | '+' | '-')) => {
            Some(found.help("an include stands alone on its line: `[!INCLUDE [title](path)]`"))
        }
        ("code", Some('-' | '[' | ' ')) => {
            Some(found.help("write the code here, between lines of three backticks"))
        }
        ("video" | "div", Some(' ')) if alone => {
            Some(found.help(format!("write it in a quote of its own: `> [!{word} …]`")))
        }
        (_, Some(']')) if alone => Some(alert(found, &lower, word, words)),
        _ => None,
    }
}

/// An alert outside a quote, or one whose word is none.
fn alert(found: Diagnostic, lower: &str, word: &str, words: &Words<'_>) -> Diagnostic {
    if words.alerts.contains_key(lower) {
        return found.help(format!("write it in a quote of its own: `> [!{word}]`"));
    }
    let mut known: Vec<String> = words.alerts.keys().map(|word| word.to_uppercase()).collect();
    known.sort_unstable();
    told(found, word, &known, || {
        let mut names: Vec<&String> = words.alerts.values().collect();
        names.sort_unstable();
        names.dedup();
        let names = either(names);
        format!("an alert is {names}; other words for them stand in `vocabulary: alerts:` of the settings")
    })
}

fn found(file: &SourceFile, start: usize, word: &str, shown: String) -> Diagnostic {
    let place = Span::new(file.id, start..start + word.len());
    Diagnostic::new(
        &codes::DIRECTIVE_UNREAD,
        place,
        format!("{shown} is read as text: nobody sees what it stands for"),
    )
}

/// The word at the start: two signs or more.
fn word(text: &str, is_part: impl Fn(char) -> bool) -> Option<&str> {
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    Some(&text[..end]).filter(|word| word.chars().nth(1).is_some())
}

/// True if only blanks, quote signs and list marks stand before it on its line.
fn begins_line(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    container_prefix(&text[start..]).0 == at - start
}
