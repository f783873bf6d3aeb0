//! `check --fix`, `--unsafe-fixes`, `--diff`: what was mended, in words. In: the flags, a check's options.
//! Out: what is left to find; talk about files and refused fixes, or a diff as the answer. Never: a finding.

use super::terminal::Terminal;
use crate::diagnostic::Safety;
use crate::error::Result;
use crate::model::sentence::count;
use crate::pipeline::{self, CheckOptions, CheckReport, Codes, FixOptions, FixReport, FixedFile, RefusedFix};
use crate::report;
use clap::Args;
use std::collections::BTreeMap;

/// The flags.
#[derive(Debug, Args)]
pub(super) struct Fix {
    /// Mend what can be mended without changing a meaning, then check.
    #[arg(long)]
    fix: bool,
    /// Mend what may change a meaning, too.
    #[arg(long)]
    unsafe_fixes: bool,
    /// Print what would be mended as a diff; write nothing.
    #[arg(long, conflicts_with_all = ["format", "update_baseline"])]
    pub(super) diff: bool,
}

impl Fix {
    /// True if anything is to be mended or shown as a diff.
    pub(super) fn is_asked(&self) -> bool {
        self.fix || self.unsafe_fixes || self.diff
    }

    /// Mends, says what became of it, and gives what is left.
    pub(super) fn run(
        &self,
        options: &CheckOptions,
        codes: Codes,
        terminal: &Terminal,
    ) -> Result<CheckReport> {
        let safety = if self.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
        let which = FixOptions { safety, codes, write: !self.diff };
        let fixed = pipeline::fix(options, &which, terminal)?;
        if self.diff {
            let diffs = fixed.files.iter().map(|f| report::diff(&f.path, &f.old, &f.new));
            terminal.answer(&diffs.collect::<String>());
        }
        terminal.say(&self.told(&fixed));
        Ok(fixed.remaining)
    }

    fn told(&self, fixed: &FixReport) -> String {
        let made: usize = fixed.files.iter().flat_map(|f| f.codes.values()).sum();
        let verb = if self.diff { "would fix" } else { "fixed" };
        let files = fixed.files.len();
        let mut lines = match made {
            0 => vec!["nothing to fix".to_string()],
            _ => vec![format!("{verb} {} in {}", count(made, "finding"), count(files, "file"))],
        };
        lines.extend(fixed.files.iter().map(of_file));
        if !fixed.refused.is_empty() {
            let refused = count(fixed.refused.len(), "fix").replace("fixs", "fixes");
            lines.push(format!("left out {refused}"));
            lines.extend(refusals(&fixed.refused));
        }
        let more = fixed.remaining.findings.iter().filter_map(|d| d.fix.as_ref());
        let more = more.filter(|f| f.safety == Safety::Unsafe && !self.unsafe_fixes).count();
        if more > 0 {
            lines.push(format!("{more} more with --unsafe-fixes: read them first, --diff shows them"));
        }
        lines.join("\n")
    }
}

/// `  playbook/a.md: 3 LN001, 1 FM001`.
fn of_file(file: &FixedFile) -> String {
    let codes: Vec<String> = file.codes.iter().map(|(code, n)| format!("{n} {code}")).collect();
    format!("  {}: {}", file.path, codes.join(", "))
}

/// One line for each reason of a file and code: the first place, and how many more there are.
fn refusals(refused: &[RefusedFix]) -> Vec<String> {
    let mut groups: Vec<(&RefusedFix, usize)> = Vec::new();
    let mut at: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for fix in refused {
        let path = fix.place.split(':').next().unwrap_or(&fix.place);
        let group = *at.entry((path, fix.code.id, &fix.why)).or_insert(groups.len());
        match groups.get_mut(group) {
            Some((_, more)) => *more += 1,
            None => groups.push((fix, 0)),
        }
    }
    let line = |(fix, more): &(&RefusedFix, usize)| {
        let more = if *more > 0 { format!(" and {more} more") } else { String::new() };
        format!("  {}{more}: {} {}: {}", fix.place, fix.code.id, fix.code.name, fix.why)
    };
    groups.iter().map(line).collect()
}
