//! `gameplan completions`. In: a shell. Out: its script. Never: a file written.

use super::Outcome;
use super::terminal::Terminal;
use crate::error::Result;
use clap::Args;
use clap_complete::Shell;

/// `completions`.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// For which shell.
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Outcome> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::definition(), "gameplan", &mut script);
        terminal.answer(&String::from_utf8_lossy(&script));
        Ok(Outcome::Done)
    }
}
