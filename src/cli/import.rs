//! `gameplan import`. In: an export and its map. Out: the plan, and what was written. Never: writes without `--write`.

use super::terminal::Terminal;
use super::{Outcome, month};
use crate::error::{Error, Result};
use crate::model::date::Month;
use crate::model::sentence::count;
use crate::pipeline::{self, ImportOptions, Library, Plan, UsageChange};
use crate::report::{self, Report};
use clap::Args;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Lines of a list that are shown without `-v`.
const SHOWN: usize = 20;

/// Findings that are shown.
const FINDINGS: usize = 100;

/// `import`.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The export: CSV, TSV or XLSX.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What its columns, signs and states mean.
    #[arg(long, value_name = "MAP")]
    map: Option<PathBuf>,
    /// Write a first map to stdout, every guess with a remark.
    #[arg(long, conflicts_with_all = ["map", "write", "plan"])]
    guess: bool,
    /// Do what the plan says, all of it or nothing.
    #[arg(long)]
    write: bool,
    /// The month of all rows, where the export has no column for it.
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    month: Option<Month>,
    /// Only if the plan is still this one.
    #[arg(long, value_name = "NUMBER")]
    plan: Option<String>,
    /// Show every line of the plan.
    #[arg(long)]
    all: bool,
}

impl Import {
    pub(super) fn run(self, library: Library, terminal: &Terminal) -> Result<Outcome> {
        if self.guess {
            terminal.answer(&pipeline::guess_map(&library, &self.file)?);
            terminal.say("read every line, save it, then: gameplan import FILE --map MAP");
            return Ok(Outcome::Done);
        }
        let Some(map) = self.map else {
            let said = "know what the columns mean: `--map MAP` says it, `--guess` writes a first map";
            return Err(Error::new(said).at(&self.file));
        };
        let options = ImportOptions {
            library,
            file: self.file,
            map,
            month: self.month,
            plan: self.plan,
            write: self.write,
        };
        let imported = pipeline::import(&options, terminal)?;
        let shown = &imported.findings[..imported.findings.len().min(FINDINGS)];
        if !shown.is_empty() {
            let report = Report { files: 2, ..Report::new(shown, &imported.sources) };
            let told = report::human(&report, terminal.talk_options());
            if imported.plan.is_some() { terminal.say(&told) } else { terminal.refuse(&told) }
        }
        let Some(plan) = imported.plan else {
            let stand = count(imported.findings.len(), "finding");
            terminal.refuse(&format!("nothing was written, for {stand}"));
            return Ok(Outcome::Findings);
        };
        terminal.answer(&told(&plan, if self.all { usize::MAX } else { SHOWN }));
        let (files, digest) = (plan.files.len(), &plan.digest);
        terminal.say(&match (imported.written, plan.is_empty()) {
            (_, true) => "nothing to write".to_string(),
            (true, false) => format!("{} written", count(files, "file")),
            (false, false) => format!("nothing was written; to do it: --write --plan {digest}"),
        });
        Ok(Outcome::Done)
    }
}

/// The plan in words: every list with its count, the empty ones left out.
fn told(plan: &Plan, most: usize) -> String {
    let mut out = String::new();
    for (title, lines) in changes(plan).into_iter().chain(left_out(plan)) {
        if lines.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{title}: {}", lines.len());
        lines.iter().take(most).for_each(|line| {
            let _ = writeln!(out, "  {line}");
        });
        if lines.len() > most {
            let _ = writeln!(out, "  … and {} more (--all shows them)", lines.len() - most);
        }
    }
    if plan.totals_right > 0 {
        let _ = writeln!(out, "totals that agree: {}", plan.totals_right);
    }
    let same = plan.unchanged + plan.states_unchanged;
    let _ = writeln!(out, "unchanged: {same}\nplan {}", plan.digest);
    out
}

/// What would change, and what is held back.
fn changes(plan: &Plan) -> Vec<(&'static str, Vec<String>)> {
    let states = plan.states.iter().map(|(id, key, old, new)| format!("{id} {key}: {old} → {new}"));
    vec![
        ("new figures", plan.new.iter().map(UsageChange::told).collect()),
        ("restated", plan.restated.iter().map(UsageChange::told).collect()),
        ("closed reviews that were held on a figure restated now", plan.closed.clone()),
        ("the record's own `usage:` counts, not the export", plan.overruled.clone()),
        ("task states", states.collect()),
        ("tasks that no playbook names, left out", plan.strangers.clone()),
        ("held back", plan.held_back.clone()),
    ]
}

/// What the export has and the library does not, or the other way round; then the files.
fn left_out(plan: &Plan) -> Vec<(&'static str, Vec<String>)> {
    let quarantined = plan.quarantined.iter().map(|(n, who, why)| format!("line {n} ({who}): {why}"));
    let totals = plan.totals.iter().map(|t| {
        format!("line {} `{}`: the export says {}, its rows give {}", t.line, t.header, t.said, t.summed)
    });
    let tenants = plan.absent_tenants.iter().map(|(id, tenant, month)| format!("{id} {tenant} {month}"));
    let unlisted = plan.unlisted.iter().map(|(id, service)| format!("{id} {service}"));
    let rows = plan.left_out.iter().map(|(n, text)| format!("line {n}: {text}"));
    let files = plan.files.iter().map(|f| {
        let what = if f.old.is_some() { "changed" } else { "new    " };
        format!("{what} {}", f.path)
    });
    vec![
        ("quarantined, no record", quarantined.collect()),
        ("percentages that differ from their own numbers", plan.percents.iter().map(percent).collect()),
        ("totals that differ", totals.collect()),
        ("customers absent from the export", plan.absent.clone()),
        ("tenants absent from a month, so not in its sum", tenants.collect()),
        ("blank for a tenant, so not in the customer's sum", plan.blanks.clone()),
        ("services that the record does not list", unlisted.collect()),
        ("rows left out", rows.collect()),
        ("columns not read", plan.unread.clone()),
        ("files", files.collect()),
    ]
}

fn percent(found: &pipeline::Percent) -> String {
    let pipeline::Percent { line, customer, service, said, active, entitled } = found;
    let digits = format!("{:0>1$}", said.mantissa, said.decimals as usize + 1);
    let (whole, part) = digits.split_at(digits.len() - said.decimals as usize);
    let said = if part.is_empty() { whole.to_string() } else { format!("{whole}.{part}") };
    let given = match entitled {
        0 => "nothing".to_string(),
        _ => {
            let hundredths = (active * 20_000 + entitled) / (entitled * 2);
            format!("{}.{:02} %", hundredths / 100, hundredths % 100)
        }
    };
    format!("line {line} {customer} {service}: the export says {said} %, {active}/{entitled} gives {given}")
}
