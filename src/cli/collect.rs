//! `gameplan collect`. In: returned checklists. Out: the plan, one line a tick; exit 1 if one was refused.
//! Never: a file written without `--write`.

use super::Outcome;
use super::terminal::Terminal;
use crate::error::Result;
use crate::pipeline::{self, Change, CollectOptions, CollectReport, CustomerPlan, Library, Refusal};
use clap::Args;
use std::fmt::Write as _;

/// `collect`.
#[derive(Debug, Args)]
pub(super) struct Collect {
    /// Ticked Markdown, the text of "Copy my ticks", or folders of them; `-` reads the standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    /// Write the progress files; without it the plan is only shown.
    #[arg(long)]
    write: bool,
    /// Who ticked; git's user without it.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

impl Collect {
    pub(super) fn run(self, library: Library, terminal: &Terminal) -> Result<Outcome> {
        let options = CollectOptions { library, files: self.files, by: self.by, write: self.write };
        let report = pipeline::collect(&options)?;
        for file in &report.empty {
            terminal.say(&format!("{file}: no ticks in it"));
        }
        terminal.answer(&plan(&report));
        terminal.say(&sum(&report, options.write));
        Ok(if report.refused() > 0 { Outcome::Findings } else { Outcome::Done })
    }
}

fn plan(report: &CollectReport) -> String {
    let mut out = String::new();
    for CustomerPlan { id, changes, refused, unchanged, .. } in &report.customers {
        let _ = writeln!(
            out,
            "{id}: {} to write, {} refused, {unchanged} unchanged",
            changes.len(),
            refused.len()
        );
        changes.iter().for_each(|change| out.push_str(&line(change)));
        refused.iter().for_each(|refusal| out.push_str(&refused_line(refusal)));
    }
    report.refused.iter().for_each(|refusal| out.push_str(&refused_line(refusal)));
    out
}

fn line(Change { key, from, to, text, note, .. }: &Change) -> String {
    let note = note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
    format!("  {} -> {}  {key}  {text}{note}\n", from.as_str(), to.as_str())
}

fn refused_line(Refusal { place, key, why }: &Refusal) -> String {
    let key = key.as_ref().map(|key| format!("{key}: ")).unwrap_or_default();
    format!("  refused  {key}{why} [{place}]\n")
}

fn sum(report: &CollectReport, write: bool) -> String {
    match (report.changes(), write) {
        (0, _) => "nothing to write".to_string(),
        (_, true) => format!("written: {}", report.written.join(", ")),
        (1, false) => "1 tick would be written; `--write` does it".to_string(),
        (n, false) => format!("{n} ticks would be written; `--write` does it"),
    }
}
