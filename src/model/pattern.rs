//! A pattern that people write: a regular expression, bounded. In: its text. Out: [`Pattern`], places in a text.
//! Never: backtracks, grows beyond its limits, takes the empty text.

use regex::{Regex, RegexBuilder};
use std::ops::Range;

/// Bytes of a compiled pattern, at most.
const SIZE: usize = 1 << 20;

/// Brackets within brackets, at most.
const DEPTH: u32 = 50;

/// A compiled pattern; `^` and `$` are the ends of a line.
#[derive(Clone, Debug)]
pub struct Pattern(Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Eq for Pattern {}

impl Pattern {
    /// A regular expression.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn new(text: &str) -> Result<Self, String> {
        let mut builder = RegexBuilder::new(text);
        builder.multi_line(true).size_limit(SIZE).dfa_size_limit(SIZE).nest_limit(DEPTH);
        let regex = builder.build().map_err(|fault| match fault {
            regex::Error::CompiledTooBig(_) => format!("it needs more than {SIZE} bytes"),
            // The library draws the pattern with a caret; its last line is the reason.
            other => {
                let said = other.to_string();
                let last = said.lines().last().unwrap_or_default();
                last.strip_prefix("error: ").unwrap_or(last).to_string()
            }
        })?;
        match regex.is_match("") {
            true => Err("it takes the empty text, and so stands everywhere".into()),
            false => Ok(Self(regex)),
        }
    }

    /// A text as it stands: the whole of what is looked at, or any part.
    ///
    /// # Errors
    /// It is empty, or too long.
    pub fn literal(text: &str, whole: bool) -> Result<Self, String> {
        let text = regex::escape(text);
        Self::new(&if whole { format!("^(?:{text})$") } else { text })
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// True if it stands anywhere in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// Where it stands in `text`.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        self.0.find_iter(text).map(|found| found.range()).collect()
    }

    /// What stands at each of [`Pattern::places`], replaced: `$1` and `$name` are groups.
    pub fn replacements(&self, text: &str, with: &str) -> Vec<String> {
        let each = self.0.captures_iter(text).map(|found| {
            let mut out = String::new();
            found.expand(with, &mut out);
            out
        });
        each.collect()
    }
}
