//! `gameplan review`. In: a region and the day of its meeting. Out: the file that was made.
//! Never: overwrites.

use super::Outcome;
use super::terminal::Terminal;
use crate::error::Result;
use crate::model::date::Date;
use crate::pipeline::{self, Library};
use clap::{Args, Subcommand};

/// `review`.
#[derive(Debug, Args)]
pub(super) struct Review {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Write down where the members of a meeting stood: the next pack compares with it.
    Close {
        /// The region that met.
        region: String,
        /// The day of the meeting.
        #[arg(value_name = "DATE", value_parser = super::day)]
        on: Date,
    },
}

impl Review {
    pub(super) fn run(self, library: &Library, terminal: &Terminal) -> Result<Outcome> {
        let What::Close { region, on } = self.what;
        let path = pipeline::close_review(library, &region, on)?;
        terminal.answer(&format!("{}\n", path.display()));
        terminal.say("write decisions, new actions and who was carried over into it, then commit it");
        Ok(Outcome::Done)
    }
}
