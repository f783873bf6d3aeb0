//! `gameplan show`. In: a page or a customer. Out: what follows, as text or JSON.
//! Never: a stage's logic.

use super::terminal::Terminal;
use super::{Outcome, outline};
use crate::error::Result;
use crate::pipeline::{self, Library};
use crate::report::{self, Report};
use clap::{Args, Subcommand, ValueEnum};

/// `show`.
#[derive(Debug, Args)]
pub(super) struct Show {
    #[command(subcommand)]
    what: What,
    /// How to say it.
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum What {
    /// What a page means: labels, steps, items, tables.
    Playbook {
        /// Path below the library.
        path: String,
    },
    /// What follows for a customer: measures, verdicts, checklist.
    Customer {
        /// Its id.
        id: String,
    },
    /// The settings in force, defaults included.
    Settings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

impl Show {
    pub(super) fn run(self, library: &Library, terminal: &Terminal) -> Result<Outcome> {
        let value = match &self.what {
            What::Playbook { path } => pipeline::show_playbook(library, path)?,
            What::Settings => pipeline::show_settings(library)?,
            What::Customer { id } => {
                let shown = pipeline::show_customer(library, id)?;
                let Some(value) = shown.view else {
                    let report = Report { files: 1, ..Report::new(&shown.findings, &shown.sources) };
                    terminal.say(&report::human(&report, terminal.talk_options()));
                    return Ok(Outcome::Findings);
                };
                value
            }
        };
        let text = match self.format {
            Format::Human => outline::outline(&value),
            Format::Json => {
                serde_json::to_string_pretty(&value).expect("values always have a JSON form") + "\n"
            }
        };
        terminal.answer(&text);
        Ok(Outcome::Done)
    }
}
