//! `gameplan build`. In: its options. Out: what was written, as text or JSON.
//! Never: a line on stdout that is not the answer.

use super::Outcome;
use super::terminal::Terminal;
use crate::error::{Error, Result};
use crate::model::sentence::count;
use crate::pipeline::{self, BuildOptions, BuildReport, Library, Part, RootReport};
use crate::report::{self, Report};
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::path::PathBuf;

/// `build`.
#[derive(Debug, Args)]
pub(super) struct Build {
    /// Folder of the roots, one per audience; `public` below the library without it.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Build this audience's root only; `partner:NAME` for one partner.
    #[arg(long, value_name = "A")]
    audience: Vec<String>,
    /// Build these parts and carry the rest over.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART")]
    only: Vec<Only>,
    /// Build this customer's documents and carry the rest over.
    #[arg(long, value_name = "ID")]
    customer: Vec<String>,
    /// Threads; one a core without it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// An error in a page stops the build too.
    #[arg(long)]
    strict: bool,
    /// Leave customers with errors out instead of stopping.
    #[arg(long)]
    keep_going: bool,
    /// How to say what was built.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Only {
    Site,
    Customers,
    Reviews,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

impl Build {
    pub(super) fn run(self, library: Library, terminal: &Terminal) -> Result<Outcome> {
        if !self.customer.is_empty() && !self.only.is_empty() && !self.only.contains(&Only::Customers) {
            let said = "build anything: `--customer` makes documents of customers, which `--only` leaves out; write \
                        `--only customers`, or one of the two";
            return Err(Error::new(said));
        }
        let part = |only: &Only| match only {
            Only::Site => Part::Site,
            Only::Customers => Part::Customers,
            Only::Reviews => Part::Reviews,
        };
        let options = BuildOptions {
            library,
            out: self.out,
            audiences: self.audience,
            only: self.only.iter().map(part).collect(),
            customers: self.customer,
            jobs: self.jobs.map(usize::from),
            strict: self.strict,
            keep_going: self.keep_going,
        };
        let built = pipeline::build(&options, terminal)?;
        talk(&built, terminal);
        match self.format {
            Format::Human => {
                terminal.answer(&human(&built));
                if let Some(narrowest) = built.roots.last().filter(|root| root.published) {
                    terminal.say(&format!(
                        "open {}",
                        built.out.join(&narrowest.folder).join("index.html").display()
                    ));
                }
            }
            Format::Json => terminal.answer(&(json(&built).to_string() + "\n")),
        }
        Ok(match (built.broken_settings, built.stopped) {
            (true, _) => Outcome::BrokenSettings,
            (false, true) => Outcome::Findings,
            (false, false) => Outcome::Done,
        })
    }
}

/// Findings that stopped something in full, else their number.
fn talk(built: &BuildReport, terminal: &Terminal) {
    let report = Report { files: built.files, ..Report::new(&built.findings, &built.sources) };
    if built.stopped {
        let errors: Vec<_> = built
            .findings
            .iter()
            .filter(|d| d.severity == crate::diagnostic::Severity::Error)
            .cloned()
            .collect();
        terminal.refuse(&report::human(&Report { findings: &errors, ..report }, terminal.talk_options()));
    } else if !built.findings.is_empty() {
        // The report keeps 100 findings a code; the counts are those of all.
        terminal.say(&format!("{}; `gameplan check` shows them", report::counted(built.counts)));
    }
    for root in &built.roots {
        for (files, what) in [
            (&root.foreign, "carried over, made by no build"),
            (&root.replaced, "replaced, made by no build"),
        ] {
            if !files.is_empty() {
                terminal.say(&format!("{}: {what}: {}", root.folder, files.join(", ")));
            }
        }
    }
    let s = &built.seconds;
    let stages =
        [("read", s.read), ("parse", s.parse), ("plan", s.plan), ("render", s.render), ("write", s.write)];
    let times: Vec<String> = stages.iter().map(|(name, time)| format!("{name} {time:.3} s")).collect();
    terminal.detail(&format!("{}, total {:.3} s", times.join(", "), s.total));
}

fn human(built: &BuildReport) -> String {
    let mut out = String::new();
    for RootReport { folder, published, pages, customers, reviews, counts, .. } in &built.roots {
        let what =
            [count(*pages, "page"), count(*customers, "customer"), count(*reviews, "review")].join(", ");
        let _ = match published {
            true => writeln!(
                out,
                "{folder}: {what}; {} written, {} unchanged, {} removed",
                counts.written, counts.unchanged, counts.removed
            ),
            false => writeln!(out, "{folder}: not published, stands as it was"),
        };
    }
    out
}

/// The contract's document (DESIGN.md, What `build` writes).
fn json(built: &BuildReport) -> Value {
    let mut audiences = Map::new();
    for root in &built.roots {
        let counted = json!({
            "pages": root.pages,
            "customers": root.customers,
            "reviews": root.reviews,
            "written": root.counts.written,
            "unchanged": root.counts.unchanged,
            "removed": root.counts.removed,
            "bytes": root.counts.bytes,
        });
        audiences.insert(root.folder.clone(), counted);
    }
    let [error, warning, suggestion] = built.counts;
    let s = &built.seconds;
    json!({
        "audiences": audiences,
        "findings": {"error": error, "warning": warning, "suggestion": suggestion},
        "seconds": {
            "read": s.read, "parse": s.parse, "plan": s.plan, "render": s.render, "write": s.write, "total": s.total,
        },
    })
}
