//! `gameplan diff`. In: a revision or a folder. Out: what the edit since then changes, by cause.
//! Never: a file written.

use super::Outcome;
use super::terminal::Terminal;
use crate::error::Result;
use crate::pipeline::{self, DiffFormat, Library};
use clap::{Args, ValueEnum};

/// `diff`.
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// What to compare with: a revision of the library's repository, or a folder with another state of it.
    #[arg(long, value_name = "REV|DIR")]
    base: String,
    /// How to say it.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Markdown,
}

impl Diff {
    pub(super) fn run(self, library: &Library, terminal: &Terminal) -> Result<Outcome> {
        let format = match self.format {
            Format::Human => DiffFormat::Human,
            Format::Json => DiffFormat::Json,
            Format::Markdown => DiffFormat::Markdown,
        };
        terminal.answer(&pipeline::diff(library, &self.base, format, terminal)?);
        Ok(Outcome::Done)
    }
}
