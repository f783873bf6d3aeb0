//! The command line: the only printer, the only reader of the clock. In: arguments. Out: exit code.
//! Never: logic of a stage.
//!
//! Exit: 0 done · 1 findings, or a build that had to stop · 2 could not run · 3 nothing matched, or an unknown name.

mod again;
mod build;
mod check;
mod completions;
mod diff;
mod examples;
mod explain;
mod fix;
mod import;
mod man;
mod metadata;
mod collect;
mod cohort;
mod new;
mod review;
#[cfg(feature = "serve")]
mod serve;
mod schema;
mod show;
mod terminal;

use crate::error::{Error, Kind, Result};
use crate::model::date::{Date, Month};
use crate::pipeline::Library;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use terminal::Terminal;

/// Turns adoption playbooks and customer records into sites, checklists, KPI tables and review packs.
#[derive(Debug, Parser)]
#[command(name = "gameplan", version, propagate_version = true, subcommand_required = true)]
struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command; they stand before or after it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
struct Common {
    /// Folder of the library.
    #[arg(short = 'L', long, global = true, value_name = "DIR", default_value = ".")]
    library: PathBuf,
    /// The day that counts as today.
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = day)]
    as_of: Option<Date>,
    /// When to colour.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    color: Color,
    /// Say nothing but the answer.
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Say where the time went.
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,
}

/// `--color`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the sites and every customer's documents.
    Build(build::Build),
    /// Find what is wrong in pages and records.
    Check(check::Check),
    /// Show the site on this machine, renewed with each save.
    #[cfg(feature = "serve")]
    Serve(serve::Serve),
    /// Show what a page means, or what follows for a customer.
    Show(show::Show),
    /// Say what a finding means, why it matters and how to mend it.
    Explain(explain::Explain),
    /// Print a JSON Schema, by which editors complete and mark records, cohorts and settings.
    Schema(schema::Schema),
    /// Take ticks of returned checklists over into the progress files.
    Collect(collect::Collect),
    /// Say what an edit of playbooks, settings or records changes for customers.
    Diff(diff::Diff),
    /// Propose who is reviewed in a month.
    Cohort(cohort::Cohort),
    /// Close a review meeting.
    Review(review::Review),
    /// Make a library, a playbook or a customer record to start from.
    New(new::New),
    /// Read an export of the portal into usage and task states.
    Import(import::Import),
    /// The front matter of pages as a table, and back.
    Metadata(metadata::Metadata),
    /// A script that completes commands in your shell.
    Completions(completions::Completions),
    /// Man pages.
    Man(man::Man),
}

/// How a command ended; an [`Error`] says what kept it from running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Exit 0.
    Done,
    /// Exit 1.
    Findings,
    /// Exit 2: the settings cannot be used; the findings say why.
    BrokenSettings,
}

/// Runs the program with its arguments (the first is the program's name).
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let matches = definition().try_get_matches_from(arguments);
    let arguments = match matches.and_then(|m| Arguments::from_arg_matches(&m)) {
        Ok(arguments) => arguments,
        Err(usage) => {
            let failed = usage.use_stderr();
            // Nowhere is left to say so if the terminal is gone.
            let _ = usage.print();
            return if failed { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let terminal = Terminal::new(arguments.common.color, arguments.common.quiet, arguments.common.verbose);
    match dispatch(arguments, &terminal) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::BrokenSettings) => ExitCode::from(2),
        Err(error) => {
            terminal.error(&error);
            match error.kind() {
                Kind::CouldNotRun => ExitCode::from(2),
                Kind::NotFound => ExitCode::from(3),
            }
        }
    }
}

/// The whole command line, as it is parsed and as it is documented.
fn definition() -> clap::Command {
    examples::added(Arguments::command())
}

fn dispatch(arguments: Arguments, terminal: &Terminal) -> Result<Outcome> {
    let Common { library, as_of, .. } = arguments.common;
    let library = Library { root: library, as_of, today: jiff::Zoned::now().date() };
    match arguments.command {
        Command::Build(command) => command.run(readable(library)?, terminal),
        Command::Check(command) => command.run(readable(library)?, terminal),
        #[cfg(feature = "serve")]
        Command::Serve(command) => command.run(readable(library)?, terminal),
        Command::Show(command) => command.run(&readable(library)?, terminal),
        Command::Explain(command) => command.run(&library, terminal),
        Command::Schema(command) => command.run(&readable(library)?, terminal),
        Command::Collect(command) => command.run(readable(library)?, terminal),
        Command::Diff(command) => command.run(&readable(library)?, terminal),
        Command::Cohort(command) => command.run(&readable(library)?, terminal),
        Command::Review(command) => command.run(&readable(library)?, terminal),
        Command::New(command) => command.run(&library, terminal),
        Command::Import(command) => command.run(readable(library)?, terminal),
        Command::Metadata(command) => command.run(&readable(library)?, terminal),
        Command::Completions(command) => command.run(terminal),
        Command::Man(command) => command.run(terminal),
    }
}

fn readable(library: Library) -> Result<Library> {
    match library.root.is_dir() {
        true => Ok(library),
        false => {
            Err(Error::new("find the folder of the library (`-L DIR` says where it is)").at(&library.root))
        }
    }
}

/// Four digits, two, two, and a day that exists.
fn day(text: &str) -> std::result::Result<Date, String> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(idx, b)| match idx {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    match shaped {
        true => text.parse::<Date>().map_err(|_| "no calendar has this day".to_string()),
        false => Err("a day is written as `2026-09-08`".to_string()),
    }
}

/// Four digits, a hyphen, two digits, and a month that exists.
fn month(text: &str) -> std::result::Result<Month, String> {
    let parts = text.split_once('-').filter(|(y, m)| y.len() == 4 && m.len() == 2);
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let parts = parts.filter(|(y, m)| digits(y) && digits(m));
    let month = parts.and_then(|(y, m)| Month::new(y.parse().ok()?, m.parse().ok()?));
    month.ok_or_else(|| "a month is written as `2026-09`".to_string())
}
