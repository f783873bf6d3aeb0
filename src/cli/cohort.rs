//! `gameplan cohort`. In: a month, maybe a region. Out: a cohort file on stdout.
//! Never: a file written; people choose who is reviewed.

use super::terminal::Terminal;
use super::{Outcome, month};
use crate::error::Result;
use crate::model::date::Month;
use crate::pipeline::{self, Library};
use clap::{Args, Subcommand};

/// `cohort`.
#[derive(Debug, Args)]
pub(super) struct Cohort {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Propose members for a month from the focus areas, with reasons.
    Suggest {
        /// The month.
        #[arg(long, value_name = "YYYY-MM", value_parser = month)]
        month: Month,
        /// One region only.
        #[arg(long, value_name = "R")]
        region: Option<String>,
    },
}

impl Cohort {
    pub(super) fn run(self, library: &Library, terminal: &Terminal) -> Result<Outcome> {
        let What::Suggest { month, region } = self.what;
        terminal.answer(&pipeline::suggest_cohort(library, month, region.as_deref())?);
        Ok(Outcome::Done)
    }
}
