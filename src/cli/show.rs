//! `gameplan show`. In: a page or a customer. Out: what follows, as text or JSON.
//! Never: a stage's logic.

mod customer;
mod outline;
mod playbook;

use super::Outcome;
use super::terminal::Terminal;
use crate::error::Result;
use crate::pipeline::{self, Library};
use crate::report::{self, Report};
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

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
        let text = match &self.what {
            What::Playbook { path } => self.written(&pipeline::show_playbook(library, path)?, playbook::text),
            What::Settings => self.written(&pipeline::show_settings(library)?, outline::text),
            What::Customer { id } => {
                let shown = pipeline::show_customer(library, id)?;
                let Some(view) = &shown.view else {
                    let report = Report { files: 1, ..Report::new(&shown.findings, &shown.sources) };
                    terminal.refuse(&report::human(&report, terminal.talk_options()));
                    return Ok(Outcome::Findings);
                };
                self.written(view, customer::text)
            }
        };
        terminal.answer(&text);
        Ok(Outcome::Done)
    }

    /// A view in the format that was asked for.
    fn written<V: Serialize>(&self, view: &V, human: fn(&V) -> String) -> String {
        match self.format {
            Format::Human => human(view),
            Format::Json => {
                serde_json::to_string_pretty(view).expect("a view of texts and numbers is JSON") + "\n"
            }
        }
    }
}

/// Rows two blanks in, each column as wide as its widest cell of at most 48 signs; the last one is not filled up.
fn columns(rows: &[Vec<String>]) -> String {
    const WIDEST: usize = 48;
    let signs = |cell: &String| cell.chars().count();
    let width = |at: usize| {
        let cells = rows.iter().filter(|r| r.len() > at + 1).map(|r| signs(&r[at]));
        cells.filter(|n| *n <= WIDEST).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..rows.iter().map(Vec::len).max().unwrap_or(0)).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        out.push_str(format!("  {}", cells.collect::<Vec<_>>().join("  ")).trim_end());
        out.push('\n');
    }
    out
}
