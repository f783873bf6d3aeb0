//! `gameplan metadata`. In: a glob, or a table that people edited. Out: the table, or what changes.
//! Never: writes without `--write`.

use super::Outcome;
use super::terminal::Terminal;
use crate::document::shell;
use crate::error::{Error, Result};
use crate::model::date::Date;
use crate::model::sentence::count;
use crate::pipeline::{self, Filter, Library};
use clap::{Args, Subcommand, ValueEnum};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// `metadata`.
#[derive(Debug, Args)]
pub(super) struct Metadata {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The front matter of pages as a table.
    Export {
        /// Pages below the library; all of them without one.
        #[arg(value_name = "GLOB")]
        glob: Option<String>,
        /// How to write it.
        #[arg(long, value_enum, default_value_t = Format::Csv)]
        format: Format,
        /// Where to; stdout without it.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Only pages that `ft.audience` lists this for.
        #[arg(long, value_name = "NAME")]
        audience: Option<String>,
        /// Only pages of this owner, author or manager.
        #[arg(long, value_name = "NAME")]
        owner: Option<String>,
        /// Only pages whose `ms.date` is earlier, or that have none.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
        before: Option<Date>,
    },
    /// Changed cells of such a table back into the pages, value by value.
    Apply {
        /// The table: CSV, TSV or XLSX.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Write the pages; without it only what would change is told.
        #[arg(long)]
        write: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Xlsx,
}

impl Metadata {
    pub(super) fn run(self, library: &Library, terminal: &Terminal) -> Result<Outcome> {
        match self.what {
            What::Export { glob, format, out, audience, owner, before } => {
                let filter = Filter { glob, audience, owner, before };
                export(library, &filter, format, out.as_deref(), terminal)
            }
            What::Apply { file, write } => apply(library, &file, write, terminal),
        }
    }
}

fn export(
    library: &Library,
    filter: &Filter,
    format: Format,
    out: Option<&Path>,
    terminal: &Terminal,
) -> Result<Outcome> {
    if out.is_none() && format == Format::Xlsx {
        return Err(Error::new("write a workbook to the terminal (say where with `--out FILE`)"));
    }
    let bytes = pipeline::export_metadata(library, filter, format == Format::Xlsx)?;
    match out {
        Some(file) => {
            pipeline::write_file(file, &bytes)?;
            let next =
                format!("edit it, then: gameplan metadata apply {}", shell::word(&file.to_string_lossy()));
            // A spreadsheet turns the days of a CSV file into its own country's.
            let hint = match format {
                Format::Csv => " (for a spreadsheet, export `--format xlsx`)",
                Format::Xlsx => "",
            };
            terminal.say(&(next + hint));
        }
        None => terminal.answer(&String::from_utf8_lossy(&bytes)),
    }
    Ok(Outcome::Done)
}

fn apply(library: &Library, file: &Path, write: bool, terminal: &Terminal) -> Result<Outcome> {
    let applied = pipeline::apply_metadata(library, file, write)?;
    let mut out = String::new();
    for change in &applied.changes {
        let _ = writeln!(out, "{} {}: `{}` → `{}`", change.path, change.key, change.old, change.new);
    }
    for (line, path, why) in &applied.conflicts {
        let _ = writeln!(out, "conflict, line {line}, {path}: {why}");
    }
    terminal.answer(&out);
    let (changes, conflicts) = (applied.changes.len(), applied.conflicts.len());
    let values = count(changes, "value");
    terminal.say(&match (applied.written, conflicts) {
        (true, _) => format!("{values} changed"),
        (false, 0) if changes == 0 => {
            format!("nothing would change: {} pages are as the table says", applied.pages)
        }
        (false, 0) => {
            format!("{values} would change, of {} pages in the table; --write does it", applied.pages)
        }
        (false, _) => format!("nothing was written: {}", count(conflicts, "conflict")),
    });
    Ok(if conflicts > 0 { Outcome::Findings } else { Outcome::Done })
}
